"""Ask a question from the command line, or many from a file."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.management.base import CommandError

from queryassist import conf, selectors, services
from queryassist.answers import Answer
from queryassist.batch import answer_lines
from queryassist.engine_names import READERS, Engine
from queryassist.management.answering import AnsweringCommand, find_person, open_lines
from queryassist.models import ASK_PERMISSION
from queryassist.readings import Choice
from queryassist.spec import QuerySpec


class Command(AnsweringCommand):
    """Prints the answer, its table, how the question was read, and the SQL."""

    help = (
        "Answers a question in English; with --batch, each line of a file of JSON lines. Exit "
        "status: 0 answered, 3 asked back, 4 refused, 1 an error; 0 for a whole batch."
    )

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
        self.asked_by = None if email is None else _find_asker(email)
        self.options = services.AskOptions(
            engine=Engine(str(options["engine"])), now=None if now is None else _parse_time(now)
        )
        if question is None:
            self._answer_file(str(batch))
            return
        answer = self._ask(question)
        if options["json"]:
            self.print_json(answer.to_json())
        else:
            self.print_answer(answer)
        self.end_with(answer)

    def _ask(
        self,
        question: str,
        previous: QuerySpec | None = None,
        choices: Sequence[Choice] = (),
        unanswered: Sequence[str] = (),
    ) -> Answer:
        options = replace(
            self.options, previous=previous, choices=choices, unanswered=tuple(unanswered)
        )
        return services.ask(question=question, asked_by=self.asked_by, options=options)

    def _answer_file(self, name: str) -> None:
        with open_lines(name) as lines:
            for answer in answer_lines(lines, self._ask):
                self.print_json(answer)


def _find_asker(email: str) -> AbstractBaseUser:
    person = find_person(email)
    if not selectors.has_permission(person, ASK_PERMISSION):
        raise CommandError(f"{email} may not ask: the permission {ASK_PERMISSION} is missing.")
    return person


def _parse_time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--now needs a time such as 2025-06-30T12:00, not {text}.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=conf.zone())
