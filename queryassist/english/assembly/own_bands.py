"""Bands that are spelled out behind the groups: "by age band: under 25, 25-40, over 40"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from queryassist.catalog import Column
from queryassist.english.clauses.linking import fits, test_numbers
from queryassist.english.clauses.parts import (
    AmountPart,
    Clause,
    FillerPart,
    GroupPart,
    Link,
    LinkPart,
    TestPart,
)
from queryassist.english.sentence import Sentence

_BESIDE = LinkPart(Link.VERSUS)
_SIGNS = frozenset(":(-–—")


def with_own_bands(sentence: Sentence, clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, bands that end the question as tests that are set side by side."""
    for place, clause in enumerate(clauses):
        column = _banded(sentence, clause)
        opened = clauses[place + 1 : place + 2]
        if column is None or not opened or not _is_sign(sentence, opened[0]):
            continue
        bands = clauses[place + 2 :]
        if _are_bands(bands, column):
            told = [_beside(each, column) for each in bands]
            return [*clauses[:place], replace(clause, part=FillerPart()), opened[0], *told]
    return list(clauses)


def _banded(sentence: Sentence, clause: Clause) -> Column | None:
    """Return the column whose ranges are the groups here."""
    keys = clause.part.keys if isinstance(clause.part, GroupPart) else ()
    in_ranges = len(keys) == 1 and bool(keys[0].bins or keys[0].bin_width)
    return sentence.world.dataset.get_column(keys[0].column) if in_ranges else None


def _is_sign(sentence: Sentence, clause: Clause) -> bool:
    return clause.end == clause.start + 1 and sentence.words[clause.start] in _SIGNS


def _are_bands(clauses: Sequence[Clause], column: Column) -> bool:
    amounts = [c.part.amount for c in clauses if isinstance(c.part, AmountPart)]
    plain = all(isinstance(c.part, AmountPart | LinkPart | FillerPart) for c in clauses)
    return plain and len(amounts) > 1 and all(fits(amount, column) for amount in amounts)


def _beside(clause: Clause, column: Column) -> Clause:
    if isinstance(clause.part, AmountPart):
        test = test_numbers(column.name, clause.part.amount.tests)
        return replace(clause, part=TestPart(test, column.name))
    return replace(clause, part=_BESIDE) if isinstance(clause.part, LinkPart) else clause
