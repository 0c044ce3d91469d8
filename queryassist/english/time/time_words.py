"""The vocabulary of time: units, months, weekdays, comparatives and prepositions."""

from __future__ import annotations

from enum import Enum, auto

from queryassist.english.time.calendar import Step
from queryassist.english.words.cursor import Phrases
from queryassist.spec import TimeUnit

_MINUTE = Step(seconds=60)
_HOUR = Step(seconds=3600, unit=TimeUnit.HOUR)
_DAY = Step(seconds=86_400, unit=TimeUnit.DAY)
_WEEK = Step(seconds=7 * 86_400, unit=TimeUnit.WEEK)
_FORTNIGHT = Step(seconds=14 * 86_400)
_MONTH = Step(months=1, unit=TimeUnit.MONTH)
_QUARTER = Step(months=3, unit=TimeUnit.QUARTER)
_HALF_YEAR = Step(months=6)
_YEAR = Step(months=12, unit=TimeUnit.YEAR)
_DECADE = Step(months=120)

UNITS = Phrases(
    {
        "minute": _MINUTE, "minutes": _MINUTE, "min": _MINUTE, "mins": _MINUTE,
        "hour": _HOUR, "hours": _HOUR, "hr": _HOUR, "hrs": _HOUR,
        "day": _DAY, "days": _DAY,
        "week": _WEEK, "weeks": _WEEK, "wk": _WEEK, "wks": _WEEK,
        "fortnight": _FORTNIGHT, "fortnights": _FORTNIGHT,
        "month": _MONTH, "months": _MONTH,
        "quarter": _QUARTER, "quarters": _QUARTER,
        "year": _YEAR, "years": _YEAR, "yr": _YEAR, "yrs": _YEAR,
        "decade": _DECADE, "decades": _DECADE,
    }
)  # fmt: skip
SHORT_UNITS = Phrases({"h": _HOUR, "d": _DAY, "w": _WEEK, "mo": _MONTH, "mos": _MONTH, "y": _YEAR})
"""Units that count directly after figures only: "90d"."""
HALVES = Phrases({"half": _HALF_YEAR})
_CALENDAR = tuple(unit for unit in TimeUnit if not unit.is_cycle)
CALENDAR_UNITS = Phrases({unit.value: unit for unit in _CALENDAR})
"""Units whose period in the calendar goes by their name alone: "this week"."""

_MONTH_NAMES = (
    "january february march april may june july august september october november december"
).split()
MONTHS = Phrases(
    {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
    | {name[:3]: number for number, name in enumerate(_MONTH_NAMES, start=1)}
    | {"sept": 9}
)
SHY_WORDS = frozenset({"may", "sun", "sat", "mon", "wed", "mar", "dec", "jan"})
"""Months and days that mean other things or people too, and need a preposition or a date."""

_DAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAYS = Phrases(
    {name: index for index, name in enumerate(_DAY_NAMES)}
    | {name[:3]: index for index, name in enumerate(_DAY_NAMES)}
    | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
)
HOLIDAYS = Phrases(
    {
        "christmas eve": (12, 24), "christmas": (12, 25), "christmas day": (12, 25),
        "boxing day": (12, 26), "new year 's eve": (12, 31), "new years eve": (12, 31),
        "new year 's day": (1, 1), "new years day": (1, 1), "halloween": (10, 31),
        "valentine 's day": (2, 14), "valentines day": (2, 14),
    }
)  # fmt: skip
"""Days with a name that are the same date in every year, as (month, day)."""
QUARTERS = Phrases({f"q{number}": 3 * number - 2 for number in range(1, 5)})
HALF_YEARS = Phrases({"h1": 1, "h2": 7})


class Which(Enum):
    """Which of a row of periods, seen from now."""

    THIS = auto()
    LAST = auto()
    PAST = auto()
    PREVIOUS = auto()
    NEXT = auto()


WHICH = Phrases(
    {
        "this": Which.THIS, "current": Which.THIS, "the current": Which.THIS,
        "last": Which.LAST, "latest": Which.LAST,
        "past": Which.PAST, "this past": Which.PAST, "these past": Which.PAST,
        "these last": Which.PAST, "trailing": Which.PAST, "most recent": Which.PAST,
        "previous": Which.PREVIOUS, "prior": Which.PREVIOUS, "preceding": Which.PREVIOUS,
        "next": Which.NEXT, "coming": Which.NEXT, "upcoming": Which.NEXT, "following": Which.NEXT,
    }
)  # fmt: skip
NAMED_DAYS = Phrases(
    {
        "today": 0, "yesterday": -1, "tomorrow": 1,
        "day before yesterday": -2, "day after tomorrow": 2,
    }
)  # fmt: skip
TO_DATE = Phrases(
    {
        "year to date": TimeUnit.YEAR, "ytd": TimeUnit.YEAR,
        "quarter to date": TimeUnit.QUARTER, "qtd": TimeUnit.QUARTER,
        "month to date": TimeUnit.MONTH, "mtd": TimeUnit.MONTH,
        "week to date": TimeUnit.WEEK, "wtd": TimeUnit.WEEK,
    }
)  # fmt: skip
VAGUE_COUNTS = Phrases(dict.fromkeys(("few", "several", "couple of", "couple"), True))


class Edge(Enum):
    """The beginning or the end of a period."""

    START = auto()
    STOP = auto()


EDGES = Phrases(
    dict.fromkeys(("start of", "beginning of", "begin of"), Edge.START) | {"end of": Edge.STOP}
)


class Bound(Enum):
    """How a period is bounded by the one that follows the word."""

    AFTER = auto()
    SINCE = auto()
    BEFORE = auto()
    UNTIL = auto()


BOUNDS = Phrases(
    dict.fromkeys(
        ("after", "later than", "more recently than", "more recent than", ">"), Bound.AFTER
    )
    | dict.fromkeys(
        (
            "since", "ever since", "starting", "starting from", "starting on", "starting in",
            "beginning", "on or after", "in or after", "no earlier than", "not earlier than",
            ">=", "=>", "≥",
        ),
        Bound.SINCE,
    )
    | dict.fromkeys(("before", "since before", "prior to", "earlier than", "<"), Bound.BEFORE)
    | dict.fromkeys(
        (
            "until", "till", "up until", "up till", "up to", "through", "thru", "by",
            "on or before", "in or before", "no later than", "not later than",
            "up to and including", "<=", "=<", "≤",
        ),
        Bound.UNTIL,
    )
)  # fmt: skip
SYMBOL_BOUNDS = frozenset({">", ">=", "=>", "≥", "<", "<=", "=<", "≤"})
LATER = Phrases(
    dict.fromkeys(
        (
            "or later", "and later", "or after", "and after", "onwards", "onward", "and onwards",
            "and onward", "or newer", "or more recently",
        ),
        Bound.SINCE,
    )
    | dict.fromkeys(("or earlier", "and earlier", "or before", "and before"), Bound.UNTIL)
)  # fmt: skip
RANGE_WORDS = frozenset({"to", "-", "–", "—", "until", "till", "through", "thru"})
NOW = Phrases(
    dict.fromkeys(("now", "date", "present", "the present", "this day", "right now"), True)
)
DURING = Phrases(
    dict.fromkeys(
        (
            "in", "on", "during", "of", "for", "at", "over", "within", "throughout", "across",
            "over the course of", "in the course of", "inside",
        ),
        True,
    )
)  # fmt: skip
YEAR_PREPOSITIONS = frozenset({"in", "during", "of", "for", "throughout"})
"""Prepositions that make a year of four figures: "over 2000" is a number, "in 2000" a year."""
SO_FAR = Phrases(dict.fromkeys(("so far", "to date", "thus far", "earlier"), True))


class Extent(Enum):
    """How a length of time is compared."""

    MORE = auto()
    AT_LEAST = auto()
    LESS = auto()
    AT_MOST = auto()
    WITHIN = auto()


EXTENTS = Phrases(
    dict.fromkeys(("more than", "over", "longer than", "greater than", "above", ">"), Extent.MORE)
    | dict.fromkeys(
        ("at least", "no less than", "not less than", "a minimum of", ">=", "≥"), Extent.AT_LEAST
    )
    | dict.fromkeys(("less than", "under", "fewer than", "below", "<"), Extent.LESS)
    | dict.fromkeys(
        ("at most", "no more than", "not more than", "up to", "a maximum of", "<=", "≤"),
        Extent.AT_MOST,
    )
    | {"within": Extent.WITHIN}
)
OR_MORE = Phrases(
    dict.fromkeys(("+", "plus", "or more", "or longer", "and more", "or over"), Extent.AT_LEAST)
    | dict.fromkeys(("or less", "or fewer", "or under"), Extent.AT_MOST)
)
AGO = Phrases(dict.fromkeys(("ago", "back"), True))
FROM_NOW = Phrases(dict.fromkeys(("from now", "hence", "ahead"), True))
ALL_TIME = Phrases(dict.fromkeys(("of all time", "all time", "since ever", "since forever"), True))

_CYCLES = {
    **dict.fromkeys(
        ("weekday", "weekdays", "day of the week", "days of the week"), TimeUnit.WEEKDAY
    ),
    **dict.fromkeys(("day of week", "week day", "week days"), TimeUnit.WEEKDAY),
    **dict.fromkeys(("hour of the day", "hours of the day", "hour of day"), TimeUnit.HOUR_OF_DAY),
    **dict.fromkeys(("time of day", "time of the day"), TimeUnit.HOUR_OF_DAY),
}
BUCKET_UNITS = Phrases(
    {unit.value: unit for unit in _CALENDAR}
    | {f"{unit.value}s": unit for unit in _CALENDAR}
    | {"calendar " + unit.value: unit for unit in _CALENDAR}
    | _CYCLES
)
BUCKET_ADVERBS = Phrases(
    {
        "hourly": TimeUnit.HOUR, "daily": TimeUnit.DAY, "weekly": TimeUnit.WEEK,
        "monthly": TimeUnit.MONTH, "quarterly": TimeUnit.QUARTER, "yearly": TimeUnit.YEAR,
        "annually": TimeUnit.YEAR, "annual": TimeUnit.YEAR,
        "day by day": TimeUnit.DAY, "week by week": TimeUnit.WEEK,
        "month by month": TimeUnit.MONTH, "quarter by quarter": TimeUnit.QUARTER,
        "year by year": TimeUnit.YEAR, "month over month": TimeUnit.MONTH,
        "week over week": TimeUnit.WEEK, "year over year": TimeUnit.YEAR,
    }
)  # fmt: skip
