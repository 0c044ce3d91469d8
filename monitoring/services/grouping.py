"""Errors that were read become events of their groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from monitoring.detect.distinct import add_distinct
from monitoring.models import ErrorGroup, Event
from monitoring.models.groups import NAME_LENGTH, TITLE_LENGTH
from monitoring.protocol.values import held
from monitoring.scrubbing import sketched
from monitoring.services.reading import ReadError

GroupKey = tuple[int, str]
_UPDATED = (
    "last_seen",
    "last_release",
    "first_release",
    "events_count",
    "user_sketch",
    "trusted",
    "level",
)
_LEVELS = ("debug", "info", "warning", "error", "fatal")


def list_new(errors: Sequence[ReadError]) -> Sequence[ReadError]:
    """Return those that were not counted yet, each once, in the order of receipt.

    A server's and one that anybody could send are two, whatever their ids.
    """
    first: dict[tuple[int, UUID, bool], ReadError] = {}
    for one in errors:
        first.setdefault((one.payload.project_id, one.event_id, one.payload.trusted), one)
    known = Event.objects.filter(
        project__in={project_id for project_id, _, _ in first},
        event_id__in={event_id for _, event_id, _ in first},
    ).values_list("project_id", "event_id", "trusted")
    there = set(known)
    return [one for key, one in first.items() if key not in there]


def count_into_groups(
    errors: Sequence[ReadError],
) -> tuple[Mapping[GroupKey, ErrorGroup], frozenset[int]]:
    """Add errors to their groups; return these by project and fingerprint, and which are new."""
    by_group: dict[GroupKey, list[ReadError]] = defaultdict(list)
    for one in errors:
        by_group[one.payload.project_id, one.fingerprint].append(one)
    groups = _find(by_group)
    new = [_begin(key, found[0]) for key, found in by_group.items() if key not in groups]
    for group in ErrorGroup.objects.bulk_create(new):
        groups[group.project_id, group.fingerprint] = group
    for key, found in by_group.items():
        _add(groups[key], found)
    # In one order, so that it never waits for one who waits for it.
    ErrorGroup.objects.bulk_update(sorted(groups.values(), key=lambda one: one.pk), _UPDATED)
    return groups, frozenset(group.pk for group in new)


def store_events(
    errors: Sequence[ReadError], groups: Mapping[GroupKey, ErrorGroup]
) -> Sequence[Event]:
    """Store each error as an event of its group."""
    return Event.objects.bulk_create(
        [_event(one, groups[one.payload.project_id, one.fingerprint]) for one in errors]
    )


def _find(keys: Mapping[GroupKey, object]) -> dict[GroupKey, ErrorGroup]:
    found = ErrorGroup.objects.select_for_update().order_by("pk")
    found = found.filter(
        project__in={project_id for project_id, _ in keys},
        fingerprint__in={fingerprint for _, fingerprint in keys},
    )
    listed = {(group.project_id, group.fingerprint): group for group in found}
    return {key: group for key, group in listed.items() if key in keys}


def _begin(key: GroupKey, first: ReadError) -> ErrorGroup:
    report, received_at = first.report, first.payload.received_at
    return ErrorGroup(
        project_id=key[0],
        fingerprint=key[1],
        title=report.title[:TITLE_LENGTH],
        culprit=report.culprit[:TITLE_LENGTH],
        exception_type=report.exception_type[:NAME_LENGTH],
        template=first.template,
        level=report.level,
        first_seen=received_at,
        last_seen=received_at,
        first_release=report.caller.release,
    )


def _add(group: ErrorGroup, errors: Sequence[ReadError]) -> None:
    last = errors[-1]
    group.last_seen = max(group.last_seen, last.payload.received_at)
    group.first_release = group.first_release or errors[0].report.caller.release
    group.last_release = last.report.caller.release or group.last_release
    group.events_count += len(errors)
    users = {sketched(one.user_hash) for one in errors if one.user_hash}
    group.user_sketch = add_distinct(group.user_sketch, users)
    group.trusted = group.trusted or any(one.payload.trusted for one in errors)
    levels = [group.level, *(one.report.level for one in errors)]
    group.level = max(levels, key=_LEVELS.index)


def _event(error: ReadError, group: ErrorGroup) -> Event:
    report, payload = error.report, error.payload
    received_at: datetime = payload.received_at
    return Event(
        project_id=payload.project_id,
        group=group,
        payload=payload,
        event_id=error.event_id,
        received_at=received_at,
        occurred_at=held(report.occurred_at, received_at),
        trusted=payload.trusted,
        level=report.level,
        message=report.message,
        logger=report.logger,
        template=error.template,
        transaction=report.transaction,
        release=report.caller.release,
        environment=report.caller.environment,
        user_hash=error.user_hash,
        address_hash=error.address_hash,
        tags=dict(report.tags),
        stack=[frame.as_json() for frame in report.frames],
    )
