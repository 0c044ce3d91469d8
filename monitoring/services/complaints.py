"""Complaints are filed: with those that say the same, and with the error that they are about."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from claude.redaction import mask
from devagent.models import Project
from monitoring.detect.topics import covered, likeness, words_of
from monitoring.exceptions import ComplaintInvalid, DsnRefused
from monitoring.models import Complaint, ErrorGroup, Event, Payload, Topic
from monitoring.models.groups import TITLE_LENGTH
from monitoring.protocol.credentials import find_credentials
from monitoring.protocol.envelopes import read_object
from monitoring.protocol.reports import FeedbackReport
from monitoring.protocol.values import storable
from monitoring.services.accepting import admit

MOST_CHARS = 10_000
_SAME_TOPIC = 0.5
_ABOUT_GROUP = 0.5
_TOPICS_OPEN_FOR = timedelta(days=30)
_GROUPS_NEAR = timedelta(days=1)
_LOOKED_AT = 300


def file_complaint(
    *,
    project: Project,
    text: str,
    source: str,
    now: datetime,
    user_id: int | None = None,
) -> Complaint:
    """Store what a person complains of; raises ComplaintInvalid where there is no text."""
    said = storable(text).strip()
    if not said:
        raise ComplaintInvalid("Say what is wrong: the text is empty.")
    if len(said) > MOST_CHARS:
        raise ComplaintInvalid(f"The text is longer than {MOST_CHARS} characters: shorten it.")
    return _file(
        Complaint(project=project, text=mask(said), source=source, user_id=user_id), now, None
    )


def take_complaint(*, project_id: int, auth: str, body: bytes, now: datetime) -> Complaint:
    """Store {"text": "..."} that an application sends with the secret of a server's DSN.

    Raises DsnRefused, Overloaded, EnvelopeInvalid or ComplaintInvalid.
    """
    dsn = admit(find_credentials(auth, {}, ""), project_id, now=now)
    if not dsn.is_trusted:
        raise DsnRefused("Complaints take a server's DSN; browsers send user feedback.")
    said = read_object(body, "The body").get("text")
    source = Complaint.Source.JSON
    return file_complaint(project=dsn.project, text=str(said or ""), source=source, now=now)


def file_feedback(feedback: FeedbackReport, *, payload: Payload) -> Complaint:
    """Store what a user said in the application itself; its secrets are hidden already."""
    complaint = Complaint(
        project_id=payload.project_id,
        text=feedback.text,
        source=Complaint.Source.FEEDBACK,
        trusted=payload.trusted,
        event_id=feedback.event_id,
    )
    return _file(complaint, payload.received_at, feedback.event_id)


def _file(complaint: Complaint, now: datetime, event_id: UUID | None) -> Complaint:
    words = words_of(complaint.text)
    complaint.created_at = now
    complaint.topic = _topic(complaint, words, now)
    complaint.group = _group_of_event(complaint, event_id) or _group_alike(complaint, words, now)
    complaint.save()
    return complaint


def _topic(complaint: Complaint, words: frozenset[str], now: datetime) -> Topic:
    """Return the topic that says the same, or a new one."""
    near = Topic.objects.filter(
        project=complaint.project_id, last_seen__gte=now - _TOPICS_OPEN_FOR
    )[:_LOOKED_AT]
    scored = [(likeness(words, frozenset(topic.words)), topic) for topic in near]
    score, found = max(scored, key=lambda one: one[0], default=(0.0, None))
    if found is None or score < _SAME_TOPIC:
        return Topic.objects.create(
            project_id=complaint.project_id,
            title=" ".join(complaint.text.split())[:TITLE_LENGTH],
            words=sorted(words),
            first_seen=now,
            last_seen=now,
        )
    Topic.objects.filter(pk=found.pk, last_seen__lt=now).update(last_seen=now)
    return found


def _group_of_event(complaint: Complaint, event_id: UUID | None) -> ErrorGroup | None:
    if event_id is None:
        return None
    events = Event.objects.filter(project=complaint.project_id, event_id=event_id)
    event = events.select_related("group").order_by("-trusted").first()
    return event.group if event else None


def _group_alike(complaint: Complaint, words: frozenset[str], now: datetime) -> ErrorGroup | None:
    """Return the error of the last day of which the complaint tells most; None for none."""
    near = ErrorGroup.objects.filter(
        project=complaint.project_id, last_seen__gte=now - _GROUPS_NEAR
    )[:_LOOKED_AT]
    scored = [(covered(words_of(group.title), words), group) for group in near]
    score, found = max(scored, key=lambda one: one[0], default=(0.0, None))
    return found if score >= _ABOUT_GROUP else None
