"""What some sets say beyond ``words``: moments, groups of some size, parts, figures apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from tests.queryassist.english.expect import (
    Cell,
    Cut,
    Expected,
    Figure,
    Key,
    Listing,
    Number,
    Oracle,
    Table,
    Test,
    any_of,
    during,
    eq,
    figure,
    groups,
    highest,
    listing,
    missing,
    present,
    row,
    size,
    some,
    those,
)
from tests.queryassist.english.moments import JOINED, SEEN, ago, day
from tests.queryassist.english.people import Person
from tests.queryassist.english.sets.words import Keep, Keys, by_year

MUMBAI = eq("city", "Mumbai")
BENGALURU = eq("city", "Bengaluru")
BARCELONA = eq("city", "Barcelona")


# Tests of one person.


def same_day(person: Person) -> bool:
    """Last active on the day of joining."""
    return person.last_active is not None and person.last_active.date() == person.created_at.date()


def unseen(days: int) -> tuple[Test, Test]:
    """Last active before so many days ago, without those who never were and with them."""
    quiet = during(SEEN, None, ago(days=days))
    return quiet, some(quiet, missing(SEEN))


def joined_in(year: int, month: int) -> Test:
    return during(JOINED, day(year, month), day(year + month // 12, month % 12 + 1))


# Single values.


def moment(pick: Callable[[Iterable[datetime]], datetime], field: str, *tests: Test) -> Oracle:
    """The first or last moment of those who pass, as ``pick`` is min or max."""

    def answer(people: Sequence[Person]) -> Table:
        known = those(people, (*tests, present(field)))
        return Table(((pick(getattr(person, field) for person in known),),))

    return answer


def value_of(who: Test, field: str) -> Oracle:
    """What a column holds for one person: as a figure or in their row."""
    return any_of(figure(highest(field), who), listing(who, columns=(field,)))


def part_of(of: Figure, part: Test, *tests: Test) -> Oracle:
    """The share that a part has in a figure of those who pass, in percent."""

    def answer(people: Sequence[Person]) -> Number:
        whole = those(people, tests)
        return Number(100 * float(of(those(whole, [part])) or 0) / float(of(whole) or 0))

    return answer


def difference(of: Figure, one: Test, other: Test) -> Oracle:
    """How far apart the figures of both are, or both figures."""

    def answer(people: Sequence[Person]) -> Number:
        first, second = of(those(people, [one])), of(those(people, [other]))
        return Number(abs(Decimal(first or 0) - Decimal(second or 0)))

    return any_of(answer, row((of, one), (of, other)))


def apart(of: Figure, *parts: Test) -> Oracle:
    """Figures of several parts, in one row or in one row each."""

    def rows(people: Sequence[Person]) -> Table:
        return Table(tuple((of(those(people, [part])),) for part in parts))

    return any_of(row(*((of, part) for part in parts)), rows)


# Groups.


def parts_of(key: Key, of: Figure) -> Oracle:
    """Each group's part of a figure of everybody, in percent."""

    def answer(people: Sequence[Person]) -> Expected:
        whole = float(of(people) or 0)
        return groups(key, lambda members: 100 * float(of(members) or 0) / whole)(people)

    return answer


def known_or_not(
    field: str, key: Key, of: Figure, *tests: Test, keep: Keep | None = None
) -> Oracle:
    """Groups, with or without that of the people whose field has no value."""
    cut = Cut(keep=keep)
    return any_of(
        groups(key, of, *tests, cut=cut), groups(key, of, present(field), *tests, cut=cut)
    )


def per_year(of: Figure, *tests: Test) -> Oracle:
    """Figures per year of joining, which may be written as its first day."""

    def first_day(person: Person) -> str:
        return f"{person.created_at:%Y}-01-01"

    return any_of(groups(first_day, of, *tests), groups(by_year(JOINED), of, *tests))


def in_order(key: Keys, of: Figure) -> Oracle:
    """All groups from the highest figure to the lowest; that without a name may lack."""

    def answer(people: Sequence[Person], *named: Test) -> Table:
        return Table(tuple(_descending(_rows(groups(key, of, *named)(people)))), ordered=True)

    def known(people: Sequence[Person]) -> Table:
        return answer(people, present(key if isinstance(key, str) else ""))

    return any_of(answer, known)


def of_large_groups(
    key: str, of: Figure, least: int, *tests: Test, top: int | None = None
) -> Oracle:
    """Figures of the groups with at least so many members, or the highest of these."""

    def answer(people: Sequence[Person]) -> Table:
        rows = _rows(groups(key, (of, size()), *tests)(people))
        kept = [(name, value) for name, value, members in rows if _at_least(members, least)]
        if top is None:
            return Table(tuple(kept), unknown_may_lack=True)
        named = [row for row in kept if row[0] is not None]
        return Table(tuple(_descending(named)[:top]), ordered=True)

    return answer


def how_many_or_which(key: str, keep: Keep) -> Oracle:
    """How many groups with a name hold a number of people that passes, or their names."""
    names = groups(key, size(), cut=Cut(keep=keep, labels_only=True))

    def number(people: Sequence[Person]) -> Number:
        return Number(len(_rows(groups(key, size(), present(key), cut=Cut(keep=keep))(people))))

    return any_of(number, names)


def first_of_each(limit: int, field: str, key: str) -> Oracle:
    """The people of each group with the highest values; those of no group may lack."""

    def answer(people: Sequence[Person], *named: Test) -> Listing:
        known = those(people, (present(field), *named))
        chosen: list[Person] = []
        for name in {getattr(person, key) for person in known}:
            members = [person for person in known if getattr(person, key) == name]
            members.sort(key=lambda person: getattr(person, field), reverse=True)
            chosen += members[:limit]
        return Listing(tuple(chosen))

    return any_of(answer, lambda people: answer(people, present(key)))


def different(field: str, *tests: Test) -> Oracle:
    """How many different values there are among those who pass."""

    def answer(people: Sequence[Person]) -> Number:
        return Number(len({getattr(person, field) for person in those(people, tests)}))

    return answer


def _rows(table: Expected) -> tuple[tuple[Cell, ...], ...]:
    assert isinstance(table, Table)
    return table.rows


def _at_least(value: Cell, least: int) -> bool:
    return isinstance(value, int) and value >= least


def _descending(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    def figure_of(row: tuple[Cell, ...]) -> float:
        assert isinstance(row[1], int | float | Decimal)
        return float(row[1])

    return sorted(rows, key=figure_of, reverse=True)
