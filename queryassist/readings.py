"""What a reader returns: a reading of the question, a question back, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from queryassist.catalog import Catalog
from queryassist.guard import Relation
from queryassist.spec import QuerySpec


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment and calendar a question is read in.

    ``now`` is aware; ``week_start`` is 0 for Monday to 6 for Sunday.
    """

    now: datetime
    zone: ZoneInfo
    week_start: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a question is read against, and whose it is.

    ``previous`` is the last reading of the conversation, ``earlier`` are some before it, the oldest
    first, and ``unanswered`` the questions after it that had no answer. ``reference`` names the
    question in the ledger of what was sent to Claude.
    ``skills`` names those that the person may use.
    ``sees_personal`` says whether values of personal columns may be told beside the question, and
    ``relations`` are the views that SQL may read, none where the person may not run any.
    """

    catalog: Catalog
    clock: Clock
    previous: QuerySpec | None = None
    earlier: tuple[QuerySpec, ...] = ()
    unanswered: tuple[str, ...] = ()
    reference: str = ""
    asked_by_id: int | None = None
    sees_personal: bool = False
    relations: tuple[Relation, ...] = ()
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which words of the question a part of the reading came from.

    ``start`` and ``end`` are character offsets into the question (end exclusive).
    """

    start: int
    end: int
    meaning: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The question was understood completely."""

    spec: QuerySpec
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class SqlReading:
    """The question was put into SQL, which is guarded as that of a person who may run SQL."""

    sql: str


@dataclass(frozen=True, slots=True)
class SkillCall:
    """What was said asks for a skill: its name, and what its slots are filled with."""

    skill: str
    slots: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to settle a question back: a label to show, and the question to ask instead."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class AskBack:
    """The question has several meanings or a word that was not understood; ``message`` asks."""

    message: str
    choices: tuple[Choice, ...] = ()


class RefusalReason(StrEnum):
    """Why a question is not answered."""

    EMPTY = "empty"
    TOO_LONG = "too long"
    UNREADABLE = "unreadable"
    CHANGES_DATA = "changes data"
    FORBIDDEN = "forbidden"
    UNKNOWN = "unknown"
    SQL = "sql"
    OFF_TOPIC = "off topic"


@dataclass(frozen=True, slots=True)
class Refusal:
    """The question is not answered; ``message`` says why and what can be asked instead."""

    message: str
    reason: RefusalReason


Outcome = Reading | AskBack | Refusal
ClaudeOutcome = Outcome | SqlReading | SkillCall


@dataclass(frozen=True, slots=True)
class Compared:
    """What two readers made of one question.

    ``claude`` is None where she could not be asked, for the reason in ``problem``.
    """

    offline: Outcome
    claude: ClaudeOutcome | None
    problem: str = ""


Result = ClaudeOutcome | Compared
