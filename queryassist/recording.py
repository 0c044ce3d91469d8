"""Writes down what was asked and answered: one row of the audit table for each question."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from django.db import transaction

from queryassist.answers import Answer, Entry, rows_to_json
from queryassist.entries.models import DoubleEntry
from queryassist.memory.wording import normalise
from queryassist.models import TITLE_LENGTH, Conversation, Question
from queryassist.spec_json import Json, spec_to_json

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

COMMAND_LINE = "command line"
HISTORY_ROWS = 100
COMPARED_ROWS = 10
"""How many rows are kept of each of two answers to choose from."""
TEXT_LENGTH = 4_000


@transaction.atomic
def record(
    answer: Answer, asked_by: AbstractBaseUser | None, conversation: Conversation | None = None
) -> Answer:
    """Return the answer with the number of the row that it is now kept in."""
    kept = conversation is not None and _hold(conversation)
    row = Question.objects.create(
        conversation=conversation if kept else None,
        asked_by_id=None if asked_by is None else asked_by.pk,
        asked_by_label=COMMAND_LINE if asked_by is None else asked_by.get_username(),
        reference=answer.reference,
        text=answer.question[:TEXT_LENGTH],
        wording=normalise(answer.question[:TEXT_LENGTH]),
        read_at=answer.read_at,
        verified_id=answer.verification.pk if answer.verification else None,
        choices=[asdict(choice) for choice in answer.choices],
        elapsed_ms=answer.elapsed_ms,
        ambiguous=answer.ambiguous.to_json() if answer.ambiguous else None,
        **_found(answer, HISTORY_ROWS),
    )
    if answer.entry:
        _record_entry(answer.entry, row)
    if conversation is not None and kept:
        conversation.title = conversation.title or answer.question[:TITLE_LENGTH]
        conversation.save(update_fields=["title", "updated_at"])
    return replace(answer, question_id=row.pk)


def _found(answer: Answer, rows: int) -> dict[str, Json]:
    """Return how a question was read and what was found, by the names of the row's fields."""
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


def _record_entry(entry: Entry, row: Question) -> None:
    DoubleEntry.objects.create(
        question=row,
        agreement=entry.agreement,
        note=entry.note,
        readings=[_found(answer, COMPARED_ROWS) for answer in entry.answers],
    )


def _hold(conversation: Conversation) -> bool:
    """Whether a conversation is still there; it then stays until the transaction ends.

    Its owner may delete it while a question runs: the question is audited all the same.
    """
    return Conversation.objects.select_for_update().filter(pk=conversation.pk).exists()
