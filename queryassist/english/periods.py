"""Periods seen from now, and the one recogniser of everything that names a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from queryassist.english import dates
from queryassist.english.calendar import (
    Partial,
    Period,
    Step,
    TimeKind,
    TimeProblem,
    When,
    day_period,
    invalid,
    latest,
    partial_period,
    shift,
    today,
    unit_period,
)
from queryassist.english.dates import TimeCursor
from queryassist.english.text import Kind
from queryassist.english.time_words import (
    AGO,
    CALENDAR_UNITS,
    EDGES,
    FROM_NOW,
    HALVES,
    MONTHS,
    SHORT_UNITS,
    TO_DATE,
    UNITS,
    VAGUE_COUNTS,
    WEEKDAYS,
    WHICH,
    Edge,
    Which,
)
from queryassist.spec import TimeUnit

Count = int | Decimal
_WHOLE = ("calendar", "full", "complete", "whole", "entire")
_ROLLING_SINGLES = ("minute", "fortnight", "decade")
_STARTED_BY_NAME = {TimeUnit.WEEK, TimeUnit.MONTH, TimeUnit.QUARTER, TimeUnit.YEAR}


def when(cursor: TimeCursor) -> When | None:
    """Read anything that names a time: a date, a month, "yesterday", "the last 7 days"."""
    token = cursor.token
    if token is None:
        return None
    return cursor.attempt(*_BY_KIND.get(token.kind, ()))


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


def _halved(step: Step) -> tuple[Count, Step]:
    return (step.months // 2, Step(months=1)) if step.months > 1 else (Decimal("0.5"), step)


def _refuse_vague_count(cursor: TimeCursor) -> None:
    began = cursor.at
    cursor.skip("a")
    vague = cursor.accept(VAGUE_COUNTS)
    if vague and cursor.accept(UNITS) is not None:
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


def _with_article(cursor: TimeCursor) -> When | None:
    """Read "the" and what it may stand before; "the last week" is the seven days up to now."""
    if not cursor.skip("the"):
        return None
    return cursor.attempt(_rolling_week, lambda here: _weekend(here, Which.LAST), when)


def _rolling_week(cursor: TimeCursor) -> Period | None:
    if not cursor.skip("last"):
        return None
    step = cursor.accept(UNITS) if cursor.word() in {"week", "month", "year"} else None
    return None if step is None or cursor.word() == "of" else back(cursor, (1, step))


def _relative(cursor: TimeCursor) -> When | None:
    """Read "this month", "last week", "last 7 days", "last Friday", "last March"."""
    which = cursor.accept(WHICH)
    if which is None:
        return None
    if which is Which.NEXT and cursor.accept(UNITS):
        raise TimeProblem(TimeKind.FUTURE, "")
    whole = cursor.skip(*_WHOLE)
    counted = () if which is Which.THIS else (lambda here: _counted(here, whole),)
    found = cursor.attempt(
        *counted,
        lambda here: _single(here, which, whole),
        lambda here: _weekend(here, which),
        lambda here: _named(here, which),
    )
    if found is not None and which is Which.NEXT:
        raise TimeProblem(TimeKind.FUTURE, "")
    return found


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


def _weekend(cursor: TimeCursor, which: Which) -> Period | None:
    if not cursor.skip("weekend"):
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
        first = unit_period(clock, TimeUnit.WEEK).start.date()
        return day_period(first + timedelta(days=(index - first.weekday()) % 7), zone)
    return day_period(
        today(clock) - timedelta(days=(today(clock).weekday() - index - 1) % 7 + 1), zone
    )


def _weekday(cursor: TimeCursor) -> When | None:
    """Read "Monday", or the Monday of a week that is named behind it ("Monday last week")."""
    found = dates.weekday(cursor)
    week = cursor.attempt(_week_behind) if found is not None else None
    if found is None or week is None:
        return found
    first = week.start.date()
    day = first + timedelta(days=(found.index - first.weekday()) % 7)
    return day_period(day, cursor.clock.zone)


def _week_behind(cursor: TimeCursor) -> Period | None:
    cursor.skip("of")
    which = cursor.accept(WHICH)
    return _single(cursor, which, True) if which and cursor.word() == "week" else None


def _before_last(cursor: TimeCursor) -> Period | None:
    """Read "week before last"."""
    unit = cursor.accept(CALENDAR_UNITS)
    if unit is None or not (cursor.skip("before") and cursor.skip("last")):
        return None
    return unit_period(cursor.clock, unit, -2)


def _ago(cursor: TimeCursor) -> Period | None:
    """Read "3 days ago" as that day; longer units give their day only as the end of a range."""
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
    return Period(day.start, day.stop, vague=step.unit is not TimeUnit.DAY)


def _to_date(cursor: TimeCursor) -> Period | None:
    unit = cursor.accept(TO_DATE)
    if unit is None:
        return None
    current = unit_period(cursor.clock, unit)
    return Period(current.start, current.stop, running=True)


def _edge(cursor: TimeCursor) -> Period | None:
    """Read "the start of this year", "the end of 2024": the moment, not a period."""
    edge = cursor.accept(EDGES)
    whole = cursor.attempt(_container) if edge else None
    if whole is None:
        return None
    moment = whole.start if edge is Edge.START else whole.stop
    return Period(moment, moment, vague=True)


def _container(cursor: TimeCursor) -> Period | None:
    """Read the period that another is a part of: "2025", "the year", "last month", "March"."""
    cursor.skip("the")
    unit = cursor.accept(CALENDAR_UNITS) if not _is_year_of_figures(cursor) else None
    if unit is not None:
        return unit_period(cursor.clock, unit)
    figures = dates.figures_year(cursor)
    found = Partial(months=12, year=figures) if figures else when(cursor)
    return None if found is None else latest(found, cursor.clock.now, cursor.clock.zone)


def _is_year_of_figures(cursor: TimeCursor) -> bool:
    following = cursor.tokens[cursor.at + 1 : cursor.at + 2]
    return cursor.word() == "year" and bool(following) and following[0].kind is Kind.NUMBER


def _part(cursor: TimeCursor) -> When | None:
    """Read "second quarter of 2025", "first 6 months of last year", "last day of February"."""
    place = None if cursor.skip("last") else cursor.ordinal()
    if place is None and cursor.word(-1) != "last":
        return None
    count = cursor.attempt(TimeCursor.number)
    step = cursor.accept(UNITS) or cursor.accept(HALVES)
    if step is None or (count is not None and place not in {None, 1}):
        return None
    whole = cursor.attempt(lambda here: _whole_of(here, step))
    if whole is not None:
        return _slice(cursor, whole, place, (count or 1, step))
    if step.unit is not TimeUnit.QUARTER or place is None or count is not None:
        return None
    if not 1 <= place <= 4:
        raise invalid("A year has four quarters.")
    return Partial(month=3 * place - 2, months=3)


def _whole_of(cursor: TimeCursor, step: Step) -> Period | None:
    """Read what the part belongs to; only quarters and halves of a year go without "of"."""
    if cursor.skip("of") or (cursor.word(-1) != "year" and cursor.skip("in")):
        return _container(cursor)
    year = dates.named_year(cursor) or dates.figures_year(cursor)
    if year is None or step.months not in {3, 6}:
        return None
    return partial_period(Partial(months=12), year, cursor.clock.zone)


def _slice(
    cursor: TimeCursor, whole: Period, place: int | None, length: tuple[Count, Step]
) -> Period:
    """Return the part at that place from the start, or the last one, of the whole."""
    (count, step), zone = length, cursor.clock.zone
    if step.unit in {TimeUnit.DAY, TimeUnit.WEEK}:
        days = int(count) * (7 if step.unit is TimeUnit.WEEK else 1)
        first = whole.start.date() + timedelta(days=days * ((place or 1) - 1))
        if place is None:
            first = whole.stop.date() - timedelta(days=days)
        part = Period(
            day_period(first, zone).start, day_period(first + timedelta(days=days - 1), zone).stop
        )
    elif place is None:
        part = Period(shift(whole.stop, step, -count, zone), whole.stop)
    else:
        start = shift(whole.start, step, count * (place - 1), zone)
        part = Period(start, shift(start, step, count, zone))
    if part.start < whole.start or part.stop > whole.stop or place == 0:
        raise invalid("That is not a part of the period named behind it.")
    return Period(part.start, part.stop, vague=step.unit is TimeUnit.WEEK and count == 1)


_WORDS: tuple[Callable[[TimeCursor], When | None], ...] = (
    _with_article,
    _part,
    _edge,
    _before_last,
    dates.month_of_named_year,
    _relative,
    _to_date,
    dates.named_day,
    _ago,
    dates.month_date,
    dates.quarter,
    _weekday,
    dates.year,
)
_FIGURES: tuple[Callable[[TimeCursor], When | None], ...] = (
    _part,
    _ago,
    dates.month_date,
    dates.quarter,
    dates.year_month,
    dates.year,
)
_BY_KIND = {
    Kind.WORD: _WORDS,
    Kind.NUMBER: _FIGURES,
    Kind.DATE: (dates.figures_date,),
    Kind.TIME: (dates.time_today,),
}
