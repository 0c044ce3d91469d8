"""An answer as a CSV file: numbers stay numbers, and no cell is taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import StringIO
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from queryassist.answers import Answer
from queryassist.formats import Cell, ResultColumn, format_cell

BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets take UTF-8 for something else."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NAME_LENGTH = 60


def csv_lines(answer: Answer, zone: ZoneInfo) -> Iterator[str]:
    """Yield the file line by line, the headings first; times carry their offset in ``zone``.

    Text that a spreadsheet would run as a formula has an apostrophe before it.
    """
    yield BYTE_ORDER_MARK + _line([_safe(column.label) for column in answer.columns])
    for row in answer.rows:
        cells = zip(row, answer.columns, strict=True)
        yield _line([_value(cell, column, zone) for cell, column in cells])


def _line(values: list[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()


def _value(cell: Cell, column: ResultColumn, zone: ZoneInfo) -> str:
    has_label = any(value == cell for value, _ in column.labels)
    match cell:
        case None:
            return ""
        case datetime():
            return cell.astimezone(zone).isoformat(" ", "seconds")
        case int() | float() | Decimal() if not isinstance(cell, bool) and not has_label:
            return str(cell)
        case _:
            return _safe(format_cell(cell, column, zone))


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def file_name(answer: Answer, now: datetime) -> str:
    """Return a name that tells the question, whether rows are missing, and when: ASCII only."""
    cut = f"first {answer.row_count} rows" if answer.truncated else ""
    question = slugify(answer.question)[:_NAME_LENGTH].strip("-")
    parts = ("queen", question, slugify(cut), f"{now:%Y-%m-%d-%H%M}-{slugify(now.tzname() or '')}")
    return f"{'-'.join(part for part in parts if part)}.csv"
