"""Recognisers of tests of numbers: "over 30", "$500 in the wallet", "above the average"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from queryassist.catalog import Column, ColumnType
from queryassist.english.clauses import amounts
from queryassist.english.clauses.amounts import find_comparator, read_amount, read_decade
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.linking import (
    DATES_EVENTS,
    counts_rows,
    find_column,
    fits,
    has_rows,
    is_number,
    is_plural,
    link,
    names_rows,
    test_numbers,
)
from queryassist.english.clauses.parts import (
    Amount,
    AmountPart,
    Clause,
    FillerPart,
    HavingPart,
    LimitPart,
    ProblemPart,
    TestPart,
)
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import (
    ColumnWord,
    ComparativeWord,
    Comparator,
    EnumWord,
    EventWord,
    FunctionWord,
    NamedWord,
    Noun,
)
from queryassist.english.words.roles import Role
from queryassist.english.words.vocabulary import MORE_OR_LESS
from queryassist.readings import Choice
from queryassist.spec import Comparison, Condition, Function, Measure, Not, Operator, Statistic


@starts_with(ColumnWord, EventWord)
def number_after_column(sentence: Sentence, at: int) -> Clause | None:
    """ "balance over 500", "age is not 30", "kyc level 1 or 2"."""
    found = find_column(sentence, at, is_number) or _verb_of_number(sentence, at)
    if found is None:
        return None
    after, negated = link(sentence, found[0])
    amount = read_amount(sentence, after)
    upward = amount is None and sentence.words[after : after + 1] == ["from"]
    amount = read_amount(sentence, after + 1) if upward else amount
    if amount is None or not fits(amount, found[1]) or counts_rows(sentence, amount):
        return None
    if has_rows(sentence, found[0]):
        return None
    if amount.is_exact and (upward or _opens_upward(sentence, at)):
        amount = replace(amount, tests=((Operator.GE, amount.tests[0][1]),))
    known = {value.value for value in found[1].values}
    if known and amount.is_exact and amount.tests[0][1] not in known:
        levels = ", ".join(f"{value.value} ({value.label})" for value in found[1].values)
        return Clause(at, amount.end, ProblemPart(f"The {found[1].label} is one of {levels}."))
    end, condition = _with_alternatives(sentence, amount, found[1])
    again = _column_after(sentence, replace(amount, end=end))
    end = again[0] if again[1] is found[1] else end
    return Clause(at, end, TestPart(Not(condition) if negated else condition, found[1].name))


def _opens_upward(sentence: Sentence, at: int) -> bool:
    """Whether "from the" stands before a column: "from the age of 30"."""
    before = at - (at > 0 and sentence.words[at - 1] == "the")
    return before > 0 and sentence.words[before - 1] == "from"


def _verb_of_number(sentence: Sentence, at: int) -> tuple[int, Column] | None:
    """ "hold", which says what a number after it is of; not where the number counts rows."""
    found = sentence.find(at, EventWord, lambda word: is_number(word.column))
    if found is None:
        return None
    amount = read_amount(sentence, found[0])
    if amount is None or (amount.is_exact and amount.unit is None):
        return None
    own = find_column(sentence, sentence.skip(amount.end, Role.OF), is_number)
    other = own is not None and own[1] is not found[1].column
    return None if other else (found[0], found[1].column)


def _with_alternatives(sentence: Sentence, amount: Amount, column: Column) -> tuple[int, Condition]:
    """Return the end and condition of an amount with the further numbers of a list: "1 or 2"."""
    values, end = [amount.tests[0][1]], amount.end
    while amount.is_exact and (after := sentence.role(end, Role.OR, Role.AND)) is not None:
        further = read_amount(sentence, after)
        rows = sentence.find(further.end, Noun) if further else None
        if further is None or not further.is_exact or (rows and not column.values):
            break
        values.append(further.tests[0][1])
        end = further.end
    if len(values) > 1:
        return end, Comparison(column.name, Operator.IN, tuple(values))
    return end, test_numbers(column.name, amount.tests)


@starts_with(ComparativeWord)
def comparative(sentence: Sentence, at: int) -> Clause | None:
    """ "older than 30", "not older than 30", "richer than $500"."""
    found = sentence.find(at, ComparativeWord)
    than = sentence.skip(found[0], Role.THAN) if found else None  # "older 30"
    amount = read_amount(sentence, than) if than is not None else None
    if found and amount and found[1].column.type is ColumnType.TIMESTAMP:
        message = f"When was that? Please give a date, as in “{found[1].column.label} before 2024”."
        return Clause(at, amount.end, ProblemPart(message))
    if found is None or amount is None or not amount.is_exact or not fits(amount, found[1].column):
        return None
    column, operator = found[1].column.name, Operator.GT if found[1].more else Operator.LT
    test = Comparison(column, operator, amount.tests[0][1])
    return Clause(at, amount.end, TestPart(test, column))


@starts_with(words=MORE_OR_LESS)
def more_of_column(sentence: Sentence, at: int) -> Clause | None:
    """ "more money than $500", "a higher balance than average"."""
    operator = MORE_OR_LESS.get(sentence.words[at])
    found = find_column(sentence, at + 1, is_number) if operator else None
    than = sentence.role(found[0], Role.THAN) if found else None
    if operator is None or found is None or than is None:
        return None
    average = _statistic(sentence, than, found[1])
    if average:
        condition = Comparison(found[1].name, operator, average[1])
        return Clause(at, average[0], TestPart(condition, found[1].name))
    amount = read_amount(sentence, than)
    if amount is None or not amount.is_exact or not fits(amount, found[1]):
        return None
    condition = Comparison(found[1].name, operator, amount.tests[0][1])
    return Clause(at, amount.end, TestPart(condition, found[1].name))


@starts_with(Role.IN_THEIR, *amounts.STARTS, words=amounts.STARTING_WORDS)
def amount(sentence: Sentence, at: int) -> Clause | None:
    """An amount with its column after it ("500 in the wallet"), by unit, or still without."""
    decade_at = sentence.role(at, Role.IN_THEIR) or at
    if decade_at < sentence.size and (decade := read_decade(sentence, decade_at)):
        return _by_unit(sentence, at, decade)
    found = read_amount(sentence, at)
    if found is None:
        return None
    column, end = found.column, found.end
    if column is None:
        end, column = _column_after(sentence, found)
    if column is not None and fits(found, column):
        end += len(found.tests) > 1 and sentence.words[end : end + 1] == ["range"]
        return Clause(at, end, TestPart(test_numbers(column.name, found.tests), column.name))
    rows = _count_of_rows(sentence, at, found)
    if rows is None and _stands_for_a_row(sentence, at, found):
        return Clause(at, found.end, FillerPart())
    return rows or _by_unit(sentence, at, found)


def _stands_for_a_row(sentence: Sentence, at: int, found: Amount) -> bool:
    """Whether "one" is no number: "the French one", "which one is the oldest"."""
    listed = sentence.role(found.end, Role.OR, Role.AND, Role.TO) is not None
    before = sentence.words[at - 1] if at else ""
    pointed = before in _POINTING or (at > 0 and sentence.value(at - 1) is not None)
    pointed = pointed or any(
        (said := sentence.find(start, kind)) is not None and said[0] == at
        for start in range(at)
        for kind in (NamedWord, EnumWord)
    )
    alone = sentence.words[at : found.end] == ["one"] and not listed
    return alone and pointed and not _is_owned(sentence, at)


_POINTING = frozenset({"the", "which", "that", "this", "other"})


def _column_after(sentence: Sentence, found: Amount) -> tuple[int, Column | None]:
    at = sentence.skip(found.end, Role.OF, Role.PREPOSITION, Role.ARTICLE)
    column = find_column(sentence, at, is_number)
    if column is None or (found.is_exact and found.unit is None and is_plural(sentence, at)):
        return found.end, None
    own = read_amount(sentence, link(sentence, column[0])[0])
    if own is not None and (at == found.end or not fits(found, column[1])):
        return found.end, None
    return column


def _count_of_rows(sentence: Sentence, at: int, found: Amount) -> Clause | None:
    """ "more than 20 users" (of a group), or "10 users" (how many to list)."""
    after = sentence.skip(found.end, Role.DIFFERENT)
    value = found.tests[0][1]
    owned = _is_owned(sentence, at)
    limits = found.is_exact and isinstance(value, int) and not owned
    event = sentence.find(after, EventWord, lambda word: word.noun)
    dated = bool(event) and sentence.words[at].isdigit() and value in _YEARS and after == at + 1
    if found.unit is not None or (dated and at > 0 and sentence.words[at - 1] in DATES_EVENTS):
        return None
    if limits and event and dated:
        return Clause(at, event[0], _year_or_number(sentence, at, event[0]))
    followed = is_plural(sentence, after) or names_rows(sentence, after)
    if limits and (followed or sentence.words[found.end : found.end + 1] == ["with"]):
        return Clause(at, found.end, LimitPart(int(value)))
    of_them = sentence.role(after, Role.ANAPHOR) if "of" in sentence.words[after:][:1] else None
    if of_them is not None and not found.is_exact:
        return Clause(at, of_them, HavingPart(COUNT, found.tests))
    if (found.is_exact and not owned) or not names_rows(sentence, after):
        return None
    return Clause(at, found.end, HavingPart(COUNT, found.tests, found))


def _year_or_number(sentence: Sentence, at: int, end: int) -> ProblemPart:
    """Return the question whether "2025 signups" are of that year or so many."""
    year, rows = sentence.text(at, at + 1), sentence.text(at + 1, end)
    before = sentence.question[: sentence.tokens[at].start]
    after = sentence.question[sentence.tokens[end - 1].end :]
    choices = (
        Choice(f"in {year}", f"{before}{rows} in {year}{after}"),
        Choice(f"the last {year}", f"{before}last {int(year):,} {rows}{after}"),
    )
    return ProblemPart(f"Are “{year} {rows}” those of the year, or that many?", choices)


def _is_owned(sentence: Sentence, at: int) -> bool:
    """Whether something has the number here: "with (only) one", "have 3", "there are 3"."""
    before = at - 1
    while before > 0 and sentence.words[before] in ("a", "only", "just", "are", "is"):
        before -= 1
    if before < 0 or sentence.words[before] == "there":
        return before >= 0
    return sentence.role(before, Role.POSSESS) is not None


@starts_with(words={"number", "numbered"})
def rows_number(sentence: Sentence, at: int) -> Clause | None:
    """ "(countries where women) number more than 25": a test of how many they are."""
    found = read_amount(sentence, at + 1) if sentence.words[at] in ("number", "numbered") else None
    if found is None or found.unit is not None or found.is_exact or found.column is not None:
        return None
    return Clause(at, found.end, HavingPart(COUNT, found.tests))


@starts_with(words={"single"})
def single_row(sentence: Sentence, at: int) -> Clause | None:
    """ "(cities with) a single user"."""
    if sentence.words[at] != "single" or not names_rows(sentence, at + 1):
        return None
    if not _is_owned(sentence, at):
        return None
    return Clause(at, at + 1, HavingPart(COUNT, ((Operator.EQ, 1),)))


def _by_unit(sentence: Sentence, at: int, found: Amount) -> Clause:
    if found.unit is None:
        return Clause(at, found.end, AmountPart(found))
    if sentence.words[at - 1 : at] == ["for"] and sentence.words[found.end - 1] in _LENGTHS:
        message = "Since when? Please give a date, as in “since 2024”."
        return Clause(at, found.end, ProblemPart(message))
    columns = [column for column in sentence.world.dataset.columns if is_number(column)]
    fitting = [column for column in columns if fits(found, column) and column.unit]
    if len(fitting) == 1:
        column = fitting[0].name
        return Clause(at, found.end, TestPart(test_numbers(column, found.tests), column))
    if fitting:
        return Clause(at, found.end, AmountPart(found))
    written = sentence.text(at, found.end)
    message = f"No column of {sentence.world.dataset.nouns} can be “{written}”."
    return Clause(at, found.end, ProblemPart(message))


_LENGTHS = frozenset({"year", "years", "yr", "yrs"})
"""What is no age after "for": "members for 2 years"."""


@starts_with(ColumnWord, EventWord, Role.IN_THEIR, *amounts.STARTS, words=amounts.STARTING_WORDS)
def total_amount(sentence: Sentence, at: int) -> Clause | None:
    """ "hold over $100,000 in total", "on average": tests of each group, where there are groups."""
    untold = _TOTALS.isdisjoint(sentence.words)
    clause = None if untold else number_after_column(sentence, at) or amount(sentence, at)
    if clause is None or not isinstance(clause.part, TestPart):
        return None
    total = sentence.find(clause.end, FunctionWord)
    test = clause.part.condition
    if total is None or sentence.words[total[0] - 1] not in _TOTALS:
        return None
    if not isinstance(test, Comparison) or not isinstance(test.value, int | Decimal):
        return None
    column = sentence.world.dataset.get_column(clause.part.column)
    measure = Measure(function=total[1].function, column=column.name)
    found = Amount(((test.operator, test.value),), column.unit, at, total[0], column)
    return Clause(at, total[0], HavingPart(measure, found.tests, found))


_YEARS = range(1990, 2100)
_TOTALS = frozenset({"total", "altogether", "combined", "average"})


@starts_with(ColumnWord, Comparator, ComparativeWord)
def statistic(sentence: Sentence, at: int) -> Clause | None:
    """ "balance above average", "above the average balance", "older than the average user"."""
    for recognise in (_column_then_statistic, _comparator_then_statistic, _comparative_statistic):
        clause = recognise(sentence, at)
        if clause is not None:
            return _of_some_rows(sentence, clause) or clause
    return None


def _of_some_rows(sentence: Sentence, clause: Clause) -> Clause | None:
    """ "above the average of Japan": only the average of all rows can be compared with."""
    end, named = clause.end, False
    if not _OF_ROWS.isdisjoint(sentence.words[end - 1 : end + 1]):
        end = sentence.skip(end, Role.OF, Role.ARTICLE)
        noun = sentence.find(end, Noun)
        valued = sentence.value(end) is not None or sentence.find(end, ColumnWord) is not None
        named = noun is None and (valued or names_rows(sentence, end))
    else:
        noun = sentence.find(end - 1, Noun)
    end = noun[0] if noun is not None else end
    further = sentence.role(end, Role.PREPOSITION, Role.RELATIVE, Role.POSSESS)
    if not named and (noun is None or further is None):
        return None
    nouns = sentence.world.dataset.nouns
    message = (
        f"I know the average of all {nouns} here, not of some. Please ask for that average first, "
        "and then for those above or below its number."
    )
    return Clause(clause.start, end, ProblemPart(message))


_OF_ROWS = frozenset({"of", "for", "among", "amongst"})


def _column_then_statistic(sentence: Sentence, at: int) -> Clause | None:
    found = find_column(sentence, at, is_number)
    if found is None:
        return None
    after, negated = link(sentence, found[0])
    comparator = find_comparator(sentence, after)
    value = _statistic(sentence, comparator[0], found[1]) if comparator else None
    if comparator is None or value is None:
        return None
    condition: Condition = Comparison(found[1].name, comparator[1], value[1])
    return Clause(at, value[0], TestPart(Not(condition) if negated else condition, found[1].name))


def _comparator_then_statistic(sentence: Sentence, at: int) -> Clause | None:
    comparator = find_comparator(sentence, at)
    value = _statistic(sentence, comparator[0], None) if comparator else None
    if comparator is None or value is None:
        return None
    column = value[1].column
    return Clause(at, value[0], TestPart(Comparison(column, comparator[1], value[1]), column))


def _comparative_statistic(sentence: Sentence, at: int) -> Clause | None:
    found = sentence.find(at, ComparativeWord)
    than = sentence.role(found[0], Role.THAN) if found else None
    value = _statistic(sentence, than, found[1].column) if found and than is not None else None
    if found is None or value is None:
        return None
    column, operator = found[1].column.name, Operator.GT if found[1].more else Operator.LT
    return Clause(at, value[0], TestPart(Comparison(column, operator, value[1]), column))


def _statistic(sentence: Sentence, at: int, column: Column | None) -> tuple[int, Statistic] | None:
    """Return "the average (balance | user)" as (end, value); its own column wins over the given."""
    at = sentence.skip(at, Role.ARTICLE)
    function = sentence.find(
        at, FunctionWord, lambda word: word.function in (Function.AVG, Function.MEDIAN)
    )
    if function is None:
        return None
    end = sentence.skip(function[0], Role.OF, Role.ARTICLE)
    named = find_column(sentence, end, is_number)
    if named:
        return named[0], Statistic(function[1].function, named[1].name)
    if column is None:
        return None
    noun = sentence.find(end, Noun)
    if noun is None and names_rows(sentence, end):
        return None
    return noun[0] if noun else function[0], Statistic(function[1].function, column.name)
