"""Kinds of rows named in a few words: "verified women", "Germans", "inactive users"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from queryassist.catalog import NamedFilter
from queryassist.english.boolean import all_of, negate
from queryassist.english.clauses.parts import TestPart
from queryassist.english.clauses.place_conditions import value
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import EnumWord, NamedWord, Noun
from queryassist.english.words.roles import Role
from queryassist.english.words.values import ValueMatch
from queryassist.spec import Comparison, Condition, Operator

STARTS = (Noun, NamedWord, EnumWord, ValueMatch, Role.ARTICLE)
"""What words for rows of a kind may start with."""


@dataclass(frozen=True, slots=True)
class RowKind:
    """Rows up to a place; ``headed`` where a noun says that they are rows, as in "women"."""

    end: int
    conditions: tuple[Condition, ...]
    headed: bool

    @property
    def condition(self) -> Condition | None:
        return all_of(self.conditions) if self.conditions else None


def rows_named(sentence: Sentence, at: int) -> RowKind | None:
    """Return the rows that are named from a place on, or None."""
    at = sentence.skip(at, Role.ARTICLE)
    conditions: list[Condition] = []
    headed = False
    while at < sentence.size:
        noun = _own_noun(sentence, at)
        if noun is not None:
            return RowKind(noun, tuple(conditions), True)
        found = _condition_at(sentence, at)
        if found is None:
            break
        at = found[0]
        conditions.append(found[1])
        headed = sentence.words[at - 1].endswith(("s", "men"))
    return RowKind(at, tuple(conditions), headed) if conditions else None


def _own_noun(sentence: Sentence, at: int) -> int | None:
    name = sentence.world.dataset.name
    found = sentence.find(at, Noun, lambda noun: noun.dataset == name)
    return found[0] if found is not None else None


def _condition_at(sentence: Sentence, at: int) -> tuple[int, Condition] | None:
    state = sentence.find(at, NamedWord)
    kind = sentence.find(at, EnumWord, lambda word: word.bare)
    if state is not None and (kind is None or state[0] >= kind[0]):
        now = sentence.world.clock.now
        return state[0], state_condition(state[1].named, now, holds=state[1].holds)
    if kind is not None:
        test = Comparison(kind[1].column.name, Operator.EQ, kind[1].value.value)
        return kind[0], test
    match = sentence.value(at)
    if match is None or match.risky:
        return None
    place = value(sentence, at)
    if place is None or not isinstance(place.part, TestPart) or place.part.negated:
        return None
    return place.end, place.part.condition


def state_condition(named: NamedFilter, now: datetime, *, holds: bool) -> Condition:
    """Return what a named filter, or its opposite, tests now."""
    condition = named.condition_at(now)
    return condition if holds else named.opposite or negate(condition)


def are_of_one_column(kinds: Sequence[RowKind]) -> bool:
    """Whether each is one value of the same column, as "men and women" are."""
    tests = [kind.conditions for kind in kinds]
    columns = {
        each[0].column if len(each) == 1 and isinstance(each[0], Comparison) else None
        for each in tests
    }
    return len(columns) == 1 and None not in columns
