"""Follow-ups that set something beside what was asked: "versus Osaka", "compared to last month"."""

from __future__ import annotations

from dataclasses import replace

from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.logic import Combined, merged_values
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.boolean import all_of, columns_of, parts_of
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.parts import (
    ColumnsPart,
    ExtremePart,
    FiguresPart,
    HavingPart,
    LimitPart,
    MeasurePart,
    OrderPart,
    SuperlativePart,
    TopPart,
)
from queryassist.spec import Condition, Function, GroupKey, Measure, Operator, QuerySpec

_CHANGES = (
    FiguresPart,
    ColumnsPart,
    TopPart,
    LimitPart,
    OrderPart,
    HavingPart,
    SuperlativePart,
    ExtremePart,
)


def side_by_side(draft: Draft, previous: QuerySpec) -> QuerySpec:
    """Return the previous figures with what the fragment names beside what they were of.

    Values of one column become groups, as do columns after "by"; other conditions a figure each.
    Raises Puzzled where there is nothing to set them beside.
    """
    other = draft.has(*_CHANGES) or (draft.has(MeasurePart) and not draft.asks_overall)
    if previous.limit is not None or previous.having or previous.count_groups or other:
        raise ask_back("Compared by which figure? Please ask for it in full, with both sides.")
    spec = previous
    if not previous.measures:
        spec = QuerySpec(dataset=previous.dataset, where=previous.where, measures=(COUNT,))
    spec = replace(spec, group_by=tuple(dict.fromkeys((*spec.group_by, *draft.group_keys))))
    combined = draft.condition()
    if combined.condition is None:
        return spec if draft.group_keys else _beside_all(draft, spec)
    if combined.sides:
        return _of_sides(spec, combined)
    if combined.listed:
        return _of_values(spec, parts_of(spec.where), combined.condition)
    return _beside(draft, spec, combined.condition)


def _beside_all(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """ "Compared to overall"."""
    if not draft.asks_overall or spec.where is None:
        raise ask_back("Compared with what? Please name the other side.")
    return replace(spec, where=None, measures=_split(spec, (spec.where, None)))


def _of_sides(spec: QuerySpec, combined: Combined) -> QuerySpec:
    """ "This month versus last month": both named anew."""
    columns = {column for side in combined.sides for column in columns_of(side)}
    kept = [part for part in parts_of(spec.where) if not set(columns_of(part)) & columns]
    rest = [*kept, *parts_of(combined.without_sides)]
    split = _split(spec, combined.sides)
    return replace(spec, where=all_of(rest) if rest else None, measures=split)


def _of_values(spec: QuerySpec, kept: list[Condition], condition: Condition) -> QuerySpec:
    """Return the spec with the values of a column told apart as groups."""
    names = tuple(dict.fromkeys(columns_of(condition)))
    if any(set(names) & {*columns_of(m.where), *columns_of(m.minus)} for m in spec.measures):
        raise ask_back("Only plain figures can be set side by side. Please ask for both in full.")
    rest = [part for part in kept if not set(columns_of(part)) & set(names)]
    keys = (*spec.group_by, *(GroupKey(column=name) for name in names))
    where = all_of([*rest, *parts_of(condition)])
    return replace(spec, where=where, group_by=tuple(dict.fromkeys(keys)))


def _beside(draft: Draft, spec: QuerySpec, new: Condition) -> QuerySpec:
    kept = parts_of(spec.where)
    faced = [part for part in kept if _faces(draft, part, new)]
    shown = {key.column for key in spec.group_by}
    if (kept and not faced) or (not faced and shown & set(columns_of(new))):
        raise ask_back("Compared with which part of the last question? Please name both sides.")
    union = merged_values((*faced, new), Operator.EQ, Operator.IN)
    if union is not None and faced and len({*columns_of(new), *columns_of(all_of(faced))}) == 1:
        return _of_values(spec, kept, union)
    rest = [part for part in kept if part not in faced]
    split = _split(spec, (all_of(faced) if faced else None, new))
    return replace(spec, where=all_of(rest) if rest else None, measures=split)


def _faces(draft: Draft, old: Condition, new: Condition) -> bool:
    """Whether a condition is the other side of a new one: of the same column, or a place too."""
    places = {column.name for column in draft.sentence.world.dataset.indexed_columns}
    before, after = set(columns_of(old)), set(columns_of(new))
    return bool(before & after) or (before <= places and after <= places)


def _split(spec: QuerySpec, sides: tuple[Condition | None, ...]) -> tuple[Measure, ...]:
    """Return each figure once per side."""
    if any(measure.function is Function.SHARE for measure in spec.measures):
        raise ask_back("Shares cannot be set side by side. Please ask for one at a time.")
    if any(measure.where is not None for measure in spec.measures):
        raise ask_back("Only plain figures can be set side by side. Please ask for both in full.")
    return tuple(replace(measure, where=side) for side in sides for measure in spec.measures)
