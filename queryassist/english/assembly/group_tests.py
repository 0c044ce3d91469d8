"""Follow-ups that mean the groups of the answer: "only those above $1000", "drop those below"."""

from __future__ import annotations

from dataclasses import replace

from queryassist.english.assembly.counts import points_at_groups
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.puzzled import Puzzled, ask_back
from queryassist.english.assembly.questions_back import which_figure
from queryassist.english.boolean import OPPOSITES, columns_of, parts_of
from queryassist.english.clauses.parts import (
    AnaphorPart,
    Clause,
    ColumnsPart,
    FillerPart,
    GroupPart,
    HavingPart,
    LinkPart,
    Number,
    TestPart,
)
from queryassist.english.words.roles import Role
from queryassist.readings import Choice
from queryassist.spec import Comparison, Having, Measure, Operator, QuerySpec

_OF_NUMBERS = (Operator.GT, Operator.GE, Operator.LT, Operator.LE)
_THOSE = frozenset({"those", "them", "ones", "these"})


def tests_of_groups(draft: Draft, previous: QuerySpec) -> list[Clause]:
    """Return the clauses, the tests among them as tests of each group's figure where they are.

    That is so where nothing but the figure shown is tested, and rows are not named.
    """
    tests = draft.all(TestPart)
    tested = {part.column for part in tests}
    figures = [m for m in previous.measures if m.column in tested]
    if draft.has_noun or not previous.group_by or not figures:
        return draft.clauses
    if len(tested) != 1 or draft.has(GroupPart) or not all(map(_tests, tests)):
        return draft.clauses
    bounded = tested & {name for part in parts_of(previous.where) for name in columns_of(part)}
    if bounded and not draft.has(ColumnsPart) and not points_at_groups(draft.sentence):
        return draft.clauses  # "and over $1,000?" after the average of those over $500
    again = any(previous.measures[test.measure] in figures for test in previous.having)
    if bounded or not (again or _means_groups(draft, previous)):
        raise _which_are_tested(draft)
    if len(figures) > 1:
        raise which_figure()
    return [_of_group(clause, figures[0]) for clause in draft.clauses]


def without_tested_groups(draft: Draft, previous: QuerySpec) -> QuerySpec | None:
    """Return the previous spec less the groups of "drop those below 400k", or None."""
    opened = draft.opens_with(Role.REMOVE, Role.EXCEPT, Role.WITHOUT)
    if not opened or not previous.group_by or not _THOSE & set(draft.sentence.words):
        return None
    said = [clause.part for clause in tests_of_groups(draft, previous)]
    said = [part for part in said if not isinstance(part, FillerPart | LinkPart | AnaphorPart)]
    test = said[0] if len(said) == 1 else None
    if not isinstance(test, HavingPart) or len(test.tests) != 1:
        return None
    if test.measure not in previous.measures:
        raise which_figure()
    operator, value = test.tests[0]
    place = previous.measures.index(test.measure)
    left = Having(measure=place, operator=OPPOSITES[operator], value=value)
    return replace(previous, having=(*previous.having, left))


def _which_are_tested(draft: Draft) -> Puzzled:
    """Return the question whether "below $500" tests the figure of a group or each row."""
    at = next(clause for clause in draft.clauses if isinstance(clause.part, TestPart))
    written = draft.sentence.text(at.start, at.end)
    dataset = draft.sentence.world.dataset
    choices = (
        Choice("the figure of each group", f"only those {written}"),
        Choice(f"each {dataset.noun}", f"only {dataset.nouns} {written}"),
    )
    return ask_back(f"What is “{written}”: the figure of a group or each {dataset.noun}?", choices)


def _means_groups(draft: Draft, previous: QuerySpec) -> bool:
    """Whether "those", "only" or the name of a group's column says that groups are meant."""
    keys = {key.column for key in previous.group_by}
    named = {column.name for part in draft.all(ColumnsPart) for column in part.columns}
    said = draft.opens_with(Role.ONLY) or bool(_THOSE & set(draft.sentence.words))
    return (said and not named) or bool(named and named <= keys)


def _tests(part: TestPart) -> list[tuple[Operator, Number]]:
    """Return the bounds that a test sets to a number; none for other tests."""
    bounds = [
        (test.operator, test.value)
        for test in parts_of(part.condition)
        if isinstance(test, Comparison) and test.operator in _OF_NUMBERS
        if isinstance(test.value, Number)
    ]
    return bounds if len(bounds) == len(parts_of(part.condition)) and not part.negated else []


def _of_group(clause: Clause, figure: Measure) -> Clause:
    if not isinstance(clause.part, TestPart):
        return clause
    return replace(clause, part=HavingPart(figure, tuple(_tests(clause.part))))
