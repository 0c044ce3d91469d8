"""Which lines of a log tell of an error, and of which: plain text, JSON lines, access logs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Literal, get_args

from monitoring.detect.templates import message_of

LogFormat = Literal["auto", "text", "json", "access"]
FORMATS: tuple[str, ...] = get_args(LogFormat)
LogEvent = Mapping[str, object]

_LEVEL = re.compile(
    r"(?<![A-Za-z0-9_/.-])(ERROR|CRITICAL|FATAL|EMERG|ALERT|CRIT|SEVERE|PANIC|[Ee]rror(?=[\]:]))"
    r"(?![A-Za-z0-9_/.-])"
)
_LEVEL_CHARS = 200
"""A level stands near the start of a line."""

_ACCESS = re.compile(
    r"\S{1,100} \S{1,100} .{1,100}? \[[^\]]{1,60}\] "
    r'"([A-Z]{3,10}) ([^ "]{1,2000})[^"]{0,20}" (\d{3}) '
)
_LEVEL_KEYS = ("level", "levelname", "severity", "lvl", "log.level")
_MESSAGE_KEYS = ("message", "msg", "event", "log")
_LOGGER_KEYS = ("logger", "name", "logger_name")
_BAD = frozenset("error critical fatal emerg emergency alert crit severe panic err".split())
_FATAL = frozenset("critical fatal emerg emergency alert crit panic".split())
_NUMBERED_ERROR = 50
"""Levels as numbers, as pino and bunyan write them: 50 is an error, 60 is fatal."""


def read_log_event(line: str, log_format: LogFormat = "auto") -> LogEvent | None:
    """Return an event of Sentry's protocol for a line that tells of an error; None for others."""
    for name, read in _READERS.items():
        if log_format in ("auto", name) and (found := read(line)) is not None:
            return found or None
    return None


def _json(line: str) -> LogEvent | None:
    """Return the event; an empty one where it is JSON that tells of no error."""
    if not line.lstrip().startswith("{"):
        return None
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    level = _level_of(_first(data, _LEVEL_KEYS))
    message = _first(data, _MESSAGE_KEYS)
    if not level or not message:
        return {}
    return _event(str(message), level, str(_first(data, _LOGGER_KEYS) or ""))


def _access(line: str) -> LogEvent | None:
    match = _ACCESS.match(line)
    if match is None:
        return None
    method, address, status = match.groups()
    if not status.startswith("5"):
        return {}
    return _event(f"{method} {address.partition('?')[0]} answered {status}", "error", "access")


def _text(line: str) -> LogEvent | None:
    match = _LEVEL.search(line[:_LEVEL_CHARS])
    if match is None:
        return None
    level = "fatal" if match[1].lower() in _FATAL else "error"
    return _event(message_of(line) or line, level, "")


def _event(message: str, level: str, logger: str) -> LogEvent:
    return {"level": level, "logger": logger[:200], "message": message[:8_000]}


def _level_of(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return "" if value < _NUMBERED_ERROR else "fatal" if value > _NUMBERED_ERROR else "error"
    name = str(value).lower()
    return "" if name not in _BAD else "fatal" if name in _FATAL else "error"


def _first(data: Mapping[str, object], names: tuple[str, ...]) -> object:
    return next((data[name] for name in names if data.get(name)), None)


_READERS: dict[str, Callable[[str], LogEvent | None]] = {
    "json": _json,
    "access": _access,
    "text": _text,
}
