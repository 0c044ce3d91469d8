"""What the commands on files share: sentences for what cannot be done, and output in streams."""

from __future__ import annotations

import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterable

from django.core.management.base import BaseCommand, CommandError

from devagent.exceptions import tell_os_error
from devagent.management.edge import FAILED, take_path
from monitoring.exceptions import MonitoringError

_LINES_AT_ONCE = 2000
_PIPE_CLOSED = 128 + signal.SIGPIPE
"""What a shell says of a program that SIGPIPE ended."""


class FileCommand(BaseCommand):
    """A command that reads FILE and prints a line for each of its lines."""

    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=take_path, metavar="FILE")

    def execute(self, *args: object, **options: object) -> str | None:
        """Run it; raises CommandError alone, and ends with status 141 where nobody reads on."""
        try:
            output = super().execute(*args, **options)
            self.stdout.flush()
        except BrokenPipeError:
            # What is still buffered would be written, and fail, when Python ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.stdout.fileno())
            sys.exit(_PIPE_CLOSED)
        except MonitoringError as error:
            raise CommandError(str(error), returncode=FAILED) from error
        except OSError as error:
            raise CommandError(tell_os_error(error), returncode=FAILED) from error
        return output

    def print_lines(self, lines: Iterable[str]) -> None:
        """Print lines as they come, many at once; those before an error are printed too."""
        waiting: list[str] = []
        try:
            for line in lines:
                waiting.append(line)
                if len(waiting) >= _LINES_AT_ONCE:
                    self._flush(waiting)
        finally:
            self._flush(waiting)

    def _flush(self, waiting: list[str]) -> None:
        if waiting:
            self.stdout.write("\n".join(waiting))
            waiting.clear()
