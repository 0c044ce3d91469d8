"""One row of each model that the admin shows, whatever it says."""

from __future__ import annotations

from datetime import UTC, datetime, time
from decimal import Decimal

from django.contrib.auth.models import Group
from django_q.models import Failure, OrmQ, Schedule, Success
from django_q.signing import SignedPackage

from claude.models import Call, Switch
from devagent.models import Project
from queryassist import services
from queryassist.answers import Agreement
from queryassist.entries.models import DoubleEntry
from queryassist.feedback.models import Feedback, Verdict
from queryassist.memory.models import DatasetSnapshot, TaughtWord, VerifiedQuestion
from queryassist.models import Export, Question
from queryassist.watching.figures import Rule
from queryassist.watching.models import Watch
from queryassist.watching.rhythm import Rhythm
from sandbox.models import Run
from tests.users.factories import UserFactory
from users.models import User

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
_TIMES = {"started": NOON, "stopped": NOON}


def group() -> Group:
    """Return a group of people."""
    return Group.objects.create(name="Analysts")


def conversation_of(person: User) -> object:
    """Return the key of a conversation of a person."""
    return services.start_conversation(owner=person, title="Mine").pk


def question_of(person: User) -> object:
    """Return the key of a question of a person, which was refused."""
    return question(person).pk


def question(person: User | None = None) -> Question:
    """Return a question that was refused."""
    return Question.objects.create(
        text="Delete all users", status=Question.Status.REFUSED, engine="offline", asked_by=person,
        conversation=services.start_conversation(owner=person) if person else None,
    )  # fmt: skip


def double_entry() -> DoubleEntry:
    """Return a question that was read twice alike."""
    return DoubleEntry.objects.create(question=question(), agreement=Agreement.AGREED)


def export() -> Export:
    """Return a file that somebody took along."""
    return Export.objects.create(question=question(), row_count=1, truncated=False)


def feedback() -> Feedback:
    """Return what somebody said of an answer."""
    return Feedback.objects.create(question=question(), verdict=Verdict.RIGHT)


def watch(owner: User | None = None) -> Watch:
    """Return a question that is asked every day."""
    return Watch.objects.create(
        owner=owner or UserFactory.create(), question=question(), text="How many users?",
        engine="offline", spec={}, rule=Rule.ABOVE, threshold=1, rhythm=Rhythm.DAILY, at=time(9),
        next_due_at=NOON,
    )  # fmt: skip


def verified_question() -> VerifiedQuestion:
    """Return a question whose reading was found right."""
    return VerifiedQuestion.objects.create(
        wording="how many users", spec={}, read_at=NOON, is_reread=False, verified_at=NOON
    )


def taught_word() -> TaughtWord:
    """Return a word that was taught."""
    return TaughtWord.objects.create(
        word="whale", forms=["whale"], spec={}, taught_at=NOON, changed_at=NOON
    )


def dataset_snapshot() -> DatasetSnapshot:
    """Return the state of a dataset on a day."""
    return DatasetSnapshot.objects.create(dataset="users", day=NOON, taken_at=NOON, row_count=1)


def claude_call() -> Call:
    """Return a call to Claude."""
    return Call.objects.create(started_at=NOON, cost_usd=Decimal(0), sent="{}", sent_bytes=2)


def claude_switch() -> Switch:
    """Return a change of the switch."""
    return Switch.objects.create(allows_calls=False, reason="Strange answers.")


def project() -> Project:
    """Return a project."""
    return Project.objects.create(name="shop", path="/srv/shop")


def sandbox_run() -> Run:
    """Return a run in a sandbox."""
    return Run.objects.create(started_at=NOON, limits={})


def schedule() -> Schedule:
    """Return what is done again and again."""
    return Schedule.objects.create(func="queryassist.tasks.sweep")


def success() -> Success:
    """Return a task that was done."""
    return Success.objects.create(id="1", name="a task", success=True, **_TIMES)


def failure() -> Failure:
    """Return a task that failed."""
    return Failure.objects.create(id="1", name="a task", success=False, **_TIMES)


def queued() -> OrmQ:
    """Return a task that waits."""
    task = {"id": "1", "name": "a task", "func": "f", "args": (), "kwargs": {}}
    return OrmQ.objects.create(key="queen", payload=SignedPackage.dumps(task), lock=NOON)
