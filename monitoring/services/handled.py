"""What people do with incidents: take them, close them, and silence what they are about."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from devagent.exceptions import NotAllowed as NotADecider
from devagent.services.repairs.deciders import get_decider
from monitoring.detect.group_states import Happening
from monitoring.exceptions import NotAllowed
from monitoring.models import Incident, Silence
from monitoring.permissions import HANDLE_PERMISSION
from monitoring.transitions import State, happen, move, note

MOST_SILENCE = timedelta(days=90)


@transaction.atomic
def take_incident(*, incident_id: int, person_id: int, now: datetime) -> Incident:
    """Have a person look after an incident; raises NotAllowed."""
    incident, person = _hold(incident_id, person_id)
    incident.assignee_id = person.pk
    incident.save(update_fields=["assignee"])
    name = person.get_username()
    note(incident, f"{name} looks after it.", now=now, actor=name)
    return incident


@transaction.atomic
def close_incident(*, incident_id: int, person_id: int, now: datetime) -> Incident:
    """End an incident by a person's word; raises NotAllowed, MoveRefused where it is over.

    A repair that goes on is let alone.
    """
    incident, person = _hold(incident_id, person_id)
    name = person.get_username()
    move(incident, State.RESOLVED, now=now, text=f"Closed by {name}.", actor=name)
    if incident.group:
        happen(incident.group, Happening.RESOLVED)
    return incident


@transaction.atomic
def silence_incident(
    *, incident_id: int, person_id: int, span: timedelta | None, now: datetime
) -> Silence:
    """Have nothing told of what an incident is about, for a while or until it is lifted.

    The incident ends. Raises NotAllowed, MoveRefused where it is over.
    """
    incident, person = _hold(incident_id, person_id)
    name = person.get_username()
    until = now + min(span, MOST_SILENCE) if span else None
    silence = Silence.objects.create(
        project=incident.project,
        key=incident.key,
        until=until,
        made_by_id=person.pk,
        made_at=now,
    )
    text = f"Silenced by {name}" + (f" until {until:%Y-%m-%d %H:%M} UTC." if until else ".")
    move(incident, State.RESOLVED, now=now, text=text, actor=name)
    if incident.group and until is None:
        happen(incident.group, Happening.SILENCED)
    return silence


@transaction.atomic
def lift_silence(*, silence_id: int, person_id: int, now: datetime) -> Silence:
    """Have what was silenced told again; raises NotAllowed."""
    held = Silence.objects.select_related("project").select_for_update(of=("self",))
    silence = held.get(pk=silence_id)
    try:
        get_decider(person_id, silence.project, HANDLE_PERMISSION)
    except NotADecider as error:
        raise NotAllowed from error
    silence.lifted_at = silence.lifted_at or now
    silence.save(update_fields=["lifted_at"])
    about = Incident.objects.filter(project=silence.project, key=silence.key, group__isnull=False)
    latest = about.select_related("group").first()
    if latest and latest.group:
        happen(latest.group, Happening.HEARD_AGAIN)
    return silence


def _hold(incident_id: int, person_id: int) -> tuple[Incident, AbstractBaseUser]:
    """Return the locked incident and the person who may handle it."""
    rows = Incident.objects.select_related("project", "group").select_for_update(of=("self",))
    incident = rows.get(pk=incident_id)
    try:
        return incident, get_decider(person_id, incident.project, HANDLE_PERMISSION)
    except NotADecider as error:
        raise NotAllowed from error
