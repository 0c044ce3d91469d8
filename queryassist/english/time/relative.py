"""Periods seen from now: "this month", "the last 7 days", "last Friday", "3 days ago"."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from queryassist.english.time import dates
from queryassist.english.time.calendar import (
    Partial,
    Period,
    Step,
    TimeKind,
    TimeProblem,
    When,
    day_period,
    invalid,
    partial_period,
    shift,
    today,
    unit_period,
)
from queryassist.english.time.time_cursor import TimeCursor
from queryassist.english.time.time_words import (
    AGO,
    CALENDAR_UNITS,
    FROM_NOW,
    MONTHS,
    SHORT_UNITS,
    TO_DATE,
    UNITS,
    VAGUE_COUNTS,
    WEEKDAYS,
    WHICH,
    Which,
)
from queryassist.english.words.cursor import Phrases
from queryassist.english.words.text import Kind
from queryassist.spec import TimeUnit

Count = int | Decimal
_WEEKEND = Phrases({"weekend": True})
_WHOLE = ("calendar", "full", "complete", "whole", "entire")
_ROLLING_SINGLES = ("minute", "fortnight", "decade")
_STARTED_BY_NAME = {TimeUnit.WEEK, TimeUnit.MONTH, TimeUnit.QUARTER, TimeUnit.YEAR}


def quantity(cursor: TimeCursor) -> tuple[Count, Step] | None:
    """Read a length of time: "90 days", "a week", "half a year", "90d"."""
    if cursor.word() == "half" and cursor.word(1) in {"a", "an"}:
        cursor.at += 2
        step = cursor.accept(UNITS)
        return None if step is None else _halved(step)
    _refuse_vague_count(cursor)
    if cursor.skip("a", "an"):
        step = cursor.accept(UNITS)
        return None if step is None else (1, step)
    in_figures = cursor.token is not None and cursor.token.kind is Kind.NUMBER
    count = cursor.number()
    if count is None:
        return None
    step = cursor.accept(UNITS) or (cursor.accept(SHORT_UNITS) if in_figures else None)
    return None if step is None else (count, step)


def exact_quantity(cursor: TimeCursor) -> tuple[Count, Step] | None:
    """Read a length of time as ``quantity`` does; None for "a few weeks", which is none."""
    try:
        return cursor.attempt(quantity)
    except TimeProblem:
        return None


def _halved(step: Step) -> tuple[Count, Step]:
    return (step.months // 2, Step(months=1)) if step.months > 1 else (Decimal("0.5"), step)


def _refuse_vague_count(cursor: TimeCursor) -> None:
    began = cursor.at
    cursor.skip("a")
    if cursor.accept(VAGUE_COUNTS) is None:
        cursor.at = began
        return
    step = cursor.accept(UNITS)
    if step is not None:
        cursor.accept(AGO)
        raise TimeProblem(TimeKind.AMBIGUOUS, "how many exactly?")
    cursor.at = began


def back(cursor: TimeCursor, length: tuple[Count, Step]) -> Period:
    """Return the period of that length that ends now."""
    count, step = length
    now, zone = cursor.clock.now, cursor.clock.zone
    if count <= 0:
        raise invalid("A length of time must be more than zero.")
    return Period(shift(now, step, -count, zone), now.astimezone(zone), running=True)


def rolling_week(cursor: TimeCursor) -> Period | None:
    """Read the "last week" of "the last week": seven days up to now; so for month and year."""
    if not cursor.skip("last"):
        return None
    step = cursor.accept(UNITS) if cursor.word() in {"week", "month", "year"} else None
    return None if step is None or cursor.word() == "of" else back(cursor, (1, step))


def relative(cursor: TimeCursor) -> When | None:
    """Read "this month", "last week", "last 7 days", "last Friday", "last March"."""
    which = cursor.accept(WHICH)
    if which is None:
        return None
    if which is Which.NEXT:
        _refuse_next(cursor)
        return None
    whole = cursor.skip(*_WHOLE)
    counted = () if which is Which.THIS else (lambda here: _counted(here, whole),)
    return cursor.attempt(
        *counted,
        lambda here: _single(here, which, whole),
        lambda here: weekend(here, which),
        lambda here: _named(here, which),
    )


def _refuse_next(cursor: TimeCursor) -> None:
    """Raise for "next week", "next 7 days", "next Friday"; "next" alone may mean other things."""
    cursor.attempt(TimeCursor.number)
    for table in (UNITS, MONTHS, WEEKDAYS, _WEEKEND):
        if cursor.accept(table) is not None:
            raise TimeProblem(TimeKind.FUTURE, "")


def _counted(cursor: TimeCursor, whole: bool) -> Period | None:
    """Read "7 days", "2 full months": up to now, or as whole periods of the calendar."""
    length = cursor.attempt(quantity)
    if length is None:
        count = cursor.number()
        whole = cursor.skip(*_WHOLE)
        step = cursor.accept(UNITS) if whole else None
        length = None if count is None or step is None else (count, step)
    if length is None:
        return None
    count, step = length
    if not whole or step.unit is None or count != int(count):
        return back(cursor, length)
    first, current = (unit_period(cursor.clock, step.unit, -offset) for offset in (int(count), 0))
    return Period(first.start, current.start)


def _single(cursor: TimeCursor, which: Which, whole: bool) -> Period | None:
    """Read the unit of "this week"; last and past hours and days are rolling, as is "past week"."""
    if cursor.word() in _ROLLING_SINGLES and which in {Which.LAST, Which.PAST}:
        step = cursor.accept(UNITS)
        return None if step is None else back(cursor, (1, step))
    name = cursor.word()
    unit = cursor.accept(CALENDAR_UNITS)
    if unit is None:
        return None
    if which is Which.THIS:
        current = unit_period(cursor.clock, unit)
        return Period(current.start, current.stop, running=True)
    by_name = which is Which.LAST and unit in _STARTED_BY_NAME
    if by_name or whole or which is Which.PREVIOUS:
        return unit_period(cursor.clock, unit, -1)
    return back(cursor, (1, dict(UNITS.starting_with(name))[(name,)]))


def weekend(cursor: TimeCursor, which: Which) -> Period | None:
    """Read "weekend": Saturday and Sunday, the last ones begun or the ones that are over."""
    if not cursor.accept(_WEEKEND):
        return None
    day, zone = today(cursor.clock), cursor.clock.zone
    saturday = day - timedelta(days=(day.weekday() - 5) % 7)
    if which is Which.THIS and day.weekday() < 5:
        saturday += timedelta(days=7)
    if which in {Which.LAST, Which.PREVIOUS} and day.weekday() >= 5:
        saturday -= timedelta(days=7)
    first, last = day_period(saturday, zone), day_period(saturday + timedelta(days=1), zone)
    return Period(first.start, last.stop)


def _named(cursor: TimeCursor, which: Which) -> Period | None:
    """Read the month or weekday of "last March" or "this Friday"."""
    clock, zone = cursor.clock, cursor.clock.zone
    month = cursor.accept(MONTHS)
    if month is not None:
        year = today(clock).year
        found = partial_period(Partial(month=month), year, zone)
        if which is not Which.THIS and found.stop > clock.now:
            found = partial_period(Partial(month=month), year - 1, zone)
        return found
    index = cursor.accept(WEEKDAYS)
    if index is None:
        return None
    if which is Which.THIS:
        return _day_of(unit_period(clock, TimeUnit.WEEK), index, cursor)
    days_back = (today(clock).weekday() - index - 1) % 7 + 1
    return day_period(today(clock) - timedelta(days=days_back), zone)


def weekday(cursor: TimeCursor) -> When | None:
    """Read "Monday", or the Monday of a week that is named behind it ("Monday last week")."""
    found = dates.weekday(cursor)
    week = cursor.attempt(_week_behind) if found is not None else None
    return found if found is None or week is None else _day_of(week, found.index, cursor)


def _day_of(week: Period, index: int, cursor: TimeCursor) -> Period:
    first = week.start.date()
    return day_period(first + timedelta(days=(index - first.weekday()) % 7), cursor.clock.zone)


def _week_behind(cursor: TimeCursor) -> Period | None:
    cursor.skip("of")
    which = cursor.accept(WHICH)
    return _single(cursor, which, True) if which and cursor.word() == "week" else None


def before_last(cursor: TimeCursor) -> Period | None:
    """Read "week before last"."""
    unit = cursor.accept(CALENDAR_UNITS)
    if unit is None or not (cursor.skip("before") and cursor.skip("last")):
        return None
    return unit_period(cursor.clock, unit, -2)


def ago(cursor: TimeCursor) -> Period | None:
    """Read "3 days ago" as that day; "2 months ago" is that day as an end, alone that month."""
    length = quantity(cursor)
    if length is None:
        return None
    if cursor.accept(FROM_NOW):
        raise TimeProblem(TimeKind.FUTURE, "")
    if not cursor.accept(AGO):
        return None
    count, step = length
    moment = shift(cursor.clock.now, step, -count, cursor.clock.zone)
    if step.unit is TimeUnit.HOUR or 0 < step.seconds < 3600:
        return Period(moment, moment, vague=True)
    day = day_period(moment.date(), cursor.clock.zone)
    unit = step.unit if count == int(count) else None
    return Period(day.start, day.stop, vague=step.unit is not TimeUnit.DAY, unit=unit)


def to_date(cursor: TimeCursor) -> Period | None:
    """Read "year to date" and its like."""
    unit = cursor.accept(TO_DATE)
    if unit is None:
        return None
    current = unit_period(cursor.clock, unit)
    return Period(current.start, current.stop, running=True)
