"""Replays the scripted incidents and quiet days: ``python -m tests.benchmarks.incidents``.

With ``--write`` the table goes into docs/monitoring.md.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import django
from rich.console import Console

if TYPE_CHECKING:
    from tests.benchmarks.incidents.replay import Alarm
    from tests.benchmarks.incidents.score import Outcome

DOCUMENT = Path(__file__).parents[3] / "docs" / "monitoring.md"
_START, _END = "<!-- incidents -->", "<!-- /incidents -->"


def main() -> None:
    """Replay, print, and write where that is wanted; nothing stays in the database."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.incidents")
    parser.add_argument("--days", type=int, default=1, help="quiet days (default: 1)")
    parser.add_argument("--write", action="store_true", help="write the table into the document")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "queenproject.settings")
    django.setup()
    start = perf_counter()
    text = _replay(arguments.days)
    Console(highlight=False).print(text, markup=False, soft_wrap=True)
    Console(stderr=True).print(f"Replayed in {perf_counter() - start:.0f} s")
    if arguments.write:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(_START)
        after = rest.partition(_END)[2]
        DOCUMENT.write_text(f"{before}{_START}\n{text}\n{_END}{after}", encoding="utf-8")


def _replay(days: int) -> str:
    from django.db import transaction

    from queenproject.database import join_database
    from tests.benchmarks.database import open_database
    from tests.benchmarks.incidents.catalogue import SCENARIOS
    from tests.benchmarks.incidents.harmless import quiet_days
    from tests.benchmarks.incidents.replay import replay, replay_quiet
    from tests.benchmarks.incidents.score import judge

    join_database()
    open_database("bench_queen")
    with tempfile.TemporaryDirectory() as directory, transaction.atomic():
        outcomes = judge(replay(SCENARIOS, Path(directory)))
        transaction.set_rollback(True)
    with tempfile.TemporaryDirectory() as directory, transaction.atomic():
        false = replay_quiet(quiet_days(days), Path(directory), span=timedelta(days=1))
        transaction.set_rollback(True)
    return describe(outcomes, false, days)


def describe(outcomes: Sequence[Outcome], false: Sequence[Alarm], days: int) -> str:
    """Return the figures of all, and what was not as it should be, as Markdown."""
    from tests.benchmarks.incidents.score import score

    reached = score(outcomes)
    rows = {
        "precision": f"{reached.precision:.2f}",
        "recall": f"{reached.recall:.2f}",
        "severity as expected": f"{reached.severity_right:.2f}",
        "seconds until told, p50": f"{reached.delay_p50_s:.0f}",
        "seconds until told, p95": f"{reached.delay_p95_s:.0f}",
        f"false alarms a day, over {days} quiet days": f"{len(false) / days:.2f}",
    }
    title = f"| {reached.incidents} incidents, {reached.harmless} harmless | |"
    table = [title, "| --- | --: |", *(f"| {name} | {value} |" for name, value in rows.items())]
    faults = [f"- {one.name}: {fault}" for one in outcomes for fault in _list_faults(one)]
    return "\n".join([*table, "", *(faults or ["All was as expected."])])


def _list_faults(one: Outcome) -> list[str]:
    faults = ["not told"] if one.is_missed else []
    if one.delay_s is not None and not one.is_severity_right:
        faults.append(f"{one.severity} where {one.expected} was expected")
    return [*faults, *(f"false alarm, {wrong}" for wrong in one.wrong)]


if __name__ == "__main__":
    main()
