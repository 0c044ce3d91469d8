"""Compares an answer of ``manage.py ask --json`` with what is right, as a fair stranger would.

Extra columns are forgiven, wrong figures are not; spellings of a label count as the label.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import permutations

from tests.queryassist.english.expect import (
    Case,
    Cell,
    Expected,
    Listing,
    Number,
    OneOf,
    Partition,
    Table,
)
from tests.queryassist.english.people import FIELDS, Person

AnswerJson = Mapping[str, object]
Row = Sequence[object]


class Verdict(StrEnum):
    """What became of a question."""

    RIGHT = "right"
    WRONG = "wrong"
    ASKED = "asked"
    REFUSED = "refused"


_NOTHING = frozenset(
    ("", "none", "null", "unknown", "not set", "missing", "(none)", "(unknown)", "no value", "—")
)
_WORDS_FOR = {
    True: ("true", "yes", "active", "verified", "kyc verified"),
    False: ("false", "no", "inactive", "not active", "not verified", "unverified"),
}
_LEVELS = {0: "none", 1: "basic", 2: "advanced"}


def judge(case: Case, answer: AnswerJson, people: Sequence[Person]) -> Verdict:
    """Return what became of the question; a question that must be refused is right if it is."""
    status = answer["status"]
    if status == "answered":
        expected = case.oracle(people) if case.oracle is not None else None
        right = expected is not None and is_right(expected, answer)
        return Verdict.RIGHT if right else Verdict.WRONG
    if case.oracle is None or case.may_refuse:
        return Verdict.RIGHT
    return Verdict.ASKED if status == "ask_back" else Verdict.REFUSED


def is_right(expected: Expected, answer: AnswerJson) -> bool:
    """Whether the rows of an answer are what was expected."""
    rows, columns = _rows(answer), _columns(answer)
    match expected:
        case OneOf(options):
            return any(is_right(option, answer) for option in options)
        case Number(value):
            return _is_number(value, rows)
        case Table():
            return _is_table(expected, rows)
        case Partition(total):
            figures = [cell for row in rows if isinstance(cell := row[-1], int)]
            return len(figures) == len(rows) >= 3 and sum(figures) == total
        case Listing():
            return _is_listing(expected, columns, rows)


def _rows(answer: AnswerJson) -> list[Row]:
    rows = answer["rows"]
    assert isinstance(rows, list)
    return rows


def _columns(answer: AnswerJson) -> list[str]:
    columns = answer["columns"]
    assert isinstance(columns, list)
    return [str(column) for column in columns]


def same(expected: object, got: object) -> bool:
    """Whether a cell of an answer says what was expected."""
    if expected is None:
        return got is None or str(got).strip().casefold() in _NOTHING
    if isinstance(expected, bool):
        return got is expected or str(got).casefold() in _WORDS_FOR[expected]
    if isinstance(expected, int | float | Decimal):
        return _same_number(expected, got)
    if isinstance(expected, datetime):
        return _same_moment(expected, got)
    return _same_text(str(expected), str(got))


def _same_number(expected: int | float | Decimal, got: object) -> bool:
    if isinstance(got, bool) or got is None:
        return False
    if isinstance(got, str):
        if expected in _LEVELS and got.casefold() == _LEVELS[int(expected)]:
            return True
        number = re.match(r"-?\d+(\.\d+)?", got.replace(",", "").lstrip("$"))
        if number is None:
            return False
        got = number.group()
    gap = abs(float(expected) - float(str(got)))
    return gap <= 0.01 or gap <= 1e-6 * abs(float(expected))


def _same_moment(expected: datetime, got: object) -> bool:
    try:
        moment = datetime.fromisoformat(str(got))
    except ValueError:
        return False
    return moment.tzinfo is not None and abs((moment - expected).total_seconds()) < 1


def _same_text(expected: str, got: str) -> bool:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", expected):
        first = date.fromisoformat(expected)
        spellings = (f"{first:%Y-%m}", f"{first:%B %Y}", f"{first:%b %Y}")
        is_month = first.day == 1 and got in spellings
        return got.startswith(expected) or is_month
    return expected.casefold().replace("_", " ") == got.casefold().replace("_", " ")


def _is_number(value: Cell, rows: Sequence[Row]) -> bool:
    if not rows:
        return value is None
    return len(rows) == 1 and len(rows[0]) <= 3 and any(same(value, cell) for cell in rows[0])


def _is_table(expected: Table, rows: Sequence[Row]) -> bool:
    if not expected.rows or not rows:
        return not expected.rows and not rows
    width = len(expected.rows[0])
    orders = permutations(range(min(len(rows[0]), 6)), width)
    return any(
        same_rows(expected, [[row[index] for index in order] for row in rows]) for order in orders
    )


def same_rows(expected: Table, rows: Sequence[Row]) -> bool:
    """Whether rows of as many cells as the table has say the same."""
    if expected.ordered:
        return len(expected.rows) == len(rows) and all(map(_same_row, expected.rows, rows))
    left = list(rows)
    for wanted in expected.rows:
        found = next((row for row in left if _same_row(wanted, row)), None)
        if found is not None:
            left.remove(found)
        elif not (expected.unknown_may_lack and None in wanted):
            return False
    return all(_is_empty_group(row) for row in left)


def _same_row(expected: Row, got: Row) -> bool:
    return all(map(same, expected, got))


def _is_empty_group(row: Row) -> bool:
    """A day without signups may be shown with a zero or left out."""
    return len(row) > 1 and row[-1] in (0, "0", None)


def _is_listing(expected: Listing, columns: list[str], rows: Sequence[Row]) -> bool:
    missing = [name for name in expected.columns if name not in columns]
    if missing or len(rows) != len(expected.people):
        return False
    key = next((name for name in ("id", "email") if name in columns), None)
    if key is None:
        return _same_cells(expected, columns, rows)
    by_key = {str(getattr(person, key)): person for person in expected.people}
    got = [by_key.get(str(row[columns.index(key)])) for row in rows]
    shown = [person for person in got if person is not None]
    if len({person.id for person in shown}) < len(expected.people):
        return False
    return _same_order(expected, shown) and all(
        _same_person(person, expected.columns, columns, row)
        for person, row in zip(shown, rows, strict=True)
    )


def _same_order(expected: Listing, shown: Sequence[Person]) -> bool:
    field = expected.sorted_by
    if field is None:
        return True
    return [getattr(p, field) for p in expected.people] == [getattr(p, field) for p in shown]


def _same_person(person: Person, asked: Sequence[str], columns: Sequence[str], row: Row) -> bool:
    return all(same(getattr(person, name), row[columns.index(name)]) for name in asked)


def _same_cells(expected: Listing, columns: list[str], rows: Sequence[Row]) -> bool:
    shown = [name for name in columns if name in FIELDS]
    if not shown:
        return False
    wanted = tuple(tuple(getattr(person, name) for name in shown) for person in expected.people)
    cells = [[row[columns.index(name)] for name in shown] for row in rows]
    return same_rows(Table(wanted, ordered=expected.sorted_by is not None), cells)
