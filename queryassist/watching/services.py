"""Use-cases of watches: make one, pause, resume and delete it, and dismiss what it told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django_q.tasks import async_task

from live.services import publish
from queryassist import conf, services
from queryassist.engine_names import READERS, Engine
from queryassist.engines import read
from queryassist.exceptions import QueryAssistError
from queryassist.memory.recall import recall
from queryassist.models import Question
from queryassist.readings import Compared, Context, Outcome, Reading, SqlReading
from queryassist.recording import restored
from queryassist.watching.figures import is_same_reading, is_watchable
from queryassist.watching.models import Notice, Run, Watch
from queryassist.watching.rhythm import Slot, next_due

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

MAX_WATCHES = 50
"""How many watches one person may have."""

WATCHES_TOPIC = "queryassist.watches.{key}"
NOTICES_TOPIC = "queryassist.notices.{key}"
RUN_TASK = "queryassist.tasks.run_watch"


class NotWatchable(QueryAssistError):
    """Only an answer with one figure, or one figure in each of its rows, can be watched."""


class TooManyWatches(QueryAssistError):
    """You have as many watches as one person may have: delete one that you need no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be told and when it is looked at; ``threshold`` as ``newly_crossed`` takes it."""

    rule: str
    threshold: Decimal
    slot: Slot


def make_watch(
    *, question: Question, person: AbstractBaseUser, order: Order, now: datetime
) -> Watch:
    """Return the watch of an answer, the first one where it is watched already; it runs at once.

    Raises NotWatchable where it has no single figure, or its words alone do not give the same
    reading today; TooManyWatches; and ReaderFailed where it cannot be read now.
    """
    answer = restored(question)
    if not is_watchable(answer, question.row_count):
        raise NotWatchable
    if answer.ran_sql:
        return _keep(question, person, order, now)
    match reread(question.text, question.engine, _context(question, person, now)):
        case Reading(today) if answer.spec and is_same_reading(today, answer.spec):
            return _keep(question, person, order, now)
        case _:
            raise NotWatchable(
                "Asked by itself, this question is not read as it was here, so it cannot be"
                " watched. Ask it as one whole question, and watch that."
            )


def reread(text: str, engine: str, context: Context) -> Outcome | None:
    """Return how a question is read by the engine that read it; None where that read no English.

    What two readers read the same is read by the one that is the same every time.
    """
    if engine == Engine.BOTH:
        engine = Engine.OFFLINE
    if engine == Engine.VERIFIED:
        recalled = recall(text, context)
        return recalled.reading if recalled else None
    if engine not in READERS:
        return None
    # Without SQL, which would be another reading.
    _, result = read(Engine(engine), text, replace(context, relations=()))
    return None if isinstance(result, SqlReading | Compared) else result


def _context(question: Question, person: AbstractBaseUser, now: datetime) -> Context:
    context = services.get_context(person, None, services.AskOptions(now=now))
    return replace(context, reference=str(question.reference))


@transaction.atomic
def _keep(question: Question, person: AbstractBaseUser, order: Order, now: datetime) -> Watch:
    # One at a time for each person, or two would both find the room that is there for one.
    get_user_model().objects.select_for_update().get(pk=person.pk)
    mine = Watch.objects.filter(owner_id=person.pk)
    if mine.exclude(question=question).count() >= MAX_WATCHES:
        raise TooManyWatches
    watch, is_new = mine.get_or_create(
        owner_id=person.pk,
        question=question,
        defaults={
            "text": question.text,
            "engine": question.engine,
            "spec": question.spec,
            "rule": order.rule,
            "threshold": order.threshold,
            "rhythm": order.slot.rhythm,
            "at": order.slot.at,
            "weekday": order.slot.weekday,
            "next_due_at": next_due(order.slot, now, conf.zone()),
        },
    )
    if is_new:
        ring(Run.objects.create(watch=watch, due_at=now), now)
    announce(watch)
    return watch


def ring(run: Run, now: datetime) -> None:
    """Call a worker for a run after the commit; a call that is lost is repeated."""
    Run.objects.filter(pk=run.pk).update(rung_at=now)
    transaction.on_commit(lambda: async_task(RUN_TASK, run.pk), robust=True)


def announce(watch: Watch) -> None:
    """Have the owner's pages drawn again."""
    publish(WATCHES_TOPIC.format(key=watch.owner_id))


def pause_watch(*, watch: Watch, reason: str) -> None:
    """Ask a watch no more until it is resumed."""
    Watch.objects.filter(pk=watch.pk).pause(reason)
    announce(watch)


def resume_watch(*, watch: Watch, now: datetime) -> None:
    """Ask a paused watch again from its next time on."""
    paused = Watch.objects.filter(pk=watch.pk, state=Watch.State.PAUSED)
    due = next_due(watch.slot, now, conf.zone())
    paused.update(state=Watch.State.ACTIVE, reason="", failures=0, next_due_at=due)
    announce(watch)


def delete_watch(*, watch: Watch) -> None:
    """Delete a watch with its history and notices."""
    Watch.objects.filter(pk=watch.pk).delete()
    announce(watch)
    publish(NOTICES_TOPIC.format(key=watch.owner_id))


def dismiss_notice(*, notice: Notice, now: datetime) -> None:
    """Show a notice no more; one that was dismissed stays as it is."""
    Notice.objects.open().filter(pk=notice.pk).update(dismissed_at=now)
    publish(NOTICES_TOPIC.format(key=notice.owner_id))
