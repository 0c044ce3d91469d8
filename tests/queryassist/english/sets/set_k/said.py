"""Set K: places, sides and groups that only its questions name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from tests.queryassist.english.expect import (
    Cell,
    Figure,
    Number,
    Oracle,
    Sort,
    Table,
    Test,
    any_of,
    during,
    eq,
    every,
    groups,
    listing,
    missing,
    row,
    those,
)
from tests.queryassist.english.moments import JOINED, TODAY, YESTERDAY, day
from tests.queryassist.english.people import Person
from tests.queryassist.english.wording import (
    ACTIVE,
    BALANCE,
    INACTIVE,
    MAN,
    UNVERIFIED,
    VERIFIED,
    WOMAN,
)

Side = tuple[tuple[Cell, ...], Test]
"""The names that one side of a comparison may go under, and who is on it."""

NSW = eq("region", "New South Wales")
MONTREAL = eq("city", "Montréal")
SF = eq("city", "San Francisco")
LA = eq("city", "Los Angeles")
SEVILLE = eq("city", "Seville")
OTHER = eq("gender", "other")
Q1 = during(JOINED, day(2025), day(2025, 4))
Q2 = during(JOINED, day(2025, 4), day(2025, 7))

WOMEN_SIDE: Side = (("female", "women"), WOMAN)
MEN_SIDE: Side = (("male", "men"), MAN)
VERIFIED_SIDE: Side = ((True, "verified", "verified users"), VERIFIED)
UNVERIFIED_SIDE: Side = ((False, "unverified", "unverified users"), UNVERIFIED)
ACTIVE_SIDE: Side = ((True, "active", "active users"), ACTIVE)
INACTIVE_SIDE: Side = ((False, "inactive", "inactive users"), INACTIVE)


def place(name: str, test: Test) -> Side:
    return (name,), test


def _most_names(sides: Sequence[Side]) -> int:
    return max(len(labels) for labels, _ in sides)


def _name(labels: tuple[Cell, ...], index: int) -> Cell:
    return labels[min(index, len(labels) - 1)]


def versus(of: Figure, *sides: Side, tests: Sequence[Test] = ()) -> Oracle:
    """Figures of several groups, in rows under any of their names or side by side."""

    def rows(index: int) -> Oracle:
        def answer(people: Sequence[Person]) -> Table:
            figures = [
                (_name(labels, index), of(those(people, [test, *tests]))) for labels, test in sides
            ]
            return Table(tuple(figures))

        return answer

    side_by_side = row(*((of, every(test, *tests)) for _, test in sides))
    return any_of(*(rows(index) for index in range(_most_names(sides))), side_by_side)


def duel(of: Figure, *sides: Side) -> Oracle:
    """As ``versus``, or the one with the greater figure alone: for "who has more"."""

    def winner(index: int) -> Oracle:
        def answer(people: Sequence[Person]) -> Table:
            labels, _ = max(sides, key=lambda side: float(of(those(people, [side[1]])) or 0))
            return Table(((_name(labels, index),),))

        return answer

    wins = (winner(index) for index in range(_most_names(sides)))
    return any_of(versus(of, *sides), *wins)


def gap(of: Figure, first: Side, second: Side) -> Oracle:
    """A difference with or without its sign, or the two figures that it is of."""

    def difference(people: Sequence[Person]) -> float:
        one, two = (of(those(people, [side[1]])) for side in (first, second))
        return float(one or 0) - float(two or 0)

    return any_of(
        lambda people: Number(abs(difference(people))),
        lambda people: Number(difference(people)),
        versus(of, first, second),
    )


def having(
    key: str, show: Sequence[Figure], tested: Figure, keep: Callable[[Decimal], bool], *tests: Test
) -> Oracle:
    """Groups that pass a test on one figure, shown with others or by name alone."""

    def answer(people: Sequence[Person]) -> Table:
        parts: dict[Cell, list[Person]] = {}
        for person in those(people, tests):
            parts.setdefault(getattr(person, key), []).append(person)
        kept = [
            (label, *(each(members) for each in show))
            for label, members in parts.items()
            if (value := tested(members)) is not None and keep(Decimal(str(value)))
        ]
        return Table(tuple(kept), unknown_may_lack=True)

    return answer


def named(key: str, tested: Figure, keep: Callable[[Decimal], bool], *tests: Test) -> Oracle:
    return having(key, (), tested, keep, *tests)


def how_many_groups(
    key: str, tested: Figure, keep: Callable[[Decimal], bool], *tests: Test
) -> Oracle:
    """How many groups pass, with or without the one that has no name."""

    def all_of_them(people: Sequence[Person]) -> Number:
        return Number(len(_rows(people)))

    def with_names(people: Sequence[Person]) -> Number:
        return Number(sum(None not in cells for cells in _rows(people)))

    def _rows(people: Sequence[Person]) -> tuple[tuple[Cell, ...], ...]:
        table = named(key, tested, keep, *tests)(people)
        assert isinstance(table, Table)
        return table.rows

    return any_of(with_names, all_of_them)


def share_by(key: str, *tests: Test) -> Oracle:
    """Each group's share of all who pass."""

    def answer(people: Sequence[Person]) -> Table:
        whole = len(those(people, tests))
        table = groups(key, lambda members: 100 * len(members) / whole, *tests)(people)
        assert isinstance(table, Table)
        return table

    return answer


def money_share(part: Test, *tests: Test) -> Oracle:
    """The share of the money of those who pass that the part holds."""

    def answer(people: Sequence[Person]) -> Number:
        chosen = those(people, tests)
        whole = sum(person.wallet_balance_usd for person in chosen)
        held = sum(person.wallet_balance_usd for person in those(chosen, [part]))
        return Number(100 * float(held) / float(whole))

    return answer


def bands(of: Figure, *tests: Test) -> Oracle:
    """A figure for each band that is named, in rows under any name or side by side."""

    def rows(people: Sequence[Person]) -> Table:
        return Table(tuple((of(those(people, [test])),) for test in tests))

    return any_of(rows, row(*((of, test) for test in tests)))


def named_bands(of: Figure, field: str, *tests: Test) -> Oracle:
    """As ``bands``, where those without a value may be a band of their own."""

    def rows(people: Sequence[Person]) -> Table:
        return Table(tuple((of(those(people, [test])),) for test in (*tests, missing(field))))

    return any_of(bands(of, *tests), rows)


def columns_meet(first: str, second: str, passes: Callable[[Decimal, Decimal], bool]) -> Test:
    """Whether two fields that have a value pass a test of both."""

    def test(person: Person) -> bool:
        one, two = getattr(person, first), getattr(person, second)
        return one is not None and two is not None and passes(one, two)

    return test


def richest(
    limit: int, *tests: Test, columns: tuple[str, ...] = (), field: str = BALANCE
) -> Oracle:
    """The first rows by a field, from the highest value down."""
    return listing(*tests, columns=columns, sort=Sort(field=field, limit=limit))


def yesterday(field: str) -> Test:
    return during(field, YESTERDAY, TODAY)
