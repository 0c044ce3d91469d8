"""Differences: how many more of one group than of another."""

from __future__ import annotations

from dataclasses import replace

from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.boolean import all_of
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.parts import Ask
from queryassist.spec import AllOf, Comparison, Measure, Operator, QuerySpec


def difference(draft: Draft, spec: QuerySpec, measures: tuple[Measure, ...]) -> QuerySpec:
    """ "How many more women than men": the figure of the one minus that of the other."""
    measure = measures[0] if measures else COUNT
    parts = list(spec.where.parts) if isinstance(spec.where, AllOf) else [spec.where]
    pairs = [
        part
        for part in parts
        if isinstance(part, Comparison) and isinstance(part.value, tuple) and len(part.value) == 2
    ]
    if len(pairs) != 1 or len(measures) > 1 or not isinstance(pairs[0].value, tuple):
        raise ask_back("The difference between which two? Please name two values of one column.")
    parts.remove(pairs[0])
    first, second = (Comparison(pairs[0].column, Operator.EQ, v) for v in pairs[0].value)
    if Ask.FEWER in draft.asks:
        first, second = second, first
    rest = [part for part in parts if part is not None]
    figure = replace(measure, where=first, minus=second)
    return replace(spec, where=all_of(rest) if rest else None, measures=(figure,), group_by=())
