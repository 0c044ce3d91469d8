"""Candidates of a file: in order, once each, and only where something is suspicious."""

from __future__ import annotations

import pytest

from devagent.repair.candidates import list_candidates

SOURCE = "def f(a, b):\n    c = a < b\n    return c\n"


def test_only_suspicious_lines_are_changed() -> None:
    candidates = list_candidates(SOURCE, suspiciousness={3: 0.5})

    assert candidates
    assert {candidate.line for candidate in candidates} == {3}


def test_the_likelier_come_first() -> None:
    scores = [each.score for each in list_candidates(SOURCE, suspiciousness={2: 0.9, 3: 0.3})]

    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1]


def test_no_candidate_compiles_to_the_file_or_to_another_candidate() -> None:
    sources = [candidate.source for candidate in list_candidates("x = 0\ny = x + 0\n")]

    assert len(sources) == len(set(sources))
    assert "x = (0)\ny = x + 0\n" not in sources


def test_edits_of_one_function_are_told_apart_from_those_of_another() -> None:
    twice = "@a\ndef f(b):\n    return b + 1\n\n\ndef g(b):\n    return b + 1"

    sources = {candidate.source for candidate in list_candidates(twice)}

    assert twice.replace("b + 1", "b - 1", 1) in sources
    assert twice[::-1].replace("1 + b", "1 - b", 1)[::-1] in sources


@pytest.mark.parametrize("source", ["def f(:", "x = '\0'"])
def test_a_file_that_does_not_parse_is_an_error(source: str) -> None:
    with pytest.raises((SyntaxError, ValueError)):
        list_candidates(source)


def test_an_empty_file_has_no_candidates() -> None:
    assert list_candidates("") == []
