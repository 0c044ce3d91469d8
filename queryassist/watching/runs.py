"""Runs of watches: due ones are queued, each is claimed, asked as its owner, and settled once.

The queue is only the doorbell: a task that is lost or comes twice does no harm, and a worker that
dies leaves a row that is taken up again.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from live.services import publish
from queryassist import conf
from queryassist.answers import Answer, Status
from queryassist.engine_names import Engine
from queryassist.free_sql import run_sql
from queryassist.guard import Layer
from queryassist.models import ASK_PERMISSION
from queryassist.services import AskOptions, ask
from queryassist.spec_json import spec_from_json
from queryassist.watching.figures import (
    Figure,
    Rule,
    figures_of,
    list_watchable,
    newly_crossed,
)
from queryassist.watching.models import LEASE, MAX_ATTEMPTS, Notice, Run, Watch, figures_to_json
from queryassist.watching.rereading import Rereader
from queryassist.watching.rhythm import next_due
from queryassist.watching.services import NOTICES_TOPIC, announce, ring

PATIENCE = 3
"""After so many failures in a row a watch is paused."""

KEPT_FOR = timedelta(days=400)
_AT_ONCE = 200
_NAMED = 3
_SHOWN = 200

NO_FIGURE = "There is no such figure any more, or far more rows than can be watched."
WORKERS_ENDED = f"Its worker ended {MAX_ATTEMPTS} times; the log says why."


def queue_due_runs(*, now: datetime) -> int:
    """Queue a run of each watch that is due, and what lost workers left; return how many runs.

    Times that were missed, as while no worker ran, count as one.
    """
    Run.objects.filter(due_at__lt=now - KEPT_FOR).delete()
    for run in Run.objects.abandoned(now).filter(attempt__gte=MAX_ATTEMPTS).select_related("watch"):
        _settle(_Claimed(run=run, token=run.token), _Failure(message=WORKERS_ENDED), now)
    Run.objects.abandoned(now).give_back()
    with transaction.atomic():
        for watch in Watch.objects.due(now).select_for_update(skip_locked=True)[:_AT_ONCE]:
            Run.objects.get_or_create(watch=watch, due_at=watch.next_due_at)
            watch.next_due_at = next_due(watch.slot, now, conf.zone())
            watch.save(update_fields=["next_due_at"])
    with transaction.atomic():
        unheard = list(Run.objects.unheard(now).select_for_update(skip_locked=True)[:_AT_ONCE])
        for run in unheard:
            ring(run, now)
    return len(unheard)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claimed:
    run: Run
    token: uuid.UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failure:
    """Why there are no figures; ``pauses`` where it will not be otherwise next time."""

    message: str
    pauses: bool = False
    question_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    figures: tuple[Figure, ...]
    question_id: int | None


def run_watch(*, run_id: int, now: datetime) -> bool:
    """Ask the question of a run as the watch's owner may now; return whether it was ours to do.

    A run that another worker claimed, ended, or that was deleted is left alone.
    """
    claimed = _claim(run_id, now)
    if claimed is None:
        return False
    _settle(claimed, _ask(claimed.run.watch, now), now)
    return True


def _claim(run_id: int, now: datetime) -> _Claimed | None:
    token = uuid.uuid4()
    free = Run.objects.filter(pk=run_id, state=Run.State.QUEUED)
    is_ours = free.update(
        state=Run.State.RUNNING,
        attempt=F("attempt") + 1,
        token=token,
        lease_until=now + LEASE,
    )
    if not is_ours:
        return None
    runs = Run.objects.select_related("watch__owner", "watch__question")
    run = runs.filter(pk=run_id, token=token).first()
    return None if run is None else _Claimed(run=run, token=token)


def _ask(watch: Watch, now: datetime) -> _Found | _Failure:
    owner = watch.owner
    if not owner.is_active:
        return _Failure(message="Its owner's account is not active.", pauses=True)
    if not (owner.is_staff and owner.has_perm(ASK_PERMISSION)):
        return _Failure(message="Its owner may not ask Queen any more.", pauses=True)
    if watch.spec is None:
        return _run_sql(watch)
    reader = Rereader(watch, spec_from_json(watch.spec))
    options = AskOptions(engine=Engine(watch.engine), now=now, reader=reader)
    answer = ask(question=watch.text, asked_by=owner, options=options)
    # The number of rows was asked for as a figure of its own.
    return _outcome(answer, watch.place or 0, will_stay=reader.reads_otherwise)


def _run_sql(watch: Watch) -> _Found | _Failure:
    answer = run_sql(person=watch.owner, sql=watch.question.sql)
    return _outcome(answer, watch.place, will_stay=answer.layer == Layer.PERMISSION)


def _outcome(answer: Answer, place: int | None, *, will_stay: bool) -> _Found | _Failure:
    """Return what came of an answer; ``will_stay`` where a refusal will be the same next time."""
    asked = answer.question_id
    if answer.status is not Status.ANSWERED:
        return _Failure(message=answer.message, pauses=will_stay, question_id=asked)
    places = {each.place for each in list_watchable(answer, answer.row_count)}
    if place is None or place in places:
        return _Found(figures=figures_of(answer, place, conf.zone()), question_id=asked)
    return _Failure(message=NO_FIGURE, pauses=True, question_id=asked)


@transaction.atomic
def _settle(claimed: _Claimed, outcome: _Found | _Failure, now: datetime) -> None:
    """Write the outcome down, unless the run was taken over, ended or deleted meanwhile."""
    watch = Watch.objects.select_for_update().filter(pk=claimed.run.watch_id).first()
    mine = Run.objects.filter(pk=claimed.run.pk, state=Run.State.RUNNING, token=claimed.token)
    if watch is None or not mine.update(
        ended_at=now, question_id=outcome.question_id, **_fields(outcome)
    ):
        return
    if isinstance(outcome, _Failure):
        _count_failure(watch, outcome)
    else:
        Watch.objects.filter(pk=watch.pk).update(failures=0)
        _tell(watch, claimed.run, outcome.figures)
    announce(watch)


def _fields(outcome: _Found | _Failure) -> dict[str, object]:
    if isinstance(outcome, _Failure):
        return {"state": Run.State.FAILED, "message": outcome.message}
    return {"state": Run.State.DONE, "figures": figures_to_json(outcome.figures)}


def _count_failure(watch: Watch, failure: _Failure) -> None:
    failures = watch.failures + 1
    Watch.objects.filter(pk=watch.pk).update(failures=failures)
    if failure.pauses or failures >= PATIENCE:
        Watch.objects.filter(pk=watch.pk).pause(failure.message)


def _tell(watch: Watch, run: Run, figures: tuple[Figure, ...]) -> None:
    """Write a notice where figures crossed the line since the run before."""
    last = watch.runs.done().exclude(pk=run.pk).filter(due_at__lt=run.due_at).first()
    before = last.get_figures() if last else ()
    crossed = newly_crossed(watch.rule, watch.threshold, figures, before)
    if crossed:
        text = _in_words(watch, crossed, before)
        Notice.objects.get_or_create(run=run, defaults={"owner_id": watch.owner_id, "text": text})
        publish(NOTICES_TOPIC.format(key=watch.owner_id))


def _in_words(watch: Watch, crossed: tuple[Figure, ...], before: tuple[Figure, ...]) -> str:
    was = {figure.label: figure.shown for figure in before} if watch.rule == Rule.CHANGES else {}
    named = "; ".join(
        _one_in_words(figure, was.get(figure.label, "")) for figure in crossed[:_NAMED]
    )
    more = f" and {len(crossed) - _NAMED} more" if len(crossed) > _NAMED else ""
    subject = f"{watch.subject[0].upper()}{watch.subject[1:]} of " if watch.subject else ""
    return f"{subject}“{watch.title[:_SHOWN]}” {watch.condition}: {named}{more}."


def _one_in_words(figure: Figure, was: str) -> str:
    label = f"{figure.label} " if figure.label else ""
    return f"{label}{was} → {figure.shown}" if was else f"{label}{figure.shown}"
