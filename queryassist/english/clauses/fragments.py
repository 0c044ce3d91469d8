"""Recognisers of short turns about the answer before: "number only", "and the second?"."""

from __future__ import annotations

from dataclasses import replace

from queryassist.english.clauses.columns import columns
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.parts import (
    Ask,
    AskPart,
    Clause,
    ColumnsPart,
    LimitPart,
    ProblemPart,
    TopPart,
)
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import ColumnWord, Noun
from queryassist.english.words.numbers import NumberMatch
from queryassist.english.words.roles import Role
from queryassist.spec import QuerySpec

_NUMBERS = frozenset({"number", "numbers"})


@starts_with(words=_NUMBERS, follows=True)
def count_alone(sentence: Sentence, at: int) -> Clause | None:
    """ "Number only", "just the number", "average age instead of the number": how many."""
    previous = sentence.world.previous
    alone = sentence.words[at] in _NUMBERS and _ends(sentence, at + 1, _AFTER_A_COUNT)
    if previous is None or not alone:
        return None
    plain = not previous.measures or previous.measures == (COUNT,)
    if plain or "instead" in sentence.words[:at]:
        return Clause(at, at + 1, AskPart(Ask.COUNT))
    return Clause(at, at + 1, ProblemPart("The number of what? Please say what is counted."))


_AFTER_A_COUNT = frozenset({"only", "please", "alone", "instead"})


@starts_with(NumberMatch, words={"number"}, follows=True)
def place_alone(sentence: Sentence, at: int) -> Clause | None:
    """ "And the second?", "who is third?", "number two": a place of the ranking before."""
    previous = sentence.world.previous
    numbered = sentence.words[at] == "number"
    number = sentence.number(at + numbered)
    if (
        previous is None
        or number is None
        or number.ordinal is numbered
        or not isinstance(number.value, int)
    ):
        return None
    noun = sentence.find(number.end, Noun, lambda word: not word.plural)
    end = noun[0] if noun is not None else number.end
    if number.value < 2 or number.unit is not None or not _ends(sentence, end, _AFTER_A_PLACE):
        return None
    end += sentence.words[end : end + 1] in (["one"], ["place"])
    if not previous.order_by or previous.limit is None:
        return Clause(at, end, ProblemPart("A place in which order? Please name what ranks them."))
    return Clause(at, end, TopPart(_descends(previous), 1, offset=number.value - 1))


_AFTER_A_PLACE = frozenset({"one", "place", "please", "then"})


def _descends(previous: QuerySpec) -> bool:
    """Return which end of groups the ranking before begins with; True for the order of rows."""
    return not previous.group_by or previous.order_by[0].descending


@starts_with(NumberMatch, follows=True)
def limit_of_each(sentence: Sentence, at: int) -> Clause | None:
    """ "3 per country", "two for each region", "3 each": how many of each are listed."""
    number, previous = sentence.number(at), sentence.world.previous
    if previous is None or number is None or number.ordinal or number.unit is not None:
        return None
    each = sentence.role(sentence.skip(number.end, Role.OF, Role.PREPOSITION), Role.EACH)
    alone = each is not None and _ends(sentence, each, _AFTER_A_LIMIT)
    grouped = each is not None or sentence.words[number.end : number.end + 1] == ["per"]
    key = sentence.find(each or number.end + 1, ColumnWord) if grouped else None
    if not isinstance(number.value, int) or not (alone or key is not None):
        return None
    end = each if alone and each is not None else number.end
    if previous.measures:
        return Clause(at, end, ProblemPart(_OF_GROUPS))
    return Clause(at, end, LimitPart(number.value))


_OF_GROUPS = (
    "So many of what in each? Only rows can be cut within groups, as in “the 3 oldest of each”."
)
_AFTER_A_LIMIT = frozenset({"please", "only", "instead"})


@starts_with(words={"column", "columns", "field", "fields"}, follows=True)
def columns_listed(sentence: Sentence, at: int) -> Clause | None:
    """ "Columns: name, age", "the column age", "columns for age and gender"."""
    if sentence.words[at] not in _COLUMNS or sentence.world.previous is None:
        return None
    start = at + 1
    while sentence.words[start : start + 1] and sentence.words[start] in _BEFORE_COLUMNS:
        start += 1
    found = columns(sentence, start) if start < sentence.size else None
    return Clause(at, found.end, found.part) if found is not None else None


@starts_with(ColumnWord, follows=True)
def columns_so_called(sentence: Sentence, at: int) -> Clause | None:
    """ "The balance column", "age and gender columns"."""
    found = columns(sentence, at) if sentence.world.previous is not None else None
    if found is None or sentence.words[found.end : found.end + 1] not in ([w] for w in _COLUMNS):
        return None
    part = found.part
    shown = replace(part, plural=True) if isinstance(part, ColumnsPart) else part
    return Clause(at, found.end + 1, shown)


_COLUMNS = frozenset({"column", "columns", "field", "fields"})
_BEFORE_COLUMNS = frozenset({":", "for", "of", "with", "the", "are", "called", "named"})


def _ends(sentence: Sentence, at: int, said: frozenset[str]) -> bool:
    """Whether nothing follows but signs and such words."""
    return all(word in said or not word.isalnum() for word in sentence.words[at:])
