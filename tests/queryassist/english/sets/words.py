"""What the sets say beyond ``expect``: rankings, shares, sides by side and calendar groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
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
    Sort,
    Test,
    any_of,
    count,
    eq,
    every,
    groups,
    listing,
    partition,
    present,
    row,
    size,
    those,
)
from tests.queryassist.english.people import Person
from tests.queryassist.english.wording import BALANCE

Keys = Key | tuple[Key, ...]
Keep = Callable[[Decimal], bool]

NAMES = ("first_name", "last_name")

NO_KYC = eq("kyc_level", 0)
EMPTY_WALLET = eq(BALANCE, 0)

SCOTLAND = eq("region", "Scotland")
CATALONIA = eq("region", "Catalonia")
ANDALUSIA = eq("region", "Andalusia")
QUEBEC = eq("region", "Quebec")
MAHARASHTRA = eq("region", "Maharashtra")
KARNATAKA = eq("region", "Karnataka")
NEW_SOUTH_WALES = eq("region", "New South Wales")
OCCITANIE = eq("region", "Occitanie")
JALISCO = eq("region", "Jalisco")
RIO = eq("region", "Rio de Janeiro")
NEW_YORK_CITY = eq("city", "New York")


# Tests of one person.


def above(one: str, other: str) -> Test:
    """The value of one field is above that of the other; not where either is missing."""

    def passes(person: Person) -> bool:
        left, right = getattr(person, one), getattr(person, other)
        return left is not None and right is not None and left > right

    return passes


def alike(one: str, other: str) -> Test:
    """Both fields hold the same value."""

    def passes(person: Person) -> bool:
        left, right = getattr(person, one), getattr(person, other)
        return left is not None and left == right

    return passes


# People in an order.


def top(limit: int, field: str, *tests: Test, columns: tuple[str, ...] = ()) -> Oracle:
    return listing(*tests, columns=columns, sort=Sort(field=field, limit=limit))


def bottom(limit: int, field: str, *tests: Test, columns: tuple[str, ...] = ()) -> Oracle:
    return listing(*tests, columns=columns, sort=Sort(field=field, descending=False, limit=limit))


def descending(field: str, *tests: Test, columns: tuple[str, ...] = ()) -> Oracle:
    return listing(*tests, columns=columns, sort=Sort(field=field))


def ascending(field: str, *tests: Test, columns: tuple[str, ...] = ()) -> Oracle:
    return listing(*tests, columns=columns, sort=Sort(field=field, descending=False))


def either_order(field: str, *tests: Test, columns: tuple[str, ...] = ()) -> Oracle:
    return any_of(
        descending(field, *tests, columns=columns), ascending(field, *tests, columns=columns)
    )


def among_top(limit: int, field: str, pool: Sequence[Test], *tests: Test) -> Oracle:
    """Those of the first so many of the pool who pass further tests."""

    def answer(people: Sequence[Person]) -> Listing:
        ranked_pool = sorted(
            those(people, pool), key=lambda person: getattr(person, field), reverse=True
        )
        return Listing(tuple(those(ranked_pool[:limit], tests)), sorted_by=field)

    return answer


# Groups in an order, and those that pass.


def best(key: Keys, of: Figure, *tests: Test, limit: int = 1) -> Oracle:
    """The names of the groups with the highest figures."""
    return groups(key, of, *tests, cut=Cut(top=limit, labels_only=True))


def worst(key: Keys, of: Figure, *tests: Test, limit: int = 1) -> Oracle:
    """The names of the groups with the lowest figures."""
    return groups(key, of, *tests, cut=Cut(bottom=limit, labels_only=True))


def ranked(key: Keys, of: Figure, *tests: Test, limit: int = 1) -> Oracle:
    """The groups with the highest figures, and these."""
    return groups(key, of, *tests, cut=Cut(top=limit))


def best_in_any_form(key: Keys, of: Figure, *tests: Test, limit: int = 1) -> Oracle:
    """The groups with the highest figures, with these or without."""
    return any_of(ranked(key, of, *tests, limit=limit), best(key, of, *tests, limit=limit))


def worst_in_any_form(key: Keys, of: Figure, *tests: Test, limit: int = 1) -> Oracle:
    """The groups with the lowest figures, with these or without."""
    with_figures = groups(key, of, *tests, cut=Cut(bottom=limit))
    return any_of(with_figures, worst(key, of, *tests, limit=limit))


def having(key: Keys, of: Figure, keep: Keep, *tests: Test) -> Oracle:
    """The names of the groups whose figure passes."""
    return groups(key, of, *tests, cut=Cut(keep=keep, labels_only=True))


def having_in_any_form(key: str, of: Figure, keep: Keep, *tests: Test) -> Oracle:
    """Groups that pass: with the figure or without, the group without a name kept or not."""
    return _in_any_form(key, of, Cut(keep=keep), tests)


def distinct(key: str, *tests: Test) -> Oracle:
    """The different values, the missing one among them or not, with a count beside or not."""
    return _in_any_form(key, size(), Cut(), tests)


def _in_any_form(key: str, of: Figure, cut: Cut, tests: Sequence[Test]) -> Oracle:
    return any_of(
        *(
            groups(key, of, *tests, *named, cut=Cut(keep=cut.keep, labels_only=labels_only))
            for named in ((), (present(key),))
            for labels_only in (False, True)
        )
    )


def how_many_groups(key: str, keep: Callable[[int], bool], *tests: Test) -> Oracle:
    """How many groups with a name hold a number of people that passes."""

    def answer(people: Sequence[Person]) -> Number:
        members = [getattr(person, key) for person in those(people, (*tests, present(key)))]
        return Number(sum(keep(members.count(name)) for name in set(members)))

    return answer


# Groups side by side.


def versus(field: str, of: Figure, values: Sequence[Cell], *tests: Test) -> Oracle:
    """Figures of groups next to each other, as rows or as columns."""
    sides = [(of, every(eq(field, value), *tests)) for value in values]
    return any_of(groups(field, of, eq(field, *values), *tests), row(*sides))


def winner(field: str, of: Figure, values: Sequence[Cell], *tests: Test) -> Oracle:
    """Figures of groups next to each other, or the name of the greatest alone."""
    return any_of(versus(field, of, values, *tests), best(field, of, eq(field, *values), *tests))


def gap(one: Test, other: Test) -> Oracle:
    """How many more the one are than the other, or both counts."""

    def answer(people: Sequence[Person]) -> Number:
        return Number(len(those(people, [one])) - len(those(people, [other])))

    return any_of(answer, row((size(), one), (size(), other)))


# Parts of a whole, in percent.


def shares(key: Keys, *tests: Test, counted: bool = False) -> Oracle:
    """Each group's part of all who pass; where ``counted``, after its number of people."""

    def answer(people: Sequence[Person]) -> Expected:
        whole = len(those(people, tests))

        def share(members: Sequence[Person]) -> float:
            return 100 * len(members) / whole

        return groups(key, (size(), share) if counted else share, *tests)(people)

    return answer


def share_of(field: str, *part: Test) -> Figure:
    """The part of a field's sum that those who pass hold."""

    def share(people: Sequence[Person]) -> Decimal:
        held, whole = (
            sum((getattr(person, field) for person in some_people), Decimal(0))
            for some_people in (those(people, part), people)
        )
        return 100 * held / whole

    return share


def count_beyond(field: str, limit: Figure, *tests: Test, below: bool = False) -> Oracle:
    """How many are above a figure, or below it: everybody's, or that of those who pass."""

    def against(scope: Sequence[Test]) -> Oracle:
        def answer(people: Sequence[Person]) -> Expected:
            edge = float(limit(those(people, scope)) or 0)

            def passes(person: Person) -> bool:
                value = getattr(person, field)
                return value is not None and (value < edge if below else value > edge)

            return count(*tests, passes)(people)

        return answer

    return any_of(against(()), against(tests)) if tests else against(())


# Groups by the calendar and by equal steps.


def dated(field: str, form: str) -> Key:
    """The group's name is the moment in ``form``, a format of strftime."""

    def label(person: Person) -> str | None:
        moment = getattr(person, field)
        return None if moment is None else f"{moment:{form}}"

    return label


def by_month(field: str) -> Key:
    return dated(field, "%Y-%m-01")


def by_day(field: str) -> Key:
    return dated(field, "%Y-%m-%d")


def by_week(field: str) -> Key:
    """The group's name is its Monday."""

    def label(person: Person) -> str | None:
        moment = getattr(person, field)
        return None if moment is None else f"{moment - timedelta(moment.weekday()):%Y-%m-%d}"

    return label


def by_year(field: str) -> Key:
    def label(person: Person) -> int | None:
        moment = getattr(person, field)
        return None if moment is None else int(moment.year)

    return label


def by_quarter(field: str, form: str) -> Key:
    """The group's name is ``form`` with its year, quarter and first month."""

    def label(person: Person) -> str | None:
        moment = getattr(person, field)
        if moment is None:
            return None
        quarter = (moment.month + 2) // 3
        return form.format(year=moment.year, quarter=quarter, month=3 * quarter - 2)

    return label


def by_step(field: str, width: int) -> Key:
    """The group's name is its lower edge, in steps of equal width from zero."""

    def label(person: Person) -> int | None:
        value = getattr(person, field)
        return None if value is None else int(value // width) * width

    return label


def per_quarter(field: str, of: Figure, *tests: Test) -> Oracle:
    """Figures per quarter, which may be written in several ways."""
    forms = (
        "{year}-{month:02d}-01",
        "Q{quarter} {year}",
        "{year}-Q{quarter}",
        "{year} Q{quarter}",
    )
    return any_of(*(groups(by_quarter(field, form), of, *tests) for form in forms))


def per_step(field: str, width: int, of: Figure, *tests: Test) -> Oracle:
    """Figures per equal step; those without a value may be a group or be left out."""
    key = by_step(field, width)
    return any_of(groups(key, of, *tests), groups(key, of, present(field), *tests))


def open_parts(field: str, *tests: Test) -> Oracle:
    """Groups with any edges; those without a value may be a group or be left out."""
    return any_of(partition(*tests), partition(present(field), *tests))
