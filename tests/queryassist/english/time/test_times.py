"""Time expressions are read as the half-open intervals that the conventions give them.

Asked on Wednesday 2026-03-18 at 10:30 in UTC, unless a test says otherwise.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from queryassist.english.time.times import TimeKind, TimeMatch, match_time
from queryassist.english.words.text import tokenize
from queryassist.readings import Clock

CLOCK = Clock(datetime(2026, 3, 18, 10, 30, tzinfo=UTC), ZoneInfo("UTC"))


def read(text: str, clock: Clock = CLOCK) -> TimeMatch:
    """Return the match, which must take in the whole text."""
    tokens = tokenize(text)
    match = match_time(tokens, 0, clock)
    assert match is not None, text
    assert match.end == len(tokens), f"{text}: {match}"
    return match


def shown(match: TimeMatch) -> tuple[str, str]:
    """Return both bounds as "2026-03-18" or "2026-03-18 10:30", and "" for an open one."""
    return _shown(match.start), _shown(match.stop)


def _shown(bound: datetime | None) -> str:
    return "" if bound is None else f"{bound:%Y-%m-%d %H:%M}".removesuffix(" 00:00")


PERIODS = [
    # days
    ("today", "2026-03-18", ""),
    ("yesterday", "2026-03-17", "2026-03-18"),
    ("the day before yesterday", "2026-03-16", "2026-03-17"),
    ("3 days ago", "2026-03-15", "2026-03-16"),
    ("90d ago", "2025-12-18", "2025-12-19"),
    ("two weeks ago", "2026-03-02", "2026-03-09"),
    ("2 months ago", "2026-01-01", "2026-02-01"),
    ("a year ago", "2025-01-01", "2026-01-01"),
    ("on 3 March 2025", "2025-03-03", "2025-03-04"),
    ("on the 3rd of March 2025", "2025-03-03", "2025-03-04"),
    ("March 3rd", "2026-03-03", "2026-03-04"),
    ("March 3, 2025", "2025-03-03", "2025-03-04"),
    ("on March 20", "2025-03-20", "2025-03-21"),
    ("on 29 February", "2024-02-29", "2024-03-01"),
    ("2025-03-01", "2025-03-01", "2025-03-02"),
    ("2025/03/01", "2025-03-01", "2025-03-02"),
    ("on 13/1/2025", "2025-01-13", "2025-01-14"),
    ("on 1/13/2025", "2025-01-13", "2025-01-14"),
    ("on 3/3/2025", "2025-03-03", "2025-03-04"),
    ("on 1.3.2025", "2025-03-01", "2025-03-02"),
    ("on Monday", "2026-03-16", "2026-03-17"),
    ("on Wednesday", "2026-03-18", "2026-03-19"),
    ("last Wednesday", "2026-03-11", "2026-03-12"),
    ("last Friday", "2026-03-13", "2026-03-14"),
    ("this Tuesday", "2026-03-17", "2026-03-18"),
    ("on Monday last week", "2026-03-09", "2026-03-10"),
    ("last day of February", "2026-02-28", "2026-03-01"),
    # weeks
    ("this week", "2026-03-16", ""),
    ("last week", "2026-03-09", "2026-03-16"),
    ("in last week", "2026-03-09", "2026-03-16"),
    ("the previous week", "2026-03-09", "2026-03-16"),
    ("the week before last", "2026-03-02", "2026-03-09"),
    ("last weekend", "2026-03-14", "2026-03-16"),
    ("over the weekend", "2026-03-14", "2026-03-16"),
    ("in the week of March 3", "2026-03-02", "2026-03-09"),
    ("earlier this week", "2026-03-16", ""),
    # months
    ("this month", "2026-03-01", ""),
    ("so far this month", "2026-03-01", ""),
    ("month to date", "2026-03-01", ""),
    ("last month", "2026-02-01", "2026-03-01"),
    ("in March", "2026-03-01", "2026-04-01"),
    ("in April", "2025-04-01", "2025-05-01"),
    ("in may", "2025-05-01", "2025-06-01"),
    ("last March", "2025-03-01", "2025-04-01"),
    ("in March 2025", "2025-03-01", "2025-04-01"),
    ("in March of last year", "2025-03-01", "2025-04-01"),
    ("last year in March", "2025-03-01", "2025-04-01"),
    ("2025-03", "2025-03-01", "2025-04-01"),
    ("the last 2 full months", "2026-01-01", "2026-03-01"),
    ("in the month of March 2025", "2025-03-01", "2025-04-01"),
    # quarters, halves and years
    ("this quarter", "2026-01-01", ""),
    ("last quarter", "2025-10-01", "2026-01-01"),
    ("in the last quarter", "2025-10-01", "2026-01-01"),
    ("Q2", "2025-04-01", "2025-07-01"),
    ("Q2 2025", "2025-04-01", "2025-07-01"),
    ("2025-Q3", "2025-07-01", "2025-10-01"),
    ("in the second quarter of 2025", "2025-04-01", "2025-07-01"),
    ("the last quarter of 2024", "2024-10-01", "2025-01-01"),
    ("H1 2025", "2025-01-01", "2025-07-01"),
    ("first half of last year", "2025-01-01", "2025-07-01"),
    ("first 6 months of 2024", "2024-01-01", "2024-07-01"),
    ("the last 10 days of February", "2026-02-19", "2026-03-01"),
    ("in 2025", "2025-01-01", "2026-01-01"),
    ("in the year 2025", "2025-01-01", "2026-01-01"),
    ("this year", "2026-01-01", ""),
    ("ytd", "2026-01-01", ""),
    ("last year", "2025-01-01", "2026-01-01"),
    # up to now
    ("in the last 7 days", "2026-03-11 10:30", ""),
    ("last 24 hours", "2026-03-17 10:30", ""),
    ("last 30 mins", "2026-03-18 10:00", ""),
    ("last hour", "2026-03-18 09:30", ""),
    ("in the last week", "2026-03-11 10:30", ""),
    ("over the past week", "2026-03-11 10:30", ""),
    ("past month", "2026-02-18 10:30", ""),
    ("in the last year", "2025-03-18 10:30", ""),
    ("within the past two weeks", "2026-03-04 10:30", ""),
    ("in the last six months", "2025-09-18 10:30", ""),
    ("in the last one and a half years", "2024-09-18 10:30", ""),
    ("within 3 days", "2026-03-15 10:30", ""),
    # bounds
    ("since Monday", "2026-03-16", ""),
    ("since March", "2026-03-01", ""),
    ("since 2024", "2024-01-01", ""),
    ("since last month", "2026-02-01", ""),
    ("since the start of this year", "2026-01-01", ""),
    ("since 2 weeks ago", "2026-03-04", ""),
    ("since yesterday at 10pm", "2026-03-17 22:00", ""),
    ("after 10pm yesterday", "2026-03-17 22:00", ""),
    ("since 10am", "2026-03-18 10:00", ""),
    ("after 2024", "2025-01-01", ""),
    ("after March 3", "2026-03-04", ""),
    ("after yesterday", "2026-03-18", ""),
    ("after 2025-06-30", "2025-07-01", ""),
    ("> 2025-06-30", "2025-07-01", ""),
    (">= 2025-06-30", "2025-06-30", ""),
    ("on or after 1 May 2025", "2025-05-01", ""),
    ("from March 2025 onwards", "2025-03-01", ""),
    ("March 2025 or later", "2025-03-01", ""),
    ("before 2025", "", "2025-01-01"),
    ("before last week", "", "2026-03-09"),
    ("prior to March 1, 2025", "", "2025-03-01"),
    ("before today", "", "2026-03-18"),
    ("until yesterday", "", "2026-03-18"),
    ("through March 2025", "", "2025-04-01"),
    ("up to the end of 2024", "", "2025-01-01"),
    ("by 30 June 2025", "", "2025-07-01"),
    ("in 2024 or earlier", "", "2025-01-01"),
    ("no later than 30 June 2025", "", "2025-07-01"),
    ("until now", "", ""),
    ("of all time", "", ""),
    # ranges
    ("between 1 Jan and 15 Feb 2025", "2025-01-01", "2025-02-16"),
    ("from January to March 2025", "2025-01-01", "2025-04-01"),
    ("from 1 May 2025 to 31 August 2025", "2025-05-01", "2025-09-01"),
    ("between 2025-01-01 and 2025-03-31", "2025-01-01", "2025-04-01"),
    ("between November and January", "2025-11-01", "2026-02-01"),
    ("from Nov 2024 to March", "2024-11-01", "2025-04-01"),
    ("Jan-Mar 2025", "2025-01-01", "2025-04-01"),
    ("Jan to Mar", "2026-01-01", "2026-04-01"),
    ("in Q1-Q2 2025", "2025-01-01", "2025-07-01"),
    ("from Monday to Friday", "2026-03-09", "2026-03-14"),
    ("between last Monday and yesterday", "2026-03-16", "2026-03-18"),
    ("3-5 March 2025", "2025-03-03", "2025-03-06"),
    ("March 3 to 5, 2025", "2025-03-03", "2025-03-06"),
    ("between 3 and 5 March", "2026-03-03", "2026-03-06"),
    ("from 2023 to 2024", "2023-01-01", "2025-01-01"),
    ("from March to now", "2026-03-01", ""),
    ("from March until today", "2026-03-01", "2026-03-19"),
    # lengths ago
    ("more than 90 days ago", "", "2025-12-18 10:30"),
    ("over a year ago", "", "2025-03-18 10:30"),
    ("at least 90 days ago", "", "2025-12-18 10:30"),
    ("90+ days ago", "", "2025-12-18 10:30"),
    ("more than half a year ago", "", "2025-09-18 10:30"),
    ("less than 3 days ago", "2026-03-15 10:30", ""),
    ("no more than 3 days ago", "2026-03-15 10:30", ""),
    ("between 30 and 60 days ago", "2026-01-17 10:30", "2026-02-16 10:30"),
    ("30-60 days ago", "2026-01-17 10:30", "2026-02-16 10:30"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "start", "stop"), PERIODS)
def test_period_is_read_as_the_conventions_say(text: str, start: str, stop: str) -> None:
    match = read(text)
    assert (match.kind, *shown(match)) == (TimeKind.PERIOD, start, stop)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("for 90 days", "2025-12-18 10:30"),
        ("in 90 days", "2025-12-18 10:30"),
        ("in more than 90 days", "2025-12-18 10:30"),
        ("for over 3 months", "2025-12-18 10:30"),
        ("for at least two weeks", "2026-03-04 10:30"),
        ("for two weeks or more", "2026-03-04 10:30"),
        ("for 90+ days", "2025-12-18 10:30"),
        ("for a year", "2025-03-18 10:30"),
        ("over a year", "2025-03-18 10:30"),
        ("over 14 days", "2026-03-04 10:30"),
        ("90 days", "2025-12-18 10:30"),
    ],
)
def test_length_of_time_is_a_duration_up_to_now(text: str, start: str) -> None:
    match = read(text)
    assert (match.kind, *shown(match)) == (TimeKind.DURATION, start, "")


@pytest.mark.parametrize(
    "text",
    [
        "", "2025", "over 2000", "> 2025", "in 1500", "from 2000 to 5000", "recently", "lately",
        "may", "mon", "sun", "second", "third", "the", "a", "last", "last active", "in Tokyo",
        "this user", "by month", "per day", "over 30", "30 years", "more than 30 years old",
        "for 30 year olds", "a day", "within 5 users", "since users", "top 10", "last 5 users",
        "next 10 users", '"march"', "first half of the users", "up to 500", "5 of 2",
    ],
)  # fmt: skip
def test_what_names_no_time_is_left_alone(text: str) -> None:
    assert match_time(tokenize(text), 0, CLOCK) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Feb 30", "February has no day 30"),
        ("on 31 June 2025", "June 2025 has 30 days"),
        ("on 29 February 2025", "February 2025 has 28 days"),
        ("March 32", "no day 32"),
        ("2025-13-40", "no month 13"),
        ("on 2025-02-30", "28 days"),
        ("0000-00-00", "not 0"),
        ("in year 0", "1900 to 2199"),
        ("on 40/40/2025", "no month 40"),
        ("at 25:30", "no time 25:30"),
        ("at 13pm", "no 13 pm"),
        ("fifth quarter of 2025", "not a part"),
        ("in the last 99999 days", "1900 to 2199"),
        ("99999999 days ago", "too long"),
        ("in the last " + "9" * 30 + " days", "too long"),
        ("in the last 5000 years", "1900 to 2199"),
        ("in the last 0 days", "more than zero"),
        ("first 2m days of March", "too long"),
        ("first 900000 weeks of March", "too long"),
        ("the last 800000 days of March", "too long"),
        ("the last 90000 days of March", "1900 to 2199"),
        ("last 1.5 months", "whole numbers"),
        ("from March 2025 to January 2025", "ends before it starts"),
        ("between 2025-03-31 and 2025-01-01", "ends before it starts"),
    ],
)
def test_impossible_time_is_explained(text: str, says: str) -> None:
    match = read(text)
    assert match.kind is TimeKind.INVALID
    assert says in match.problem


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow", "next month", "in the next 7 days", "next Friday", "3 days from now",
        "in 2027", "after 2026", "this June", "after today", "on 2026-03-19", "next year",
        "the day after tomorrow", "this weekend", "in the coming weeks",
    ],
)  # fmt: skip
def test_future_is_refused_by_name(text: str) -> None:
    tokens = tokenize(text)
    match = match_time(tokens, 0, CLOCK)
    assert match is not None
    assert match.kind is TimeKind.FUTURE
    assert "in the future" in match.problem


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("on 3/1/2025", ("2025-01-03", "2025-03-01")),
        ("from March 2025", ("in March 2025", "since March 2025")),
        ("from 3 March 2025", ("on 3 March 2025", "since 3 March 2025")),
        ("in the last few days", ()),
        ("a couple of weeks ago", ()),
        ("2 hours ago", ()),
        ("at the beginning of the year", ()),
        ("at 10am", ()),
    ],
)
def test_several_meanings_are_asked_about(text: str, choices: tuple[str, ...]) -> None:
    match = read(text)
    assert (match.kind, match.choices) == (TimeKind.AMBIGUOUS, choices)
    assert match.problem


@pytest.mark.parametrize(
    ("text", "maybe"),
    [
        ("between 2000 and 2020", True),
        ("from 2000 to 2020", True),
        ("from 2000", True),
        ("up to 2000", True),
        ("of 2020", True),
        ("in 2020", False),
        ("since 2020", False),
        ("before 2020", False),
        ("between March 2020 and April 2020", False),
        ("up to 2020-01-01", False),
    ],
)
def test_figures_that_may_be_no_year_are_marked(text: str, maybe: bool) -> None:
    assert read(text).maybe_number is maybe


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("January and February 2024", "2024-01-01"),
        ("in January, February and March 2024", "2024-01-01"),
        ("may or june 2024", "2024-05-01"),
        ("Q1 vs Q2 2024", "2024-01-01"),
    ],
)
def test_months_of_a_list_share_the_year_at_its_end(text: str, start: str) -> None:
    match = match_time(tokenize("in " + text.removeprefix("in ")), 0, CLOCK)
    assert match is not None
    assert shown(match)[0] == start


@pytest.mark.parametrize(
    ("text", "start", "stop"),
    [
        ("this week versus the week before", "2026-03-09", "2026-03-16"),
        ("last week vs the week before", "2026-03-02", "2026-03-09"),
        ("last month and the previous month", "2026-01-01", "2026-02-01"),
        ("in March compared to the month before", "2026-02-01", "2026-03-01"),
        ("Q3 2025 vs the quarter before that", "2025-04-01", "2025-07-01"),
        ("in 2025 vs the year before", "2024-01-01", "2025-01-01"),
        ("yesterday vs the day before", "2026-03-16", "2026-03-17"),
    ],
)
def test_the_period_before_goes_before_the_one_named(text: str, start: str, stop: str) -> None:
    tokens = tokenize(text)
    at = next(i for i, token in enumerate(tokens) if token.word == "the")
    match = match_time(tokens, at, CLOCK)
    assert match is not None
    assert match.end == len(tokens)
    assert shown(match) == (start, stop)


def test_a_period_before_nothing_named_is_no_time() -> None:
    assert match_time(tokenize("the week before"), 0, CLOCK) is None


def test_month_of_a_list_takes_the_year_before_it() -> None:
    tokens = tokenize("in January 2024 and in February")
    match = match_time(tokens, 4, CLOCK)
    assert match is not None
    assert shown(match) == ("2024-02-01", "2024-03-01")


@pytest.mark.parametrize(
    ("text", "at"),
    [("in 2023 or 2025", 3), ("in 2023, 2024 and 2025", 5), ("during 2023 vs 2025", 3)],
)
def test_year_of_a_list_of_years_needs_no_preposition(text: str, at: int) -> None:
    match = match_time(tokenize(text), at, CLOCK)
    assert match is not None
    assert (*shown(match), match.maybe_number) == ("2025-01-01", "2026-01-01", False)


@pytest.mark.parametrize("text", ["over 2023 or 2025", "with 2023 or 2025", "Q1 or 2025"])
def test_figures_of_another_list_are_no_years(text: str) -> None:
    tokens = tokenize(text)
    assert match_time(tokens, len(tokens) - 1, CLOCK) is None


def test_list_that_runs_backwards_asks_for_its_year() -> None:
    match = match_time(tokenize("in December and January 2025"), 0, CLOCK)
    assert match is not None
    assert match.kind is TimeKind.AMBIGUOUS


def test_strict_and_inclusive_lengths_differ_at_the_moment_itself() -> None:
    more, least = read("more than 90 days ago"), read("at least 90 days ago")
    less, most = read("less than 90 days ago"), read("at most 90 days ago")
    assert more.stop == most.start
    assert least.stop == less.start
    assert more.stop is not None
    assert least.stop is not None
    assert more.stop < least.stop
