"""What the commands that answer share: who asks, where lines come from, how answers are printed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO

import simplejson
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError
from psycopg import errors
from rich.console import Console

from queryassist import conf
from queryassist.answers import Answer, Status
from queryassist.batch import read_lines
from queryassist.spec_json import Json
from queryassist.terminal import UNLIMITED_WIDTH, print_answer

_EXIT_STATUS = {Status.ANSWERED: 0, Status.ASK_BACK: 3, Status.REFUSED: 4}
"""What a shell is told of one answer; 1 is a mistake in the command, 2 one in its arguments."""
_BEHIND = "The database is not as this version of Queen needs it: run manage.py migrate first."
_PIPE_CLOSED = 128 + signal.SIGPIPE
"""What a shell says of a program that SIGPIPE ended."""


class AnsweringCommand(BaseCommand):
    """A command that prints answers, and ends without a word where nobody reads on ("| head")."""

    def execute(self, *args: str, **options: object) -> str | None:
        """Run the command; its exit status is 141 where what reads its output has ended."""
        try:
            output = super().execute(*args, **options)
            self.stdout.flush()
        except BrokenPipeError:
            # What is still buffered would be written, and fail, when Python ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.stdout.fileno())
            sys.exit(_PIPE_CLOSED)
        except ProgrammingError as error:
            if not isinstance(error.__cause__, errors.UndefinedColumn | errors.UndefinedTable):
                raise
            raise CommandError(_BEHIND) from error
        return output

    def print_answer(self, answer: Answer) -> None:
        """Print an answer for people."""
        is_terminal = self.stdout.isatty()
        console = Console(
            force_terminal=is_terminal, width=None if is_terminal else UNLIMITED_WIDTH
        )
        with console.capture() as capture:
            print_answer(answer, console, conf.zone())
        self.stdout.write(capture.get())

    def end_with(self, answer: Answer) -> None:
        """Tell the shell what came of the one answer that was asked for."""
        if answer.status is not Status.ANSWERED:
            sys.exit(_EXIT_STATUS[answer.status])

    def print_json(self, data: dict[str, Json]) -> None:
        """Print one line of JSON."""
        self.stdout.write(simplejson.dumps(data, use_decimal=True))
        self.stdout.flush()


@contextmanager
def open_lines(name: str) -> Iterator[Iterable[bytes]]:
    """Open the lines of a file, or of the standard input for "-"; CommandError without it."""
    with _open_file(name) as file:
        yield read_lines(file)


def _open_file(name: str) -> AbstractContextManager[BinaryIO]:
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")  # closed by the caller
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.") from error


def find_person(email: str) -> AbstractBaseUser:
    """Return the active person with that e-mail address; CommandError where there is none."""
    model = get_user_model()
    try:
        person = model.objects.get_by_natural_key(email)
    except model.DoesNotExist:
        raise CommandError(f"There is no user {email}.") from None
    if not person.is_active:
        raise CommandError(f"{email} is not active.")
    return person
