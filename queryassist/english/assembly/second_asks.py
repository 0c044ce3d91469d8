"""The second half of "who is the richest and how much do they have": what to show of those rows."""

from __future__ import annotations

from dataclasses import replace

from queryassist.catalog import Column, Shape
from queryassist.english.clauses.parts import (
    AmountPart,
    AnaphorPart,
    Ask,
    AskPart,
    Clause,
    ColumnsPart,
    ExtremePart,
    FillerPart,
    Link,
    LinkPart,
    MeasurePart,
    NounPart,
    SuperlativePart,
    TestPart,
    TopPart,
)
from queryassist.english.sentence import Sentence
from queryassist.spec import Function

_CHOOSING = (SuperlativePart, ExtremePart, TopPart, TestPart, AmountPart)
_ASIDE = (FillerPart, LinkPart, AnaphorPart)
_YES_OR_NO = frozenset({"is", "was", "does", "did", "has"})
_EACH = AskPart(Ask.APART)


def with_second_ask(sentence: Sentence, clauses: list[Clause]) -> list[Clause]:
    """Return the clauses, a figure that is asked beside a person as a column of that row."""
    joint = _second_ask(sentence, clauses)
    if joint is None:
        return clauses
    head, tail = clauses[:joint], clauses[joint:]
    return [*head, *(_shown(sentence, head, clause) for clause in tail)]


def with_state_shown(sentence: Sentence, clauses: list[Clause]) -> list[Clause]:
    """ "Is jane@example.com verified?": what is asked of one person is shown, whatever it is."""
    tests = {c.start: c.part for c in clauses if isinstance(c.part, TestPart)}
    persons = [start for start, part in tests.items() if _names_person(sentence, part)]
    columns = {
        start: sentence.world.dataset.find_column(part.column or "")
        for start, part in tests.items()
        if start not in persons
    }
    opened = sentence.words[0] in _YES_OR_NO and len(persons) == 1 and len(tests) > 1
    if not opened or not all(columns.values()):
        return clauses
    return [
        replace(clause, part=ColumnsPart((column,), plural=False))
        if (column := columns.get(clause.start)) is not None
        else clause
        for clause in clauses
    ]


def _names_person(sentence: Sentence, part: TestPart) -> bool:
    column = sentence.world.dataset.find_column(part.column)
    return column is not None and column.shape in (Shape.NAME, Shape.EMAIL)


def _second_ask(sentence: Sentence, clauses: list[Clause]) -> int | None:
    """Return where "and how much …" begins, behind a whole question for rows."""
    if not _asks_for_rows(clauses):
        return None
    for at, clause in enumerate(clauses):
        joined = isinstance(clause.part, LinkPart) and clause.part.link in (Link.AND, Link.COMMA)
        if not joined or not any(isinstance(c.part, _CHOOSING) for c in clauses[:at]):
            continue
        said = [c for c in clauses[at:] if not isinstance(c.part, _ASIDE) and c.part != _EACH]
        where = [c for c in clauses[at:] if sentence.words[c.start] == "where"]
        columns = all(isinstance(c.part, ColumnsPart) or _is_total(c) for c in said)
        opened = any(c.part == _EACH or isinstance(c.part, AnaphorPart) for c in clauses[at:])
        if columns and (where or (said and (opened or any(map(_is_total, said))))):
            return at
    return None


def _asks_for_rows(clauses: list[Clause]) -> bool:
    """Whether it opens with "who" or "which user"."""
    said = [clause.part for clause in clauses if not isinstance(clause.part, FillerPart)]
    if not said or not isinstance(said[0], AskPart):
        return False
    if said[0].ask is Ask.WHICH:
        named = next((p for p in said[1:] if not isinstance(p, TestPart | LinkPart)), None)
        return isinstance(named, NounPart | SuperlativePart | TopPart)
    return said[0].ask is Ask.WHO


def _is_total(clause: Clause) -> bool:
    """Whether it is the "how much", or "how much money", of a row."""
    return isinstance(clause.part, MeasurePart) and clause.part.function is Function.SUM


def _shown(sentence: Sentence, head: list[Clause], clause: Clause) -> Clause:
    """Return a clause of the second ask: a column to show, or words that say nothing more."""
    if isinstance(clause.part, ColumnsPart):
        return clause
    column = None
    if isinstance(clause.part, MeasurePart):
        named = clause.part.column
        column = sentence.world.dataset.get_column(named) if named else _meant(sentence, head)
    place = sentence.world.dataset.place_column
    if place is not None and sentence.words[clause.start] == "where":
        column = sentence.world.dataset.get_column(place)
    if column is not None:
        return replace(clause, part=ColumnsPart((column,), plural=False))
    points = isinstance(clause.part, AnaphorPart) or clause.part == _EACH
    return replace(clause, part=FillerPart()) if points else clause


def _meant(sentence: Sentence, head: list[Clause]) -> Column | None:
    """ "How much" is the column that the rows are ranked by, if it is not the one of money."""
    money = [c for c in sentence.world.dataset.columns if c.unit is not None and c.unit.prefix]
    ranked = [c.part.column for c in head if isinstance(c.part, ExtremePart)]
    if ranked:
        return sentence.world.dataset.get_column(ranked[0])
    return money[0] if len(money) == 1 else None
