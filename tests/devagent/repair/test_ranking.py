"""Candidates that pass, ranked by their edits and by what they do on made inputs."""

from __future__ import annotations

from devagent.repair.candidates import Candidate
from devagent.repair.ranking import measure_agreement, rank


def candidate(name: str, score: float) -> Candidate:
    """Return one whose text is its name."""
    return Candidate(operator="any", line=1, score=score, source=name)


def ranked(*given: tuple[str, float, list[str]]) -> list[str]:
    """Return the names in order, of names with scores and marks."""
    found = rank([candidate(name, score) for name, score, _ in given], [m for *_, m in given])
    return [each.candidate.source for each in found]


def test_the_first_of_each_group_come_first() -> None:
    order = ranked(("a", 0.9, ["1"]), ("b", 0.8, ["1"]), ("c", 0.3, ["2"]), ("d", 0.2, ["2"]))

    assert order == ["a", "c", "b", "d"]


def test_what_several_agree_on_comes_before_a_likelier_single_one() -> None:
    order = ranked(("alone", 0.5, ["9"]), ("a", 0.4, ["1"]), ("b", 0.4, ["1"]), ("c", 0.4, ["1"]))

    assert order[0] == "a"
    assert order[1] == "alone"


def test_what_raises_on_made_inputs_comes_later() -> None:
    order = ranked(("raises", 0.5, ["1", "!2", "!2"]), ("returns", 0.45, ["1", "3", "4"]))

    assert order == ["returns", "raises"]


def test_those_without_marks_are_groups_of_their_own() -> None:
    assert ranked(("a", 0.3, []), ("b", 0.5, [])) == ["b", "a"]


def test_agreement_is_the_share_of_those_that_do_the_same() -> None:
    candidates = [candidate("a", 1.0), candidate("b", 1.0), candidate("c", 2.0)]

    agreement = measure_agreement(candidates, [["1", "1"], ["1", "2"], ["1", "3"]])

    assert agreement == [0.625, 0.625, 0.75]
