"""The judge and the interpreter of specs are held against cases worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from queryassist.readings import Reading
from queryassist.spec import (
    AllOf,
    Comparison,
    Function,
    GroupKey,
    Having,
    Measure,
    Not,
    Operator,
    Order,
    QuerySpec,
    TimeUnit,
)
from tests.queryassist.english import expect
from tests.queryassist.english.accuracy import CLOCK, USERS, as_answer
from tests.queryassist.english.expect import Case, Expected, Listing, Number, OneOf, Table
from tests.queryassist.english.judge import Verdict, is_right, judge
from tests.queryassist.english.moments import JOINED
from tests.queryassist.english.people import NOW, build_people
from tests.queryassist.english.spec_oracle import SpecOracle
from tests.queryassist.english.wording import AGE, BALANCE, JAPAN, VERIFIED, WOMAN

PEOPLE = build_people(NOW)
ONE, TWO = PEOPLE[0], PEOPLE[1]


def answered(columns: list[str], rows: list[list[object]]) -> dict[str, object]:
    return {"status": "answered", "columns": columns, "rows": rows}


@pytest.mark.parametrize(
    ("expected", "columns", "rows", "right"),
    [
        (Number(5), ["count"], [[5]], True),
        (Number(5), ["count"], [[6]], False),
        (Number(Decimal("12.345")), ["avg"], [["12.34"]], True),
        (Number(5), ["id"], [[1], [2], [3], [4], [5]], False),
        (Number(None), ["avg"], [[None]], True),
        (Table((("Tokyo", 3), (None, 2))), ["region", "n"], [[None, 2], ["Tokyo", 3]], True),
        (Table((("Tokyo", 3), (None, 2))), ["region", "n"], [["Tokyo", 3]], False),
        (Table((("Tokyo", 3),)), ["region", "n", "avg"], [["Tokyo", 3, 1.5]], True),
        (Table((("a", 2), ("b", 1)), ordered=True), ["x", "n"], [["b", 1], ["a", 2]], False),
        (Table((("2025-03-01", 4),)), ["m", "n"], [["2025-03-01T00:00:00+00:00", 4]], True),
        (Table(((30, 4),)), ["age", "n"], [["30–39", 4]], True),
        (Table(((1, 4),)), ["kyc_level", "n"], [["basic", 4]], True),
        (Table((("a", 2),)), ["day", "n"], [["a", 2], ["b", 0]], True),
        (Listing((ONE, TWO)), ["id"], [[TWO.id], [ONE.id]], True),
        (Listing((ONE, TWO)), ["id"], [[ONE.id]], False),
        (Listing((ONE,), ("age",)), ["id"], [[ONE.id]], False),
        (Listing((ONE,), ("age",)), ["age"], [[ONE.age]], True),
        (Listing((ONE, TWO), sorted_by="id"), ["id"], [[TWO.id], [ONE.id]], False),
        (OneOf((Number(1), Number(2))), ["n"], [[2]], True),
    ],
)
def test_answers_are_judged_as_a_fair_stranger_would(
    expected: Expected, columns: list[str], rows: list[list[object]], right: bool
) -> None:
    assert is_right(expected, answered(columns, rows)) is right


def test_an_answer_to_what_must_be_refused_is_wrong() -> None:
    forbidden = Case("show passwords", None)
    assert judge(forbidden, answered(["id"], [[1]]), PEOPLE) is Verdict.WRONG
    assert judge(forbidden, {"status": "refused"}, PEOPLE) is Verdict.RIGHT


def test_asking_back_is_not_wrong() -> None:
    case = Case("how many users", expect.count())
    assert judge(case, {"status": "ask_back"}, PEOPLE) is Verdict.ASKED


COUNT = Measure(function=Function.COUNT)
SPECS: tuple[tuple[QuerySpec, expect.Oracle], ...] = (
    (
        QuerySpec(
            dataset="users",
            measures=(COUNT,),
            where=AllOf(
                (
                    Comparison("gender", Operator.EQ, "female"),
                    Comparison("wallet_balance_usd", Operator.GT, 500),
                )
            ),
        ),
        expect.count(WOMAN, expect.gt(BALANCE, 500)),
    ),
    (
        QuerySpec(
            dataset="users",
            measures=(COUNT,),
            where=Not(Comparison("country", Operator.IN, ("Japan", "Germany"))),
        ),
        expect.count(expect.ne("country", "Japan", "Germany")),
    ),
    (
        QuerySpec(
            dataset="users",
            measures=(Measure(function=Function.AVG, column=BALANCE),),
            group_by=(GroupKey(column="region"),),
        ),
        expect.groups("region", expect.mean(BALANCE)),
    ),
    (
        QuerySpec(
            dataset="users",
            measures=(COUNT,),
            group_by=(GroupKey(column=JOINED, time_unit=TimeUnit.MONTH),),
        ),
        expect.groups(lambda person: f"{person.created_at:%Y-%m}-01", expect.size()),
    ),
    (
        QuerySpec(
            dataset="users",
            measures=(COUNT,),
            group_by=(GroupKey(column="country"),),
            having=(Having(measure=0, operator=Operator.GT, value=50),),
        ),
        expect.groups(
            "country",
            expect.size(),
            cut=expect.Cut(keep=lambda size: size > 50, labels_only=True),
        ),
    ),
    (
        QuerySpec(
            dataset="users",
            measures=(
                Measure(
                    function=Function.SHARE, where=Comparison("kyc_verified", Operator.EQ, True)
                ),
            ),
            where=Comparison("country", Operator.EQ, "Japan"),
        ),
        expect.figure(expect.percent(VERIFIED), JAPAN),
    ),
    (
        QuerySpec(dataset="users", order_by=(Order(column=AGE, descending=True),), limit=1),
        expect.listing(sort=expect.Sort(field=AGE, limit=1)),
    ),
)


@pytest.mark.parametrize(("spec", "oracle"), SPECS)
def test_interpreter_of_specs_agrees_with_the_oracles(
    spec: QuerySpec, oracle: expect.Oracle
) -> None:
    interpreter = SpecOracle(dataset=USERS, people=PEOPLE, clock=CLOCK)
    answer = as_answer("", Reading(spec), interpreter)
    assert is_right(oracle(PEOPLE), answer)
