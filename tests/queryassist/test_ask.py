"""Asking, end to end: a reading becomes an answer and a row of the audit table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from queryassist import executor, recording, selectors, services
from queryassist.answers import Answer, Status
from queryassist.catalog import Catalog
from queryassist.engine_names import Engine
from queryassist.engines import ScriptedReader
from queryassist.exceptions import FilterError, QueryTimeout
from queryassist.models import Conversation, Question
from queryassist.readings import (
    AskBack,
    Choice,
    Context,
    Evidence,
    Outcome,
    Reading,
    Refusal,
    RefusalReason,
)
from queryassist.spec import (
    Comparison,
    Function,
    GroupKey,
    Measure,
    Operator,
    QuerySpec,
    TimeUnit,
)
from queryassist.spec_json import spec_from_json
from queryassist.tool import DatabaseQueryTool
from tests.queryassist.chat_page import staff_who_may_ask
from users.models import User

SCIENCE = QuerySpec(
    dataset="books",
    where=Comparison("genre", Operator.EQ, "sci"),
    measures=(Measure(function=Function.COUNT),),
)
NOW = datetime(2025, 6, 30, 12, tzinfo=UTC)

Ask = Callable[..., Answer]


def recorded(answer: Answer) -> Question:
    assert answer.question_id is not None
    return Question.objects.get(pk=answer.question_id)


@pytest.fixture
def asker(transactional_db: None) -> User:
    return staff_who_may_ask()


@pytest.fixture
def ask(library: Catalog, asker: User) -> Ask:
    """Ask as ``asker``, with a reader that gives the outcomes in turn."""

    def ask(*outcomes: Outcome, question: str = "How many?", **parts: Any) -> Answer:
        options = services.AskOptions(reader=ScriptedReader(outcomes), now=NOW)
        return services.ask(question=question, asked_by=asker, options=options, **parts)

    return ask


def test_an_answer_has_the_figure_the_reading_and_the_sql(ask: Ask) -> None:
    answer = ask(Reading(SCIENCE, (Evidence(0, 3, "count"),)), question="How many science books?")

    assert answer.status is Status.ANSWERED
    assert answer.rows == ((3,),)
    assert answer.message == "3 books."
    assert answer.reading == "books where genre = science; count"
    assert answer.sql == (
        'SELECT count(*) AS "count"\nFROM "queen"."books"\nWHERE "genre" = \'sci\''
    )
    assert answer.elapsed_ms > 0


def test_the_json_form_has_the_promised_keys(ask: Ask) -> None:
    data = ask(Reading(SCIENCE)).to_json()

    assert list(data) == [
        "question", "status", "engine", "reading", "sql", "columns", "rows", "row_count",
        "truncated", "message", "elapsed_ms",
    ]  # fmt: skip
    assert (data["columns"], data["rows"], data["row_count"]) == (["count"], [[3]], 1)


def test_every_question_is_recorded(ask: Ask, asker: User) -> None:
    answer = ask(Reading(SCIENCE, (Evidence(0, 3, "count"),)), question="How many?")

    row = recorded(answer)
    assert (row.text, row.asked_by, row.asked_by_label) == ("How many?", asker, "ada@example.com")
    assert (row.status, row.reading, row.sql) == (answer.status, answer.reading, answer.sql)
    assert row.spec is not None
    assert spec_from_json(row.spec) == SCIENCE
    assert (row.rows, row.row_count, row.truncated) == ([[3]], 1, False)
    assert row.evidence == [{"start": 0, "end": 3, "meaning": "count"}]
    assert row.elapsed_ms == answer.elapsed_ms


def test_history_keeps_decimals_exactly_and_the_first_rows_only(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "HISTORY_ROWS", 2)
    answer = ask(Reading(QuerySpec(dataset="books", columns=("price",))))

    row = recorded(answer)
    assert [str(cell) for (cell,) in row.rows] == ["9.99", "20.00"]
    assert isinstance(row.rows[0][0], Decimal)
    assert row.row_count == 8


def test_times_are_told_in_the_zone_of_the_project(ask: Ask, settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"
    years = GroupKey(column="published", time_unit=TimeUnit.YEAR)
    spec = QuerySpec(dataset="books", measures=SCIENCE.measures, group_by=(years,))

    data = ask(Reading(spec)).to_json()

    assert data["rows"] == [
        ["2024-01-01T00:00:00+09:00", 3],
        ["2025-01-01T00:00:00+09:00", 3],
        [None, 2],
    ]


def test_a_question_back_keeps_its_choices(ask: Ask) -> None:
    choice = Choice("by sales", "Top books by sales")
    answer = ask(AskBack("Best in what?", (choice,)))

    assert (answer.status, answer.message, answer.choices) == (
        Status.ASK_BACK, "Best in what?", (choice,),
    )  # fmt: skip
    assert recorded(answer).choices == [asdict(choice)]


def test_an_answer_that_is_typed_to_a_question_back_is_asked_and_recorded_in_full(
    ask: Ask, asker: User
) -> None:
    conversation = services.start_conversation(owner=asker)
    asked_back = AskBack("Best in what?", (Choice("by sales", "Top books by sales"),))
    ask(asked_back, conversation=conversation)

    typed = ask(Reading(SCIENCE), question="sales", conversation=conversation)
    again = ask(Reading(SCIENCE), question="sales", conversation=conversation)

    assert typed.question == recorded(typed).text == "Top books by sales"
    assert again.question == "sales"


def test_a_refusal_says_why(ask: Ask) -> None:
    answer = ask(Refusal("I only read.", RefusalReason.CHANGES_DATA))

    assert (answer.status, answer.message, answer.sql) == (Status.REFUSED, "I only read.", "")


def test_a_reading_that_does_not_fit_is_refused(ask: Ask) -> None:
    answer = ask(Reading(QuerySpec(dataset="books", columns=("shelf_password",))))

    assert answer.status is Status.REFUSED
    assert "There is no column" in answer.message


def test_a_failure_of_the_database_is_refused_with_its_sql(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_statement: object, **_options: object) -> executor.Result:
        raise QueryTimeout

    monkeypatch.setattr(executor, "run", fail)
    answer = ask(Reading(SCIENCE))

    assert answer.status is Status.REFUSED
    assert "took too long" in answer.message
    assert "SELECT" in recorded(answer).sql


def test_without_a_reader_role_questions_are_refused_with_what_to_do(
    ask: Ask, no_reader: None
) -> None:
    answer = ask(Reading(SCIENCE))

    assert answer.status is Status.REFUSED
    assert "setup_reader" in answer.message


def test_an_engine_that_is_not_there_is_refused_with_what_to_use(asker: User) -> None:
    options = services.AskOptions(engine=Engine.CLAUDE)
    answer = services.ask(question="How many?", asked_by=asker, options=options)

    assert (answer.status, answer.engine) == (Status.REFUSED, "claude")
    assert "offline" in answer.message


def test_what_cannot_be_stored_is_replaced(ask: Ask) -> None:
    refusal = Refusal("What is \0?", RefusalReason.UNREADABLE)
    answer = ask(refusal, question="a\0b\ud83d" + "x" * 10_000)

    assert answer.question.startswith("a�b�x")
    assert recorded(answer).message == "What is �?"


def test_a_follow_up_is_read_against_the_last_answer(ask: Ask, asker: User) -> None:
    conversation = services.start_conversation(owner=asker)
    ask(Reading(SCIENCE), conversation=conversation)
    ask(Refusal("No.", RefusalReason.OFF_TOPIC), conversation=conversation)
    seen: list[QuerySpec | None] = []

    def reader(question: str, context: Context) -> Outcome:
        seen.append(context.previous)
        return Reading(SCIENCE)

    services.ask(
        question="and in 2024?",
        asked_by=asker,
        conversation=conversation,
        options=services.AskOptions(reader=reader),
    )

    assert seen == [SCIENCE]


def test_the_clock_is_the_one_passed_in(library: Catalog, asker: User, settings: Any) -> None:
    settings.QUERYASSIST_WEEK_START = 6
    seen: list[Context] = []

    def reader(question: str, context: Context) -> Outcome:
        seen.append(context)
        return Reading(SCIENCE)

    options = services.AskOptions(reader=reader, now=NOW)
    services.ask(question="How many?", asked_by=asker, options=options)

    clock = seen[0].clock
    assert (clock.now, clock.zone.key, clock.week_start) == (NOW, settings.TIME_ZONE, 6)


def test_a_conversation_is_named_after_its_first_question(ask: Ask, asker: User) -> None:
    conversation = services.start_conversation(owner=asker)
    before = conversation.updated_at

    ask(Reading(SCIENCE), question="How many science books?", conversation=conversation)
    ask(Reading(SCIENCE), question="And again?", conversation=conversation)

    conversation.refresh_from_db()
    assert conversation.title == "How many science books?"
    assert conversation.updated_at > before


def test_who_asked_survives_the_account(ask: Ask, asker: User) -> None:
    conversation = services.start_conversation(owner=asker)
    answer = ask(Reading(SCIENCE), conversation=conversation)

    asker.delete()

    row = recorded(answer)
    assert (row.asked_by, row.asked_by_label, row.conversation) == (None, "ada@example.com", None)
    assert not Conversation.objects.exists()


def test_the_tool_answers_filters_about_any_dataset(library: Catalog) -> None:
    answer = DatabaseQueryTool().query("books", {"genre": "sci", "price": {"max": 20}})

    assert [row[0] for row in answer.rows] == ["Bayes & Bananas", r"back\slash"]


def test_the_tool_answers_filters_about_users(library: Catalog, asker: User) -> None:
    answer = DatabaseQueryTool().query_users({"email": "ada@example.com", "columns": ["email"]})

    assert answer.rows == (("ada@example.com",),)


def test_a_structured_call_is_recorded_as_a_question_is(library: Catalog, asker: User) -> None:
    answer = DatabaseQueryTool(asked_by=asker).query("books", {"genre": "sci"})

    row = recorded(answer)
    assert (row.asked_by, row.engine, row.status) == (asker, "filters", "answered")
    assert row.text == "query('books', {'genre': 'sci'})"
    assert (row.sql, row.row_count) == (answer.sql, answer.row_count)
    assert row.elapsed_ms > 0


@pytest.mark.parametrize("filters", ["genre", None, ["genre"], 7])
def test_what_is_no_dict_of_filters_is_refused_in_words(
    library: Catalog, asker: User, filters: Any
) -> None:
    with pytest.raises(FilterError, match="Filters are a dict"):
        DatabaseQueryTool(asked_by=asker).query("books", filters)


def test_a_structured_call_that_is_refused_is_recorded_too(library: Catalog, asker: User) -> None:
    with pytest.raises(FilterError) as refused:
        DatabaseQueryTool(asked_by=asker).query("books", {"password": "x\x00"})

    row = Question.objects.get(engine="filters")
    assert (row.asked_by, row.status) == (asker, "refused")
    assert row.message == str(refused.value)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("How many books are there?", ((8,),)),
        ("How many fiction books have a price above 6?", ((2,),)),
        ("how many bestseller books are from Nord", ((2,),)),
        ("What is the average price of science books?", ((Decimal("25.8333333333333333"),),)),
        ("How many books are longer than 199 pages?", ((3,),)),
    ],
)
def test_the_offline_reader_answers_about_a_dataset_that_no_code_knows(
    library: Catalog, asker: User, question: str, rows: tuple[Any, ...]
) -> None:
    services.refresh_value_index(dataset="books")

    answer = services.ask(question=question, asked_by=asker)

    assert (answer.engine, answer.rows or answer.message) == ("offline", rows)


def test_a_conversation_is_listed_for_its_owner_alone(asker: User) -> None:
    conversation = services.start_conversation(owner=asker)
    other = User.objects.create_user("bob@example.com")

    assert list(selectors.list_conversations(asker)) == [conversation]
    assert list(selectors.list_conversations(other)) == []
