"""Chips: the parts of a reading, taken away and changed by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings

from queryassist.chips import Change, Chip, changed, conjuncts, list_chips, say_change
from queryassist.english.boolean import all_of
from queryassist.exceptions import SpecError
from queryassist.spec import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Function,
    GroupKey,
    Having,
    Measure,
    Operator,
    Order,
    QuerySpec,
)
from queryassist.validation import check
from tests.queryassist.books import BOOKS
from tests.queryassist.conftest import ZONE
from tests.queryassist.strategies import specs

LONG = Comparison("pages", Operator.GT, 300)
IN_PRINT = Comparison("in_print", Operator.EQ, True)
FRENCH_OR_DEAR = AnyOf(
    (Comparison("publisher", Operator.EQ, "fr"), Comparison("price", Operator.GE, Decimal("9.5")))
)
COUNT = Measure(function=Function.COUNT)
PAGES = Measure(function=Function.AVG, column="pages")


def chips_of(spec: QuerySpec) -> tuple[Chip, ...]:
    check(spec, BOOKS)
    return list_chips(spec, BOOKS, ZONE)


def without(spec: QuerySpec, path: str) -> QuerySpec:
    return changed(spec, Change(path=path), BOOKS, ZONE)


def change(spec: QuerySpec, path: str, value: str, operator: str = "") -> QuerySpec:
    new = changed(spec, Change(path=path, value=value, operator=operator), BOOKS, ZONE)
    check(new, BOOKS)
    return new


def books(*conditions: Condition) -> QuerySpec:
    where = AllOf(conditions) if len(conditions) > 1 else (conditions or (None,))[0]
    return QuerySpec(dataset="books", where=where)


def test_each_condition_is_a_chip_in_the_words_of_the_reading() -> None:
    chips = chips_of(books(LONG, IN_PRINT, FRENCH_OR_DEAR))

    assert [(chip.path, chip.value) for chip in chips] == [
        ("where.0", "300"),
        ("where.1", "true"),
        ("where.2", None),
    ]
    assert chips[1].options == (("true", "yes"), ("false", "no"))


def test_conditions_within_conditions_are_chips_of_their_own() -> None:
    chips = chips_of(books(AllOf((LONG, IN_PRINT)), FRENCH_OR_DEAR))

    assert [chip.path for chip in chips] == ["where.0", "where.1", "where.2"]
    assert without(books(AllOf((LONG, IN_PRINT))), "where.0") == books(IN_PRINT)


def test_figures_groups_tests_order_and_number_of_rows_are_chips() -> None:
    spec = QuerySpec(
        dataset="books",
        measures=(COUNT, PAGES),
        group_by=(GroupKey(column="publisher"),),
        having=(Having(measure=0, operator=Operator.GT, value=2),),
        order_by=(Order(measure=1, descending=True),),
        limit=5,
    )

    assert [chip.path for chip in chips_of(spec)] == [
        "measures.0",
        "measures.1",
        "group_by.0",
        "having.0",
        "order_by.0",
        "limit",
    ]


def test_a_figure_that_goes_takes_its_test_along_and_moves_the_order() -> None:
    spec = QuerySpec(
        dataset="books",
        measures=(COUNT, PAGES),
        group_by=(GroupKey(column="publisher"),),
        having=(Having(measure=0, operator=Operator.GT, value=2),),
        order_by=(Order(measure=1, descending=True),),
    )

    left = without(spec, "measures.0")

    assert (left.measures, left.having) == ((PAGES,), ())
    assert left.order_by == (Order(measure=0, descending=True),)


def test_the_last_group_that_goes_takes_tests_and_order_along() -> None:
    spec = QuerySpec(
        dataset="books",
        measures=(COUNT,),
        group_by=(GroupKey(column="publisher"),),
        having=(Having(measure=0, operator=Operator.GT, value=2),),
        order_by=(Order(group=0),),
        limit=3,
    )

    assert without(spec, "group_by.0") == QuerySpec(dataset="books", measures=(COUNT,))


def test_a_value_is_read_as_its_column_holds_it() -> None:
    spec = books(LONG, IN_PRINT)

    assert change(spec, "where.0", "1,250", ">=") == books(
        Comparison("pages", Operator.GE, 1250), IN_PRINT
    )
    assert change(spec, "where.1", "No") == books(LONG, replace(IN_PRINT, value=False))


def test_a_date_is_meant_in_the_zone_of_the_project() -> None:
    since = Comparison("published", Operator.GE, datetime(2024, 1, 1, tzinfo=UTC))

    new = change(books(since), "where.0", "2025-03-31")

    assert new.where == replace(since, value=datetime(2025, 3, 31, tzinfo=ZONE))


def test_a_list_of_values_may_hold_commas_in_quotes() -> None:
    spec = books(Comparison("title", Operator.IN, ("Emma", "Persuasion")))

    new = change(spec, "where.0", 'Emma, "Lady, Lost"')

    assert new.where == Comparison("title", Operator.IN, ("Emma", "Lady, Lost"))


@pytest.mark.parametrize(
    "path", ["", "where", "where.2", "where.-1", "where.x", "limit", "dataset"]
)
def test_a_part_that_is_not_there_is_refused(path: str) -> None:
    with pytest.raises(SpecError, match="reload"):
        without(books(LONG, IN_PRINT), path)


@pytest.mark.parametrize(
    "path", ["where.١", "where." + "9" * 5000, "where.00009", "where.01", "where.0000" + "1" * 5000]
)
def test_a_hostile_path_is_refused(path: str) -> None:
    for value in (None, "x"):
        with pytest.raises(SpecError, match="reload"):
            changed(books(LONG, IN_PRINT), Change(path=path, value=value), BOOKS, ZONE)


@pytest.mark.parametrize(
    ("value", "operator"),
    [("many", ""), ("", ""), ("1e999999999", ""), ("NaN", ""), ("5", "like"), ("5", "in")],
)
def test_a_change_that_fits_no_number_is_refused(value: str, operator: str) -> None:
    with pytest.raises(SpecError):
        change(books(LONG), "where.0", value, operator)


def test_what_can_only_be_taken_away_does_not_change() -> None:
    with pytest.raises(SpecError, match="taken away"):
        change(books(LONG, FRENCH_OR_DEAR), "where.1", "5")


def said_once(spec: QuerySpec) -> QuerySpec:
    """Return the spec with its conditions on one level, each of them once."""
    return replace(spec, where=all_of(conjuncts(spec.where))) if spec.where else spec


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change(path="where.0"), "without length > 300 pages"),
        (Change(path="where.0", value="400", operator=">="), "length > 300 pages → >= 400"),
    ],
)
def test_a_change_is_told_in_words(change: Change, said: str) -> None:
    assert say_change(chips_of(books(LONG)), change) == said


@given(specs)
@settings(deadline=None)
def test_without_any_of_its_parts_a_spec_still_fits(spec: QuerySpec) -> None:
    for chip in chips_of(spec):
        check(without(spec, chip.path), BOOKS)


@given(specs)
@settings(deadline=None)
def test_a_chip_that_is_sent_unchanged_changes_nothing(spec: QuerySpec) -> None:
    for chip in chips_of(spec):
        if chip.value is not None and chip.value == " ".join(chip.value.split()):
            assert change(spec, chip.path, chip.value, chip.operator) in (spec, said_once(spec))
