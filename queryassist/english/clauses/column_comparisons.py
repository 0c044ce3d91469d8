"""Recognisers of one column compared with another: "updated after they were last active"."""

from __future__ import annotations

from queryassist.catalog import Column, ColumnType
from queryassist.english.clauses.linking import (
    find_column,
    find_timestamp,
    is_number,
    link,
)
from queryassist.english.clauses.parts import (
    Clause,
    TestPart,
)
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import (
    ColumnWord,
    ComparativeWord,
    Comparator,
    EventWord,
    Noun,
)
from queryassist.english.words.roles import Role
from queryassist.english.words.vocabulary import MORE_OR_LESS
from queryassist.spec import (
    ColumnRef,
    Comparison,
    Condition,
    Not,
    Operator,
)


@starts_with(
    ColumnWord, EventWord, ComparativeWord, words={*MORE_OR_LESS, "the", "an", "identical"}
)
def columns_compared(sentence: Sentence, at: int) -> Clause | None:
    """ "updated after they were last active", "age greater than activity score"."""
    left = find_timestamp(sentence, at) or find_column(sentence, at, is_number)
    if left is None:
        return _more_than_column(sentence, at) or _texts_compared(sentence, at)
    timed = left[1].type is ColumnType.TIMESTAMP
    after, negated = link(sentence, left[0])
    found = sentence.find(
        after, Comparator, lambda word: word.of_time is timed and not (word.postfix or word.of_text)
    )
    equal = not {"equal", "equals"}.isdisjoint(sentence.words[left[0] : after])
    if found is None and not equal:
        return None
    end, operator = (found[0], found[1].operator) if found else (after, Operator.EQ)
    start = sentence.skip(end, Role.ARTICLE, Role.ANAPHOR, Role.COPULA, Role.POSSESS)
    noun = sentence.find(start, Noun)
    if noun is not None or sentence.words[start : start + 1] == ["record"]:
        start = sentence.skip(noun[0] if noun else start + 1, Role.COPULA)
    right = find_timestamp(sentence, start) if timed else find_column(sentence, start, is_number)
    if right is None or right[1] is left[1] or (timed and sentence.time(after) is not None):
        return None
    condition: Condition = Comparison(left[1].name, operator, ColumnRef(right[1].name))
    return Clause(at, right[0], TestPart(Not(condition) if negated else condition, left[1].name))


def _more_than_column(sentence: Sentence, at: int) -> Clause | None:
    """ "older than their activity score", "more money than their age"."""
    found = sentence.find(at, ComparativeWord, lambda word: is_number(word.column))
    operator = MORE_OR_LESS.get(sentence.words[at])
    left = find_column(sentence, at + 1, is_number) if operator is not None else None
    if found is not None:
        left, operator = (found[0], found[1].column), Operator.GT if found[1].more else Operator.LT
    than = sentence.role(left[0], Role.THAN) if left else None
    if left is None or than is None or operator is None:
        return None
    right = find_column(sentence, sentence.skip(than, Role.ARTICLE, Role.ANAPHOR), is_number)
    if right is None or right[1] is left[1]:
        return None
    test = Comparison(left[1].name, operator, ColumnRef(right[1].name))
    return Clause(at, right[0], TestPart(test, left[1].name))


def _texts_compared(sentence: Sentence, at: int) -> Clause | None:
    """ "first name is the same as the last name", "the same first name and last name"."""
    same = sentence.words[at : at + 2] in (["the", "same"], ["an", "identical"])
    alike = at + 2 if same else at + (sentence.words[at] == "identical")
    left = _text_column(sentence, alike)
    if left is None:
        return None
    if alike > at:
        owned = at > 0 and sentence.role(at - 1, Role.POSSESS) == at
        joint = _joint_columns(sentence, alike)
        if owned and joint is not None:
            first, second = joint
            test = Comparison(first.name, Operator.EQ, ColumnRef(second.name))
            return Clause(at, left[0], TestPart(test, first.name))
        tied = (sentence.role(left[0], Role.AND), Operator.EQ) if owned else None
    else:
        tied = _equated(sentence, left[0])
    if tied is None or tied[0] is None:
        return None
    right = _text_column(sentence, sentence.skip(tied[0], Role.ARTICLE, Role.ANAPHOR))
    if right is None or right[1] is left[1]:
        return None
    condition = Comparison(left[1].name, tied[1], ColumnRef(right[1].name))
    return Clause(at, right[0], TestPart(condition, left[1].name))


def _joint_columns(sentence: Sentence, at: int) -> tuple[Column, Column] | None:
    """Return the two columns of "first and last name", or None."""
    named = [
        (end, word.column) for end, word in sentence.senses(at) if isinstance(word, ColumnWord)
    ]
    columns = [column for end, column in named if end == named[0][0]]
    return (columns[0], columns[1]) if len(columns) == 2 and named[0][0] > at + 2 else None


def _text_column(sentence: Sentence, at: int) -> tuple[int, Column] | None:
    found = sentence.find(at, ColumnWord, lambda word: word.column.type is ColumnType.TEXT)
    return (found[0], found[1].column) if found else None


def _equated(sentence: Sentence, at: int) -> tuple[int | None, Operator] | None:
    """Return the end and operator of "is the same as", "equals" or "differs from"."""
    for start in (at, sentence.skip(at, Role.COPULA)):
        found = sentence.find(start, Comparator, lambda word: word.operator in _EQUATING)
        if found is not None:
            return found[0], found[1].operator
    return _with_the_same(sentence, at), Operator.EQ


_EQUATING = (Operator.EQ, Operator.NE)


def _with_the_same(sentence: Sentence, at: int) -> int | None:
    """ "(a city) with the same name as (its region)": the place after "as"."""
    words = sentence.words[at : at + 5]
    return at + 5 if words[:3] == ["with", "the", "same"] and words[4:] == ["as"] else None
