"""What the commands on code print."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from devagent.index.search.descriptions import Found
from devagent.index.search.ranking import RankedSymbol, Ranking
from devagent.services.indexing import printable

_SHOWN = 10
_NO_WIDTH = 100_000


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on standard error, if that is a terminal; yields what is told done and total."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(label, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def print_ranking(ranking: Ranking) -> None:
    """Print the likeliest files with the reasons, then the likeliest functions."""
    if not ranking.files:
        print_line("Nothing in the project meets a word of the report.")
        return
    print_table(
        ("", "file", "score", "why"),
        [
            (str(place), printable(file.path), f"{file.score:.2f}", "; ".join(file.reasons[:4]))
            for place, file in enumerate(ranking.files[:_SHOWN], start=1)
        ],
    )
    print_table(
        ("", "function", "where", "score"),
        [
            (str(place), one.symbol.qualified_name, _where(one), f"{one.score:.2f}")
            for place, one in enumerate(ranking.functions[:_SHOWN], start=1)
        ],
    )


def print_found(found: Sequence[Found]) -> None:
    """Print what fits a description."""
    if not found:
        print_line("Nothing in the project meets a word of it.")
        return
    print_table(
        ("", "what", "where", "score", "why"),
        [
            (
                str(place),
                _name(one),
                f"{printable(one.path)}:{one.start_line}-{one.end_line}",
                f"{one.score:.2f}",
                "; ".join(one.reasons[:3]),
            )
            for place, one in enumerate(found[:_SHOWN], start=1)
        ],
    )


def describe_ranking(ranking: Ranking) -> dict[str, object]:
    """Return a ranking with scores, reasons and lines, ready for JSON."""
    return {
        "files": [asdict(file) for file in ranking.files],
        "functions": [describe_function(one) for one in ranking.functions],
    }


def describe_function(one: RankedSymbol) -> dict[str, object]:
    """Return a function with its lines, ready for JSON."""
    return {
        "path": one.path,
        "name": one.symbol.qualified_name,
        "start_line": one.symbol.start_line,
        "end_line": one.symbol.end_line,
        "score": one.score,
    }


def describe_found(found: Sequence[Found]) -> list[dict[str, object]]:
    """Return what was found, ready for JSON."""
    return [
        {
            "path": one.path,
            "kind": one.symbol.kind if one.symbol else "file",
            "name": one.symbol.qualified_name if one.symbol else "",
            "start_line": one.start_line,
            "end_line": one.end_line,
            "score": one.score,
            "reasons": one.reasons,
            "others": [
                {
                    "kind": other.kind,
                    "name": other.qualified_name,
                    "start_line": other.start_line,
                    "end_line": other.end_line,
                }
                for other in one.others
            ],
        }
        for one in found
    ]


def print_line(text: str) -> None:
    """Print a line of plain text."""
    sys.stdout.write(f"{text}\n")


def _name(one: Found) -> str:
    name = f"{one.symbol.kind} {one.symbol.qualified_name}" if one.symbol else "file"
    others = ", ".join(other.qualified_name for other in one.others)
    return f"{name}, also {others}" if others else name


def _where(one: RankedSymbol) -> str:
    return f"{printable(one.path)}:{one.symbol.start_line}-{one.symbol.end_line}"


def print_table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows of plain text below titles; nothing where there are none.

    What is no terminal has no width: there a row is a line.
    """
    if not rows:
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in titles:
        table.add_column(title, overflow="fold")
    for row in rows:
        # As text: what is between brackets in code is no markup.
        table.add_row(*map(Text, row))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _NO_WIDTH
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        print_line(line.rstrip())
