"""Differences between two fixes, in words and with examples."""

from __future__ import annotations

import pytest

from devagent.repair.behaviour import Difference, Outcome, describe_difference


def compare(*inputs: tuple[str, str, str]) -> Difference:
    """Return the difference between the second and the third of each, on the first."""
    one, other = (
        [Outcome(arguments=each[0], result=each[place]) for each in inputs] for place in (1, 2)
    )
    return describe_difference(one, other)


def test_what_does_the_same_is_said_to() -> None:
    assert compare(("1", "2", "2")) == Difference(headline="A and B do the same on 1 made inputs.")


@pytest.mark.parametrize(
    ("one", "other", "way"),
    [
        ("' a '", "'a'", "A keeps blanks at the ends, which B takes away."),
        ("'ab'", "'Ab'", "B keeps upper and lower case, which A does not."),
        ("!KeyError", "None", "A raises KeyError where B gives a result."),
        ("!KeyError", "!ValueError", "They raise different errors."),
        ("None", "3", "A gives nothing where B gives a value."),
        ("False", "True", "B accepts what A refuses."),
        ("[1, 2]", "[2, 1]", "They give the same items in another order."),
        ("[1]", "[1, 2]", "B gives more items than A."),
        ("3", "5", "B gives 2 more than A."),
        ("<Thing>", "{1}", "They give different results."),
    ],
)
def test_ways_are_told_in_words(one: str, other: str, way: str) -> None:
    assert compare(("0", one, other)).ways == [way]


@pytest.mark.parametrize(
    ("unlike", "like", "where"),
    [
        ("''", "'a'", "with something empty"),
        ("'a '", "'a'", "with blanks at an end"),
        ("'A'", "'a'", "with capital letters"),
        ("-1", "1", "with a number below zero"),
        ("[1, 1]", "[1, 2]", "with repeated items"),
        ("2, None", "2, 1", "with None"),
    ],
)
def test_what_the_inputs_have_in_common_is_told(unlike: str, like: str, where: str) -> None:
    found = compare((unlike, "1", "2"), (like, "1", "1"))

    assert found.headline == f"A and B differ on 1 of 2 made inputs: those {where}."


def test_nothing_is_said_of_the_inputs_where_they_have_nothing_of_their_own() -> None:
    found = compare(("''", "1", "2"), ("'' ", "1", "1"))

    assert found.headline == "A and B differ on 1 of 2 made inputs."


def test_the_shortest_examples_are_shown() -> None:
    found = compare(("'aaaa'", "1", "2"), ("'a'", "!KeyError", "'b'"), ("'c'", "1", "1"))

    assert found.examples[0] == "('a'): A raises KeyError, B gives 'b'."
    assert len(found.examples) == 2


def test_a_result_that_is_no_literal_is_told_as_another_result() -> None:
    one, other = (Outcome(arguments="1", result=text) for text in ("{{1}, {2}}", "{{1}, {3}}"))

    assert describe_difference([one], [other]).ways == ["They give different results."]
