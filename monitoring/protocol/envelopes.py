"""Envelopes: a line of headers, then items, each a line of headers and what belongs to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

import orjson

from monitoring.exceptions import EnvelopeInvalid

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

READ = frozenset(
    "event transaction span session sessions user_report feedback check_in".split(),
)
"""Types of items that are understood; all are JSON. Others are counted."""

_MOST_ITEMS = 100
_MOST_HEADER_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A part of an envelope; ``data`` is None where its type is not understood."""

    kind: str
    data: Mapping[str, Json] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What came in one request."""

    headers: Mapping[str, Json]
    items: Sequence[Item]


def read_envelope(data: bytes) -> Envelope:
    """Return the envelope; raises EnvelopeInvalid, which says what is wrong and where."""
    headers, rest = _read_headers(data, 0, "The first line")
    items: list[Item] = []
    while rest < len(data):
        if not _line(data, rest)[0].strip():
            rest = _line(data, rest)[1]
            continue
        if len(items) >= _MOST_ITEMS:
            raise EnvelopeInvalid(f"There are more than {_MOST_ITEMS} items.")
        place = f"Item {len(items) + 1}"
        header, rest = _read_headers(data, rest, f"{place}: its header")
        item, rest = _read_item(data, rest, header, place)
        items.append(item)
    return Envelope(headers=headers, items=items)


def dsn_named_in(data: bytes) -> str:
    """Return the DSN in the envelope's headers; "" where there is none, or no envelope."""
    try:
        named = _read_headers(data, 0, "The first line")[0].get("dsn")
    except EnvelopeInvalid:
        return ""
    return named if isinstance(named, str) else ""


def bundle(events: Iterable[bytes]) -> bytes:
    """Return the envelope of events, which came or are kept without one."""
    items = (b'{"type":"event","length":%d}\n%b\n' % (len(event), event) for event in events)
    return b"{}\n" + b"".join(items)


def read_object(text: bytes, place: str) -> Mapping[str, Json]:
    """Return a JSON object that can be written anew, so it is nested 254 levels deep at most.

    Raises EnvelopeInvalid, where ``place`` says which it was to be.
    """
    try:
        value = _load(text)
    except (ValueError, RecursionError) as error:
        raise EnvelopeInvalid(f"{place} is no JSON.") from error
    try:
        orjson.dumps(value)
    except orjson.JSONEncodeError as error:
        raise EnvelopeInvalid(f"{place} is nested too deep.") from error
    if not isinstance(value, dict):
        raise EnvelopeInvalid(f"{place} is no JSON object.")
    return value


def _load(text: bytes) -> Json:
    """Return the value, where half characters, which browsers send, are replaced.

    So are numbers that are none; the fast parser refuses both.
    """
    try:
        value: Json = orjson.loads(text)
    except orjson.JSONDecodeError:
        slow = json.loads(
            text.decode("utf-8", "replace"),
            parse_int=_whole,
            parse_float=_number,
            parse_constant=lambda name: None,
        )
        value = orjson.loads(json.dumps(slow, ensure_ascii=False).encode("utf-8", "replace"))
    return value


def _whole(digits: str) -> int | None:
    """Return a whole number; None where it has more than 64 bits."""
    value = int(digits[:21])
    return value if -(2**63) <= value < 2**63 else None


def _number(digits: str) -> float | None:
    """Return a number; None where it is beyond what is counted with."""
    value = float(digits)
    return value if isfinite(value) else None


def _read_headers(data: bytes, start: int, place: str) -> tuple[Mapping[str, Json], int]:
    """Return the headers in the line that starts there, and where the next line does."""
    line, rest = _line(data, start)
    if len(line) > _MOST_HEADER_BYTES:
        raise EnvelopeInvalid(f"{place} is longer than {_MOST_HEADER_BYTES} bytes.")
    return read_object(line, place), rest


def _line(data: bytes, start: int) -> tuple[bytes, int]:
    """Return the line that starts there, and where the next does."""
    end = data.find(b"\n", start)
    return (data[start:], len(data)) if end < 0 else (data[start:end], end + 1)


def _read_item(data: bytes, start: int, header: Mapping[str, Json], place: str) -> tuple[Item, int]:
    kind, length = header.get("type"), header.get("length")
    if not isinstance(kind, str) or not kind:
        raise EnvelopeInvalid(f"{place} has no type.")
    if length is None:
        body, end = _line(data, start)
    elif not isinstance(length, int) or isinstance(length, bool) or length < 0:
        raise EnvelopeInvalid(f"{place}: its length is no whole number.")
    else:
        end = start + length
        if end > len(data):
            raise EnvelopeInvalid(f"{place} ends before its length of {length} bytes.")
        body = data[start:end]
        if data[end : end + 1] not in (b"", b"\n"):
            raise EnvelopeInvalid(f"{place} is longer than its length of {length} bytes.")
        end += 1
    read = read_object(body, place) if kind in READ else None
    return Item(kind=kind[:40], data=read), end
