"""What the commands on code share: whatever cannot be done is a sentence, and an exit code of 2."""

from __future__ import annotations

import logging
import sys
from argparse import ArgumentTypeError
from collections.abc import Iterable
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from claude.exceptions import ClaudeError
from devagent.exceptions import DevagentError, tell_os_error
from sandbox.exceptions import SandboxError

FAILED = 2


class CodeCommand(BaseCommand):
    """A command that raises what its service raises, and nothing that a person cannot read."""

    def execute(self, *args: object, **options: object) -> str | None:
        """Run it; raises CommandError alone."""
        try:
            _refuse_undecodable(options.values())
            return super().execute(*args, **options)
        except (DevagentError, SandboxError, ClaudeError) as error:
            raise CommandError(str(error), returncode=FAILED) from error
        except OSError as error:
            raise CommandError(tell_os_error(error), returncode=FAILED) from error


def quiet_queue() -> None:
    """Keep the lines of the queue off this command's stderr; what goes wrong with it stays."""
    logging.getLogger("django-q").setLevel(logging.WARNING)


def take_path(text: str) -> Path:
    """Return a path given on the command line; an empty one is not the working folder."""
    if not text:
        raise ArgumentTypeError("a path must not be empty")
    return Path(text)


def read_standard_input() -> str:
    """Return all of it; what is no UTF-8 is replaced."""
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace")


def _refuse_undecodable(values: Iterable[object]) -> None:
    for value in values:
        if isinstance(value, (list, tuple)):
            _refuse_undecodable(value)
        elif isinstance(value, (str, Path)) and not _is_text(str(value)):
            raise CommandError(f"{str(value)!r} is not UTF-8, as arguments are.", returncode=FAILED)


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
