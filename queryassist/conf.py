"""The settings of queryassist, read when they are used."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings

READER_ALIAS = "reader"
READER_SCHEMA = "queen"

READER_CONNECTIONS = 40
"""How many the reader may have: fewer than half of the server's, so that pages have theirs."""


def zone() -> ZoneInfo:
    """Return the project's time zone: periods are cut and times are shown in it."""
    return ZoneInfo(settings.TIME_ZONE)


def week_start() -> int:
    """Return the first day of a week, 0 for Monday to 6 for Sunday."""
    return int(settings.QUERYASSIST_WEEK_START)


def statement_timeout_ms() -> int:
    """Return how long one question may keep the database busy, in milliseconds."""
    return int(settings.QUERYASSIST_STATEMENT_TIMEOUT_MS)


def lock_timeout_ms() -> int:
    """Return how long a question may wait for a lock, in milliseconds."""
    return int(settings.QUERYASSIST_LOCK_TIMEOUT_MS)


def parallel_questions() -> int:
    """Return how many questions of one process may be in the database at once."""
    return int(settings.QUERYASSIST_PARALLEL_QUESTIONS)


def admission_timeout_ms() -> int:
    """Return how long a question may wait for those before it, in milliseconds."""
    return int(settings.QUERYASSIST_ADMISSION_TIMEOUT_MS)


def background_timeout_ms() -> int:
    """Return how long the database may be busy with what stands behind an answer, in ms."""
    return int(settings.QUERYASSIST_BACKGROUND_TIMEOUT_MS)


def row_cap() -> int:
    """Return how many rows an answer may hold at most."""
    return int(settings.QUERYASSIST_ROW_CAP)


def max_cost() -> float:
    """Return what PostgreSQL may estimate a statement written by a person to cost at most."""
    return float(settings.QUERYASSIST_MAX_COST)


def personal_data_permission() -> str:
    """Return the permission to see columns about persons, such as names and e-mail addresses."""
    return str(settings.QUERYASSIST_PERSONAL_DATA_PERMISSION)


def smallest_group() -> int:
    """Return how many rows a figure must be about for those who do not see personal data."""
    return int(settings.QUERYASSIST_SMALLEST_GROUP)


def value_cap() -> int:
    """Return how many distinct values of one column the value index keeps at most."""
    return int(settings.QUERYASSIST_VALUE_CAP)


def reader_role() -> str | None:
    """Return the login role that runs questions; None where no reader is configured."""
    user = settings.DATABASES.get(READER_ALIAS, {}).get("USER")
    return str(user) if user else None
