"""What is shown of an answer: the same when it is fresh and when it comes from the audit table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from queryassist import recording, services
from queryassist.answers import Answer, Status
from queryassist.engines import ScriptedReader
from queryassist.formats import ResultColumn
from queryassist.models import Question
from queryassist.readings import AskBack, Choice, Evidence, Outcome, Refusal, RefusalReason
from queryassist.turns import Turn, turn_of_answer, turn_of_question

NOON = datetime(2025, 6, 30, 12, tzinfo=UTC)
PRICE = ResultColumn(name="price", label="price", kind="decimal", symbol="$", prefix=True)
LEVEL = ResultColumn(
    name="level", label="level", kind="integer", labels=((0, "none"), (1, "basic"))
)
MONTH = ResultColumn(name="month", label="month", kind="month")
NAME = ResultColumn(name="name", label="name", kind="text")
FLAG = ResultColumn(name="active", label="active", kind="boolean")


def answered(*rows: tuple[object, ...], columns: tuple[ResultColumn, ...]) -> Answer:
    return Answer(
        status=Status.ANSWERED,
        question="How much?",
        engine="offline",
        columns=columns,
        rows=rows,  # type: ignore[arg-type]
        message="So much.",
        elapsed_ms=12.4,
    )


def test_a_single_number_is_a_figure_with_its_unit() -> None:
    turn = turn_of_answer(answered((Decimal("1950.5"),), columns=(PRICE,)), NOON)

    assert (turn.figure, turn.rows, turn.note) == ("$1,950.50", (), "")


def test_a_single_text_is_a_table() -> None:
    turn = turn_of_answer(answered(("Ada",), columns=(NAME,)), NOON)

    assert (turn.figure, turn.rows[0][0].text) == ("", "Ada")


def test_an_average_of_nothing_is_a_dash() -> None:
    assert turn_of_answer(answered((None,), columns=(PRICE,)), NOON).figure == "—"


@pytest.mark.parametrize(
    ("cell", "column", "shown", "sort_key"),
    [
        (Decimal("1950.50"), PRICE, "$1,950.50", "1950.50"),
        (None, PRICE, "—", ""),
        (1, LEVEL, "basic", "1"),
        (NOON, MONTH, "2025-06", "2025-06-30T12:00:00+00:00"),
        (True, FLAG, "yes", "True"),
        ("Ada", NAME, "Ada", "Ada"),
    ],
)
def test_cells_are_shown_for_people_and_sorted_by_value(
    cell: object, column: ResultColumn, shown: str, sort_key: str
) -> None:
    turn = turn_of_answer(answered((cell, "x"), columns=(column, NAME)), NOON)

    assert (turn.rows[0][0].text, turn.rows[0][0].sort_key) == (shown, sort_key)


def test_numbers_stand_on_the_right_but_their_labels_do_not() -> None:
    turn = turn_of_answer(answered((Decimal(1), 1), columns=(PRICE, LEVEL)), NOON)

    assert [heading.is_number for heading in turn.headings] == [True, False]


def test_a_long_question_is_cut_where_it_is_shown() -> None:
    answer = replace(answered(columns=()), question="x" * 10_000)

    assert turn_of_answer(answer, NOON).question == "x" * 1_000 + "…"


@pytest.mark.parametrize(
    ("elapsed_ms", "shown"), [(0.4, "0 ms"), (12.4, "12 ms"), (1_250, "1.2 s")]
)
def test_the_time_it_took_is_rounded(elapsed_ms: float, shown: str) -> None:
    answer = replace(answered(columns=()), elapsed_ms=elapsed_ms)

    assert turn_of_answer(answer, NOON).facts == f"offline reader · {shown}"


def test_a_cut_answer_kept_in_part_claims_no_total() -> None:
    columns = [{"name": "n", "label": "n", "kind": "text", "symbol": "", "prefix": False,
                "labels": []}]  # fmt: skip
    question = Question(
        asked_at=NOON, engine="offline", status="answered", columns=columns, rows=[["a"], ["b"]],
        row_count=1_000, truncated=True,
    )  # fmt: skip

    assert "first 2 of 1,000 or more rows" in turn_of_question(question).note


def replayed(answer: Answer) -> tuple[Turn, Turn]:
    """Return the turn of a recorded answer, fresh and from its row."""
    assert answer.question_id is not None
    row = Question.objects.get(pk=answer.question_id)
    return turn_of_answer(answer, row.asked_at), turn_of_question(row)


@pytest.mark.django_db
def test_every_kind_of_value_looks_the_same_from_the_audit_table() -> None:
    answer = answered(
        (Decimal("0.10"), 0, NOON, "Ada", True),
        (None, None, None, None, None),
        (Decimal("-1950.50"), 1, NOON, "2025-01-01", False),
        columns=(PRICE, LEVEL, MONTH, NAME, FLAG),
    )
    answer = replace(
        answer,
        evidence=(Evidence(0, 3, "count"),),
        reading="books",
        sql="SELECT 1",
        reference=str(uuid4()),
    )

    fresh, kept = replayed(recording.record(answer, None, None))

    assert kept == fresh
    assert fresh.origins[0].words == "How"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "outcome",
    [
        AskBack("Best in what?", (Choice("by sales", "Top books by sales"),)),
        Refusal("I only read.", RefusalReason.CHANGES_DATA),
    ],
)
def test_questions_back_and_refusals_look_the_same_from_the_audit_table(outcome: Outcome) -> None:
    options = services.AskOptions(reader=ScriptedReader([outcome]))

    fresh, kept = replayed(services.ask(question="Best?", asked_by=None, options=options))

    assert kept == fresh
