"""Recognisers of words that can mean too much or too little: they ask instead of guessing."""

from __future__ import annotations

from queryassist.english.clauses.parts import Clause, FillerPart, ProblemPart
from queryassist.english.sentence import Sentence
from queryassist.english.time.time_words import MONTHS, WEEKDAYS
from queryassist.english.words.cursor import Phrases
from queryassist.english.words.lexicon import (
    ComparativeWord,
    FunctionWord,
    Noun,
    SuperlativeWord,
    UnitWord,
)
from queryassist.english.words.roles import Role

_APPROXIMATE = frozenset("about around roughly approximately nearly almost circa approx ~".split())


def approximate(sentence: Sentence, at: int) -> Clause | None:
    """ "about 500": how near is near?"""
    word = sentence.words[at]
    number = sentence.number(at + 1) if word in _APPROXIMATE else None
    if number is None:
        return None
    time = sentence.time(at + 1)
    unit = sentence.find(number.end, UnitWord)
    end = max(number.end, time.end if time is not None else 0, unit[0] if unit is not None else 0)
    written = sentence.text(at, end)
    message = f"How near is “{written}”? Please give two numbers, as in “between 450 and 550”."
    return Clause(at, end, ProblemPart(message))


def not_both(sentence: Sentence, at: int) -> Clause | None:
    """ "not both": at most one, or none at all?"""
    negation = sentence.role(at, Role.NOT)
    if negation is None or sentence.words[negation : negation + 1] != ["both"]:
        return None
    message = "Does “not both” mean neither, or at most one of them? Please say which."
    return Clause(at, negation + 1, ProblemPart(message))


_UNREADABLE = Phrases(
    {
        "in both": "in both at once",
        "both in": "in both at once",
        "from both": "from both at once",
        "both from": "from both at once",
        "not only": "not only",
        "with or without": "with or without",
        "with and without": "with and without",
        "the same": "the same",
        "same": "the same",
        "how much more": "how much more",
        "or so": "or so",
        "to one": "to one",
        "to 1": "to one",
    }
)
_ANY = frozenset({"a", "an", "any", "each", "every", "some"})


def unreadable(sentence: Sentence, at: int) -> Clause | None:
    """ "in both Tokyo and Osaka", "the same city": what no condition on one row can say."""
    found = sentence.phrase(at, _UNREADABLE)
    if found is None or (found[1] == "the same" and sentence.world.previous is not None):
        return None
    message = f"I cannot read “{found[1]}” here. Please say it another way."
    return Clause(at, found[0], ProblemPart(message))


_INSTEAD = {
    "percentiles": "for the median, or how many are above a number",
    "standard deviations": "for the average, the median, the lowest or the highest",
    "some days of the week": "for all of them, as in “by weekday”",
    "running totals": "for the number in each period, as in “by month”",
    "ratios": "for both counts side by side, or for a percentage",
    "multiples": "for groups with more of one than of the other, or for a percentage",
}
_BEYOND = Phrases(
    {
        **dict.fromkeys(("percentile", "percentiles", "quartile", "quartiles"), "percentiles"),
        **dict.fromkeys(("standard deviation", "variance"), "standard deviations"),
        **dict.fromkeys(("on weekdays", "on weekends", "at weekends"), "some days of the week"),
        **dict.fromkeys(("during the week", "on working days"), "some days of the week"),
        **dict.fromkeys(("cumulative", "cumulatively", "running total"), "running totals"),
        **dict.fromkeys(("running totals", "running sum", "moving average"), "running totals"),
        **dict.fromkeys(("ratio of", "ratio between"), "ratios"),
        **dict.fromkeys(("twice as many", "twice as much", "double the number"), "multiples"),
        **dict.fromkeys(("three times as many", "two to one", "2 to 1", "3 to 1"), "multiples"),
    }
)


def beyond(sentence: Sentence, at: int) -> Clause | None:
    """ "the 90th percentile", "by day of the week": what nothing is computed of here."""
    by = sentence.role(at, Role.BY, Role.EACH, Role.WHICH) or at
    number = sentence.number(at)
    start = number.end if number is not None and number.ordinal else by
    if start != by and sentence.find(at, FunctionWord) is not None:
        return None
    found = sentence.phrase(start, _BEYOND)
    if found is None:
        return None
    end, name = found
    message = f"“{sentence.text(start, end)}”: {name} cannot be told here. "
    return Clause(at, end, ProblemPart(f"{message}Please ask {_INSTEAD[name]}."))


def any_period(sentence: Sentence, at: int) -> Clause | None:
    """ "on a Monday", "in every March": any of them, which is no single period."""
    if sentence.words[at] not in _ANY or at + 1 >= sentence.size:
        return None
    if sentence.words[at + 1] not in WEEKDAYS.first_words | MONTHS.first_words:
        return None
    written = sentence.text(at, at + 2)
    message = f"Which one is “{written}”? Please name a date, a week, or a month with its "
    message += "year, or ask by weekday."
    return Clause(at, at + 2, ProblemPart(message))


def vague(sentence: Sentence, at: int) -> Clause | None:
    """ "recently", "rich": words that want a number."""
    end = sentence.role(at, Role.VAGUE)
    if end is None:
        return None
    if sentence.words[end : end + 1] == ["("] and sentence.find(end + 1, FunctionWord):
        return Clause(at, end, FillerPart())  # "typical (median)" says itself what it means
    if sentence.words[at] in _APPROXIMATE - {"about", "around"} and end == at + 1:
        return Clause(at, end, FillerPart())  # "how many users, roughly, are in Brazil"
    written = sentence.text(at, end)
    message = f"“{written}” can mean many things. Please say it with a number or a date."
    return Clause(at, end, ProblemPart(message))


def than_some_row(sentence: Sentence, at: int) -> Clause | None:
    """ "older than the oldest user in Osaka": one row is found by a question of its own."""
    found = sentence.find(at, ComparativeWord)
    than = sentence.role(found[0], Role.THAN) if found is not None else None
    start = sentence.skip(than, Role.ARTICLE) if than is not None else at
    best = sentence.find(start, SuperlativeWord) if than is not None else None
    if found is None or best is None:
        return None
    rows = sentence.find(best[0], Noun)
    written = sentence.text(start, rows[0] if rows is not None else best[0])
    label = found[1].column.label
    message = (
        f"Please ask for the {label} of the {written} first, and then compare with its number."
    )
    return Clause(at, sentence.size, ProblemPart(message))
