"""The parts that a question is made of, as recognisers find them, before they are put together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto

from queryassist.catalog import Column, ColumnType, NamedFilter, Unit
from queryassist.english.time.times import TimeMatch
from queryassist.readings import Choice
from queryassist.spec import Condition, Function, GroupKey, Measure, Operator

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Amount:
    """Tests of a number, all meant; ``column`` where the amount itself names it."""

    tests: tuple[tuple[Operator, Number], ...]
    unit: Unit | None
    start: int
    end: int
    column: Column | None = None

    @property
    def is_exact(self) -> bool:
        return self.tests[0][0] is Operator.EQ


@dataclass(frozen=True, slots=True)
class NounPart:
    """The rows asked about: "users"."""

    plural: bool


class Ask(StrEnum):
    """What the question opens with; APART, "separately", may stand anywhere."""

    COUNT = auto()
    LIST = auto()
    WHO = auto()
    WHICH = auto()
    SHARE = auto()
    COMPARE = auto()
    MORE = auto()
    FEWER = auto()
    WHEN = auto()
    APART = auto()


@dataclass(frozen=True, slots=True)
class AskPart:
    """How the question asks."""

    ask: Ask


@dataclass(frozen=True, slots=True)
class TestPart:
    """A condition on rows. ``column`` is the one it tests, ``equality`` whether it names a value.

    ``duration`` marks "for 90 days": true before its start, whatever the negation. ``negated`` ones
    are meant the other way round, and so is the list that they open ("gender other than …").
    ``until`` ends a period that lasts until now; a negation leaves it out.
    """

    condition: Condition
    column: str
    equality: bool = False
    duration: bool = False
    negated: bool = False
    until: Condition | None = None


@dataclass(frozen=True, slots=True)
class AmountPart:
    """A number test that names no column: "over 30"."""

    amount: Amount


@dataclass(frozen=True, slots=True)
class StatePart:
    """A named filter or its opposite: "active"."""

    named: NamedFilter
    holds: bool
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class EventPart:
    """Something that happened at a timestamp, with no time beside it: "signed up"."""

    column: Column
    vague: bool


@dataclass(frozen=True, slots=True)
class TimePart:
    """A period, still without the timestamp it tests."""

    match: TimeMatch


@dataclass(frozen=True, slots=True)
class MeasurePart:
    """A figure to compute."""

    function: Function
    column: str | None


@dataclass(frozen=True, slots=True)
class FiguresPart:
    """Several figures at once ("min and max age"), or one that is complete by itself."""

    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class ShareTestPart:
    """ "more than 60 % of": a share, and the test that each group's must meet."""

    tests: tuple[tuple[Operator, Number], ...]


@dataclass(frozen=True, slots=True)
class ExcessPart:
    """ "by at least 10", by which one count is to exceed another."""

    tests: tuple[tuple[Operator, Number], ...]


@dataclass(frozen=True, slots=True)
class ExtremePart:
    """ "highest balance": a measure (MAX) or an order, as the rest of the question tells."""

    measure: Measure
    column: str
    descending: bool
    most: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class SuperlativePart:
    """ "5 richest" or "most active": an order of rows."""

    column: str
    descending: bool
    limit: int | None
    named: NamedFilter | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class TopPart:
    """ "top 10": how many, and from which end; ``in_time`` for "first" and "last".

    ``offset`` are those that come before "the second most".
    """

    descending: bool
    limit: int | None
    in_time: bool = False
    offset: int = 0


@dataclass(frozen=True, slots=True)
class LimitPart:
    """ "10 users"."""

    limit: int


@dataclass(frozen=True, slots=True)
class GroupPart:
    """ "by region": keys of the groups; ``weak`` where it may be an order ("by balance")."""

    keys: tuple[GroupKey, ...]
    weak: bool = False


@dataclass(frozen=True, slots=True)
class BucketPart:
    """ "per month", whose timestamp is still to be found."""

    key: GroupKey


@dataclass(frozen=True, slots=True)
class OrderPart:
    """ "sorted by balance", "most users"; ``descending`` is None where not said.

    ``then`` are further columns with their directions. ``extreme`` asks for the first alone ("the
    most users"), or for the first ``limit`` after ``offset`` others ("the second most users").
    """

    column: str | None
    measure: Measure | None
    descending: bool | None
    limit: int | None = None
    extreme: bool = False
    then: tuple[tuple[str, bool | None], ...] = ()
    offset: int = 0


@dataclass(frozen=True, slots=True)
class DirectionPart:
    """ "descending", "highest first"; ``sorts`` is the kind of column that the words speak of.

    That is text for "alphabetically", a timestamp for "latest first", and None where not said.
    """

    descending: bool
    sorts: ColumnType | None = None


@dataclass(frozen=True, slots=True)
class ReversePart:
    """ "the other way round": the order of the question before, turned."""


@dataclass(frozen=True, slots=True)
class NextPart:
    """ "the next 5": what comes after the rows of the question before."""

    limit: int | None


@dataclass(frozen=True, slots=True)
class HavingPart:
    """A test of a figure of each group; ``amount`` is what is tested where there are no groups."""

    measure: Measure
    tests: tuple[tuple[Operator, Number], ...]
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class ColumnsPart:
    """Columns mentioned: to list, or the head of a grouped question ("which regions")."""

    columns: tuple[Column, ...]
    plural: bool
    distinct: bool = False


class Link(StrEnum):
    """A word between parts."""

    AND = auto()
    OR = auto()
    COMMA = auto()
    BUT = auto()
    VERSUS = auto()
    NOT = auto()
    EXCEPT = auto()
    NEITHER = auto()
    NOR = auto()
    NEVER = auto()
    COPULA = auto()
    EACH = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class LinkPart:
    """A connector, a negation, or the verb that parts a share's base from its test.

    NONE stands before what a group has none of.
    """

    link: Link


@dataclass(frozen=True, slots=True)
class AnaphorPart:
    """ "them": the rows of the previous question."""


@dataclass(frozen=True, slots=True)
class FillerPart:
    """Words without a meaning of their own."""


@dataclass(frozen=True, slots=True)
class ProblemPart:
    """Words that were understood too little or too much: ``message`` asks or says why."""

    message: str
    choices: tuple[Choice, ...] = ()
    refuse: bool = False


@dataclass(frozen=True, slots=True)
class ForeignNounPart(ProblemPart):
    """A word for the rows of another dataset than the one the question is read against."""


Part = (
    NounPart
    | AskPart
    | TestPart
    | AmountPart
    | StatePart
    | EventPart
    | TimePart
    | MeasurePart
    | FiguresPart
    | ShareTestPart
    | ExcessPart
    | ExtremePart
    | SuperlativePart
    | TopPart
    | LimitPart
    | GroupPart
    | BucketPart
    | OrderPart
    | DirectionPart
    | ReversePart
    | NextPart
    | HavingPart
    | ColumnsPart
    | LinkPart
    | AnaphorPart
    | FillerPart
    | ProblemPart
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part and the tokens it came from (end exclusive)."""

    start: int
    end: int
    part: Part
