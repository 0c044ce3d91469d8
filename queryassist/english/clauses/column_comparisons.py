"""Recognisers of one column compared with another: "updated after they were last active"."""

from __future__ import annotations

from queryassist.catalog import ColumnType
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
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import (
    ColumnWord,
    Comparator,
    Noun,
)
from queryassist.english.words.roles import Role
from queryassist.spec import (
    ColumnRef,
    Comparison,
    Condition,
    Not,
    Operator,
)


def columns_compared(sentence: Sentence, at: int) -> Clause | None:
    """ "updated after they were last active", "age greater than activity score"."""
    left = find_timestamp(sentence, at) or find_column(sentence, at, is_number)
    if left is None:
        return _texts_compared(sentence, at)
    timed = left[1].type is ColumnType.TIMESTAMP
    after, negated = link(sentence, left[0])
    found = sentence.find(
        after, Comparator, lambda word: word.of_time is timed and not (word.postfix or word.of_text)
    )
    if found is None:
        return None
    start = sentence.skip(found[0], Role.ARTICLE, Role.ANAPHOR, Role.COPULA, Role.POSSESS)
    noun = sentence.find(start, Noun)
    if noun is not None or sentence.words[start : start + 1] == ["record"]:
        start = sentence.skip(noun[0] if noun else start + 1, Role.COPULA)
    right = find_timestamp(sentence, start) if timed else find_column(sentence, start, is_number)
    if right is None or right[1] is left[1] or (timed and sentence.time(after) is not None):
        return None
    condition: Condition = Comparison(left[1].name, found[1].operator, ColumnRef(right[1].name))
    return Clause(at, right[0], TestPart(Not(condition) if negated else condition, left[1].name))


def _texts_compared(sentence: Sentence, at: int) -> Clause | None:
    """ "first name is the same as the last name"."""
    left = sentence.find(at, ColumnWord, lambda word: word.column.type is ColumnType.TEXT)
    if left is None:
        return None
    after = sentence.skip(left[0], Role.COPULA)
    same = sentence.find(after, Comparator, lambda word: word.operator is Operator.EQ)
    differs = sentence.find(after, Comparator, lambda word: word.operator is Operator.NE)
    found = differs or same
    end = found[0] if found else _with_the_same(sentence, left[0])
    if end is None:
        return None
    start = sentence.skip(end, Role.ARTICLE)
    right = sentence.find(start, ColumnWord, lambda word: word.column.type is ColumnType.TEXT)
    if right is None or right[1].column is left[1].column:
        return None
    operator = Operator.NE if differs else Operator.EQ
    condition = Comparison(left[1].column.name, operator, ColumnRef(right[1].column.name))
    return Clause(at, right[0], TestPart(condition, left[1].column.name))


def _with_the_same(sentence: Sentence, at: int) -> int | None:
    """ "(a city) with the same name as (its region)": the place after "as"."""
    words = sentence.words[at : at + 5]
    return at + 5 if words[:3] == ["with", "the", "same"] and words[4:] == ["as"] else None
