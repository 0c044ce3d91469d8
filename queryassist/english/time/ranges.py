"""Ranges of time from one name to another: "from January to March 2025", "3-5 March"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from queryassist.english.time import dates, time_words
from queryassist.english.time.calendar import (
    Partial,
    Period,
    TimeKind,
    Weekday,
    When,
    latest,
    partial_period,
)
from queryassist.english.time.periods import when
from queryassist.english.time.time_cursor import TimeCursor
from queryassist.english.words.text import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From ``start`` up to but without ``stop``; None is no bound."""

    start: datetime | None = None
    stop: datetime | None = None
    kind: TimeKind = TimeKind.PERIOD


def latest_of(cursor: TimeCursor, found: When) -> Period:
    """Return the last period of that name that has begun by now."""
    return latest(found, cursor.clock.now, cursor.clock.zone)


def days_of_month(cursor: TimeCursor, joints: frozenset[str]) -> Span | None:
    """Read "3 to 5 March 2025"."""
    days = cursor.attempt(lambda here: dates.days_of_month(here, joints))
    return None if days is None else _span_of(cursor, *days)


def range_of(cursor: TimeCursor, joints: frozenset[str]) -> Span | None:
    """Read two times with a joint between them; the second may be "now".

    The "9am" of "9am to 10am yesterday" is of the same day.
    """
    began = cursor.at
    first = when(cursor)
    of_day = cursor.at == began + 1 and cursor.tokens[began].kind is Kind.TIME
    if first is None or not cursor.skip(*joints):
        return None
    if cursor.accept(time_words.NOW):
        return Span(start=latest_of(cursor, first).start)
    cursor.skip("to", "in", "on")
    second = when(cursor)
    if of_day and isinstance(first, Period) and isinstance(second, Period):
        first = _on_day_of(second, first, cursor)
    cursor.skip("inclusive")
    return None if second is None else _span_of(cursor, first, second)


def _on_day_of(day: Period, moment: Period, cursor: TimeCursor) -> Period:
    """Return a time of day on the day of another."""
    zone = cursor.clock.zone
    on = day.start.astimezone(zone).date()
    start = datetime.combine(on, moment.start.astimezone(zone).time(), zone)
    return Period(start, start, vague=moment.vague)


def adjoining(cursor: TimeCursor) -> Span | None:
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
        begin = latest_of(cursor, first)
        end = _next(second, begin, cursor)
    else:
        end = latest_of(cursor, second)
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
