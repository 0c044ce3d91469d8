"""Follow-ups that take something away: a filter, a value, the groups, or all of them at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeGuard

from queryassist.catalog import ColumnType, Dataset
from queryassist.describe import Describer
from queryassist.english.assembly.counts import points_at_groups
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.followed_sides import with_told_apart
from queryassist.english.assembly.group_tests import without_tested_groups
from queryassist.english.assembly.logic import merged_values
from queryassist.english.assembly.measures import find_measures
from queryassist.english.assembly.puzzled import Puzzled, ask_back
from queryassist.english.assembly.spoken_numbers import bounds
from queryassist.english.boolean import all_of, columns_of, negate, parts_of
from queryassist.english.clauses.grammar import KINDS_OF_CONDITION
from queryassist.english.clauses.parts import (
    ColumnsPart,
    DirectionPart,
    ExtremePart,
    FiguresPart,
    FillerPart,
    GroupPart,
    HavingPart,
    LimitPart,
    LinkPart,
    MeasurePart,
    OrderPart,
    SuperlativePart,
    TestPart,
    TopPart,
)
from queryassist.english.words.roles import Role
from queryassist.english.words.value_keys import keys_of
from queryassist.readings import Choice
from queryassist.spec import (
    Comparison,
    Condition,
    Function,
    GroupKey,
    Operator,
    QuerySpec,
    Scalar,
)

_GROUPING = frozenset({"grouping", "groups", "split", "breakdown"})
_LIMIT = frozenset({"limit", "limits", "cap", "limitation"})
_MOST_CHOICES = 4


def removed(draft: Draft, previous: QuerySpec) -> QuerySpec | None:
    """Return the previous spec without what the fragment takes away, or None if it takes nothing.

    "Remove the wallet filter" names a column, "without Tokyo" a value or a state.
    """
    if draft.sentence.role(0, Role.UNDO) is not None and _says_no_more(draft):
        raise ask_back(
            "I keep only the last question in mind, so I cannot go back to the one before it. "
            "Please ask that one again, or say what to take away, as in “remove the … filter”."
        )
    left = without_tested_groups(draft, previous)
    if left is not None:
        return left
    if _names_all_values(draft):
        return _without_columns(draft, previous, _named(draft))
    if (draft.opens_with(Role.REMOVE) and not _asks_for_some(draft)) or _is_without_filter(draft):
        return _taken_away(draft, previous)
    return None


_CHANGES = (TopPart, LimitPart, OrderPart, HavingPart, SuperlativePart, ExtremePart, DirectionPart)
_CHANGING = frozenset({"add", "only", "just", "show", "instead", "sort", "order"})


def _taken_away(draft: Draft, previous: QuerySpec) -> QuerySpec | None:
    changes = draft.has(*_CHANGES) or not _CHANGING.isdisjoint(draft.sentence.words[1:])
    figures = draft.has(MeasurePart, FiguresPart)
    if changes or (figures and draft.has(TestPart, ColumnsPart, GroupPart)):
        raise ask_back("One change at a time, please: first say what to take away.")
    if figures:
        return _without_figures(draft, previous)
    if draft.has(GroupPart):
        return _without_groups(draft, previous)
    gone = [part.condition for part in draft.all(TestPart)]
    missing = {test.column for test in gone if _is_missing(test)}
    if missing and len(missing) == len(gone):
        return _without_columns(draft, previous, missing)
    if gone:
        return _without_tests(draft, previous, gone)
    columns = _named(draft)
    if not columns:
        return _without_kind(draft, previous)
    left = _without_columns(draft, previous, columns)
    if left is None:
        raise _nothing_to_remove(draft, previous)
    return left


def _named(draft: Draft) -> set[str]:
    return {column.name for part in draft.all(ColumnsPart) for column in part.columns}


def _names_all_values(draft: Draft) -> bool:
    """ "Both genders", "in all countries": any value of a column, and nothing else."""
    said = not {"all", "both"}.isdisjoint(draft.sentence.words)
    plain = all(isinstance(c.part, ColumnsPart | FillerPart | LinkPart) for c in draft.clauses)
    columns = [draft.sentence.world.dataset.get_column(name) for name in _named(draft)]
    return said and plain and bool(columns) and all(c.values or c.indexed for c in columns)


def _is_without_filter(draft: Draft) -> bool:
    """ "No gender filter"."""
    filters = draft.sentence.role(draft.sentence.size - 1, Role.FILTER) is not None
    return draft.sentence.words[0] == "no" and filters


def _asks_for_some(draft: Draft) -> bool:
    """ "Any over 60?" and "leave out the unknowns" ask for some; "any country" takes it away."""
    known = any(_is_known(part.condition) for part in draft.all(TestPart))
    return known or (draft.sentence.words[0] == "any" and draft.has(TestPart))


def _is_known(test: Condition) -> bool:
    return isinstance(test, Comparison) and test.operator is Operator.IS_NOT_NULL


def _is_missing(test: Condition) -> TypeGuard[Comparison]:
    """Whether "without the city" was read as an unknown one: here it may be the filter."""
    return isinstance(test, Comparison) and test.operator is Operator.IS_NULL


def _says_no_more(draft: Draft) -> bool:
    return all(isinstance(clause.part, FillerPart) for clause in draft.clauses)


def _without_figures(draft: Draft, previous: QuerySpec) -> QuerySpec:
    """ "Remove the average" where there are other figures too."""
    gone = find_measures(draft)
    left = tuple(measure for measure in previous.measures if measure not in gone)
    ordered = any(order.measure is not None for order in previous.order_by)
    if not left or left == previous.measures or previous.having or ordered:
        raise ask_back("Which figures are left? Please ask for them in full.")
    return replace(previous, measures=left)


def _without_groups(draft: Draft, previous: QuerySpec) -> QuerySpec | None:
    """ "Remove the gender split"."""
    gone = draft.group_keys
    if draft.has(ColumnsPart, TestPart) or not set(gone) <= set(previous.group_by):
        return None
    return _regrouped(previous, tuple(key for key in previous.group_by if key not in gone))


def _without_tests(draft: Draft, previous: QuerySpec, gone: list[Condition]) -> QuerySpec | None:
    """ "Without France": the value alone of a list, any other condition on the column whole."""
    kept: list[Condition] = []
    for part in parts_of(previous.where):
        left: Condition | None = part
        for condition in (each for test in gone for each in parts_of(test)):
            left = _taken_from(draft, left, condition) if left is not None else None
        if left is not None:
            kept.append(left)
    if kept != parts_of(previous.where):
        return replace(previous, where=all_of(kept) if kept else None)
    if draft.sentence.role(draft.sentence.size - 1, Role.FILTER) is not None:
        raise _nothing_to_remove(draft, previous)
    if draft.has(LinkPart):
        return None
    left_out = [negate(test) for test in gone]
    told = with_told_apart(previous, left_out, {name for test in gone for name in columns_of(test)})
    return told or replace(previous, where=all_of([*kept, *left_out]))


def _taken_from(draft: Draft, old: Condition, gone: Condition) -> Condition | None:
    """Return what is left of an old condition; itself where it says nothing of what goes."""
    if old == gone:
        return None
    said = values_of(gone)
    texts = {value for value in said if isinstance(value, str)}
    if bounds(gone) and points_at_groups(draft.sentence):
        return old  # "drop those under 30" is a further condition
    if not texts:
        return None if set(columns_of(old)) & set(columns_of(gone)) else old
    if not isinstance(old, Comparison):
        if set(columns_of(old)) & set(columns_of(gone)):
            raise ask_back(
                "How much of that is taken out? Please say the conditions that are left."
            )
        return old
    return without_values(old, texts) if _are_about_one(draft, old, gone) else old


def _are_about_one(draft: Draft, old: Comparison, gone: Condition) -> bool:
    """Whether both name values of one column, or of places, where a name stands in several."""
    columns = {old.column, *columns_of(gone)}
    places = {column.name for column in draft.sentence.world.dataset.indexed_columns}
    return len(columns) == 1 or columns <= places


def values_of(condition: Condition) -> tuple[Scalar, ...]:
    """Return the values that a test of equality names; none for other conditions."""
    if not isinstance(condition, Comparison):
        return ()
    if condition.operator is Operator.IN and isinstance(condition.value, tuple):
        return condition.value
    named = condition.operator is Operator.EQ and isinstance(condition.value, Scalar)
    return (condition.value,) if named and isinstance(condition.value, Scalar) else ()


def without_values(old: Comparison, gone: set[str]) -> Comparison | None:
    """Return a test of equality without some of its values, or None where none is left."""
    held = values_of(old)
    left = [value for value in held if value not in gone]
    if len(left) == len(held):
        return old
    tests = [Comparison(old.column, Operator.EQ, value) for value in left]
    return merged_values(tests, Operator.EQ, Operator.IN) if tests else None


def _without_columns(draft: Draft, previous: QuerySpec, columns: set[str]) -> QuerySpec | None:
    """Return the spec without the conditions on some columns, else without groups by them.

    None where it has neither.
    """
    keys = tuple(key for key in previous.group_by if key.column not in columns)
    if not _GROUPING.isdisjoint(draft.sentence.words) and keys != previous.group_by:
        return _regrouped(previous, keys)
    old = parts_of(previous.where)
    kept = [part for part in old if not set(columns_of(part)) & columns]
    if kept == old:
        meant = _place_in(draft, old, columns)
        kept = [part for part in old if part is not meant]
    if kept != old:
        return replace(previous, where=all_of(kept) if kept else None)
    shown = _without_shown(draft, previous, columns)
    if shown is not None:
        return shown
    return _regrouped(previous, keys) if keys != previous.group_by else None


def _without_shown(draft: Draft, previous: QuerySpec, columns: set[str]) -> QuerySpec | None:
    """ "Hide the age": a list without some of the columns that it shows."""
    hidden = not _COLUMNS.isdisjoint(draft.sentence.words)
    if previous.measures or not (hidden or columns <= set(previous.columns)):
        return None
    dataset = draft.sentence.world.dataset
    shown = previous.columns or tuple(one.name for one in dataset.columns if one.listed)
    left = tuple(name for name in shown if name not in columns)
    if not set(left) - {dataset.key}:
        raise ask_back("Then no column would be left to show. Please name those to show.")
    return replace(previous, columns=left) if left != shown else None


_COLUMNS = frozenset({"hide", "column", "columns", "field", "fields"})


def _place_in(draft: Draft, old: list[Condition], columns: set[str]) -> Condition | None:
    """ "The city filter" after "in Tokyo", read as the region: the one place so called."""
    world = draft.sentence.world
    found = [
        part
        for part in old
        for value in values_of(part)
        if isinstance(value, str)
        for key in keys_of(value)
        if any(hit.column in columns for hit in world.values.present.get(key, ()))
    ]
    return found[0] if found and all(part is found[0] for part in found) else None


def _without_kind(draft: Draft, previous: QuerySpec) -> QuerySpec | None:
    """ "The time filter", "all filters", "the grouping", "the limit", or "the filter" alone."""
    words = set(draft.sentence.words)
    filters = draft.sentence.role(draft.sentence.size - 1, Role.FILTER) is not None
    if not filters and not words & KINDS_OF_CONDITION:
        return None
    if words & _GROUPING and previous.limit_per is not None:
        return replace(previous, limit_per=None)
    if words & _GROUPING:
        if not previous.group_by:
            raise _nothing_to_remove(draft, previous)
        return _regrouped(previous, ())
    if words & _LIMIT and previous.limit is not None:
        return replace(previous, limit=None, offset=0, limit_per=None)
    old = parts_of(previous.where)
    columns = _columns_by_kind(draft.sentence.world.dataset, words, old)
    if columns is None and len(old) == 1:
        columns = set(columns_of(old[0]))
    if columns is None and old:
        raise which_condition(draft, previous)
    kept = [part for part in old if not set(columns_of(part)) & (columns or set())]
    if kept == old:
        raise _nothing_to_remove(draft, previous)
    return replace(previous, where=all_of(kept) if kept else None)


def _columns_by_kind(dataset: Dataset, words: set[str], old: list[Condition]) -> set[str] | None:
    """Return the tested columns that the words mean, or None where they name no kind."""
    tested = {column for part in old for column in columns_of(part)}
    if words & {"all", "every", "both", "filters", "conditions"}:
        return tested
    if words & {"time", "date", "period"}:
        return {name for name in tested if dataset.get_column(name).type is ColumnType.TIMESTAMP}
    if words & {"place", "location", "geographic", "geography"}:
        return {name for name in tested if dataset.get_column(name).indexed}
    return None


def _regrouped(previous: QuerySpec, keys: tuple[GroupKey, ...]) -> QuerySpec:
    """Return the spec with only some of its groups, all of them and in their usual order."""
    if previous.having or previous.count_groups:
        raise ask_back("The groups were chosen by a test. Please ask for the figure in full.")
    return replace(previous, group_by=keys, order_by=(), limit=None, offset=0)


def overall(draft: Draft, previous: QuerySpec) -> QuerySpec:
    """ "And overall?": the figure of all groups together, else without the only condition."""
    if previous.count_groups:
        return replace(previous, having=())
    chosen = previous.limit is not None or bool(previous.having)
    if previous.group_by and chosen and not _SUMMED.isdisjoint(draft.sentence.words):
        raise ask_back(
            "The groups were chosen by their figure, and the sum of just those cannot be computed "
            "in one step. Please say “overall” for all of them, or ask for some by name."
        )
    if previous.group_by:
        parted = [m for m in previous.measures if m.function is Function.SHARE and m.where is None]
        if parted:
            raise ask_back("All groups together are 100 %. Which figure do you want overall?")
        return replace(previous, group_by=(), having=(), order_by=(), limit=None, offset=0)
    if len(_tested(previous)) > 1:
        raise which_condition(draft, previous)
    return replace(previous, where=None)


_SUMMED = frozenset({"total", "sum", "totals"})


def _tested(previous: QuerySpec) -> list[tuple[str, ...]]:
    """Return the columns that conditions test, those of each condition together, once each."""
    return list(dict.fromkeys(tuple(columns_of(part)) for part in parts_of(previous.where)))


def which_condition(draft: Draft, previous: QuerySpec) -> Puzzled:
    """Return the question which condition goes, with each of them to choose."""
    dataset = draft.sentence.world.dataset
    labels = [dataset.get_column(columns[0]).label for columns in _tested(previous)]
    choices = tuple(Choice(f"not {label}", f"remove the {label} filter") for label in labels)
    return ask_back("Without which condition? Please name it.", choices[:_MOST_CHOICES])


def _nothing_to_remove(draft: Draft, previous: QuerySpec) -> Puzzled:
    if previous.where is None:
        return ask_back("The last question has no such condition to remove: it has none at all.")
    world = draft.sentence.world
    held = Describer(world.dataset, world.clock.zone).condition(previous.where)
    return ask_back(f"The last question has no such condition to remove. It says: {held}.")
