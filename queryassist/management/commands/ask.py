"""Ask a question from the command line, or many from a file."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import simplejson
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from queryassist import conf, services
from queryassist.answers import Answer
from queryassist.batch import answer_lines, read_lines
from queryassist.engines import READERS, Engine
from queryassist.models import ASK_PERMISSION
from queryassist.spec import QuerySpec
from queryassist.spec_json import Json
from queryassist.terminal import UNLIMITED_WIDTH, print_answer


class Command(BaseCommand):
    """Prints the answer, its table, how the question was read, and the SQL."""

    help = "Answers a question in English; with --batch, each line of a file of JSON lines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("question", nargs="?", help="the question, in quotes")
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="who asks")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--now", metavar="ISO-TIME", help="read the question at this moment")
        parser.add_argument("--engine", choices=READERS, default=Engine.AUTO, help="who reads it")
        parser.add_argument(
            "--batch", metavar="FILE", help="JSON lines with id and question, or turns; - is stdin"
        )

    def handle(
        self,
        *args: object,
        question: str | None = None,
        email: str | None = None,
        now: str | None = None,
        **options: object,
    ) -> None:
        """Answer the question, or each line of the file."""
        batch = options["batch"]
        if (question is None) == (batch is None):
            raise CommandError('Give a question, as in: ask "How many users?", or --batch FILE.')
        self.asked_by = None if email is None else _find_person(email)
        self.options = services.AskOptions(
            engine=Engine(str(options["engine"])), now=None if now is None else _parse_time(now)
        )
        if question is None:
            self._answer_file(str(batch))
        elif options["json"]:
            self._print_json(self._ask(question).to_json())
        else:
            self._print_answer(self._ask(question))

    def _ask(self, question: str, previous: QuerySpec | None = None) -> Answer:
        options = replace(self.options, previous=previous)
        return services.ask(question=question, asked_by=self.asked_by, options=options)

    def _print_answer(self, answer: Answer) -> None:
        is_terminal = self.stdout.isatty()
        console = Console(
            force_terminal=is_terminal, width=None if is_terminal else UNLIMITED_WIDTH
        )
        with console.capture() as capture:
            print_answer(answer, console, conf.zone())
        self.stdout.write(capture.get())

    def _print_json(self, data: dict[str, Json]) -> None:
        self.stdout.write(simplejson.dumps(data, use_decimal=True))
        self.stdout.flush()

    def _answer_file(self, name: str) -> None:
        with _open_file(name) as file:
            for answer in answer_lines(read_lines(file), self._ask):
                self._print_json(answer)


def _open_file(name: str) -> AbstractContextManager[BinaryIO]:
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")  # closed by the caller
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.") from error


def _find_person(email: str) -> AbstractBaseUser:
    model = get_user_model()
    try:
        person = model.objects.get_by_natural_key(email)
    except model.DoesNotExist:
        raise CommandError(f"There is no user {email}.") from None
    if not person.is_active:
        raise CommandError(f"{email} is not active.")
    if not person.has_perm(ASK_PERMISSION):
        raise CommandError(f"{email} may not ask: the permission {ASK_PERMISSION} is missing.")
    return person


def _parse_time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--now needs a time such as 2025-06-30T12:00, not {text}.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=conf.zone())
