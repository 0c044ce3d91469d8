"""A Claude who answers with every attack that Queen knows, in every place that takes her words."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from html import escape
from typing import Any

import pytest

from claude.records import JsonObject
from claude.scripted import calls
from claude.tools import Done, Tool, ToolFailed
from queryassist import free_sql, services
from queryassist.answers import Answer, Status
from queryassist.attacks import ATTACKS
from queryassist.catalog import Catalog
from queryassist.claude_reader import list_tools
from queryassist.engine_names import Engine
from queryassist.models import Question
from queryassist.readings import ClaudeOutcome, Context, Refusal
from queryassist.services import AskOptions
from queryassist.spec import Comparison, Function, Measure, Operator, QuerySpec
from queryassist.spec_json import is_storable, to_storable
from tests.queryassist.chat_page import client_of, send, staff_who_may_ask, staff_with, text_of
from tests.queryassist.english.accuracy import CLOCK
from tests.queryassist.scripts import query_of, set_up
from tests.users.factories import UserFactory
from users.datasets import DATASETS
from users.models import User

database = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

BY_KIND: dict[str, list[str]] = defaultdict(list)
for attack in ATTACKS:
    BY_KIND[attack.kind].append(attack.sql)
ALL = QuerySpec(dataset="users", measures=(Measure(function=Function.COUNT),))


@pytest.fixture
def secret() -> str:
    return UserFactory.create(email="secret@example.com").email


@pytest.fixture
def analyst() -> User:
    return staff_with("ask_queen", "view_user", "view_personal_data", "run_sql")


def tool_of(context: Context, name: str) -> Tool[ClaudeOutcome]:
    return next(tool for tool in list_tools(context) if tool.spec.name == name)


def ask(person: User) -> Answer:
    options = AskOptions(engine=Engine.CLAUDE)
    return services.ask(question="How many users?", asked_by=person, options=options)


@database
def test_her_sql_is_held_as_that_of_the_person_is(analyst: User, secret: str) -> None:
    context = services.get_context(analyst, None, AskOptions())

    for attack in ATTACKS:
        with suppress(ToolFailed):  # the guard's first word, which she may ignore
            tool_of(context, "run_sql").run({"sql": attack.sql})
        answer = free_sql.answer_sql(analyst, attack.sql)

        assert (answer.status, answer.rows) == (Status.REFUSED, ()), attack
        assert answer.layer, attack
        assert secret not in answer.message


@database
def test_sql_that_she_insists_on_is_on_record_with_what_refused_it(
    monkeypatch: pytest.MonkeyPatch, analyst: User, secret: str
) -> None:
    for attacks in BY_KIND.values():
        insists: tuple[str, JsonObject] = ("run_sql", {"sql": attacks[-1]})
        set_up(monkeypatch, calls(insists, insists))

        answer = ask(analyst)

        row = Question.objects.latest("pk")
        assert (row.engine, row.status, row.rows) == ("claude sql", "refused", [])
        assert row.layer == answer.layer != ""
    assert User.objects.filter(email=secret).exists()


@database
def test_as_anything_but_sql_an_attack_is_a_text_like_any_other(
    monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    person = staff_who_may_ask()
    for attacks in BY_KIND.values():
        tries: list[tuple[str, JsonObject]] = []
        for attack in attacks:
            tries.append(("run_sql", {"sql": attack}))
            tries.append(("lookup_values", {"dataset": attack, "column": attack, "text": attack}))
        texts = tuple(dict.fromkeys(filter(is_storable, attacks)))
        named = Comparison("email", Operator.IN, texts)
        as_values = query_of(QuerySpec(dataset="users", where=named, measures=ALL.measures))
        claude = set_up(monkeypatch, calls(*tries), calls(as_values))

        answer = ask(person)

        results: Any = claude.bodies[1]["messages"]
        assert all(result["is_error"] for result in results[-1]["content"])
        assert (answer.status, answer.rows) == (Status.ANSWERED, ((0,),))
        assert 'WHERE "email" IN (' in answer.sql
    assert User.objects.filter(email=secret).exists()


@pytest.mark.parametrize("kind", BY_KIND)
def test_an_attack_in_the_place_of_a_name_or_a_formula_is_no_query(kind: str) -> None:
    context = Context(catalog=Catalog(DATASETS), clock=CLOCK)
    _, form = query_of(ALL)
    group: JsonObject = {"column": "", "time_unit": None, "bins": [], "bin_width": None}
    order: JsonObject = {"column": None, "measure": None, "group": None, "descending": False}
    test: JsonObject = {"operator": "=", "values": ["x"], "other_column": None, "statistic": None}

    for attack in filter(str.strip, BY_KIND[kind]):
        query = tool_of(context, "query")
        tries: tuple[JsonObject, ...] = (
            {"dataset": attack},
            {"where": attack},
            {"columns": [attack], "measures": []},
            {"group_by": [group | {"column": attack}]},
            {"order_by": [order | {"column": attack}], "measures": []},
            {"limit_per": attack, "limit": 1, "measures": []},
            {"tests": [test | {"column": attack}], "where": "1"},
            {"tests": [test | {"column": "email", "other_column": attack}], "where": "1"},
        )
        for changes in tries:
            assert is_no_query(query, form | changes), (attack, changes)


def is_no_query(query: Tool[ClaudeOutcome], call: JsonObject) -> bool:
    """Whether a call is told back, or refused where one was told back before."""
    try:
        outcome = query.run(call)
    except ToolFailed:
        return True
    return isinstance(outcome, Done) and isinstance(outcome.value, Refusal)


@database
def test_her_words_are_shown_as_they_are_and_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(staff_who_may_ask())
    for attacks in BY_KIND.values():
        words = [f"{attack[:200]} <script>alert(1)</script>" for attack in attacks[:4]]
        choices: Any = [{"label": each, "question": each} for each in words]
        set_up(
            monkeypatch,
            calls(("ask_back", {"question": words[0], "choices": choices})),
            calls(("cannot_answer", {"reason": words[0], "missing": words[-1]})),
        )

        for page in [text_of(send(client, "Which?", engine="claude")) for _ in range(2)]:
            assert "<script>alert" not in page
            assert escape(to_storable(words[0])) in page
    assert not Question.objects.exclude(sql="", rows=[]).exists()
