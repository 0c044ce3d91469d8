"""Recognisers of how old rows are themselves, not what they tell of: "accounts over a year old"."""

from __future__ import annotations

from datetime import datetime

from queryassist.catalog import Column, ColumnType
from queryassist.english.clauses.linking import names_rows
from queryassist.english.clauses.parts import Clause, ProblemPart, SuperlativePart, TestPart
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.time.calendar import shift
from queryassist.english.time.relative import exact_quantity
from queryassist.english.time.time_cursor import TimeCursor
from queryassist.english.words.lexicon import Noun, SuperlativeWord
from queryassist.english.words.roles import Role
from queryassist.spec import Comparison, Operator

_OLDER = {"older": Operator.LT, "younger": Operator.GT, "newer": Operator.GT}
_LENGTHS = {
    ("more", "than"): Operator.LT,
    ("over",): Operator.LT,
    ("at", "least"): Operator.LE,
    ("less", "than"): Operator.GT,
    ("under",): Operator.GT,
    ("at", "most"): Operator.GE,
    ("up", "to"): Operator.GE,
}
_OPENINGS = {*_OLDER, *(words[0] for words in _LENGTHS)}
_ENDS = {"oldest": False, "newest": True, "youngest": True}
"""Superlatives of rows, and whether the latest comes first."""
_AGES_OF = (["age", "of"], ["ages", "of"], ["old", "are"], ["old", "is"])
_BEING = frozenset({"are", "is", "was", "were"})
_LONGEST_MONTHS = 120
"""From ten years on, "accounts over 18 years old" are of people of that age."""


@starts_with(words=_OPENINGS)
def older_than(sentence: Sentence, at: int) -> Clause | None:
    """ "(accounts) older than 2 years", "(accounts) that are more than a year old"."""
    column = _dated_before(sentence, at) if sentence.words[at] in _OPENINGS else None
    if column is None:
        return None
    operator = _OLDER.get(sentence.words[at])
    than = sentence.role(at + 1, Role.THAN) if operator is not None else None
    found = _moment_back(sentence, than) if than is not None else None
    if operator is not None and found is not None:
        return Clause(at, found[0], _test(column, operator, found[1]))
    if than is not None and (number := sentence.number(than)) is not None:
        message = f"When was that? Please give a date, as in “{column.label} before 2024”."
        return Clause(at, number.end, ProblemPart(message))
    for words, extent in _LENGTHS.items():
        start = at + len(words)
        if tuple(sentence.words[at:start]) != words:
            continue
        found = _moment_back(sentence, start)
        if found is not None and sentence.words[found[0] : found[0] + 1] == ["old"]:
            return Clause(at, found[0] + 1, _test(column, extent, found[1]))
    return None


@starts_with(Role.ARTICLE, words=_ENDS)
def oldest(sentence: Sentence, at: int) -> Clause | None:
    """The "oldest" of "which accounts are the oldest"."""
    start = sentence.skip(at, Role.ARTICLE)
    descending = _ENDS.get(sentence.words[start]) if start < sentence.size else None
    told = descending is not None and sentence.words[at - 1] in _BEING
    column = _dated_before(sentence, at) if told else None
    if column is None or descending is None or names_rows(sentence, start + 1):
        return None
    return Clause(at, start + 1, SuperlativePart(column.name, descending, None))


@starts_with(Noun)
def age_of_rows(sentence: Sentence, at: int) -> Clause | None:
    """The "accounts" of "average age of accounts", which may be those who have them."""
    before = at - (sentence.words[at - 1] in ("the", "our", "all"))
    asked = sentence.words[max(before - 2, 0) : before]
    found = _dated_noun(sentence, at) if asked in _AGES_OF else None
    if found is None:
        return None
    nouns = sentence.world.dataset.nouns
    message = (
        f"I know the age of {nouns}, and when each {found[1].label}, but no age of "
        f"“{sentence.words[found[0] - 1]}”. Please ask for the average age of {nouns}."
    )
    return Clause(at, found[0], ProblemPart(message))


def _dated_noun(sentence: Sentence, at: int) -> tuple[int, Column] | None:
    """Return (end, timestamp) of a word for rows whose oldest are the earliest: "accounts"."""
    noun = sentence.find(at, Noun)
    if noun is None or noun[0] != at + 1:
        return None
    for _, sense in sentence.world.lexicon.senses_at(["oldest", sentence.words[at]], 0):
        if isinstance(sense, SuperlativeWord) and sense.column.type is ColumnType.TIMESTAMP:
            return noun[0], sense.column
    return None


def _dated_before(sentence: Sentence, at: int) -> Column | None:
    """Return the timestamp of the "accounts" that were the last rows named before a place."""
    for start in range(at - 1, -1, -1):
        if sentence.find(start, Noun) is not None:
            found = _dated_noun(sentence, start)
            return found[1] if found is not None else None
    return None


def _moment_back(sentence: Sentence, at: int) -> tuple[int, datetime] | None:
    """Return (end, moment) of so long ago: "2 years", "a year", but no length of a life."""
    clock = sentence.world.clock
    cursor = TimeCursor(sentence.tokens, at, clock)
    length = exact_quantity(cursor)
    if length is None or length[0] * length[1].months >= _LONGEST_MONTHS:
        return None
    return cursor.at, shift(clock.now, length[1], -length[0], clock.zone)


def _test(column: Column, operator: Operator, moment: datetime) -> TestPart:
    return TestPart(Comparison(column.name, operator, moment), column.name)
