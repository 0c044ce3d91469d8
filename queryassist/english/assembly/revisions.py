"""A number alone in a follow-up: the new one of the limit or comparison of the question before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from queryassist.catalog import ColumnType
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.boolean import columns_of, parts_of
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.linking import fits
from queryassist.english.clauses.parts import (
    Amount,
    AmountPart,
    AnaphorPart,
    Ask,
    AskPart,
    Clause,
    FillerPart,
    HavingPart,
    LimitPart,
    LinkPart,
    Number,
    TestPart,
    TimePart,
)
from queryassist.english.sentence import Sentence
from queryassist.english.time.times import match_time
from queryassist.english.words.lexicon import UnitWord
from queryassist.english.words.roles import Role
from queryassist.english.words.text import tokenize
from queryassist.spec import Comparison, QuerySpec

_Revised = LimitPart | TestPart | HavingPart | TimePart


def revised(sentence: Sentence, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Return the clauses, a number that stands alone as what it changes in the question before.

    "Make it 60" after "over 40" is over 60, after "top 5" the number of rows. Raises Puzzled
    where several numbers of the last question may be meant.
    """
    previous = sentence.world.previous
    numbers = [index for index, clause in enumerate(clauses) if _is_number(sentence, clause)]
    if previous is None or len(numbers) != 1 or not _is_alone(clauses, numbers[0]):
        return clauses
    at = numbers[0]
    amount = _amount_of(sentence, clauses[at])
    if amount is None:
        return clauses
    found = _as_year(sentence, previous, amount)
    goes_on = sentence.role(0, Role.AND) is not None
    if not (found and goes_on and _is_of_a_year(sentence, previous)):
        found = [*_changes(sentence, previous, amount), *found]
    asked = any(_asks_for_rows(clause) for clause in clauses)
    only = sentence.role(0, Role.ONLY) is not None or sentence.words[0] == "just"
    cut = asked or previous.limit is not None or only
    limit = _as_limit(previous, amount, asked) if cut else None
    if limit is not None:
        found = [limit] if asked else [limit, *found]
    written = sentence.text(clauses[at].start, clauses[at].end)
    if len(found) > 1:
        raise ask_back(f"Which number becomes {written}? Please say what it is of.")
    if not found and amount.unit is None and amount.column is None:
        raise ask_back(f"What is “{written}” a number of?")
    if not found:
        return clauses
    return (*clauses[:at], replace(clauses[at], part=found[0]), *clauses[at + 1 :])


def _is_number(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause is a number with at most its unit: "60", "just $600", not "exactly 60"."""
    if not isinstance(clause.part, AmountPart | TestPart):
        return False
    start = clause.start + (sentence.words[clause.start] == "just")
    unit = sentence.find(start, UnitWord)
    number = sentence.number(unit[0] if unit else start)
    if number is None or _is_possessed(sentence, clause.start):
        return False
    end = number.end
    while (unit := sentence.find(end, UnitWord)) is not None:
        end = unit[0]
    return end == clause.end and sentence.words[end - 1] not in ("old", "olds")


def _asks_for_rows(clause: Clause) -> bool:
    """ "Show 5", "5 of them"."""
    listed = isinstance(clause.part, AskPart) and clause.part.ask is Ask.LIST
    return listed or isinstance(clause.part, AnaphorPart)


def _is_possessed(sentence: Sentence, at: int) -> bool:
    """Whether "with" stands before a number, but for that of "compare with 2024"."""
    compared = at > 1 and sentence.role(at - 2, Role.VERSUS) == at
    return at > 0 and sentence.role(at - 1, Role.POSSESS) == at and not compared


def _is_alone(clauses: tuple[Clause, ...], at: int) -> bool:
    return all(
        isinstance(clause.part, AnaphorPart | FillerPart | LinkPart)
        or (isinstance(clause.part, AskPart) and clause.part.ask in (Ask.LIST, Ask.COMPARE))
        for index, clause in enumerate(clauses)
        if index != at
    )


def _amount_of(sentence: Sentence, clause: Clause) -> Amount | None:
    if isinstance(clause.part, AmountPart):
        return clause.part.amount if clause.part.amount.is_exact else None
    test = clause.part.condition if isinstance(clause.part, TestPart) else None
    if not isinstance(test, Comparison) or not isinstance(test.value, Number):
        return None
    column = sentence.world.dataset.get_column(test.column)
    tests = ((test.operator, test.value),)
    return Amount(tests, column.unit, clause.start, clause.end, column)


def _changes(sentence: Sentence, previous: QuerySpec, amount: Amount) -> list[_Revised]:
    """Return the comparisons of the question before with the new number, as far as it fits."""
    dataset, value = sentence.world.dataset, amount.tests[0][1]
    found: list[_Revised] = []
    for test in parts_of(previous.where):
        if not isinstance(test, Comparison) or not _is_level(test.value):
            continue
        column = dataset.get_column(test.column)
        named = amount.column is None or amount.column is column
        if named and fits(amount, column) and not column.values and column.name != dataset.key:
            found.append(TestPart(replace(test, value=value), test.column))
    for having in previous.having:
        measure = previous.measures[having.measure]
        figure = dataset.find_column(measure.column or "")
        if amount.unit is None if figure is None else fits(amount, figure):
            found.append(HavingPart(measure, ((having.operator, value),)))
    return found


def _is_level(value: object) -> bool:
    return isinstance(value, Number) and not isinstance(value, bool)


def _as_year(sentence: Sentence, previous: QuerySpec, amount: Amount) -> list[_Revised]:
    """Return the number as a year, where the question before was about times: "and 2024?"."""
    dataset, value = sentence.world.dataset, amount.tests[0][1]
    names = {*columns_of(previous.where), *(key.column for key in previous.group_by)}
    timed = any(dataset.get_column(name).type is ColumnType.TIMESTAMP for name in names)
    if not timed or amount.unit is not None or amount.column is not None:
        return []
    match = match_time(tokenize(f"in {value}"), 0, sentence.world.clock)
    return [TimePart(match)] if match is not None else []


def _is_of_a_year(sentence: Sentence, previous: QuerySpec) -> bool:
    """Whether the question before was about a year: "and 2024?" is another one, and no amount."""
    zone = sentence.world.clock.zone
    tests = (test for part in parts_of(previous.where) for test in parts_of(part))
    moments = (test.value for test in tests if isinstance(test, Comparison))
    days = [each.astimezone(zone) for each in moments if isinstance(each, datetime)]
    starts = [day for day in days if (day.month, day.day, day.hour, day.minute) == (1, 1, 0, 0)]
    return len(starts) == 2 and abs(starts[0].year - starts[1].year) == 1


def _as_limit(previous: QuerySpec, amount: Amount, asked: bool) -> LimitPart | None:
    """Return the number as one of rows, where there are rows or groups to cut: "show 5"."""
    value = amount.tests[0][1]
    counted = asked and all(measure == COUNT for measure in previous.measures)
    listed = bool(previous.group_by) or not previous.measures or counted
    plain = amount.unit is None and amount.column is None and isinstance(value, int) and value > 0
    return LimitPart(int(value)) if listed and plain else None
