"""Recogniser of percentiles and quartiles: "the 90th percentile of age", "balance quartiles"."""

from __future__ import annotations

from queryassist.catalog import Column
from queryassist.english.clauses.linking import columns_before, find_column, is_number
from queryassist.english.clauses.parts import Clause, FiguresPart, ProblemPart
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import ColumnWord
from queryassist.english.words.numbers import NumberMatch
from queryassist.english.words.roles import Role
from queryassist.spec import Function, Measure

_QUARTILES = {"first": 25, "lower": 25, "bottom": 25, "second": 50, "third": 75, "upper": 75}
_ALL_QUARTILES = (25, 50, 75)


@starts_with(ColumnWord, NumberMatch, Role.ARTICLE, words={"quartiles", *_QUARTILES})
def percentiles(sentence: Sentence, at: int) -> Clause | None:
    """Return the values that so many percent of a column's values lie below."""
    said = _percents(sentence, at)
    if said is not None:
        end, percents = said
        named = find_column(sentence, sentence.skip(end, Role.OF, Role.ARTICLE), is_number)
        column, end = (
            (named[1], named[0]) if named is not None else (_only_before(sentence, at), end)
        )
        return Clause(at, end, _figures(percents, column))
    behind = find_column(sentence, at, is_number)
    start = sentence.skip(behind[0], Role.COPULA, Role.ARTICLE) if behind is not None else at
    said = _percents(sentence, start) if behind is not None else None
    if behind is None or said is None:
        return None
    return Clause(at, said[0], _figures(said[1], behind[1]))


def _figures(percents: tuple[int, ...], column: Column | None) -> FiguresPart | ProblemPart:
    if column is None:
        return ProblemPart("The percentile of what? Please name a number, as in “of age”.")
    measures = (
        Measure(function=Function.MEDIAN, column=column.name)
        if percent == 50
        else Measure(function=Function.PERCENTILE, column=column.name, percent=percent)
        for percent in percents
    )
    return FiguresPart(tuple(measures))


def _only_before(sentence: Sentence, at: int) -> Column | None:
    named = columns_before(sentence, at)
    return named[0] if named else None


def _percents(sentence: Sentence, at: int) -> tuple[int, tuple[int, ...]] | None:
    """Return the place after "the 90th percentile", "10th and 90th percentiles", "quartiles"."""
    at = sentence.skip(at, Role.ARTICLE)
    if at >= sentence.size:
        return None
    words = sentence.words
    if words[at] == "quartiles":
        return at + 1, _ALL_QUARTILES
    if words[at + 1 : at + 2] == ["quartile"] and words[at] in _QUARTILES:
        return at + 2, (_QUARTILES[words[at]],)
    percents: list[int] = []
    while (number := sentence.number(at)) is not None and isinstance(number.value, int):
        percents.append(number.value)
        at = sentence.skip(number.end, Role.AND, Role.ARTICLE)
    valid = all(0 < percent < 100 for percent in percents)
    if not percents or not valid or words[at : at + 1] not in (["percentile"], ["percentiles"]):
        return None
    return at + 1, tuple(percents)
