"""What a policy would have started of what was found lately; nothing is started or written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitoring.models import Anomaly, Policy, Response
from monitoring.models.incidents import URGENT

SPAN = timedelta(days=30)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """How often each would have been started, and how often something held it back, by reason."""

    started: Mapping[Response, int]
    held_back: Mapping[str, int]

    @property
    def rows(self) -> list[tuple[str, int]]:
        """Return all of it in words, with its numbers."""
        begun = [(one.label, self.started[one]) for one in Response if self.started[one]]
        return [*begun, *sorted(self.held_back.items())]


def try_policy(policy: Policy, *, now: datetime) -> DryRun:
    """Return what a policy, saved or not, would have started in the last 30 days.

    What was silenced, or only a symptom, stays so. A repair of the same thing counts once within
    the time of cooling down; how repairs would have ended is not guessed.
    """
    started: Counter[Response] = Counter()
    held_back: Counter[str] = Counter()
    last: dict[str, datetime] = {}
    hours: dict[bool, list[datetime]] = {}
    anomalies = Anomaly.objects.filter(project=policy.project, found_at__gt=now - SPAN)
    for one in anomalies.order_by("found_at", "pk"):
        opened = hours.setdefault(one.trusted, [])
        opened[:] = [at for at in opened if at > one.found_at - _HOUR]
        response = policy.response_to(one.severity)
        is_repair = response in (Response.REPAIR, Response.EMERGENCY)
        cooling = last.get(one.key, one.found_at - SPAN) + timedelta(hours=policy.cool_down_h)
        if one.held_back and not one.held_back[0].isdigit():
            held_back[one.held_back.partition("“")[0].strip()] += 1
        elif len(opened) >= policy.most_incidents_an_hour and one.severity not in URGENT:
            held_back["Too many incidents within an hour."] += 1
        elif is_repair and not one.trusted:
            started[Response.TICKET] += 1
        elif is_repair and one.found_at < cooling:
            held_back["A repair of the same was begun shortly before."] += 1
        else:
            started[response] += 1
            opened.append(one.found_at)
            if is_repair:
                last[one.key] = one.found_at
    return DryRun(started=started, held_back=held_back)
