"""When a watch is due, also over the days on which clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queryassist.watching.rhythm import Rhythm, Slot, Weekday, next_due

BERLIN = ZoneInfo("Europe/Berlin")
HALF_PAST_TWO = time(2, 30)


def slot(rhythm: Rhythm, at: time, weekday: int = 0) -> Slot:
    return Slot(rhythm=rhythm, at=at, weekday=weekday)


@pytest.mark.parametrize(
    ("rhythm", "at", "after", "due"),
    [
        (Rhythm.HOURLY, time(9, 15), "2026-05-04T10:00", "2026-05-04T10:15"),
        (Rhythm.HOURLY, time(9, 15), "2026-05-04T10:15", "2026-05-04T11:15"),
        (Rhythm.DAILY, time(9), "2026-05-04T08:59", "2026-05-04T09:00"),
        (Rhythm.DAILY, time(9), "2026-05-04T09:00", "2026-05-05T09:00"),
        (Rhythm.WEEKLY, time(9), "2026-05-04T08:00", "2026-05-04T09:00"),
        (Rhythm.WEEKLY, time(9), "2026-05-04T09:00", "2026-05-11T09:00"),
        (Rhythm.WEEKLY, time(9), "2026-05-06T12:00", "2026-05-11T09:00"),
        # The clocks skip 02:30 on 29 March, and come to it twice on 25 October.
        (Rhythm.DAILY, HALF_PAST_TWO, "2026-03-28T03:00", "2026-03-29T03:30"),
        (Rhythm.DAILY, HALF_PAST_TWO, "2026-10-24T03:00", "2026-10-25T02:30"),
        (Rhythm.DAILY, HALF_PAST_TWO, "2026-10-25T03:00", "2026-10-26T02:30"),
    ],
)
def test_the_next_time_is_of_the_projects_clock(
    rhythm: Rhythm, at: time, after: str, due: str
) -> None:
    moment = datetime.fromisoformat(after).replace(tzinfo=BERLIN)
    expected = datetime.fromisoformat(due).replace(tzinfo=BERLIN)

    assert next_due(slot(rhythm, at), moment, BERLIN) == expected.astimezone(UTC)


def test_it_is_said_in_words() -> None:
    assert slot(Rhythm.HOURLY, time(9, 5)).in_words() == "every hour at :05"
    assert slot(Rhythm.DAILY, time(9, 5)).in_words() == "every day at 09:05"
    assert slot(Rhythm.WEEKLY, time(9), Weekday.FRIDAY).in_words() == "every Friday at 09:00"


@given(
    rhythm=st.sampled_from(Rhythm),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    weekday=st.sampled_from(Weekday),
    after=st.integers(0, 10**9).map(lambda seconds: datetime.fromtimestamp(seconds * 2, UTC)),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/New_York"]),
)
def test_it_is_always_later_and_never_by_more_than_its_rhythm(
    rhythm: Rhythm, at: time, weekday: int, after: datetime, zone: str
) -> None:
    due = next_due(slot(rhythm, at, weekday), after, ZoneInfo(zone))

    longest = {Rhythm.HOURLY: 1, Rhythm.DAILY: 25, Rhythm.WEEKLY: 7 * 24 + 1}[rhythm]
    assert 0 < (due - after).total_seconds() <= longest * 3_600
