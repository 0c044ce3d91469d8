"""Measures Queen and prints the figures: ``python -m tests.benchmarks``, on many users.

Parts that need no users are measured without any where they are asked for alone.

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
WIDTH = 110
PARTS = ("answers", "chat", "sandbox", "indexing", "monitoring")
WITHOUT_USERS = {"sandbox", "indexing", "monitoring"}


def main() -> None:
    """Measure all parts or one, and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS, help="what to measure (default: all)")
    parser.add_argument("--rows", type=int, default=1_000_000, help="users (default: 1,000,000)")
    arguments = parser.parse_args()
    if not 1 <= arguments.rows <= MAX_ROWS:
        parser.error(f"--rows goes from 1 to {MAX_ROWS:,}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "queenproject.settings")
    django.setup()
    _measure((arguments.part,) if arguments.part else PARTS, arguments.rows)


def _measure(parts: tuple[str, ...], rows: int) -> None:
    from rich.console import Console

    start = perf_counter()
    console = Console(width=WIDTH, highlight=False)
    _prepare(console, 0 if WITHOUT_USERS.issuperset(parts) else rows)
    measures = {
        "answers": _measure_answers,
        "chat": _measure_chat,
        "sandbox": _measure_sandboxes,
        "indexing": _measure_indexing,
        "monitoring": _measure_monitoring,
    }
    for part in parts:
        measures[part](console)
    console.print(f"\nMeasured in {perf_counter() - start:.0f} s")


def _prepare(console: Console, rows: int) -> None:
    from queenproject.database import join_database
    from queenproject.exceptions import EmbeddedPostgresError
    from queryassist import conf
    from tests.benchmarks.database import open_database, prepare_database, server_version

    if conf.reader_role() is None:
        sys.exit('Questions need a reader: see "manage.py setup_reader".')
    try:
        join_database()
    except EmbeddedPostgresError as error:
        sys.exit(str(error))
    if rows:
        prepare_database(rows)
    else:
        open_database("bench_queen")
    console.print(f"{rows:,} users, PostgreSQL {server_version()}, {os.cpu_count()} cores")


def _measure_answers(console: Console) -> None:
    from queryassist.engines import read_offline
    from tests.benchmarks import measuring, report
    from tests.queryassist.english import questions
    from tests.queryassist.english.accuracy import QuestionSet
    from users.management.progress import progress_bar

    talks = [[case.question for case in talk] for _, talk in QuestionSet.of(questions).sequences()]
    times_ms = measuring.measure_reader(read_offline, talks)
    report.print_reader(console, times_ms, measuring.measure_looking_up())
    step = -(-len(questions.CASES) // ASKED)
    measured = measuring.find_answered([case.question for case in questions.CASES[::step]])
    total = len(measured) * measuring.REPETITIONS
    with measuring.plain_connection() as plain, progress_bar("Questions", total) as progress:
        for _ in measuring.measure_answers(measured, plain):
            progress(1)
    report.print_added(console, measured, measuring.measure_connecting())
    report.print_ratios(console, measured)


def _measure_chat(console: Console) -> None:
    from tests.benchmarks.chat import measure_chat

    measure_chat(console)


def _measure_sandboxes(console: Console) -> None:
    from sandbox.engines import NAMES
    from tests.benchmarks import report, sandboxes, screening
    from users.management.progress import progress_bar

    with progress_bar("Sandboxes", len(NAMES) * sandboxes.ROUNDS) as progress:
        for measured in sandboxes.measure_sandboxes(lambda: progress(1)):
            report.print_sandboxes(console, measured)
    with progress_bar("Candidates", sandboxes.ROUNDS) as progress:
        report.print_screening(console, screening.measure_screening(lambda: progress(1)))


def _measure_indexing(console: Console) -> None:
    from tests.benchmarks import report
    from tests.benchmarks.indexing import measure_indexing

    report.print_indexing(console, measure_indexing())


def _measure_monitoring(console: Console) -> None:
    from tests.benchmarks import report
    from tests.benchmarks.ingesting import measure_ingesting
    from tests.benchmarks.monitoring import measure_monitoring

    report.print_ingesting(console, measure_ingesting())
    report.print_monitoring(console, measure_monitoring())


if __name__ == "__main__":
    main()
