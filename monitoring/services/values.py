"""The values that variables had when an error was raised, as far as they are kept."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from monitoring.exceptions import EnvelopeInvalid
from monitoring.models import Event
from monitoring.protocol.envelopes import Json, read_envelope
from monitoring.protocol.values import mapping, sequence, text, uuid, values_of

Place = tuple[str, int]
"""A function, and the line in it that was at work."""

_DEEPEST = 5


def read_values(event: Event) -> Mapping[Place, Mapping[str, str]]:
    """Return for each place of an event's stack its variables, written as Python writes them.

    Nothing where the payload is not kept any more, or holds none.
    """
    if event.payload is None:
        return {}
    try:
        envelope = read_envelope(zlib.decompress(event.payload.body))
    except (EnvelopeInvalid, zlib.error):
        return {}
    found: dict[Place, Mapping[str, str]] = {}
    for item in envelope.items:
        data = item.data or {}
        if item.kind == "event" and uuid(data.get("event_id")) in (event.event_id, None):
            for thrown in values_of(data.get("exception")):
                found |= _of_stack(mapping(mapping(thrown).get("stacktrace")))
    return found


def _of_stack(stack: Mapping[str, Json]) -> Mapping[Place, Mapping[str, str]]:
    return {
        (text(frame.get("function")), line): {
            name: _write(value, 0) for name, value in mapping(frame.get("vars")).items()
        }
        for frame in map(mapping, sequence(stack.get("frames")))
        if isinstance(line := frame.get("lineno"), int)
    }


def _write(value: Json, depth: int) -> str:
    """Return a value as Python writes it; SDKs send what it is made of as texts already."""
    if depth > _DEEPEST:
        return "..."
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        pairs = (f"{name!r}: {_write(one, depth + 1)}" for name, one in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(_write(one, depth + 1) for one in value)}]"
    return repr(value)
