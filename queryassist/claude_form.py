"""The form in which Claude fills in a QuerySpec: flat, strict, and with all values as text.

Pure: pydantic checks the form, this module turns it into a spec and back, and
``queryassist.validation`` checks the spec.
"""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from queryassist.catalog import Column, Dataset
from queryassist.exceptions import SpecError
from queryassist.formula import parse_formula, write_formula
from queryassist.spec import (
    ColumnRef,
    Comparison,
    Condition,
    Function,
    GroupKey,
    Having,
    Measure,
    Operand,
    Operator,
    Order,
    QuerySpec,
    Statistic,
    TimeUnit,
)
from queryassist.validation import get_column
from queryassist.value_texts import from_text, to_number, to_text

_LISTED = (Operator.IN, Operator.NOT_IN)
_NULL_TESTS = (Operator.IS_NULL, Operator.IS_NOT_NULL)


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TestForm(_Form):
    """One test of one column, against values, another column, or a figure over all rows."""

    column: str
    operator: Operator
    values: tuple[str, ...] = Field(description="one, or several for in and not in; else empty")
    other_column: str | None = Field(description="compare with this column of the same row")
    statistic: Function | None = Field(
        description="compare with this figure of other_column over all rows of the dataset"
    )


class GroupForm(_Form):
    """What rows are grouped by: values, units of time, or ranges of a number."""

    column: str
    time_unit: TimeUnit | None
    bins: tuple[int, ...] = Field(description="ascending lower edges, or empty")
    bin_width: int | None


class MeasureForm(_Form):
    """A figure; where and minus are formulas over the numbered tests."""

    function: Function
    column: str | None
    where: str = Field(description="only rows that meet this; empty for all; a share's part")
    minus: str = Field(description="subtract the figure of the rows that meet this; else empty")
    over: str = Field(description="divide by the figure of the rows that meet this; else empty")
    per: GroupForm | None = Field(description="a count or sum that each group has on average")
    percent: str | None = Field(description="of a percentile, as 90; else null")


class HavingForm(_Form):
    """A test of a figure on each group; measure is its index, from 0."""

    measure: int
    operator: Operator
    value: str


class OrderForm(_Form):
    """A sort key: exactly one of a listed column, a measure's index and a group's index."""

    column: str | None
    measure: int | None
    group: int | None
    descending: bool


class QueryForm(_Form):
    """A whole question. Without measures it lists rows."""

    dataset: str
    tests: tuple[TestForm, ...] = Field(description="numbered from 1")
    where: str = Field(description='formula over tests, "1 and (2 or not 3)"; empty for all rows')
    measures: tuple[MeasureForm, ...]
    group_by: tuple[GroupForm, ...]
    having: tuple[HavingForm, ...]
    order_by: tuple[OrderForm, ...]
    limit: int | None
    offset: int = Field(description="rows to skip, mostly 0")
    limit_per: str | None = Field(description="apply the limit within each value of this column")
    columns: tuple[str, ...] = Field(description="columns to list; empty for the usual ones")
    count_groups: bool = Field(description="answer with the number of groups")


def spec_of(form: QueryForm, dataset: Dataset, zone: ZoneInfo) -> QuerySpec:
    """Return the spec that a form means; times without a zone are meant in ``zone``.

    Raises SpecError where a column, a value or a formula cannot be read.
    """
    tests = [_test(test, dataset, zone) for test in form.tests]
    return QuerySpec(
        dataset=form.dataset,
        where=_formula(form.where, tests),
        measures=tuple(
            Measure(
                function=measure.function,
                column=measure.column,
                where=_formula(measure.where, tests),
                minus=_formula(measure.minus, tests),
                over=_formula(measure.over, tests),
                per=None if measure.per is None else GroupKey(**dict(measure.per)),
                percent=None if measure.percent is None else to_number(measure.percent),
            )
            for measure in form.measures
        ),
        group_by=tuple(GroupKey(**dict(group)) for group in form.group_by),
        having=tuple(
            Having(
                measure=having.measure,
                operator=having.operator,
                value=to_number(having.value),
            )
            for having in form.having
        ),
        order_by=tuple(Order(**dict(order)) for order in form.order_by),
        limit=form.limit,
        offset=form.offset,
        limit_per=form.limit_per,
        columns=form.columns,
        count_groups=form.count_groups,
    )


def _formula(text: str, tests: Sequence[Comparison]) -> Condition | None:
    return parse_formula(text, tests) if text.strip() else None


def _test(form: TestForm, dataset: Dataset, zone: ZoneInfo) -> Comparison:
    column = get_column(form.column, dataset)
    return Comparison(column.name, form.operator, _operand(form, column, zone))


def _operand(form: TestForm, column: Column, zone: ZoneInfo) -> Operand:
    if form.statistic is not None:
        return Statistic(form.statistic, form.other_column or column.name)
    if form.other_column is not None:
        return ColumnRef(form.other_column)
    values = tuple(from_text(text, column, zone) for text in form.values)
    if form.operator in _LISTED:
        return values
    if form.operator in _NULL_TESTS and not values:
        return None
    if len(values) != 1:
        raise SpecError(f"“{form.operator}” needs one value for {column.label}.")
    return values[0]


def form_of(spec: QuerySpec, zone: ZoneInfo) -> QueryForm:
    """Return the form of a spec, of which ``spec_of`` makes an equal spec again."""
    tests: list[Comparison] = []
    where = _written(spec.where, tests)
    measures = tuple(
        MeasureForm(
            function=measure.function,
            column=measure.column,
            where=_written(measure.where, tests),
            minus=_written(measure.minus, tests),
            over=_written(measure.over, tests),
            per=None if measure.per is None else _group_form(measure.per),
            percent=None if measure.percent is None else str(measure.percent),
        )
        for measure in spec.measures
    )
    return QueryForm(
        dataset=spec.dataset,
        tests=tuple(_test_form(test, zone) for test in tests),
        where=where,
        measures=measures,
        group_by=tuple(map(_group_form, spec.group_by)),
        having=tuple(
            HavingForm(measure=having.measure, operator=having.operator, value=str(having.value))
            for having in spec.having
        ),
        order_by=tuple(
            OrderForm(
                column=order.column,
                measure=order.measure,
                group=order.group,
                descending=order.descending,
            )
            for order in spec.order_by
        ),
        limit=spec.limit,
        offset=spec.offset,
        limit_per=spec.limit_per,
        columns=spec.columns,
        count_groups=spec.count_groups,
    )


def _group_form(key: GroupKey) -> GroupForm:
    return GroupForm(
        column=key.column, time_unit=key.time_unit, bins=key.bins, bin_width=key.bin_width
    )


def _written(condition: Condition | None, tests: list[Comparison]) -> str:
    return "" if condition is None else write_formula(condition, tests)


def _test_form(test: Comparison, zone: ZoneInfo) -> TestForm:
    blank = TestForm(
        column=test.column, operator=test.operator, values=(), other_column=None, statistic=None
    )
    match test.value:
        case None:
            return blank
        case ColumnRef(name):
            return blank.model_copy(update={"other_column": name})
        case Statistic(function, name):
            return blank.model_copy(update={"other_column": name, "statistic": function})
        case tuple() as values:
            return blank.model_copy(update={"values": tuple(to_text(v, zone) for v in values)})
        case value:
            return blank.model_copy(update={"values": (to_text(value, zone),)})
