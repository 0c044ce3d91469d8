"""What stands behind an answer: share, the period before, freshness, and why nothing was found."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from queryassist import executor, selectors, services
from queryassist.background import Background, background_of
from queryassist.catalog import Catalog
from queryassist.engines import ScriptedReader
from queryassist.models import Question
from queryassist.readings import Reading
from queryassist.spec import (
    AllOf,
    Comparison,
    Condition,
    Function,
    GroupKey,
    Having,
    Measure,
    Operator,
    QuerySpec,
)
from tests.queryassist.chat_page import HTMX, client_of, send, staff_who_may_ask, text_of
from tests.users.factories import UserFactory
from users.datasets import USERS

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2025, 6, 30, 14, 3, tzinfo=UTC)
COUNT = Measure(function=Function.COUNT)
NORD = Comparison("publisher", Operator.EQ, "Nord")
SCIENCE = Comparison("genre", Operator.EQ, "sci")
FRESHNESS = "As of 14:03 UTC; latest reissued: 2025-06-01 00:00 UTC"


def published(start: str, end: str) -> Condition:
    edges = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (start, end)]
    return AllOf(
        (
            Comparison("published", Operator.GE, edges[0]),
            Comparison("published", Operator.LT, edges[1]),
        )
    )


def asked(spec: QuerySpec) -> Question:
    options = services.AskOptions(reader=ScriptedReader([Reading(spec)]))
    answer = services.ask(question="Books?", asked_by=None, options=options)
    assert answer.question_id is not None
    return Question.objects.get(pk=answer.question_id)


def books(**parts: Any) -> QuerySpec:
    return QuerySpec(dataset="books", **{"measures": (COUNT,), **parts})


def background(**parts: Any) -> Background:
    return background_of(asked(books(**parts)), None, NOW)


def test_a_count_with_conditions_has_its_share_of_all(library: Catalog) -> None:
    assert background(where=NORD).facts == ("37.5% of all 8 books", FRESHNESS)


def test_a_condition_of_the_figure_itself_counts_as_well(library: Catalog) -> None:
    measure = Measure(function=Function.COUNT, where=SCIENCE)

    assert background(where=NORD, measures=(measure,)).facts[0] == "12.5% of all 8 books"


def test_a_count_of_all_is_no_share(library: Catalog) -> None:
    assert background().facts == (FRESHNESS,)


def test_an_average_is_compared_with_its_unit(library: Catalog) -> None:
    average = Measure(function=Function.AVG, column="price")

    facts = background(where=published("2024-02-01", "2024-03-01"), measures=(average,)).facts

    assert facts[0] == "66% less than the £15 from 2024-01-01 until 2024-02-01 UTC"


def test_a_count_is_compared_with_the_count_before(library: Catalog) -> None:
    facts = background(where=published("2024-02-01", "2024-03-01")).facts

    assert facts[1] == "50% less than the 2 from 2024-01-01 until 2024-02-01 UTC"


def test_a_share_is_compared_in_percentage_points(library: Catalog) -> None:
    share = Measure(function=Function.SHARE, where=NORD)

    facts = background(where=published("2024-02-01", "2024-03-01"), measures=(share,)).facts

    assert (
        facts[0] == "100 percentage points less than the 100% from 2024-01-01 until 2024-02-01 UTC"
    )


def test_a_period_of_hours_is_told_to_the_minute(library: Catalog) -> None:
    facts = background(where=published("2024-01-31T23:00:30", "2024-02-01T01:00:30.5")).facts

    assert facts[1] == "1 more than the 0 from 2024-01-31 21:00 until 2024-01-31 23:00 UTC"


def test_what_was_nothing_before_has_no_percentage(library: Catalog) -> None:
    facts = background(where=published("2024-01-01", "2024-02-01")).facts

    assert facts[1] == "2 more than the 0 from 2023-12-01 until 2024-01-01 UTC"


@pytest.mark.parametrize(("overwritten", "facts"), [(False, 3), (True, 2)])
def test_a_time_that_is_overwritten_has_no_period_before(
    library: Catalog, monkeypatch: pytest.MonkeyPatch, overwritten: bool, facts: int
) -> None:
    columns = tuple(
        replace(column, overwritten=overwritten) if column.name == "published" else column
        for column in library.get_dataset("books").columns
    )
    catalog = Catalog((replace(library.get_dataset("books"), columns=columns),))
    monkeypatch.setattr(selectors, "get_catalog", lambda: catalog)

    assert len(background(where=published("2024-02-01", "2024-03-01")).facts) == facts


def test_when_users_were_last_seen_or_updated_is_overwritten() -> None:
    overwritten = [column.name for column in USERS.columns if column.overwritten]

    assert overwritten == ["last_active", "updated_at"]


def test_an_average_of_nothing_is_not_compared(library: Catalog) -> None:
    average = Measure(function=Function.AVG, column="price")

    facts = background(where=published("2023-01-01", "2023-02-01"), measures=(average,)).facts

    assert facts == (FRESHNESS,)


def test_for_a_count_of_nothing_each_condition_is_left_out_in_turn(library: Catalog) -> None:
    found = background(where=AllOf((NORD, SCIENCE, Comparison("pages", Operator.GT, 300))))

    assert found.is_empty
    assert [(way.offer.label, way.count) for way in found.ways] == [
        ("without publisher = Nord", 1),
        ("without genre = science", 1),
        ("without length > 300 pages", 1),
    ]


def test_an_empty_list_is_explained_too(library: Catalog) -> None:
    services.refresh_value_index(dataset="books")
    wrong = Comparison("publisher", Operator.EQ, "Nrod")

    found = background(where=AllOf((wrong, SCIENCE)), measures=())

    assert [(way.offer.label, way.count) for way in found.ways] == [
        ("publisher = Nord", 1),
        ("without publisher = Nrod", 3),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        {"where": NORD},
        {"where": NORD, "measures": ()},
        {
            "where": NORD,
            "group_by": (GroupKey(column="genre"),),
            "having": (Having(measure=0, operator=Operator.GT, value=99),),
        },
        {"where": NORD, "measures": (), "offset": 50},
        {"measures": (Measure(function=Function.COUNT, where=Comparison("sold", Operator.LT, 0)),)},
    ],
)
def test_where_conditions_are_not_the_reason_none_is_left_out(
    library: Catalog, parts: dict[str, Any]
) -> None:
    found = background(**parts)

    assert (found.is_empty, found.ways) == (False, ())


@pytest.mark.parametrize(
    ("where", "statements"),
    [
        (NORD, 1),
        (AllOf((NORD, SCIENCE, Comparison("pages", Operator.GT, 300))), 1),
        (published("2024-02-01", "2024-03-01"), 2),
    ],
)
def test_it_takes_one_statement_and_a_second_for_the_period_before(
    library: Catalog, monkeypatch: pytest.MonkeyPatch, where: Condition, statements: int
) -> None:
    question, run, ran = asked(books(where=where)), executor.run, []

    def counted(*args: Any, **kwargs: Any) -> executor.Result:
        ran.append(kwargs["timeout_ms"])
        return run(*args, **kwargs)

    monkeypatch.setattr(executor, "run", counted)
    background_of(question, None, NOW)

    assert ran == [3_000] * statements


def test_what_takes_too_long_is_told(library: Catalog, settings: Any) -> None:
    question = asked(books(where=NORD))
    settings.QUERYASSIST_BACKGROUND_TIMEOUT_MS = 1
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO library_book SELECT n, 'x', 'y', 'Nord', 1, 1, 1, 1, true"
                       " FROM generate_series(100, 300000) AS n")  # fmt: skip

    found = background_of(question, None, NOW)

    assert (
        found.problem == "The database took longer than 0.001 s. Narrow the question and ask again."
    )


def test_a_dataset_that_names_no_time_of_change_tells_when_it_was_looked_at(
    library: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Catalog(tuple(replace(d, freshness_column=None) for d in library))
    monkeypatch.setattr(selectors, "get_catalog", lambda: plain)

    assert background(where=NORD).facts == ("37.5% of all 8 books", "As of 14:03 UTC")


@pytest.fixture
def client() -> Client:
    UserFactory.create(age=35, country="Japan")
    services.refresh_value_index(dataset="users")
    return client_of(staff_who_may_ask())


def address(question: Question) -> str:
    return reverse("admin:queryassist_ask_background", args=[question.pk])


def ask(client: Client, question: str) -> Question:
    send(client, question)
    return Question.objects.latest("pk")


def trigger_of(question: Question, page: str) -> str:
    found = re.search(rf'hx-get="{address(question)}" hx-trigger="([^"]+)"', page)
    return found[1] if found else ""


def test_a_fresh_figure_fetches_it_by_itself_and_an_older_one_when_it_is_asked_for(
    client: Client,
) -> None:
    reply = text_of(send(client, "How many users are over 30?"))
    older = Question.objects.get()
    send(client, "How many users are over 40?", conversation=older.conversation_id)
    latest = Question.objects.latest("pk")

    page = text_of(
        client.get(reverse("admin:queryassist_ask_change", args=[older.conversation_id]))
    )

    assert trigger_of(older, reply) == "load, click"
    assert trigger_of(older, page) == "click"
    assert trigger_of(latest, page) == "load, click"


def test_a_table_of_rows_has_no_background(client: Client) -> None:
    assert 'class="background"' not in text_of(send(client, "list all users"))


def test_it_is_shown_below_the_answer(client: Client) -> None:
    part = text_of(client.get(address(ask(client, "How many users are over 30?")), headers=HTMX))

    assert "50% of all 2 users" in part
    assert "latest updated" in part


def test_a_way_out_changes_the_chip(client: Client) -> None:
    question = ask(client, "How many users over 60 are in Japan?")
    part = text_of(client.get(address(question), headers=HTMX))
    path = re.findall(r'name="path" value="([^"]+)"', part)

    assert "without age &gt; 60 years" in part
    assert path == ["where.0"]
    assert 'name="remove" value="1"' in part


@pytest.mark.parametrize("spec", [None, {"odd": 1}, {"dataset": "gone"}])
def test_a_question_without_a_reading_has_none(client: Client, spec: Any) -> None:
    question = ask(client, "How many users are over 30?")
    Question.objects.update(spec=spec)

    assert client.get(address(question)).status_code == 404


def test_nobody_looks_behind_the_answer_of_somebody_else(client: Client) -> None:
    question = ask(client, "How many users are over 30?")

    assert client_of(staff_who_may_ask("eve@example.com")).get(address(question)).status_code == 404


def test_its_queries_do_not_grow_with_the_data(client: Client) -> None:
    question = ask(client, "How many users are over 30?")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address(question))
        return len(queries)

    few = count()
    UserFactory.create_batch(20)
    services.refresh_value_index(dataset="users")

    assert count() == few
