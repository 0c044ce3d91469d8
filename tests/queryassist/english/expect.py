"""Plain-Python oracles: what the right answer to a question is, over a list of people.

Written from the reading conventions alone; knows nothing of the reader, the compiler or SQL.
As in SQL, a missing value passes no test, is left out of figures and is a group of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import fmean, median

from tests.queryassist.english.people import Person

Cell = str | bool | int | float | Decimal | datetime | None
Test = Callable[[Person], bool]
Key = str | Callable[[Person], Cell]


@dataclass(frozen=True, slots=True)
class Number:
    """One figure; None where there is nothing to compute it from."""

    value: int | float | Decimal | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of labels and figures; the order counts only where ``ordered``.

    Where ``unknown_may_lack``, rows of the group without a value may be left out: "which regions
    have more than 30 users" asks for names.
    """

    rows: tuple[tuple[Cell, ...], ...]
    ordered: bool = False
    unknown_may_lack: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """People, known by id or e-mail, else by the asked ``columns``.

    Where ``sorted_by`` is set their order counts, but for the order among equals.
    """

    people: tuple[Person, ...]
    columns: tuple[str, ...] = ()
    sorted_by: str | None = None


@dataclass(frozen=True, slots=True)
class Partition:
    """Groups whose edges the question leaves open: at least three, that add up to ``total``."""

    total: int


@dataclass(frozen=True, slots=True)
class OneOf:
    """Several answers that are all fair."""

    options: tuple[Expected, ...]


Expected = Number | Table | Listing | Partition | OneOf
Oracle = Callable[[Sequence[Person]], Expected]
Figure = Callable[[Sequence[Person]], int | float | Decimal | None]


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what answers it rightly; no oracle: it must not be answered.

    Where ``may_refuse``, saying that there is nothing of the kind is as good as a zero.
    """

    question: str
    oracle: Oracle | None
    may_refuse: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions asked one after another, each understood after the ones before it."""

    turns: tuple[Case, ...]


def talk(*turns: tuple[str, Oracle | None]) -> Conversation:
    return Conversation(tuple(Case(question, oracle) for question, oracle in turns))


# Tests of one person.


def eq(field: str, *values: Cell) -> Test:
    return lambda person: getattr(person, field) in values and getattr(person, field) is not None


def ne(field: str, *values: Cell) -> Test:
    return lambda person: getattr(person, field) is not None and not eq(field, *values)(person)


def _compare(field: str, test: Callable[[Decimal], bool]) -> Test:
    def passes(person: Person) -> bool:
        value = getattr(person, field)
        return value is not None and test(value)

    return passes


def gt(field: str, limit: int | str) -> Test:
    return _compare(field, lambda value: value > Decimal(limit))


def ge(field: str, limit: int | str) -> Test:
    return _compare(field, lambda value: value >= Decimal(limit))


def lt(field: str, limit: int | str) -> Test:
    return _compare(field, lambda value: value < Decimal(limit))


def le(field: str, limit: int | str) -> Test:
    return _compare(field, lambda value: value <= Decimal(limit))


def between(field: str, low: int | str, high: int | str) -> Test:
    return every(ge(field, low), le(field, high))


def during(field: str, start: datetime | None = None, end: datetime | None = None) -> Test:
    """From ``start`` on and before ``end``."""

    def passes(person: Person) -> bool:
        moment = getattr(person, field)
        return (
            moment is not None
            and (start is None or moment >= start)
            and (end is None or moment < end)
        )

    return passes


def missing(field: str) -> Test:
    return lambda person: getattr(person, field) is None


def present(field: str) -> Test:
    return lambda person: getattr(person, field) is not None


def ends(field: str, text: str) -> Test:
    return lambda person: str(getattr(person, field) or "").casefold().endswith(text)


def has(field: str, text: str) -> Test:
    return lambda person: text in str(getattr(person, field) or "").casefold()


def starts(field: str, text: str) -> Test:
    return lambda person: str(getattr(person, field) or "").casefold().startswith(text)


def every(*tests: Test) -> Test:
    return lambda person: all(test(person) for test in tests)


def some(*tests: Test) -> Test:
    return lambda person: any(test(person) for test in tests)


def those(people: Iterable[Person], tests: Sequence[Test]) -> list[Person]:
    return [person for person in people if every(*tests)(person)]


# Figures over people.


def _values(people: Sequence[Person], field: str) -> list[Decimal]:
    return [value for person in people if (value := getattr(person, field)) is not None]


def size() -> Figure:
    return len


def mean(field: str) -> Figure:
    return lambda people: fmean(_values(people, field)) if _values(people, field) else None


def middle(field: str) -> Figure:
    return lambda people: median(_values(people, field)) if _values(people, field) else None


def sum_of(field: str) -> Figure:
    return lambda people: sum(_values(people, field), Decimal(0))


def highest(field: str) -> Figure:
    return lambda people: max(_values(people, field), default=None)


def lowest(field: str) -> Figure:
    return lambda people: min(_values(people, field), default=None)


def percent(*tests: Test) -> Figure:
    return lambda people: 100 * len(those(people, tests)) / len(people) if people else None


def kinds(field: str) -> Figure:
    return lambda people: len(set(_values(people, field)))


# Oracles.


def count(*tests: Test) -> Oracle:
    return figure(size(), *tests)


def figure(of: Figure, *tests: Test) -> Oracle:
    return lambda people: Number(of(those(people, tests)))


def row(*figures: tuple[Figure, Test]) -> Oracle:
    """Several figures side by side, each over its own people."""
    return lambda people: Table((tuple(of(those(people, [test])) for of, test in figures),))


def figures(*of: Figure, where: Sequence[Test] = ()) -> Oracle:
    """Several figures side by side over the same people."""
    return lambda people: Table((tuple(each(those(people, where)) for each in of),))


def partition(*tests: Test) -> Oracle:
    return lambda people: Partition(len(those(people, tests)))


def any_of(*oracles: Oracle) -> Oracle:
    return lambda people: OneOf(tuple(oracle(people) for oracle in oracles))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Which groups are kept: those that pass, the first so many by the first figure."""

    keep: Callable[[Decimal], bool] | None = None
    top: int | None = None
    bottom: int | None = None
    labels_only: bool = False


def count_or_list(*tests: Test) -> Oracle:
    """Either is fair for a question that says only whom it is about."""
    return any_of(count(*tests), listing(*tests))


def groups(
    keys: Key | tuple[Key, ...],
    of: Figure | tuple[Figure, ...],
    *tests: Test,
    cut: Cut = Cut(),
) -> Oracle:
    """Return the oracle for figures per group; groups that hold nobody do not appear."""
    key_list = keys if isinstance(keys, tuple) else (keys,)
    figure_list = of if isinstance(of, tuple) else (of,)

    def answer(people: Sequence[Person]) -> Table:
        parts: dict[tuple[Cell, ...], list[Person]] = {}
        for person in those(people, tests):
            parts.setdefault(tuple(_label(key, person) for key in key_list), []).append(person)
        rows = [
            (label, tuple(each(members) for each in figure_list))
            for label, members in parts.items()
        ]
        return _cut(rows, cut)

    return answer


def _label(key: Key, person: Person) -> Cell:
    if callable(key):
        return key(person)
    value: Cell = getattr(person, key)
    return value


def _cut(
    rows: list[tuple[tuple[Cell, ...], tuple[int | float | Decimal | None, ...]]], cut: Cut
) -> Table:
    if cut.keep is not None:
        keep = cut.keep
        rows = [row for row in rows if row[1][0] is not None and keep(Decimal(row[1][0]))]
    limit = cut.top or cut.bottom
    if limit is not None:
        ranked = [row for row in rows if row[1][0] is not None]
        ranked.sort(key=lambda row: Decimal(row[1][0] or 0), reverse=cut.top is not None)
        _refuse_tie([Decimal(row[1][0] or 0) for row in ranked], limit)
        rows = ranked[:limit]
    if limit is not None and any(None in label for label, _ in rows):
        raise ValueError("Whether nobody's country is a country is not a fair question.")
    kept = tuple(label if cut.labels_only else label + figures for label, figures in rows)
    return Table(kept, ordered=limit is not None, unknown_may_lack=cut.labels_only)


def _refuse_tie(values: Sequence[object], limit: int) -> None:
    """A question whose answer hangs on the order of equals is not a fair question."""
    if len(set(values[: limit + 1])) < len(values[: limit + 1]):
        raise ValueError(f"The first {limit} have equals among them: {values[: limit + 1]}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """The order of a listing; equal values may stand in any order only without ``limit``."""

    field: str
    descending: bool = True
    limit: int | None = None


def listing(*tests: Test, columns: tuple[str, ...] = (), sort: Sort | None = None) -> Oracle:
    """Return the oracle for a listing of those who pass."""

    def answer(everyone: Sequence[Person]) -> Listing:
        chosen = those(everyone, tests)
        if sort is None:
            return Listing(tuple(chosen), columns)
        known = [person for person in chosen if getattr(person, sort.field) is not None]
        unknown = [person for person in chosen if getattr(person, sort.field) is None]
        known.sort(key=lambda person: getattr(person, sort.field), reverse=sort.descending)
        if sort.limit is not None:
            _refuse_tie([getattr(person, sort.field) for person in known], sort.limit)
        return Listing(tuple((known + unknown)[: sort.limit]), columns, sorted_by=sort.field)

    return answer
