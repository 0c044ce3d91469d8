"""Recognisers of words that can mean too much or too little: they ask instead of guessing."""

from __future__ import annotations

from queryassist.english.clauses.amounts import DIGITS
from queryassist.english.clauses.parts import (
    Clause,
    FillerPart,
    ProblemPart,
)
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.time.time_words import MONTHS, WEEKDAYS
from queryassist.english.words.cursor import Phrases
from queryassist.english.words.lexicon import (
    ComparativeWord,
    EnumWord,
    FunctionWord,
    NamedWord,
    Noun,
    SuperlativeWord,
    TopWord,
    UnitWord,
)
from queryassist.english.words.numbers import NumberMatch
from queryassist.english.words.roles import Role
from queryassist.readings import Choice

_APPROXIMATE = frozenset("about around roughly approximately nearly almost circa approx ~".split())


@starts_with(words=_APPROXIMATE)
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


@starts_with(Role.NOT)
def not_both(sentence: Sentence, at: int) -> Clause | None:
    """ "not both": at most one, or none at all?"""
    negation = sentence.role(at, Role.NOT)
    if negation is None or sentence.words[negation : negation + 1] != ["both"]:
        return None
    message = "Does “not both” mean neither, or at most one of them? Please say which."
    return Clause(at, negation + 1, ProblemPart(message))


def figures_of_number(sentence: Sentence, at: int) -> Clause | None:
    """ "5 figures", "six digits": how long a number is, and not how large."""
    number = sentence.number(at)
    if number is None or sentence.words[number.end : number.end + 1] not in DIGITS:
        return None
    written = sentence.text(at, number.end + 1)
    message = (
        f"How much is “{written}”? Please give the numbers, as in “between 10,000 and 99,999”."
    )
    return Clause(at, number.end + 1, ProblemPart(message))


def wished(sentence: Sentence, at: int) -> Clause | None:
    """ "I want user 5's balance to be 100": an order to change rows."""
    words = sentence.words
    if words[at : at + 2] not in (["to", "be"], ["to", "become"]) or at < 3 or at + 2 >= len(words):
        return None
    wanted = any(word in _WISHING for word in words[: at - 1])
    states = (sentence.find(at + 2, NamedWord), sentence.find(at + 2, EnumWord))
    if not wanted or not (any(states) or sentence.number(at + 2)):
        return None
    return Clause(at, at + 2, ProblemPart("Nothing can be changed from here.", refuse=True))


_WISHING = frozenset({"want", "wants", "like", "wish"})
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


@starts_with(words=_UNREADABLE.first_words)
def unreadable(sentence: Sentence, at: int) -> Clause | None:
    """ "in both Tokyo and Osaka", "the same city": what no condition on one row can say."""
    found = sentence.phrase(at, _UNREADABLE)
    if found is None or (found[1] == "the same" and sentence.world.previous is not None):
        return None
    message = f"I cannot read “{found[1]}” here. Please say it another way."
    return Clause(at, found[0], ProblemPart(message))


_SOME_DAYS = "some days of the week"
_INSTEAD = {
    "percentiles": "for the median, or how many are above a number",
    "variances": "for the standard deviation, the average or the median",
    _SOME_DAYS: "for all of them, as in “by weekday”",
    "running totals": "for the number in each period, as in “by month”",
    "ratios": "for both counts side by side, or for a percentage",
    "multiples": "for groups with more of one than of the other, or for a percentage",
}
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_BEYOND = Phrases(
    {
        **dict.fromkeys(("percentile", "percentiles", "quartile", "quartiles"), "percentiles"),
        **dict.fromkeys(("variance", "variances"), "variances"),
        **dict.fromkeys(("on weekdays", "on weekends", "at weekends"), _SOME_DAYS),
        **dict.fromkeys(("at the weekend", "on the weekend", "during weekends"), _SOME_DAYS),
        **dict.fromkeys(("during the week", "on working days"), _SOME_DAYS),
        **dict.fromkeys((f"on {day}s" for day in _DAYS), _SOME_DAYS),
        **dict.fromkeys(("cumulative", "cumulatively", "running total"), "running totals"),
        **dict.fromkeys(("running totals", "running sum", "moving average"), "running totals"),
        **dict.fromkeys(("ratio of", "ratio between"), "ratios"),
        **dict.fromkeys(("twice as many", "twice as much", "double the number"), "multiples"),
        **dict.fromkeys(("three times as many", "two to one", "2 to 1", "3 to 1"), "multiples"),
    }
)


@starts_with(NumberMatch, Role.BY, Role.EACH, Role.WHICH, words=_BEYOND.first_words)
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
    choices = _by_weekday(sentence, at, end) if name == _SOME_DAYS else ()
    return Clause(at, end, ProblemPart(f"{message}Please ask {_INSTEAD[name]}.", choices))


def _by_weekday(sentence: Sentence, at: int, end: int) -> tuple[Choice, ...]:
    """Return the question with all days of the week in place of some of them."""
    start = sentence.tokens[at - (at > 0 and sentence.words[at - 1] == "on")].start
    after = sentence.question[sentence.tokens[end - 1].end :]
    return (Choice("by weekday", f"{sentence.question[:start]}by weekday{after}"),)


@starts_with(words=_ANY)
def any_period(sentence: Sentence, at: int) -> Clause | None:
    """ "on a Monday", "in every March": any of them, which is no single period."""
    if sentence.words[at] not in _ANY or at + 1 >= sentence.size:
        return None
    if sentence.words[at + 1] not in WEEKDAYS.first_words | MONTHS.first_words:
        return None
    written = sentence.text(at, at + 2)
    message = f"Which one is “{written}”? Please name a date, a week, or a month with its "
    message += "year, or ask by weekday."
    day = sentence.words[at + 1] in WEEKDAYS.first_words
    choices = _by_weekday(sentence, at, at + 2) if day else ()
    return Clause(at, at + 2, ProblemPart(message, choices))


@starts_with(Role.VAGUE)
def vague(sentence: Sentence, at: int) -> Clause | None:
    """ "recently", "rich": words that want a number."""
    end = sentence.role(at, Role.VAGUE)
    if end is None:
        return None
    if sentence.words[end : end + 1] == ["("] and sentence.find(end + 1, FunctionWord):
        return Clause(at, end, FillerPart())  # "typical (median)" says itself what it means
    if sentence.words[at] in _APPROXIMATE - {"about", "around"} and end == at + 1:
        return Clause(at, end, FillerPart())  # "how many users, roughly, are in Brazil"
    best, top = sentence.find(end, SuperlativeWord), sentence.find(end, TopWord)
    if sentence.words[at:end] == ["very"] and (best or top):
        return Clause(at, end, FillerPart())  # "our very first user"
    written = sentence.text(at, end)
    message = f"“{written}” can mean many things. Please say it with a number or a date."
    return Clause(at, end, ProblemPart(message))


def than_one_value(sentence: Sentence, at: int) -> Clause | None:
    """ "(countries with) more users than Spain": how many are there is a question of its own."""
    rows = sentence.find(at + 1, Noun) if sentence.words[at] in ("more", "fewer", "less") else None
    than = sentence.role(rows[0], Role.THAN) if rows is not None else None
    value = sentence.value(than) if than is not None else None
    if rows is None or value is None or any(map(str.isalnum, sentence.words[value.end :])):
        return None
    if any(sentence.value(place) is not None for place in range(at)):
        return None
    named, nouns = sentence.text(value.end - 1, value.end), sentence.text(at + 1, rows[0])
    message = (
        f"Please ask how many {nouns} there are in {named} first, and then for those with "
        f"{sentence.words[at]} than that number."
    )
    return Clause(at, value.end, ProblemPart(message))


@starts_with(ComparativeWord)
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
