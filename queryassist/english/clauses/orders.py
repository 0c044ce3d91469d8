"""Recognisers of orders: "sorted by balance", "oldest first", "the next ten"."""

from __future__ import annotations

from dataclasses import replace

from queryassist.catalog import Column, ColumnType
from queryassist.english.clauses.figures import COUNT, find_figure
from queryassist.english.clauses.linking import find_timestamp, is_number
from queryassist.english.clauses.parts import (
    Clause,
    DirectionPart,
    NextPart,
    OrderPart,
    ReversePart,
    SuperlativePart,
)
from queryassist.english.clauses.rankings import IN_TIME, most_named
from queryassist.english.clauses.row_kinds import rows_named
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.cursor import Phrases
from queryassist.english.words.lexicon import (
    ColumnWord,
    FunctionWord,
    Noun,
    SuperlativeWord,
    TopWord,
)
from queryassist.english.words.numbers import NumberMatch
from queryassist.english.words.roles import Role
from queryassist.spec import Function, Measure

_DIRECTIONS = {
    Role.ASCENDING: DirectionPart(descending=False),
    Role.DESCENDING: DirectionPart(descending=True),
    Role.A_TO_Z: DirectionPart(descending=False, sorts=ColumnType.TEXT),
    Role.Z_TO_A: DirectionPart(descending=True, sorts=ColumnType.TEXT),
    Role.OLD_TO_NEW: DirectionPart(descending=False, sorts=ColumnType.TIMESTAMP),
    Role.NEW_TO_OLD: DirectionPart(descending=True, sorts=ColumnType.TIMESTAMP),
}
_LATEST = ("latest", "recent")

_ENDS_OF_TIME = Phrases(
    {
        f"{end} {place}": descending
        for end, descending in (("newest", True), ("freshest", True), ("oldest", False))
        for place in ("first", "on top", "at the top")
    }
)
"""What stands first in an order by a time, and whether that goes down."""

_OF_SINGLE_ROWS = frozenset({"per", "each", "every"})


@starts_with(
    Role.SORT, Role.BY, *_DIRECTIONS, SuperlativeWord, TopWord, Role.ARTICLE, words={"from", "to"}
)
def order(sentence: Sentence, at: int) -> Clause | None:
    """ "sorted by balance descending", "by average balance", "from low to high balance"."""
    turned = _directed_column(sentence, at)
    if turned is not None:
        return turned
    sorting = sentence.role(at, Role.SORT)
    by = sorting if sorting is not None else sentence.role(at, Role.BY)
    if by is None or (sentence.words[by - 1] in _OF_SINGLE_ROWS and sentence.find(by, Noun)):
        return None
    if sentence.words[at] == "by" and sentence.words[at - 1 : at] in (["held"], ["owned"]):
        return None  # "held by active users" names whose they are
    by += sentence.words[by : by + 1] == ["by"]
    if sentence.words[by : by + 1] == ["how"]:
        return None
    said = _said_order(sentence, by) if sorting is not None else None
    said = said or _sort_key(sentence, by, sorts=sorting is not None)
    return replace(said, start=at) if said is not None else None


def _sort_key(sentence: Sentence, at: int, *, sorts: bool) -> Clause | None:
    """The "balance descending" of an order; where only "by" stands before, it may be of groups."""
    start, towards = _towards(sentence, sentence.skip(at, Role.ARTICLE))
    figure = find_figure(sentence, start) or _bare_count(sentence, start)
    figure = figure or _share_of(sentence, start)
    if figure:
        end, descending = _direction(sentence, figure[0], towards)
        return Clause(at, end, OrderPart(None, figure[1], descending))
    found = _sorted_column(sentence, start)
    if found is None:
        return None
    column = found[1]
    if towards is None and sentence.words[at - 1] == "of" and column.type is ColumnType.TIMESTAMP:
        towards = False  # "in order of joining" goes with the time
    end, descending = _direction(sentence, found[0], towards, column)
    free = not (column.indexed or column.values) and not _has_figure(sentence, at)
    if not sorts and towards is None and (descending is None or not free):
        return None
    end, then = _further_keys(sentence, end)
    return Clause(at, end, OrderPart(column.name, None, descending, then=then))


def _has_figure(sentence: Sentence, at: int) -> bool:
    """Whether a figure is asked for before this place: "by age" are its groups then."""
    return any(
        sentence.role(place, Role.HOW_MANY, Role.NUMBER_OF, Role.SHARE) is not None
        or sentence.find(place, FunctionWord) is not None
        for place in range(at)
    )


def _bare_count(sentence: Sentence, at: int) -> tuple[int, Measure] | None:
    """The "count" of "sorted by count", with no rows named after it."""
    if sentence.words[at : at + 1] not in (["count"], ["counts"], ["number"]):
        return None
    return (at + 1, COUNT) if sentence.skip(at + 1, Role.OF) == at + 1 else None


def _share_of(sentence: Sentence, at: int) -> tuple[int, Measure] | None:
    """ "share of women", "percentage of verified users"."""
    end = sentence.role(at, Role.SHARE)
    kind = rows_named(sentence, sentence.skip(end, Role.OF)) if end is not None else None
    if kind is None or kind.condition is None:
        return None
    return kind.end, Measure(function=Function.SHARE, where=kind.condition)


def _sorted_column(sentence: Sentence, at: int) -> tuple[int, Column] | None:
    """Return (end, column) of a sort key; after "most recent" it is a time: "by latest login"."""
    if sentence.words[at - 1] in IN_TIME:
        return find_timestamp(sentence, at)
    found = sentence.find(at, ColumnWord)
    return (found[0], found[1].column) if found is not None else None


def _said_order(sentence: Sentence, at: int) -> Clause | None:
    """The "alphabetically" of "sorted alphabetically", the "newest" of "sorted by newest"."""
    turned = _directed_column(sentence, at) or direction(sentence, at)
    if turned is not None:
        return turned
    start = sentence.skip(at, Role.ARTICLE)
    found = sentence.find(start, SuperlativeWord)
    if found is not None:
        end = found[0] + (sentence.words[found[0] : found[0] + 1] == ["first"])
        return Clause(at, end, OrderPart(found[1].column.name, None, found[1].descending))
    top = sentence.find(start, TopWord)
    latest = top is not None and sentence.words[top[0] - 1] in _LATEST
    if top is None or not latest or sentence.find(top[0], ColumnWord):
        return None
    return Clause(at, top[0], _DIRECTIONS[Role.NEW_TO_OLD])


@starts_with(Role.REVERSED, follows=True)
def turned_round(sentence: Sentence, at: int) -> Clause | None:
    """ "the other way round", "reverse the order": only of an order that there is."""
    if sentence.world.previous is None:
        return None
    end = sentence.role(at, Role.REVERSED)
    return Clause(at, end, ReversePart()) if end is not None else None


@starts_with(NumberMatch, Role.NEXT, follows=True)
def following(sentence: Sentence, at: int) -> Clause | None:
    """ "the next 5", "5 more": the rows after those of the question before."""
    if sentence.world.previous is None:
        return None
    counted = sentence.number(at)
    more = counted is not None and sentence.words[counted.end :] in (["more"], ["more", "?"])
    if counted is not None and more and isinstance(counted.value, int) and not counted.unit:
        return Clause(at, counted.end + 1, NextPart(counted.value))
    end = sentence.role(at, Role.NEXT)
    number = sentence.number(end) if end is not None else None
    if end is None or (number is None and end < sentence.size):
        return None
    if number is None:
        return Clause(at, end, NextPart(None))
    plain = isinstance(number.value, int) and not number.ordinal and number.unit is None
    return Clause(at, number.end, NextPart(int(number.value))) if plain else None


def _further_keys(sentence: Sentence, at: int) -> tuple[int, tuple[tuple[str, bool | None], ...]]:
    """Return the place after "and balance ascending, then age", and those sort keys."""
    keys: list[tuple[str, bool | None]] = []
    while (joint := sentence.role(at, Role.AND)) or sentence.words[at : at + 1] == ["then"]:
        start = sentence.skip(joint or at, Role.AND, Role.ARTICLE)
        start += sentence.words[start : start + 1] == ["then"]
        start += sentence.words[start : start + 1] == ["by"]
        found = sentence.find(start, ColumnWord)
        if found is None or sentence.words[found[0] : found[0] + 1] == ["only"]:
            break  # "sorted by age, names only"
        at, descending = _direction(sentence, found[0], None, found[1].column)
        keys.append((found[1].column.name, descending))
    return at, tuple(keys)


def _towards(sentence: Sentence, at: int) -> tuple[int, bool | None]:
    """ "by highest balance": the place after "highest", and the direction that it gives."""
    found, named = sentence.find(at, TopWord), sentence.find(at, ColumnWord)
    if found is None or (named is not None and named[0] > found[0]):
        return at, None
    return found[0], found[1].descending


def _from_to(sentence: Sentence, at: int) -> Clause | None:
    """ "from youngest to oldest", "from most to least active": the two ends of an order.

    Beside "newest", "oldest" is of that time too, whatever else it may order by.
    """
    start = sentence.skip(at + (sentence.words[at : at + 1] == ["from"]), Role.ARTICLE)
    first, top = _end_of_order(sentence, start), sentence.find(start, TopWord)
    middle = first[0] if first else top[0] if top else at
    if sentence.words[middle : middle + 1] != ["to"]:
        return None
    last = _end_of_order(sentence, sentence.skip(middle + 1, Role.ARTICLE))
    if last is None:
        return None
    # Each end as an order: "newest" at the end is one upwards.
    ends = [replace(last[1], descending=not last[1].descending)]
    ends = [first[1], *ends] if first else ends
    dataset = sentence.world.dataset
    dated = [e for e in ends if dataset.get_column(e.column).type is ColumnType.TIMESTAMP]
    if len(set(ends)) != 1 and len(dated) != 1:
        return None
    part = ends[0] if len(set(ends)) == 1 else dated[0]
    return Clause(at, last[0], OrderPart(part.column, None, part.descending))


def _end_of_order(sentence: Sentence, at: int) -> tuple[int, SuperlativePart] | None:
    """Return (end, order) of "youngest" or "most active"."""
    found = sentence.find(at, SuperlativeWord)
    if found is not None:
        return found[0], SuperlativePart(found[1].column.name, found[1].descending, None)
    named = most_named(sentence, at, at, None, 0)
    if named is None or not isinstance(named.part, SuperlativePart):
        return None
    return named.end, replace(named.part, named=None)


def _directed_column(sentence: Sentence, at: int) -> Clause | None:
    """ "from youngest to oldest", "from lowest to highest score", "highest balance first"."""
    ends = _from_to(sentence, at)
    if ends is not None:
        return ends
    turned = direction(sentence, at)
    if turned is not None and isinstance(turned.part, DirectionPart):
        by = sentence.words[turned.end : turned.end + 1] == ["by"]
        column = sentence.find(
            sentence.skip(turned.end, Role.BY, Role.OF, Role.ARTICLE), ColumnWord
        )
        if column and (by or is_number(column[1].column)):
            name = column[1].column.name
            return Clause(at, column[0], OrderPart(name, None, turned.part.descending))
    found = sentence.find(at, TopWord)
    column = sentence.find(found[0], ColumnWord) if found else None
    if found and column and sentence.words[column[0] : column[0] + 1] == ["first"]:
        part = OrderPart(column[1].column.name, None, found[1].descending)
        return Clause(at, column[0] + 1, part)
    return None


def _direction(
    sentence: Sentence, at: int, otherwise: bool | None, column: Column | None = None
) -> tuple[int, bool | None]:
    """Return the place after a direction that follows a sort key, and the direction.

    The names of a column may follow the alphabet, a figure (no column) has sizes only.
    """
    start = at
    while sentence.words[start : start + 1] and sentence.words[start] in (",", "(", "in", "with"):
        if direction(sentence, start) is not None:
            break
        start += 1
    ends = sentence.phrase(start, _ENDS_OF_TIME)
    if ends is not None and column is not None and column.type is ColumnType.TIMESTAMP:
        return ends
    found = direction(sentence, start)
    if found is None or not isinstance(found.part, DirectionPart):
        return at, otherwise
    sorts = found.part.sorts
    if sorts is not None and (column is None or column.type is not sorts):
        return at, otherwise
    return found.end, found.part.descending


@starts_with(*_DIRECTIONS)
def direction(sentence: Sentence, at: int) -> Clause | None:
    """ "descending", "from low to high", "alphabetically", "latest first"."""
    found = sentence.longest_role(at, _DIRECTIONS)
    return Clause(at, found[1], _DIRECTIONS[found[0]]) if found is not None else None
