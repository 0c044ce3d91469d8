"""Recognisers of missing and present values: "without a gender", "no money", "age unknown"."""

from __future__ import annotations

from queryassist.catalog import Column, ColumnType
from queryassist.english.boolean import all_of, any_of, columns_of
from queryassist.english.clauses.amounts import find_comparator, read_amount
from queryassist.english.clauses.column_comparisons import columns_compared
from queryassist.english.clauses.given_texts import is_a_letter
from queryassist.english.clauses.linking import (
    LINKING,
    find_column,
    has_amount,
    is_number,
    link,
    names_rows,
)
from queryassist.english.clauses.parts import (
    Clause,
    TestPart,
)
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import (
    ColumnWord,
    Comparator,
    EventWord,
    SuperlativeWord,
    TopWord,
)
from queryassist.english.words.roles import Role
from queryassist.english.words.text import Kind
from queryassist.spec import (
    Comparison,
    Condition,
    Operator,
)

_SOME = frozenset("a an any some positive non nonempty nonzero known recorded least one".split())


@starts_with(
    ColumnWord,
    *(Role.WITHOUT, Role.NEITHER, Role.NOR, Role.NOTHING, Role.POSSESS, Role.KNOWN, Role.EMPTY),
    words=_SOME,
)
def missing(sentence: Sentence, at: int) -> Clause | None:
    """ "without a gender", "no money", "age is unknown", "with a wallet address"."""
    for recognise in (_null_before, _null_after, _has_some, _held_after_all, _empty):
        clause = recognise(sentence, at)
        if clause is not None:
            return clause
    return None


def _empty(sentence: Sentence, at: int) -> Clause | None:
    """The "not empty" of "under $50 but not empty": of the number that was spoken of."""
    end = sentence.role(at, Role.KNOWN, Role.EMPTY)
    if end is None or sentence.words[end - 1] not in ("empty", "nonempty"):
        return None
    previous = sentence.world.previous
    named = [find_column(sentence, place, is_number) for place in range(at)]
    columns = [found[1] for found in named if found is not None]
    names = columns_of(previous.where) if previous is not None else ()
    columns += [sentence.world.dataset.get_column(name) for name in names]
    numbers = {c.name: c for c in columns if is_number(c) and not (c.nullable or c.values)}
    if len(numbers) != 1:
        return None
    column = next(iter(numbers.values()))
    holds = end > at + 1 or sentence.words[at] == "nonempty"
    return Clause(at, end, TestPart(_present(column) if holds else _absent(column), column.name))


def _held_after_all(sentence: Sentence, at: int) -> Clause | None:
    """The "a region" of "no city but a region"."""
    if at == 0 or sentence.words[at - 1] != "but" or sentence.words[at] not in _SOME:
        return None
    column = find_column(sentence, at + 1, lambda column: column.nullable or is_number(column))
    lacks = any(sentence.role(place, Role.WITHOUT) is not None for place in range(at))
    if column is None or not lacks or not _ends_phrase(sentence, column[0]):
        return None
    return Clause(at, column[0], TestPart(_present(column[1]), column[1].name))


def _null_before(sentence: Sentence, at: int) -> Clause | None:
    absent = sentence.role(at, Role.WITHOUT, Role.NOTHING, Role.NEITHER, Role.NOR)
    if absent is None:
        return None
    start = sentence.skip(absent, Role.ARTICLE, Role.PREPOSITION, Role.KNOWN)
    start += sentence.words[start : start + 1] == ["both"]
    if sentence.role(at, Role.NOTHING) == absent:
        start = sentence.skip(start, Role.EMPTY)
    column = find_column(sentence, start, lambda column: column.type is not ColumnType.BOOLEAN)
    if column is None or (is_number(column[1]) and has_amount(sentence, column[0])):
        return None
    event = sentence.find(start, EventWord)
    happened = event is not None and sentence.time(event[0]) is not None
    if (
        happened
        or _are_groups(sentence, start, column[0])
        or any(is_a_letter(sentence, place) for place in range(at, start))
    ):
        return None  # "no login in the last 30 days", "without an A in their name"
    if sentence.role(at, Role.NEITHER, Role.NOR) is not None and not column[1].nullable:
        return None
    if sentence.role(at, *_ABSENT) is None and not is_number(column[1]):
        return None
    end = sentence.skip(column[0], Role.KNOWN)
    columns, end = _further(sentence, end, column[1])
    either = any(
        not _LACKING.isdisjoint(sentence.words[at:absent])
        or sentence.role(place + 1, Role.WITHOUT) is not None
        for place in range(column[0], end)
        if sentence.words[place] == "or"
    )
    join = any_of if either else all_of
    return Clause(at, end, TestPart(join(_absent(each) for each in columns), column[1].name))


_LACKING = frozenset("missing lack lacks lacking unknown unspecified".split())
"""Words that do not negate, after which "or" is no "neither … nor": "lack an age or a gender"."""
_ABSENT = (Role.WITHOUT, Role.NEITHER, Role.NOR)


def _are_groups(sentence: Sentence, at: int, end: int) -> bool:
    """Whether more is said of the "cities" of "without cities that have fewer than 20 users"."""
    named = sentence.find(at, ColumnWord)
    plural = named is not None and named[1].plural and named[1].column.indexed
    return plural and sentence.role(end, Role.RELATIVE, Role.POSSESS) is not None


def _further(sentence: Sentence, at: int, first: Column) -> tuple[list[Column], int]:
    """Return the columns of "age or gender" after the first, and the place after them."""
    columns, end = [first], at
    while (joint := sentence.role(end, Role.AND, Role.OR, Role.NOR)) is not None:
        start = sentence.skip(joint, Role.AND, Role.WITHOUT, Role.ARTICLE)
        found = find_column(sentence, start, lambda column: column.nullable)
        if found is None or has_amount(sentence, found[0]):
            break
        columns.append(found[1])
        end = found[0]
    return columns, end


def _absent(column: Column) -> Condition:
    if is_number(column) and not column.nullable:
        return Comparison(column.name, Operator.EQ, 0)
    return Comparison(column.name, Operator.IS_NULL)


def _null_after(sentence: Sentence, at: int) -> Clause | None:
    column = find_column(sentence, at, lambda column: column.type is not ColumnType.BOOLEAN)
    if column is None:
        return None
    for roles, operator in (
        ((Role.UNKNOWN,), Operator.IS_NULL),
        ((Role.KNOWN,), Operator.IS_NOT_NULL),
        ((Role.EMPTY,), Operator.IS_NULL),
    ):
        linked = sentence.skip(column[0], *LINKING)
        end = sentence.role(linked, *roles)
        if end is not None and roles == (Role.EMPTY,) and _is_number_of(sentence, end):
            return None
        if end is not None and (linked > column[0] or roles != (Role.EMPTY,)):
            absent = _absent(column[1])
            present: Condition = Comparison(column[1].name, Operator.IS_NOT_NULL)
            if not _SAYS_EMPTY.isdisjoint(sentence.words[linked:end]):
                present = _present(column[1])
            condition = absent if operator is Operator.IS_NULL else present
            return Clause(at, end, TestPart(condition, column[1].name))
    return None


def _is_number_of(sentence: Sentence, at: int) -> bool:
    """Whether a "zero" before this place counts rows or is a number of what follows."""
    return names_rows(sentence, at) or find_column(sentence, at, is_number) is not None


_SAYS_EMPTY = frozenset("empty nonempty blank them it".split())


def _has_some(sentence: Sentence, at: int) -> Clause | None:
    """ "have a wallet address", "with any money", "with a known age"."""
    end = sentence.role(at, Role.POSSESS)
    if end is None or sentence.words[at] == "whose":
        return None
    counted = sentence.words[end - 1] in ("a", "an")
    end = end + 1 if sentence.words[end : end + 1] == ["both"] else end
    while end < sentence.size and sentence.words[end] in _SOME:
        counted, end = True, end + 1
    column = find_column(sentence, end, lambda column: column.nullable or is_number(column))
    bare = sentence.role(at, Role.POSSESS) == end
    if bare and column is not None and not _are_shown(sentence, column[0]):
        counted = True
    if not counted or column is None or not _ends_phrase(sentence, column[0]):
        return None
    from_number = sentence.words[column[0] : column[0] + 1] == ["from"]
    if columns_compared(sentence, end) is not None or (
        from_number and sentence.number(column[0] + 1) is not None
    ):
        return None
    after = link(sentence, column[0])[0]
    text_test = sentence.find(after, Comparator, lambda word: word.of_text)
    said = sentence.role(after, Role.EMPTY, Role.KNOWN, Role.UNKNOWN) is not None
    if said or read_amount(sentence, after) or find_comparator(sentence, after) or text_test:
        return None
    known = sentence.words[end - 1] in ("known", "recorded")
    columns, end = _further_held(sentence, column[1], column[0], known=known)
    join = any_of if "or" in sentence.words[column[0] : end] else all_of
    return Clause(at, end, TestPart(join(_present(each) for each in columns), column[1].name))


def _are_shown(sentence: Sentence, at: int) -> bool:
    """Whether the column that ends here is one to show: "list … with names", "names and ages"."""
    start = sentence.skip(0, Role.ARTICLE)
    ranked = any(sentence.find(start, kind) for kind in (TopWord, SuperlativeWord))
    counted = any(sentence.role(place, Role.HOW_MANY, Role.SHARE) for place in range(at))
    if ranked or (sentence.role(0, Role.LIST) is not None and not counted):
        return True
    joint = sentence.role(at, Role.AND)
    further = sentence.find(joint, ColumnWord) if joint is not None else None
    return further is not None and not counted and not has_amount(sentence, further[0])


def _present(column: Column) -> Condition:
    if column.nullable:
        return Comparison(column.name, Operator.IS_NOT_NULL)
    return Comparison(column.name, Operator.GT, 0)


def _further_held(
    sentence: Sentence, first: Column, at: int, *, known: bool
) -> tuple[list[Column], int]:
    """Return the columns of "(both) a city and a region" after the first, and where they end.

    Without an article of its own, a further column may be one to show, but for "a known age and
    gender".
    """
    columns, end = [first], at
    while (joint := sentence.role(end, Role.AND, Role.OR)) is not None:
        start = sentence.skip(joint, Role.AND, Role.OR, Role.ARTICLE)
        found = find_column(sentence, start, lambda column: column.nullable or is_number(column))
        if found is None or not (known or sentence.words[start - 1] in _SOME):
            break
        if not _ends_phrase(sentence, found[0]) or has_amount(sentence, found[0]):
            break
        columns.append(found[1])
        end = found[0]
    return columns, end


def _ends_phrase(sentence: Sentence, at: int) -> bool:
    return (
        at >= sentence.size
        or sentence.tokens[at].kind is Kind.PUNCTUATION
        or sentence.words[at] == "but"
        or sentence.role(
            at, Role.AND, Role.OR, Role.NOR, Role.VERSUS, Role.PREPOSITION, Role.RELATIVE, Role.BY
        )
        is not None
        or sentence.words[at] in ("is", "are", "have", "has", "who")
    )
