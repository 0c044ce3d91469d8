"""Watches a fix that serves: it is kept, taken back, or a person is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction

from devagent.models import Release, RepairRun
from devagent.repair.health import (
    HealthSource,
    Judgement,
    Sample,
    Status,
    Trend,
    combine,
    judge,
)
from devagent.services.releases.health import open_sources
from devagent.services.releases.rolling_back import begin_going_back
from devagent.services.releases.work import Work
from devagent.transitions import State, move

_SAMPLES = 60
_ASKS = "{} Keep it, or it is taken back at {:%H:%M} UTC."
_NO_ANSWER = "Nobody has said whether to keep it. {}"


class Watcher:
    """Asks how the projects do whose releases are watched; a log is read on from where it was."""

    def __init__(self) -> None:
        self._sources: dict[int, Sequence[HealthSource]] = {}

    def watch(self, work: Work) -> None:
        """Look once at a release that is watched, and act on what is seen; raises ReleaseLost."""
        release, now = work.release, work.now()
        if release.back_asked_at:
            begin_going_back(work, f"{release.back_asked_by} has asked for it.")
            return
        self._sample(work, now)
        judgement = judge(
            read_samples(release.before), read_samples(release.samples), commit=release.commit
        )
        window = timedelta(seconds=work.deployment.window_s)
        if judgement.trend is Trend.WORSE:
            begin_going_back(work, f"Production does worse with it. {judgement.reason}")
        elif release.served_at and now >= release.served_at + window:
            _decide(work, judgement, window)

    def _sample(self, work: Work, now: datetime) -> None:
        """Take a sample where one is due: about sixty in all."""
        release = work.release
        every = timedelta(seconds=max(1.0, work.deployment.window_s / _SAMPLES))
        if release.sampled_at and now < release.sampled_at + every:
            return
        if release.pk not in self._sources:
            self._sources = {release.pk: open_sources(work.deployment)}
        sample = combine([source.sample() for source in self._sources[release.pk]])
        with transaction.atomic():
            work.lock()
            release.samples = [*release.samples, asdict(sample)]
            release.sampled_at = now
            release.save(update_fields=["samples", "sampled_at"])


def read_samples(rows: Sequence[Mapping[str, object]]) -> list[Sample]:
    """Return samples as a release keeps them."""
    return [_read(row) for row in rows]


def _read(row: Mapping[str, object]) -> Sample:
    latency_ms, error_rate = row["latency_ms"], row["error_rate"]
    return Sample(
        status=Status(str(row["status"])),
        latency_ms=latency_ms if isinstance(latency_ms, (int, float)) else None,
        error_rate=error_rate if isinstance(error_rate, (int, float)) else None,
        commit=str(row["commit"]),
        note=str(row["note"]),
    )


def _decide(work: Work, judgement: Judgement, window: timedelta) -> None:
    """Decide at the end of the time; where nothing can be told, ask, and wait as long again."""
    release, now = work.release, work.now()
    if judgement.trend is Trend.SAME or release.kept_at:
        _note_kept(work, judgement.reason)
    elif release.answer_until is None:
        release.answer_until = now + window
        message = _ASKS.format(judgement.reason, release.answer_until)
        with transaction.atomic():
            work.lock()
            release.save(update_fields=["answer_until"])
            RepairRun.objects.filter(releases=release).update(message=message)
    elif now >= release.answer_until:
        begin_going_back(work, _NO_ANSWER.format(judgement.reason))


@transaction.atomic
def _note_kept(work: Work, reason: str) -> None:
    work.lock()
    release, now = work.release, work.now()
    release.finish(Release.State.SERVING, now=now, message=reason)
    run = RepairRun.objects.select_for_update(of=("self",)).get(releases=release)
    message = f"Kept by {release.kept_by}. {reason}" if release.kept_at else reason
    move(run, State.DONE, now=now, message=message)
