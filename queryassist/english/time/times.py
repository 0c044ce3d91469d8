"""Time expressions of a question, as half-open intervals: "in March", "since Monday"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from queryassist.english.time import time_words
from queryassist.english.time.calendar import TimeKind, TimeProblem, invalid
from queryassist.english.time.ranges import Span
from queryassist.english.time.spans import span
from queryassist.english.time.time_cursor import TimeCursor
from queryassist.english.words.cursor import Cursor, Phrases
from queryassist.english.words.text import Kind, Token
from queryassist.readings import Clock
from queryassist.spec import TimeUnit

__all__ = ["TIME_WORDS", "TimeKind", "TimeMatch", "match_bucket", "match_time"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMatch:
    """A time expression; ``end`` is the index after its last token.

    The interval holds ``start`` and not ``stop``, both in the clock's zone; None is no bound, and
    periods that last until now have no ``stop``. A DURATION ("for 90 days") has the ``start`` of
    the time that it covers up to now; what was or was not done in it is for the caller to find.
    AMBIGUOUS, FUTURE and INVALID carry a ``problem`` to tell the person, and ``choices`` are
    wordings that would settle it. ``maybe_number`` marks figures that may be no years at all:
    "from 2000 to 2020".
    """

    end: int
    kind: TimeKind = TimeKind.PERIOD
    start: datetime | None = None
    stop: datetime | None = None
    problem: str = ""
    choices: tuple[str, ...] = ()
    maybe_number: bool = False


_TABLES = tuple(table for table in vars(time_words).values() if isinstance(table, Phrases))
_OTHER_WORDS = frozenset({"weekend", "between", "from", "the", "half", "year", "calendar"})
_JOINTS = frozenset({"of", "for", "by", "up", "to", "between", "and", "from", "-", "–", "—"})

TIME_WORDS: frozenset[str] = _OTHER_WORDS | {
    word for table in _TABLES for word in table.words if word.isalpha() and len(word) > 2
}
"""The vocabulary of time expressions, without symbols and words of one or two letters."""


def match_time(tokens: Sequence[Token], at: int, clock: Clock) -> TimeMatch | None:
    """Return the time expression that starts at token ``at``, prepositions included, or None.

    Never raises for what the tokens say: a date that does not exist is INVALID.
    """
    cursor = TimeCursor(tokens, at, clock)
    try:
        found = span(cursor)
        return None if found is None else _matched(cursor, at, found)
    except TimeProblem as problem:
        end = max(cursor.at, at + 1)
        said = " ".join(token.text for token in tokens[at:end])
        return TimeMatch(
            end=end,
            kind=problem.kind,
            problem=_explain(said, problem),
            choices=problem.choices,
            maybe_number=_may_be_numbers(tokens[at:end]),
        )


def _explain(said: str, problem: TimeProblem) -> str:
    if problem.kind is TimeKind.FUTURE:
        return f"“{said}” is in the future; only what has happened can be asked about."
    return f"“{said}”: {problem}"


def _matched(cursor: TimeCursor, at: int, found: Span) -> TimeMatch:
    if found.start is not None and found.start > cursor.clock.now:
        raise TimeProblem(TimeKind.FUTURE, "")
    if found.start is not None and found.stop is not None and found.start > found.stop:
        raise invalid("This period ends before it starts.")
    return TimeMatch(
        end=cursor.at,
        kind=found.kind,
        start=found.start,
        stop=found.stop,
        maybe_number=_may_be_numbers(cursor.tokens[at : cursor.at]),
    )


def _may_be_numbers(read: Sequence[Token]) -> bool:
    joints = [token for token in read if token.word in _JOINTS]
    figures = [token for token in read if token.kind is Kind.NUMBER]
    return read[0] in joints and bool(figures) and len(joints) + len(figures) == len(read)


def match_bucket(tokens: Sequence[Token], at: int) -> tuple[int, TimeUnit] | None:
    """Return the end and the unit of "by month", "per day", "each week" or "monthly", or None.

    The end is the index after the last token; what the buckets are cut from is not read.
    """
    cursor = Cursor(tokens, at)
    unit = cursor.attempt(_named_bucket, lambda here: here.accept(time_words.BUCKET_ADVERBS))
    return None if unit is None else (cursor.at, unit)


def _named_bucket(cursor: Cursor) -> TimeUnit | None:
    if not cursor.skip("by", "per", "each", "every"):
        return None
    cursor.skip("the", "single")
    return cursor.accept(time_words.BUCKET_UNITS)
