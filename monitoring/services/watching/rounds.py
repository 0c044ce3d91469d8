"""One round of watching: each part by itself, so that one that fails keeps no other back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from live.services import publish
from monitoring.models import Heartbeat
from monitoring.services.aftercare import follow_all
from monitoring.services.responding import respond_to_rest
from monitoring.services.watching.figures import watch_figures
from monitoring.services.watching.groups import watch_groups
from monitoring.services.watching.people import watch_attacks, watch_complaints, watch_rules
from monitoring.transitions import DASHBOARD_TOPIC

STOPPED_AFTER = timedelta(minutes=5)
"""Without a round for so long, watching counts as stopped."""

ROUND = "round"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is done in rounds, and how long at least lies between two times."""

    name: str
    do: Callable[..., int]
    every: timedelta = timedelta(0)


PARTS = (
    Part(name="groups", do=watch_groups),
    Part(name="attacks", do=watch_attacks),
    Part(name="rules", do=watch_rules),
    Part(name="complaints", do=watch_complaints, every=timedelta(minutes=2)),
    Part(name="figures", do=watch_figures, every=timedelta(minutes=5)),
    Part(name="respond", do=respond_to_rest),
    Part(name="follow", do=follow_all),
)


def monitor_continuously(*, now: datetime) -> Mapping[str, int]:
    """Do all parts that are due; return how much each has found, without those that failed.

    After a stop of any length this is one round: what began and ended meanwhile is kept as an
    anomaly, and opens no incident.
    """
    beats = {one.name: one for one in Heartbeat.objects.all()}
    was_stopped = ROUND in beats and is_stopped(beats[ROUND], now=now)
    found = {}
    for part in PARTS:
        beat = beats.get(part.name)
        if beat and beat.beat_at > now - part.every + timedelta(seconds=5):
            continue
        try:
            found[part.name] = part.do(now=now)
            _beat(part.name, now=now)
        except Exception as error:
            logger.exception("Watching %s failed.", part.name)
            _beat(part.name, now=now, fault=f"{type(error).__name__}: {error}")
    _beat(ROUND, now=now)
    if was_stopped or beats.get(ROUND) is None:
        publish(DASHBOARD_TOPIC)
    return found


def watch_now(*, now: datetime) -> int:
    """Look at groups of errors at once, since events came in; return how many are unusual."""
    return watch_groups(now=now)


def is_stopped(beat: Heartbeat, *, now: datetime) -> bool:
    """Return whether a part has not gone round for too long."""
    return beat.beat_at < now - STOPPED_AFTER


def list_troubles(*, now: datetime) -> list[str]:
    """Return in words what of watching does not work; nothing where all of it does."""
    beats = {one.name: one for one in Heartbeat.objects.all()}
    last = beats.get(ROUND)
    if last is None:
        return ["Watching has not begun yet: is the worker running?"]
    troubles = []
    if is_stopped(last, now=now):
        troubles.append(
            f"Watching has stopped: its last round was at {last.beat_at:%Y-%m-%d %H:%M} UTC. "
            "Is the worker running?"
        )
    troubles += [
        f"Watching {one.name} fails since {one.faulty_since:%H:%M} UTC: {one.fault}"
        for one in beats.values()
        if one.fault and one.faulty_since
    ]
    return troubles


def _beat(name: str, *, now: datetime, fault: str = "") -> None:
    beat, _ = Heartbeat.objects.get_or_create(name=name, defaults={"beat_at": now})
    beat.beat_at = now
    beat.fault = fault.replace("\0", "")[:300]
    beat.faulty_since = (beat.faulty_since or now) if fault else None
    beat.save()
