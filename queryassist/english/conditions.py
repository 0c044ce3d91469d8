"""Recognisers of conditions on rows: numbers, enumerations, states, missing values, text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from queryassist.catalog import Column, ColumnType
from queryassist.english.amounts import find_comparator, read_amount, read_decade
from queryassist.english.boolean import all_of, columns_of
from queryassist.english.lexicon import (
    ColumnWord,
    ComparativeWord,
    Comparator,
    EnumWord,
    EventWord,
    FunctionWord,
    NamedWord,
    Noun,
)
from queryassist.english.parts import (
    Amount,
    AmountPart,
    Clause,
    HavingPart,
    LimitPart,
    Number,
    ProblemPart,
    StatePart,
    TestPart,
)
from queryassist.english.sentence import Sentence
from queryassist.english.text import Kind
from queryassist.english.vocabulary import Role
from queryassist.spec import (
    ColumnRef,
    Comparison,
    Condition,
    Function,
    Measure,
    Not,
    Operator,
    Statistic,
)

_LINKING = (Role.COPULA, Role.RELATIVE, Role.ARTICLE, Role.POSSESS)


def test_numbers(column: str, tests: Iterable[tuple[Operator, Number]]) -> Condition:
    """Return the condition that a column meets all these tests."""
    return all_of(Comparison(column, operator, value) for operator, value in tests)


def link(sentence: Sentence, at: int) -> tuple[int, bool]:
    """Return the place after a linking verb ("is", "that are not") and whether it negates."""
    negated = False
    while True:
        end = sentence.role(at, *_LINKING)
        amount_here = read_amount(sentence, at)
        if amount_here is not None and not amount_here.is_exact:
            return at, negated
        if end is None and (end := sentence.role(at, Role.NOT, Role.EXCEPT)) is not None:
            negated = not negated
        if end is None:
            return at, negated
        at = end


def find_column(
    sentence: Sentence, at: int, accept: Callable[[Column], bool]
) -> tuple[int, Column] | None:
    """Return (end, column) of the longest phrase here for a column, if that is accepted."""
    longest = sentence.find(at, ColumnWord)
    found = sentence.find(at, ColumnWord, lambda word: accept(word.column))
    if longest is None or found is None or found[0] < longest[0]:
        return None
    return found[0], found[1].column


def is_number(column: Column) -> bool:
    return column.type.is_number


def number_after_column(sentence: Sentence, at: int) -> Clause | None:
    """ "balance over 500", "age is not 30", "kyc level 1 or 2"."""
    found = find_column(sentence, at, is_number) or _verb_of_number(sentence, at)
    if found is None:
        return None
    after, negated = link(sentence, found[0])
    amount = read_amount(sentence, after)
    if amount is None or not fits(amount, found[1]):
        return None
    end, condition = _with_alternatives(sentence, amount, found[1])
    again = _column_after(sentence, replace(amount, end=end))
    end = again[0] if again[1] is found[1] else end
    if negated:
        condition = Not(condition)
    return Clause(at, end, TestPart(condition, found[1].name))


def _verb_of_number(sentence: Sentence, at: int) -> tuple[int, Column] | None:
    """ "hold", which says what a number after it is of; not where the number counts rows."""
    found = sentence.find(at, EventWord, lambda word: is_number(word.column))
    if found is None:
        return None
    amount = read_amount(sentence, found[0])
    if amount is None or (amount.is_exact and amount.unit is None):
        return None
    own = find_column(sentence, sentence.skip(amount.end, Role.OF), is_number)
    return (
        None if own is not None and own[1] is not found[1].column else (found[0], found[1].column)
    )


def fits(amount: Amount, column: Column) -> bool:
    """Whether the amount's unit and size can be meant for the column."""
    if amount.unit is not None and (column.unit is None or column.unit.name != amount.unit.name):
        return False
    if column.bounds is None:
        return True
    low, high = column.bounds
    return all(low <= value <= high for _, value in amount.tests)


def _with_alternatives(sentence: Sentence, amount: Amount, column: Column) -> tuple[int, Condition]:
    """Return the end and condition of an amount with the further numbers of a list: "1 or 2"."""
    values, end = [amount.tests[0][1]], amount.end
    while amount.is_exact and (after := sentence.role(end, Role.OR, Role.AND)) is not None:
        further = read_amount(sentence, after)
        if further is None or not further.is_exact or sentence.find(further.end, Noun):
            break
        values.append(further.tests[0][1])
        end = further.end
    if len(values) > 1:
        return end, Comparison(column.name, Operator.IN, tuple(values))
    return end, test_numbers(column.name, amount.tests)


def comparative(sentence: Sentence, at: int) -> Clause | None:
    """ "older than 30", "not older than 30", "richer than $500"."""
    found = sentence.find(at, ComparativeWord)
    than = sentence.role(found[0], Role.THAN) if found else None
    amount = read_amount(sentence, than) if than is not None else None
    if found is None or amount is None or not amount.is_exact or not fits(amount, found[1].column):
        return None
    operator = Operator.GT if found[1].more else Operator.LT
    column = found[1].column.name
    condition = Comparison(column, operator, amount.tests[0][1])
    return Clause(at, amount.end, TestPart(condition, column))


def more_of_column(sentence: Sentence, at: int) -> Clause | None:
    """ "more money than $500", "a higher balance than average"."""
    operator = {
        "more": Operator.GT, "higher": Operator.GT, "larger": Operator.GT, "bigger": Operator.GT,
        "greater": Operator.GT, "less": Operator.LT, "lower": Operator.LT, "fewer": Operator.LT,
        "smaller": Operator.LT,
    }.get(sentence.words[at])  # fmt: skip
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


def amount(sentence: Sentence, at: int) -> Clause | None:
    """An amount with its column after it ("500 in the wallet"), by unit, or still without."""
    decade_at = sentence.role(at, Role.IN_THEIR) or at
    if decade_at < sentence.size and (decade := read_decade(sentence, decade_at)):
        return Clause(at, decade.end, AmountPart(decade))
    found = read_amount(sentence, at)
    if found is None:
        return None
    column, end = found.column, found.end
    if column is None:
        end, column = _column_after(sentence, found)
    if column is not None and fits(found, column):
        return Clause(at, end, TestPart(test_numbers(column.name, found.tests), column.name))
    return _count_of_rows(sentence, at, found) or _by_unit(sentence, at, found)


def _column_after(sentence: Sentence, found: Amount) -> tuple[int, Column | None]:
    at = sentence.skip(found.end, Role.OF, Role.PREPOSITION, Role.ARTICLE)
    column = find_column(sentence, at, is_number)
    if column is None or (found.is_exact and found.unit is None and _is_plural(sentence, at)):
        return found.end, None
    own = read_amount(sentence, link(sentence, column[0])[0])
    if own is not None and (at == found.end or not fits(found, column[1])):
        return found.end, None
    return column


def _is_plural(sentence: Sentence, at: int) -> bool:
    """Whether "3 wallets" counts things rather than naming the column of the 3."""
    found = sentence.find(at, ColumnWord)
    return found is not None and found[1].plural


def _count_of_rows(sentence: Sentence, at: int, found: Amount) -> Clause | None:
    """ "more than 20 users" (of a group), or "10 users" (how many to list)."""
    if found.unit is not None:
        return None
    after = sentence.skip(found.end, Role.DIFFERENT)
    value = found.tests[0][1]
    limits = found.is_exact and isinstance(value, int)
    if limits and (_is_plural(sentence, after) or names_rows(sentence, after)):
        return Clause(at, found.end, LimitPart(int(value)))
    if found.is_exact or not names_rows(sentence, after):
        return None
    return Clause(at, found.end, HavingPart(Measure(function=Function.COUNT), found.tests, found))


def names_rows(sentence: Sentence, at: int) -> bool:
    """Whether words for rows come next: "users", "women", "active verified users"."""
    while at < sentence.size:
        if sentence.find(at, Noun) or sentence.find(at, EventWord, _is_noun_of_event):
            return True
        state = sentence.find(at, NamedWord)
        enum = sentence.find(at, EnumWord, lambda word: word.bare)
        if enum and enum[0] == sentence.size:
            return True
        longest = max((end for end, _ in filter(None, (state, enum))), default=at)
        value = sentence.value(at)
        if value is not None and not value.risky:
            longest = max(longest, value.end)
        if longest == at:
            return False
        if enum and longest == enum[0] and not _modifies(sentence, longest):
            return True
        at = longest
    return False


def _is_noun_of_event(word: EventWord) -> bool:
    return word.noun


def _modifies(sentence: Sentence, at: int) -> bool:
    return bool(sentence.find(at, Noun) or sentence.find(at, NamedWord))


def _by_unit(sentence: Sentence, at: int, found: Amount) -> Clause:
    if found.unit is None:
        return Clause(at, found.end, AmountPart(found))
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


def total_amount(sentence: Sentence, at: int) -> Clause | None:
    """ "hold more than $100,000 in total": a test of each group's sum, if groups are spoken of."""
    clause = number_after_column(sentence, at) or amount(sentence, at)
    if clause is None or not isinstance(clause.part, TestPart):
        return None
    total = sentence.find(clause.end, FunctionWord, lambda word: word.function is Function.SUM)
    test = clause.part.condition
    if total is None or sentence.words[total[0] - 1] not in _TOTALS:
        return None
    if not isinstance(test, Comparison) or not isinstance(test.value, int | Decimal):
        return None
    column = sentence.world.dataset.get_column(clause.part.column)
    tests = ((test.operator, test.value),)
    measure = Measure(function=Function.SUM, column=column.name)
    found = Amount(tests, column.unit, at, total[0], column)
    return Clause(at, total[0], HavingPart(measure, tests, found))


_TOTALS = frozenset({"total", "altogether", "combined"})


def statistic(sentence: Sentence, at: int) -> Clause | None:
    """ "balance above average", "above the average balance", "older than the average user"."""
    for recognise in (_column_then_statistic, _comparator_then_statistic, _comparative_statistic):
        clause = recognise(sentence, at)
        if clause is not None:
            return clause
    return None


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
    return noun[0] if noun else function[0], Statistic(function[1].function, column.name)


def enumeration(sentence: Sentence, at: int) -> Clause | None:
    """ "women", "gender is not female", "level basic"."""
    for end, sense in sentence.senses(at):
        if isinstance(sense, ColumnWord) and sense.column.values:
            clause = _value_after_column(sentence, at, end, sense.column)
            if clause is not None:
                return clause
    found = sentence.find(at, EnumWord, lambda word: word.bare) or _in_list(sentence, at)
    if found is None:
        return None
    column = found[1].column.name
    condition = Comparison(column, Operator.EQ, found[1].value.value)
    end = sentence.find(found[0], ColumnWord, lambda word: word.column is found[1].column)
    return Clause(at, end[0] if end else found[0], TestPart(condition, column, equality=True))


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
    if previous is not None and found[1].column.name in set(columns_of(previous.where)):
        return found
    if at < 2 or sentence.role(at - 1, *joints) is None:
        return None
    for start in range(max(0, at - 4), at - 1):
        for end, sense in sentence.senses(start):
            if end == at - 1 and isinstance(sense, EnumWord) and sense.column is found[1].column:
                return found
    return None


def _value_after_column(sentence: Sentence, at: int, end: int, column: Column) -> Clause | None:
    after, negated = link(sentence, end)
    found = sentence.find(after, EnumWord, lambda word: word.column is column)
    if found is None:
        return None
    operator = Operator.NE if negated else Operator.EQ
    condition = Comparison(column.name, operator, found[1].value.value)
    return Clause(at, found[0], TestPart(condition, column.name, equality=True))


def state(sentence: Sentence, at: int) -> Clause | None:
    """ "active", "completed KYC", "KYC is done", "account status is active"."""
    found = sentence.find(at, NamedWord)
    if found:
        fixed = sentence.words[at] in ("currently", "is")
        return Clause(at, found[0], StatePart(found[1].named, found[1].holds, fixed))
    return _boolean_done(sentence, at) or _boolean_column(sentence, at)


def _boolean_done(sentence: Sentence, at: int) -> Clause | None:
    """ "completed their KYC", "with KYC", "without KYC"."""
    for roles, holds in (((Role.DONE, Role.POSSESS), True), ((Role.WITHOUT,), False)):
        done = sentence.role(at, *roles)
        if done is None:
            continue
        start = sentence.skip(done, Role.DONE, Role.ARTICLE)
        column = find_column(sentence, start, lambda column: column.type is ColumnType.BOOLEAN)
        if column:
            end = sentence.skip(column[0], Role.DONE)
            return Clause(at, end, _boolean_test(column[1], holds))
    return None


def _boolean_column(sentence: Sentence, at: int) -> Clause | None:
    """ "KYC is done", "kyc_verified is false", "account status: inactive"."""
    column = find_column(sentence, at, lambda column: column.type is ColumnType.BOOLEAN)
    if column is None:
        return None
    if sentence.words[at] == column[1].name and _stands_alone(sentence, column[0]):
        return Clause(at, column[0], _boolean_test(column[1], True))
    after, negated = link(sentence, column[0])
    named = sentence.find(after, NamedWord)
    if named and after > column[0]:
        return Clause(at, named[0], StatePart(named[1].named, named[1].holds is not negated, True))
    done = sentence.role(after, Role.DONE)
    if done is not None:
        return Clause(at, done, _boolean_test(column[1], not negated))
    word = sentence.words[after] if after < sentence.size else ""
    if word in ("true", "yes", "false", "no"):
        holds = (word in ("true", "yes")) is not negated
        return Clause(at, after + 1, _boolean_test(column[1], holds))
    return None


def _stands_alone(sentence: Sentence, at: int) -> bool:
    """Whether nothing says what a yes-or-no column is, so that it is meant to be true."""
    return at >= sentence.size or bool(
        sentence.find(at, Noun) or sentence.role(at, Role.AND, Role.PREPOSITION)
    )


def _boolean_test(column: Column, holds: bool) -> TestPart:
    return TestPart(Comparison(column.name, Operator.EQ, holds), column.name, equality=True)


def missing(sentence: Sentence, at: int) -> Clause | None:
    """ "without a gender", "no money", "age is unknown", "with a wallet address"."""
    return _null_before(sentence, at) or _null_after(sentence, at) or _has_some(sentence, at)


def _null_before(sentence: Sentence, at: int) -> Clause | None:
    absent = sentence.role(at, Role.WITHOUT, Role.NOTHING, Role.NEITHER, Role.NOR)
    if absent is None:
        return None
    start = sentence.skip(absent, Role.ARTICLE, Role.EMPTY, Role.PREPOSITION, Role.KNOWN)
    column = find_column(sentence, start, lambda column: column.type is not ColumnType.BOOLEAN)
    if column is None or read_amount(sentence, link(sentence, column[0])[0]) is not None:
        return None
    if sentence.role(at, Role.NEITHER, Role.NOR) is not None and not column[1].nullable:
        return None
    if sentence.role(at, Role.NOTHING) == absent and not is_number(column[1]):
        return None
    end = sentence.skip(column[0], Role.KNOWN)
    return Clause(at, end, TestPart(_absent(column[1]), column[1].name))


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
        linked = sentence.skip(column[0], *_LINKING)
        end = sentence.role(linked, *roles)
        if end is not None and (linked > column[0] or roles != (Role.EMPTY,)):
            absent = _absent(column[1])
            present = Comparison(column[1].name, Operator.IS_NOT_NULL)
            condition = absent if operator is Operator.IS_NULL else present
            return Clause(at, end, TestPart(condition, column[1].name))
    return None


def _has_some(sentence: Sentence, at: int) -> Clause | None:
    """ "have a wallet address", "with any money", "with a known age"."""
    end = sentence.role(at, Role.POSSESS)
    if end is None:
        return None
    counted = sentence.words[end - 1] in ("a", "an")
    end = end + 1 if sentence.words[end : end + 1] == ["both"] else end
    while end < sentence.size and sentence.words[end] in _SOME:
        counted, end = True, end + 1
    column = find_column(sentence, end, lambda column: column.nullable or is_number(column))
    if column is not None and _is_plural(sentence, end) and "many" in sentence.words[:end]:
        counted = True
    if not counted or column is None or not _ends_phrase(sentence, column[0]):
        return None
    if read_amount(sentence, link(sentence, column[0])[0]) is not None:
        return None
    if column[1].nullable:
        condition = Comparison(column[1].name, Operator.IS_NOT_NULL)
    else:
        condition = Comparison(column[1].name, Operator.GT, 0)
    return Clause(at, column[0], TestPart(condition, column[1].name))


_SOME = frozenset("a an any some positive non nonzero known recorded least one".split())


def _ends_phrase(sentence: Sentence, at: int) -> bool:
    return (
        at >= sentence.size
        or sentence.tokens[at].kind is Kind.PUNCTUATION
        or sentence.role(at, Role.AND, Role.OR, Role.PREPOSITION, Role.RELATIVE) is not None
        or sentence.words[at] in ("is", "are", "have", "has", "who")
    )


def columns_compared(sentence: Sentence, at: int) -> Clause | None:
    """ "updated after they were last active", "age greater than activity score"."""
    left = _timestamp(sentence, at) or find_column(sentence, at, is_number)
    if left is None:
        return _texts_compared(sentence, at)
    timed = left[1].type is ColumnType.TIMESTAMP
    after, negated = link(sentence, left[0])
    found = sentence.find(
        after, Comparator, lambda word: word.of_time is timed and not (word.postfix or word.of_text)
    )
    if found is None:
        return None
    start = sentence.skip(found[0], Role.ARTICLE, Role.ANAPHOR, Role.COPULA, Role.POSSESS)
    noun = sentence.find(start, Noun)
    start = sentence.skip(noun[0], Role.COPULA) if noun else start
    right = _timestamp(sentence, start) if timed else find_column(sentence, start, is_number)
    if right is None or right[1] is left[1] or (timed and sentence.time(after) is not None):
        return None
    condition: Condition = Comparison(left[1].name, found[1].operator, ColumnRef(right[1].name))
    return Clause(at, right[0], TestPart(Not(condition) if negated else condition, left[1].name))


def _texts_compared(sentence: Sentence, at: int) -> Clause | None:
    """ "first name is the same as the last name"."""
    left = sentence.find(at, ColumnWord, lambda word: word.column.type is ColumnType.TEXT)
    if left is None:
        return None
    after = sentence.skip(left[0], Role.COPULA)
    same = sentence.find(after, Comparator, lambda word: word.operator is Operator.EQ)
    differs = sentence.find(after, Comparator, lambda word: word.operator is Operator.NE)
    found = differs or same
    if found is None:
        return None
    start = sentence.skip(found[0], Role.ARTICLE)
    right = sentence.find(start, ColumnWord, lambda word: word.column.type is ColumnType.TEXT)
    if right is None or right[1].column is left[1].column:
        return None
    operator = Operator.NE if differs else Operator.EQ
    condition = Comparison(left[1].column.name, operator, ColumnRef(right[1].column.name))
    return Clause(at, right[0], TestPart(condition, left[1].column.name))


def _timestamp(sentence: Sentence, at: int) -> tuple[int, Column] | None:
    for end, sense in sentence.senses(at):
        if isinstance(sense, ColumnWord | EventWord) and sense.column.type is ColumnType.TIMESTAMP:
            return end, sense.column
    return None
