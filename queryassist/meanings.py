"""Words that may mean several things: what each meaning gives, computed in one scan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from queryassist.catalog import Dataset, Meaning, NamedFilter
from queryassist.chips import conjuncts
from queryassist.english.boolean import all_of, negate
from queryassist.english.words.text import tokenize
from queryassist.memory.glossary import holds_phrase
from queryassist.spec import AllOf, AnyOf, Comparison, Condition, Function, Not, Operator, QuerySpec

_AS_NEAR = timedelta(minutes=1)
"""How exactly the moment of asking is told to who reads a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """A word of a question with its other meanings, and the spec that gives a figure for each.

    The first figure of ``spec`` is that of the word as it was read. ``is_negated`` says that the
    rows that fail it are meant: "inactive".
    """

    named: NamedFilter
    spec: QuerySpec
    is_negated: bool


def find_side_by_side(
    question: str, spec: QuerySpec, dataset: Dataset, now: datetime
) -> SideBySide | None:
    """Return the meanings of an ambiguous word of a question; None where it has no such word.

    None too where the reading is no single figure, or the word is not in it by its usual meaning.
    """
    for named in _ambiguous_in(question, dataset):
        if not named.remembered and named.meanings:
            combined = _combined(spec, named, now)
            if combined is not None:
                is_negated = _opposite(named) in _parts(combined)
                return SideBySide(named=named, spec=combined, is_negated=is_negated)
    return None


def find_remembered(
    question: str, spec: QuerySpec, dataset: Dataset, now: datetime
) -> NamedFilter | None:
    """Return the word of a question that is read as the person chose, None where there is none."""
    for named in _ambiguous_in(question, dataset):
        if named.remembered and any(_is_meant(part, named, now) for part in _parts(spec)):
            return named
    return None


def said_of(named: NamedFilter, question: str) -> str:
    """Return the longest of a word's ambiguous phrases in a question; its name without one."""
    said = tuple(token.word for token in tokenize(question))
    found = [phrase for phrase in named.ambiguous if holds_phrase(said, phrase)]
    return max(found, key=len, default=named.name)


def _ambiguous_in(question: str, dataset: Dataset) -> Iterator[NamedFilter]:
    said = tuple(token.word for token in tokenize(question))
    for named in dataset.named_filters:
        if any(holds_phrase(said, phrase) for phrase in named.ambiguous):
            yield named


def _combined(spec: QuerySpec, named: NamedFilter, now: datetime) -> QuerySpec | None:
    """Return a spec with one figure per meaning, over the rows that all of them are among."""
    if len(spec.measures) != 1 or spec.group_by or spec.offset or spec.measures[0].is_derived:
        return None
    (measure,) = spec.measures
    parts = [] if spec.where is None else list(conjuncts(spec.where))
    common = [part for part in parts if not _holds(part, named)]
    told_apart = [part for part in parts if _holds(part, named)]
    if measure.function is Function.SHARE and told_apart:
        return None
    if measure.where is not None:
        told_apart.append(measure.where)
    if not any(_holds(part, named) for part in told_apart):
        return None
    figure = replace(measure, where=all_of(told_apart))
    others = (
        replace(measure, where=all_of(_swapped(part, named, meaning, now) for part in told_apart))
        for meaning in named.meanings
    )
    return QuerySpec(
        dataset=spec.dataset,
        where=all_of(common) if common else None,
        measures=(figure, *others),
    )


def _holds(condition: Condition, named: NamedFilter) -> bool:
    if condition in (named.condition, _opposite(named)):
        return True
    match condition:
        case Comparison():
            return False
        case Not(part):
            return _holds(part, named)
        case AllOf(parts) | AnyOf(parts):
            return any(_holds(part, named) for part in parts)


def _swapped(
    condition: Condition, named: NamedFilter, meaning: Meaning, now: datetime
) -> Condition:
    """Return a condition with another meaning wherever the usual one or its opposite stands."""
    if condition == named.condition:
        return meaning.condition(now)
    if condition == _opposite(named):
        return negate(meaning.condition(now))
    match condition:
        case Comparison():
            return condition
        case Not(part):
            return Not(_swapped(part, named, meaning, now))
        case AllOf(parts):
            return AllOf(tuple(_swapped(part, named, meaning, now) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_swapped(part, named, meaning, now) for part in parts))


def _opposite(named: NamedFilter) -> Condition:
    return named.opposite or negate(named.condition)


def _parts(spec: QuerySpec) -> Iterator[Condition]:
    for condition in (spec.where, *(measure.where for measure in spec.measures)):
        if condition is not None:
            yield from _within(condition)


def _within(condition: Condition) -> Iterator[Condition]:
    yield condition
    match condition:
        case Comparison():
            return
        case Not(part):
            yield from _within(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _within(part)


def _is_meant(condition: Condition, named: NamedFilter, now: datetime) -> bool:
    if named.chosen is None:
        return condition in (named.condition, _opposite(named))
    since = now - timedelta(days=named.chosen.days)
    match condition:
        case Comparison(column, Operator.GE | Operator.GT | Operator.LT, datetime() as moment):
            return column == named.chosen.column and abs(moment - since) <= _AS_NEAR
        case _:
            return False
