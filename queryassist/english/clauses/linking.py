"""Small look-ups that recognisers share: linking verbs, columns of a kind, words for rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from queryassist.catalog import Column, ColumnType
from queryassist.english.boolean import all_of
from queryassist.english.clauses.amounts import read_amount
from queryassist.english.clauses.parts import (
    Amount,
    Number,
)
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import (
    ColumnWord,
    EnumWord,
    EventWord,
    NamedWord,
    Noun,
    SuperlativeWord,
)
from queryassist.english.words.roles import Role
from queryassist.spec import (
    Comparison,
    Condition,
    Operator,
)

DATES_EVENTS = frozenset({"of", "the", "many"})
"""Words before the "2024" of "how many 2024 signups", after which it is no number of them."""

LINKING = (Role.COPULA, Role.RELATIVE, Role.ARTICLE, Role.POSSESS)


def test_numbers(column: str, tests: Iterable[tuple[Operator, Number]]) -> Condition:
    """Return the condition that a column meets all these tests."""
    return all_of(Comparison(column, operator, value) for operator, value in tests)


def link(sentence: Sentence, at: int) -> tuple[int, bool]:
    """Return the place after a linking verb ("is", "that are not") and whether it negates."""
    negated = False
    while True:
        end = sentence.role(at, *LINKING)
        amount_here = read_amount(sentence, at)
        if amount_here is not None and not amount_here.is_exact:
            return at, negated
        if end is None and (end := sentence.role(at, Role.NOT, Role.EXCEPT)) is not None:
            negated = not negated
        if end is None:
            return at, negated
        at = end


def find_column(
    sentence: Sentence, at: int, accept: Callable[[Column], bool]
) -> tuple[int, Column] | None:
    """Return (end, column) of the longest phrase here for a column, if that is accepted."""
    longest = sentence.find(at, ColumnWord)
    found = sentence.find(at, ColumnWord, lambda word: accept(word.column))
    if longest is None or found is None or found[0] < longest[0]:
        return None
    return _whole_phrase(sentence, found[0], found[1].column), found[1].column


def _whole_phrase(sentence: Sentence, end: int, column: Column) -> int:
    """Return the end of "money in the wallet" or "holding funds", which name one column twice."""
    start = sentence.skip(end, Role.PREPOSITION, Role.ARTICLE)
    again = sentence.find(start, ColumnWord, lambda word: word.column is column)
    return again[0] if again is not None else end


def find_timestamp(sentence: Sentence, at: int) -> tuple[int, Column] | None:
    """Return (end, column) of a timestamp named here, by its noun or by its event."""
    for end, sense in sentence.senses(at):
        if isinstance(sense, ColumnWord | EventWord) and sense.column.type is ColumnType.TIMESTAMP:
            return end, sense.column
    return None


def is_number(column: Column) -> bool:
    return column.type.is_number


def fits(amount: Amount, column: Column) -> bool:
    """Whether the amount's unit and size can be meant for the column."""
    if amount.unit is not None and (column.unit is None or column.unit.name != amount.unit.name):
        return False
    if column.bounds is None:
        return True
    low, high = column.bounds
    return all(low <= value <= high for _, value in amount.tests)


def names_rows(sentence: Sentence, at: int) -> bool:
    """Whether words for rows come next: "users", "women", "active verified users"."""
    while at < sentence.size:
        event = sentence.find(at, EventWord, lambda word: word.noun)
        if event is not None or sentence.find(at, Noun) is not None:
            return True
        state = sentence.find(at, NamedWord)
        enum = sentence.find(at, EnumWord, lambda word: word.bare)
        if enum and enum[0] == sentence.size:
            return True
        longest = max((end for end, _ in filter(None, (state, enum))), default=at)
        value = sentence.value(at)
        if value is not None and not value.risky:
            longest = max(longest, value.end)
        if longest == at:
            return False
        if enum and longest == enum[0] and not _modifies(sentence, longest):
            return True
        at = longest
    return False


def names_joined_kinds(sentence: Sentence, at: int) -> bool:
    """Whether "verified but active users" stands here: rows that two different states describe."""
    state = sentence.find(at, NamedWord)
    while state is not None:
        joint, named = state[0], state[1].named
        end = joint + (sentence.words[joint : joint + 1] in ([","], ["but"], ["yet"]))
        end = sentence.skip(end, Role.AND, Role.OR)
        state = sentence.find(end, NamedWord) if end > joint else None
        if state is not None and state[1].named is not named and names_rows(sentence, end):
            return True
    return False


def names_owners(sentence: Sentence, at: int) -> bool:
    """Whether rows follow the "by" of "held by": "all users", "an active user", "those who"."""
    start = sentence.skip(at, Role.ARTICLE)
    start += sentence.words[start : start + 1] == ["all"]
    return names_rows(sentence, start) or sentence.words[at : at + 1] in (["those"], ["our"])


def _modifies(sentence: Sentence, at: int) -> bool:
    return bool(sentence.find(at, Noun) or sentence.find(at, NamedWord))


def is_plural(sentence: Sentence, at: int) -> bool:
    """Whether "3 wallets" counts things rather than naming the column of the 3."""
    found = sentence.find(at, ColumnWord)
    return found is not None and found[1].plural


def has_amount(sentence: Sentence, at: int) -> bool:
    """Whether an amount follows a column here, so that the column is tested and not shown."""
    amount = read_amount(sentence, link(sentence, at)[0])
    return amount is not None and not counts_rows(sentence, amount)


def counts_rows(sentence: Sentence, amount: Amount) -> bool:
    """Whether the number is one of rows: "age of the 5 oldest users", "of the 10 active users"."""
    if not amount.is_exact or amount.unit or sentence.words[amount.start - 1] != "the":
        return False
    ranked = sentence.find(amount.end, SuperlativeWord) is not None
    return ranked or names_rows(sentence, amount.end)


def has_rows(sentence: Sentence, at: int) -> bool:
    """Whether the values named before a place have so many rows: "ages with over 20 users"."""
    after = link(sentence, at)[0]
    owned = any(sentence.role(place, Role.POSSESS) is not None for place in range(at, after))
    amount = read_amount(sentence, after) if owned else None
    if amount is None or amount.unit is not None:
        return False
    return names_rows(sentence, sentence.skip(amount.end, Role.DIFFERENT))


def columns_before(sentence: Sentence, at: int) -> list[Column]:
    """The one number that "ages of inactive users: min, max and average" is about."""
    named = [find_column(sentence, place, is_number) for place in range(at)]
    columns = list(dict.fromkeys(found[1].name for found in named if found is not None))
    return [sentence.world.dataset.get_column(name) for name in columns] * (len(columns) == 1)
