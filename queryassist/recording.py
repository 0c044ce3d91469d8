"""The audit table of questions: an answer is written down as a row, and read back from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.db import transaction

from queryassist import selectors
from queryassist.answers import (
    Agreement,
    Answer,
    Entry,
    Status,
    Verification,
    ambiguous_from_json,
    by_skill_from_json,
    rows_to_json,
)
from queryassist.engine_names import Engine
from queryassist.entries.models import DoubleEntry
from queryassist.formats import Cell, ResultColumn, Row
from queryassist.guard import MAX_LENGTH
from queryassist.memory.wording import normalise
from queryassist.models import TITLE_LENGTH, Conversation, Question
from queryassist.readings import Choice, Evidence
from queryassist.spec_json import Json, spec_to_json

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

_TIMES = frozenset({"timestamp", "hour", "day", "week", "month", "quarter", "year"})

COMMAND_LINE = "command line"
HISTORY_ROWS = 100
COMPARED_ROWS = 10
"""How many rows are kept of each of two answers to choose from."""
TEXT_LENGTH = 4_000
"""How many characters are kept of a question; SQL is kept as far as the guard would read it."""


@transaction.atomic
def record(
    answer: Answer, asked_by: AbstractBaseUser | None, conversation: Conversation | None = None
) -> Answer:
    """Return the answer with the number of the row that it is now kept in."""
    kept = conversation is not None and _hold(conversation)
    text = answer.question[: MAX_LENGTH if answer.engine == Engine.SQL else TEXT_LENGTH]
    row = Question.objects.create(
        conversation=conversation if kept else None,
        asked_by_id=None if asked_by is None else asked_by.pk,
        asked_by_label=COMMAND_LINE if asked_by is None else asked_by.get_username(),
        reference=answer.reference,
        text=text,
        wording=normalise(text),
        read_at=answer.read_at,
        verified_id=answer.verification.pk if answer.verification else None,
        choices=[asdict(choice) for choice in answer.choices],
        elapsed_ms=answer.elapsed_ms,
        ambiguous=answer.ambiguous.to_json() if answer.ambiguous else None,
        by_skill=answer.by_skill.to_json() if answer.by_skill else None,
        **found_to_json(answer, HISTORY_ROWS),
    )
    if answer.entry:
        _record_entry(answer.entry, row)
    if conversation is not None and kept:
        conversation.title = conversation.title or answer.question[:TITLE_LENGTH]
        conversation.save(update_fields=["title", "updated_at"])
    return replace(answer, question_id=row.pk)


class StoredColumn(TypedDict):
    """A column of an answer as JSON."""

    name: str
    label: str
    kind: str
    symbol: str
    prefix: bool
    labels: list[list[Cell]]


class StoredEvidence(TypedDict):
    """The words that a part of a reading came from, as JSON."""

    start: int
    end: int
    meaning: str


class StoredFound(TypedDict):
    """How a question was read and what was found, as JSON: the first rows of it."""

    engine: str
    status: str
    reading: str
    sql: str
    spec: dict[str, Json] | None
    columns: list[StoredColumn]
    rows: list[list[Cell]]
    truncated: bool
    message: str
    layer: str
    evidence: list[StoredEvidence]


def found_to_json(answer: Answer, rows: int) -> dict[str, Json]:
    """Return how a question was read and what was found, by the names of the row's fields.

    ``found_from_json`` reads it.
    """
    return {
        "engine": answer.engine,
        "status": str(answer.status),
        "reading": answer.reading,
        "sql": answer.sql,
        "spec": None if answer.spec is None else spec_to_json(answer.spec),
        "columns": [asdict(column) for column in answer.columns],
        "rows": rows_to_json(answer.rows[:rows]),
        "row_count": answer.row_count,
        "truncated": answer.truncated,
        "message": answer.message,
        "layer": answer.layer,
        "evidence": [asdict(part) for part in answer.evidence],
    }


def found_from_json(stored: StoredFound, where: str) -> Answer:
    """Return the answer that ``found_to_json`` wrote; ``where`` it is kept is for the log.

    No calls in Claude's ledger are its own.
    """
    columns = tuple(_column_from_json(column) for column in stored["columns"])
    return Answer(
        reference="",
        engine=stored["engine"],
        status=Status(stored["status"]),
        reading=stored["reading"],
        sql=stored["sql"],
        spec=selectors.read_spec(stored["spec"], where),
        columns=columns,
        rows=tuple(_row_from_json(row, columns) for row in stored["rows"]),
        truncated=stored["truncated"],
        message=stored["message"],
        layer=stored["layer"],
        evidence=tuple(
            Evidence(start=part["start"], end=part["end"], meaning=part["meaning"])
            for part in stored["evidence"]
        ),
    )


def restored(question: Question) -> Answer:
    """Return the answer that the audit table keeps of a question: its first rows only."""
    found = StoredFound(
        engine=question.engine,
        status=question.status,
        reading=question.reading,
        sql=question.sql,
        spec=question.spec,
        columns=question.columns,
        rows=question.rows,
        truncated=question.truncated,
        message=question.message,
        layer=question.layer,
        evidence=question.evidence,
    )
    return replace(
        found_from_json(found, f"question {question.pk}"),
        question_id=question.pk,
        reference=str(question.reference),
        question=question.text,
        choices=tuple(
            Choice(label=choice["label"], question=choice["question"])
            for choice in question.choices
        ),
        elapsed_ms=question.elapsed_ms,
        verification=_find_verification(question),
        ambiguous=ambiguous_from_json(question.ambiguous),
        entry=_restored_entry(getattr(question, "double_entry", None)),
        by_skill=by_skill_from_json(question.by_skill),
    )


def _restored_entry(kept: DoubleEntry | None) -> Entry | None:
    if kept is None:
        return None
    where = f"double entry {kept.pk}"
    return Entry(
        agreement=Agreement(kept.agreement),
        note=kept.note,
        answers=tuple(found_from_json(reading, where) for reading in kept.readings),
        chosen=kept.chosen,
    )


def _find_verification(question: Question) -> Verification | None:
    """Return the mark on the answer itself, or else what was verified before it was asked."""
    kept = question.verifications.all() if question.pk else ()
    mark = next((row for row in kept if row.withdrawn_at is None), None)
    if mark is not None:
        return mark.to_record(works=True)
    before = question.verified
    return before.to_record(works=question.engine == Engine.VERIFIED) if before else None


def _column_from_json(stored: StoredColumn) -> ResultColumn:
    return ResultColumn(
        name=stored["name"],
        label=stored["label"],
        kind=stored["kind"],
        symbol=stored["symbol"],
        prefix=stored["prefix"],
        labels=tuple((value, str(label)) for value, label in stored["labels"]),
    )


def _row_from_json(stored: Iterable[Cell], columns: tuple[ResultColumn, ...]) -> Row:
    return tuple(
        datetime.fromisoformat(cell) if isinstance(cell, str) and column.kind in _TIMES else cell
        for cell, column in zip(stored, columns, strict=True)
    )


def _record_entry(entry: Entry, row: Question) -> None:
    DoubleEntry.objects.create(
        question=row,
        agreement=entry.agreement,
        note=entry.note,
        readings=[found_to_json(answer, COMPARED_ROWS) for answer in entry.answers],
    )


def _hold(conversation: Conversation) -> bool:
    """Whether a conversation is still there; it then stays until the transaction ends.

    Its owner may delete it while a question runs: the question is audited all the same.
    """
    return Conversation.objects.select_for_update().filter(pk=conversation.pk).exists()
