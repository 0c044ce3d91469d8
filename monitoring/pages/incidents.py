"""One incident as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from devagent.pages.proposals import run_address
from live.panels import Viewer
from monitoring.models import ErrorGroup, Incident, IncidentEntry
from monitoring.pages.dashboard import HOURS, count_hours
from monitoring.pages.sparklines import Sparkline, draw_sparkline
from monitoring.permissions import HANDLE_PERMISSION
from monitoring.services.measuring import find_stack

_MOST_ENTRIES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """An incident with all that is known of it; ``may_handle`` says who may act on it."""

    incident: Incident
    entries: Sequence[IncidentEntry]
    group: ErrorGroup | None
    sparkline: Sparkline | None
    frames: Sequence[Mapping[str, object]]
    run_address: str
    may_handle: bool


def get_incident_page(incident: Incident, viewer: Viewer, *, now: datetime) -> IncidentPage:
    """Return the page of an incident as somebody may see it."""
    group = incident.group
    counts = count_hours([group.pk], now=now).get(group.pk, [0] * HOURS) if group else []
    return IncidentPage(
        incident=incident,
        entries=list(incident.entries.order_by("-at", "-pk")[:_MOST_ENTRIES]),
        group=group,
        sparkline=draw_sparkline(counts, "an hour") if group else None,
        frames=_find_frames(incident),
        run_address=run_address(incident.run) if incident.run else "",
        may_handle=incident.is_open and viewer.has_perm(HANDLE_PERMISSION),
    )


def _find_frames(incident: Incident) -> Sequence[Mapping[str, object]]:
    """Return the stack of the newest error, the innermost frame first."""
    if incident.group is None:
        return []
    stack = find_stack(incident.group, trusted=True) or find_stack(incident.group, trusted=False)
    return list(reversed(stack))
