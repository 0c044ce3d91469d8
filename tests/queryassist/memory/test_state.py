"""Snapshots of the data, figures of asking, and the schedules and the Python way to them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from claude.models import Call
from queryassist import selectors, tasks
from queryassist.catalog import Catalog
from queryassist.memory.lessons import Decision
from queryassist.memory.metrics import get_performance
from queryassist.memory.models import DatasetSnapshot
from queryassist.memory.snapshots import take_snapshots
from queryassist.models import Question
from queryassist.queen_memory import QueenMemory
from tests.queryassist.memory.people import NOW, ask, row_of, staff
from tests.users.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_snapshot_counts_rows_and_missing_values_and_finds_the_newest(library: Catalog) -> None:
    assert take_snapshots(now=NOW) == len(library.datasets)

    books = DatasetSnapshot.objects.get(dataset="books")
    nulls = dict(books.columns.values_list("column", "null_count"))
    assert books.row_count == 8
    assert (nulls["genre"], nulls["pages"], nulls["title"]) == (2, 2, 0)
    assert str(books.newest_at) == "2025-06-01 00:00:00+00:00"


def test_a_second_snapshot_of_a_day_replaces_the_first() -> None:
    take_snapshots(now=NOW)
    UserFactory.create()
    take_snapshots(now=NOW + timedelta(hours=1))
    take_snapshots(now=NOW + timedelta(days=1))

    taken = DatasetSnapshot.objects.filter(dataset="users")
    assert [snapshot.row_count for snapshot in taken] == [1, 1]


def test_an_empty_dataset_has_no_newest_row() -> None:
    take_snapshots(now=NOW)

    assert DatasetSnapshot.objects.get(dataset="users").newest_at is None


def add_call(**fields: object) -> None:
    Call.objects.create(
        **{
            "started_at": NOW, "purpose": "reading", "subject_kind": "question", "subject": "1",
            "model": "claude", "cost_usd": Decimal("0.02"), "sent": "", "sent_bytes": 0,
        }
        | fields
    )  # fmt: skip


def test_performance_tells_latency_refusals_and_cost() -> None:
    for status, elapsed_ms in (("answered", 10), ("answered", 30), ("refused", 5)):
        row = Question.objects.create(
            text="?", engine="offline", status=status, elapsed_ms=elapsed_ms
        )
        Question.objects.filter(pk=row.pk).update(asked_at=NOW)
    add_call()
    add_call(subject_kind="repair")
    add_call(started_at=NOW - timedelta(days=2))

    seen = get_performance(NOW, NOW + timedelta(days=1))
    nothing = get_performance(NOW + timedelta(days=1), NOW + timedelta(days=2))

    assert (seen.questions, seen.refused, seen.cost_usd) == (3, 1, Decimal("0.02"))
    assert [(one.engine, one.status, one.questions) for one in seen.latencies] == [
        ("offline", "answered", 2),
        ("offline", "refused", 1),
    ]
    assert (seen.latencies[0].median_ms, seen.latencies[0].p95_ms) == (20, 29)
    assert (nothing.questions, nothing.refused_share, nothing.latencies) == (0, 0.0, ())


def test_questions_of_before_get_their_wording() -> None:
    migration = import_module("queryassist.migrations.0014_question_wording")
    row = Question.objects.create(text="How  MANY?", engine="offline", status="answered")

    migration.fill(apps, None)

    row.refresh_from_db()
    assert row.wording == "how many"


def test_the_tasks_run() -> None:
    assert tasks.take_snapshots() == len(selectors.get_catalog().datasets)
    assert tasks.write_briefs() == 0


def test_python_reaches_all_of_it() -> None:
    person = staff("ada@example.com", "verify_question")
    memory = QueenMemory(person)
    since = timezone.now()
    asked = [ask(person, "How many women are there?", now=since) for _ in range(2)]

    verified = memory.verify(row_of(asked[0]))
    word = memory.teach("a whale is a user with over 10,000 in the wallet")
    memory.decide(word, Decision.KEEP)

    assert [example.text for example in memory.similar("How many women?")] == [verified.text]
    assert [one.word for one in memory.words()] == ["whale"]
    assert not memory.effects(word)[-1].differs
    assert [habit.times for habit in memory.usual_questions()] == [2]
    assert memory.performance(since).questions == 2
    assert list(memory.snapshots()) == []
    memory.withdraw(verified)
    assert memory.similar("How many women?") == []
