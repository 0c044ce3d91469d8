"""Run SQL from the command line, one statement or many from a file, guarded as anywhere."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import CommandError

from queryassist import free_sql
from queryassist.answers import Answer
from queryassist.batch import run_lines
from queryassist.management.answering import AnsweringCommand, find_person, open_lines


class Command(AnsweringCommand):
    """Prints the rows and the SQL that ran, or which layer refused and why."""

    help = (
        "Runs one SELECT over the datasets; with --batch, each line of a file of JSON lines. Exit "
        "status: 0 answered, 4 refused, 1 an error; 0 for a whole batch."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("sql", nargs="?", help="the statement, in quotes")
        parser.add_argument(
            "--as", dest="email", metavar="EMAIL", required=True, help="who runs it"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--batch", metavar="FILE", help="JSON lines with id and sql; - is stdin"
        )

    def handle(self, *args: object, email: str, sql: str | None = None, **options: object) -> None:
        """Run the statement, or that of each line of the file."""
        batch = options["batch"]
        if (sql is None) == (batch is None):
            raise CommandError('Give a statement, as in: run_sql "SELECT 1", or --batch FILE.')
        self.person = find_person(email)
        if sql is None:
            with open_lines(str(batch)) as lines:
                for line in run_lines(lines, self._run):
                    self.print_json(line)
            return
        answer = self._run(sql)
        if options["json"]:
            self.print_json(answer.to_sql_json())
        else:
            self.print_answer(answer)
        self.end_with(answer)

    def _run(self, text: str) -> Answer:
        return free_sql.run_sql(person=self.person, sql=text)
