"""Follow-ups that ask for a share of what was asked: "in percent", "what share of them …"."""

from __future__ import annotations

from dataclasses import replace

from queryassist.english.assembly.assemble import head_column
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.questions_back import which_share
from queryassist.english.assembly.shares import share_spec
from queryassist.english.boolean import all_of, columns_of, parts_of
from queryassist.english.clauses.parts import ColumnsPart, GroupPart, TestPart
from queryassist.spec import Function, Measure, QuerySpec


def share_following(draft: Draft, previous: QuerySpec) -> QuerySpec:
    """Return the share that the fragment asks for; raises Puzzled where its whole is unclear."""
    if not draft.has(TestPart, GroupPart, ColumnsPart):
        return _in_percent(draft, previous)
    spec = share_spec(draft, head_column(draft))
    conditions = [c for c in (previous.where, spec.where) if c is not None]
    return replace(
        spec,
        where=all_of(conditions) if conditions else None,
        group_by=spec.group_by or previous.group_by,
    )


def _in_percent(draft: Draft, previous: QuerySpec) -> QuerySpec:
    """ "In percent" of a count or total: of all groups, or of all rows in the same places."""
    if len(previous.measures) != 1 or previous.having or previous.count_groups:
        raise which_share(draft)
    figure = previous.measures[0]
    if figure.function not in (Function.COUNT, Function.SUM) or figure.minus is not None:
        raise which_share(draft)
    share = replace(figure, function=Function.SHARE)
    if previous.group_by or figure.where is not None:
        return replace(previous, measures=(share,))
    return _of_rows(draft, previous, share)


def _of_rows(draft: Draft, previous: QuerySpec, share: Measure) -> QuerySpec:
    """Return the part that one condition makes of the rows that meet those on places."""
    dataset = draft.sentence.world.dataset
    places = {column.name for column in dataset.indexed_columns}
    tests = parts_of(previous.where)
    others = [test for test in tests if not set(columns_of(test)) <= places]
    whole = [test for test in tests if test not in others] if others else []
    part = others or tests
    if not part or len({name for test in others for name in columns_of(test)}) > 1:
        raise which_share(draft)
    return replace(
        previous,
        where=all_of(whole) if whole else None,
        measures=(replace(share, where=all_of(part)),),
    )
