"""Answers: the figures of a question with everything that shows how they were found."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import NotRequired, TypedDict

from django.db.models import TextChoices

from queryassist.chat_skills.records import Line, Offer, Told
from queryassist.engine_names import Engine
from queryassist.formats import Cell, ResultColumn, Row
from queryassist.readings import Choice, Evidence
from queryassist.spec import QuerySpec
from queryassist.spec_json import MAX_WHOLE_DIGITS, Json, to_storable


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
class WordMeaning:
    """What a word may mean, "" being its usual meaning, and the figure that this gives, if any."""

    name: str
    label: str
    figure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbiguousWord:
    """A word of the question that may mean several things; what counted comes first.

    Where it is ``remembered``, a person chose before, and there is one meaning alone: that of the
    form of the word that the question has, ``said``.
    """

    dataset: str
    word: str
    meanings: tuple[WordMeaning, ...]
    remembered: bool = False
    said: str = ""

    def __str__(self) -> str:
        first = self.meanings[0]
        if self.remembered:
            return f"“{self.said or self.word}” is read as {first.label}, as you asked to remember."
        figures = "; ".join(f"{each.figure} {each.label}" for each in self.meanings)
        return f"“{self.word}” may mean several things: {figures}."

    def to_json(self) -> dict[str, Json]:
        """Return it as JSON; ``ambiguous_from_json`` reads it."""
        return {
            "dataset": self.dataset,
            "word": self.word,
            "meanings": [asdict(meaning) for meaning in self.meanings],
            "remembered": self.remembered,
            "said": self.said,
        }


class StoredWord(TypedDict):
    dataset: str
    word: str
    meanings: list[dict[str, str]]
    remembered: bool
    said: NotRequired[str]


def ambiguous_from_json(data: StoredWord | None) -> AmbiguousWord | None:
    """Return the word that ``to_json`` wrote, None for None."""
    if data is None:
        return None
    meanings = tuple(WordMeaning(**meaning) for meaning in data["meanings"])
    return AmbiguousWord(
        dataset=data["dataset"],
        word=data["word"],
        meanings=meanings,
        remembered=data["remembered"],
        said=data.get("said", ""),
    )


class Agreement(TextChoices):
    """What came of having a question read twice."""

    AGREED = "agreed", "Both readers agree"
    DIFFERED = "differed", "The readers differ"
    ALONE = "alone", "One reader alone"
    UNCHECKED = "unchecked", "Not read twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A question read twice: where the readings differ, ``answers`` are those of both.

    ``note`` says what there is to say: how often agreement was right, or what the other reader
    said. ``chosen`` is the reader whose answer a person took then, "" for none yet.
    """

    agreement: Agreement
    note: str = ""
    answers: tuple[Answer, ...] = ()
    chosen: str = ""

    def to_storable(self) -> Entry:
        """Return it with no character in it that PostgreSQL cannot hold."""
        answers = tuple(answer.to_storable() for answer in self.answers)
        return replace(self, note=to_storable(self.note), answers=answers)

    def to_json(self) -> dict[str, Json]:
        """Return it as plain JSON, as ``Answer.to_json`` does."""
        return {
            "agreement": self.agreement.value,
            "note": self.note,
            "answers": [answer.to_json() for answer in self.answers],
        }


class StoredBySkill(TypedDict):
    skill: str
    lines: list[dict[str, str]]
    subjects: list[str]
    offer: dict[str, Json] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BySkill:
    """What a skill told beside its message: lines that lead somewhere, and what it would do."""

    skill: str
    lines: tuple[Line, ...] = ()
    subjects: tuple[str, ...] = ()
    offer: Offer | None = None

    @classmethod
    def of(cls, skill: str, told: Told) -> BySkill:
        """Return what is kept of a skill's answer, with no character that cannot be stored."""
        lines = tuple(
            Line(text=to_storable(line.text), address=line.address, note=to_storable(line.note))
            for line in told.lines
        )
        offer = told.offer and replace(
            told.offer,
            slots={name: to_storable(value) for name, value in told.offer.slots.items()},
        )
        return cls(skill=skill, lines=lines, subjects=told.subjects, offer=offer)

    def to_json(self) -> dict[str, Json]:
        """Return it as JSON; ``by_skill_from_json`` reads it."""
        offer = self.offer
        return {
            "skill": self.skill,
            "lines": [asdict(line) for line in self.lines],
            "subjects": list(self.subjects),
            "offer": {"label": offer.label, "slots": dict(offer.slots)} if offer else None,
        }


def by_skill_from_json(data: StoredBySkill | None) -> BySkill | None:
    """Return what ``to_json`` wrote, None for None."""
    if data is None:
        return None
    return BySkill(
        skill=data["skill"],
        lines=tuple(Line(**line) for line in data["lines"]),
        subjects=tuple(data["subjects"]),
        offer=Offer(**data["offer"]) if data["offer"] else None,  # type: ignore[arg-type]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of one question.

    ``message`` is the answer sentence, the question back or the refusal. ``row_count`` counts
    ``rows``, which stop at the row cap where ``truncated`` is true. ``layer`` is what refused SQL
    that a person wrote. Times are aware, in the project's zone; ``elapsed_ms`` covers reading,
    database and formatting, ``sql_ms`` of it the statement alone. ``reference`` names the question
    in Claude's ledger. ``read_at`` is the moment that the times of ``spec`` are relative to.
    ``ambiguous`` is a word with several meanings, ``entry`` what came of a second reading,
    ``by_skill`` what a skill told.
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
    ambiguous: AmbiguousWord | None = None
    entry: Entry | None = None
    by_skill: BySkill | None = None

    @property
    def row_count(self) -> int:
        return len(self.rows)

    @property
    def ran_sql(self) -> str:
        """The SQL that was run in the place of a reading; "" where it was read, or not answered."""
        is_sql = self.engine in (Engine.SQL, Engine.CLAUDE_SQL)
        return self.sql if self.status is Status.ANSWERED and is_sql else ""

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
            entry=self.entry.to_storable() if self.entry else None,
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
            **({"ambiguous": self.ambiguous.to_json()} if self.ambiguous else {}),
            **({"double_entry": self.entry.to_json()} if self.entry else {}),
            **({"by_skill": self.by_skill.to_json()} if self.by_skill else {}),
        }

    def to_sql_json(self) -> dict[str, Json]:
        """Return what came of SQL that a person wrote: ``sql`` is what ran, ``layer`` refused."""
        data = {**self.to_json(), "layer": self.layer}
        keys = ("status", "layer", "sql", "columns", "rows", "row_count", "truncated", "message")
        return {key: data[key] for key in (*keys, "elapsed_ms")}


def rows_to_json(rows: tuple[Row, ...]) -> list[Json]:
    """Return rows as JSON lists; a number that JSON cannot hold becomes text."""
    return [[_cell_to_json(cell) for cell in row] for row in rows]


def _cell_to_json(cell: Cell) -> Json:
    match cell:
        case datetime():
            return cell.isoformat()
        case Decimal() if not cell.is_finite() or cell.adjusted() >= MAX_WHOLE_DIGITS:
            return str(cell)
        case _:
            return cell
