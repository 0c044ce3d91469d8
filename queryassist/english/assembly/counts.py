"""Numbers that test how many rows a group has: "by city, more than 100 only"."""

from __future__ import annotations

from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.linking import fits
from queryassist.english.clauses.parts import (
    Amount,
    AmountPart,
    BucketPart,
    Clause,
    ColumnsPart,
    ExtremePart,
    FiguresPart,
    FillerPart,
    GroupPart,
    HavingPart,
    Link,
    LinkPart,
    MeasurePart,
    NounPart,
    OrderPart,
    TestPart,
)
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import EnumWord
from queryassist.english.words.roles import Role
from queryassist.spec import Function, Measure


def counted_before(sentence: Sentence, clauses: list[Clause], index: int) -> Measure | None:
    """The figure of each group that an amount goes on to test: "over 10 users and under 50"."""
    at = index - 1
    apart = index > 0 and clauses[index - 1].part == LinkPart(Link.COMMA)
    passed = (FillerPart, LinkPart, NounPart, TestPart) if apart else _BETWEEN
    while at >= 0 and isinstance(clauses[at].part, passed):
        at -= 1
    part = clauses[at].part if at >= 0 else None
    between = clauses[at + 1 : index]
    if isinstance(part, HavingPart) and are_joined(between):
        return part.measure
    if isinstance(part, GroupPart | BucketPart) and not _names_own_rows(between):
        tested = any(isinstance(clause.part, TestPart) for clause in between)
        if apart and not tested and _only_counts(clauses) and _is_count(sentence, clauses[index]):
            return COUNT
        raise ask_back("A number of what? Please say what is counted or measured.")
    return None


def _is_count(sentence: Sentence, clause: Clause) -> bool:
    """Whether the number of "users by city, more than 100 only" is one of rows, and no age."""
    dataset = sentence.world.dataset
    usual = dataset.find_column(dataset.default_number or "")
    amount = clause.part.amount if isinstance(clause.part, AmountPart) else None
    said = sentence.words[clause.end : clause.end + 1] == ["only"]
    return said or usual is None or (amount is not None and not fits(amount, usual))


_BETWEEN = (FillerPart, LinkPart, NounPart)


def _only_counts(clauses: list[Clause]) -> bool:
    figures = (MeasurePart, FiguresPart, ExtremePart, OrderPart)
    return not any(isinstance(clause.part, figures) for clause in clauses)


def _names_own_rows(between: list[Clause]) -> bool:
    return any(isinstance(clause.part, NounPart) for clause in between)


def are_joined(between: list[Clause]) -> bool:
    """Whether "and", "or" or "but" joins two tests, with no verb of their own between."""
    links = [clause.part.link for clause in between if isinstance(clause.part, LinkPart)]
    return bool(links) and Link.COPULA not in links


def are_rows(sentence: Sentence, clauses: list[Clause]) -> bool:
    """Whether rows are named, and no groups: "women over 80" are of an age after groups too."""
    if any(isinstance(clause.part, GroupPart | BucketPart | ColumnsPart) for clause in clauses):
        return False
    return any(
        isinstance(clause.part, NounPart)
        or sentence.find(clause.start, EnumWord, lambda word: word.bare) is not None
        for clause in clauses
    )


def counted_in(sentence: Sentence, amount: Amount) -> Measure | None:
    """The count per group of the question before, which a bare "more than 50" goes on to test.

    Where it had another figure, that is tested by "only those above 1000".
    """
    previous = sentence.world.previous
    if previous is None or not previous.group_by or amount.unit is not None or amount.is_exact:
        return None
    if sentence.world.dataset.default_number in {key.column for key in previous.group_by}:
        return None
    counts = [m for m in previous.measures if m.function is Function.COUNT and m.where is None]
    pointed = sentence.role(0, Role.ONLY) is not None or not _THOSE.isdisjoint(sentence.words)
    if not counts and len(previous.measures) == 1 and pointed:
        return previous.measures[0]
    return counts[0] if counts and amount.column is None else None


_THOSE = frozenset("it ones that them these they those".split())
