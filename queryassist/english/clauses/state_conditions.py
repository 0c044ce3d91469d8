"""Recognisers of values of enumerations and of states: "women", "active", "completed KYC"."""

from __future__ import annotations

from queryassist.catalog import Column, ColumnType
from queryassist.english.boolean import columns_of
from queryassist.english.clauses.amounts import read_amount
from queryassist.english.clauses.linking import (
    find_column,
    link,
    names_joined_kinds,
)
from queryassist.english.clauses.parts import (
    Clause,
    EventPart,
    ProblemPart,
    StatePart,
    TestPart,
)
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import (
    ColumnWord,
    EnumWord,
    NamedWord,
    Noun,
)
from queryassist.english.words.roles import Role
from queryassist.english.words.text import Kind
from queryassist.spec import (
    Comparison,
    Operator,
    QuerySpec,
)

_MARKED = frozenset({"flagged", "marked"})


@starts_with(ColumnWord, EnumWord)
def enumeration(sentence: Sentence, at: int) -> Clause | None:
    """ "women", "gender is not female", "level basic"."""
    named = _value_of_named_column(sentence, at)
    found = sentence.find(at, EnumWord, lambda word: word.bare) or _in_list(sentence, at)
    if found is None or (named is not None and named.end >= found[0]):
        return named
    column = found[1].column.name
    condition = Comparison(column, Operator.EQ, found[1].value.value)
    after = sentence.find(found[0], ColumnWord, lambda word: word.column is found[1].column)
    return Clause(at, after[0] if after else found[0], TestPart(condition, column, equality=True))


def _value_of_named_column(sentence: Sentence, at: int) -> Clause | None:
    for end, sense in sentence.senses(at):
        if isinstance(sense, ColumnWord) and sense.column.values:
            clause = _value_after_column(sentence, at, end, sense.column)
            if clause is not None:
                return clause
    return None


def _in_list(sentence: Sentence, at: int) -> tuple[int, EnumWord] | None:
    """A value that counts only beside its column, in a list: "level basic or advanced"."""
    found = sentence.find(at, EnumWord)
    if found is None:
        return None
    joints = (Role.AND, Role.OR, Role.VERSUS, Role.NOR)
    after = sentence.role(found[0], *joints)
    if after is not None and sentence.find(
        after, EnumWord, lambda word: word.bare and word.column is found[1].column
    ):
        return found
    previous = sentence.world.previous
    if previous is not None and found[1].column.name in _spoken_of(previous):
        return found
    if at < 2 or sentence.role(at - 1, *joints) is None:
        return None
    for start in range(max(0, at - 4), at - 1):
        for end, sense in sentence.senses(start):
            if end == at - 1 and isinstance(sense, EnumWord) and sense.column is found[1].column:
                return found
    return None


def _spoken_of(previous: QuerySpec) -> set[str]:
    """Return the columns that the question before tested or grouped by."""
    return {*columns_of(previous.where), *(key.column for key in previous.group_by)}


def _value_after_column(sentence: Sentence, at: int, end: int, column: Column) -> Clause | None:
    after, negated = link(sentence, end)
    found = sentence.find(after, EnumWord, lambda word: word.column is column)
    if found is None:
        return None
    condition = Comparison(column.name, Operator.EQ, found[1].value.value)
    return Clause(at, found[0], TestPart(condition, column.name, equality=True, negated=negated))


@starts_with(NamedWord, ColumnWord, Role.DONE, Role.POSSESS, Role.WITHOUT, words=_MARKED)
def state(sentence: Sentence, at: int) -> Clause | None:
    """ "active", "flagged as active", "completed KYC", "account status is active"."""
    clauses = (
        _named_state(sentence, at),
        _boolean_done(sentence, at),
        _boolean_column(sentence, at),
        _boolean_joined(sentence, at),
        _answered(sentence, at),
    )
    return max(filter(None, clauses), key=lambda clause: clause.end, default=None)


def _answered(sentence: Sentence, at: int) -> Clause | None:
    """ "Verified: no", "active? yes", as a form is filled in."""
    found = sentence.find(at, NamedWord)
    if found is None:
        return None
    said = found[0] + (sentence.words[found[0] : found[0] + 1] in ([":"], ["?"], ["="], ["-"]))
    word = sentence.words[said] if said < sentence.size else ""
    ends = said + 1 >= sentence.size or sentence.tokens[said + 1].kind is Kind.PUNCTUATION
    if word not in _ANSWERS or not ends:
        return None
    return Clause(at, said + 1, StatePart(found[1].named, found[1].holds is _ANSWERS[word], True))


_ANSWERS = {"yes": True, "true": True, "no": False, "false": False}


def _named_state(sentence: Sentence, at: int) -> Clause | None:
    start = at
    if sentence.words[at] in _MARKED:
        start += 2 if sentence.words[at + 1 : at + 2] == ["as"] else 1
    found = sentence.find(start, NamedWord)
    if found is None:
        return None
    never = _never(sentence, at, found)
    fixed = start > at or sentence.words[at] in ("currently", "is")
    return Clause(at, found[0], never or StatePart(found[1].named, found[1].holds, fixed))


def _is_longer(sentence: Sentence, at: int, column: tuple[int, Column]) -> bool:
    """Whether the column's word opens one for a value or a state: "KYC advanced", "KYC pending"."""
    value = sentence.find(at, EnumWord, lambda word: word.bare)
    state = sentence.find(at, NamedWord)
    return any(found is not None and found[0] > column[0] for found in (value, state))


def _never(
    sentence: Sentence, at: int, found: tuple[int, NamedWord]
) -> EventPart | ProblemPart | None:
    """The "active" of "never active": at no time, where a column has the last time of it."""
    named = found[1].named
    written = sentence.text(at, found[0])
    if (
        named.period_column is None
        or " ".join(sentence.words[at : found[0]]) not in named.ambiguous
    ):
        return None
    before = at - (sentence.words[at - 1] == "been")
    if not any(sentence.role(place, Role.NEVER) == before for place in range(before)):
        return None
    if found[1].holds:
        return EventPart(sentence.world.dataset.get_column(named.period_column), vague=False)
    nouns = sentence.world.dataset.nouns
    return ProblemPart(f"I know which {nouns} are “{written}” now, not which never were.")


def _boolean_done(sentence: Sentence, at: int) -> Clause | None:
    """ "completed their KYC", "with KYC", "without KYC"."""
    for roles, holds in (((Role.DONE, Role.POSSESS), True), ((Role.WITHOUT,), False)):
        done = sentence.role(at, *roles)
        if done is None:
            continue
        start = sentence.skip(done, Role.DONE, Role.ARTICLE)
        column = find_column(sentence, start, lambda column: column.type is ColumnType.BOOLEAN)
        if column and not holds and _are_rows(sentence, start, column[0]):
            continue  # the rows of "cities without active users"
        said = _said(sentence, column[0]) if column else None
        if column and said:
            return Clause(at, said[0], _boolean_test(column[1], holds is said[1]))
        if sentence.words[done - 1] == "whose" or (column and _is_longer(sentence, start, column)):
            continue
        if column and sentence.words[column[0] : column[0] + 1] not in (["rate"], ["rates"]):
            end = sentence.skip(column[0], Role.DONE)
            return Clause(at, end, _boolean_test(column[1], holds))
    return None


def _are_rows(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a state describes rows: "active users", "active but unverified users"."""
    return sentence.find(end, Noun) is not None or names_joined_kinds(sentence, at)


def _boolean_column(sentence: Sentence, at: int) -> Clause | None:
    """ "KYC is done", "kyc_verified is false", "account status: inactive"."""
    column = find_column(sentence, at, lambda column: column.type is ColumnType.BOOLEAN)
    if column is None:
        return None
    if sentence.words[at] == column[1].name and _stands_alone(sentence, column[0]):
        return Clause(at, column[0], _boolean_test(column[1], True))
    after, negated = link(sentence, column[0])
    named = sentence.find(after, NamedWord)
    itself = sentence.find(at, NamedWord)
    if named and after > column[0] and (itself is None or itself[0] < column[0]):
        return Clause(at, named[0], StatePart(named[1].named, named[1].holds is not negated, True))
    done = sentence.role(after, Role.DONE)
    if done is not None:
        return Clause(at, done, _boolean_test(column[1], not negated))
    said = _said(sentence, column[0])
    return Clause(at, said[0], _boolean_test(column[1], said[1])) if said else None


def _boolean_joined(sentence: Sentence, at: int) -> Clause | None:
    """The "kyc" of "balance over 2k and kyc", where tests are listed and no columns to show."""
    column = find_column(sentence, at, lambda column: column.type is ColumnType.BOOLEAN)
    after = column[0] if column is not None else at
    ends = after == sentence.size or not sentence.words[after].isalnum()
    if column is None or at < 2 or not (ends or sentence.role(after, Role.AND) is not None):
        return None
    joint = at - 1
    joint -= sentence.words[joint] in ("and", "&") and sentence.words[joint - 1] == ","
    if sentence.words[joint] not in (",", "and", "&"):
        return None
    amounts = (read_amount(sentence, start) for start in range(max(0, joint - _LONGEST), joint))
    tested = any(found is not None and found.end == joint for found in amounts)
    return Clause(at, after, _boolean_test(column[1], True)) if tested else None


_LONGEST = 6
"""How many words back an amount is looked for."""


def _said(sentence: Sentence, at: int) -> tuple[int, bool] | None:
    """Return the end of "is false", "turned off" or "not set" and whether it says yes, or None."""
    at, negated = link(sentence, at)
    if sentence.words[at : at + 1] in (["turned"], ["switched"]):
        at += 1
    holds = _YES_OR_NO.get(sentence.words[at]) if at < sentence.size else None
    if holds is None or sentence.time(at) is not None:
        return None
    return at + 1, holds is not negated


_YES_OR_NO = dict.fromkeys("true yes on set ticked checked".split(), True) | dict.fromkeys(
    "false no off unset unticked unchecked".split(), False
)


def _stands_alone(sentence: Sentence, at: int) -> bool:
    """Whether nothing says what a yes-or-no column is, so that it is meant to be true."""
    return at >= sentence.size or bool(
        sentence.find(at, Noun) or sentence.role(at, Role.AND, Role.PREPOSITION)
    )


def _boolean_test(column: Column, holds: bool) -> TestPart:
    return TestPart(Comparison(column.name, Operator.EQ, holds), column.name, equality=True)
