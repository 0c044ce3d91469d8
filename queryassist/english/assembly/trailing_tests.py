"""Tests of each group's figure that stand behind the groups: "by region, over 100 only"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from queryassist.catalog import Column
from queryassist.english.assembly.counts import OF_COUNTS
from queryassist.english.assembly.puzzled import Puzzled, ask_back
from queryassist.english.clauses.amounts import read_amount
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.linking import fits
from queryassist.english.clauses.parts import (
    Amount,
    AmountPart,
    BucketPart,
    Clause,
    ColumnsPart,
    FiguresPart,
    FillerPart,
    GroupPart,
    HavingPart,
    Link,
    LinkPart,
    MeasurePart,
    TestPart,
)
from queryassist.english.sentence import Sentence
from queryassist.readings import Choice
from queryassist.spec import Measure

_COMMA = LinkPart(Link.COMMA)


def with_trailing_test(sentence: Sentence, clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, the amount that ends a grouped question as a test of each group.

    That is so where it can be of nothing else, as "over $400k only" behind a total or "more than
    30 only" behind a count. Raises Puzzled where a bare "over 30" may count the rows of a group as
    well as be tested of each row.
    """
    found = list(clauses)
    place = _last_said(found)
    amount = _amount(sentence, found[place]) if place > 0 else None
    figure = _figure(found[:place]) if amount is not None else None
    if amount is None or figure is None or found[place - 1].part != _COMMA:
        return found
    if not _may_be_of(sentence, amount, figure):
        return found
    only = "only" in sentence.words[found[place].end :] and not amount.is_exact
    if figure == COUNT and not _counts(sentence, amount, only=only):
        raise _which(sentence, found[place])
    if figure != COUNT and not only and not _can_be_of_nothing_else(sentence, amount, figure):
        return found
    found[place] = replace(found[place], part=HavingPart(figure, amount.tests))
    return found


def _last_said(clauses: Sequence[Clause]) -> int:
    place = len(clauses) - 1
    while place > 0 and isinstance(clauses[place].part, FillerPart):
        place -= 1
    return place


def _amount(sentence: Sentence, clause: Clause) -> Amount | None:
    """Return the "over $400k" that names no column of its own, or None."""
    if isinstance(clause.part, AmountPart):
        return clause.part.amount
    if not isinstance(clause.part, TestPart):
        return None
    amount = read_amount(sentence, clause.start)
    bare = amount is not None and amount.end == clause.end and amount.column is None
    return amount if amount is not None and bare and not amount.is_exact else None


def _figure(before: Sequence[Clause]) -> Measure | None:
    """Return the one figure that the groups before show, or None."""
    if not any(isinstance(clause.part, GroupPart | BucketPart) for clause in before):
        return None
    if any(isinstance(clause.part, FiguresPart | ColumnsPart | HavingPart) for clause in before):
        return None
    named = [clause.part for clause in before if isinstance(clause.part, MeasurePart)]
    if not named:
        return COUNT
    if len(named) > 1 or named[0].column is None:
        return None
    return Measure(function=named[0].function, column=named[0].column)


def _may_be_of(sentence: Sentence, amount: Amount, figure: Measure) -> bool:
    """Whether the amount's unit is that of the figure; a count has none."""
    if figure.column is None:
        return amount.unit is None
    return fits(amount, sentence.world.dataset.get_column(figure.column))


def _counts(sentence: Sentence, amount: Amount, *, only: bool) -> bool:
    """Whether a bare amount is a number of rows: "more than 30 only", or too much for an age."""
    usual = _usual_column(sentence)
    if usual is None or not fits(amount, usual):
        return True
    said = not OF_COUNTS.isdisjoint(sentence.words[amount.start : amount.end])
    return only and (said or all(value >= _LIKE_NO_AGE for _, value in amount.tests))


_LIKE_NO_AGE = 100


def _can_be_of_nothing_else(sentence: Sentence, amount: Amount, figure: Measure) -> bool:
    usual = _usual_column(sentence)
    return amount.unit is None and (usual is None or figure.column != usual.name)


def _usual_column(sentence: Sentence) -> Column | None:
    """Return the column that a number without a unit is usually of."""
    dataset = sentence.world.dataset
    return dataset.get_column(dataset.default_number) if dataset.default_number else None


def _which(sentence: Sentence, clause: Clause) -> Puzzled:
    dataset = sentence.world.dataset
    written = sentence.text(clause.start, clause.end)
    end = sentence.tokens[clause.end - 1].end
    before, after = sentence.question[:end], sentence.question[end:]
    label = dataset.get_column(dataset.default_number or dataset.key).label
    choices = (
        Choice(f"the number of {dataset.nouns}", f"{before} {dataset.nouns}{after}"),
        Choice(label, f"{before} {label}{after}"),
    )
    return ask_back(
        f"Is “{written}” the number of {dataset.nouns} in each, or their {label}?", choices
    )
