"""Every question that is answered offline has the same SQL by Claude's calls, which fit the schema.

No database: what is sent is compared with the schemas once, in ``test_claude_reader``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from types import ModuleType

import pytest
from jsonschema import Draft202012Validator

from claude.records import JsonObject
from claude.tools import Done, Tool
from queryassist.catalog import Catalog
from queryassist.claude_form import form_of
from queryassist.claude_reader import list_tools
from queryassist.compiler import Dialect, compile_spec, render
from queryassist.english.reader import read
from queryassist.english.words.values import ValueIndex
from queryassist.guard import Relation
from queryassist.readings import ClaudeOutcome, Context, Reading
from queryassist.spec import QuerySpec
from tests.queryassist.english import questions
from tests.queryassist.english.accuracy import CLOCK, USERS, QuestionSet, value_lists
from tests.queryassist.english.people import NOW, build_people
from tests.queryassist.english.sets import SETS
from users.datasets import DATASETS

CONTEXT = Context(catalog=Catalog(DATASETS), clock=CLOCK)
VALUES = {USERS.name: ValueIndex.build(USERS, value_lists(build_people(NOW)))}
DIALECT = Dialect(zone=CLOCK.zone, week_start=0, schema="queen", max_rows=1_001)
ALL_SETS: dict[str, tuple[ModuleType, int]] = {
    "own": (questions, 800),
    **{name: (module, 100) for name, module in SETS.items()},
}
"""Each set with the number of readings that it has at least."""


def readings(module: ModuleType) -> Iterator[tuple[str, QuerySpec]]:
    """Yield what is read offline of a set, follow-ups too, with its spec."""
    for _, turns in QuestionSet.of(module).sequences():
        previous: QuerySpec | None = None
        for case in turns:
            outcome = read(
                case.question,
                catalog=CONTEXT.catalog,
                values=VALUES,
                clock=CLOCK,
                previous=previous,
            )
            if isinstance(outcome, Reading):
                previous = outcome.spec
                yield case.question, outcome.spec


@cache
def query_tool() -> Tool[ClaudeOutcome]:
    return next(tool for tool in list_tools(CONTEXT) if tool.spec.name == "query")


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(query_tool().spec.schema)


def call_of(spec: QuerySpec) -> JsonObject:
    return form_of(spec, CLOCK.zone).model_dump(mode="json")


def sql_of(spec: QuerySpec) -> str:
    return render(compile_spec(spec, USERS, DIALECT).statement)


@pytest.mark.parametrize("name", ALL_SETS)
def test_her_calls_give_the_same_sql_as_the_offline_reader(name: str) -> None:
    module, least = ALL_SETS[name]
    found = list(readings(module))
    assert len(found) >= least

    for question, spec in found:
        call = call_of(spec)
        assert [error.message for error in validator().iter_errors(call)] == [], question
        outcome = query_tool().run(call)
        assert isinstance(outcome, Done)
        assert isinstance(outcome.value, Reading)
        assert sql_of(outcome.value.spec) == sql_of(spec), question


def test_the_schema_refuses_what_is_no_query() -> None:
    call = call_of(next(readings(questions))[1])

    for wrong in (
        call | {"dataset": "auth_user"},
        call | {"columns": "password"},
        call | {"sql": "SELECT 1"},
        {key: value for key, value in call.items() if key != "tests"},
    ):
        assert not validator().is_valid(wrong), wrong


def test_run_sql_is_among_her_tools_for_those_alone_who_may_run_sql() -> None:
    may = replace(CONTEXT, relations=(Relation(name="users", columns=("id",)),))

    assert "run_sql" not in [tool.spec.name for tool in list_tools(CONTEXT)]
    assert "run_sql" in [tool.spec.name for tool in list_tools(may)]
