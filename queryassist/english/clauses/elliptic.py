"""Recognisers of fragments that lean on the test before: "and below?", "and 180?"."""

from __future__ import annotations

from datetime import datetime, timedelta

from queryassist.english.boolean import parts_of
from queryassist.english.clauses.amounts import find_comparator
from queryassist.english.clauses.linking import is_number
from queryassist.english.clauses.parts import Clause, Number, TestPart, TimePart
from queryassist.english.clauses.row_kinds import rows_named
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.time.calendar import Period, unit_of
from queryassist.english.time.times import TimeKind, match_time
from queryassist.english.words.cursor import Phrases
from queryassist.english.words.lexicon import ComparativeWord, Comparator
from queryassist.english.words.numbers import NumberMatch
from queryassist.english.words.roles import Role
from queryassist.english.words.text import tokenize
from queryassist.spec import Comparison, Operator

_BOUNDS = (Operator.GT, Operator.GE, Operator.LT, Operator.LE)
_ABOVE = {Operator.LT: Operator.GE, Operator.LE: Operator.GT, Operator.EQ: Operator.GT}
_BELOW = {Operator.GT: Operator.LE, Operator.GE: Operator.LT, Operator.EQ: Operator.LT}
"""The test of what lies beyond the bound that another one sets."""
_POINTING = frozenset({"that", "this", "those", "them", "these"})


@starts_with(Comparator, follows=True)
def other_side(sentence: Sentence, at: int) -> Clause | None:
    """ "And below?" after "above $1,000": the same number with another comparison."""
    found = find_comparator(sentence, at)
    if found is None or at != _opened(sentence):
        return None
    end = sentence.skip(found[0], Role.ANAPHOR)
    tests = [test for test in _tests(sentence) if isinstance(test.value, Number)]
    if len(tests) != 1 or not _is_end(sentence, end) or tests[0].operator not in _BOUNDS:
        return None
    test = Comparison(tests[0].column, found[1], tests[0].value)
    return Clause(at, end, TestPart(test, test.column))


def everyone_else(sentence: Sentence, at: int) -> Clause | None:
    """ "(Germans compared with) everyone else": all that the rows before are not."""
    found = sentence.phrase(at, _EVERYONE_ELSE)
    linked = any(sentence.role(place, *_BESIDE) == at for place in range(at))
    kinds = [(start, rows_named(sentence, start)) for start in range(at)] if found else []
    named = [kind for _, kind in kinds if kind is not None and len(kind.conditions) == 1]
    test = named[0].conditions[0] if named and len(set(named[0].conditions)) == 1 else None
    if found is None or not linked or not isinstance(test, Comparison):
        return None
    if any(kind.conditions != named[0].conditions for kind in named):
        return None
    return Clause(at, found[0], TestPart(test, test.column, equality=True, negated=True))


_BESIDE = (Role.VERSUS, Role.AND, Role.THAN, Role.OR)
_EVERYONE_ELSE = Phrases(
    dict.fromkeys(
        (
            "all others", "all the others", "all the rest", "all other users", "anyone else",
            "everybody else", "everyone else", "other users", "the others", "the other users",
            "the rest", "the remaining users",
        ),
        True,
    )
)  # fmt: skip


@starts_with(ComparativeWord, follows=True)
def beyond_the_last(sentence: Sentence, at: int) -> Clause | None:
    """ "and older than that?" after "aged 30 to 39": what lies beyond the bound of that."""
    previous = sentence.world.previous
    found = sentence.find(at, ComparativeWord, lambda word: is_number(word.column))
    if previous is None or found is None:
        return None
    than = sentence.role(found[0], Role.THAN)
    end = found[0] if than is None else than + 1
    pointed = than is not None and sentence.words[than : than + 1]
    if pointed and sentence.words[than or at] not in _POINTING:
        return None
    if any(map(str.isalnum, sentence.words[end:])) and not pointed:
        return None
    sides = _ABOVE if found[1].more else _BELOW
    said = (test for part in parts_of(previous.where) for test in parts_of(part))
    tests = [test for test in said if isinstance(test, Comparison)]
    bounds = [test for test in tests if test.column == found[1].column.name]
    bounds = [test for test in bounds if test.operator in sides]
    if len(bounds) != 1:
        return None
    test = Comparison(bounds[0].column, sides[bounds[0].operator], bounds[0].value)
    return Clause(at, end, TestPart(test, test.column))


@starts_with(NumberMatch, Role.PREPOSITION, Role.ARTICLE, words={"last", "past"}, follows=True)
def other_length(sentence: Sentence, at: int) -> Clause | None:
    """ "And 180?" after "not seen in 90 days", "in the last 48?" after "in the last 24 hours"."""
    start = sentence.skip(at, Role.PREPOSITION, Role.ARTICLE)
    start += sentence.words[start : start + 1] in (["last"], ["past"])
    number = sentence.number(start)
    if number is None or at != _opened(sentence) or not _is_end(sentence, number.end):
        return None
    if number.ordinal or number.unit or not isinstance(number.value, int):
        return None
    clock = sentence.world.clock
    moments = {test.operator: test.value for test in _tests(sentence) if _is_moment(test)}
    began = moments.get(Operator.GE) or moments.get(Operator.LT)
    others = [test for test in _tests(sentence) if isinstance(test.value, Number)]
    lasts = moments.keys() in ({Operator.GE, Operator.LE}, {Operator.LT})
    if others or not lasts or not isinstance(began, datetime):
        return None
    until = moments.get(Operator.LE) or _when_asked(began, clock.now)
    if not isinstance(until, datetime):
        return None
    unit = unit_of(Period(began, until), number.value, clock.zone)
    opening = "for" if Operator.LT in moments else "last"
    match = match_time(tokenize(f"{opening} {number.value} {unit}"), 0, clock) if unit else None
    fits = match is not None and match.kind in (TimeKind.PERIOD, TimeKind.DURATION)
    return Clause(at, number.end, TimePart(match)) if match is not None and fits else None


def _when_asked(began: datetime, now: datetime) -> datetime:
    """Return when "90 days ago" was said, which was less than an hour ago: whole hours after it."""
    hour = timedelta(hours=1)
    return began + (now - began) // hour * hour


@starts_with(Role.REMOVE, Role.EXCEPT, Role.WITHOUT, Role.NOT, follows=True)
def unknown_group(sentence: Sentence, at: int) -> Clause | None:
    """ "Leave out the unknowns" after "by gender": the group without a value."""
    gone = sentence.role(at, Role.REMOVE, Role.EXCEPT, Role.WITHOUT, Role.NOT)
    previous = sentence.world.previous
    if gone is None or previous is None or len(previous.group_by) != 1:
        return None
    start = sentence.skip(gone, Role.ARTICLE)
    end = sentence.skip(start + 1, Role.ANAPHOR)
    column = sentence.world.dataset.get_column(previous.group_by[0].column)
    named = sentence.words[start : start + 1]
    if not named or named[0] not in _UNKNOWN or not column.nullable or not _is_end(sentence, end):
        return None
    return Clause(at, end, TestPart(Comparison(column.name, Operator.IS_NOT_NULL), column.name))


_UNKNOWN = frozenset("blank blanks missing null nulls unknown unknowns unspecified".split())


def _opened(sentence: Sentence) -> int:
    """Return the place after the words that tie a fragment to what was asked: "and", "what if"."""
    return sentence.skip(0, Role.FOLLOW, Role.FILLER, Role.AND, Role.ANAPHOR)


def _is_end(sentence: Sentence, at: int) -> bool:
    return not any(map(str.isalnum, sentence.words[at:]))


def _tests(sentence: Sentence) -> list[Comparison]:
    previous = sentence.world.previous
    tests = parts_of(previous.where) if previous is not None else ()
    return [test for test in tests if isinstance(test, Comparison)]


def _is_moment(test: Comparison) -> bool:
    return isinstance(test.value, datetime)
