"""Anomalies become incidents: one for each thing that is wrong, with its severity and its reasons.

Titles and texts come from logs and people. They are kept and shown, and nothing is read from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from devagent.models import Project
from live.services import publish
from monitoring.detect.severity import Assessment, Impact, assess
from monitoring.models import Anomaly, ErrorGroup, Incident, Severity, Silence
from monitoring.models.groups import TITLE_LENGTH
from monitoring.models.incidents import KEY_LENGTH, URGENT
from monitoring.services.responding import get_policy, respond, tell_rise
from monitoring.transitions import DASHBOARD_TOPIC, State, note

Kind = Incident.Kind

STALE_AFTER = timedelta(minutes=15)
"""What began longer ago, and is found only now, opens nothing: it would be an alarm of the past."""

_SYMPTOMS = frozenset({Kind.SERIES, Kind.COMPLAINTS, Kind.NO_DATA})
_CAUSES = frozenset({Kind.NEW, Kind.BURST, Kind.REGRESSED})
_CAUSED_WITHIN = timedelta(minutes=30)
_OVER = "It was over when it was found."
_SAID_AGAIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something unusual of a project. ``key`` names what it is about, ``began_at`` since when.

    ``untrusted`` is what only public addresses told of it, where that is more than nothing. What is
    no news only makes an open incident worse.
    """

    project: Project
    kind: Kind
    key: str
    title: str
    began_at: datetime
    impact: Impact = field(default_factory=Impact)
    untrusted: Impact | None = None
    group: ErrorGroup | None = None
    is_news: bool = True


def handle_anomaly(found: Found, *, now: datetime) -> Incident | None:
    """Keep an anomaly, and open an incident or add to the one that is open; None where held back.

    What the project's policy lets this severity start is started.
    """
    incident = keep_anomaly(found, now=now)
    if incident is not None:
        respond(incident_id=incident.pk, now=now)
        incident.refresh_from_db()
    return incident


@transaction.atomic
def keep_anomaly(found: Found, *, now: datetime) -> Incident | None:
    """Do the same without starting anything: the caller responds once that is committed."""
    if found.is_news:
        publish(DASHBOARD_TOPIC)
    return _keep(_clip(found), now=now)


def _keep(found: Found, *, now: datetime) -> Incident | None:
    """Write the anomaly, and the incident where nothing holds it back."""
    # Two of one project are taken one after the other, so that budgets and keys count both.
    Project.objects.select_for_update(no_key=True).get(pk=found.project.pk)
    assessment, trusted = assess_found(found)
    incident = _find_open(found)
    if not found.is_news:
        weight = (assessment.severity.rank, trusted)
        if incident and weight > (_rank(incident.severity), incident.trusted):
            _add(incident, found, assessment, trusted=trusted, now=now)
            return incident
        return None
    anomaly = Anomaly(
        project=found.project,
        kind=found.kind,
        key=found.key,
        title=found.title,
        began_at=found.began_at,
        found_at=now,
        trusted=trusted,
        severity=assessment.severity,
        incident=incident,
    )
    if found.began_at < now - STALE_AFTER:
        anomaly.held_back = _OVER
        anomaly.save()
        return None
    if incident is None:
        obstacles = _list_obstacles(found, assessment, trusted=trusted, now=now)
        anomaly.held_back = next(obstacles, "")
        if not anomaly.held_back:
            incident = _open(found, assessment, trusted=trusted, now=now)
            anomaly.incident = incident
    else:
        _add(incident, found, assessment, trusted=trusted, now=now)
    anomaly.save()
    return incident


def assess_found(found: Found) -> tuple[Assessment, bool]:
    """Return the worse of what trusted and other sources say, and whether that is trusted.

    What is not is medium at most.
    """
    assessment, trusted = assess(found.impact), found.impact.trusted
    if found.untrusted:
        other = assess(replace(found.untrusted, trusted=False))
        if other.severity.rank > assessment.severity.rank:
            return other, False
    return assessment, trusted


def _list_obstacles(
    found: Found, assessment: Assessment, *, trusted: bool, now: datetime
) -> Iterator[str]:
    """Yield why an anomaly opens no incident."""
    in_force = Q(until=None) | Q(until__gt=now)
    silences = Silence.objects.filter(in_force, project=found.project, lifted_at=None)
    is_silenced = found.group is not None and found.group.state == ErrorGroup.State.SILENCED
    if is_silenced or silences.filter(key=found.key).exists():
        yield "It is silenced."
    cause = _find_cause(found, now=now)
    if cause:
        note(cause, f"A symptom of it may be: {found.title}", now=now)
        yield f"It may be a symptom of “{cause.title[:100]}”."
    policy = get_policy(found.project)
    last_hour = Incident.objects.filter(
        project=found.project, trusted=trusted, opened_at__gt=now - timedelta(hours=1)
    )
    is_spent = last_hour.count() >= policy.most_incidents_an_hour
    if is_spent and assessment.severity.value not in URGENT:
        yield f"{policy.most_incidents_an_hour} incidents were opened within an hour."


def _find_cause(found: Found, *, now: datetime) -> Incident | None:
    """Return the incident of errors that explains what is only a symptom, None where none does."""
    if found.kind not in _SYMPTOMS:
        return None
    causes = Incident.objects.open().filter(
        project=found.project,
        kind__in=_CAUSES,
        trusted=True,
        opened_at__gt=now - _CAUSED_WITHIN,
        severity__in=(Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL),
    )
    return causes.order_by("-opened_at").first()


def _find_open(found: Found) -> Incident | None:
    """Return the incident that is open for the key, its row locked."""
    opened = Incident.objects.open().filter(project=found.project, key=found.key)
    return opened.select_for_update(of=("self",)).first()


def _open(found: Found, assessment: Assessment, *, trusted: bool, now: datetime) -> Incident:
    told = _told_by_servers(found)
    incident = Incident.objects.create(
        project=found.project,
        key=found.key,
        kind=found.kind,
        title=found.title,
        group=found.group,
        severity=assessment.severity,
        reasons=list(assessment.reasons),
        trusted=trusted,
        per_minute=told.per_minute,
        usual_per_minute=told.usual_per_minute,
        opened_at=now,
        found_at=now,
    )
    why = " ".join(assessment.reasons)
    note(incident, f"{Kind(found.kind).label}. {incident.get_severity_display()}: {why}", now=now)
    return incident


def _add(
    incident: Incident, found: Found, assessment: Assessment, *, trusted: bool, now: datetime
) -> None:
    """Take over what was found once more; an incident never becomes less severe by itself."""
    was, told = incident.found_at, _told_by_servers(found)
    is_first = incident.kind == Kind.NEW or not incident.trusted
    if found.is_news and found.impact.trusted and is_first:
        incident.kind = found.kind
        incident.usual_per_minute = told.usual_per_minute
    incident.found_at = now
    incident.trusted = incident.trusted or trusted
    incident.per_minute = max(incident.per_minute, told.per_minute)
    rises = assessment.severity.rank > _rank(incident.severity)
    if rises:
        incident.severity, incident.reasons = assessment.severity, list(assessment.reasons)
    incident.save()
    if rises:
        note(incident, f"{tell_rise(incident)} {' '.join(incident.reasons)}", now=now)
    elif now - was > _SAID_AGAIN:
        note(incident, f"{Kind(found.kind).label} again.", now=now)


def _told_by_servers(found: Found) -> Impact:
    """Return the impact that a fix is judged by later: nothing of what a public address told."""
    return found.impact if found.impact.trusted else Impact()


def _rank(severity: str) -> int:
    return list(Severity).index(Severity(severity))


def _clip(found: Found) -> Found:
    title = " ".join(found.title.replace("\0", "").split())[:TITLE_LENGTH] or "Without words"
    return replace(found, title=title, key=found.key[:KEY_LENGTH])


def is_waiting(incident: Incident) -> bool:
    """Return whether nothing was started for an incident yet."""
    return incident.state in (State.RECORDED, State.OPEN)
