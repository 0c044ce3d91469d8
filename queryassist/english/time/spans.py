"""Spans of time: bounds, ranges, lengths back from now, and periods with their prepositions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from queryassist.english.time import dates, time_words
from queryassist.english.time.calendar import (
    Partial,
    Period,
    Step,
    TimeKind,
    TimeProblem,
    Weekday,
    When,
    shift,
    unit_period,
)
from queryassist.english.time.periods import OPENERS, when
from queryassist.english.time.ranges import Span, adjoining, days_of_month, latest_of, range_of
from queryassist.english.time.relative import Count, back, quantity
from queryassist.english.time.time_cursor import TimeCursor
from queryassist.english.time.time_words import Bound, Extent
from queryassist.english.words.cursor import by_first_word
from queryassist.english.words.numbers import NUMBER_WORDS
from queryassist.english.words.text import Kind

_INSTANT = timedelta(microseconds=1)
"""The resolution of a PostgreSQL timestamp: moves a bound over the moment that it names."""
_FIGURES = (Kind.NUMBER, Kind.DATE, Kind.TIME)
_RANGE_REACH = 9
"""How many tokens on the joint of a range is looked for."""
_LISTING = ("and", "or", ",", "vs", "versus", "&")
_JOINTS_OF_YEARS = (
    *((word,) for word in _LISTING),
    *((verb, to) for verb in ("compare", "compared", "compares") for to in ("to", "with")),
    ("against",),
    ("vs", "."),
)
_LEAVING_OUT = ("but", "not", "except", "for", "excluding", "without", "other", "than", "in")
_DATED = time_words.MONTHS.words | time_words.QUARTERS.words | time_words.HALF_YEARS.words
_OPENING_YEARS = ("in", "during", "throughout")
_ENDS = (Bound.UNTIL, Bound.BEFORE)
_AND = frozenset({"and"})
_HALF_A_YEAR = 6
"""Months: "December and January 2025" may go over New Year, "October or September 2025" do not."""


def span(cursor: TimeCursor) -> Span | None:
    """Read the time expression that stands here, prepositions included."""
    token = cursor.token
    if token is None:
        return None
    if token.kind in _FIGURES:
        return cursor.attempt(_ago_range, _elapsed, _plain)
    return cursor.attempt(*_BY_WORD.get(cursor.word(), ()))


def _all_time(cursor: TimeCursor) -> Span | None:
    return Span() if cursor.accept(time_words.ALL_TIME) else None


def _ago_range(cursor: TimeCursor) -> Span | None:
    """Read "between 30 and 60 days ago", "30 to 60 days ago"."""
    cursor.skip("between", "from")
    first = cursor.attempt(TimeCursor.number)
    unit = cursor.accept(time_words.UNITS)
    if first is None or not cursor.skip("and", *time_words.RANGE_WORDS):
        return None
    length = quantity(cursor)
    if length is None or not cursor.accept(time_words.AGO):
        return None
    lengths = ((first, unit or length[1]), length)
    moments = sorted((_moment_ago(cursor, each) for each in lengths), key=datetime.timestamp)
    return Span(start=moments[0], stop=moments[1])


def _ago_bounds(cursor: TimeCursor) -> Span | None:
    """Read "more than 30 but less than 60 days ago"."""
    first_extent = cursor.accept(time_words.EXTENTS)
    first = cursor.attempt(TimeCursor.number)
    unit = cursor.accept(time_words.UNITS)
    if first_extent is None or first is None or not cursor.skip("but", "and", ","):
        return None
    extent = cursor.accept(time_words.EXTENTS)
    length = quantity(cursor)
    if extent is None or length is None or not cursor.accept(time_words.AGO):
        return None
    one = _ago_span(cursor, first_extent, (first, unit or length[1]))
    other = _ago_span(cursor, extent, length)
    if (one.start is None) == (other.start is None):
        return None
    return Span(start=one.start or other.start, stop=one.stop or other.stop)


def _moment_ago(cursor: TimeCursor, length: tuple[Count, Step]) -> datetime:
    return shift(cursor.clock.now, length[1], -length[0], cursor.clock.zone)


def _elapsed(cursor: TimeCursor) -> Span | None:
    """Read "more than 90 days ago", "within 3 days", "for over 3 months", "90 days"."""
    intro = cursor.word() if cursor.skip("for", "in", "during") else ""
    extent = cursor.accept(time_words.EXTENTS)
    article = cursor.word() in {"a", "an"}
    plus = cursor.attempt(_number_or_more)
    length = plus or quantity(cursor)
    if length is None:
        return None
    extent = extent or (Extent.AT_LEAST if plus else cursor.accept(time_words.OR_MORE))
    if cursor.accept(time_words.AGO):
        return None if extent is None or intro else _ago_span(cursor, extent, length)
    if extent is Extent.WITHIN:
        return Span(start=back(cursor, length).start)
    if extent in {Extent.LESS, Extent.AT_MOST} or cursor.word() in {"old", "olds", "of", "from"}:
        return None
    like_an_age = length[1].months >= 12 and not article
    if not intro and (like_an_age or (article and not extent)):
        return None
    return Span(start=back(cursor, length).start, kind=TimeKind.DURATION)


def _number_or_more(cursor: TimeCursor) -> tuple[Count, Step] | None:
    """Read "90+ days", "90 or more days"."""
    count = cursor.number()
    if count is None or cursor.accept(time_words.OR_MORE) is not Extent.AT_LEAST:
        return None
    step = cursor.accept(time_words.UNITS)
    return None if step is None else (count, step)


def _ago_span(cursor: TimeCursor, extent: Extent, length: tuple[Count, Step]) -> Span:
    moment = _moment_ago(cursor, length)
    if extent is Extent.MORE:
        return Span(stop=moment)
    if extent is Extent.AT_LEAST:
        return Span(stop=moment + _INSTANT)
    return Span(start=moment + _INSTANT if extent is Extent.LESS else moment)


def _between(cursor: TimeCursor) -> Span | None:
    """Read "between 1 Jan and 15 Feb 2025", both ends included."""
    if not cursor.skip("between"):
        return None
    cursor.introduced = cursor.years = True
    return days_of_month(cursor, _AND) or range_of(cursor, _AND)


def _from(cursor: TimeCursor) -> Span | None:
    """Read "from January to March", "from March on"; "from March" alone can mean two things."""
    if not cursor.skip("from"):
        return None
    cursor.introduced = cursor.years = True
    ranged = days_of_month(cursor, time_words.RANGE_WORDS) or cursor.attempt(
        lambda here: range_of(here, time_words.RANGE_WORDS)
    )
    if ranged is not None:
        return ranged
    began = cursor.at
    found = when(cursor)
    if found is None or cursor.word() in time_words.RANGE_WORDS:
        return None
    period = latest_of(cursor, found)
    if cursor.accept(time_words.LATER) is Bound.SINCE or cursor.skip("on", "forward"):
        return Span(start=period.start)
    if isinstance(found, Period) or period.stop > cursor.clock.now:
        return _alone(cursor, found)
    said = " ".join(token.text for token in cursor.tokens[began : cursor.at])
    is_day = isinstance(found, Weekday) or found.day is not None
    choices = (f"on {said}" if is_day else f"in {said}", f"since {said}")
    raise TimeProblem(TimeKind.AMBIGUOUS, "only then, or ever since?", choices)


def _bounded(cursor: TimeCursor) -> Span | None:
    """Read "since Monday", "before 2025", "after March 3", "until the end of last year"."""
    symbol = cursor.word() in time_words.SYMBOL_BOUNDS
    bound = cursor.accept(time_words.BOUNDS)
    if bound is None:
        return None
    cursor.introduced = cursor.years = not symbol
    if bound in _ENDS and cursor.accept(time_words.NOW):
        return Span()
    if bound is Bound.SINCE:
        ranged = cursor.attempt(lambda here: range_of(here, time_words.RANGE_WORDS), _since_length)
        if ranged is not None:
            return ranged
    found = when(cursor)
    return None if found is None else _bound_by(bound, latest_of(cursor, found))


def _since_length(cursor: TimeCursor) -> Span | None:
    """Read the "3 days" of "since 3 days"."""
    length = quantity(cursor)
    if length is None or cursor.word() == "ago":
        return None
    return Span(start=back(cursor, length).start)


def _bound_by(bound: Bound, period: Period) -> Span:
    match bound:
        case Bound.AFTER:
            return Span(start=period.stop)
        case Bound.SINCE:
            return Span(start=period.start)
        case Bound.BEFORE:
            return Span(stop=period.start)
        case Bound.UNTIL:
            return Span(stop=period.stop)


def _plain(cursor: TimeCursor) -> Span | None:
    """Read a period with or without a preposition, a range, or "March or later"."""
    cursor.years = cursor.word() in time_words.YEAR_PREPOSITIONS or _in_list_of_years(cursor)
    began = cursor.at
    cursor.introduced = bool(cursor.accept(time_words.DURING))
    cursor.accept(time_words.SO_FAR)
    ranged = cursor.attempt(_plain_range)
    found = when(cursor) if ranged is None else None
    if found is None:
        return ranged
    if isinstance(found, Partial) and found.year is None:
        found = replace(found, year=_borrowed_year(cursor, began, found))
    tail = cursor.accept(time_words.LATER)
    if tail is not None:
        return _bound_by(tail, latest_of(cursor, found))
    cursor.accept(time_words.SO_FAR)
    return _alone(cursor, found)


def _plain_range(cursor: TimeCursor) -> Span | None:
    """Read "March 3-5", "Jan to Mar", "Jan-Mar 2025"; two months make each other a month."""
    ahead = [cursor.word(distance) for distance in range(1, _RANGE_REACH)]
    if ahead[0] not in _DATED and time_words.RANGE_WORDS.isdisjoint(ahead):
        return None
    introduced, cursor.introduced = cursor.introduced, True
    found = days_of_month(cursor, time_words.RANGE_WORDS) or cursor.attempt(
        lambda here: range_of(here, time_words.RANGE_WORDS), adjoining
    )
    cursor.introduced = introduced
    return found


def _alone(cursor: TimeCursor, found: When) -> Span:
    """Return the span of a period that nothing else bounds."""
    period = latest_of(cursor, found)
    if period.unit is not None:
        period = unit_period(replace(cursor.clock, now=period.start), period.unit)
    if period.vague:
        raise TimeProblem(
            TimeKind.AMBIGUOUS, "this is no exact period; say from when until when, or a date."
        )
    return Span(start=period.start, stop=None if period.running else period.stop)


def _borrowed_year(cursor: TimeCursor, began: int, found: Partial) -> int | None:
    """Return the year of a neighbour in a list: "January and February 2024" are both of 2024.

    A month left out of a year is of that year: "in 2024 but not in March".
    """
    behind = cursor.tokens[max(began - 3, 0) : began]
    if len(behind) == 3 and behind[2].word in _LISTING and behind[0].word in _DATED:
        return dates.figures_year(TimeCursor(behind, 1, cursor.clock))
    excluded = began
    while excluded > 0 and cursor.tokens[excluded - 1].word in _LEAVING_OUT:
        excluded -= 1
    if 1 < excluded < began and cursor.tokens[excluded - 2].word in _OPENING_YEARS:
        whole = dates.figures_year(TimeCursor(cursor.tokens, excluded - 1, cursor.clock))
        if whole is not None:
            return whole
    following = _first_with_year(TimeCursor(cursor.tokens, cursor.at, cursor.clock))
    if following is not None and found.month - following.month > _HALF_A_YEAR:
        raise TimeProblem(TimeKind.AMBIGUOUS, "of which year?")
    return None if following is None else following.year


def _first_with_year(cursor: TimeCursor) -> Partial | None:
    """Return the first date of the list that goes on here that has a year."""
    cursor.introduced = True
    while cursor.skip(*_LISTING):
        cursor.accept(time_words.DURING)
        found = cursor.attempt(dates.month_date, dates.quarter)
        if not isinstance(found, Partial):
            return None
        if found.year is not None:
            return found
    return None


def _in_list_of_years(cursor: TimeCursor) -> bool:
    """Whether a list of years stands before: the "in 2023, 2024 or" of "in 2023, 2024 or 2025"."""
    at, tokens = cursor.at, cursor.tokens
    while (joint := _joint_before(cursor, at)) > 1:
        if dates.figures_year(TimeCursor(tokens, joint - 1, cursor.clock)) is None:
            return False
        at = joint - 1
    return at < cursor.at and tokens[at - 1].word in _OPENING_YEARS


def _joint_before(cursor: TimeCursor, at: int) -> int:
    """Return where the "and" or "compared to" before a place begins; 0 where there is none."""
    for words in _JOINTS_OF_YEARS:
        behind = cursor.tokens[max(at - len(words), 0) : at]
        if tuple(token.word for token in behind) == words:
            return at - len(words)
    return 0


_LENGTHS = NUMBER_WORDS | time_words.EXTENTS.first_words | time_words.VAGUE_COUNTS.first_words
_INTRODUCTIONS = time_words.DURING.first_words | time_words.SO_FAR.first_words
_BY_WORD = by_first_word(
    (
        (_all_time, time_words.ALL_TIME.first_words),
        (_ago_range, NUMBER_WORDS | {"between", "from"}),
        (_ago_bounds, time_words.EXTENTS.first_words),
        (_elapsed, _LENGTHS | {"for", "in", "during", "a", "an"}),
        (_between, {"between"}),
        (_from, {"from"}),
        (_bounded, time_words.BOUNDS.first_words),
        (_plain, _INTRODUCTIONS | OPENERS),
    )
)
