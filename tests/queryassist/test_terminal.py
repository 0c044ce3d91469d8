"""An answer in a terminal: a table where it fits, and nothing squeezed or cut where it does not."""

from __future__ import annotations

from io import StringIO
from zoneinfo import ZoneInfo

from rich.console import Console

from queryassist.answers import Answer, Status
from queryassist.formats import ResultColumn, Row
from queryassist.terminal import MAX_RECORDS, print_answer

EMAIL = "sophia.clark@example.com"
COLUMNS = (
    ResultColumn(name="email", label="e-mail", kind="text"),
    ResultColumn(name="city", label="city", kind="text"),
    ResultColumn(name="score", label="average activity score", kind="integer"),
)


def lines(width: int, *rows: Row, columns: tuple[ResultColumn, ...] = COLUMNS) -> list[str]:
    output = StringIO()
    answer = Answer(status=Status.ANSWERED, columns=columns, rows=rows, message="Users.")
    print_answer(answer, Console(file=output, width=width), ZoneInfo("UTC"))
    printed = [line.rstrip() for line in output.getvalue().splitlines()]
    assert max(map(len, printed)) <= width
    return printed[1:-1]


def test_wide_terminal_shows_a_table() -> None:
    assert lines(80, (EMAIL, "New York City", 97), (None, "Oslo", 1234)) == [
        "e-mail                    city           average activity score",
        "────────────────────────────────────────────────────────────────",
        "sophia.clark@example.com  New York City                      97",
        "—                         Oslo                            1,234",
    ]


def test_table_that_is_a_little_too_wide_folds_its_headings() -> None:
    assert lines(50, (EMAIL, "New York City", 97)) == [
        "                                          average",
        "                                         activity",
        "e-mail                    city              score",
        "──────────────────────────────────────────────────",
        "sophia.clark@example.com  New York City        97",
    ]


def test_narrow_terminal_shows_one_record_below_the_other() -> None:
    assert lines(48, (EMAIL, "New York City", 97), (None, "Oslo", 1234)) == [
        "1 ──────────────────────────────────────────────",
        "e-mail                  sophia.clark@example.com",
        "city                    New York City",
        "average activity score  97",
        "2 ──────────────────────────────────────────────",
        "e-mail                  —",
        "city                    Oslo",
        "average activity score  1,234",
    ]


def test_records_are_cut_with_a_note() -> None:
    rows = [(EMAIL, "New York City", number) for number in range(MAX_RECORDS + 2)]

    printed = lines(48, *rows)

    assert f"{MAX_RECORDS} ─" in printed[-5]
    assert printed[-1] == "… and 2 more rows; --json prints them all."


def test_no_text_is_lost_in_a_terminal_narrower_than_a_cell() -> None:
    column = ResultColumn(name="city", label="city", kind="text")

    printed = lines(20, ("x" * 60,), columns=(column,))

    assert "".join(printed).count("x") == 60
