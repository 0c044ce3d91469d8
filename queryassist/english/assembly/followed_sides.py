"""Follow-ups on figures that stand side by side, each of its own rows: "women vs men in Japan"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from queryassist.english.assembly.intervals import kind_of
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.boolean import all_of, any_of, columns_of, parts_of
from queryassist.spec import Condition, Function, Measure, QuerySpec


def with_shared_rows(spec: QuerySpec) -> QuerySpec:
    """Return the spec with what all its figures test as a condition on all rows.

    "Women in Japan and men in Japan" are those of Japan, told apart.
    """
    if not spec.measures or any(m.function is Function.SHARE for m in spec.measures):
        return spec
    tests = [_tests_of(measure) for measure in spec.measures]
    if len([part for rows in tests for part in rows]) < 2:
        return spec  # what one figure alone tests says what it is
    first = tests[0][0]
    shared = [test for test in first if all(test in rows for each in tests for rows in each)]
    if not shared:
        return spec
    measures = tuple(_without(measure, shared) for measure in spec.measures)
    return replace(spec, where=all_of((*parts_of(spec.where), *shared)), measures=measures)


def _tests_of(measure: Measure) -> list[list[Condition]]:
    """Return what the rows of a figure meet, and those that are subtracted or divided by."""
    others = [part for part in (measure.minus, measure.over) if part is not None]
    return [parts_of(measure.where), *map(parts_of, others)]


def _without(measure: Measure, shared: list[Condition]) -> Measure:
    def left(condition: Condition | None) -> Condition | None:
        rest = [part for part in parts_of(condition) if part not in shared]
        return all_of(rest) if rest else None

    if measure.is_derived:
        emptied = [m for m in (measure.minus, measure.over) if m is not None and left(m) is None]
        if emptied:
            return measure
        return replace(
            measure,
            where=left(measure.where),
            minus=left(measure.minus),
            over=left(measure.over),
        )
    return replace(measure, where=left(measure.where))


def sides_of(spec: QuerySpec) -> tuple[Condition | None, ...]:
    """Return the rows that one figure is told apart by, or nothing where it is not."""
    figures = {(measure.function, measure.column) for measure in spec.measures}
    sides = tuple(dict.fromkeys(measure.where for measure in spec.measures))
    told = len(figures) == 1 and len(sides) > 1 and Function.SHARE not in {f for f, _ in figures}
    return sides if told and not any(measure.is_derived for measure in spec.measures) else ()


def of_each_side(spec: QuerySpec, measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """Return other figures for each of the sides that were compared; as they are without sides.

    Raises Puzzled after a difference or a ratio, whose sides another figure may be of as well.
    """
    if any(m.minus is not None or m.over is not None for m in spec.measures):
        raise ask_back("Of which rows, and each or the difference? Please ask for it in full.")
    sides = sides_of(spec)
    plain = all(m.where is None and not m.is_derived for m in measures)
    if not sides or not plain or any(m.function is Function.SHARE for m in measures):
        return measures
    return tuple(replace(measure, where=side) for side in sides for measure in measures)


def rows_of_sides(spec: QuerySpec) -> list[Condition]:
    """Return what the rows of any of the figures meet; nothing where one is of all rows."""
    sides = [part for m in spec.measures for part in (m.where, m.minus, m.over)]
    told = [part for part in sides if part is not None]
    whole = any(measure.where is None for measure in spec.measures)
    return [] if whole or not told else [any_of(told)]


def with_told_apart(spec: QuerySpec, new: Sequence[Condition], gone: set[str]) -> QuerySpec | None:
    """Return the spec where conditions on the columns ``gone`` say what its figures are of.

    "And inactive?" after "most active users by region" is another figure. None where the figures
    say nothing of those columns. Raises Puzzled where they are told apart by them.
    """
    told = [name for measure in spec.measures for name in _columns_of(measure)]
    if not gone.intersection(told):
        return None
    if len(spec.measures) > 1 or spec.measures[0].is_derived:
        raise ask_back(
            "The figures of the last question are told apart by that. Please name both sides anew."
        )
    kept = [part for part in parts_of(spec.measures[0].where) if not set(columns_of(part)) & gone]
    return replace(spec, measures=(replace(spec.measures[0], where=all_of((*kept, *new))),))


def counted_besides(spec: QuerySpec, new: Sequence[Condition]) -> QuerySpec | None:
    """ "And active users" after "users and verified users per country": one more count, or None."""
    sides = sides_of(spec)
    kinds = {name for side in sides for name in columns_of(side)}
    plain = bool(sides) and all(len(parts_of(side)) < 2 for side in sides)
    if not plain or len(new) != 1 or spec.measures[0].function is not Function.COUNT:
        return None
    told = [side for side in sides if side is not None]
    states = all(kind_of(part) is bool for part in (*new, *told))
    if not states or kinds.intersection(columns_of(new[0])):
        return None
    further = Measure(function=Function.COUNT, where=new[0])
    return replace(spec, measures=(*spec.measures, further))


def _columns_of(measure: Measure) -> set[str]:
    if measure.function is Function.SHARE:
        return set()
    return {name for part in measure.conditions for name in columns_of(part)}
