"""A spec that does not fit its dataset is refused in words that a person can act on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from queryassist.exceptions import SpecError
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
from queryassist.validation import check
from tests.queryassist.books import BOOKS

COUNT = Measure(function=Function.COUNT)
GENRE = GroupKey(column="genre")
WEEKDAY = GroupKey(column="published", time_unit=TimeUnit.WEEKDAY)
CHEAP = Comparison("price", Operator.LT, 5)
GROUPED = QuerySpec(dataset="books", measures=(COUNT,), group_by=(GENRE,))
DEEP: Condition = Comparison("pages", Operator.EQ, 1)
for _ in range(2000):
    DEEP = Not(DEEP)


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (Comparison("shelf_password", Operator.EQ, "x"), "There are: id, title"),
        (Comparison("titel", Operator.EQ, "x"), "The nearest is title."),
        (Comparison("pages", Operator.EQ, "many"), "Length is a number; 'many' is not"),
        (Comparison("pages", Operator.EQ, True), "Length is a number"),
        (Comparison("pages", Operator.EQ, 10**5000), "a number of that size"),
        (Comparison("price", Operator.GT, Decimal("NaN")), "Price is a number"),
        (Comparison("price", Operator.GT, Decimal("Infinity")), "Price is a number"),
        (Comparison("in_print", Operator.EQ, 1), "true or false"),
        (Comparison("in_print", Operator.LT, True), "cannot be compared with “<”"),
        (Comparison("title", Operator.EQ, "a\0b"), "Title is text"),
        (Comparison("title", Operator.EQ, "\ud800"), "Title is text"),
        (Comparison("title", Operator.GT, "m"), "cannot be compared with “>”"),
        (Comparison("title", Operator.CONTAINS, ""), "some text to look for"),
        (Comparison("price", Operator.CONTAINS, "9"), "cannot be tested with “contains”"),
        (Comparison("genre", Operator.IN, ()), "1 to 1000 values for genre, not 0"),
        (Comparison("genre", Operator.IN, "sci"), "needs a list of values for genre"),
        (Comparison("genre", Operator.IN, ("sci", None)), "Genre is text; None is not"),  # type: ignore[arg-type]
        (Comparison("genre", Operator.EQ, "fictoin"), "never 'fictoin'. The nearest is fiction."),
        (Comparison("genre", Operator.NE, "x"), "never 'x'. It is one of: fiction, sci"),
        (Comparison("genre", Operator.NOT_IN, ("sci", "x")), "never 'x'"),
        (Comparison("genre", Operator.EQ, ("sci",)), "Genre is text; it needs text"),
        (Comparison("genre", Operator.EQ), "Genre is text; it needs text"),
        (Comparison("genre", Operator.IS_NULL, "sci"), "takes no value"),
        (Comparison("published", Operator.GT, datetime(2025, 1, 1)), "with its time zone"),  # noqa: DTZ001
        (Comparison("published", Operator.GT, ColumnRef("price")), "published cannot be compared"),
        (Comparison("price", Operator.GT, ColumnRef("cost")), "no column “cost”"),
        (Comparison("price", Operator.GT, Statistic(Function.COUNT, "price")), "with a count"),
        (Comparison("price", Operator.GT, Statistic(Function.AVG, "title")), "no avg of it"),
        (AllOf((Comparison("pages", Operator.EQ, 1),)), "2 to 1000 conditions"),
        (AnyOf(()), "2 to 1000 conditions"),
        (DEEP, "nested too deeply"),
    ],
)  # fmt: skip
def test_a_condition_that_does_not_fit_is_refused(condition: Condition, message: str) -> None:
    with pytest.raises(SpecError, match=message):
        check(QuerySpec(dataset="books", where=condition), BOOKS)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"dataset": "users"}, "not about books"),
        ({"measures": ()}, "Groups need a figure"),
        ({"columns": ("title",)}, "not for both"),
        ({"group_by": (), "having": (Having(measure=0, operator=Operator.GT, value=1),)},
         "needs groups"),
        ({"measures": (Measure(function=Function.COUNT, column="title"),)}, "counts rows"),
        ({"measures": (Measure(function=Function.AVG),)}, "avg needs a column"),
        ({"measures": (Measure(function=Function.SUM, column="title"),)}, "no sum of it"),
        ({"measures": (Measure(function=Function.MAX, column="title"),)}, "no max of it"),
        ({"measures": (Measure(function=Function.MEDIAN, column="published"),)}, "no median"),
        ({"measures": (Measure(function=Function.SHARE),), "group_by": ()}, "needs a condition"),
        ({"measures": (Measure(function=Function.PERCENTILE, column="price"),)}, "its percentage"),
        ({"measures": (Measure(function=Function.AVG, column="price", percent=9),)},
         "its percentage"),
        ({"measures": (Measure(function=Function.PERCENTILE, column="price", percent=101),)},
         "between 0 and 100"),
        ({"measures": (Measure(function=Function.MAX, column="price", over=CHEAP),)}, "no ratio"),
        ({"measures": (Measure(function=Function.AVG, column="price", per=GENRE),)}, "per group"),
        ({"measures": (Measure(function=Function.COUNT, over=CHEAP, per=GENRE),)}, "one of them"),
        ({"measures": (Measure(function=Function.COUNT, per=WEEKDAY),)}, "not per weekday"),
        ({"group_by": (GENRE,) * 5}, "at most 4"),
        ({"group_by": (GroupKey(column="genre", time_unit=TimeUnit.DAY),)}, "no days"),
        ({"group_by": (GroupKey(column="genre", bins=(1, 2)),)}, "cut into ranges"),
        ({"group_by": (GroupKey(column="pages", bins=(2, 1)),)}, "must ascend"),
        ({"group_by": (GroupKey(column="pages", bins=(1, 1)),)}, "must ascend"),
        ({"group_by": (GroupKey(column="pages", bin_width=0),)}, "above zero"),
        ({"group_by": (GroupKey(column="pages", bin_width=5, bins=(1,)),)}, "one way at a time"),
        ({"having": (Having(measure=1, operator=Operator.GT, value=1),)}, "does not ask for"),
        ({"having": (Having(measure=0, operator=Operator.CONTAINS, value=1),)}, "with a number"),
        ({"having": (Having(measure=0, operator=Operator.GT, value=Decimal("NaN")),)},
         "with a number"),
        ({"measures": (Measure(function=Function.MAX, column="published"),),
          "having": (Having(measure=0, operator=Operator.GT, value=1),)}, "compared with a number"),
        ({"order_by": (Order(),)}, "exactly one"),
        ({"order_by": (Order(measure=0, group=0),)}, "exactly one"),
        ({"order_by": (Order(column="genre"),)}, "not by a column"),
        ({"order_by": (Order(measure=-1),)}, "does not ask for"),
        ({"order_by": (Order(group=1),)}, "does not have"),
        ({"limit": 0}, "between 1 and"),
        ({"limit": 2**31}, "between 1 and"),
        ({"offset": -1}, "between 0 and"),
        ({"limit": 1, "limit_per": "genre"}, "and a list"),
        ({"limit": 1, "count_groups": True}, "only be counted"),
        ({"group_by": (), "count_groups": True}, "only be counted"),
    ],
)  # fmt: skip
def test_a_shape_that_makes_no_sense_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError, match=message):
        check(replace(GROUPED, **change), BOOKS)


@pytest.mark.parametrize("columns", [("title", "title"), ("shelf_password",), ("title; --",)])
def test_a_list_of_columns_that_are_not_there_is_refused(columns: tuple[str, ...]) -> None:
    with pytest.raises(SpecError):
        check(QuerySpec(dataset="books", columns=columns), BOOKS)
