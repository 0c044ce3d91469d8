"""Recognisers of signs: "hold nothing", "a negative balance", the "4" that is a "for"."""

from __future__ import annotations

from queryassist.english.clauses.linking import find_column, has_amount, is_number, names_rows
from queryassist.english.clauses.parts import Clause, FillerPart, TestPart
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import ColumnWord, EventWord, FunctionWord, Noun
from queryassist.english.words.numbers import NumberMatch
from queryassist.english.words.roles import Role
from queryassist.spec import Comparison, Operator

_SIGNS = {"negative": Operator.LT, "positive": Operator.GT}


@starts_with(EventWord, words=_SIGNS)
def signed(sentence: Sentence, at: int) -> Clause | None:
    """ "A negative balance" is below zero, "holding nothing" is zero."""
    return _negative(sentence, at) or _held_nothing(sentence, at)


@starts_with(NumberMatch)
def four_as_for(sentence: Sentence, at: int) -> Clause | None:
    """The "4" of "users 4 japan" and "avg bal 4 men", which counts nothing."""
    if sentence.tokens[at].text != "4" or at == 0:
        return None
    place = sentence.value(at + 1)
    before = range(max(0, at - _LONGEST), at)
    rows = any((found := sentence.find(i, Noun)) and found[0] == at for i in before)
    if rows and place is not None and not place.risky:
        return Clause(at, at + 1, FillerPart())
    figure = any(sentence.find(i, FunctionWord) for i in range(at))
    column = any((word := sentence.find(i, ColumnWord)) and word[0] == at for i in before)
    named = (place is not None and not place.risky) or names_rows(sentence, at + 1)
    return Clause(at, at + 1, FillerPart()) if figure and column and named else None


_LONGEST = 3
"""How many words the phrase before the "4" may have."""


def _negative(sentence: Sentence, at: int) -> Clause | None:
    operator = _SIGNS.get(sentence.words[at])
    column = find_column(sentence, at + 1, is_number) if operator is not None else None
    if operator is None or column is None or has_amount(sentence, column[0]):
        return None
    return Clause(at, column[0], TestPart(Comparison(column[1].name, operator, 0), column[1].name))


def _held_nothing(sentence: Sentence, at: int) -> Clause | None:
    held = sentence.find(at, EventWord, lambda word: is_number(word.column))
    end = sentence.role(held[0], Role.NOTHING) if held is not None else None
    if held is None or end is None or sentence.words[held[0]] in ("a", "an", "no"):
        return None
    if end < sentence.size and (sentence.number(end) or find_column(sentence, end, is_number)):
        return None
    column = held[1].column.name
    return Clause(at, end, TestPart(Comparison(column, Operator.EQ, 0), column))
