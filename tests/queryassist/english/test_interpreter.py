"""The SQL of a spec and its plain-Python interpretation come to the same rows."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime

import pytest
from django.db import connection

from queryassist.compiler import Dialect, bind, compile_spec
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
    Scalar,
    Statistic,
    TimeUnit,
)
from tests.queryassist.english import rows
from tests.queryassist.english.accuracy import CLOCK, USERS
from tests.queryassist.english.expect import Cell, Table
from tests.queryassist.english.judge import same_rows
from tests.queryassist.english.people import NOW, build_people
from tests.queryassist.english.spec_oracle import SpecOracle

PEOPLE = build_people(NOW)
NUMBERS = ("age", "wallet_balance_usd", "activity_score", "kyc_level")
TEXTS = ("gender", "country", "region", "city", "first_name")
TIMES = ("last_active", "created_at", "updated_at")
ORDERED = (Operator.LT, Operator.LE, Operator.GT, Operator.GE)
KEYS = (
    GroupKey(column="region"),
    GroupKey(column="gender"),
    GroupKey(column="kyc_verified"),
    GroupKey(column="created_at", time_unit=TimeUnit.MONTH),
    GroupKey(column="last_active", time_unit=TimeUnit.WEEK),
    GroupKey(column="last_active", time_unit=TimeUnit.QUARTER),
    GroupKey(column="age", bins=(0, 18, 30, 65)),
    GroupKey(column="age", bin_width=10),
)


class SpecMaker:
    """Makes specs by chance, with values that the people have."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def spec(self) -> QuerySpec:
        if self.chance.random() < 0.4:
            return self._listing()
        measures = tuple(self._measure() for _ in range(self.chance.randint(1, 3)))
        keys = tuple(self.chance.sample(KEYS, self.chance.randint(0, 2)))
        if not keys:
            return QuerySpec(dataset="users", where=self._where(), measures=measures)
        having = (Having(measure=0, operator=self.chance.choice(ORDERED), value=20),)
        return QuerySpec(
            dataset="users",
            where=self._where(),
            measures=measures,
            group_by=keys,
            having=having if self.chance.random() < 0.4 else (),
            order_by=(Order(measure=0, descending=self.chance.random() < 0.5),),
            limit=self.chance.choice((None, 5)),
            count_groups=self.chance.random() < 0.1,
        )

    def _listing(self) -> QuerySpec:
        column = self.chance.choice((*NUMBERS, *TIMES))
        return QuerySpec(
            dataset="users",
            where=self._where(),
            order_by=(Order(column=column, descending=self.chance.random() < 0.5),),
            limit=self.chance.randint(1, 20),
            offset=self.chance.choice((0, 0, 2)),
            limit_per=self.chance.choice((None, None, "country")),
            columns=self.chance.choice(((), ("id",), ("email", "age"))),
        )

    def _measure(self) -> Measure:
        functions = [f for f in Function if f not in (Function.COUNT, Function.SHARE)]
        where = self._where() if self.chance.random() < 0.3 else None
        roll = self.chance.random()
        if roll < 0.3:
            return Measure(function=Function.COUNT, where=where)
        if roll < 0.5:
            return Measure(function=Function.SHARE, where=where)
        column = self.chance.choice(NUMBERS)
        function = self.chance.choice(functions)
        percent = self.chance.choice((5, 50, 99)) if function is Function.PERCENTILE else None
        return Measure(function=function, column=column, percent=percent, where=where)

    def _where(self, depth: int = 0) -> Condition | None:
        roll = self.chance.random()
        return None if roll < 0.2 else self._condition(depth)

    def _condition(self, depth: int) -> Condition:
        roll = self.chance.random()
        if depth > 2 or roll < 0.5:
            return self._comparison()
        parts = (self._condition(depth + 1), self._condition(depth + 1))
        if roll < 0.7:
            return AllOf(parts)
        return AnyOf(parts) if roll < 0.85 else Not(parts[0])

    def _comparison(self) -> Comparison:
        column = self.chance.choice((*NUMBERS, *TEXTS, *TIMES))
        roll = self.chance.random()
        if roll < 0.1:
            null_tests = (Operator.IS_NULL, Operator.IS_NOT_NULL)
            return Comparison(column, self.chance.choice(null_tests))
        if column in TEXTS:
            return self._text_test(column)
        if roll < 0.2 and column in TIMES:
            return Comparison(column, Operator.GT, ColumnRef("created_at"))
        if roll < 0.3 and column in NUMBERS:
            return Comparison(column, Operator.GT, Statistic(Function.AVG, column))
        return Comparison(column, self.chance.choice(ORDERED), self._value(column))

    def _text_test(self, column: str) -> Comparison:
        value, other = self._value(column), self._value(column)
        part = str(value)[1:3]
        return self.chance.choice(
            (
                Comparison(column, Operator.EQ, value),
                Comparison(column, Operator.NE, value),
                Comparison(column, Operator.IN, (value, other)),
                Comparison(column, Operator.NOT_IN, (value, other)),
                Comparison(column, Operator.CONTAINS, part),
                Comparison(column, Operator.STARTS_WITH, str(value)[:2]),
                Comparison(column, Operator.ENDS_WITH, str(value)[-2:]),
            )
        )

    def _value(self, column: str) -> Scalar:
        value: Scalar | None = None
        while value is None:
            value = getattr(self.chance.choice(PEOPLE), column)
        return value


def _shown(row: Sequence[object]) -> list[object]:
    return [cell.isoformat() if isinstance(cell, datetime) else cell for cell in row]


def _agree(spec: QuerySpec, found: list[list[object]], wanted: list[list[Cell]]) -> bool:
    """Whether the rows are the same; groups of equal rank may stand in any order."""
    if not spec.group_by:
        return same_rows(Table(tuple(map(tuple, wanted)), ordered=True), found)
    rank = len(spec.group_by) if not spec.count_groups else 0
    ranks = Table(tuple((row[rank],) for row in wanted), ordered=True)
    if not same_rows(ranks, [[row[rank]] for row in found]):
        return False
    return spec.limit is not None or same_rows(Table(tuple(map(tuple, wanted))), found)


@pytest.mark.django_db
def test_sql_and_interpreter_agree_on_specs_made_by_chance() -> None:
    rows.load(PEOPLE)
    interpreter = SpecOracle(dataset=USERS, people=PEOPLE, clock=CLOCK)
    dialect = Dialect(zone=CLOCK.zone)
    with connection.cursor() as cursor:
        for seed in range(300):
            spec = SpecMaker(seed).spec()
            statement, values = bind(compile_spec(spec, USERS, dialect).statement)
            cursor.execute(statement, values)
            found = [_shown(row) for row in cursor.fetchall()]
            _, wanted = interpreter.run(spec)
            assert _agree(spec, found, wanted), (spec, found[:5], wanted[:5])
