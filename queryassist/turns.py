"""What the chat page shows of a question and its answer, fresh or from the audit table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from queryassist import conf, selectors
from queryassist.answers import (
    AmbiguousWord,
    Answer,
    BySkill,
    Entry,
    Status,
    Verification,
)
from queryassist.charts import Chart, find_chart
from queryassist.chat_skills.answering import hash_offer
from queryassist.chips import Chip, list_chips
from queryassist.engine_names import Engine, label_of
from queryassist.exceptions import SpecError
from queryassist.formats import Cell, ResultColumn, Row, format_cell, format_duration, format_figure
from queryassist.memory.verifying import is_verifiable
from queryassist.models import Question
from queryassist.readings import Choice
from queryassist.recording import COMPARED_ROWS, restored
from queryassist.spec import QuerySpec
from queryassist.validation import check
from queryassist.watching.figures import Watchable, list_watchable

SHOWN_CHARACTERS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The heading of a column; numbers stand on the right."""

    label: str
    is_number: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCell:
    """A value as it is read; ``sort_key`` is what it is sorted by, "" where there is no value."""

    text: str
    sort_key: str
    is_number: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChip:
    """A part of the reading, and the words of the question that it came from, "" for none."""

    chip: Chip
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The words of the question that a part of its reading came from."""

    words: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReading:
    """One of two readings of a question, by its reader's engine, with the first rows it finds."""

    reader: str
    label: str
    note: str
    turn: Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEntry:
    """What came of reading a question twice; ``readings`` are there to choose from.

    ``chosen`` is the engine of the reading that was taken, "" for none yet.
    """

    label: str
    note: str
    chosen: str
    readings: tuple[ShownReading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question with its answer, in words and numbers ready to be shown.

    ``reference`` is the subject of its calls in Claude's ledger. ``figure`` is set where the answer
    is a single number, and then there are no ``rows``. ``is_repeatable`` says that it can be
    answered again. ``editable_sql`` is what SQL of one's own may start from, and ``layer`` what
    refused such SQL, "" where nothing did. ``offer_sha256`` is of what a skill offers to do.
    """

    pk: int | None
    reference: str
    status: Status
    question: str
    asked_at: datetime
    message: str
    figure: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[ShownCell, ...], ...]
    note: str
    reading: str
    chips: tuple[ShownChip, ...]
    origins: tuple[Origin, ...]
    sql: str
    editable_sql: str
    layer: str
    spec: QuerySpec | None
    is_repeatable: bool
    chart: Chart | None
    choices: tuple[Choice, ...]
    facts: str
    watchable: tuple[Watchable, ...]
    verification: str
    can_be_verified: bool
    ambiguous: AmbiguousWord | None
    entry: ShownEntry | None
    by_skill: BySkill | None
    offer_sha256: str


def turn_of_answer(answer: Answer, asked_at: datetime | None = None) -> Turn:
    """Return a fresh answer with all its rows."""
    return _turn(answer, asked_at or timezone.now(), answer.row_count)


def turn_of_question(question: Question) -> Turn:
    """Return a question of the audit table, with the rows that it keeps."""
    return _turn(restored(question), question.asked_at, question.row_count)


def _turn(answer: Answer, asked_at: datetime, row_count: int) -> Turn:
    zone = conf.zone()
    figure = _figure(answer, zone)
    origins = tuple(
        Origin(words=answer.question[part.start : part.end], meaning=part.meaning)
        for part in answer.evidence
    )
    chips = _chips(answer, origins, zone)
    told = {shown.words for shown in chips}
    return Turn(
        pk=answer.question_id,
        reference=answer.reference,
        status=answer.status,
        question=_cut(answer.question),
        asked_at=asked_at,
        message=answer.message,
        figure=figure,
        headings=tuple(map(_heading, answer.columns)),
        rows=() if figure else tuple(_shown(row, answer.columns, zone) for row in answer.rows),
        note="" if figure else _note(answer, row_count),
        reading=answer.reading,
        chips=chips,
        origins=tuple(origin for origin in origins if origin.words not in told),
        sql=answer.sql,
        editable_sql=answer.question if answer.engine == Engine.SQL else answer.sql,
        layer=answer.layer,
        spec=answer.spec if answer.status is Status.ANSWERED else None,
        is_repeatable=answer.status is Status.ANSWERED and bool(answer.spec or answer.ran_sql),
        chart=find_chart(answer, zone),
        choices=answer.choices,
        facts=f"{label_of(answer.engine)} · {format_duration(answer.elapsed_ms)}",
        watchable=list_watchable(answer, row_count),
        verification=_verification(answer.verification, zone),
        can_be_verified=_can_be_verified(answer),
        ambiguous=answer.ambiguous,
        entry=_shown_entry(answer.entry, asked_at) if answer.entry else None,
        by_skill=answer.by_skill,
        offer_sha256=_hash_offer(answer),
    )


def _hash_offer(answer: Answer) -> str:
    if not (answer.question_id and answer.by_skill and answer.by_skill.offer):
        return ""
    return hash_offer(answer.question_id, answer.message, answer.by_skill)


def _shown_entry(entry: Entry, asked_at: datetime) -> ShownEntry:
    most = f"The first {COMPARED_ROWS} rows."
    return ShownEntry(
        label=entry.agreement.label,
        note=entry.note,
        chosen=entry.chosen,
        readings=tuple(
            ShownReading(
                reader=answer.engine,
                label=label_of(answer.engine),
                note=most if len(answer.rows) >= COMPARED_ROWS else "",
                turn=_turn(
                    replace(answer, rows=answer.rows[:COMPARED_ROWS]), asked_at, answer.row_count
                ),
            )
            for answer in entry.answers
        ),
    )


def _heading(column: ResultColumn) -> Heading:
    """Return the heading, with a unit that does not stand before each number itself."""
    unit = "" if column.prefix or not column.symbol else f" ({column.symbol})"
    return Heading(label=f"{column.label}{unit}", is_number=column.is_number)


def _can_be_verified(answer: Answer) -> bool:
    if answer.by_skill is not None:
        return False
    is_verified = answer.verification is not None and answer.verification.works
    return not is_verified and is_verifiable(
        status=answer.status, engine=answer.engine, text=answer.question
    )


def _verification(verification: Verification | None, zone: ZoneInfo) -> str:
    """Return who verified how the question is read, "" where nobody did."""
    if verification is None:
        return ""
    day = verification.at.astimezone(zone).strftime("%-d %b %Y")
    if verification.works:
        return f"Verified by {verification.by} on {day}"
    return f"What {verification.by} verified on {day} no longer works, so it was read anew"


def _chips(answer: Answer, origins: Iterable[Origin], zone: ZoneInfo) -> tuple[ShownChip, ...]:
    """Return what can be changed of a reading: nothing where its dataset or a column is gone."""
    dataset = selectors.get_catalog().find_dataset(answer.spec.dataset) if answer.spec else None
    if answer.spec is None or dataset is None or answer.question_id is None:
        return ()
    words: dict[str, list[str]] = {}
    for origin in origins:
        for label in origin.meaning.split(" and "):
            words.setdefault(label, []).append(origin.words)
    try:
        check(answer.spec, dataset)
    except SpecError:
        return ()
    return tuple(
        ShownChip(chip=chip, words=" … ".join(words.get(chip.label, ())))
        for chip in list_chips(answer.spec, dataset, zone)
    )


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"


def _figure(answer: Answer, zone: ZoneInfo) -> str:
    if len(answer.rows) != 1 or len(answer.columns) != 1:
        return ""
    column = answer.columns[0]
    return format_figure(answer.rows[0][0], column, zone) if column.is_number else ""


def _shown(row: Row, columns: tuple[ResultColumn, ...], zone: ZoneInfo) -> tuple[ShownCell, ...]:
    return tuple(
        ShownCell(
            text=format_cell(cell, column, zone),
            sort_key=_sort_key(cell),
            is_number=column.is_number,
        )
        for cell, column in zip(row, columns, strict=True)
    )


def _sort_key(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.isoformat()
        case _:
            return str(cell)


def _note(answer: Answer, row_count: int) -> str:
    kept = len(answer.rows)
    if answer.status is not Status.ANSWERED or row_count <= 1:
        return ""
    if kept < row_count:
        more = " or more" if answer.truncated else ""
        return (
            f"The first {kept:,} of {row_count:,}{more} rows are kept; ask again to see them all."
        )
    if answer.truncated:
        return f"The first {row_count:,} rows; there are more."
    return f"{row_count:,} rows"
