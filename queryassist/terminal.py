"""How an answer looks in a terminal."""

from __future__ import annotations

from typing import Literal
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from queryassist.answers import Answer
from queryassist.formats import ResultColumn, format_cell

MAX_ROWS = 50


def print_answer(answer: Answer, console: Console, zone: ZoneInfo) -> None:
    """Print the sentence, the table, the reading and the SQL, each where there is one."""
    console.print(_plain(answer.message), style="bold")
    for choice in answer.choices:
        console.print(_plain(f"  {choice.label}: {choice.question}"))
    if answer.rows:
        _print_table(answer, console, zone)
    if answer.reading:
        console.print(_plain(f"Read as: {answer.reading}"))
    if answer.layer:
        console.print(_plain(f"Refused by: {answer.layer}"))
    if answer.sql:
        console.print(_plain(answer.sql), style="dim", soft_wrap=True)
    console.print(_plain(f"{answer.elapsed_ms:,.1f} ms, engine {answer.engine}"), style="dim")


def _print_table(answer: Answer, console: Console, zone: ZoneInfo) -> None:
    table = Table()
    for column in answer.columns:
        table.add_column(_plain(column.label), justify=_justify(column))
    for row in answer.rows[:MAX_ROWS]:
        table.add_row(
            *(
                _plain(format_cell(cell, column, zone))
                for cell, column in zip(row, answer.columns, strict=True)
            )
        )
    console.print(table)
    hidden = answer.row_count - MAX_ROWS
    if hidden > 0:
        console.print(_plain(f"… and {hidden:,} more rows; --json prints them all."))


def _justify(column: ResultColumn) -> Literal["left", "right"]:
    return "right" if column.is_number else "left"


def _plain(text: str) -> Text:
    """Return text without styles in it, and without the control characters that steer terminals."""
    return Text("".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text))
