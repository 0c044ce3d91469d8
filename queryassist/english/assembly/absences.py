"""Groups that have none of some rows, or so many of them: tests of each group, not of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from queryassist.catalog import ColumnType
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.heads import head_column
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.parts import (
    AnaphorPart,
    Ask,
    AskPart,
    Clause,
    ColumnsPart,
    FillerPart,
    HavingPart,
    Link,
    LinkPart,
    MeasurePart,
    NounPart,
    Number,
    OrderPart,
    SuperlativePart,
    TestPart,
    TopPart,
)
from queryassist.spec import Function, Measure, Operator

_CONDITION = (TestPart, LinkPart, NounPart, AnaphorPart, FillerPart)
_UNCLEAR = (
    "Groups without any such rows cannot be listed here. Please ask as in “countries with no "
    "verified users”, or for the counts by group."
)


def with_none(draft: Draft) -> Draft:
    """Return the draft, the "no verified users" of its groups as a test of each group.

    Raises Puzzled where that stands beside something that it cannot be told apart from.
    """
    place = _place_of_none(draft)
    if place is None:
        return draft
    own = draft.clauses[place + 1 :]
    if not _is_of_groups(draft) or not all(isinstance(c.part, _CONDITION) for c in own):
        raise ask_back(_UNCLEAR)
    if _is_joined(draft, place) or _goes_on_with_some(draft, place):
        raise ask_back("Some of the one and none of the other? Please ask for the counts of both.")
    tested = _with_test(draft, place, own, ((Operator.EQ, 0),))
    # "Top 5 cities with no women" ranks by all rows: by those counted there, all are alike.
    ranked = draft.has(TopPart) and not draft.figures
    return _counting(tested) if ranked and Ask.COUNT not in draft.asks else tested


def _is_joined(draft: Draft, place: int) -> bool:
    """Whether "but no men" stands beside what the groups do have: "cities that have women"."""
    before = draft.clauses[:place]
    said = next((c.part for c in reversed(before) if not isinstance(c.part, FillerPart)), None)
    joined = isinstance(said, LinkPart) and said.link in (Link.AND, Link.BUT, Link.COMMA)
    return joined and bool(_kinds(draft, before))


def _goes_on_with_some(draft: Draft, place: int) -> bool:
    """Whether what the groups do have follows: "no women but some men"."""
    own = draft.clauses[place + 1 :]
    words = draft.sentence.words
    some = (i for i, c in enumerate(own) if _SOME.intersection(words[c.start : c.end]))
    but = (i for i, c in enumerate(own) if c.part == LinkPart(Link.BUT))
    turn = min((*some, *but), default=len(own))
    return bool(_kinds(draft, own[:turn])) and bool(_kinds(draft, own[turn:]))


_RANKING = (TopPart, OrderPart, SuperlativePart)
_SOME = frozenset({"some", "many", "only", "several", "just"})


def with_counted_kind(draft: Draft) -> Draft:
    """Return the draft, the "verified users" of "with at least 20 verified users" as a test.

    That is so where a figure of all rows is shown, or ranks the groups; without one, the rows
    counted are shown.
    """
    tested = [i for i, c in enumerate(draft.clauses) if isinstance(c.part, HavingPart)]
    part = draft.clauses[tested[0]].part if len(tested) == 1 else None
    if not isinstance(part, HavingPart) or part.measure != COUNT or not _shows_all_rows(draft):
        return draft
    following = draft.clauses[tested[0] + 1 :]
    own = list(takewhile(lambda clause: isinstance(clause.part, _CONDITION), following))
    kinds, rest = _kinds(draft, own), following[len(own) :]
    if not kinds or (rest and not draft.has(*_RANKING)):
        return draft
    joints = (c.part.link for c in own[: own.index(kinds[0])] if isinstance(c.part, LinkPart))
    if not {Link.AND, Link.BUT, Link.COMMA}.isdisjoint(joints):
        return draft
    before = _kinds(draft, [*draft.clauses[: tested[0]], *rest])
    if {c.part for c in kinds} <= {c.part for c in before}:
        return draft  # "women per country, with at least 20 women"
    if before:
        raise ask_back("A count of which rows in each group? Please ask for both counts by group.")
    narrowed = _with_test(draft, tested[0], own, part.tests)
    narrowed = Draft(draft.sentence, [*narrowed.clauses, *rest])
    ranked = any(part.measure not in (None, COUNT) for part in draft.all(OrderPart))
    return narrowed if draft.figures or ranked or Ask.COUNT in draft.asks else _counting(narrowed)


def _counting(draft: Draft) -> Draft:
    """Return the draft, all rows counted too."""
    return Draft(draft.sentence, [Clause(0, 0, AskPart(Ask.COUNT)), *draft.clauses])


def _shows_all_rows(draft: Draft) -> bool:
    counted = any(part.function is Function.COUNT_DISTINCT for part in draft.all(MeasurePart))
    shown = draft.figures or Ask.COUNT in draft.asks or bool(draft.group_keys)
    shown = shown or draft.has(*_RANKING)
    return shown and not counted and Ask.SHARE not in draft.asks


def _kinds(draft: Draft, clauses: Sequence[Clause]) -> list[Clause]:
    """Return the tests among the clauses that say more of rows than their place."""
    dataset = draft.sentence.world.dataset
    places = {column.name for column in dataset.indexed_columns}
    tests = [(c, c.part.column) for c in clauses if isinstance(c.part, TestPart)]
    return [clause for clause, column in tests if column not in places]


def _place_of_none(draft: Draft) -> int | None:
    """Return the place of a "no", or of the "not" of "countries that did not log in this week"."""
    for place, clause in enumerate(draft.clauses):
        if clause.part == LinkPart(Link.NONE):
            return place
    head = draft.place(ColumnsPart)
    if head is None or not _is_of_groups(draft):
        return None
    said = list(takewhile(_is_plain, draft.clauses[head + 1 :]))
    negations = [head + 1 + i for i, c in enumerate(said) if c.part in _NEGATIONS]
    following = draft.clauses[head + 1 + len(said) :][:1]
    happened = any(_tests_time(draft, clause) for clause in following)
    if len(negations) != 1 or not happened:
        return None
    rows = any(isinstance(c.part, NounPart) for c in draft.clauses[head : negations[0]])
    return None if rows else negations[0]


def _is_plain(clause: Clause) -> bool:
    linked = clause.part == LinkPart(Link.COPULA) or clause.part in _NEGATIONS
    return linked or isinstance(clause.part, FillerPart | NounPart)


_NEGATIONS = (LinkPart(Link.NOT), LinkPart(Link.NEVER))


def _tests_time(draft: Draft, clause: Clause) -> bool:
    part = clause.part if isinstance(clause.part, TestPart) else None
    column = draft.sentence.world.dataset.find_column(part.column) if part is not None else None
    return column is not None and column.type is ColumnType.TIMESTAMP


def _is_of_groups(draft: Draft) -> bool:
    counted = (part.function is Function.COUNT_DISTINCT for part in draft.all(MeasurePart))
    return Ask.SHARE not in draft.asks and (head_column(draft) is not None or any(counted))


def _with_test(
    draft: Draft, place: int, own: Sequence[Clause], tests: tuple[tuple[Operator, Number], ...]
) -> Draft:
    """Return the draft with the conditions from a place on as a test of how many rows meet them.

    A place among them is one of all rows: "regions with no verified users in Spain".
    """
    kinds = _kinds(draft, own)
    everywhere = [c for c in own if isinstance(c.part, TestPart) and c not in kinds]
    condition = Draft(draft.sentence, [c for c in own if c not in everywhere]).condition()
    if condition.condition is None or condition.sides:
        raise ask_back(_UNCLEAR)
    figure = Measure(function=Function.COUNT, where=condition.condition)
    start = draft.clauses[place].start
    test = Clause(start, own[-1].end, HavingPart(figure, tests))
    return Draft(draft.sentence, [*draft.clauses[:place], *everywhere, test])
