"""How an answer looks in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Literal
from zoneinfo import ZoneInfo

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from queryassist.answers import Answer, BySkill, Entry
from queryassist.engine_names import label_of
from queryassist.formats import ResultColumn, format_cell

MAX_ROWS = 50
MAX_RECORDS = 10
UNLIMITED_WIDTH = 10_000


def print_answer(answer: Answer, console: Console, zone: ZoneInfo) -> None:
    """Print the sentence, the table, the reading and the SQL, each where there is one."""
    console.print(_plain(answer.message), style="bold")
    for choice in answer.choices:
        console.print(_plain(f"  {choice.label}: {choice.question}"))
    if answer.by_skill:
        _print_told(answer.by_skill, console)
    if answer.ambiguous:
        console.print(_plain(str(answer.ambiguous)))
    if answer.entry:
        _print_entry(answer.entry, console, zone)
    if answer.rows:
        _print_rows(answer, console, zone)
    if answer.reading:
        console.print(_plain(f"Read as: {answer.reading}"))
    if answer.layer:
        console.print(_plain(f"Refused by: {answer.layer}"))
    if answer.sql:
        console.print(_plain(answer.sql), style="dim", soft_wrap=True)
    console.print(_plain(_took(answer)), style="dim")


def _print_told(told: BySkill, console: Console) -> None:
    for line in told.lines:
        parts = [line.text, line.note, line.address]
        console.print(_plain("  " + "  ".join(part for part in parts if part)), soft_wrap=True)
    if told.offer:
        console.print(
            _plain(f"Nothing is done yet: “{told.offer.label}” is confirmed in the chat.")
        )


def _took(answer: Answer) -> str:
    sql = f" ({answer.sql_ms:,.1f} ms of it the SQL)" if answer.sql_ms else ""
    return f"{answer.elapsed_ms:,.1f} ms{sql}, {label_of(answer.engine)}"


def _print_entry(entry: Entry, console: Console, zone: ZoneInfo) -> None:
    if entry.note:
        console.print(_plain(entry.note))
    for answer in entry.answers:
        console.rule(label_of(answer.engine), align="left", style="dim")
        print_answer(answer, console, zone)


def _print_rows(answer: Answer, console: Console, zone: ZoneInfo) -> None:
    """Print a table; where it is wider than the terminal, one record below the other."""
    rows = [
        [_plain(format_cell(*pair, zone)) for pair in zip(row, answer.columns, strict=True)]
        for row in answer.rows[:MAX_ROWS]
    ]
    if table := _find_table(answer.columns, rows, console):
        console.print(table)
    else:
        rows = rows[:MAX_RECORDS]
        _print_records(answer.columns, rows, console)
    hidden = answer.row_count - len(rows)
    if hidden > 0:
        console.print(_plain(f"… and {hidden:,} more rows; --json prints them all."))


def _find_table(
    columns: Sequence[ResultColumn], rows: Sequence[Sequence[Text]], console: Console
) -> Table | None:
    """Return a table as wide as the terminal at most, with headings folded if need be, or None."""
    unlimited = console.options.update(max_width=UNLIMITED_WIDTH)
    labels = [_plain(column.label) for column in columns]
    folded = [_fold(label, cells) for label, *cells in zip(labels, *rows, strict=True)]
    for headings in (labels, folded):
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
        for column, heading in zip(columns, headings, strict=True):
            table.add_column(heading, justify=_justify(column))
        for row in rows:
            table.add_row(*row)
        if console.measure(table, options=unlimited).maximum <= console.width:
            return table
    return None


def _fold(label: Text, cells: Sequence[Text]) -> Text:
    """Return the label on as many lines as it needs to be no wider than its cells or a word."""
    words = [Text(word) for word in label.plain.split()]
    width = max(text.cell_len for text in (*cells, *words))
    return Text("\n".join(wrap(label.plain, width)))


def _print_records(
    columns: Sequence[ResultColumn], rows: Iterable[Sequence[Text]], console: Console
) -> None:
    for number, row in enumerate(rows, start=1):
        record = Table.grid(padding=(0, 2))
        record.add_column(overflow="fold")
        record.add_column(overflow="fold")
        for column, cell in zip(columns, row, strict=True):
            record.add_row(_plain(column.label), cell)
        console.rule(f"{number:,}", align="left", style="dim")
        console.print(record)


def _justify(column: ResultColumn) -> Literal["left", "right"]:
    return "right" if column.is_number else "left"


def _plain(text: str) -> Text:
    """Return text without styles in it, and without the control characters that steer terminals."""
    return Text("".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text))
