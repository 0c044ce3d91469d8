"""Set L: tests of one person and answers that only this set has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from tests.queryassist.english.expect import (
    Figure,
    Listing,
    Number,
    Oracle,
    Table,
    Test,
    any_of,
    count,
    count_or_list,
    during,
    eq,
    figure,
    groups,
    highest,
    missing,
    present,
    row,
    size,
    some,
    those,
)
from tests.queryassist.english.people import Person
from tests.queryassist.english.sets.further_words import (
    apart,
    difference,
    in_order,
)
from tests.queryassist.english.sets.words import (
    top,
)

OTHER = eq("gender", "other")
UNSAID = eq("gender", "prefer_not_to_say")
NO_ADDRESS = missing("wallet_address")
AMSTERDAM = eq("city", "Amsterdam")
HAARLEM = eq("city", "Haarlem")
IKEJA = eq("city", "Ikeja")
SF = eq("city", "San Francisco")
LA = eq("city", "Los Angeles")
SYDNEY = eq("city", "Sydney")
TOULOUSE = eq("city", "Toulouse")
MONTREAL = eq("city", "Montréal")
SEVILLE = eq("city", "Seville")
AUSTIN = eq("city", "Austin")
GREATER_LONDON = eq("region", "Greater London")


def ranks(first: int, last: int, field: str, *tests: Test, descending: bool = True) -> Oracle:
    """The people from one place to another in an order without equals."""

    def answer(people: Sequence[Person]) -> Listing:
        known = [person for person in those(people, tests) if getattr(person, field) is not None]
        known.sort(key=lambda person: getattr(person, field), reverse=descending)
        values = [getattr(person, field) for person in known][: last + 1]
        if len(set(values)) < len(values):
            raise ValueError(f"Equals among the first {last}: {values}")
        return Listing(tuple(known[first - 1 : last]), sorted_by=field)

    return answer


def nth_group(place: int, key: str, of: Figure) -> Oracle:
    """The group in one place by its figure, with the figure or without."""

    def at(people: Sequence[Person], *, labels_only: bool) -> Table:
        table = groups(key, of, present(key))(people)
        assert isinstance(table, Table)
        rows = sorted(table.rows, key=lambda found: float(str(found[-1] or 0)), reverse=True)
        around = [found[-1] for found in rows[max(place - 2, 0) : place + 1]]
        if len(set(around)) < len(around):
            raise ValueError(f"Equals around place {place}: {around}")
        chosen = rows[place - 1]
        return Table((chosen[:-1] if labels_only else chosen,))

    return any_of(
        lambda people: at(people, labels_only=False), lambda people: at(people, labels_only=True)
    )


def less(of: Figure, one: Test, other: Test) -> Oracle:
    """The figure of the one minus that of the other, how far apart they are, or both figures."""

    def signed(people: Sequence[Person]) -> Number:
        return Number(
            Decimal(of(those(people, [one])) or 0) - Decimal(of(those(people, [other])) or 0)
        )

    return any_of(signed, difference(of, one, other))


def falling(key: str, of: Figure) -> Oracle:
    """All groups from the highest figure to the lowest, equal ones in any order or by name."""

    def by_name(people: Sequence[Person], *named: Test) -> Table:
        table = groups(key, of, *named)(people)
        assert isinstance(table, Table)
        rows = sorted(table.rows, key=lambda row: (-float(str(row[1] or 0)), str(row[0])))
        return Table(tuple(rows), ordered=True)

    return any_of(in_order(key, of), by_name, lambda people: by_name(people, present(key)))


def top_or_figure(field: str, *tests: Test) -> Oracle:
    """The highest value, or the person who has it."""
    return any_of(figure(highest(field), *tests), top(1, field, *tests))


def more_of(one: Test, other: Test) -> Figure:
    """By how many the one outnumber the other."""
    return lambda people: len(those(people, [one])) - len(those(people, [other]))


def sides(of: Figure, *parts: Test) -> Oracle:
    return any_of(row(*((of, part) for part in parts)), apart(of, *parts))


def not_during(field: str, start: datetime, *tests: Test) -> Oracle:
    """Before the start of a period that runs until now; the never seen with them or not."""
    quiet = during(field, None, start)
    return any_of(count(quiet, *tests), count(some(quiet, missing(field)), *tests))


def per_group_or_pair(key: str, field: str, one: Test, other: Test, *tests: Test) -> Oracle:
    """Two counts per group, beside or below each other."""

    def size_of(test: Test) -> Figure:
        return lambda people: len(those(people, [test]))

    return any_of(
        groups((key, field), size(), some(one, other), *tests),
        groups(key, (size_of(one), size_of(other)), *tests),
        groups(key, (size_of(one), size_of(other)), some(one, other), *tests),
    )


def and_list(*tests: Test) -> Oracle:
    return count_or_list(*tests)
