"""The one recogniser of everything that names a time, and parts of periods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from queryassist.english.time import dates, relative
from queryassist.english.time.calendar import (
    MONTHS_IN,
    Partial,
    Period,
    Step,
    When,
    days_on,
    invalid,
    latest,
    partial_period,
    shift,
    unit_period,
)
from queryassist.english.time.relative import Count
from queryassist.english.time.time_cursor import TimeCursor
from queryassist.english.time.time_words import (
    CALENDAR_UNITS,
    EDGES,
    HALF_YEARS,
    HALVES,
    HOLIDAYS,
    MONTHS,
    NAMED_DAYS,
    QUARTERS,
    TO_DATE,
    UNITS,
    VAGUE_COUNTS,
    WEEKDAYS,
    WHICH,
    Edge,
    Which,
)
from queryassist.english.words.cursor import by_first_word
from queryassist.english.words.numbers import NUMBER_WORDS
from queryassist.english.words.text import Kind
from queryassist.spec import TimeUnit

_REACH_BACK = 8
"""How many tokens back the period is looked for that "the week before" goes before."""
_DAYS_IN = {TimeUnit.DAY: 1, TimeUnit.WEEK: 7}


def when(cursor: TimeCursor) -> When | None:
    """Read anything that names a time: a date, a month, "yesterday", "the last 7 days"."""
    token = cursor.token
    if token is None:
        return None
    if token.kind is Kind.WORD:
        return cursor.attempt(*_BY_WORD.get(token.word, ()))
    return cursor.attempt(*_BY_KIND.get(token.kind, ()))


def _with_article(cursor: TimeCursor) -> When | None:
    """Read "the" and what it may stand before; "the last week" is the seven days up to now."""
    if not cursor.skip("the"):
        return None
    return cursor.attempt(
        relative.rolling_week, lambda here: relative.weekend(here, Which.LAST), when
    )


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
    count, step = length
    if place is None:
        part = Period(_moved(cursor, whole.stop, step, -count), whole.stop)
    else:
        start = _moved(cursor, whole.start, step, count * (place - 1))
        part = Period(start, _moved(cursor, start, step, count))
    if part.start < whole.start or part.stop > whole.stop or place == 0:
        raise invalid("That is not a part of the period named behind it.")
    return Period(part.start, part.stop)


def _moved(cursor: TimeCursor, moment: datetime, step: Step, count: Count) -> datetime:
    """Return the moment that many steps on; whole days go from midnight to midnight."""
    days = _DAYS_IN.get(step.unit) if step.unit else None
    if days is None:
        return shift(moment, step, count, cursor.clock.zone)
    return days_on(moment, int(count) * days, cursor.clock.zone)


def _named_unit(cursor: TimeCursor) -> When | None:
    """Read "month of March", "year of 2024", "week of 3 March"."""
    unit = cursor.accept(CALENDAR_UNITS)
    if unit is None or not cursor.skip("of"):
        return None
    cursor.introduced = cursor.years = True
    found = cursor.attempt(when)
    if not isinstance(found, Partial):
        return None
    if unit is TimeUnit.WEEK and found.day is not None:
        day = latest(found, cursor.clock.now, cursor.clock.zone).start
        return unit_period(replace(cursor.clock, now=day), TimeUnit.WEEK)
    return found if found.day is None and MONTHS_IN.get(unit) == found.months else None


def _one_before(cursor: TimeCursor) -> Period | None:
    """Read the "week before" or "previous week" that follows a week: the one before that."""
    began = cursor.at
    previous = cursor.accept(WHICH) is Which.PREVIOUS
    unit = cursor.accept(CALENDAR_UNITS)
    if unit is None or not (previous or cursor.skip("before", "prior", "earlier")):
        return None
    cursor.skip("that")
    for at in range(began - 1, max(began - _REACH_BACK, 0) - 1, -1):
        here = TimeCursor(cursor.tokens[:began], at, cursor.clock)
        here.introduced = here.years = True
        found = here.attempt(when)
        named = latest(found, cursor.clock.now, cursor.clock.zone) if found else None
        if named is None:
            continue
        clock = replace(cursor.clock, now=named.start)
        whole = unit_period(clock, unit)
        if (whole.start, whole.stop) == (named.start, named.stop):
            return unit_period(clock, unit, -1)
    return None


_Recogniser = Callable[[TimeCursor], When | None]
_COUNTS = NUMBER_WORDS | VAGUE_COUNTS.first_words | {"a", "an"}
_OPENINGS: tuple[tuple[_Recogniser, frozenset[str]], ...] = (
    (_with_article, frozenset({"the"})),
    (_part, NUMBER_WORDS | {"last"}),
    (_edge, EDGES.first_words),
    (_named_unit, CALENDAR_UNITS.first_words),
    (relative.before_last, CALENDAR_UNITS.first_words),
    (_one_before, CALENDAR_UNITS.first_words | WHICH.first_words),
    (dates.month_of_named_year, WHICH.first_words | {"year"}),
    (relative.relative, WHICH.first_words),
    (relative.to_date, TO_DATE.first_words),
    (dates.named_day, NAMED_DAYS.first_words),
    (relative.ago, _COUNTS),
    (dates.month_date, MONTHS.first_words | NUMBER_WORDS),
    (dates.holiday, HOLIDAYS.first_words),
    (dates.quarter, QUARTERS.first_words | HALF_YEARS.first_words),
    (relative.weekday, WEEKDAYS.first_words),
    (dates.year, frozenset({"year"})),
)
_BY_WORD = by_first_word(_OPENINGS)
_BY_KIND: dict[Kind, tuple[_Recogniser, ...]] = {
    Kind.NUMBER: (
        _part,
        relative.ago,
        dates.month_date,
        dates.quarter,
        dates.year_month,
        dates.year,
    ),
    Kind.PUNCTUATION: (dates.year,),
    Kind.DATE: (dates.figures_date,),
    Kind.TIME: (dates.time_today,),
}
OPENERS: frozenset[str] = frozenset(_BY_WORD)
"""The words that the name of a time can begin with."""
