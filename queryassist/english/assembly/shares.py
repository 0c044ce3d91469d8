"""Shares: which conditions are the whole, and which the part of it that is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from queryassist.catalog import Column
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.logic import Combined
from queryassist.english.assembly.orders import ranked_groups
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.assembly.questions_back import which_percentage, which_share
from queryassist.english.assembly.share_split import gathered, place_of_share, split
from queryassist.english.boolean import all_of, alternatives_of
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.parts import (
    Ask,
    AskPart,
    ColumnsPart,
    GroupPart,
    Link,
    LinkPart,
    MeasurePart,
    ShareTestPart,
)
from queryassist.spec import Condition, Function, GroupKey, Having, Measure, QuerySpec


@dataclass(frozen=True, slots=True)
class _Share:
    """The whole, the parts of it whose shares are asked for, and columns that tell groups apart."""

    whole: Condition | None
    parts: tuple[Condition, ...]
    keys: list[GroupKey]


def share_spec(draft: Draft, head: Column | None) -> QuerySpec:
    """Return the spec of "what percentage of …".

    Without any condition, each group's share of everything is meant. ``head`` is the column
    whose values are asked about ("which country has the highest share of …").
    """
    if draft.asks & {Ask.MORE, Ask.FEWER}:
        raise ask_back("One share minus another? Please ask for both, as in “men vs women”.")
    share = _share_of(gathered(draft))
    keys = [key for group in draft.all(GroupPart) for key in group.keys]
    if head is not None:
        keys.append(GroupKey(column=head.name))
    keys.extend(share.keys)
    if not keys and not share.parts:
        heads = [column for each in draft.all(ColumnsPart) for column in each.columns]
        keys = [GroupKey(column=column.name) for column in heads]
    if not share.parts and not keys:
        raise which_share(draft)
    if draft.has(ShareTestPart) and not keys:
        raise which_percentage(draft)
    spec = QuerySpec(
        dataset=draft.sentence.world.dataset.name,
        where=share.whole,
        measures=_measures(draft, share),
        group_by=tuple(dict.fromkeys(keys)),
    )
    return _ranked(draft, spec) if keys else spec


def _share_of(draft: Draft) -> _Share:
    spans = split(draft)
    wholes = [draft.condition(*span) for span in spans.whole]
    present = [whole.condition for whole in wholes if whole.condition is not None]
    listed = [name for whole in wholes for name in _told_apart(draft, whole)]
    if any(whole.sides for whole in wholes):
        raise which_share(draft)
    return _Share(
        all_of(present) if present else None,
        _parts(draft, draft.condition(*spans.part)),
        [GroupKey(column=name) for name in listed],
    )


def _told_apart(draft: Draft, combined: Combined) -> list[str]:
    """Return the columns whose values are told apart: "men and women", "Tokyo vs Osaka"."""
    dataset = draft.sentence.world.dataset
    names = combined.listed
    return [name for name in names if draft.compares or not dataset.get_column(name).indexed]


def _parts(draft: Draft, part: Combined) -> tuple[Condition, ...]:
    """Return the parts whose shares are asked for: one, or each side of "men vs women"."""
    if part.condition is None:
        return ()
    if not part.sides and not _told_apart(draft, part):
        return (part.condition,)
    sides = alternatives_of(part.condition)
    if not sides:
        raise which_share(draft)
    return sides


def _measures(draft: Draft, share: _Share) -> tuple[Measure, ...]:
    """Return the shares, after the counts where both are asked for."""
    summed = [each.column for each in draft.all(MeasurePart) if each.column is not None]
    column = summed[0] if summed else _part_of_sum(draft)
    parts = share.parts or (None,)
    counts = [replace(COUNT, where=part) for part in parts] if _counts_too(draft) else []
    shares = [Measure(function=Function.SHARE, column=column, where=part) for part in parts]
    return (*counts, *shares)


def _counts_too(draft: Draft) -> bool:
    """Whether a count is asked for beside the share: "number and percentage of users"."""
    asks = {c.part.ask: i for i, c in enumerate(draft.clauses) if isinstance(c.part, AskPart)}
    if Ask.COUNT not in asks:
        return False
    first, last = sorted((asks[Ask.COUNT], place_of_share(draft)))
    between = [clause.part for clause in draft.clauses[first:last]]
    return any(isinstance(part, LinkPart) and part.link is Link.AND for part in between)


def _part_of_sum(draft: Draft) -> str | None:
    """ "The share of money in Japan" is one of a sum."""
    start = place_of_share(draft)
    for clause in draft.clauses[start : start + 3]:
        if isinstance(clause.part, ColumnsPart) and clause.part.columns[0].type.is_number:
            return clause.part.columns[0].name
    return None


def _ranked(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """Return the spec with its groups tested and ranked by their share."""
    measures = list(spec.measures)
    place = next(i for i, m in enumerate(measures) if m.function is Function.SHARE)
    having = tuple(
        Having(measure=place, operator=operator, value=value)
        for part in draft.all(ShareTestPart)
        for operator, value in part.tests
    )
    order, limit = ranked_groups(draft, spec.group_by, measures)
    return replace(spec, measures=tuple(measures), having=having, order_by=order, limit=limit)
