"""Gives periods and time buckets the timestamp that the question means."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from queryassist.catalog import Column, ColumnType, Dataset
from queryassist.english.assembly.puzzled import Puzzled, ask_back
from queryassist.english.boolean import columns_of, negate, parts_of
from queryassist.english.clauses.linking import find_timestamp
from queryassist.english.clauses.parts import (
    AskPart,
    BucketPart,
    Clause,
    EventPart,
    FillerPart,
    GroupPart,
    Link,
    LinkPart,
    OrderPart,
    StatePart,
    SuperlativePart,
    TestPart,
    TimePart,
)
from queryassist.english.clauses.time_conditions import is_bare_length, test_of
from queryassist.english.sentence import Sentence
from queryassist.english.time.time_words import MONTHS, QUARTERS
from queryassist.english.time.times import TimeKind, TimeMatch
from queryassist.readings import Choice
from queryassist.spec import Comparison, Operator

_JOINTS = (LinkPart, FillerPart)
_OF_SOME_YEAR = MONTHS.words | QUARTERS.words


def bind_times(sentence: Sentence, clauses: list[Clause]) -> None:
    """Give each period the timestamp that it tests, in place; raises Puzzled where none is."""
    for index, clause in enumerate(clauses):
        if not isinstance(clause.part, TimePart):
            continue
        column, binder = _column_of_time(sentence, clauses, index)
        match = _in_the_last(sentence, clause.start, clause.part.match, column)
        if binder is not None and match.kind is TimeKind.DURATION and _happened(clauses, binder):
            match = _in_that_length(sentence, clause, match)
        _doubt_year(sentence, clause, column)
        test = test_of(column, match, sentence.world.clock.now)
        state = clauses[binder].part if binder is not None else None
        if isinstance(state, StatePart):
            clauses[binder or 0] = replace(clauses[binder or 0], part=FillerPart())
            if test is not None and not state.holds and not test.duration:
                test = replace(test, condition=negate(test.condition), until=None)
        elif isinstance(state, EventPart):
            clauses[binder or 0] = replace(clauses[binder or 0], part=FillerPart())
        clauses[index] = replace(clause, part=test or FillerPart())


def _happened(clauses: list[Clause], binder: int) -> bool:
    """Whether a time is of what rows did: "active 7d", "new users 7d", but not "not active 7d"."""
    part = clauses[binder].part
    vague = isinstance(part, EventPart) and part.vague
    before = [clause.part for clause in clauses[:binder] if isinstance(clause.part, LinkPart)]
    denied = bool(before) and before[-1].link in (Link.NOT, Link.NEVER, Link.NEITHER, Link.NOR)
    return (part.holds if isinstance(part, StatePart) else vague) and not denied


def _in_that_length(sentence: Sentence, clause: Clause, match: TimeMatch) -> TimeMatch:
    """Return the last 7 days of "active 7d"; raises Puzzled for "active for 7 days"."""
    if is_bare_length(sentence, clause.start, match):
        return replace(match, kind=TimeKind.PERIOD)
    written = sentence.text(clause.start, clause.end)
    raise ask_back(
        f"“{written}”: I know when it was last so, not for how long. Please ask for a period, as "
        "in “in the last 30 days”."
    )


def _in_the_last(sentence: Sentence, at: int, match: TimeMatch, column: Column) -> TimeMatch:
    """ "Make that 30 days" after "in the last 7 days": another length of a period until now."""
    previous = sentence.world.previous
    bare = previous is not None and is_bare_length(sentence, at, match)
    tested = parts_of(previous.where) if previous is not None and bare else []
    running = any(
        isinstance(test, Comparison) and (test.column, test.operator) == (column.name, Operator.LE)
        for test in tested
    )
    return replace(match, kind=TimeKind.PERIOD) if running else match


def _doubt_year(sentence: Sentence, clause: Clause, column: Column) -> None:
    """Raise Puzzled where a month follows one of another year: that year's, or the latest?"""
    previous = sentence.world.previous
    match = clause.part.match if isinstance(clause.part, TimePart) else None
    if previous is None or match is None or match.start is None or match.stop is None:
        return
    if sentence.words[clause.end - 1] not in _OF_SOME_YEAR:
        return
    years = {
        test.value.astimezone(sentence.world.clock.zone).year
        for test in parts_of(previous.where)
        if isinstance(test, Comparison) and test.column == column.name
        if isinstance(test.value, datetime) and test.operator is Operator.GE
    }
    if years and max(years) < sentence.world.clock.now.year and match.start.year not in years:
        written = sentence.text(clause.start, clause.end)
        dated = [f"{written} {year}" for year in sorted({*years, match.start.year})]
        choices = tuple(Choice(text, text) for text in dated)
        raise ask_back(f"“{written}” of which year?", choices)


def _event_of_place(sentence: Sentence, clauses: list[Clause]) -> str | None:
    """Return the timestamp of the "registered" in "who registered in Tokyo", which says a place."""
    tests = (clause for clause in clauses if isinstance(clause.part, TestPart))
    events = (find_timestamp(sentence, clause.start) for clause in tests)
    return next((event[1].name for event in events if event is not None), None)


def _column_of_time(
    sentence: Sentence, clauses: list[Clause], index: int
) -> tuple[Column, int | None]:
    """Return the timestamp a period tests, and the clause that says so: the nearest before, else
    the nearest after."""
    dataset = sentence.world.dataset
    beside = _time_test_beside(sentence, clauses, index)
    after = _timestamp_of(dataset, clauses[index + 1]) if index + 1 < len(clauses) else None
    if beside is not None and after not in (None, beside.name):
        return dataset.get_column(after), index + 1
    if beside is not None:
        return beside, None
    order = [*range(index - 1, -1, -1), *range(index + 1, len(clauses))]
    for at in order:
        name = _timestamp_of(dataset, clauses[at])
        if name is not None:
            return dataset.get_column(name), at
    before = _timestamps_before(sentence)
    name = _event_of_place(sentence, clauses) or next(iter(before), dataset.time_column)
    if name is None or (name in before and len(before) > 1):
        raise _which_time(sentence, clauses[index])
    return dataset.get_column(name), None


def _timestamps_before(sentence: Sentence) -> list[str]:
    """Return the timestamps that the question before tested or grouped by."""
    previous = sentence.world.previous
    if previous is None:
        return []
    grouped = [key.column for key in previous.group_by if key.time_unit]
    measured = [column for measure in previous.measures for column in columns_of(measure.where)]
    names = dict.fromkeys((*columns_of(previous.where), *measured, *grouped))
    dataset = sentence.world.dataset
    return [name for name in names if dataset.get_column(name).type is ColumnType.TIMESTAMP]


def _time_test_beside(sentence: Sentence, clauses: list[Clause], index: int) -> Column | None:
    """The column of a time test that this period continues: "after March and before June".

    So does "… and how many last month".
    """
    at = index - 1
    while at >= 0 and isinstance(clauses[at].part, (*_JOINTS, AskPart)):
        at -= 1
    part = clauses[at].part if at >= 0 else None
    if at < 0 or not isinstance(part, TestPart):
        return None
    column = sentence.world.dataset.get_column(part.column)
    return column if column.type is ColumnType.TIMESTAMP else None


def _timestamp_of(dataset: Dataset, clause: Clause) -> str | None:
    part = clause.part
    if isinstance(part, EventPart):
        return part.column.name
    if isinstance(part, StatePart) and not part.fixed:
        return part.named.period_column
    if isinstance(part, SuperlativePart) and part.named is not None:
        return part.named.period_column
    if isinstance(part, GroupPart):
        timed = next((key.column for key in part.keys if key.time_unit), None)
        return timed or _period_of_ranking(dataset, {key.column for key in part.keys})
    if isinstance(part, OrderPart | SuperlativePart) and part.column is not None:
        return _period_of_ranking(dataset, {part.column})
    return None


def _period_of_ranking(dataset: Dataset, columns: set[str]) -> str | None:
    """ "by activity this week": the timestamp of the state that the column ranks."""
    for named in dataset.named_filters:
        if named.ranking in columns:
            return named.period_column
    return None


def _which_time(sentence: Sentence, clause: Clause) -> Puzzled:
    written = sentence.text(clause.start, clause.end)
    before = sentence.question[: sentence.tokens[clause.start].start]
    after = sentence.question[sentence.tokens[clause.start].start :]
    choices = tuple(
        Choice(column.label, f"{before}{column.verbs[0]} {after}")
        for column in sentence.world.dataset.columns
        if column.type is ColumnType.TIMESTAMP and column.verbs
    )
    return ask_back(f"What happened “{written}”?", choices)


def bind_buckets(sentence: Sentence, clauses: list[Clause]) -> None:
    """Give each "per month" its timestamp, in place; raises Puzzled where none is meant."""
    for index, clause in enumerate(clauses):
        if not isinstance(clause.part, BucketPart):
            continue
        name = _column_of_bucket(sentence, clauses)
        if name is None:
            raise _which_time(sentence, clause)
        key = replace(clause.part.key, column=name)
        clauses[index] = replace(clause, part=GroupPart((key,)))


def _column_of_bucket(sentence: Sentence, clauses: list[Clause]) -> str | None:
    """The timestamp spoken of: an event, else the one that a period tests, else the default."""
    for clause in clauses:
        if isinstance(clause.part, EventPart):
            return clause.part.column.name
    for clause in clauses:
        part = clause.part
        if isinstance(part, TestPart):
            column = sentence.world.dataset.get_column(part.column)
            if column.type is ColumnType.TIMESTAMP:
                return column.name
        if isinstance(part, StatePart) and part.named.period_column and not part.fixed:
            return part.named.period_column
    return next(iter(_timestamps_before(sentence)), sentence.world.dataset.time_column)
