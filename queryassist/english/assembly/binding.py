"""Gives amounts, periods and buckets that name no column the column that the question means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from queryassist.catalog import Column, ColumnType
from queryassist.english.assembly.counts import are_joined, are_rows, counted_before, counted_in
from queryassist.english.assembly.own_bands import with_own_bands
from queryassist.english.assembly.puzzled import Puzzled, ask_back
from queryassist.english.assembly.questions_back import which_period
from queryassist.english.assembly.revisions import revised
from queryassist.english.assembly.second_asks import with_second_ask, with_state_shown
from queryassist.english.assembly.spoken_numbers import bounded_before, measured_before
from queryassist.english.assembly.time_binding import bind_buckets, bind_times
from queryassist.english.assembly.trailing_tests import with_trailing_test
from queryassist.english.clauses.amounts import is_in_thousands
from queryassist.english.clauses.linking import fits, test_numbers
from queryassist.english.clauses.parts import (
    Amount,
    AmountPart,
    AnaphorPart,
    Ask,
    AskPart,
    BucketPart,
    Clause,
    ColumnsPart,
    EventPart,
    ExtremePart,
    FillerPart,
    GroupPart,
    HavingPart,
    Link,
    LinkPart,
    MeasurePart,
    NounPart,
    OrderPart,
    ProblemPart,
    StatePart,
    SuperlativePart,
    TestPart,
    TimePart,
    TopPart,
)
from queryassist.english.clauses.row_kinds import state_condition
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import Noun
from queryassist.english.words.roles import Role
from queryassist.readings import Choice, Refusal, RefusalReason
from queryassist.spec import Comparison, Operator, QuerySpec

_JOINTS = (LinkPart, FillerPart)


def bind(sentence: Sentence, clauses: tuple[Clause, ...]) -> list[Clause]:
    """Return the clauses with no amount, period or bucket left without a column.

    Raises Puzzled where a clause is a problem or its column cannot be told.
    """
    _raise_problems(clauses)
    bound = with_own_bands(sentence, revised(sentence, clauses))
    bound = with_second_ask(sentence, bound)
    bound = _without_groups(bound, sentence.world.previous)
    bound = with_trailing_test(sentence, _without_implied(sentence, bound))
    _bind_ranks(sentence, bound)
    for index, clause in enumerate(bound):
        if isinstance(clause.part, AmountPart):
            counted = counted_before(bound, index)
            if counted is None and not are_rows(sentence, bound[:index]):
                counted = counted_in(sentence, clause.part.amount)
            if counted is not None:
                tests = clause.part.amount.tests
                bound[index] = replace(clause, part=HavingPart(counted, tests))
                continue
            test = _bound_amount(sentence, bound, index, clause.part.amount)
            bound[index] = replace(clause, part=test)
    bind_times(sentence, bound)
    bind_buckets(sentence, bound)
    settled = [_settled(sentence, bound, index) for index in range(len(bound))]
    return with_state_shown(sentence, settled)


def _without_groups(clauses: list[Clause], previous: QuerySpec | None) -> list[Clause]:
    """Return the clauses with "over 30 users" as an amount where no groups are spoken of."""
    if any(isinstance(c.part, GroupPart | BucketPart | ColumnsPart) for c in clauses):
        return clauses
    if previous is not None and previous.group_by:
        return clauses
    if any(isinstance(c.part, MeasurePart) and c.part.column is not None for c in clauses):
        return clauses
    return [_as_amount(clauses, index) for index in range(len(clauses))]


def _without_implied(sentence: Sentence, clauses: list[Clause]) -> list[Clause]:
    """Return the clauses without the place that "where" implies, where groups name another."""
    places = {column.name for column in sentence.world.dataset.indexed_columns}
    groups = [clause.part for clause in clauses if isinstance(clause.part, GroupPart)]
    if not any(key.column in places for part in groups for key in part.keys):
        return clauses
    return [
        replace(clause, part=FillerPart())
        if isinstance(clause.part, ColumnsPart) and sentence.words[clause.start] == "where"
        else clause
        for clause in clauses
    ]


def _as_amount(clauses: list[Clause], index: int) -> Clause:
    clause = clauses[index]
    if not isinstance(clause.part, HavingPart) or clause.part.amount is None:
        return clause
    amount = clause.part.amount
    is_named = any(isinstance(before.part, NounPart) for before in clauses[:index])
    counts_rows = is_named or amount.tests[0][0] not in (Operator.GE, Operator.LE)
    if amount.column is None and counts_rows:
        raise ask_back("Is that a number of rows, or of what? Please say what the number is of.")
    if amount.column is not None:
        test = test_numbers(amount.column.name, amount.tests)
        return replace(clause, part=TestPart(test, amount.column.name))
    return replace(clause, part=AmountPart(amount))


def _bind_ranks(sentence: Sentence, clauses: list[Clause]) -> None:
    """Make "the last 5 … to join" an order by the event: "first" and "last" are in its time."""
    events = [(i, name) for i, c in enumerate(clauses) if (name := _event_of(sentence, c))]
    for index, clause in enumerate(clauses):
        if isinstance(clause.part, TopPart) and clause.part.in_time and events:
            place, name = events[0]
            part = SuperlativePart(name, clause.part.descending, clause.part.limit)
            clauses[index] = replace(clause, part=part)
            clauses[place] = replace(clauses[place], part=FillerPart())
            return


def _event_of(sentence: Sentence, clause: Clause) -> str | None:
    """Return the timestamp of what rows were first or last to do: "join", "be active"."""
    if isinstance(clause.part, EventPart):
        return clause.part.column.name
    done = sentence.words[max(0, clause.start - 2) : clause.start] == ["to", "be"]
    if isinstance(clause.part, StatePart) and clause.part.holds and done:
        return clause.part.named.period_column
    return None


def _raise_problems(clauses: tuple[Clause, ...]) -> None:
    for clause in clauses:
        if isinstance(clause.part, ProblemPart):
            part = clause.part
            if part.refuse:
                raise Puzzled(Refusal(part.message, RefusalReason.FORBIDDEN))
            raise ask_back(part.message, part.choices)


def _bound_amount(
    sentence: Sentence, clauses: list[Clause], index: int, amount: Amount
) -> TestPart:
    if index > 0 and amount.is_exact and _is_number_test(sentence, clauses[index - 1]):
        raise _which_number(sentence, clauses[index], amount)
    if _is_afterthought(sentence, clauses, index):
        raise _which_number(sentence, clauses[index], amount)
    columns = [
        *_after_noun(sentence, clauses, index, amount),
        *_linked_columns(sentence, clauses, index),
        *_columns_before(sentence, clauses[index], amount),
        *_default(sentence, clauses, index),
        *_only_owned(sentence, clauses, index, amount),
    ]
    measured = measured_before(sentence, amount)
    columns += measured if len(measured) == 1 else []
    for column in columns:
        if fits(amount, column):
            return TestPart(test_numbers(column.name, amount.tests), column.name)
    raise _which_number(sentence, clauses[index], amount)


def _is_afterthought(sentence: Sentence, clauses: list[Clause], index: int) -> bool:
    """Whether a bare number counts some of the rows before: "over 60, 5 of them women"."""
    part, start = clauses[index].part, clauses[index].start
    bare = isinstance(part, AmountPart) and part.amount.is_exact and part.amount.unit is None
    said = start - (sentence.words[start - 1] == "only")
    if not bare or start == 0 or sentence.words[said - 1] != ",":
        return False
    after = [clause.part for clause in clauses[index + 1 : index + 2]]
    return said < start or any(isinstance(part, AnaphorPart) for part in after)


def _is_number_test(sentence: Sentence, clause: Clause) -> bool:
    """Whether a number stands right before: "$5 000" may be one number or two."""
    part = clause.part
    if isinstance(part, AmountPart):
        return True
    last = sentence.number(clause.end - 1)
    return isinstance(part, TestPart) and not part.equality and last is not None


def _which_number(sentence: Sentence, clause: Clause, amount: Amount) -> Puzzled:
    written = sentence.text(clause.start, clause.end)
    dataset = sentence.world.dataset
    columns = [c for c in dataset.columns if c.type.is_number and not c.values and fits(amount, c)]
    end = sentence.tokens[clause.end - 1].end
    before, after = sentence.question[:end], sentence.question[end:]
    choices = tuple(
        Choice(column.label, f"{before} {column.label}{after}")
        for column in columns
        if column.name != dataset.key
    )
    return ask_back(f"What is “{written}” a number of?", choices[:4])


def _after_noun(
    sentence: Sentence, clauses: list[Clause], index: int, amount: Amount
) -> Iterator[Column]:
    """The default column right after rows: "women over 30", not "women with over 30"."""
    for before in reversed(clauses[:index]):
        if isinstance(before.part, TimePart) or _tests_time(sentence, before):
            raise _which_number(sentence, clauses[index], amount)
        if _is_those(sentence, before):
            yield from _default(sentence, clauses, index)
            return
        if isinstance(before.part, FillerPart | LinkPart):
            words = sentence.words[before.start : before.end]
            if not set(words) <= _PLAIN:
                return
            continue
        rows = isinstance(before.part, NounPart | StatePart) or (
            isinstance(before.part, TestPart) and before.part.equality
        )
        rows = rows or _ends_in_noun(sentence, before)
        if rows:
            yield from _default(sentence, clauses, index)
        return


def _is_those(sentence: Sentence, clause: Clause) -> bool:
    """Whether a first question speaks of "those over 60"."""
    said = "those" in sentence.words[clause.start : clause.end]
    return (
        said and isinstance(clause.part, FillerPart | AnaphorPart) and not sentence.world.previous
    )


def _ends_in_noun(sentence: Sentence, clause: Clause) -> bool:
    """Whether a figure ends in its rows, "the smallest number of users", or all are "nobody"."""
    noun = sentence.find(clause.end - 1, Noun)
    if clause.part == LinkPart(Link.NONE):
        return True
    return isinstance(clause.part, OrderPart) and noun is not None and noun[0] == clause.end


def _tests_time(sentence: Sentence, clause: Clause) -> bool:
    if not isinstance(clause.part, TestPart):
        return False
    column = sentence.world.dataset.find_column(clause.part.column)
    return column is not None and column.type is ColumnType.TIMESTAMP


_PLAIN = frozenset("who are is that were the all aged , :".split())


def _default(sentence: Sentence, clauses: list[Clause], index: int) -> Iterator[Column]:
    """The default number column, unless the words say possession: "with over 30" what?"""
    named = sentence.world.dataset.default_number
    part = clauses[index].part
    exact = isinstance(part, AmountPart) and part.amount.is_exact
    within = clauses[:index] if exact else clauses  # "quick one: how many users" is no age of 1
    rows = any(
        isinstance(c.part, NounPart | StatePart | TestPart)
        or _ends_in_noun(sentence, c)
        or _is_those(sentence, c)
        for c in within
    )
    rows = rows or sentence.world.previous is not None or _counts_those(sentence, clauses)
    if named is not None and rows and not _is_owned(sentence, clauses, index):
        yield sentence.world.dataset.get_column(named)


def _counts_those(sentence: Sentence, clauses: list[Clause]) -> bool:
    """Whether it asks "how many are" or "have", which are rows though none are named."""
    first = clauses[0]
    counts = isinstance(first.part, AskPart) and first.part.ask is Ask.COUNT
    return counts and sentence.words[first.end : first.end + 1] in _VERBS_OF_THOSE


_VERBS_OF_THOSE = (["are"], ["were"], ["have"], ["had"])


def _is_owned(sentence: Sentence, clauses: list[Clause], index: int) -> bool:
    """Whether rows have what a number counts: "with over 30"."""
    start = clauses[index].start
    return index > 0 and sentence.role(clauses[index - 1].start, Role.POSSESS) == start


def _only_owned(
    sentence: Sentence, clauses: list[Clause], index: int, amount: Amount
) -> Iterator[Column]:
    """What is counted in thousands, where that is one column: "users with more than 5k"."""
    rows = any(
        isinstance(c.part, NounPart | StatePart | TestPart) or _ends_in_noun(sentence, c)
        for c in clauses[:index]
    ) or _counts_those(sentence, clauses)
    rows = rows or any(isinstance(c.part, AskPart) and c.part.ask is Ask.WHO for c in clauses)
    counted = [c for c in sentence.world.dataset.columns if c.unit and fits(amount, c)]
    if any(sentence.role(c.start, Role.POSSESS) is not None for c in clauses[:index]):
        money = [column for column in counted if column.unit and column.unit.prefix]
        if rows and len(money) == 1 and all(value == 0 for _, value in amount.tests):
            yield money[0]  # "with more than zero"
    if rows and not amount.is_exact and is_in_thousands(sentence, amount) and len(counted) == 1:
        yield counted[0]


def _linked_columns(sentence: Sentence, clauses: list[Clause], index: int) -> Iterator[Column]:
    """Columns of the number tests beside: "above $500 but less than 1950"."""
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(clauses) and isinstance(clauses[at].part, _JOINTS):
            at += step
        part = clauses[at].part if 0 <= at < len(clauses) else None
        between = clauses[at + 1 : index] if step < 0 else clauses[index + 1 : at]
        if isinstance(part, TestPart) and not part.equality and are_joined(between):
            column = sentence.world.dataset.get_column(part.column)
            if column.type.is_number:
                yield column
        if isinstance(part, ExtremePart | MeasurePart) and part.column is not None:
            yield sentence.world.dataset.get_column(part.column)
        if isinstance(part, ColumnsPart) and len(part.columns) == 1:
            column = part.columns[0]
            if column.type.is_number:
                yield column


def _columns_before(sentence: Sentence, clause: Clause, amount: Amount) -> Iterator[Column]:
    """The number columns of the question before: "more than $500?", "those below 1000".

    Raises Puzzled where several of them have bounds that the amount may take the place of.
    """
    previous = sentence.world.previous
    grouped = previous.measures if previous and previous.group_by else ()
    bounded = bounded_before(sentence, amount)
    if len(bounded) > 1:
        raise _which_number(sentence, clause, amount)
    yield from bounded
    yield from (sentence.world.dataset.get_column(m.column) for m in grouped if m.column)


def _settled(sentence: Sentence, clauses: list[Clause], index: int) -> Clause:
    """Return a state or lone event as the test that it is."""
    clause = clauses[index]
    if isinstance(clause.part, StatePart):
        return replace(clause, part=_state_test(clause.part, sentence.world.clock.now))
    if isinstance(clause.part, EventPart):
        return replace(clause, part=_event_test(sentence, clauses, index, clause.part))
    return clause


def _state_test(state: StatePart, now: datetime) -> TestPart:
    condition = state_condition(state.named, now, holds=state.holds)
    column = condition.column if isinstance(condition, Comparison) else state.named.name
    return TestPart(condition, column, equality=True)


def _event_test(
    sentence: Sentence, clauses: list[Clause], index: int, part: EventPart
) -> TestPart | FillerPart:
    """An event without a time: it happened at all; "new" alone does not say since when."""
    timed = any(
        (isinstance(clause.part, GroupPart) and any(key.time_unit for key in clause.part.keys))
        or (isinstance(clause.part, OrderPart) and clause.part.column == part.column.name)
        for clause in clauses
    )
    if timed:
        return FillerPart()
    named = any(
        isinstance(clause.part, TestPart) and clause.part.column == part.column.name
        for clause in clauses
    )
    if part.vague and named:
        return FillerPart()
    if part.vague:
        raise which_period(sentence, clauses[index])
    if not part.column.nullable:
        return FillerPart()
    return TestPart(Comparison(part.column.name, Operator.IS_NOT_NULL), part.column.name)
