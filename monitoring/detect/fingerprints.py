"""Which errors are the same: a fingerprint that names the version of its algorithm.

A new algorithm gets a new version beside the old ones, so that groups keep the key they have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby

from monitoring.detect.templates import message_of, message_template

VERSION = 1
_FRAMES = 30
_KEY_CHARS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A call on the stack; ``in_app`` where it is code of the watched application."""

    module: str
    function: str
    in_app: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorSeen:
    """What is known of an error, the outermost frame first; empty where it is not known."""

    exception_type: str = ""
    frames: Sequence[Frame] = ()
    logger: str = ""
    message: str = ""
    line: str = ""


def fingerprint(error: ErrorSeen, version: int = VERSION) -> str:
    """Return "version:key", alike for errors of one group; raises KeyError for no such version.

    By the frames of the application and the type of the exception; without frames by type, logger
    and the message's template; without these by the template of the log line.
    """
    parts = _PARTS[version](error)
    # Lengths keep the parts apart whatever they hold.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return f"{version}:{sha256(text.encode(errors='replace')).hexdigest()[:_KEY_CHARS]}"


def _parts_of_version_1(error: ErrorSeen) -> list[str]:
    if error.frames:
        return ["frames", error.exception_type, *_calls(error.frames)]
    if error.exception_type or error.logger or error.message:
        template = message_template(error.message)
        return ["message", error.exception_type, error.logger, template]
    return ["line", message_template(message_of(error.line))]


def _calls(frames: Sequence[Frame]) -> list[str]:
    """Return the innermost calls; recursion counts once however deep, generated names are alike."""
    own = [frame for frame in frames if frame.in_app] or frames
    calls = [message_template(f"{frame.module}:{frame.function}") for frame in own]
    return [call for call, _ in groupby(calls)][-_FRAMES:]


_PARTS = {1: _parts_of_version_1}
