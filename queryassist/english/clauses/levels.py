"""Levels that rows are at: "at least basic KYC", "completed advanced KYC"."""

from __future__ import annotations

from dataclasses import replace

from queryassist.english.clauses.amounts import find_comparator
from queryassist.english.clauses.number_conditions import number_after_column
from queryassist.english.clauses.parts import Clause, TestPart
from queryassist.english.clauses.starts import starts_with
from queryassist.english.clauses.state_conditions import enumeration
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import Comparator, EnumWord, NamedWord
from queryassist.english.words.roles import Role
from queryassist.spec import Comparison

_ATTAINING = frozenset(
    "reach reached achieve achieved attain attained obtain obtained pass passed clear cleared earn "
    "earned got gotten".split()
)


@starts_with(Comparator)
def level_compared(sentence: Sentence, at: int) -> Clause | None:
    """ "at least basic KYC", "below advanced KYC": of values that have an order."""
    comparator = find_comparator(sentence, at)
    if comparator is None:
        return None
    end, operator = comparator
    start = sentence.skip(end, Role.ARTICLE)
    found = sentence.find(start, EnumWord, lambda word: word.bare and word.column.type.is_number)
    if found is None:
        return None
    column = found[1].column.name
    return Clause(
        at, found[0], TestPart(Comparison(column, operator, found[1].value.value), column)
    )


@starts_with(Role.DONE, words=_ATTAINING)
def attained(sentence: Sentence, at: int) -> Clause | None:
    """ "completed advanced KYC", "reached KYC level 2": a level that rows have."""
    done = sentence.role(at, Role.DONE) or (at + 1 if sentence.words[at] in _ATTAINING else None)
    if done is None or sentence.find(at, NamedWord):
        return None
    start = sentence.skip(done, Role.ARTICLE)
    for recognise in (enumeration, number_after_column, level_compared):
        clause = recognise(sentence, start) if start < sentence.size else None
        if clause is not None and _is_of_a_level(sentence, clause):
            return replace(clause, start=at)
    return None


def _is_of_a_level(sentence: Sentence, clause: Clause) -> bool:
    levels = {
        column.name
        for column in sentence.world.dataset.columns
        if column.values and column.type.is_number
    }
    return isinstance(clause.part, TestPart) and clause.part.column in levels
