"""Follow-ups with conditions: which of the old ones stay beside the new ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from queryassist.catalog import Dataset
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.followed_sides import counted_besides, with_told_apart
from queryassist.english.assembly.intervals import are_disjoint
from queryassist.english.assembly.logic import merged_values
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.assembly.questions_back import which_share
from queryassist.english.assembly.removals import values_of, without_values
from queryassist.english.boolean import all_of, any_of, columns_of, parts_of
from queryassist.english.clauses.openings import end_of_correction
from queryassist.english.words.roles import Role
from queryassist.spec import Comparison, Condition, Function, Measure, Operator, QuerySpec

_REPLACING = frozenset({"make", "change", "switch", "instead"})


def with_conditions(draft: Draft, previous: QuerySpec) -> QuerySpec:
    """Return the spec with new conditions in the place of those on the same columns."""
    dataset = draft.sentence.world.dataset
    new = parts_of(draft.condition().condition)
    kept = parts_of(previous.where)
    share = _share_by(draft, previous, new)
    if share is not None and not draft.adds:
        return replace(previous, measures=(share,))
    besides = counted_besides(previous, new) if draft.goes_on and draft.has_noun else None
    if besides is not None:
        return besides
    named = {name for part in new for name in _replaced_columns(dataset, part, narrowing=False)}
    told = with_told_apart(previous, new, named)
    if told is not None:
        return told
    if draft.adds or _goes_on_comparing(draft, previous, new):
        places = {column.name for column in dataset.indexed_columns}
        return replace(previous, where=_extended(kept, new, places))
    _doubt_left_out(draft, kept, new)
    if draft.sentence.words[0] == "or":
        raise ask_back("Instead of which condition? Please say the whole condition again.")
    replaces = not _REPLACING.isdisjoint(draft.sentence.words)
    replaces = replaces or end_of_correction(draft.sentence) > 0
    added: list[Condition] = []
    for part in new:
        left = _excluded(draft, kept, part)
        if left is None:
            gone = _replaced_columns(dataset, part, narrowing=_narrows(draft))
            stays = [old for old in kept if not replaces and bound_both_sides(old, part)]
            stays += [old for old in kept if _is_known_group(previous, old, part)]
            left = [old for old in kept if old in stays or not gone & set(columns_of(old))]
            _doubt_half_replaced(kept, left, gone)
            added.append(part)
        kept = left
    conditions = [*kept, *added]
    return replace(previous, where=all_of(conditions) if conditions else None)


def _doubt_half_replaced(kept: list[Condition], left: list[Condition], gone: set[str]) -> None:
    """Raise Puzzled for "and in France?" after "in Japan or over 60": what becomes of the age?"""
    lost = [old for old in kept if old not in left and not gone.issuperset(columns_of(old))]
    if lost:
        raise ask_back("How much of the last question does that replace? Please ask it in full.")


def _share_by(draft: Draft, previous: QuerySpec, new: list[Condition]) -> Measure | None:
    """Return the one share of the question before with a new part on the same columns, or None.

    "And over $1,000?" after the percentage of those under $100 is another part, not another whole.
    Raises Puzzled where "verified women" after a percentage of women may be either.
    """
    if len(previous.measures) != 1 or previous.measures[0].function is not Function.SHARE:
        return None
    old = set(columns_of(previous.measures[0].where))
    named = {name for part in new for name in columns_of(part)}
    keys = {key.column for key in previous.group_by}
    if not old and named <= keys:
        return None
    if old < named:
        raise which_share(draft)
    if not new or named != old:
        return _share_of_other_rows(draft, previous, new)
    return replace(previous.measures[0], where=all_of(new))


def _share_of_other_rows(draft: Draft, previous: QuerySpec, new: list[Condition]) -> Measure | None:
    """ "And Osaka?" after the percentage of all that are women in Tokyo: the part changes there."""
    dataset = draft.sentence.world.dataset
    gone = [_replaced_columns(dataset, part, narrowing=False) for part in new]
    part = parts_of(previous.measures[0].where)
    held = [set(columns_of(each)) for each in part]
    whole = set(columns_of(previous.where))
    inside = [any(columns & each for each in held) and not columns & whole for columns in gone]
    if not any(inside):
        return None
    if not all(inside):
        raise which_share(draft)
    kept = [each for each in part if not any(columns & set(columns_of(each)) for columns in gone)]
    return replace(previous.measures[0], where=all_of((*kept, *new)))


def _goes_on_comparing(draft: Draft, previous: QuerySpec, new: list[Condition]) -> bool:
    """Whether "and Kyoto" follows values told apart as groups, "Tokyo versus Osaka"."""
    keys = {key.column for key in previous.group_by}
    told = {name for old in parts_of(previous.where) if values_of(old) for name in columns_of(old)}
    named = {name for part in new if values_of(part) for name in columns_of(part)}
    return draft.goes_on and bool(named) and named <= keys & told


def _excluded(draft: Draft, kept: list[Condition], new: Condition) -> list[Condition] | None:
    """Return the conditions less the values that a new one excludes, or None for other ones.

    Values of a list are taken from it, and left out beside those that are left out already.
    """
    if not isinstance(new, Comparison) or new.operator not in (Operator.NE, Operator.NOT_IN):
        return None
    gone = new.value if isinstance(new.value, tuple) else (new.value,)
    texts = {value for value in gone if isinstance(value, str)}
    for index, old in enumerate(kept):
        if not isinstance(old, Comparison) or old.column != new.column or not texts:
            continue
        if old.operator is Operator.IS_NOT_NULL:
            continue
        union = merged_values((old, new), Operator.NE, Operator.NOT_IN)
        left = union or without_values(old, texts)
        if left is old and draft.opens_with(Role.REMOVE, Role.EXCEPT):
            raise ask_back("The last question holds none of those, so none can be left out.")
        if left is not None and left is not old:
            return [*kept[:index], left, *kept[index + 1 :]]
    return None


def _is_known_group(previous: QuerySpec, old: Condition, new: Condition) -> bool:
    """Whether a condition leaves the group without a value out, and a new one does not do so."""
    if not isinstance(old, Comparison) or old.operator is not Operator.IS_NOT_NULL:
        return False
    keys = {key.column for key in previous.group_by}
    return old.column in keys and old.column not in columns_of(new)


def bound_both_sides(old: Condition, new: Condition) -> bool:
    """Whether the conditions bound a column from both sides: "over $500", "and under $1000"."""
    if not (isinstance(old, Comparison) and isinstance(new, Comparison)):
        return False
    lower, upper = {Operator.GT, Operator.GE}, {Operator.LT, Operator.LE}
    sides = {old.operator, new.operator}
    if isinstance(new.value, datetime):
        return False
    faced = old.column == new.column and bool(sides & lower) and bool(sides & upper)
    return faced and not are_disjoint(old, new)


def _doubt_left_out(draft: Draft, kept: list[Condition], new: list[Condition]) -> None:
    """Raise Puzzled for "and Osaka" after "exclude Tokyo": left out too, or asked about?"""
    start = draft.clauses[-1].start if draft.clauses else 0
    bare = start > 0 and draft.sentence.role(0, Role.AND) == start
    bare = bare and draft.sentence.role(start, Role.PREPOSITION) is None  # "and in Osaka"
    out = (Operator.NE, Operator.NOT_IN)
    excluded = {c.column for c in kept if isinstance(c, Comparison) and c.operator in out}
    named = {name for part in new if values_of(part) for name in columns_of(part)}
    if bare and named & excluded:
        raise ask_back("Is that to be left out as well? Please say “exclude …”, or “only …”.")


def _extended(kept: list[Condition], added: list[Condition], places: set[str]) -> Condition | None:
    """Return the old conditions with more values of a column, more places, or further ones."""
    parts = list(kept)
    for new in added:
        other = [old for old in parts if values_of(old) and set(columns_of(old)) <= places]
        elsewhere = set(columns_of(new)) <= places and bool(values_of(new))
        if elsewhere and len(other) == 1 and set(columns_of(other[0])) != set(columns_of(new)):
            parts[parts.index(other[0])] = any_of((other[0], new))
            continue
        for index, old in enumerate(parts):
            union = merged_values((old, new), Operator.EQ, Operator.IN)
            if union is not None and set(columns_of(old)) == set(columns_of(new)):
                parts[index] = union
                break
        else:
            parts.append(new)
    return all_of(parts) if parts else None


def _narrows(draft: Draft) -> bool:
    words = draft.sentence.words
    one_of_them = words[:1] == ["the"] and not {"one", "ones"}.isdisjoint(words)
    return one_of_them or draft.opens_with(Role.ONLY) or draft.refers_back


_NARROWING = (Operator.NE, Operator.NOT_IN, Operator.IS_NULL, Operator.IS_NOT_NULL)


def _replaced_columns(dataset: Dataset, part: Condition, *, narrowing: bool) -> set[str]:
    """Return the columns whose old conditions a new one replaces; a place replaces any place."""
    columns = set(columns_of(part))
    if isinstance(part, Comparison) and part.operator in _NARROWING:
        return columns
    indexed = {column.name for column in dataset.indexed_columns}
    if columns & indexed and not narrowing:
        return columns | indexed
    return columns
