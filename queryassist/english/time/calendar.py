"""Calendar arithmetic in one zone: steps from a moment, periods, and dates whose year is left out.

Days and longer units begin at local midnight; hours and shorter steps are absolute, so that "24
hours" is 24 hours when the clocks change.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum, auto
from zoneinfo import ZoneInfo

from queryassist.readings import Clock
from queryassist.spec import TimeUnit

FIRST_YEAR, LAST_YEAR = 1900, 2199
_MAX_STEPS, _MAX_DAYS = 10**6, 10**5


class TimeKind(StrEnum):
    """What a time expression comes to."""

    PERIOD = auto()
    DURATION = auto()
    AMBIGUOUS = auto()
    FUTURE = auto()
    INVALID = auto()


class TimeProblem(Exception):
    """A time that cannot be used as it stands; the message says why, to the person who wrote it."""

    def __init__(self, kind: TimeKind, message: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.kind = kind
        self.choices = choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A length of time: ``seconds`` are absolute, ``months`` follow the calendar.

    ``unit`` is the calendar period of that name, where there is one.
    """

    seconds: int = 0
    months: int = 0
    unit: TimeUnit | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` up to but without ``stop``; the same moment twice is a point in time.

    ``running`` periods last until now when they stand alone ("today", "the last 7 days");
    ``vague`` ones can bound another period but not stand alone ("the end of 2024"), unless they
    are of a ``unit`` of the calendar, whose period is then meant ("2 months ago").
    """

    start: datetime
    stop: datetime
    running: bool = False
    vague: bool = False
    unit: TimeUnit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """Some months, or a day of one, in a year that may be left out: "March", "Q2 2025", "2024"."""

    month: int = 1
    months: int = 1
    day: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week that is not yet tied to a date; 0 is Monday."""

    index: int


When = Period | Partial | Weekday


def invalid(message: str) -> TimeProblem:
    """Return the problem of a time that does not exist or cannot be reckoned with."""
    return TimeProblem(TimeKind.INVALID, message)


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment in the zone, moved out of the hour that a clock change leaves out."""
    return moment.astimezone(UTC).astimezone(zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return when the day begins; TimeProblem outside the years that can be asked about."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR + 1:
        raise invalid(f"Only the years {FIRST_YEAR} to {LAST_YEAR} can be asked about.")
    return local(datetime.combine(day, time(), zone), zone)


def make_date(year: int, month: int, day: int) -> date:
    """Return the date; TimeProblem with the reason where the calendar has none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise invalid(f"Only the years {FIRST_YEAR} to {LAST_YEAR} can be asked about, not {year}.")
    if not 1 <= month <= 12:
        raise invalid(f"There is no month {month}: months go from 1 to 12.")
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise invalid(f"{calendar.month_name[month]} {year} has {days} days, so no day {day}.")
    return date(year, month, day)


def add_months(day: date, months: int) -> date:
    """Return the same day that many months on, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR + 1:
        raise invalid(f"Only the years {FIRST_YEAR} to {LAST_YEAR} can be asked about.")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift(moment: datetime, step: Step, count: Decimal | int, zone: ZoneInfo) -> datetime:
    """Return the moment ``count`` steps on (back where negative), in the zone."""
    _refuse_long(count, _MAX_STEPS)
    if step.months:
        months = count * step.months
        if months != int(months):
            raise invalid("Months can only be counted in whole numbers.")
        here = local(moment, zone)
        day = add_months(here.date(), int(months))
        return local(datetime.combine(day, here.time(), zone), zone)
    try:
        moved = moment.astimezone(UTC) + timedelta(seconds=float(count * step.seconds))
    except OverflowError as error:
        raise invalid("That is too long a time to reckon with.") from error
    if not FIRST_YEAR <= moved.year <= LAST_YEAR:
        raise invalid(f"Only the years {FIRST_YEAR} to {LAST_YEAR} can be asked about.")
    return moved.astimezone(zone)


def days_on(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return the beginning of the day that many days after (before where negative) the moment's."""
    _refuse_long(days, _MAX_DAYS)
    return midnight(moment.date() + timedelta(days=days), zone)


def _refuse_long(count: int | Decimal, most: int) -> None:
    if not -most <= count <= most:
        raise invalid("That is too long a time to reckon with.")


def today(clock: Clock) -> date:
    """Return the date that it is in the clock's zone."""
    return clock.now.astimezone(clock.zone).date()


def day_period(day: date, zone: ZoneInfo) -> Period:
    """Return the day from its midnight to the next."""
    return Period(midnight(day, zone), midnight(day + timedelta(days=1), zone))


def unit_period(clock: Clock, unit: TimeUnit, offset: int = 0) -> Period:
    """Return the calendar hour, day, week … that now is in, or one ``offset`` units away."""
    if unit is TimeUnit.HOUR:
        hour = local(clock.now, clock.zone).replace(minute=0, second=0, microsecond=0)
        start = hour.astimezone(UTC) + timedelta(hours=offset)
        return Period(start.astimezone(clock.zone), local(start + timedelta(hours=1), clock.zone))
    first = _unit_start(today(clock), unit, clock.week_start)
    start_day, stop_day = (_unit_step(first, unit, offset + extra) for extra in (0, 1))
    return Period(midnight(start_day, clock.zone), midnight(stop_day, clock.zone))


def unit_before(start: datetime, unit: TimeUnit, clock: Clock) -> Period | None:
    """Return the day, week, month … before the one that begins at ``start``; None if none does."""
    first = start.astimezone(clock.zone).date()
    begins = midnight(first, clock.zone) == start
    if unit is TimeUnit.HOUR or not begins or first.year <= FIRST_YEAR:
        return None
    if _unit_start(first, unit, clock.week_start) != first:
        return None
    return Period(midnight(_unit_step(first, unit, -1), clock.zone), start)


def _unit_start(day: date, unit: TimeUnit, week_start: int) -> date:
    if unit is TimeUnit.WEEK:
        return day - timedelta(days=(day.weekday() - week_start) % 7)
    if unit is TimeUnit.MONTH:
        return day.replace(day=1)
    if unit is TimeUnit.QUARTER:
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return day.replace(month=1, day=1) if unit is TimeUnit.YEAR else day


MONTHS_IN = {TimeUnit.MONTH: 1, TimeUnit.QUARTER: 3, TimeUnit.YEAR: 12}


def _unit_step(day: date, unit: TimeUnit, count: int) -> date:
    if unit in MONTHS_IN:
        return add_months(day, MONTHS_IN[unit] * count)
    return day + timedelta(days=count * (7 if unit is TimeUnit.WEEK else 1))


def partial_period(partial: Partial, year: int, zone: ZoneInfo) -> Period:
    """Return the months or the day that the partial date means in that year."""
    first = make_date(year, partial.month, partial.day or 1)
    if partial.day is not None:
        return day_period(first, zone)
    return Period(midnight(first, zone), midnight(add_months(first, partial.months), zone))


def latest(when: When, anchor: datetime, zone: ZoneInfo) -> Period:
    """Return the last period of that name that had begun at the anchor."""
    if isinstance(when, Period):
        return when
    day = anchor.astimezone(zone).date()
    if isinstance(when, Weekday):
        return day_period(day - timedelta(days=(day.weekday() - when.index) % 7), zone)
    if when.year is not None:
        return partial_period(when, when.year, zone)
    begun = (when.month, when.day or 1) <= (day.month, day.day)
    return partial_period(when, _year_with(when, day.year - (0 if begun else 1)), zone)


def _year_with(when: Partial, year: int) -> int:
    """Return the year, or where the date is 29 February the leap year at or before it."""
    if (when.month, when.day) != (2, 29):
        return year
    return next(leap for leap in range(year, year - 9, -1) if calendar.isleap(leap))


def unit_of(period: Period, count: int, zone: ZoneInfo) -> str | None:
    """Return the unit in which a period until now can be of ``count`` instead.

    "Hours", "days" or "months"; None where the old length may have been said in another unit, as
    7 days in weeks.
    """
    hours, rest = divmod(period.stop - period.start, timedelta(hours=1))
    if not rest and hours <= 48:
        return "hours" if count >= 12 else None
    days, months = hours // 24, round(hours / 24 / 30.44)
    began = shift(period.stop, Step(months=1), -months, zone)
    by_month = months > 0 and began == period.start
    if by_month and days % 10:
        return "months" if months % 12 else None
    is_days = not rest and hours % 24 == 0 and (count > days or (days % 7 and not by_month))
    return "days" if is_days else None
