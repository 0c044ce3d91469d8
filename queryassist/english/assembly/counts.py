"""Numbers that test how many rows a group has: "by city, more than 100 only"."""

from __future__ import annotations

from queryassist.catalog import Column
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.assembly.spoken_numbers import bounded_before
from queryassist.english.clauses.linking import fits
from queryassist.english.clauses.parts import (
    Amount,
    BucketPart,
    Clause,
    ColumnsPart,
    FillerPart,
    GroupPart,
    HavingPart,
    Link,
    LinkPart,
    NounPart,
)
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import ColumnWord, EnumWord
from queryassist.english.words.roles import Role
from queryassist.readings import Choice
from queryassist.spec import Function, Measure, QuerySpec


def counted_before(clauses: list[Clause], index: int) -> Measure | None:
    """The figure of each group that an amount goes on to test: "over 10 users and under 50"."""
    at = index - 1
    while at >= 0 and isinstance(clauses[at].part, FillerPart | LinkPart | NounPart):
        at -= 1
    part = clauses[at].part if at >= 0 else None
    between = clauses[at + 1 : index]
    if isinstance(part, HavingPart) and are_joined(between):
        return part.measure
    if isinstance(part, GroupPart | BucketPart) and not _names_own_rows(between):
        raise ask_back("A number of what? Please say what is counted or measured.")
    return None


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

    Where it had another figure, that is tested by "only those above 1000". None where the question
    before has a bound of a column already, which another takes the place of.
    """
    previous = sentence.world.previous
    if previous is None or not previous.group_by or amount.unit is not None or amount.is_exact:
        return None
    if sentence.world.dataset.default_number in {key.column for key in previous.group_by}:
        return None
    counts = [m for m in previous.measures if m.function is Function.COUNT and m.where is None]
    pointed = points_at_groups(sentence)
    bounded = [] if amount.column is not None else _bounded(sentence, amount, previous)
    chosen = any(previous.measures[test.measure] in counts for test in previous.having)
    if bounded and (pointed or chosen or (counts and _is_owned(sentence, amount))):
        _doubt_tested_again(sentence, amount, bounded[0])
    if bounded:
        return None
    if counts and not (pointed or chosen):
        _doubt_usual(sentence, amount, previous)
    if not counts and len(previous.measures) == 1 and pointed:
        _doubt_percentage(sentence, amount, previous.measures[0])
        return previous.measures[0]
    return counts[0] if counts and amount.column is None else None


def _bounded(sentence: Sentence, amount: Amount, previous: QuerySpec) -> list[Column]:
    """Return the bounded columns that the amount may be of: none in "countries with over 10".

    What rows have, as in "with over 10", is no age.
    """
    if _names_groups(sentence, amount, previous):
        return []
    usual = sentence.world.dataset.default_number if _is_owned(sentence, amount) else None
    return [column for column in bounded_before(sentence, amount) if column.name != usual]


def _names_groups(sentence: Sentence, amount: Amount, previous: QuerySpec) -> bool:
    """Whether the amount is what groups have: "countries with over 10"."""
    keys = {key.column for key in previous.group_by}
    heads = (sentence.find(at, ColumnWord) for at in range(amount.start))
    return any(head is not None and head[1].column.name in keys for head in heads)


def counts_rows(sentence: Sentence, amount: Amount) -> bool:
    """Whether "more", "fewer" or "at least" says that a bare number counts: not so "over 30"."""
    said = sentence.words[amount.start : amount.end]
    return not OF_COUNTS.isdisjoint(said) or _is_owned(sentence, amount)


OF_COUNTS = frozenset("fewer least less more most".split())


def _is_owned(sentence: Sentence, amount: Amount) -> bool:
    at = amount.start - 1
    return at >= 0 and sentence.role(at, Role.POSSESS) == amount.start


def _doubt_usual(sentence: Sentence, amount: Amount, previous: QuerySpec) -> None:
    """ "And over 30?" after "users by country": of that age, or countries of so many?"""
    dataset = sentence.world.dataset
    usual = dataset.find_column(dataset.default_number or "")
    said = counts_rows(sentence, amount) or _names_groups(sentence, amount, previous)
    if usual is not None and fits(amount, usual) and not said:
        _doubt_tested_again(sentence, amount, usual)


def points_at_groups(sentence: Sentence) -> bool:
    """Whether "only" or "those" says that a test is of the groups of the answer."""
    return sentence.role(0, Role.ONLY) is not None or not _THOSE.isdisjoint(sentence.words)


def _doubt_tested_again(sentence: Sentence, amount: Amount, column: Column) -> None:
    """ "Only those over 50" after "users over 30 by country": of that age, or so many?"""
    dataset, written = sentence.world.dataset, sentence.text(amount.start, amount.end)
    meant = (f"{column.label} {written}", f"{written} {dataset.nouns}")
    message = f"“{written}”: is that the {column.label}, or a number of {dataset.nouns}?"
    raise ask_back(message, _choices(sentence, amount, meant))


def _doubt_percentage(sentence: Sentence, amount: Amount, figure: Measure) -> None:
    """ "Only over 40" after shares by country: so many percent, or of that age?"""
    dataset = sentence.world.dataset
    if figure.function is not Function.SHARE or dataset.default_number is None:
        return
    label = dataset.get_column(dataset.default_number).label
    written = sentence.text(amount.start, amount.end)
    meant = (f"{written}%", f"{label} {written}")
    message = f"“{written}”: is that a percentage, or the {label}?"
    raise ask_back(message, _choices(sentence, amount, meant))


def _choices(sentence: Sentence, amount: Amount, meant: tuple[str, ...]) -> tuple[Choice, ...]:
    """Return the question with each of what is meant in place of the amount."""
    start, end = sentence.tokens[amount.start].start, sentence.tokens[amount.end - 1].end
    before, after = sentence.question[:start], sentence.question[end:]
    return tuple(Choice(text, f"{before}{text}{after}") for text in meant)


_THOSE = frozenset("it ones that them these they those".split())
