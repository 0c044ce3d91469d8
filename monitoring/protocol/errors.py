"""An error as SDKs report it, as a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from monitoring.detect.fingerprints import ErrorSeen, Frame
from monitoring.protocol.envelopes import Json
from monitoring.protocol.values import (
    MESSAGE_CHARS,
    mapping,
    moment,
    pairs,
    sequence,
    text,
    uuid,
    values_of,
)

_FRAMES = 60
_FRAMES_WITH_CONTEXT = 20
_CONTEXT_LINES = 5
_LINE_CHARS = 300
_LEVELS = {"critical": "fatal", "log": "info", "warn": "warning"}
_KNOWN_LEVELS = frozenset("debug info warning error fatal".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Where a report comes from: ``user`` and ``address`` are to be hashed, never kept."""

    user: str
    address: str
    release: str
    environment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StackFrame:
    """A call on the stack; ``context`` are the lines around it, the one at ``line`` among them."""

    module: str
    function: str
    path: str
    line: int | None
    in_app: bool
    context: Sequence[str] = ()

    def as_json(self) -> dict[str, object]:
        """Return the frame as it is stored."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorReport:
    """An error; the outermost frame is the first."""

    event_id: UUID | None
    occurred_at: datetime | None
    level: str
    message: str
    exception_type: str
    logger: str
    wording: str
    transaction: str
    tags: Mapping[str, str]
    frames: Sequence[StackFrame]
    caller: Caller

    @property
    def title(self) -> str:
        """What the error says of itself, in one line."""
        said = " ".join(self.message.split())
        return ": ".join(part for part in (self.exception_type, said) if part) or "Unnamed event"

    @property
    def culprit(self) -> str:
        """Where it happened: the innermost call of the application's own code."""
        own = [frame for frame in self.frames if frame.in_app] or self.frames
        if not own:
            return self.transaction or self.logger
        return f"{own[-1].path or own[-1].module} in {own[-1].function or '?'}"

    def seen(self) -> ErrorSeen:
        """Return what groups are made by."""
        frames = [
            Frame(module=one.module or one.path, function=one.function, in_app=one.in_app)
            for one in self.frames
        ]
        return ErrorSeen(
            exception_type=self.exception_type,
            frames=frames,
            logger=self.logger,
            message=self.wording,
        )


def read_caller(event: Mapping[str, Json]) -> Caller:
    """Return where an event comes from."""
    user, request = mapping(event.get("user")), mapping(event.get("request"))
    address = text(user.get("ip_address"))
    names = (text(user.get(name)) for name in ("id", "email", "username"))
    return Caller(
        user=next(filter(None, names), ""),
        address=""
        if address == "{{auto}}"
        else address or text(mapping(request.get("env")).get("REMOTE_ADDR")),
        release=text(event.get("release")),
        environment=text(event.get("environment")),
    )


def read_error(event: Mapping[str, Json], caller: Caller) -> ErrorReport:
    """Return the error of an event whose secrets are hidden, from ``caller``."""
    thrown = [mapping(one) for one in values_of(event.get("exception"))]
    # The last of a chain is the one that was not caught.
    exception = thrown[-1] if thrown else {}
    entry = mapping(event.get("logentry")) or {"message": event.get("message")}
    wording = text(entry.get("message"), MESSAGE_CHARS) or text(
        entry.get("formatted"), MESSAGE_CHARS
    )
    said = text(entry.get("formatted"), MESSAGE_CHARS) or wording
    value = text(exception.get("value"), MESSAGE_CHARS)
    return ErrorReport(
        event_id=uuid(event.get("event_id")),
        occurred_at=moment(event.get("timestamp")),
        level=_level(event),
        message=value or said,
        exception_type=text(exception.get("type")),
        logger=text(event.get("logger")),
        wording=value or wording,
        transaction=text(event.get("transaction")),
        tags=pairs(event.get("tags")),
        frames=_frames(event, exception),
        caller=caller,
    )


def _level(event: Mapping[str, Json]) -> str:
    said = text(event.get("level")).lower()
    level = _LEVELS.get(said, said)
    return level if level in _KNOWN_LEVELS else "error"


def _frames(event: Mapping[str, Json], exception: Mapping[str, Json]) -> Sequence[StackFrame]:
    stack = mapping(exception.get("stacktrace")) or mapping(event.get("stacktrace"))
    if not stack:
        threads = [mapping(one) for one in values_of(event.get("threads"))]
        stacks = [mapping(one.get("stacktrace")) for one in threads]
        stack = next(filter(None, stacks), {})
    listed = [mapping(frame) for frame in sequence(stack.get("frames"))][-_FRAMES:]
    own = [place for place, one in enumerate(listed) if one.get("in_app")]
    shown = frozenset(own[-_FRAMES_WITH_CONTEXT:])
    return [_frame(one, place in shown) for place, one in enumerate(listed)]


def _frame(frame: Mapping[str, Json], with_context: bool) -> StackFrame:
    line = frame.get("lineno")
    return StackFrame(
        module=text(frame.get("module")),
        function=text(frame.get("function")),
        path=text(frame.get("filename")) or text(frame.get("abs_path")),
        line=line if isinstance(line, int) and 0 < line < 10**9 else None,
        in_app=bool(frame.get("in_app")),
        context=_context(frame) if with_context else (),
    )


def _context(frame: Mapping[str, Json]) -> list[str]:
    before = sequence(frame.get("pre_context"))[-_CONTEXT_LINES:]
    after = sequence(frame.get("post_context"))[:_CONTEXT_LINES]
    lines = [*before, frame.get("context_line"), *after]
    return [_source(line) for line in lines if isinstance(line, str)]


def _source(line: str) -> str:
    return text(f".{line}"[: _LINE_CHARS + 1])[1:]
