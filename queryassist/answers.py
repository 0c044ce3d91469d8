"""Answers: the figures of a question with everything that shows how they were found."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from django.db.models import TextChoices

from queryassist.formats import Cell, ResultColumn, Row
from queryassist.readings import Choice, Evidence
from queryassist.spec import QuerySpec
from queryassist.spec_json import Json, to_storable


class Status(TextChoices):
    """How a question ended."""

    ANSWERED = "answered", "Answered"
    ASK_BACK = "ask_back", "Asked back"
    REFUSED = "refused", "Refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """A verified question in the same words; ``works`` is false where its reading fits no more."""

    pk: int
    by: str
    at: datetime
    works: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of one question.

    ``message`` is the answer sentence, the question back or the refusal. ``row_count`` counts
    ``rows``, which stop at the row cap where ``truncated`` is true. ``layer`` is what refused SQL
    that a person wrote. Times are aware, in the project's zone; ``elapsed_ms`` covers reading,
    database and formatting, ``sql_ms`` of it the statement alone. ``reference`` names the question
    in Claude's ledger. ``read_at`` is the moment that the times of ``spec`` are relative to.
    """

    status: Status
    question: str = ""
    engine: str = ""
    reading: str = ""
    sql: str = ""
    columns: tuple[ResultColumn, ...] = ()
    rows: tuple[Row, ...] = ()
    truncated: bool = False
    message: str = ""
    layer: str = ""
    elapsed_ms: float = 0.0
    sql_ms: float = 0.0
    spec: QuerySpec | None = None
    choices: tuple[Choice, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    question_id: int | None = None
    reference: str = field(default_factory=lambda: str(uuid.uuid4()), compare=False)
    read_at: datetime | None = None
    verification: Verification | None = None

    @property
    def row_count(self) -> int:
        return len(self.rows)

    def to_storable(self) -> Answer:
        """Return the answer with no character in it that PostgreSQL cannot hold."""
        return replace(
            self,
            question=to_storable(self.question),
            message=to_storable(self.message),
            choices=tuple(
                Choice(to_storable(choice.label), to_storable(choice.question))
                for choice in self.choices
            ),
            evidence=tuple(
                replace(part, meaning=to_storable(part.meaning)) for part in self.evidence
            ),
        )

    def to_json(self) -> dict[str, Json]:
        """Return the answer as plain JSON: decimals exact, times as ISO text with their offset."""
        return {
            "question": self.question,
            "status": self.status.value,
            "engine": self.engine,
            "reading": self.reading,
            "sql": self.sql,
            "columns": [column.name for column in self.columns],
            "rows": rows_to_json(self.rows),
            "row_count": self.row_count,
            "truncated": self.truncated,
            "message": self.message,
            "elapsed_ms": self.elapsed_ms,
        }

    def to_sql_json(self) -> dict[str, Json]:
        """Return what came of SQL that a person wrote: ``sql`` is what ran, ``layer`` refused."""
        data = {**self.to_json(), "layer": self.layer}
        keys = ("status", "layer", "sql", "columns", "rows", "row_count", "truncated", "message")
        return {key: data[key] for key in (*keys, "elapsed_ms")}


def rows_to_json(rows: tuple[Row, ...]) -> list[Json]:
    """Return rows as JSON lists; a number that JSON has no form for becomes text."""
    return [[_cell_to_json(cell) for cell in row] for row in rows]


def _cell_to_json(cell: Cell) -> Json:
    match cell:
        case datetime():
            return cell.isoformat()
        case Decimal() if not cell.is_finite():
            return str(cell)
        case _:
            return cell
