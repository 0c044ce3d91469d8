"""Ways out of an empty answer: without a condition, or with a value that looks alike."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from queryassist.chips import Change
from queryassist.offers import MOST_CONDITIONS, list_offers
from queryassist.spec import AllOf, AnyOf, Comparison, Condition, Not, Operator
from tests.queryassist.books import BOOKS

UTC = ZoneInfo("UTC")
VALUES = {"publisher": ("Faber", "Nord", "North & Sons, Ltd", "Órbita")}
IN_PRINT = Comparison("in_print", Operator.EQ, True)


def offers(condition: Condition) -> list[tuple[Change, str]]:
    return [(o.change, o.label) for o in list_offers(condition, BOOKS, VALUES, UTC)]


def test_each_condition_is_left_out_in_turn() -> None:
    condition = AllOf((IN_PRINT, Comparison("sold", Operator.GT, 10)))

    assert offers(condition) == [
        (Change(path="where.0"), "without in print = yes"),
        (Change(path="where.1"), "without copies sold > 10"),
    ]


@pytest.mark.parametrize(
    ("typed", "meant"), [("Nrod", "Nord"), ("faber", "Faber"), ("Orbita", "Órbita")]
)
def test_a_value_that_nothing_has_is_offered_as_those_it_looks_like(typed: str, meant: str) -> None:
    first, *_ = offers(Comparison("publisher", Operator.EQ, typed))

    assert first == (Change(path="where.0", value=meant), f"publisher = {meant}")


def test_one_value_of_a_list_is_offered_with_the_others_kept() -> None:
    condition = Comparison("publisher", Operator.IN, ("Faber", "North & Sons, Lt"))

    first, *_ = offers(condition)

    assert first[0] == Change(path="where.0", value='Faber,"North & Sons, Ltd"')


@pytest.mark.parametrize(
    "condition",
    [
        Comparison("publisher", Operator.EQ, "Nord"),
        Comparison("publisher", Operator.EQ, "Springer"),
        Comparison("publisher", Operator.EQ, ""),
        Comparison("title", Operator.EQ, "Nrod"),
        Comparison("publisher", Operator.CONTAINS, "Nrod"),
        Comparison("publisher", Operator.IS_NULL),
        Not(Comparison("publisher", Operator.EQ, "Nrod")),
        AnyOf((Comparison("publisher", Operator.EQ, "Nrod"), IN_PRINT)),
    ],
)
def test_where_nothing_looks_alike_only_leaving_it_out_is_offered(condition: Condition) -> None:
    assert [change for change, _ in offers(condition)] == [Change(path="where.0")]


def test_of_many_conditions_the_first_are_offered() -> None:
    many = AllOf(tuple(Comparison("sold", Operator.GT, n) for n in range(100)))

    assert len(offers(many)) == MOST_CONDITIONS
