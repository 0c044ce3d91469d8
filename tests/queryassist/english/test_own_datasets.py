"""Questions about asking itself: which dataset is meant, and what is read of it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from queryassist.card import write_card
from queryassist.catalog import Catalog, Dataset
from queryassist.claude_form import form_of, spec_of
from queryassist.datasets import DATASETS
from queryassist.describe import Describer
from queryassist.english.reader import read
from queryassist.english.words.values import ValueIndex
from queryassist.readings import Clock, Outcome, Reading
from queryassist.spec import QuerySpec
from tests.queryassist.english.people import NOW
from users.datasets import USERS

CATALOG = Catalog((USERS, *DATASETS))
VALUES = {dataset.name: ValueIndex.build(dataset, {}) for dataset in CATALOG}
CLOCK = Clock(now=NOW, zone=ZoneInfo("UTC"))
LAST_WEEK = "made >= 2026-03-09 00:00 UTC and made < 2026-03-16 00:00 UTC"


def ask(question: str, previous: QuerySpec | None = None) -> Outcome:
    return read(question, catalog=CATALOG, values=VALUES, clock=CLOCK, previous=previous)


def reading_of(question: str, previous: QuerySpec | None = None) -> str:
    outcome = ask(question, previous)
    assert isinstance(outcome, Reading), outcome
    dataset = CATALOG.get_dataset(outcome.spec.dataset)
    return Describer(dataset, CLOCK.zone).spec(outcome.spec)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "What was asked most last week?",
            (
                "questions where asked at >= 2026-03-09 00:00 UTC and asked at < 2026-03-16 00:00 "
                "UTC; count; by wording; sorted by count descending"
            ),
        ),
        (
            "What did Claude cost this month?",
            ("calls to Claude where made >= 2026-03-01 00:00 UTC and made <= 2026-03-18 10:30 UTC; "
            "total cost"),
        ),
        (
            "How many questions were refused yesterday?",
            ("questions where outcome = refused and asked at >= 2026-03-17 00:00 UTC and "
            "asked at < 2026-03-18 00:00 UTC; count"),
        ),
        ("average latency by engine", "questions; average latency; by engine"),
        (
            "slowest questions today",
            (
                "questions where asked at >= 2026-03-18 00:00 UTC and asked at <= 2026-03-18 10:30 "
                "UTC; sorted by latency descending"
            ),
        ),
        ("which questions are verified?", "verified questions where withdrawn at is unknown"),
        ("latency by engine", "questions; average latency; by engine"),
        (
            "what percentage of questions were refused last week?",
            (
                "questions where asked at >= 2026-03-09 00:00 UTC and asked at < 2026-03-16 00:00 "
                "UTC; share where outcome = refused"
            ),
        ),
        (
            "percentage of refused questions by engine last week",
            (
                "questions where asked at >= 2026-03-09 00:00 UTC and asked at < 2026-03-16 00:00 "
                "UTC; share where outcome = refused; by engine"
            ),
        ),
        (
            "what percentage of questions were asked last week?",
            (
                "questions; share where asked at >= 2026-03-09 00:00 UTC and "
                "asked at < 2026-03-16 00:00 UTC"
            ),
        ),
        ("Claude costs by purpose", "calls to Claude; total cost; by purpose"),
        ("cost per call", "calls to Claude; average cost"),
        ("how much did we spend on Claude last week?", (f"calls to Claude where {LAST_WEEK}; "
         "total cost")),
        ("how many output tokens did we use last week?", (f"calls to Claude where {LAST_WEEK}; "
         "total output tokens")),
        ("which model cost the most?", ("calls to Claude; total cost; by model; sorted by total "
         "cost descending; first 1")),
        ("top 3 models by cost", ("calls to Claude; total cost; by model; sorted by total "
         "cost descending; first 3")),
        ("which engine is slowest?", ("questions; average latency; by engine; sorted by average "
         "latency descending; first 1")),
        ("the most asked question", "questions; count; by wording"),
        ("top 5 most asked questions", ("questions; count; by wording; sorted by count descending; "
         "first 5")),
        ("which questions were asked most?", ("questions; count; by wording; sorted by count "
         "descending")),
        ("what do people ask most often?", ("questions; count; by wording; sorted by count "
         "descending")),
        ("who asked the most questions?", ("questions; count; by asker; sorted by count "
         "descending; first 1")),
        ("how many questions did Claude answer?", ("questions where engine = Claude and "
         "outcome = answered; count")),
        ("how many questions did people ask?", "questions; count"),
        (
            "which person asked the most questions?",
            "questions; count; by asker; sorted by count descending; first 1",
        ),
        ("refusal rate by engine", "questions; share where outcome = refused; by engine"),
        ("show me Claude costs by purpose", "calls to Claude; total cost; by purpose"),
        ("which glossary words are shared?", "taught words where state = for everyone"),
        ("how many snapshots were taken?", "snapshots; count"),
    ],
)  # fmt: skip
def test_a_question_about_asking_is_read(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("Quick question: how many users are active?", "users where active = yes; count"),
        ("question: how many users are there?", "users; count"),
        ("I have a question, how many women are there?", "users where gender = female; count"),
        ("who is called Claude?", "users where first name = Claude or last name = Claude"),
        ("most active users", "users; sorted by activity score descending"),
    ],
)
def test_words_of_other_datasets_do_not_disturb_a_question_about_users(
    question: str, reading: str
) -> None:
    assert reading_of(question) == reading


def test_what_has_no_usual_figure_is_asked_back() -> None:
    assert not isinstance(ask("balance by region"), Reading)


@pytest.mark.parametrize(
    "question",
    ["how many calls to Claude do active users have?", "what is the average cost of a question?"],
)
def test_rows_of_two_datasets_are_not_mixed(question: str) -> None:
    assert not isinstance(ask(question), Reading)


def test_a_follow_up_stays_with_its_dataset() -> None:
    first = ask("average latency by engine")
    assert isinstance(first, Reading)

    assert reading_of("only the refused ones", first.spec).startswith("questions where outcome")


def test_a_question_after_one_about_another_dataset_stands_by_itself() -> None:
    first = ask("average latency by engine")
    assert isinstance(first, Reading)

    assert reading_of("how many women are there?", first.spec) == (
        "users where gender = female; count"
    )


def test_the_last_question_may_be_about_what_is_no_longer_seen() -> None:
    first = ask("average latency by engine")
    assert isinstance(first, Reading)

    outcome = read(
        "How many users are there?",
        catalog=Catalog((USERS,)),
        values=VALUES,
        clock=CLOCK,
        previous=first.spec,
    )

    assert isinstance(outcome, Reading)


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_every_example_is_read_and_fits_the_form_that_claude_fills_in(dataset: Dataset) -> None:
    for example in dataset.examples:
        outcome = ask(example)

        assert isinstance(outcome, Reading), example
        assert outcome.spec.dataset == dataset.name
        form = form_of(outcome.spec, CLOCK.zone)
        assert spec_of(form, dataset, CLOCK.zone) == outcome.spec


def test_claude_is_told_what_is_meant_by_themselves() -> None:
    card = write_card(CATALOG)

    assert "asked for by itself, sum is meant" in card
    assert "What happened or was done most is counted by wording." in card
