"""What compiled specs compute, against figures worked out in Python over the same rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from statistics import median, stdev

import pytest

from queryassist.spec import (
    AllOf,
    AnyOf,
    ColumnRef,
    Comparison,
    Condition,
    Function,
    GroupKey,
    Having,
    Measure,
    Not,
    Operator,
    Order,
    QuerySpec,
    Statistic,
    TimeUnit,
)
from tests.queryassist.books import ROWS
from tests.queryassist.conftest import ZONE, Run

COUNT = Measure(function=Function.COUNT)
GENRE = GroupKey(column="genre")
FICTION = Comparison("genre", Operator.EQ, "fiction")


def listing(condition: Condition | None = None, **parts: object) -> QuerySpec:
    return QuerySpec(dataset="books", where=condition, columns=("id",), **parts)  # type: ignore[arg-type]


def figures(*measures: Measure, **parts: object) -> QuerySpec:
    return QuerySpec(dataset="books", measures=measures, **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        (Comparison("genre", Operator.EQ, "fiction"), [1, 3, 7]),
        (Comparison("genre", Operator.NE, "fiction"), [2, 5, 6]),
        (Comparison("genre", Operator.IN, ("fiction", "sci")), [1, 2, 3, 5, 6, 7]),
        (Comparison("genre", Operator.NOT_IN, ("sci",)), [1, 3, 7]),
        (Comparison("genre", Operator.IS_NULL), [4, 8]),
        (Comparison("genre", Operator.IS_NOT_NULL), [1, 2, 3, 5, 6, 7]),
        (Not(Comparison("genre", Operator.EQ, "sci")), [1, 3, 7]),
        (Comparison("pages", Operator.LT, 100), [1]),
        (Comparison("pages", Operator.LE, 100), [1, 2]),
        (Comparison("pages", Operator.GT, Decimal("199.5")), [4, 5, 7]),
        (Comparison("pages", Operator.GE, 200), [4, 5, 7]),
        (Comparison("price", Operator.EQ, Decimal("9.99")), [1, 7]),
        (Comparison("in_print", Operator.EQ, False), [3, 6, 8]),
        (Comparison("published", Operator.GE, datetime.fromisoformat("2025-05-12T00:00Z")), [7]),
        (Comparison("title", Operator.CONTAINS, "100%"), [3]),
        (Comparison("title", Operator.CONTAINS, "E_C"), [5]),
        (Comparison("title", Operator.CONTAINS, "\\"), [6]),
        (Comparison("title", Operator.CONTAINS, "'"), [1, 7]),
        (Comparison("title", Operator.STARTS_WITH, "å"), [1]),
        (Comparison("title", Operator.STARTS_WITH, "100 w"), [4]),
        (Comparison("title", Operator.ENDS_WITH, "WOOL"), [3]),
        (Comparison("discount", Operator.GE, ColumnRef("price")), [3, 6]),
        (Comparison("reissued", Operator.LT, ColumnRef("published")), [3]),
        (Comparison("price", Operator.GT, Statistic(Function.AVG, "price")), [2, 5]),
        (Comparison("pages", Operator.GT, Statistic(Function.MEDIAN, "pages")), [4, 5, 7]),
        (Comparison("sold", Operator.EQ, Statistic(Function.MAX, "sold")), [5]),
        (AllOf((FICTION, AnyOf((Comparison("sold", Operator.GT, 1000),
                                Comparison("pages", Operator.LT, 100))))), [1, 7]),
        (AnyOf((AllOf((FICTION, Comparison("in_print", Operator.EQ, False))),
                Comparison("publisher", Operator.IS_NULL))), [3, 5, 8]),
    ],
)  # fmt: skip
def test_conditions_find_the_right_rows(run: Run, condition: Condition, ids: list[int]) -> None:
    assert [row[0] for row in run(listing(condition))] == ids


def test_a_condition_and_its_negation_leave_out_rows_without_a_value(run: Run) -> None:
    same = run(listing(Comparison("pages", Operator.LT, 200)))
    other = run(listing(Not(Comparison("pages", Operator.LT, 200))))

    assert len(same) + len(other) == sum(row.pages is not None for row in ROWS)


def test_every_figure_of_all_rows(run: Run) -> None:
    functions = [Function.SUM, Function.AVG, Function.MEDIAN, Function.MIN, Function.MAX]
    measures = [Measure(function=function, column="price") for function in functions]
    prices = [row.price for row in ROWS]

    (row,) = run(figures(COUNT, *measures))

    assert row[0] == 8
    assert [type(cell) for cell in row[1:]] == [Decimal] * 5
    assert row[1:] == (
        sum(prices),
        pytest.approx(sum(prices) / 8),
        median(prices),
        min(prices),
        max(prices),
    )


def test_missing_values_are_left_out_of_figures(run: Run) -> None:
    pages = [row.pages for row in ROWS if row.pages is not None]

    (row,) = run(
        figures(
            Measure(function=Function.AVG, column="pages"),
            Measure(function=Function.MEDIAN, column="pages"),
            Measure(function=Function.COUNT_DISTINCT, column="genre"),
        )
    )

    assert row == (pytest.approx(Decimal(sum(pages)) / len(pages)), median(pages), 2)


def test_the_standard_deviation_is_that_of_a_sample(run: Run) -> None:
    spread = Measure(function=Function.STDDEV, column="price")
    one = replace(spread, where=Comparison("sold", Operator.EQ, Statistic(Function.MAX, "sold")))

    (row,) = run(figures(spread, one))

    assert row == (pytest.approx(stdev(row.price for row in ROWS)), None)


def test_figures_of_no_rows_are_empty_and_counts_zero(run: Run) -> None:
    nothing = Comparison("sold", Operator.LT, 0)
    share = Measure(function=Function.SHARE, where=FICTION)

    rows = run(figures(COUNT, Measure(function=Function.AVG, column="price"), share, where=nothing))

    assert rows == ((0, None, None),)


def test_a_measure_can_have_a_condition_of_its_own(run: Run) -> None:
    measures = [
        Measure(function=Function.COUNT, where=FICTION),
        Measure(function=Function.COUNT),
        Measure(function=Function.MEDIAN, column="price", where=FICTION),
    ]

    assert run(figures(*measures)) == ((3, 8, Decimal("9.99")),)


def test_a_share_is_the_percentage_that_meets_its_condition(run: Run) -> None:
    sold = sum(row.sold for row in ROWS)
    fiction = sum(row.sold for row in ROWS if row.genre == "fiction")

    (row,) = run(
        figures(
            Measure(function=Function.SHARE, where=FICTION),
            Measure(function=Function.SHARE, column="sold", where=FICTION),
            Measure(function=Function.SHARE, column="sold", where=Comparison("id", Operator.LT, 0)),
        )
    )

    assert row == (Decimal("37.5"), pytest.approx(Decimal(100 * fiction) / sold), 0)


def test_a_ratio_is_one_count_divided_by_another_and_empty_where_that_is_zero(run: Run) -> None:
    nothing, science = Comparison("id", Operator.LT, 0), Comparison("genre", Operator.EQ, "sci")

    (row,) = run(
        figures(
            Measure(function=Function.COUNT, where=science, over=FICTION),
            Measure(function=Function.COUNT, where=FICTION, over=nothing),
        )
    )

    found = sum(row.genre == "sci" for row in ROWS)
    assert row == (pytest.approx(Decimal(found) / 3), None)


def test_rows_without_a_group_are_in_none_of_those_averaged(run: Run) -> None:
    (row,) = run(
        figures(
            Measure(function=Function.COUNT, per=GENRE),
            Measure(function=Function.SUM, column="sold", per=GENRE),
        )
    )

    known = [row for row in ROWS if row.genre is not None]
    assert row == (
        pytest.approx(Decimal(len(known)) / 2),
        pytest.approx(Decimal(sum(row.sold for row in known)) / 2),
    )


def test_an_average_per_day_counts_the_days_on_which_nothing_happened(run: Run) -> None:
    day = GroupKey(column="published", time_unit=TimeUnit.DAY)
    start, stop = (datetime(2024, month, 1, tzinfo=ZONE) for month in (1, 3))
    period = AllOf(
        (
            Comparison("published", Operator.GE, start),
            Comparison("published", Operator.LT, stop),
        )
    )

    ((average,),) = run(figures(Measure(function=Function.COUNT, per=day), where=period))

    books = sum(row.published is not None and start <= row.published < stop for row in ROWS)
    assert average == pytest.approx(Decimal(books) / 60)


def test_an_average_per_day_without_a_period_is_of_the_days_that_have_rows(run: Run) -> None:
    day = GroupKey(column="published", time_unit=TimeUnit.DAY)

    ((average,),) = run(figures(Measure(function=Function.COUNT, per=day)))

    days = [row.published.astimezone(ZONE).date() for row in ROWS if row.published]
    assert average == pytest.approx(Decimal(len(days)) / len(set(days)))


def test_a_percentile_lies_between_its_neighbours(run: Run) -> None:
    prices = sorted(row.price for row in ROWS)

    ((value,),) = run(figures(Measure(function=Function.PERCENTILE, column="price", percent=90)))

    assert value == pytest.approx(prices[6] + (prices[7] - prices[6]) * Decimal("0.3"))


@pytest.mark.parametrize(("week_start", "first"), [(0, 1), (6, 7)])
def test_weekdays_are_cut_in_the_zone_and_begin_as_weeks_do(
    run: Run, week_start: int, first: int
) -> None:
    weekday = GroupKey(column="published", time_unit=TimeUnit.WEEKDAY)

    rows = run(figures(COUNT, group_by=(weekday,)), week_start=week_start)

    days = Counter(row.published and row.published.astimezone(ZONE).isoweekday() for row in ROWS)
    known = [row for row in rows if row[0] is not None]
    assert dict(rows) == days
    assert [day for day, _ in known] == sorted(
        (day for day in days if day), key=lambda day: (day - first) % 7
    )


def test_groups_hold_rows_without_a_value_and_the_biggest_comes_first(run: Run) -> None:
    assert run(figures(COUNT, group_by=(GENRE,))) == (("fiction", 3), ("sci", 3), (None, 2))


def test_groups_add_up_to_the_whole(run: Run) -> None:
    rows = run(figures(COUNT, Measure(function=Function.SHARE), group_by=(GENRE,)))

    assert sum(row[1] for row in rows) == len(ROWS)
    assert sum(row[2] for row in rows) == 100


def test_a_share_of_all_groups_still_counts_the_groups_that_are_left_out(run: Run) -> None:
    having = (Having(measure=0, operator=Operator.GT, value=Decimal("2.5")),)

    rows = run(figures(COUNT, Measure(function=Function.SHARE), group_by=(GENRE,), having=having))

    assert rows == (("fiction", 3, Decimal("37.5")), ("sci", 3, Decimal("37.5")))


def test_groups_can_be_counted(run: Run) -> None:
    few = (Having(measure=0, operator=Operator.LT, value=3),)

    assert run(figures(COUNT, group_by=(GENRE,), count_groups=True)) == ((3,),)
    assert run(figures(COUNT, group_by=(GENRE,), having=few, count_groups=True)) == ((1,),)


def test_bins_are_named_and_stand_in_their_order(run: Run) -> None:
    rows = run(figures(COUNT, group_by=(GroupKey(column="pages", bins=(100, 200, 300)),)))

    assert rows == (("under 100", 1), ("100–199", 2), ("200–299", 1), ("300+", 2), (None, 2))


def test_bins_of_decimals_say_which_edge_they_hold(run: Run) -> None:
    rows = run(figures(COUNT, group_by=(GroupKey(column="price", bins=(5, 20)),)))

    assert rows == (("under £5", 1), ("£5 to under £20", 5), ("£20+", 2))


def test_equal_bins_stand_in_their_order(run: Run) -> None:
    pages = run(figures(COUNT, group_by=(GroupKey(column="pages", bin_width=100),)))
    prices = run(figures(COUNT, group_by=(GroupKey(column="price", bin_width=10),)))

    assert pages == (("0–99", 1), ("100–199", 2), ("200–299", 1), ("300–399", 2), (None, 2))
    assert [row[0] for row in prices] == [
        "£0 to under £10",
        "£10 to under £20",
        "£20 to under £30",
        "£40 to under £50",
    ]


def test_time_buckets_are_cut_in_the_zone(run: Run) -> None:
    rows = run(figures(COUNT, group_by=(GroupKey(column="published", time_unit=TimeUnit.MONTH),)))

    months = Counter(row.published and f"{row.published.astimezone(ZONE):%Y-%m}" for row in ROWS)
    assert [(row[0] and f"{row[0].astimezone(ZONE):%Y-%m-%d %H:%M}", row[1]) for row in rows] == [
        ("2024-01-01 00:00", months["2024-01"]),
        ("2024-02-01 00:00", months["2024-02"]),
        ("2025-05-01 00:00", months["2025-05"]),
        (None, months[None]),
    ]


@pytest.mark.parametrize(
    ("week_start", "starts"),
    [(0, ["2025-05-05", "2025-05-12"]), (6, ["2025-05-04", "2025-05-11"])],
)
def test_weeks_begin_on_the_chosen_day(run: Run, week_start: int, starts: list[str]) -> None:
    since = Comparison("published", Operator.GE, datetime.fromisoformat("2025-01-01T00:00Z"))
    weeks = GroupKey(column="published", time_unit=TimeUnit.WEEK)

    rows = run(figures(COUNT, where=since, group_by=(weeks,)), week_start=week_start)

    assert [f"{row[0].astimezone(ZONE):%Y-%m-%d}" for row in rows] == starts


def test_two_group_keys_and_a_chosen_order(run: Run) -> None:
    rows = run(
        figures(
            COUNT,
            group_by=(GENRE, GroupKey(column="in_print")),
            order_by=(Order(group=1, descending=True), Order(group=0, descending=True)),
        )
    )

    assert rows == (
        ("sci", True, 2),
        ("fiction", True, 2),
        (None, True, 1),
        ("sci", False, 1),
        ("fiction", False, 1),
        (None, False, 1),
    )


def test_missing_values_come_last_in_both_directions(run: Run) -> None:
    up = run(listing(order_by=(Order(column="pages"),)))
    down = run(listing(order_by=(Order(column="pages", descending=True),)))

    assert [row[0] for row in up] == [1, 2, 3, 4, 5, 7, 6, 8]
    assert [row[0] for row in down] == [7, 5, 4, 3, 2, 1, 6, 8]


def test_equal_rows_stand_in_the_order_of_their_key(run: Run) -> None:
    rows = run(listing(order_by=(Order(column="price"),), limit=4, offset=3))

    assert [row[0] for row in rows] == [1, 7, 6, 2]


def test_the_first_of_each_group(run: Run) -> None:
    spec = QuerySpec(
        dataset="books",
        columns=("title",),
        order_by=(Order(column="sold", descending=True),),
        limit=1,
        limit_per="genre",
    )

    assert run(spec) == (("fiction", "O'Brien"), ("sci", "snake_case"), (None, "100 Wools"))


def test_the_second_of_each_group(run: Run) -> None:
    order = (Order(column="sold", descending=True),)

    rows = run(listing(order_by=order, limit=1, offset=1, limit_per="genre"))

    assert rows == (("fiction", 1), ("sci", 2), (None, 8))
