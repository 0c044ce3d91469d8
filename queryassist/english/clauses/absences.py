"""Recognisers of groups that have no such rows: "with no women", "where nobody is verified"."""

from __future__ import annotations

from queryassist.english.clauses.linking import names_joined_kinds, names_rows
from queryassist.english.clauses.number_conditions import number_after_column
from queryassist.english.clauses.parts import Clause, Link, LinkPart, TestPart
from queryassist.english.clauses.row_kinds import rows_named
from queryassist.english.sentence import Sentence
from queryassist.english.words.cursor import Phrases
from queryassist.english.words.lexicon import ColumnWord, EnumWord, EventWord, Noun
from queryassist.english.words.roles import Role
from queryassist.spec import Function, QuerySpec, TimeUnit

_NONE = LinkPart(Link.NONE)
_NOT_ONE = ("none", "not one", "not a single one")
_NOBODY = Phrases(
    dict.fromkeys(
        (
            *("nobody", "no one", "noone", "not anyone", "not anybody", "not a single person"),
            *_NOT_ONE,
            *(f"{none} of {rows}" for none in _NOT_ONE for rows in ("the", "our", "them", "those")),
        ),
        _NONE,
    )
)
_HAD = Phrases(
    dict.fromkeys(
        "get gets got had have having record recorded see seen show contain contains".split(), _NONE
    )
)
_SINGLE = Phrases(
    dict.fromkeys(
        (
            *("a", "an", "any", "a single", "any single", "one", "one single", "single"),
            *("even a single", "even one", "even any", "so much as one", "so much as a single"),
        ),
        _NONE,
    )
)
_UNITS = frozenset(form for unit in TimeUnit for form in (unit.value, f"{unit.value}s"))


def absence(sentence: Sentence, at: int) -> Clause | None:
    """ "nobody", "did not have a single", "no": what groups have none of comes next."""
    recognisers = (_nobody, _not_one, _no_level, _no_rows)
    clauses = (recognise(sentence, at) for recognise in recognisers)
    return max(filter(None, clauses), key=lambda clause: clause.end, default=None)


def _nobody(sentence: Sentence, at: int) -> Clause | None:
    """The "nobody" of "cities where nobody is verified", "not one" of "not one user is"."""
    found = sentence.phrase(at, _NOBODY)
    if found is None or not _speaks_of_groups(sentence, at):
        return None
    rows = sentence.find(found[0], Noun)
    return Clause(at, rows[0] if rows is not None else found[0], _NONE)


def _not_one(sentence: Sentence, at: int) -> Clause | None:
    """ "did not have a single", "without any", "zero", before rows that a group has none of."""
    end = _end_of_none(sentence, at)
    if end is None or not _speaks_of_groups(sentence, at):
        return None
    rows = names_rows(sentence, end) or sentence.find(end, EventWord) is not None
    return Clause(at, end, _NONE) if rows else None


def _end_of_none(sentence: Sentence, at: int) -> int | None:
    if sentence.words[at] in ("zero", "0"):
        return at + 1
    lacked = sentence.role(at, Role.WITHOUT)
    absent = lacked if lacked is not None else sentence.role(at, Role.NOT, Role.NEVER)
    if absent is None:
        return None
    had = sentence.phrase(absent, _HAD)
    end = had[0] if had is not None else absent
    single = sentence.phrase(end, _SINGLE)
    if single is not None:
        return single[0]
    return end if lacked is not None or had is not None else None


def _speaks_of_groups(sentence: Sentence, at: int) -> bool:
    """Whether groups were named last, as in "cities that have", and not rows: "users who have"."""
    for place in range(at - 1, -1, -1):
        if sentence.find(place, Noun) is not None or sentence.words[place] == "who":
            return False
        column = sentence.find(place, ColumnWord)
        if column is not None and (column[1].column.indexed or column[1].column.values):
            return True
        if sentence.words[place] in _UNITS and sentence.role(place - 1, Role.WHICH) is not None:
            return True
    return False


def _no_level(sentence: Sentence, at: int) -> Clause | None:
    """ "no level 2": a row without it is at another level, a group has no row at it."""
    absent = sentence.role(at, Role.WITHOUT)
    if absent is None or absent >= sentence.size or not _speaks_of_groups(sentence, at):
        return None
    level = number_after_column(sentence, absent)
    column = level.part.column if level is not None and isinstance(level.part, TestPart) else None
    leveled = column is not None and sentence.world.dataset.get_column(column).values
    return Clause(at, absent, _NONE) if leveled else None


def _no_rows(sentence: Sentence, at: int) -> Clause | None:
    """ "no women", "without verified users": none of them at all, which is no test of a row.

    After a question without groups, "without women" leaves them out.
    """
    absent = sentence.role(at, Role.WITHOUT)
    if absent is None or sentence.words[absent - 1] not in ("no", "without"):
        return None
    previous = sentence.world.previous
    opens = at <= sentence.skip(0, Role.AND, Role.FILLER)
    if opens and previous is not None and not previous.group_by and not _is_share(previous):
        return None
    if (at == 0 and _is_condition(sentence, absent)) or sentence.words[max(0, at - 1)] in _ENDS:
        return None
    level = sentence.find(absent, EnumWord, lambda word: not isinstance(word.value.value, str))
    rows = names_rows(sentence, absent) or _ends_in_ones(sentence, absent)
    kinds = _speaks_of_groups(sentence, at) and names_joined_kinds(sentence, absent)
    if level is not None or not (rows or kinds):
        return None
    return Clause(at, absent, LinkPart(Link.NOT) if _is_undone(sentence, absent) else _NONE)


def _ends_in_ones(sentence: Sentence, at: int) -> bool:
    """Whether "verified ones" stands here."""
    kind = rows_named(sentence, at)
    return kind is not None and sentence.words[kind.end : kind.end + 1] == ["ones"]


def _is_undone(sentence: Sentence, at: int) -> bool:
    """Whether "no" stands before what rows may do, and when: "logins in the last 30 days"."""
    event = sentence.find(at, EventWord, lambda word: word.noun and word.column.nullable)
    return event is not None and sentence.time(event[0]) is not None


_ENDS = frozenset(".?!;")
"""Signs after which "no men" is a condition of what was just asked."""
_LONGEST_CONDITION = 5


def _is_condition(sentence: Sentence, at: int) -> bool:
    """Whether "no men, please:" stands before the question whose rows it narrows."""
    words = sentence.words[at : at + _LONGEST_CONDITION]
    return any(sign in words for sign in (":", ",", "-", "–", ".", ";"))


def _is_share(spec: QuerySpec) -> bool:
    return any(measure.function is Function.SHARE for measure in spec.measures)
