"""Measures Queen on many users and prints the figures: ``python -m tests.benchmarks``.

Speed is shown and never judged: the exit code is 0 whatever the figures are.
"""

from __future__ import annotations

import argparse
import os
import sys
from time import perf_counter
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from rich.console import Console

MAX_ROWS = 10_000_000
ASKED = 70


def main() -> None:
    """Make the database where it is missing, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="users (default: 1,000,000)")
    parser.add_argument("part", nargs="?", choices=("chat",), help="measure this alone")
    arguments = parser.parse_args()
    rows = arguments.rows
    if not 1 <= rows <= MAX_ROWS:
        parser.error(f"--rows goes from 1 to {MAX_ROWS:,}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "queenproject.settings")
    django.setup()

    from queenproject.database import join_database
    from queenproject.exceptions import EmbeddedPostgresError
    from queryassist import conf

    if conf.reader_role() is None:
        sys.exit('Questions need a reader: see "manage.py setup_reader".')
    try:
        join_database()
    except EmbeddedPostgresError as error:
        sys.exit(str(error))
    _measure(rows, only_chat=arguments.part == "chat")


def _measure(rows: int, *, only_chat: bool) -> None:
    from rich.console import Console

    from tests.benchmarks.chat import measure_chat
    from tests.benchmarks.database import prepare_database, server_version

    start = perf_counter()
    console = Console(width=110, highlight=False)
    prepare_database(rows)
    console.print(f"{rows:,} users, PostgreSQL {server_version()}, {os.cpu_count()} cores")
    if not only_chat:
        _measure_answers(console)
    measure_chat(console)
    console.print(f"\nMeasured in {perf_counter() - start:.0f} s")


def _measure_answers(console: Console) -> None:
    from queryassist.engines import read_offline
    from tests.benchmarks import measuring, report
    from tests.queryassist.english import questions
    from tests.queryassist.english.accuracy import QuestionSet
    from users.management.progress import progress_bar

    talks = [[case.question for case in talk] for _, talk in QuestionSet.of(questions).sequences()]
    report.print_reader(console, measuring.measure_reader(read_offline, talks))
    step = -(-len(questions.CASES) // ASKED)
    measured = measuring.find_answered([case.question for case in questions.CASES[::step]])
    total = len(measured) * measuring.REPETITIONS
    with measuring.plain_connection() as plain, progress_bar("Questions", total) as progress:
        for _ in measuring.measure_answers(measured, plain):
            progress(1)
    report.print_added(console, measured, measuring.measure_connecting())
    report.print_ratios(console, measured)


if __name__ == "__main__":
    main()
