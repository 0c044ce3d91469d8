"""Dates by name or figures: "3 March 2025", "2025-03-01", "Q2 2025", "March", "10pm"."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from queryassist.english.time.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    Partial,
    Period,
    TimeKind,
    TimeProblem,
    Weekday,
    When,
    day_period,
    invalid,
    latest,
    local,
    make_date,
    today,
)
from queryassist.english.time.time_cursor import TimeCursor
from queryassist.english.time.time_words import (
    HALF_YEARS,
    HOLIDAYS,
    MONTHS,
    NAMED_DAYS,
    QUARTERS,
    SHY_WORDS,
    UNITS,
    WEEKDAYS,
    WHICH,
    Which,
)
from queryassist.english.words.text import Kind

_LEAP_YEAR = 2000
_ISO = re.compile(r"(\d{4})[-/](\d+)[-/](\d+)(?:t(\d+):(\d+)(?::(\d+))?(z)?)?")
_WRITTEN = re.compile(r"(\d+)([/.])(\d+)[/.](\d{4})")
_TIME = re.compile(r"(\d+)(?::(\d+))?(?::(\d+))?(am|pm)?")


def figures_date(cursor: TimeCursor) -> When | None:
    """Read "2025-03-01", "2025-03-01T10:30", "31/12/2025", "1.3.2025", a time of day behind it."""
    token = cursor.token
    if token is None or token.kind is not Kind.DATE:
        return None
    cursor.at += 1
    if iso := _ISO.fullmatch(token.word):
        year, month, day = (int(part) for part in iso.group(1, 2, 3))
        found = make_date(year, month, day)
        if iso[4] is None:
            return at_time(cursor, found)
        clock_time = _make_time(*(int(part or 0) for part in iso.group(4, 5, 6)))
        zone = UTC if iso[7] else cursor.clock.zone
        return _point(datetime.combine(found, clock_time, zone), cursor)
    written = _WRITTEN.fullmatch(token.word)
    return at_time(cursor, _written_date(token.text, written)) if written else None


def _written_date(text: str, written: re.Match[str]) -> date:
    """Return the date of "31/12/2025" or "12/31/2025"; dots always put the day first."""
    first, second, year = int(written[1]), int(written[3]), int(written[4])
    if first > 12 or written[2] == "." or first == second:
        return make_date(year, second, first)
    if second > 12:
        return make_date(year, first, second)
    choices = tuple(
        make_date(year, *pair).isoformat() for pair in ((second, first), (first, second))
    )
    raise TimeProblem(
        TimeKind.AMBIGUOUS, f"{text} can be {choices[0]} or {choices[1]}: which one?", choices
    )


def at_time(cursor: TimeCursor, day: date) -> When:
    """Return the day, or the moment of it where a time of day follows ("at 10:30", "10pm")."""
    found = cursor.attempt(_time_of_day)
    if found is None:
        return Partial(month=day.month, day=day.day, year=day.year)
    return _point(datetime.combine(day, found, cursor.clock.zone), cursor)


def time_today(cursor: TimeCursor) -> Period | None:
    """Read "10pm yesterday", or a time of day that stands alone and is today's."""
    found = _time_of_day(cursor)
    if found is None:
        return None
    cursor.skip("on")
    named = cursor.attempt(named_day, figures_date, month_date)
    day = today(cursor.clock)
    if named is not None:
        day = latest(named, cursor.clock.now, cursor.clock.zone).start.date()
    return _point(datetime.combine(day, found, cursor.clock.zone), cursor)


def _time_of_day(cursor: TimeCursor) -> time | None:
    cursor.skip("at")
    token = cursor.token
    found = _TIME.fullmatch(token.word) if token and token.kind is Kind.TIME else None
    if found is None:
        return None
    cursor.at += 1
    hour, minute, second = (int(part or 0) for part in found.group(1, 2, 3))
    if found[4] and not 1 <= hour <= 12:
        raise invalid(f"There is no {hour} {found[4]}: hours go from 1 to 12 there.")
    return _make_time(hour % 12 + 12 * (found[4] == "pm") if found[4] else hour, minute, second)


def _make_time(hour: int, minute: int, second: int) -> time:
    if hour > 23 or minute > 59 or second > 59:
        raise invalid(f"There is no time {hour}:{minute:02}: a day goes from 0:00 to 23:59.")
    return time(hour, minute, second)


def _point(moment: datetime, cursor: TimeCursor) -> Period:
    moment = local(moment, cursor.clock.zone)
    return Period(moment, moment, vague=True)


def named_day(cursor: TimeCursor) -> When | None:
    """Read "yesterday" and its like, with a time of day where one follows."""
    offset = cursor.accept(NAMED_DAYS)
    if offset is None:
        return None
    if offset > 0:
        raise TimeProblem(TimeKind.FUTURE, "")
    day = today(cursor.clock) + timedelta(days=offset)
    found = at_time(cursor, day)
    if isinstance(found, Period):
        return found
    return replace(day_period(day, cursor.clock.zone), running=offset == 0)


def month_date(cursor: TimeCursor) -> When | None:
    """Read "3 March 2025", "3rd of March", "March 3rd, 2025", "March 2025", "March"."""
    day = cursor.attempt(_day_number)
    if day is not None:
        cursor.skip("of")
    shy = cursor.word() in SHY_WORDS and not cursor.introduced
    month = cursor.accept(MONTHS)
    if month is None:
        return None
    if day is None:
        day = cursor.attempt(_day_number)
    year = cursor.attempt(year_behind)
    if shy and day is None and year is None:
        return None
    if day is None or year is None:
        return _checked(Partial(month=month, day=day, year=year))
    return at_time(cursor, make_date(year, month, day))


def holiday(cursor: TimeCursor) -> Partial | None:
    """Read "Christmas Day 2025", "New Year's Eve"."""
    date_of = cursor.accept(HOLIDAYS)
    if date_of is None:
        return None
    month, day = date_of
    return Partial(month=month, day=day, year=cursor.attempt(year_behind))


def _checked(partial: Partial) -> Partial:
    """Return the date, whose day must exist in some year."""
    day, name = partial.day, calendar.month_name[partial.month]
    if day is not None and not 1 <= day <= calendar.monthrange(_LEAP_YEAR, partial.month)[1]:
        raise invalid(f"{name} has no day {day}.")
    return partial


def _day_number(cursor: TimeCursor) -> int | None:
    """Read the day of a month: figures below 100 or an ordinal, without unit or scale."""
    ordinal = cursor.ordinal()
    if ordinal is not None:
        return ordinal if ordinal < 100 else None
    token = cursor.token
    if token is None or token.kind is not Kind.NUMBER or not re.fullmatch(r"\d{1,2}", token.text):
        return None
    cursor.at += 1
    return None if UNITS.starting_with(cursor.word()) else int(token.text)


def days_of_month(cursor: TimeCursor, joints: frozenset[str]) -> tuple[Partial, Partial] | None:
    """Read two days of one month: "3 to 5 March 2025", "March 3-5, 2025"."""
    month = cursor.accept(MONTHS)
    first = _day_number(cursor)
    if first is None or cursor.word() not in joints:
        return None
    cursor.at += 1
    last = _day_number(cursor)
    if month is None:
        cursor.skip("of")
        month = cursor.accept(MONTHS)
    if last is None or month is None:
        return None
    year = cursor.attempt(year_behind)
    begin, end = (Partial(month=month, day=day, year=year) for day in (first, last))
    return _checked(begin), _checked(end)


def year_behind(cursor: TimeCursor) -> int | None:
    """Read the year that follows a month or quarter: "2025", ", 2025", "of last year"."""
    if not cursor.skip("of", "in"):
        cursor.skip(",")
    cursor.skip("the")
    return named_year(cursor) or figures_year(cursor)


def named_year(cursor: TimeCursor) -> int | None:
    """Read "this year", "last year", "the year 2025"; return the year, or None."""
    return cursor.attempt(_relative_year, _spelt_out_year)


def _relative_year(cursor: TimeCursor) -> int | None:
    which = cursor.accept(WHICH)
    if which is None or not cursor.skip("year"):
        return None
    return today(cursor.clock).year + {Which.THIS: 0, Which.NEXT: 1}.get(which, -1)


def _spelt_out_year(cursor: TimeCursor) -> int | None:
    if not cursor.skip("year"):
        return None
    found = figures_year(cursor)
    number = None if found is not None else cursor.number()
    if number is not None and cursor.introduced:
        raise invalid(f"Only the years {FIRST_YEAR} to {LAST_YEAR} can be asked about.")
    return found


def figures_year(cursor: TimeCursor) -> int | None:
    """Read a year of four figures; return it, or None."""
    cut = cursor.attempt(_cut_year)
    if cut is not None:
        return cut
    token = cursor.token
    if token is None or token.kind is not Kind.NUMBER or not re.fullmatch(r"\d{4}", token.text):
        return None
    year = int(token.text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    cursor.at += 1
    return year


def _cut_year(cursor: TimeCursor) -> int | None:
    """Read "'25", a year of this century without its first two figures."""
    mark = cursor.token
    token = cursor.token if cursor.skip("'") else None
    if mark is None or token is None or mark.end != token.start:
        return None
    if not re.fullmatch(r"\d{2}", token.text):
        return None
    cursor.at += 1
    return 2000 + int(token.text)


def year(cursor: TimeCursor) -> Partial | None:
    """Read a whole year, where a preposition or the word "year" makes four figures one."""
    found = figures_year(cursor) if cursor.years else None
    found = found or cursor.attempt(_spelt_out_year)
    return None if found is None else Partial(months=12, year=found)


def year_month(cursor: TimeCursor) -> Partial | None:
    """Read "2025-03"."""
    three = cursor.tokens[cursor.at : cursor.at + 3]
    found = re.fullmatch(r"(\d{4})-(0\d|1[0-2])", "".join(token.text for token in three))
    if found is None or three[0].end != three[1].start or three[1].end != three[2].start:
        return None
    cursor.at += 3
    if not FIRST_YEAR <= int(found[1]) <= LAST_YEAR or found[2] == "00":
        raise invalid(f"There is no month {found[0]}.")
    return Partial(month=int(found[2]), year=int(found[1]))


def quarter(cursor: TimeCursor) -> Partial | None:
    """Read "Q2 2025", "2025 Q2", "H1 of last year", "Q2"."""
    before = figures_year(cursor)
    for table, months in ((QUARTERS, 3), (HALF_YEARS, 6)):
        month = cursor.accept(table)
        if month is not None:
            found = before or cursor.attempt(year_behind)
            return Partial(month=month, months=months, year=found)
    return None


def month_of_named_year(cursor: TimeCursor) -> When | None:
    """Read "last year in March", "this year Q1"."""
    found = named_year(cursor)
    if found is None:
        return None
    cursor.skip("in", "'s")
    part = cursor.attempt(month_date, quarter)
    if not isinstance(part, Partial) or part.year is not None:
        return None
    return replace(part, year=found)


def weekday(cursor: TimeCursor) -> Weekday | None:
    """Read "Monday"; a short name only where a preposition stands before it."""
    if cursor.word() in SHY_WORDS and not cursor.introduced:
        return None
    index = cursor.accept(WEEKDAYS)
    return None if index is None else Weekday(index)
