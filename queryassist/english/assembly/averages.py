"""What a group has on average: "signups per day on average", "average users per region"."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from queryassist.english.assembly.draft import Draft
from queryassist.english.boolean import all_of, parts_of
from queryassist.english.clauses.parts import (
    Ask,
    AskPart,
    Clause,
    ColumnsPart,
    ExtremePart,
    FiguresPart,
    FillerPart,
    GroupPart,
    MeasurePart,
    OrderPart,
    SuperlativePart,
)
from queryassist.english.sentence import Sentence
from queryassist.spec import (
    Comparison,
    Condition,
    Function,
    GroupKey,
    Measure,
    Operator,
    QuerySpec,
)

_EACH = frozenset("per each every a an in for daily weekly monthly hourly quarterly yearly".split())


def averaged(draft: Draft) -> Draft:
    """Return the draft with the average number of rows per group, where that is asked, as a figure.

    So where an average is of no column, and a group is told by "per", "each" or "daily".
    """
    averages = [clause for clause in draft.clauses if _is_bare_average(clause)]
    if not averages or draft.has(FiguresPart, ExtremePart, OrderPart, SuperlativePart):
        return draft
    computed = [c for c in draft.clauses if isinstance(c.part, MeasurePart) and c not in averages]
    totals = (_total(clause, averages[0]) for clause in computed)
    summed = [name for name in totals if name is not None]
    if len(computed) != len(summed) or len(summed) > 1:
        return draft
    grouped = [clause for clause in draft.clauses if _key(draft.sentence, clause) is not None]
    timed = any(key.time_unit for part in draft.all(GroupPart) for key in part.keys)
    rows = timed or draft.has_noun or draft.has_event_noun or Ask.COUNT in draft.asks
    if not summed and not rows:
        return draft
    each = [c for c in grouped if draft.sentence.words[c.start] in _EACH or _is_one(draft, c)]
    if len(each) != 1:
        return draft
    key = _key(draft.sentence, each[0])
    column = summed[0] if summed else None
    function = Function.COUNT if column is None else Function.SUM
    figure = FiguresPart((Measure(function=function, column=column, per=key),))
    return Draft(
        draft.sentence, [_replaced(c, averages[0], each[0], figure) for c in draft.clauses]
    )


def until_now(spec: QuerySpec, now: datetime) -> QuerySpec:
    """Return a spec with an average per day … of "this year" over the days that have begun."""
    keys = {measure.per.column for measure in spec.measures if measure.per is not None}
    if not keys or spec.where is None:
        return spec
    ended = (_ended(part, keys, now) for part in parts_of(spec.where))
    return replace(spec, where=all_of(ended))


def _ended(part: Condition, columns: set[str], now: datetime) -> Condition:
    if not isinstance(part, Comparison) or part.column not in columns:
        return part
    future = isinstance(part.value, datetime) and part.value > now
    return Comparison(part.column, Operator.LE, now) if future else part


def _is_bare_average(clause: Clause) -> bool:
    return clause.part == MeasurePart(Function.AVG, None)


def _total(clause: Clause, average: Clause) -> str | None:
    """Return the column of the "total balance" of "average total balance"."""
    part = clause.part
    if not isinstance(part, MeasurePart) or part.function is not Function.SUM:
        return None
    return part.column if average.end == clause.start else None


def _key(sentence: Sentence, clause: Clause) -> GroupKey | None:
    """Return the one key of a group, or of "(does) a country (have)"."""
    match clause.part:
        case GroupPart(keys=(key,)):
            return key
        case ColumnsPart(columns=(column,), plural=False) if not column.type.is_number:
            return GroupKey(column=column.name)
    return None


def _is_one(draft: Draft, clause: Clause) -> bool:
    """Whether "a country" stands for each of them: "how many users does a country have"."""
    sentence = draft.sentence
    articled = sentence.words[clause.start - 1 : clause.start] in (["a"], ["each"], ["every"])
    return articled and isinstance(clause.part, ColumnsPart)


def _replaced(clause: Clause, average: Clause, each: Clause, figure: FiguresPart) -> Clause:
    if clause is average:
        return replace(clause, part=figure)
    counts = clause.part == AskPart(Ask.COUNT)
    summed = isinstance(clause.part, MeasurePart)
    return replace(clause, part=FillerPart()) if clause is each or counts or summed else clause
