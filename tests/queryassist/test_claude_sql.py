"""SQL that Claude writes: for whom she may, on which way it goes, and what is on record."""

from __future__ import annotations

import json
from typing import Any

import pytest

from claude.scripted import calls
from queryassist import services
from queryassist.answers import Answer, Status
from queryassist.engine_names import Engine
from queryassist.models import Question
from queryassist.recording import restored
from queryassist.services import AskOptions
from queryassist.spec import Function, Measure, QuerySpec
from tests.queryassist.chat_page import client_of, send, staff_with, text_of
from tests.queryassist.scripts import query_of, set_up
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

QUESTION = "Which age is the most frequent?"
SLEEP = "SELECT pg_sleep(1)"
PLAIN = "SELECT age, count(*) FROM users GROUP BY age ORDER BY 2 DESC LIMIT 1"
NEEDED = ("ask_queen", "view_user", "view_personal_data", "run_sql")
ALL = QuerySpec(dataset="users", measures=(Measure(function=Function.COUNT),))


def analyst(*without: str) -> User:
    return staff_with(*(name for name in NEEDED if name not in without))


def ask(person: User | None, engine: Engine = Engine.CLAUDE) -> Answer:
    return services.ask(question=QUESTION, asked_by=person, options=AskOptions(engine=engine))


def tools_in(body: Any) -> list[str]:
    """Return the names of the tools that she was offered."""
    return [tool["name"] for tool in body["tools"]]


def written(sql: str) -> tuple[str, Any]:
    return "run_sql", {"sql": sql}


def test_her_sql_is_rewritten_run_and_on_record_as_hers(monkeypatch: pytest.MonkeyPatch) -> None:
    UserFactory.create_batch(2, age=41)
    set_up(monkeypatch, calls(written(PLAIN)))

    answer = ask(analyst())

    assert (answer.status, answer.rows) == (Status.ANSWERED, ((41, 2),))
    row = Question.objects.get()
    assert (row.text, row.engine, row.spec) == (QUESTION, "claude sql", None)
    assert row.reading == "SQL that Claude wrote, guarded as that of a person"
    assert row.sql == answer.sql == restored(row).ran_sql
    assert '"queen"."users"' in row.sql


@pytest.mark.parametrize("missing", ["run_sql", "view_personal_data"])
def test_without_a_permission_there_is_no_such_tool(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    claude = set_up(monkeypatch, calls(written(PLAIN)), calls(query_of(ALL)))

    answer = ask(analyst(missing))

    assert answer.engine == "claude"
    assert "run_sql" not in tools_in(claude.bodies[0])
    assert "The person may run SQL" not in json.dumps(claude.bodies[0])
    assert "There is no such tool" in json.dumps(claude.bodies[1]["messages"])


def test_nobody_in_particular_runs_no_sql(monkeypatch: pytest.MonkeyPatch) -> None:
    claude = set_up(monkeypatch, calls(written(PLAIN)), calls(query_of(ALL)))

    assert ask(None).engine == "claude"
    assert "run_sql" not in tools_in(claude.bodies[0])


def test_sql_that_is_refused_may_be_mended_once(monkeypatch: pytest.MonkeyPatch) -> None:
    UserFactory.create(age=41)
    claude = set_up(monkeypatch, calls(written(SLEEP)), calls(written(PLAIN)))

    answer = ask(analyst())

    assert answer.status is Status.ANSWERED
    messages: Any = claude.bodies[1]["messages"]
    assert "pg_sleep" in json.dumps(messages[-1])


def test_sql_that_is_still_refused_names_the_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(monkeypatch, calls(written(SLEEP), written(SLEEP)))

    answer = ask(analyst())

    assert (answer.status, answer.layer, answer.rows) == (Status.REFUSED, "function", ())
    assert Question.objects.get().layer == "function"


def test_she_reads_nothing_of_what_the_person_may_not_see(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without the right to view users there are no relations, and so no SQL either.
    set_up(monkeypatch)

    answer = ask(analyst("view_user"))

    assert answer.status is Status.REFUSED
    assert "You may not see any data" in answer.message


def test_two_readings_are_compared_without_sql(monkeypatch: pytest.MonkeyPatch) -> None:
    claude = set_up(monkeypatch, calls(query_of(ALL)))

    ask(analyst(), Engine.BOTH)

    assert "run_sql" not in tools_in(claude.bodies[0])


def test_the_chat_page_says_whose_sql_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(monkeypatch, calls(written(PLAIN)))

    page = text_of(send(client_of(analyst()), QUESTION, engine="claude"))

    assert "SQL that Claude wrote" in page
    assert "SQL by Claude" in page
