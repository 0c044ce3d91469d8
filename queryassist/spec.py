"""QuerySpec: the one typed form of a question, between every way of asking and the one compiler.

Pure data, frozen and hashable, so that two readings can be compared with ``==``.
Columns are named by strings here; ``queryassist.validation`` checks them against a dataset.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

Scalar = str | bool | int | Decimal | datetime


class Operator(StrEnum):
    """How a column is compared. NULL matches none of them but IS_NULL."""

    EQ = "="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    IN = "in"
    NOT_IN = "not in"
    IS_NULL = "is null"
    IS_NOT_NULL = "is not null"
    CONTAINS = "contains"
    STARTS_WITH = "starts with"
    ENDS_WITH = "ends with"


class Function(StrEnum):
    """What a measure computes over the rows of a group."""

    COUNT = "count"
    COUNT_DISTINCT = "count_distinct"
    SUM = "sum"
    AVG = "avg"
    MEDIAN = "median"
    PERCENTILE = "percentile"
    STDDEV = "stddev"
    MIN = "min"
    MAX = "max"
    SHARE = "share"


class TimeUnit(StrEnum):
    """Time buckets, cut in the project's zone; weeks start as the clock says.

    The last two come round again: the day of the week is 1 for Monday to 7, the hour 0 to 23.
    """

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    WEEKDAY = "weekday"
    HOUR_OF_DAY = "hour_of_day"

    @property
    def is_cycle(self) -> bool:
        """Whether its buckets come round again, and are no moments."""
        return self in (TimeUnit.WEEKDAY, TimeUnit.HOUR_OF_DAY)


@dataclass(frozen=True, slots=True)
class ColumnRef:
    """Another column of the same row, as the right side of a comparison."""

    column: str


@dataclass(frozen=True, slots=True)
class Statistic:
    """An aggregate over all rows of the dataset, as the right side of a comparison."""

    function: Function
    column: str


Operand = Scalar | ColumnRef | Statistic | tuple[Scalar, ...] | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One test of one column.

    ``value`` is a tuple for IN and NOT_IN, None for the two null tests, text for the three text
    tests (case-insensitive), else a scalar, a column or a statistic.
    """

    column: str
    operator: Operator
    value: Operand = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """True where every part is; at least two parts."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True where a part is; at least two parts."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True where the part is false; like the rest of SQL, not where it is unknown."""

    part: Condition


Condition = Comparison | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure computed per group.

    ``column`` is None for COUNT and SHARE. ``where`` narrows the rows of this measure alone
    (SQL's FILTER); for SHARE it is required and the result is the percentage, 0 to 100, of the
    group's rows that meet it, NULL for an empty group. A SHARE with ``column`` gives the
    percentage of the sum of that column. A SHARE without ``where`` is the percentage that a group
    has of all groups together. STDDEV is that of a sample, NULL for fewer than two values.
    ``percent``, from 0 to 100, is PERCENTILE's alone: the value that
    so many percent of the values lie below, between two neighbours where need be.

    At most one of the rest is set, and then the figure is another one. With ``minus`` that of the
    rows that meet it is taken away from that of the rows that meet ``where``, with ``over`` it is
    divided by it; not for SHARE, MIN and MAX. With ``per`` a COUNT or SUM is divided by the number
    of different groups that its rows are in, which is what each of them has on average; rows
    without a value of the key are in none. Of time buckets, where the spec's rows are those of a
    period with two ends, it is the number of all buckets in that period.
    """

    function: Function
    column: str | None = None
    where: Condition | None = None
    minus: Condition | None = None
    over: Condition | None = None
    per: GroupKey | None = None
    percent: int | Decimal | None = None

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that say which rows the figure is of."""
        return tuple(part for part in (self.where, self.minus, self.over) if part is not None)

    @property
    def is_derived(self) -> bool:
        """Whether it is computed from two figures, and so is none of the rows themselves."""
        return self.minus is not None or self.over is not None or self.per is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupKey:
    """What rows are grouped by: a column's values, time buckets, or bins of a number.

    Exactly one of ``time_unit`` and ``bins`` may be set. ``bins`` are ascending lower edges; the
    last bin is open above, values under the first edge form a bin of their own, and each bin
    includes its lower edge. ``bin_width`` cuts equal bins from zero instead.
    """

    column: str
    time_unit: TimeUnit | None = None
    bins: tuple[int, ...] = ()
    bin_width: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Having:
    """A test of the measure at ``measure`` (an index into the spec's measures) on each group."""

    measure: int
    operator: Operator
    value: int | Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One sort key: exactly one of a listed column, a measure index or a group index."""

    column: str | None = None
    measure: int | None = None
    group: int | None = None
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuerySpec:
    """A question about one dataset.

    With ``measures`` it computes figures, per group where ``group_by`` is set. Without measures it
    lists rows: ``columns`` (the dataset's listed columns where empty). ``limit`` and ``offset``
    count result rows; ``limit_per`` applies them within each value of that column (listing only).
    ``count_groups`` answers with the number of groups left after ``having`` instead of the groups.
    """

    dataset: str
    where: Condition | None = None
    measures: tuple[Measure, ...] = ()
    group_by: tuple[GroupKey, ...] = ()
    having: tuple[Having, ...] = ()
    order_by: tuple[Order, ...] = ()
    limit: int | None = None
    offset: int = 0
    limit_per: str | None = None
    columns: tuple[str, ...] = ()
    count_groups: bool = False

    def counted(self) -> QuerySpec:
        """Return the question of how many rows or groups there are, beyond a limit too."""
        if self.group_by:
            return replace(self, count_groups=True, limit=None, offset=0, order_by=())
        count = Measure(function=Function.COUNT)
        return QuerySpec(dataset=self.dataset, where=self.where, measures=(count,))

    def requires(self, column: str) -> bool:
        """Return whether the rows are said to have a value in a column."""
        parts = self.where.parts if isinstance(self.where, AllOf) else (self.where,)
        return Comparison(column, Operator.IS_NOT_NULL) in parts
