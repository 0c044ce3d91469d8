"""When a watch is due: every hour, day or week at a time of the project's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import IntegerChoices, TextChoices

_DAYS_LOOKED_AT = 9
"""A week, and a day more at each end for a time that the clocks skip."""


class Rhythm(TextChoices):
    """How often."""

    HOURLY = "hourly", "Every hour"
    DAILY = "daily", "Every day"
    WEEKLY = "weekly", "Every week"


class Weekday(IntegerChoices):
    """The days as Python numbers them."""

    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """How often and when: hourly it is the minute of ``at`` that counts, weekly the ``weekday``."""

    rhythm: str
    at: time
    weekday: int = Weekday.MONDAY

    def in_words(self) -> str:
        """Return it as it stands in a sentence: "every day at 09:00"."""
        match self.rhythm:
            case Rhythm.HOURLY:
                return f"every hour at :{self.at:%M}"
            case Rhythm.DAILY:
                return f"every day at {self.at:%H:%M}"
            case _:
                return f"every {Weekday(self.weekday).label} at {self.at:%H:%M}"


def next_due(slot: Slot, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment of the slot after an aware time, in UTC.

    A time that the clocks skip comes an hour later, one that comes twice counts once.
    """
    local = after.astimezone(zone)
    if slot.rhythm == Rhythm.HOURLY:
        due = local.replace(minute=slot.at.minute, second=0, microsecond=0).astimezone(UTC)
        return due if due > after else due + timedelta(hours=1)
    days = (local.date() + timedelta(days=number) for number in range(_DAYS_LOOKED_AT))
    moments = (
        datetime.combine(day, slot.at, zone).astimezone(UTC)
        for day in days
        if slot.rhythm == Rhythm.DAILY or day.weekday() == slot.weekday
    )
    return next(moment for moment in moments if moment > after)
