"""Use-cases of watches: make one, pause, resume and delete it, and dismiss what it told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django_q.tasks import async_task

from live.services import publish
from queryassist import conf
from queryassist.exceptions import QueryAssistError
from queryassist.models import Question
from queryassist.recording import restored
from queryassist.watching.figures import ROWS, list_watchable
from queryassist.watching.models import SUBJECT_LENGTH, Notice, Run, Watch
from queryassist.watching.rereading import find_words
from queryassist.watching.rhythm import Slot, next_due

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

MAX_WATCHES = 50
"""How many watches one person may have."""

WATCHES_TOPIC = "queryassist.watches.{key}"
NOTICES_TOPIC = "queryassist.notices.{key}"
RUN_TASK = "queryassist.tasks.run_watch"


class NotWatchable(QueryAssistError):
    """There is no such number in this answer that could be watched."""


class TooManyWatches(QueryAssistError):
    """You have as many watches as one person may have: delete one that you need no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be told and when it is looked at.

    ``place`` is as in ``Watchable``, ``threshold`` as ``newly_crossed`` takes it.
    """

    place: int | None = 0
    rule: str
    threshold: Decimal
    slot: Slot


def make_watch(
    *, question: Question, person: AbstractBaseUser, order: Order, now: datetime
) -> Watch:
    """Return the watch of an answer, the first one where it is watched already; it runs at once.

    Its words are read anew at each run where they give the same reading today, else its reading is
    asked as it stands. Raises NotWatchable where the answer has no such number; TooManyWatches; and
    ReaderFailed where it cannot be read now.
    """
    answer = restored(question)
    watchable = list_watchable(answer, question.row_count)
    watched = next((each for each in watchable if each.place == order.place), None)
    if watched is None:
        raise NotWatchable
    words = find_words(question, answer.spec, person, now) if answer.spec else (question.text,)
    watch = Watch(
        owner_id=person.pk,
        question=question,
        text=question.text,
        engine=question.engine,
        spec=question.spec,
        earlier=list(words[:-1]),
        stands=not words,
        place=watched.place,
        subject=watched.label[:SUBJECT_LENGTH] if len(watchable) > 1 or watched is ROWS else "",
        rule=order.rule,
        threshold=order.threshold,
        rhythm=order.slot.rhythm,
        at=order.slot.at,
        weekday=order.slot.weekday,
        next_due_at=next_due(order.slot, now, conf.zone()),
    )
    return _keep(watch, now)


@transaction.atomic
def _keep(watch: Watch, now: datetime) -> Watch:
    # One at a time for each person, or two would both find the room that is there for one.
    get_user_model().objects.select_for_update().get(pk=watch.owner_id)
    mine = Watch.objects.filter(owner_id=watch.owner_id)
    first = mine.filter(question_id=watch.question_id).first()
    if first is not None:
        return first
    if mine.count() >= MAX_WATCHES:
        raise TooManyWatches
    watch.save()
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
