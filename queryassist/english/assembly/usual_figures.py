"""The figure that is meant where a number is asked for by itself, as its column declares it."""

from __future__ import annotations

from dataclasses import replace

from queryassist.catalog import Column
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.questions_back import which_figure
from queryassist.english.clauses.parts import (
    Ask,
    ColumnsPart,
    ExtremePart,
    LimitPart,
    OrderPart,
    SuperlativePart,
    TestPart,
    TopPart,
)
from queryassist.english.words.lexicon import Noun
from queryassist.spec import Function, Measure


def usual_figures(draft: Draft) -> list[Measure]:
    """ "cost by month", "cost per call": what is computed of numbers asked for by themselves."""
    ranked = draft.has(TopPart, LimitPart, SuperlativePart, ExtremePart, OrderPart)
    listed = Ask.LIST in draft.asks and not draft.group_keys
    if ranked or listed or draft.asks & {Ask.WHO, Ask.WHEN, Ask.SHARE}:
        return []
    tested = {part.column for part in draft.all(TestPart)}
    columns = [column for part in draft.all(ColumnsPart) for column in part.columns]
    usual = [_usual_figure(column) for column in columns if column.name not in tested]
    figures = [figure for figure in usual if figure is not None]
    if len(figures) < len(columns):
        return []
    return [replace(f, function=Function.AVG) for f in figures] if is_per_row(draft) else figures


def is_per_row(draft: Draft) -> bool:
    """Return whether a figure is wanted "per call" or "per question", which is one row."""
    sentence = draft.sentence
    return any(
        word == "per" and sentence.find(at + 1, Noun) is not None
        for at, word in enumerate(sentence.words)
    )


def _usual_figure(column: Column) -> Measure | None:
    """Return what is computed of a column that is asked for by itself; None where that is open."""
    return Measure(function=column.figure, column=column.name) if column.figure else None


def figures_compared(draft: Draft) -> list[Measure]:
    """ "Who has more money, men or women": all together, where it adds up, and on average."""
    named = [column for part in draft.all(ColumnsPart) for column in part.columns]
    if len(named) != 1 or not named[0].type.is_number or named[0].values:
        return []
    adds_up = named[0].unit is not None and bool(named[0].unit.prefix)
    functions = (Function.SUM, Function.AVG) if adds_up else (Function.AVG,)
    return [Measure(function=function, column=named[0].name) for function in functions]


def usual_figure_of(draft: Draft, name: str) -> Measure:
    """Return the usual figure of a column, "per user" the average; raises Puzzled without one."""
    if is_per_row(draft):
        return Measure(function=Function.AVG, column=name)
    figure = _usual_figure(draft.sentence.world.dataset.get_column(name))
    if figure is None:
        raise which_figure()
    return figure
