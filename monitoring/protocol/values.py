"""What SDKs send in the shapes that they send it in: a value of a wrong type counts as missing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from monitoring.protocol.envelopes import Json

NAME_CHARS = 200
MESSAGE_CHARS = 8_000
MOST_COUNT = 1_000_000
_TAGS = 50
_DAY = timedelta(days=1)


def text(value: Json, most: int = NAME_CHARS) -> str:
    """Return a text or number as a text that the database takes, cut; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return storable(str(value)[:most]).strip()


def storable(value: str) -> str:
    """Return the text without NUL and half characters, which no database takes."""
    return value.replace("\0", "").encode("utf-8", "replace").decode()


def mapping(value: Json) -> Mapping[str, Json]:
    """Return an object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def sequence(value: Json) -> Sequence[Json]:
    """Return a list; an empty one for anything else."""
    return value if isinstance(value, list) else ()


def number(value: Json) -> float | None:
    """Return a finite number; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def count(value: Json) -> int:
    """Return a whole number from 0 to a million; 0 for anything else."""
    found = number(value)
    return min(max(int(found), 0), MOST_COUNT) if found is not None else 0


def values_of(value: Json) -> Sequence[Json]:
    """Return a list that may be wrapped as {"values": [...]}."""
    return sequence(value) or sequence(mapping(value).get("values"))


def pairs(value: Json) -> dict[str, str]:
    """Return tags, which come as an object or as a list of pairs."""
    listed = value.items() if isinstance(value, dict) else map(sequence, sequence(value))
    found = ((text(pair[0]), text(pair[1])) for pair in listed if len(pair) == 2)
    return dict([(name, said) for name, said in found if name][:_TAGS])


def uuid(value: Json) -> UUID | None:
    """Return an id of 32 hexadecimal digits, with dashes or without; None for anything else."""
    try:
        return UUID(text(value))
    except ValueError:
        return None


def moment(value: Json) -> datetime | None:
    """Return a time, sent as seconds since 1970 or in ISO's form; None for anything else."""
    seconds = number(value)
    try:
        if seconds is not None:
            return datetime.fromtimestamp(seconds, UTC)
        found = datetime.fromisoformat(text(value))
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def held(said: datetime | None, received_at: datetime) -> datetime:
    """Return a time that an application says, or that of receipt where it is a day from that."""
    if said is None or abs(said - received_at) > _DAY:
        return received_at
    return said
