"""Recognisers of comparatives without a number: "and older than that?", "older than the oldest"."""

from __future__ import annotations

from queryassist.english.boolean import parts_of
from queryassist.english.clauses.linking import is_number
from queryassist.english.clauses.parts import Clause, ProblemPart, TestPart
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import ComparativeWord, Noun, SuperlativeWord
from queryassist.english.words.roles import Role
from queryassist.spec import Comparison, Operator

_ABOVE = {Operator.LT: Operator.GE, Operator.LE: Operator.GT, Operator.EQ: Operator.GT}
_BELOW = {Operator.GT: Operator.LE, Operator.GE: Operator.LT, Operator.EQ: Operator.LT}
"""The test of what lies beyond the bound that another one sets."""
_POINTING = frozenset({"that", "this", "those", "them", "these"})


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
