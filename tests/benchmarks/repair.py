"""Measures template repair on small programs, and writes docs/repair.md's table.

``python -m tests.benchmarks.repair BUGS [--write]``: BUGS holds JSON lines with id, entry_point,
source, test and reference. The engine is given the first four alone. A patch is right if it passes
the test and does what the reference does on inputs that are made anew, with another seed, from the
test's calls; those on which the reference itself raises are left out.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import TYPE_CHECKING

import django
from rich.console import Console
from rich.progress import track

if TYPE_CHECKING:
    from sandbox.snippets import Snippets

DOCUMENT = Path(__file__).parents[2] / "docs" / "repair.md"
_START, _END = "<!-- measured -->", "<!-- /measured -->"
_INPUTS, _SEED = 500, 20_260_101
_KEPT = ("id", "source", "test", "entry_point")
_RAISED = "!"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One bug: how many patches, at which place from 1 the first right one (0: none), and times."""

    id: str
    patches: int
    right_at: int
    tried: int
    elapsed_s: float
    error: str


def main() -> None:
    """Repair, score, print, and write where that is wanted."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.repair")
    parser.add_argument("bugs", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take each so many-th bug")
    parser.add_argument("--timeout", type=float, default=30.0, help="seconds for each bug")
    parser.add_argument("--verbose", action="store_true", help="print each bug")
    parser.add_argument("--write", action="store_true", help="write the table into the document")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "queenproject.settings")
    django.setup()
    _join_database()
    lines = arguments.bugs.read_text(encoding="utf-8").splitlines()[:: arguments.every]
    start = perf_counter()
    scores = measure(lines, arguments.timeout)
    console = Console(highlight=False)
    if arguments.verbose:
        for each in scores:
            console.print(each, markup=False, soft_wrap=True)
    text = describe(scores)
    console.print(text, markup=False, soft_wrap=True)
    Console(stderr=True).print(f"Measured in {perf_counter() - start:.0f} s")
    if arguments.write:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(_START)
        after = rest.partition(_END)[2]
        DOCUMENT.write_text(f"{before}{_START}\n{text}\n{_END}{after}", encoding="utf-8")


def _join_database() -> None:
    from queenproject.database import join_database

    join_database()


def measure(lines: Sequence[str], timeout_s: float) -> list[Score]:
    """Return the score of each bug."""
    from devagent.repair.search import Budget
    from devagent.services.repairing import repair_lines
    from sandbox.snippets import open_snippets

    bugs = [json.loads(line) for line in lines]
    given = [json.dumps({key: bug[key] for key in _KEPT}) for bug in bugs]
    repaired = repair_lines(given, budget=Budget(timeout_s=timeout_s))
    scores = []
    with open_snippets() as snippets:
        for bug, one in track(
            zip(bugs, repaired, strict=True), "Bugs", len(bugs), console=Console(stderr=True)
        ):
            sources = [each.candidate.source for each in one.found.patches]
            right = list_right(bug, sources, snippets) if sources else []
            scores.append(
                Score(
                    id=bug["id"],
                    patches=len(sources),
                    right_at=right.index(True) + 1 if True in right else 0,
                    tried=one.found.tried,
                    elapsed_s=one.elapsed_s,
                    error=one.error,
                )
            )
    return scores


def list_right(bug: dict[str, str], sources: Sequence[str], snippets: Snippets) -> list[bool]:
    """Return which patches do what the reference does."""
    from sandbox.snippets import Snippet

    snippet = Snippet(source=bug["source"], test=bug["test"], entry_point=bug["entry_point"])
    with snippets.open(snippet, name=f"score {bug['id']}") as bench:
        wanted, *found = bench.list_marks([bug["reference"], *sources], inputs=_INPUTS, seed=_SEED)
    places = [place for place, mark in enumerate(wanted) if not mark.startswith(_RAISED)]
    return [
        len(marks) == len(wanted) and all(marks[place] == wanted[place] for place in places)
        for marks in found
    ]


def describe(scores: Sequence[Score]) -> str:
    """Return the table as Markdown."""
    count = len(scores)
    times = sorted(each.elapsed_s for each in scores)
    cuts = quantiles(times, n=100) if count > 1 else times * 99
    tried = sum(each.tried for each in scores)
    rows = {
        "plausible": _share(sum(each.patches > 0 for each in scores), count),
        "right one first": _share(sum(each.right_at == 1 for each in scores), count),
        "right one in the first three": _share(
            sum(1 <= each.right_at <= 3 for each in scores), count
        ),
        "right one among all": _share(sum(each.right_at > 0 for each in scores), count),
        "seconds per bug, p50": f"{cuts[49]:.1f}",
        "seconds per bug, p95": f"{cuts[94]:.1f}",
        "candidates per second": f"{tried / sum(times):.0f}",
    }
    lines = [f"| {count} programs | |", "| --- | --: |"]
    return "\n".join([*lines, *(f"| {name} | {value} |" for name, value in rows.items())])


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part / whole:.0f} %)"


if __name__ == "__main__":
    main()
