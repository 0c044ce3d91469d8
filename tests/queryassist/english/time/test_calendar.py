"""Days follow the zone and its clock changes, weeks the clock's week start; hours are absolute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from queryassist.english.time.times import TimeMatch, match_time
from queryassist.english.words.text import tokenize
from queryassist.readings import Clock


def _clock(zone: str, now: str, week_start: int = 0) -> Clock:
    return Clock(datetime.fromisoformat(now), ZoneInfo(zone), week_start)


def _read(text: str, clock: Clock) -> TimeMatch:
    match = match_time(tokenize(text), 0, clock)
    assert match is not None, text
    return match


def _utc(bound: datetime | None) -> str:
    assert bound is not None
    return bound.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def test_day_without_an_hour_is_23_hours_long() -> None:
    match = _read("yesterday", _clock("Europe/Berlin", "2026-03-30T12:00+02:00"))
    assert (_utc(match.start), _utc(match.stop)) == ("2026-03-28 23:00", "2026-03-29 22:00")


def test_day_with_an_extra_hour_is_25_hours_long() -> None:
    match = _read("yesterday", _clock("America/New_York", "2026-11-02T12:00-05:00"))
    assert (_utc(match.start), _utc(match.stop)) == ("2026-11-01 04:00", "2026-11-02 05:00")


@pytest.mark.parametrize("now", ["2026-03-29T12:00+02:00", "2026-10-25T02:30+01:00"])
def test_last_24_hours_are_absolute_over_a_clock_change(now: str) -> None:
    clock = _clock("Europe/Berlin", now)
    match = _read("in the last 24 hours", clock)
    assert match.start is not None
    assert match.start.astimezone(UTC) == clock.now.astimezone(UTC) - timedelta(hours=24)


@pytest.mark.parametrize("now", ["2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"])
def test_this_hour_is_the_right_one_of_two_alike(now: str) -> None:
    clock = _clock("Europe/Berlin", now)
    match = _read("this hour", clock)
    assert match.start is not None
    assert clock.now.astimezone(UTC) - match.start.astimezone(UTC) == timedelta(minutes=30)


def test_last_month_keeps_the_local_time_over_a_clock_change() -> None:
    match = _read("in the last month", _clock("Europe/Berlin", "2026-04-15T12:00+02:00"))
    assert _utc(match.start) == "2026-03-15 11:00"


def test_last_month_from_a_31st_is_clipped() -> None:
    match = _read("in the last month", _clock("UTC", "2026-03-31T09:00+00:00"))
    assert _utc(match.start) == "2026-02-28 09:00"


def test_day_that_begins_at_one_in_the_morning_begins_there() -> None:
    match = _read("on 2018-11-04", _clock("America/Sao_Paulo", "2026-03-18T12:00-03:00"))
    assert match.start is not None
    assert (match.start.hour, _utc(match.start)) == (1, "2018-11-04 03:00")


def test_today_is_the_day_of_the_zone_and_not_of_utc() -> None:
    match = _read("today", _clock("Asia/Tokyo", "2026-03-17T20:00+00:00"))
    assert _utc(match.start) == "2026-03-17 15:00"


def test_month_begins_at_the_zones_midnight() -> None:
    match = _read("in March 2025", _clock("America/New_York", "2026-03-18T12:00-04:00"))
    assert (_utc(match.start), _utc(match.stop)) == ("2025-03-01 05:00", "2025-04-01 04:00")


def test_time_with_z_is_utc_and_without_is_local() -> None:
    clock = _clock("Asia/Tokyo", "2026-03-18T12:00+09:00")
    assert _utc(_read("since 2026-03-01T10:30:00Z", clock).start) == "2026-03-01 10:30"
    assert _utc(_read("since 2026-03-01T10:30:00", clock).start) == "2026-03-01 01:30"


@pytest.mark.parametrize(
    ("week_start", "start"), [(0, "2026-03-16"), (5, "2026-03-14"), (6, "2026-03-15")]
)
def test_week_starts_on_the_day_the_clock_says(week_start: int, start: str) -> None:
    clock = _clock("UTC", "2026-03-18T12:00+00:00", week_start)
    assert _utc(_read("this week", clock).start) == f"{start} 00:00"
    assert _utc(_read("last week", clock).stop) == f"{start} 00:00"


@pytest.mark.parametrize("now", ["2026-03-15T12:00+00:00", "2026-03-21T12:00+00:00"])
def test_week_from_sunday_holds_its_first_and_last_day(now: str) -> None:
    match = _read("this week", _clock("UTC", now, week_start=6))
    assert _utc(match.start) == "2026-03-15 00:00"


@pytest.mark.parametrize(
    ("now", "saturday"),
    [
        ("2026-03-20T12:00+00:00", "2026-03-14"),
        ("2026-03-21T12:00+00:00", "2026-03-14"),
        ("2026-03-22T12:00+00:00", "2026-03-14"),
        ("2026-03-23T12:00+00:00", "2026-03-21"),
    ],
)
def test_last_weekend_is_one_that_is_over(now: str, saturday: str) -> None:
    assert _utc(_read("last weekend", _clock("UTC", now)).start) == f"{saturday} 00:00"


@pytest.mark.parametrize(
    ("now", "text", "start"),
    [
        ("2026-01-01T00:00+00:00", "since January", "2026-01-01"),
        ("2026-01-01T00:00+00:00", "in December", "2025-12-01"),
        ("2026-01-01T00:00+00:00", "last month", "2025-12-01"),
        ("2026-01-01T00:00+00:00", "last quarter", "2025-10-01"),
        ("2024-02-29T12:00+00:00", "on 29 February", "2024-02-29"),
        ("2024-02-28T12:00+00:00", "on 29 February", "2020-02-29"),
    ],
)
def test_turn_of_the_year_and_leap_days(now: str, text: str, start: str) -> None:
    assert _utc(_read(text, _clock("UTC", now)).start) == f"{start} 00:00"
