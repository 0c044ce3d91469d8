"""Which chart fits an answer, and what is drawn."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest

from queryassist.answers import Answer, Status
from queryassist.charts import MOST_BARS, MOST_POINTS, Bars, Lines, find_chart
from queryassist.drawing import draw
from queryassist.engine_names import Engine
from queryassist.formats import ResultColumn
from queryassist.spec import (
    Comparison,
    Function,
    GroupKey,
    Having,
    Measure,
    Operator,
    QuerySpec,
    TimeUnit,
)

BERLIN = ZoneInfo("Europe/Berlin")
COUNT = Measure(function=Function.COUNT)
GENRE = ResultColumn(name="genre", label="genre", kind="text")
MONTH = ResultColumn(name="month", label="month", kind="month")
DAY = ResultColumn(name="day", label="day", kind="day")
HOUR = ResultColumn(name="hour", label="hour", kind="hour")
NUMBER = ResultColumn(name="count", label="count", kind="integer")
PRICE = ResultColumn(name="price", label="average price", kind="decimal", symbol="£", prefix=True)
SHARE = ResultColumn(name="share", label="share", kind="percent")
BY_GENRE = (GroupKey(column="genre"),)
BY_DAY = (GroupKey(column="published", time_unit=TimeUnit.DAY),)
BY_HOUR = (GroupKey(column="published", time_unit=TimeUnit.HOUR),)
BY_MONTH = (GroupKey(column="published", time_unit=TimeUnit.MONTH),)


def answer(rows: Any, *columns: ResultColumn, **parts: Any) -> Answer:
    spec = QuerySpec(dataset="books", **{"measures": (COUNT,), **parts})
    return Answer(status=Status.ANSWERED, spec=spec, columns=columns, rows=tuple(rows))


def sql_answer(rows: Any, *kinds: str, engine: Engine = Engine.SQL) -> Any:
    columns = tuple(ResultColumn(name=kind, label=kind, kind=kind) for kind in kinds)
    found = Answer(status=Status.ANSWERED, engine=engine.value, columns=columns, rows=tuple(rows))
    return find_chart(found, BERLIN)


@pytest.mark.parametrize("engine", [Engine.SQL, Engine.CLAUDE_SQL])
def test_a_text_and_a_number_of_sql_are_bars(engine: Engine) -> None:
    chart = sql_answer([("Kanto", 3), ("Kansai", 1.5)], "text", "decimal", engine=engine)

    assert chart.amounts == (("Kanto", Decimal(3)), ("Kansai", Decimal("1.5")))


def test_a_time_and_a_number_of_sql_are_a_line_without_more_than_its_rows() -> None:
    chart = sql_answer([(month(2025, 4), 2), (month(2025, 1), 3)], "timestamp", "integer")

    (line,) = chart.lines
    assert [amount for _, amount in line.amounts] == [3, 2]
    assert "2025-04-01 00:00" in texts(draw(chart))


@pytest.mark.parametrize(
    ("row", "kinds"),
    [
        (("Kanto",), ("text",)),
        (("Kanto", "x"), ("text", "text")),
        ((1, 2), ("integer", "integer")),
        (("Kanto", 1, 2), ("text", "integer", "integer")),
        ((True, 2), ("boolean", "integer")),
    ],
)
def test_other_shapes_of_sql_have_no_chart(row: Any, kinds: tuple[str, ...]) -> None:
    assert sql_answer([row, row], *kinds) is None
    assert sql_answer([], "text", "integer") is None


def month(year: int, number: int) -> datetime:
    return datetime(year, number, 1, tzinfo=BERLIN)


def chart_of(rows: Any, *columns: ResultColumn, **parts: Any) -> Any:
    return find_chart(answer(rows, *columns, **parts), BERLIN)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter() if element.text]  # noqa: S314


def test_categories_are_bars_in_the_order_of_the_rows() -> None:
    chart = chart_of([("sci", 3), (None, 2), ("fiction", 0)], GENRE, NUMBER, group_by=BY_GENRE)

    assert chart == Bars(
        amounts=(("sci", Decimal(3)), ("—", Decimal(2)), ("fiction", Decimal(0))), unit=NUMBER
    )


def test_shares_are_bars() -> None:
    rows = [("sci", Decimal("75.0")), ("fiction", Decimal("25.0"))]

    assert isinstance(chart_of(rows, GENRE, SHARE, group_by=BY_GENRE), Bars)


def test_one_share_stands_beside_the_rest_of_the_whole() -> None:
    verified = ResultColumn(name="share", label="share where verified = yes", kind="percent")

    chart = chart_of([(Decimal("37.5"),)], verified)

    assert chart.amounts == (("verified = yes", Decimal("37.5")), ("the rest", Decimal("62.5")))
    assert "100%" in texts(draw(chart))


@pytest.mark.parametrize("amount", [None, Decimal("-1"), Decimal("100.5")])
def test_what_is_no_part_of_a_whole_has_no_chart(amount: Decimal | None) -> None:
    assert chart_of([(amount,)], SHARE) is None


def test_a_comparison_has_a_bar_for_each_figure() -> None:
    other = ResultColumn(name="count_2", label="count of others", kind="integer")

    chart = chart_of([(3, 5)], NUMBER, other, measures=(COUNT, COUNT))

    assert chart.amounts == (("count", Decimal(3)), ("count of others", Decimal(5)))


def test_buckets_of_time_are_a_line_with_the_earliest_first() -> None:
    rows = [(month(2025, 2), Decimal("9.5")), (month(2025, 1), Decimal(7)), (None, Decimal(1))]
    average = Measure(function=Function.AVG, column="price")

    chart = chart_of(rows, MONTH, PRICE, measures=(average,), group_by=BY_MONTH)

    (line,) = chart.lines
    assert [at.month for at, _ in line.amounts] == [1, 2]


def test_a_month_in_which_nothing_was_counted_is_zero() -> None:
    rows = [(month(2024, 11), 4), (month(2025, 2), 6)]

    (line,) = chart_of(rows, MONTH, NUMBER, group_by=BY_MONTH).lines

    assert [int(amount) for _, amount in line.amounts] == [4, 0, 0, 6]


@pytest.mark.parametrize(
    "parts",
    [
        {"having": (Having(measure=0, operator=Operator.GT, value=3),)},
        {"limit": 2},
        {"measures": (Measure(function=Function.AVG, column="price"),)},
    ],
)
def test_where_a_missing_month_may_be_anything_it_is_not_zero(parts: dict[str, Any]) -> None:
    rows = [(month(2024, 11), 4), (month(2025, 2), 6)]

    (line,) = chart_of(rows, MONTH, NUMBER, group_by=BY_MONTH, **parts).lines

    assert len(line.amounts) == 2


@pytest.mark.parametrize(
    ("rows", "columns", "parts"),
    [
        ([(5,)], (NUMBER,), {}),
        ([], (GENRE, NUMBER), {"group_by": BY_GENRE}),
        ([("sci", 3)], (GENRE, NUMBER), {"group_by": BY_GENRE}),
        ([("sci", None), ("fiction", 2)], (GENRE, NUMBER), {"group_by": BY_GENRE}),
        ([(3, Decimal(5))], (NUMBER, PRICE), {"measures": (COUNT, COUNT)}),
        ([(month(2025, 1), 4)], (MONTH, NUMBER), {"group_by": BY_MONTH}),
        ([("a", "b", 1), ("a", "c", 2)], (GENRE, GENRE, NUMBER), {"group_by": BY_GENRE * 2}),
        ([(2,)], (NUMBER,), {"group_by": BY_GENRE, "count_groups": True}),
        ([("x", 1), ("y", 2)], (GENRE, NUMBER), {"measures": (), "columns": ("genre", "sold")}),
        ([(datetime(2025, 1, 1, tzinfo=UTC),)] * 2, (MONTH,), {"group_by": BY_GENRE}),
    ],
)  # fmt: skip
def test_other_shapes_have_no_chart(
    rows: Any, columns: tuple[ResultColumn, ...], parts: dict[str, Any]
) -> None:
    assert chart_of(rows, *columns, **parts) is None


def test_of_many_categories_the_first_are_drawn_and_the_rest_is_counted() -> None:
    rows = [(f"genre {number}", number) for number in range(100)]

    chart = chart_of(rows, GENRE, NUMBER, group_by=BY_GENRE)

    assert (len(chart.amounts), chart.left_out) == (MOST_BARS, 100 - MOST_BARS)


def test_labels_that_look_the_same_stay_apart() -> None:
    rows = [("x" * 50 + "a", 1), ("x" * 50 + "b", 2)]

    svg = draw(chart_of(rows, GENRE, NUMBER, group_by=BY_GENRE))

    assert len([text for text in texts(svg) if text.startswith("xxx")]) == 2


def test_a_drawing_has_no_style_no_script_and_no_markup_of_the_data() -> None:
    rows = [("<script>alert(1)</script>", 1), ('"><img src=x onerror=alert(1)>', 2)]

    svg = draw(chart_of(rows, GENRE, NUMBER, group_by=BY_GENRE))

    assert not re.search(r"<style|style=|<script|<img|<a\b|<foreignObject", svg)
    assert "<script>alert(1)</scrip…" in " ".join(texts(svg))


@pytest.mark.parametrize("amounts", [(0, 0), (-5, 5), (-2, -1), (1, 10**12), (Decimal("0.001"), 1)])
def test_every_size_of_amount_can_be_drawn(amounts: tuple[Any, Any]) -> None:
    bars = draw(chart_of(zip("ab", amounts, strict=True), GENRE, NUMBER, group_by=BY_GENRE))
    moments = (month(2025, 1), month(2025, 2))
    lines = draw(chart_of(zip(moments, amounts, strict=True), MONTH, NUMBER, group_by=BY_MONTH))

    assert bars.count("<rect") == 3
    assert lines.count("<path") == 1


def test_an_axis_of_counts_has_no_fractions() -> None:
    svg = draw(chart_of([("sci", 1), ("fiction", 2)], GENRE, NUMBER, group_by=BY_GENRE))

    assert [text for text in texts(svg) if text[0].isdigit()] == ["1", "2", "0"]


def test_an_axis_tells_times_and_amounts_in_their_units() -> None:
    rows = [(month(2025, number), Decimal(number * 1_000_000)) for number in range(1, 13)]

    svg = draw(chart_of(rows, MONTH, PRICE, group_by=BY_MONTH))

    assert "2025-01" in texts(svg)
    assert "£10M" in texts(svg)


def test_a_line_stands_on_zero() -> None:
    rows = [(month(2025, 1), 200), (month(2025, 2), 300)]

    assert "0" in texts(draw(chart_of(rows, MONTH, NUMBER, group_by=BY_MONTH)))


def test_lines_of_one_unit_share_a_chart_with_a_legend() -> None:
    other = ResultColumn(name="count_2", label="count of others", kind="integer")
    rows = [(month(2025, 1), 1, 2), (month(2025, 2), 3, 4)]

    chart = chart_of(rows, MONTH, NUMBER, other, measures=(COUNT, COUNT), group_by=BY_MONTH)

    assert isinstance(chart, Lines)
    assert "count of others" in texts(draw(chart))


def test_conditions_of_a_figure_do_not_fill_missing_months() -> None:
    narrowed = Measure(function=Function.COUNT, where=Comparison("sold", Operator.GT, 5))
    rows = [(month(2024, 11), 4), (month(2025, 2), 6)]

    (line,) = chart_of(rows, MONTH, NUMBER, measures=(narrowed,), group_by=BY_MONTH).lines

    assert len(line.amounts) == 2


def test_zeros_stand_at_every_day_on_which_nothing_was_counted() -> None:
    first = datetime(2024, 1, 1, tzinfo=BERLIN)
    rows = [(first + timedelta(days=days), 4) for days in (0, 500, 1_000)]

    (line,) = chart_of(rows, DAY, NUMBER, group_by=BY_DAY).lines

    assert len(line.amounts) == 1_001
    assert sum(amount for _, amount in line.amounts) == 12


def test_more_days_than_there_is_room_for_are_no_line_over_gaps() -> None:
    first = datetime(2004, 1, 1, tzinfo=BERLIN)
    rows = [(first + timedelta(days=days), 4) for days in (0, MOST_POINTS)]

    assert chart_of(rows, DAY, NUMBER, group_by=BY_DAY) is None


def test_an_hour_that_comes_twice_is_one_with_the_sum_of_both() -> None:
    first = datetime(2025, 10, 26, 0, tzinfo=UTC)
    rows = [(first + timedelta(hours=hours), 4) for hours in range(3)]

    (line,) = chart_of(rows, HOUR, NUMBER, group_by=BY_HOUR).lines

    assert [(moment.hour, amount) for moment, amount in line.amounts] == [(2, 8), (3, 4)]
