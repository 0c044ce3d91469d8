"""The boundaries that times in the questions mean, worked out by hand for the day they are asked.

Asked on Wednesday 2026-03-18 at 10:30, in UTC, with weeks that start on Monday.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.queryassist.english.expect import Test, during
from tests.queryassist.english.people import NOW


def day(year: int, month: int = 1, day_of_month: int = 1) -> datetime:
    return datetime(year, month, day_of_month, tzinfo=UTC)


def ago(*, days: int = 0, hours: int = 0) -> datetime:
    return NOW - timedelta(days=days, hours=hours)


TODAY = day(2026, 3, 18)
YESTERDAY = day(2026, 3, 17)
THIS_WEEK = day(2026, 3, 16)
LAST_WEEK = day(2026, 3, 9)
THIS_MONTH = day(2026, 3)
LAST_MONTH = day(2026, 2)
LAST_QUARTER = day(2025, 10)
THIS_YEAR = day(2026)
LAST_YEAR = day(2025)

SEEN, JOINED, UPDATED = "last_active", "created_at", "updated_at"


def in_last(field: str, *, days: int = 0, hours: int = 0) -> Test:
    return during(field, ago(days=days, hours=hours), NOW + timedelta(seconds=1))


def this_week(field: str) -> Test:
    return during(field, THIS_WEEK)


def last_week(field: str) -> Test:
    return during(field, LAST_WEEK, THIS_WEEK)


def this_month(field: str) -> Test:
    return during(field, THIS_MONTH)


def last_month(field: str) -> Test:
    return during(field, LAST_MONTH, THIS_MONTH)


def this_year(field: str) -> Test:
    return during(field, THIS_YEAR)


def in_year(field: str, year: int) -> Test:
    return during(field, day(year), day(year + 1))
