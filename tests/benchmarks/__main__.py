"""Measures Queen on many users and prints the figures: ``python -m tests.benchmarks``.

Speed is shown and never judged: the exit code is 0 whatever the figures are.
"""

from __future__ import annotations

import argparse
import os
import sys
from time import perf_counter

import django

MAX_ROWS = 10_000_000
ASKED = 70
WIDTH = 110
PARTS = ("answers", "sandbox")


def main() -> None:
    """Make the database where it is missing, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS, help="what to measure (default: all)")
    parser.add_argument("--rows", type=int, default=1_000_000, help="users (default: 1,000,000)")
    arguments = parser.parse_args()
    rows = arguments.rows
    if not 1 <= rows <= MAX_ROWS:
        parser.error(f"--rows goes from 1 to {MAX_ROWS:,}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "queenproject.settings")
    django.setup()
    if arguments.part != "sandbox":
        _join_database()
        _measure_answers(rows)
    if arguments.part != "answers":
        _measure_sandboxes()


def _join_database() -> None:
    from queenproject.database import join_database
    from queenproject.exceptions import EmbeddedPostgresError
    from queryassist import conf

    if conf.reader_role() is None:
        sys.exit('Questions need a reader: see "manage.py setup_reader".')
    try:
        join_database()
    except EmbeddedPostgresError as error:
        sys.exit(str(error))


def _measure_answers(rows: int) -> None:
    from rich.console import Console

    from queryassist.engines import read_offline
    from tests.benchmarks import measuring, report
    from tests.benchmarks.database import prepare_database, server_version
    from tests.queryassist.english import questions
    from tests.queryassist.english.accuracy import QuestionSet
    from users.management.progress import progress_bar

    start = perf_counter()
    console = Console(width=WIDTH, highlight=False)
    prepare_database(rows)
    console.print(f"{rows:,} users, PostgreSQL {server_version()}, {os.cpu_count()} cores")
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
    console.print(f"\nMeasured in {perf_counter() - start:.0f} s")


def _measure_sandboxes() -> None:
    from rich.console import Console

    from sandbox.engines import NAMES
    from tests.benchmarks import report, sandboxes
    from users.management.progress import progress_bar

    console = Console(width=WIDTH, highlight=False)
    with progress_bar("Sandboxes", len(NAMES) * sandboxes.ROUNDS) as progress:
        for measured in sandboxes.measure_sandboxes(lambda: progress(1)):
            report.print_sandboxes(console, measured)


if __name__ == "__main__":
    main()
