"""What holds for every time expression, and the buckets that rows are grouped by."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queryassist.english.time.times import TIME_WORDS, TimeKind, TimeMatch, match_bucket, match_time
from queryassist.english.words.text import tokenize
from queryassist.readings import Clock
from queryassist.spec import TimeUnit

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "America/Sao_Paulo")
PIECES = (
    "in on of at a an 1 3 3rd 7 30 31 32 90 1.5 2m 2000 2024 2025 2025-02-29 2025-13-01 3/4/2025 "
    "31/12/2024 0000-00-00 10:30 25:61 10pm 99999 - + , > >= < <= q1 q4 h2 h d w ago to by and or "
    "x users $5 half half-year first third second 2025-03-01T10:30:00Z 9999-12-31 1900-01-01"
).split()

clocks = st.builds(
    Clock,
    st.integers(10**9, 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.sampled_from(ZONES).map(ZoneInfo),
    st.integers(0, 6),
)
likely_words = st.lists(st.sampled_from([*sorted(TIME_WORDS), *PIECES]), min_size=1, max_size=9)


def _check(match: TimeMatch, at: int, count: int, clock: Clock) -> None:
    assert at < match.end <= count
    assert (match.problem != "") == (match.kind not in {TimeKind.PERIOD, TimeKind.DURATION})
    for bound in (match.start, match.stop):
        assert bound is None or bound.tzinfo is clock.zone
    if match.start is not None and match.stop is not None:
        assert match.start.timestamp() <= match.stop.timestamp()
    if match.start is not None:
        assert match.start.timestamp() <= clock.now.timestamp()


@given(likely_words.map(" ".join) | st.text(max_size=60), clocks)
def test_any_words_give_a_sound_match_or_none(text: str, clock: Clock) -> None:
    tokens = tokenize(text)
    for at in range(len(tokens)):
        match = match_time(tokens, at, clock)
        if match is not None:
            _check(match, at, len(tokens), clock)


@given(st.integers(1, 2000), st.sampled_from(["hours", "days", "weeks"]), clocks)
def test_longer_length_of_time_never_starts_later(count: int, unit: str, clock: Clock) -> None:
    shorter, longer = (
        match_time(tokenize(f"in the last {number} {unit}"), 0, clock)
        for number in (count, count + 1)
    )
    assert shorter is not None
    assert longer is not None
    assert shorter.start is not None
    assert longer.start is not None
    assert longer.start.timestamp() < shorter.start.timestamp()


@given(clocks, st.sampled_from(["week", "month", "quarter", "year"]))
def test_last_period_ends_where_this_one_begins(clock: Clock, unit: str) -> None:
    last, this = (match_time(tokenize(f"{which} {unit}"), 0, clock) for which in ("last", "this"))
    assert last is not None
    assert this is not None
    assert last.stop == this.start


@given(clocks, st.integers(2001, 2098))
def test_before_during_and_after_a_year_leave_no_gap(clock: Clock, year: int) -> None:
    before, during, after = (
        match_time(tokenize(f"{word} {year}"), 0, clock) for word in ("before", "in", "after")
    )
    assert before is not None
    assert during is not None
    assert after is not None
    if after.kind is TimeKind.PERIOD:
        assert (before.stop, during.stop) == (during.start, after.start)


@pytest.mark.parametrize(
    "text", ["", "the", "last " * 400, "in the " * 400, "march " * 400, "1 " * 400]
)
def test_long_and_odd_input_is_read_without_fail(text: str) -> None:
    clock = Clock(datetime(2026, 3, 18, tzinfo=UTC), ZoneInfo("UTC"))
    tokens = tokenize(text)
    for at in range(len(tokens)):
        match = match_time(tokens, at, clock)
        assert match is None or match.end > at


@pytest.mark.parametrize(
    ("text", "end", "unit"),
    [
        ("by month", 2, TimeUnit.MONTH),
        ("by month of signup", 2, TimeUnit.MONTH),
        ("per day", 2, TimeUnit.DAY),
        ("each week", 2, TimeUnit.WEEK),
        ("every quarter", 2, TimeUnit.QUARTER),
        ("by calendar year", 3, TimeUnit.YEAR),
        ("per hour", 2, TimeUnit.HOUR),
        ("by months", 2, TimeUnit.MONTH),
        ("monthly", 1, TimeUnit.MONTH),
        ("weekly signups", 1, TimeUnit.WEEK),
        ("daily", 1, TimeUnit.DAY),
        ("hourly", 1, TimeUnit.HOUR),
        ("quarterly", 1, TimeUnit.QUARTER),
        ("annually", 1, TimeUnit.YEAR),
        ("month by month", 3, TimeUnit.MONTH),
    ],
)
def test_bucket_is_read(text: str, end: int, unit: TimeUnit) -> None:
    assert match_bucket(tokenize(text), 0) == (end, unit)


@pytest.mark.parametrize(
    "text", ["month", "by country", "by", "per user", "", "by last month", "week"]
)
def test_what_is_no_bucket_is_left_alone(text: str) -> None:
    assert match_bucket(tokenize(text), 0) is None
