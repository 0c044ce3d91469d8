"""Recognisers of groups that are left out for their size: "excluding countries with under 20"."""

from __future__ import annotations

from queryassist.english.boolean import OPPOSITES
from queryassist.english.clauses.amounts import read_amount
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.parts import Clause, HavingPart
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import ColumnWord, FunctionWord, Noun
from queryassist.english.words.roles import Role

_THOSE = frozenset({"those", "ones", "groups", "any"})


@starts_with(Role.AND, Role.EXCEPT, Role.WITHOUT, words={"ignoring", "skipping"})
def left_out_groups(sentence: Sentence, at: int) -> Clause | None:
    """ "(by country) excluding those with fewer than 20 users": a test of each group's count."""
    start = sentence.skip(at, Role.AND)
    left_out = sentence.role(start, Role.EXCEPT, Role.WITHOUT)
    if left_out is None:
        return None
    groups = _end_of_groups(sentence, left_out)
    owned = sentence.skip(groups, Role.RELATIVE, Role.POSSESS) if groups is not None else None
    found = read_amount(sentence, owned) if owned is not None and owned != groups else None
    if found is None or len(found.tests) != 1 or found.unit is not None or found.is_exact:
        return None
    rows = sentence.find(found.end, Noun)
    bare = rows is None and _ends(sentence, found.end) and _counts_groups(sentence, start)
    if rows is None and not bare:
        return None
    operator, value = found.tests[0]
    tests = ((OPPOSITES[operator], value),)
    return Clause(at, rows[0] if rows is not None else found.end, HavingPart(COUNT, tests))


def _end_of_groups(sentence: Sentence, at: int) -> int | None:
    """Return the end of "the countries" or "those", where groups were spoken of before."""
    before = [
        found[1].column
        for place in range(at)
        if (found := sentence.find(place, ColumnWord)) is not None and _may_group(found[1])
    ]
    if at < sentence.size and sentence.words[at] in _THOSE:
        return at + 1 if before else None
    named = sentence.find(sentence.skip(at, Role.ARTICLE), ColumnWord)
    return named[0] if named and named[1].plural and named[1].column in before else None


def _may_group(word: ColumnWord) -> bool:
    return word.column.indexed or bool(word.column.values)


def _counts_groups(sentence: Sentence, at: int) -> bool:
    """Whether nothing but rows is counted, so that a bare number is one of rows."""
    return not any(sentence.find(place, FunctionWord) is not None for place in range(at))


def _ends(sentence: Sentence, at: int) -> bool:
    return not any(word.isalnum() for word in sentence.words[at:])
