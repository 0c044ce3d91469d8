"""The question log, Claude's ledger and the memory, asked about like any other dataset."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from claude.models import Call
from claude.records import Purpose
from queryassist import selectors, services
from queryassist.answers import Answer, Status
from queryassist.catalog import Dataset
from queryassist.compiler import MASK
from queryassist.datasets import DATASETS
from queryassist.datasets.calls import CALLS
from queryassist.datasets.memory import TAUGHT_WORDS
from queryassist.datasets.questions import QUESTIONS
from queryassist.engine_names import Engine, label_of
from queryassist.memory.models import TaughtWord, VerifiedQuestion
from queryassist.models import Question
from queryassist.services import AskOptions
from tests.functional.rows import taught_word, verified_question
from tests.queryassist.chat_page import staff_with
from tests.queryassist.memory.people import NOW
from users.models import User

DAY = timedelta(days=1)
LOG = ("ask_queen", "view_question", "view_personal_data")


def log(text: str, *, days_ago: int = 0, **fields: object) -> None:
    row = Question.objects.create(
        **{"text": text, "wording": text.lower(), "engine": "offline", "status": "answered"}
        | fields
    )
    Question.objects.filter(pk=row.pk).update(asked_at=NOW - days_ago * DAY)


def ask(question: str, person: User | None) -> Answer:
    options = AskOptions(engine=Engine.OFFLINE, now=NOW)
    return services.ask(question=question, asked_by=person, options=options)


@pytest.mark.django_db(transaction=True)
def test_what_was_asked_most_is_counted_whatever_its_case() -> None:
    for text in ("How many women?", "how many WOMEN?", "Top 10 users"):
        log(text, days_ago=7)
    log("How many men?", days_ago=0)

    answer = ask("What was asked most last week?", staff_with(*LOG))

    assert answer.rows == (("how many women?", 2), ("top 10 users", 1))


@pytest.mark.django_db(transaction=True)
def test_refusals_of_a_day_and_latency_by_engine_are_figures_of_the_log() -> None:
    log("a", days_ago=1, status="refused", elapsed_ms=10)
    log("b", days_ago=1, status="refused", elapsed_ms=30, engine="claude")
    log("c", days_ago=2, status="refused", elapsed_ms=30)
    person = staff_with(*LOG)

    assert ask("How many questions were refused yesterday?", person).rows == ((2,),)
    assert ("claude", 30) in ask("average latency by engine", person).rows


@pytest.mark.django_db(transaction=True)
def test_costs_of_claude_are_added_up() -> None:
    for days, cost in ((1, "0.25"), (2, "0.5"), (60, "9")):
        Call.objects.create(
            started_at=NOW - days * DAY, purpose="reading", subject_kind="question", subject="1",
            model="claude", cost_usd=Decimal(cost), sent="secret text", sent_bytes=1,
        )  # fmt: skip
    person = staff_with("ask_queen", "view_call", "view_personal_data")

    assert ask("What did Claude cost this month?", person).message.endswith("$0.75.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_each_takes_the_permission_to_view_its_model(dataset: Dataset) -> None:
    assert dataset.permission is not None
    _, codename = dataset.permission.split(".")
    question = f"How many {dataset.nouns} are there?"

    assert ask(question, staff_with("ask_queen", "view_user")).status is Status.REFUSED
    allowed = staff_with("ask_queen", codename, "view_personal_data", email="may@example.com")
    assert ask(question, allowed).status is Status.ANSWERED


@pytest.mark.django_db(transaction=True)
def test_who_asked_and_what_they_typed_are_masked() -> None:
    log("users named Maria", asked_by_label="ada@example.com")
    person = staff_with("ask_queen", "view_question")

    listed = ask("show the questions", person)
    names = [column.name for column in listed.columns]
    shown = dict(zip(names, listed.rows[0], strict=True))

    assert (shown["text"], shown["asked_by_label"]) == (MASK, MASK)
    assert ask("What was asked most?", person).status is Status.REFUSED
    assert ask("questions asked by ada@example.com", person).status is Status.REFUSED


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("noun", "hidden"), [("verified questions", 3), ("taught words", 3)])
def test_what_is_remembered_is_masked(noun: str, hidden: int) -> None:
    secret = "users named Aoi Kato"
    verified_question()
    VerifiedQuestion.objects.update(text=secret, reading=secret, verified_by_label=secret)
    taught_word()
    TaughtWord.objects.update(
        word=secret, meaning=secret, reading=secret, taught_by_label=secret, state="shared"
    )
    person = staff_with("ask_queen", "view_verifiedquestion", "view_taughtword")

    listed = ask(f"show the {noun}", person)

    assert list(listed.rows[0]).count(MASK) == hidden
    assert "Aoi" not in str(listed.rows)


@pytest.mark.django_db(transaction=True)
def test_words_that_nobody_confirmed_are_not_asked_about() -> None:
    taught_word()
    person = staff_with("ask_queen", "view_taughtword", "view_personal_data")

    assert ask("How many taught words are there?", person).rows == ((0,),)
    TaughtWord.objects.update(state="mine")
    assert ask("How many taught words are there?", person).rows == ((1,),)


def test_neither_what_was_sent_nor_the_rows_of_answers_are_in_the_views() -> None:
    assert {"sent", "error", "request_id", "user_id", "subject"}.isdisjoint(CALLS.view_columns)
    hidden = {"rows", "spec", "message", "sql", "reference", "evidence"}
    assert hidden.isdisjoint(QUESTIONS.view_columns)


def test_users_are_what_is_meant_by_default() -> None:
    assert selectors.get_catalog().datasets[0].name == "users"


@pytest.mark.parametrize(
    ("dataset", "column", "choices"),
    [
        (QUESTIONS, "status", Status.values),
        (QUESTIONS, "engine", [each.value for each in Engine if each is not Engine.AUTO]),
        (CALLS, "state", Call.State.values),
        (CALLS, "purpose", [purpose.value for purpose in Purpose]),
        (TAUGHT_WORDS, "state", [*TaughtWord.OWN, "shared", "forgotten"]),
    ],
)
def test_every_value_of_a_choice_has_its_words(
    dataset: Dataset, column: str, choices: list[str]
) -> None:
    declared = {each.value for each in dataset.get_column(column).values}

    assert declared == set(choices)


def test_engines_are_called_in_the_log_as_they_are_everywhere() -> None:
    shown = {str(each.value): each.label for each in QUESTIONS.get_column("engine").values}

    assert shown == {value: label_of(value) for value in shown}
