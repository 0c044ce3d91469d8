"""The figures that a question asks for: named, completed, or meant."""

from __future__ import annotations

from queryassist.catalog import Column
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.orders import (
    lists_extremes,
)
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.assembly.usual_figures import figures_compared, usual_figures
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.linking import names_rows
from queryassist.english.clauses.parts import (
    Ask,
    AskPart,
    ColumnsPart,
    ExtremePart,
    FiguresPart,
    GroupPart,
    LimitPart,
    MeasurePart,
    NounPart,
    OrderPart,
    SuperlativePart,
    TopPart,
)
from queryassist.english.words.lexicon import FunctionWord
from queryassist.spec import (
    Function,
    Measure,
)


def find_measures(draft: Draft) -> tuple[Measure, ...]:
    """Return the figures asked for."""
    found = [measure for part in draft.all(FiguresPart) for measure in part.measures]
    completed = [_completed(draft, part) for part in draft.all(MeasurePart)]
    found.extend(measure for measure in completed if measure is not None)
    found.extend(part.measure for part in draft.all(ExtremePart) if not _orders(draft, part))
    if Ask.COUNT in draft.asks or (not found and _counts_events(draft)):
        found.insert(0, COUNT)
    if draft.compares and not found:
        found.extend(figures_compared(draft))
    if draft.asks & {Ask.COMPARE, Ask.APART} and not found:
        found.append(COUNT)
    if not found:
        found.extend(usual_figures(draft))
    return tuple(dict.fromkeys(found))


def _counts_events(draft: Draft) -> bool:
    """ "signups last month": the rows are counted, since nothing says to list them."""
    listed = draft.asks & {Ask.LIST, Ask.WHO, Ask.WHEN, Ask.WHICH}
    shown = draft.has(ColumnsPart, TopPart, SuperlativePart, LimitPart)
    counted = draft.has_metric or (draft.has_event_noun and not draft.has_noun)
    return counted and not listed and not shown


def _completed(draft: Draft, part: MeasurePart) -> Measure | None:
    """Return the measure of a figure, its column found elsewhere where it names none."""
    if part.column is not None:
        return _revised(draft, part)
    if any(each.column is not None for each in draft.all(MeasurePart)):
        return None
    if draft.has(ExtremePart, FiguresPart, OrderPart):
        return None
    named = [column for each in draft.all(ColumnsPart) for column in each.columns]
    numbers = [column for column in named if column.type.is_number]
    column = numbers[0] if numbers else _implied(draft, part)
    if column is not None:
        return _revised(draft, MeasurePart(part.function, column.name))
    return _without_column(draft, part)


def _without_column(draft: Draft, part: MeasurePart) -> Measure | None:
    """ "in total" beside a count says nothing more; else the column of the question before."""
    before = draft.sentence.world.previous
    computed = [m.column for m in before.measures if m.column] if before else []
    if part.function is Function.SUM and Ask.COUNT in draft.asks:
        return None
    if part.function is Function.SUM and (draft.has_noun or _names_rows(draft)):
        return COUNT
    if computed:
        return Measure(function=part.function, column=computed[0])
    raise ask_back(f"The {_WORDS.get(part.function, part.function.value)} of what?")


def _names_rows(draft: Draft) -> bool:
    """Whether rows are named by what they are, as the "women" of "total women in Japan"."""
    places = range(draft.sentence.size)
    totals = (draft.sentence.find(at, FunctionWord) for at in places)
    return any(total is not None and names_rows(draft.sentence, total[0]) for total in totals)


_WORDS = {Function.AVG: "average", Function.SUM: "total"}


def _implied(draft: Draft, part: MeasurePart) -> Column | None:
    """ "How much do women hold (on average)": the one column counted in money."""
    words = draft.sentence.words
    holds = any(word in column.verbs for word in words for column in _money(draft))
    money = _money(draft)
    if len(money) == 1 and (("how" in words and "much" in words) or holds):
        return money[0]
    ranked = draft.first(SuperlativePart)
    if ranked is not None and ranked.named is None and part.function is not Function.SUM:
        return draft.sentence.world.dataset.get_column(ranked.column)
    return None


def _money(draft: Draft) -> list[Column]:
    columns = draft.sentence.world.dataset.columns
    return [column for column in columns if column.unit is not None and column.unit.prefix]


def _revised(draft: Draft, part: MeasurePart) -> Measure:
    """ "How much money … on average" is an average, "… has the richest" is its balance."""
    bare = [each.function for each in draft.all(MeasurePart) if each.column is None]
    function = next((each for each in bare if each is not Function.SUM), part.function)
    ranked = draft.first(SuperlativePart)
    one = ranked is not None and ranked.limit in (None, 1)
    if ranked and one and ranked.column == part.column and function is Function.SUM:
        function = Function.MAX if ranked.descending else Function.MIN
    return Measure(function=function, column=part.column)


def _orders(draft: Draft, part: ExtremePart) -> bool:
    """Whether "highest balance" ranks what is asked about, rather than being the figure asked."""
    if part.limit is not None or lists_extremes(draft):
        return True
    place = next(i for i, clause in enumerate(draft.clauses) if clause.part is part)
    for clause in draft.clauses[:place]:
        if isinstance(clause.part, NounPart | ColumnsPart | TopPart | LimitPart):
            return True
        if isinstance(clause.part, GroupPart) and part.most:
            return True
        if isinstance(clause.part, AskPart) and _asks_who(draft, clause.part, clause.start):
            return True
    return False


def _asks_who(draft: Draft, part: AskPart, start: int) -> bool:
    return part.ask is Ask.WHO or draft.sentence.words[start] == "which"
