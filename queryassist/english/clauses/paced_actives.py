"""The recogniser of "monthly active users" and "DAU": those seen within the period up to now."""

from __future__ import annotations

from queryassist.catalog import NamedFilter
from queryassist.english.clauses.parts import Clause
from queryassist.english.clauses.starts import starts_with
from queryassist.english.clauses.time_conditions import test_of
from queryassist.english.sentence import Sentence
from queryassist.english.time.times import match_time
from queryassist.english.words.lexicon import NamedWord
from queryassist.english.words.roles import Role
from queryassist.english.words.text import tokenize

_SPANS = {
    "daily": "in the last 24 hours",
    "weekly": "in the last 7 days",
    "monthly": "in the last 30 days",
    "quarterly": "in the last 90 days",
    "yearly": "in the last 365 days",
}
_SHORT = {"dau": "daily", "wau": "weekly", "mau": "monthly"}
_SHORT |= {f"{short}s": pace for short, pace in _SHORT.items()}
_UNITS = frozenset("hour day week month quarter year".split())
_TRENDS = frozenset({"trend", "trends", "time"})


@starts_with(words={*_SPANS, *_SHORT})
def paced_actives(sentence: Sentence, at: int) -> Clause | None:
    """ "Monthly active", "weekly actives", "DAU"; not where it is split by a period besides."""
    found = _named(sentence, at)
    if found is None or _is_split(sentence):
        return None
    end, pace, named = found
    clock = sentence.world.clock
    match = match_time(tokenize(_SPANS[pace]), 0, clock)
    column = sentence.world.dataset.find_column(named.period_column or "")
    test = test_of(column, match, clock.now) if match is not None and column is not None else None
    return Clause(at, end, test) if test is not None else None


def is_metric(sentence: Sentence, at: int) -> bool:
    """Whether a number of people seen within a period is named here."""
    return _named(sentence, at) is not None


def is_short_metric(sentence: Sentence, at: int) -> bool:
    """Whether it is named by three letters, which name the rows too."""
    return sentence.words[at] in _SHORT and is_metric(sentence, at)


def _named(sentence: Sentence, at: int) -> tuple[int, str, NamedFilter] | None:
    """Return where the words end, the pace, and the filter that has a time of its own."""
    word = sentence.words[at]
    if word in _SHORT:
        filters = (n for n in sentence.world.dataset.named_filters if n.period_column)
        named = next(filters, None)
        return (at + 1, _SHORT[word], named) if named is not None else None
    if word not in _SPANS:
        return None
    found = sentence.find(at + 1, NamedWord, lambda w: w.holds and bool(w.named.period_column))
    return (found[0], word, found[1].named) if found is not None else None


def _is_split(sentence: Sentence) -> bool:
    """Whether groups of periods are asked for: "by month", "per week", "over time"."""
    return any(
        (by := sentence.role(at, Role.BY, Role.EACH)) is not None
        and not (_UNITS | _TRENDS).isdisjoint(sentence.words[by : by + 1])
        for at in range(sentence.size)
    )
