"""The one way from a QuerySpec to SQL: a SELECT over the dataset's view, values apart.

Names are quoted from the catalog. Every value is a ``Value``: ``bind`` takes them out of the text
as parameters, ``render`` shows them in place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import LiteralString
from zoneinfo import ZoneInfo

from psycopg import sql

from queryassist.catalog import Dataset
from queryassist.english.boolean import all_of
from queryassist.formats import ResultColumn
from queryassist.fragments import Value, Where, aggregate, comma, compare, group, percentile
from queryassist.periods import count_buckets
from queryassist.results import result_columns
from queryassist.spec import (
    Comparison,
    Function,
    GroupKey,
    Measure,
    Operator,
    Order,
    QuerySpec,
    Scalar,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What a spec leaves open: the calendar, the schema of the views, and what may be seen.

    ``week_start`` is 0 for Monday to 6 for Sunday. ``max_rows`` are sent at most. ``masked``
    columns are listed as a mask. Figures about 1 to ``smallest_group`` - 1 rows, or as few
    known values of their column, are left out, as are such groups; a single figure then has no row.
    """

    zone: ZoneInfo
    week_start: int = 0
    schema: str = "queen"
    max_rows: int | None = None
    masked: frozenset[str] = frozenset()
    smallest_group: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledQuery:
    """A SELECT and the columns that it returns."""

    statement: sql.Composed
    columns: tuple[ResultColumn, ...]


def compile_spec(spec: QuerySpec, dataset: Dataset, dialect: Dialect) -> CompiledQuery:
    """Return the query of a checked spec; the same spec always gives the same text."""
    columns = result_columns(spec, dataset, dialect.zone)
    compiler = _Compiler(spec, dataset, dialect, columns)
    if not spec.measures:
        statement = compiler.ranked() if spec.limit_per else compiler.listing()
    elif spec.count_groups:
        statement = compiler.counted_groups()
    else:
        statement = compiler.figures()
    return CompiledQuery(statement=statement, columns=columns)


def bind(statement: sql.Composed) -> tuple[sql.Composed, list[Scalar]]:
    """Return the statement with a placeholder for each value, and the values in their order."""
    values: list[Scalar] = []

    def placed(part: sql.Composable) -> sql.Composable:
        if isinstance(part, sql.Composed):
            return sql.Composed([placed(inner) for inner in part])
        if isinstance(part, Value):
            values.append(part.value)
            return sql.Placeholder()
        return part

    return sql.Composed([placed(part) for part in statement]), values


def render(statement: sql.Composed) -> str:
    """Return the statement as text that runs as it stands, with its values quoted in place."""
    return statement.as_string(None)


MASK = "•••"
"""What is shown in the place of a personal value."""


class _Compiler:
    """Builds the clauses of one SELECT."""

    def __init__(
        self,
        spec: QuerySpec,
        dataset: Dataset,
        dialect: Dialect,
        columns: tuple[ResultColumn, ...],
    ) -> None:
        self.spec = spec
        self.dataset = dataset
        self.dialect = dialect
        self.columns = columns
        self.view = sql.Identifier(dialect.schema, dataset.name)
        self.where = Where(self.view, dataset)
        self.groups = [
            group(key, dataset.get_column(key.column), dialect.zone, dialect.week_start)
            for key in spec.group_by
        ]

    def listing(self) -> sql.Composed:
        """Return the SELECT that lists rows."""
        return _lines(
            _clause("SELECT", [self._listed(column.name) for column in self.columns]),
            _clause("FROM", [self.view]),
            self._where(),
            _clause("ORDER BY", self._row_order()),
            *self._limits(),
        )

    def _listed(self, name: str) -> sql.Composable:
        identifier = sql.Identifier(name)
        if name not in self.dialect.masked:
            return identifier
        return sql.SQL("{} AS {}").format(sql.Literal(MASK), identifier)

    def ranked(self) -> sql.Composed:
        """Return the SELECT that lists the first rows within each value of a column."""
        spec, names = self.spec, [sql.Identifier(column.name) for column in self.columns]
        per = sql.Identifier(spec.limit_per or "")
        rank = sql.Identifier(self._unused_name("rank"))
        ranking = sql.SQL("row_number() OVER (PARTITION BY {} ORDER BY {}) AS {}").format(
            per, comma(self._row_order()), rank
        )
        inner = _lines(
            _clause("SELECT", [*names, ranking]), _clause("FROM", [self.view]), self._where()
        )
        last = spec.offset + (spec.limit or 0)
        return _lines(
            _clause("SELECT", [self._listed(column.name) for column in self.columns]),
            sql.SQL("FROM (\n{}\n) AS ranked").format(inner),
            sql.SQL("WHERE {} > {} AND {} <= {}").format(
                rank, Value(spec.offset), rank, Value(last)
            ),
            _clause("ORDER BY", [per, rank]),
            *self._cap(None),
        )

    def figures(self) -> sql.Composed:
        """Return the SELECT that computes the measures, for each group where there are any."""
        expressions = [key.expression for key in self.groups] + self._measures()
        selected = [
            sql.SQL("{} AS {}").format(expression, sql.Identifier(column.name))
            if expression != sql.Identifier(column.name)
            else expression
            for expression, column in zip(expressions, self.columns, strict=True)
        ]
        return _lines(
            _clause("SELECT", selected),
            _clause("FROM", [self.view]),
            self._where(),
            *self._grouping(),
            _clause("ORDER BY", self._group_order()) if self.groups else None,
            *self._limits(),
        )

    def counted_groups(self) -> sql.Composed:
        """Return the SELECT that counts the groups."""
        inner = _lines(
            _clause("SELECT", [key.expression for key in self.groups]),
            _clause("FROM", [self.view]),
            self._where(),
            *self._grouping(),
        )
        name = sql.Identifier(self.columns[0].name)
        return sql.SQL("SELECT count(*) AS {}\nFROM (\n{}\n) AS found").format(name, inner)

    def _where(self) -> sql.Composable | None:
        if self.spec.where is None:
            return None
        return sql.SQL("WHERE {}").format(self.where.build(self.spec.where))

    def _grouping(self) -> Iterable[sql.Composable | None]:
        if self.groups:
            # By position: the expressions hold parameters, and no two parameters count as equal.
            yield _clause("GROUP BY", _places(len(self.groups)))
        tests = [*self._having(), *self._large_enough()]
        if tests:
            yield sql.SQL("HAVING {}").format(sql.SQL(" AND ").join(tests))

    def _having(self) -> Iterable[sql.Composable]:
        measures = self._measures() if self.spec.having else []
        for having in self.spec.having:
            yield compare(measures[having.measure], having.operator, Value(having.value))

    def _large_enough(self) -> Iterable[sql.Composable]:
        """Yield a test that leaves small groups out; that nothing matches may be told."""
        if self.dialect.smallest_group > 1:
            yield self._not_few(sql.SQL("count(*)"))

    def _not_few(self, count: sql.Composable) -> sql.Composable:
        few = sql.Literal(self.dialect.smallest_group - 1)
        return sql.SQL("{} NOT BETWEEN 1 AND {}").format(count, few)

    def _measures(self) -> list[sql.Composable]:
        return [self._measure(measure) for measure in self.spec.measures]

    def _measure(self, measure: Measure) -> sql.Composable:
        if measure.function is Function.SHARE:
            return self._share(measure)
        if measure.is_derived:
            return self._derived(measure)
        figure = self._of_many(self._filtered(self._aggregate(measure), measure), measure)
        if measure.function in (Function.MEDIAN, Function.PERCENTILE):
            return sql.SQL("({})::numeric").format(figure)
        return figure

    def _aggregate(self, measure: Measure) -> sql.Composable:
        if measure.percent is None:
            return aggregate(measure.function, measure.column)
        return percentile(measure.percent, measure.column or "")

    def _derived(self, measure: Measure) -> sql.Composable:
        """Return the figure of one kind of rows less that of another, divided by it, or per group.

        Divided by nothing it is NULL.
        """
        if measure.per is not None:
            return self._per_group(measure, measure.per)
        plain = replace(measure, minus=None, over=None)
        other = self._measure(replace(plain, where=measure.minus or measure.over))
        if measure.minus is not None:
            return sql.SQL("{} - {}").format(self._measure(plain), other)
        return _divided(self._measure(plain), other)

    def _per_group(self, measure: Measure, key: GroupKey) -> sql.Composable:
        column, dialect = self.dataset.get_column(key.column), self.dialect
        parts = [part for part in (self.spec.where, measure.where) if part is not None]
        if key.time_unit is not None:
            buckets = count_buckets(parts, key, dialect.zone, dialect.week_start)
            if buckets is not None:
                return _divided(self._measure(replace(measure, per=None)), Value(buckets))
        known = Comparison(column.name, Operator.IS_NOT_NULL)
        rows = [*([measure.where] if measure.where else []), *([known] if column.nullable else [])]
        narrowed = replace(measure, per=None, where=all_of(rows) if rows else None)
        bucket = group(key, column, dialect.zone, dialect.week_start).expression
        groups = sql.SQL("count(DISTINCT {})").format(bucket)
        return _divided(self._measure(narrowed), self._filtered(groups, narrowed))

    def _filtered(self, figure: sql.Composable, measure: Measure) -> sql.Composable:
        if measure.where is None:
            return figure
        return sql.SQL("{} FILTER (WHERE {})").format(figure, self.where.build(measure.where))

    def _of_many(self, figure: sql.Composable, measure: Measure) -> sql.Composable:
        """Return the figure, but NULL where few values stand behind it, or all but a few."""
        counts = self._counts_behind(measure) if self.dialect.smallest_group > 1 else []
        if not counts:
            return figure
        tests = sql.SQL(" AND ").join(self._not_few(count) for count in counts)
        return sql.SQL("CASE WHEN {} THEN {} END").format(tests, figure)

    def _counts_behind(self, measure: Measure) -> list[sql.Composable]:
        """Return counts of the known values, besides that of the rows, which is tested anyway."""
        column = measure.column
        is_partly_known = column is not None and self.dataset.get_column(column).nullable
        known = aggregate(Function.COUNT, column if is_partly_known else None)
        if measure.where is None:
            return [known] if is_partly_known else []
        part = self._filtered(known, measure)
        return [part, sql.SQL("{} - {}").format(known, part)]

    def _share(self, measure: Measure) -> sql.Composable:
        function = Function.COUNT if measure.column is None else Function.SUM
        whole: sql.Composable = aggregate(function, measure.column)
        part: sql.Composable = whole
        if measure.where is not None:
            part = self._filtered(whole, measure)
            if measure.column is not None:
                part = sql.SQL("coalesce({}, 0)").format(part)
        elif self.spec.having:
            # HAVING knows no window, and the whole is meant before groups are left out.
            whole = sql.SQL("({})").format(
                _lines(_clause("SELECT", [whole]), _clause("FROM", [self.view]), self._where())
            )
        else:
            whole = sql.SQL("sum({}) OVER ()").format(whole)
        part = self._of_many(part, measure)
        return sql.SQL("100.0 * {} / nullif({}, 0)").format(part, whole)

    def _row_order(self) -> list[sql.Composable]:
        orders = [
            _direction(
                sql.Identifier(order.column),
                nullable=self.dataset.get_column(order.column).nullable,
                descending=order.descending,
            )
            for order in self.spec.order_by
            if order.column is not None
        ]
        if self.dataset.key not in {order.column for order in self.spec.order_by}:
            orders.append(sql.Identifier(self.dataset.key))
        return orders

    def _group_order(self) -> list[sql.Composable]:
        keys = range(len(self.groups))
        orders = self.spec.order_by or self._usual_group_order()
        ordered = [self._group_term(order) for order in orders]
        named = {order.group for order in orders}
        return ordered + [self._group_term(Order(group=key)) for key in keys if key not in named]

    def _usual_group_order(self) -> tuple[Order, ...]:
        if any(key.is_scale for key in self.groups):
            return ()
        return (Order(measure=0, descending=True),)

    def _group_term(self, order: Order) -> sql.Composable:
        if order.measure is not None:
            name = self.columns[len(self.groups) + order.measure].name
            return _direction(sql.Identifier(name), nullable=True, descending=order.descending)
        place = order.group or 0
        term = self.groups[place].order or sql.Identifier(self.columns[place].name)
        return _direction(term, nullable=True, descending=order.descending)

    def _limits(self) -> Iterable[sql.Composable]:
        yield from self._cap(self.spec.limit)
        if self.spec.offset:
            yield sql.SQL("OFFSET {}").format(Value(self.spec.offset))

    def _cap(self, limit: int | None) -> Iterable[sql.Composable]:
        lowest = min((n for n in (limit, self.dialect.max_rows) if n is not None), default=None)
        if lowest is not None and (self.groups or not self.spec.measures):
            yield sql.SQL("LIMIT {}").format(Value(lowest))

    def _unused_name(self, name: str) -> str:
        taken = {column.name for column in self.dataset.columns}
        while name in taken:
            name += "_"
        return name


def _lines(*clauses: sql.Composable | None) -> sql.Composed:
    return sql.SQL("\n").join(clause for clause in clauses if clause is not None)


def _clause(keyword: LiteralString, parts: Iterable[sql.Composable]) -> sql.Composed:
    return sql.SQL("{} {}").format(sql.SQL(keyword), comma(parts))


def _divided(figure: sql.Composable, by: sql.Composable) -> sql.Composed:
    return sql.SQL("1.0 * {} / nullif({}, 0)").format(figure, by)


def _places(count: int) -> list[sql.Composable]:
    return [sql.SQL("{}").format(sql.Literal(place)) for place in range(1, count + 1)]


def _direction(term: sql.Composable, *, nullable: bool, descending: bool) -> sql.Composable:
    if not descending:
        return term
    # Left out where it changes nothing, since it keeps an index from being read backwards.
    last = sql.SQL(" NULLS LAST" if nullable else "")
    return sql.SQL("{} DESC{}").format(term, last)
