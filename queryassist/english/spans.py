"""Spans of time: ranges, bounds, lengths back from now, and periods with their prepositions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from queryassist.english import dates, time_words
from queryassist.english.calendar import (
    Partial,
    Period,
    Step,
    TimeKind,
    TimeProblem,
    Weekday,
    When,
    latest,
    partial_period,
    shift,
)
from queryassist.english.dates import TimeCursor
from queryassist.english.periods import Count, back, quantity, when
from queryassist.english.time_words import Bound, Extent


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From ``start`` up to but without ``stop``; None is no bound."""

    start: datetime | None = None
    stop: datetime | None = None
    kind: TimeKind = TimeKind.PERIOD


_INSTANT = timedelta(microseconds=1)
"""The resolution of a PostgreSQL timestamp: moves a bound over the moment that it names."""

_LISTING = ("and", "or", ",", "vs", "versus", "&")
_DATED = time_words.MONTHS.words | time_words.QUARTERS.words | time_words.HALF_YEARS.words
_ENDS = (Bound.UNTIL, Bound.BEFORE)
_AND = frozenset({"and"})


def span(cursor: TimeCursor) -> Span | None:
    """Read the time expression that stands here, prepositions included."""
    return cursor.attempt(_all_time, _ago_range, _elapsed, _between, _from, _bounded, _plain)


def _all_time(cursor: TimeCursor) -> Span | None:
    return Span() if cursor.accept(time_words.ALL_TIME) else None


def _ago_range(cursor: TimeCursor) -> Span | None:
    """Read "between 30 and 60 days ago", "30 to 60 days ago"."""
    cursor.skip("between", "from")
    first = cursor.attempt(TimeCursor.number)
    unit = cursor.accept(time_words.UNITS)
    if first is None or not cursor.skip("and", *time_words.RANGE_WORDS):
        return None
    length = quantity(cursor)
    if length is None or not cursor.accept(time_words.AGO):
        return None
    lengths = ((first, unit or length[1]), length)
    moments = sorted((_moment_ago(cursor, each) for each in lengths), key=datetime.timestamp)
    return Span(start=moments[0], stop=moments[1])


def _moment_ago(cursor: TimeCursor, length: tuple[Count, Step]) -> datetime:
    return shift(cursor.clock.now, length[1], -length[0], cursor.clock.zone)


def _elapsed(cursor: TimeCursor) -> Span | None:
    """Read "more than 90 days ago", "within 3 days", "for over 3 months", "90 days"."""
    intro = cursor.word() if cursor.skip("for", "in", "during") else ""
    extent = cursor.accept(time_words.EXTENTS)
    article = cursor.word() in {"a", "an"}
    plus = cursor.attempt(_number_or_more)
    length = plus or quantity(cursor)
    if length is None:
        return None
    extent = extent or (Extent.AT_LEAST if plus else cursor.accept(time_words.OR_MORE))
    if cursor.accept(time_words.AGO):
        return None if extent is None or intro else _ago_span(cursor, extent, length)
    if extent is Extent.WITHIN:
        return Span(start=back(cursor, length).start)
    if extent in {Extent.LESS, Extent.AT_MOST} or cursor.word() in {"old", "olds", "of", "from"}:
        return None
    like_an_age = length[1].months >= 12 and not article
    if not intro and (like_an_age or (article and not extent)):
        return None
    return Span(start=back(cursor, length).start, kind=TimeKind.DURATION)


def _number_or_more(cursor: TimeCursor) -> tuple[Count, Step] | None:
    """Read "90+ days", "90 or more days"."""
    count = cursor.number()
    if count is None or cursor.accept(time_words.OR_MORE) is not Extent.AT_LEAST:
        return None
    step = cursor.accept(time_words.UNITS)
    return None if step is None else (count, step)


def _ago_span(cursor: TimeCursor, extent: Extent, length: tuple[Count, Step]) -> Span:
    moment = _moment_ago(cursor, length)
    if extent is Extent.MORE:
        return Span(stop=moment)
    if extent is Extent.AT_LEAST:
        return Span(stop=moment + _INSTANT)
    return Span(start=moment + _INSTANT if extent is Extent.LESS else moment)


def _between(cursor: TimeCursor) -> Span | None:
    """Read "between 1 Jan and 15 Feb 2025", both ends included."""
    if not cursor.skip("between"):
        return None
    cursor.introduced = cursor.years = True
    return _days_of_month(cursor, _AND) or _range(cursor, _AND)


def _from(cursor: TimeCursor) -> Span | None:
    """Read "from January to March", "from March on"; "from March" alone can mean two things."""
    if not cursor.skip("from"):
        return None
    cursor.introduced = cursor.years = True
    ranged = _days_of_month(cursor, time_words.RANGE_WORDS) or cursor.attempt(
        lambda here: _range(here, time_words.RANGE_WORDS)
    )
    if ranged is not None:
        return ranged
    began = cursor.at
    found = when(cursor)
    if found is None or cursor.word() in time_words.RANGE_WORDS:
        return None
    period = _latest(cursor, found)
    if cursor.accept(time_words.LATER) is Bound.SINCE or cursor.skip("on", "forward"):
        return Span(start=period.start)
    if isinstance(found, Period) or period.stop > cursor.clock.now:
        return _alone(cursor, found)
    said = " ".join(token.text for token in cursor.tokens[began : cursor.at])
    is_day = isinstance(found, Weekday) or found.day is not None
    choices = (f"on {said}" if is_day else f"in {said}", f"since {said}")
    raise TimeProblem(TimeKind.AMBIGUOUS, "only then, or ever since?", choices)


def _bounded(cursor: TimeCursor) -> Span | None:
    """Read "since Monday", "before 2025", "after March 3", "until the end of last year"."""
    symbol = cursor.word() in time_words.SYMBOL_BOUNDS
    bound = cursor.accept(time_words.BOUNDS)
    if bound is None:
        return None
    cursor.introduced = cursor.years = not symbol
    if bound in _ENDS and cursor.accept(time_words.NOW):
        return Span()
    if bound is Bound.SINCE:
        ranged = cursor.attempt(lambda here: _range(here, time_words.RANGE_WORDS), _since_length)
        if ranged is not None:
            return ranged
    found = when(cursor)
    return None if found is None else _bound_by(bound, _latest(cursor, found))


def _since_length(cursor: TimeCursor) -> Span | None:
    """Read the "3 days" of "since 3 days"."""
    length = quantity(cursor)
    if length is None or cursor.word() == "ago":
        return None
    return Span(start=back(cursor, length).start)


def _bound_by(bound: Bound, period: Period) -> Span:
    match bound:
        case Bound.AFTER:
            return Span(start=period.stop)
        case Bound.SINCE:
            return Span(start=period.start)
        case Bound.BEFORE:
            return Span(stop=period.start)
        case Bound.UNTIL:
            return Span(stop=period.stop)


def _plain(cursor: TimeCursor) -> Span | None:
    """Read a period with or without a preposition, a range, or "March or later"."""
    cursor.years = cursor.word() in time_words.YEAR_PREPOSITIONS
    began = cursor.at
    cursor.introduced = bool(cursor.accept(time_words.DURING))
    cursor.accept(time_words.SO_FAR)
    ranged = cursor.attempt(_plain_range)
    found = when(cursor) if ranged is None else None
    if found is None:
        return ranged
    if isinstance(found, Partial) and found.year is None:
        found = replace(found, year=_borrowed_year(cursor, began, found))
    tail = cursor.accept(time_words.LATER)
    if tail is not None:
        return _bound_by(tail, _latest(cursor, found))
    cursor.accept(time_words.SO_FAR)
    return _alone(cursor, found)


def _plain_range(cursor: TimeCursor) -> Span | None:
    """Read "March 3-5", "Jan to Mar", "Jan-Mar 2025"; two months make each other a month."""
    introduced, cursor.introduced = cursor.introduced, True
    found = _days_of_month(cursor, time_words.RANGE_WORDS) or cursor.attempt(
        lambda here: _range(here, time_words.RANGE_WORDS), _adjoining
    )
    cursor.introduced = introduced
    return found


def _alone(cursor: TimeCursor, found: When) -> Span:
    """Return the span of a period that nothing else bounds."""
    period = _latest(cursor, found)
    if period.vague:
        raise TimeProblem(
            TimeKind.AMBIGUOUS, "this is no exact period; say from when until when, or a date."
        )
    return Span(start=period.start, stop=None if period.running else period.stop)


def _latest(cursor: TimeCursor, found: When) -> Period:
    return latest(found, cursor.clock.now, cursor.clock.zone)


def _days_of_month(cursor: TimeCursor, joints: frozenset[str]) -> Span | None:
    """Read "3 to 5 March 2025"."""
    days = cursor.attempt(lambda here: dates.days_of_month(here, joints))
    return None if days is None else _span_of(cursor, *days)


def _range(cursor: TimeCursor, joints: frozenset[str]) -> Span | None:
    """Read two times with a joint between them; the second may be "now"."""
    first = when(cursor)
    if first is None or not cursor.skip(*joints):
        return None
    if cursor.accept(time_words.NOW):
        return Span(start=_latest(cursor, first).start)
    cursor.skip("to", "in", "on")
    second = when(cursor)
    return None if second is None else _span_of(cursor, first, second)


def _adjoining(cursor: TimeCursor) -> Span | None:
    """Read "Jan-Mar 2025", whose hyphen is no token."""
    first, second = when(cursor), when(cursor)
    if not isinstance(first, Partial) or not isinstance(second, Partial):
        return None
    if first.year or first.day or second.day or first.months != second.months:
        return None
    return _span_of(cursor, first, second)


def _span_of(cursor: TimeCursor, first: When, second: When) -> Span:
    """Return the span of both; a year that one leaves out is the nearest to the other's."""
    zone = cursor.clock.zone
    if _is_fixed(first) and not _is_fixed(second):
        begin = _latest(cursor, first)
        end = _next(second, begin, cursor)
    else:
        end = _latest(cursor, second)
        begin = latest(first, end.start, zone)
    return Span(start=begin.start, stop=end.stop)


def _is_fixed(found: When) -> bool:
    return isinstance(found, Period) or (isinstance(found, Partial) and found.year is not None)


def _next(found: When, begin: Period, cursor: TimeCursor) -> Period:
    """Return the first period of that name that starts no earlier than the other."""
    zone = cursor.clock.zone
    if isinstance(found, Weekday):
        return latest(found, begin.start + timedelta(days=6), zone)
    if isinstance(found, Period):
        return found
    year = begin.start.year
    this_year = partial_period(found, year, zone)
    return this_year if this_year.start >= begin.start else partial_period(found, year + 1, zone)


def _borrowed_year(cursor: TimeCursor, began: int, found: Partial) -> int | None:
    """Return the year of a neighbour in a list: "January and February 2024" are both of 2024."""
    behind = cursor.tokens[max(began - 3, 0) : began]
    if len(behind) == 3 and behind[2].word in _LISTING and behind[0].word in _DATED:
        before = TimeCursor(behind, 1, cursor.clock)
        return dates.figures_year(before)
    ahead = TimeCursor(cursor.tokens, cursor.at, cursor.clock)
    ahead.introduced = True
    while ahead.skip(*_LISTING):
        ahead.accept(time_words.DURING)
        other = ahead.attempt(dates.month_date, dates.quarter)
        if not isinstance(other, Partial):
            return None
        if other.year is not None:
            if other.month < found.month:
                raise TimeProblem(TimeKind.AMBIGUOUS, "of which year?")
            return other.year
    return None
