"""Which figures can be watched, when they cross a line, and how their history is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from queryassist.answers import Answer, Status
from queryassist.formats import Cell, ResultColumn
from queryassist.spec import (
    AllOf,
    Comparison,
    Function,
    GroupKey,
    Measure,
    Not,
    Operator,
    QuerySpec,
)
from queryassist.watching.figures import (
    Figure,
    Rule,
    figures_of,
    is_same_reading,
    leading,
    list_watchable,
    newly_crossed,
)
from queryassist.watching.sparkline import draw

UTC_ZONE = ZoneInfo("UTC")
COUNT = Measure(function=Function.COUNT)
NUMBER = ResultColumn(name="count", label="count", kind="integer")
NAME = ResultColumn(name="country", label="country", kind="text")
PRICE = ResultColumn(name="price", label="price", kind="decimal", symbol="$", prefix=True)


def answer(*rows: tuple[Cell, ...], spec: QuerySpec, columns: tuple[ResultColumn, ...]) -> Answer:
    return Answer(status=Status.ANSWERED, rows=rows, spec=spec, columns=columns)


def spec(**parts: object) -> QuerySpec:
    return QuerySpec(dataset="users", **{"measures": (COUNT,), **parts})  # type: ignore[arg-type]


def figures(**values: str | None) -> list[Figure]:
    return [
        Figure(label=label, value=None if value is None else Decimal(value), shown=str(value))
        for label, value in values.items()
    ]


def crossed(rule: Rule, threshold: str, now: list[Figure], before: list[Figure]) -> list[str]:
    return [one.label for one in newly_crossed(rule, Decimal(threshold), now, before)]


def places(answer: Answer, row_count: int = 1) -> list[int | None]:
    return [each.place for each in list_watchable(answer, row_count)]


BY_COUNTRY: dict[str, object] = {"group_by": (GroupKey(column="country"),)}


@pytest.mark.parametrize(
    ("parts", "columns", "expected"),
    [
        ({}, (NUMBER,), [0]),
        ({"measures": (COUNT, COUNT)}, (NUMBER, PRICE), [0, 1]),
        (BY_COUNTRY, (NAME, NUMBER), [0, None]),
        (BY_COUNTRY | {"measures": (COUNT, COUNT)}, (NAME, NUMBER, PRICE), [0, 1, None]),
        (BY_COUNTRY | {"count_groups": True}, (NUMBER,), [0]),
        ({"measures": ()}, (NAME, NUMBER), [None]),
        ({}, (NAME,), []),
    ],
)
def test_the_figures_of_rows_and_the_number_of_rows_can_be_watched(
    parts: dict[str, object], columns: tuple[ResultColumn, ...], expected: list[int | None]
) -> None:
    assert places(answer(spec=spec(**parts), columns=columns)) == expected


def test_of_sql_it_is_the_last_column_or_the_number_of_rows() -> None:
    listed = Answer(status=Status.ANSWERED, engine="sql", sql="SELECT", columns=(NUMBER, NAME))
    grouped = replace(listed, columns=(NAME, NUMBER))
    single = replace(listed, columns=(NUMBER,))

    assert places(listed, 9) == [None]
    assert places(grouped, 9) == [0, None]
    assert (places(single, 1), places(single, 9)) == ([0], [0, None])


def test_of_many_rows_their_number_can_be_watched_and_of_no_answer_nothing() -> None:
    many = answer(spec=spec(**BY_COUNTRY), columns=(NAME, NUMBER))

    assert places(many, 101) == [None]
    assert not places(Answer(status=Status.REFUSED, spec=spec(), columns=(NUMBER,)), 0)
    assert not places(Answer(status=Status.ANSWERED), 0)


def test_figures_have_their_row_and_unit() -> None:
    rows: tuple[tuple[Cell, ...], ...] = (("Japan", Decimal("12.5")), (None, None))
    prices = answer(*rows, spec=spec(**BY_COUNTRY), columns=(NAME, PRICE))

    found = figures_of(prices, 0, UTC_ZONE)

    assert found == (
        Figure(label="Japan", value=Decimal("12.5"), shown="$12.50"),
        Figure(label="—", value=None, shown="—"),
    )


def test_the_number_of_rows_is_a_figure_that_says_where_there_are_more() -> None:
    rows: tuple[tuple[Cell, ...], ...] = (("Ann",), ("Bea",))
    listed = answer(*rows, spec=spec(measures=()), columns=(NAME,))

    (whole,) = figures_of(listed, None, UTC_ZONE)
    (cut,) = figures_of(replace(listed, truncated=True), None, UTC_ZONE)

    assert (whole.value, whole.shown, cut.shown) == (Decimal(2), "2", "2 or more")


@pytest.mark.parametrize(
    ("rule", "threshold", "now", "before", "news"),
    [
        (Rule.ABOVE, "10", figures(a="11"), figures(a="10"), ["a"]),
        (Rule.ABOVE, "10", figures(a="10"), figures(a="9"), []),
        (Rule.ABOVE, "10", figures(a="12"), figures(a="11"), []),
        (Rule.ABOVE, "10", figures(a="12"), [], ["a"]),
        (Rule.ABOVE, "10", figures(a="12", b="13", c="1"), figures(a="12"), ["b"]),
        (Rule.ABOVE, "10", figures(a=None), figures(a="1"), []),
        (Rule.ABOVE, "10", figures(a="11"), figures(a=None), ["a"]),
        (Rule.BELOW, "10", figures(a="9.99"), figures(a="10"), ["a"]),
        (Rule.BELOW, "-1", figures(a="-2"), figures(a="-1"), ["a"]),
        (Rule.BELOW, "10", figures(a="8"), figures(a="9"), []),
        (Rule.CHANGES, "10", figures(a="110"), figures(a="100"), ["a"]),
        (Rule.CHANGES, "10", figures(a="90"), figures(a="100"), ["a"]),
        (Rule.CHANGES, "10", figures(a="109"), figures(a="100"), []),
        (Rule.CHANGES, "10", figures(a="-90"), figures(a="-100"), ["a"]),
        (Rule.CHANGES, "10", figures(a="1"), figures(a="0"), ["a"]),
        (Rule.CHANGES, "10", figures(a="0"), figures(a="0"), []),
        (Rule.CHANGES, "10", figures(a="5"), [], []),
        (Rule.CHANGES, "10", figures(a="5"), figures(a=None), []),
    ],
)
def test_news_is_what_crossed_since_the_run_before(
    rule: Rule, threshold: str, now: list[Figure], before: list[Figure], news: list[str]
) -> None:
    assert crossed(rule, threshold, now, before) == news


def test_the_leading_figure_is_the_one_nearest_to_the_line() -> None:
    some = figures(a="1", b="3", c=None)

    assert [getattr(leading(rule, some), "label", None) for rule in Rule] == ["b", "a", "b"]
    assert leading(Rule.ABOVE, figures(c=None)) is None


def test_readings_are_the_same_whatever_the_moment_and_not_whatever_else() -> None:
    def since(day: int, column: str = "created_at") -> QuerySpec:
        period = Comparison(column, Operator.GE, datetime(2026, 1, day, tzinfo=UTC))
        female = Comparison("gender", Operator.EQ, "female")
        return spec(where=AllOf((period, Not(female))), measures=(COUNT,))

    assert is_same_reading(since(1), since(2))
    assert not is_same_reading(since(1), since(1, "last_active"))
    assert not is_same_reading(since(1), spec())


def test_a_line_goes_from_the_oldest_to_the_newest_within_its_box_and_is_said_in_words() -> None:
    line = draw([Decimal(5), Decimal(1), Decimal(9)])

    assert line is not None
    assert line.points == "2.0,12.0 60.0,22.0 118.0,2.0"
    assert line.words == "3 runs: from 5 to 9, lowest 1, highest 9"


@pytest.mark.parametrize("values", [["7"], ["7", "7", "7"]])
def test_values_that_are_the_same_are_a_line_through_the_middle(values: list[str]) -> None:
    line = draw([Decimal(value) for value in values])

    assert line is not None
    assert {point.split(",")[1] for point in line.points.split()} == {"12.0"}


def test_without_values_there_is_no_line() -> None:
    assert draw([]) is None
