"""Recognisers of orders and of how many are wanted: "top 10", "richest", "sorted by balance"."""

from __future__ import annotations

from dataclasses import replace

from queryassist.english.clauses.amounts import read_amount
from queryassist.english.clauses.figures import COUNT, find_figure, measure
from queryassist.english.clauses.groupings import BEST_PERIODS, names_period
from queryassist.english.clauses.linking import LINKING, fits, is_number, link
from queryassist.english.clauses.parts import (
    Clause,
    ExtremePart,
    FiguresPart,
    HavingPart,
    LimitPart,
    OrderPart,
    ProblemPart,
    SuperlativePart,
    TopPart,
)
from queryassist.english.clauses.shares import majority
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import (
    ColumnWord,
    EventWord,
    FunctionWord,
    NamedWord,
    Noun,
    SuperlativeWord,
    TopWord,
)
from queryassist.english.words.numbers import NumberMatch
from queryassist.english.words.roles import Role
from queryassist.spec import Function, Measure

IN_TIME = ("first", "last", "latest", "earliest", "recent")
_MOST = ("most", "least", "top", "bottom")
_JUDGING = ("best", "worst", "top", "bottom", "leading")
"""Words that rank rows by a worth that they do not name: "best users" are no count of them."""


@starts_with(TopWord, NumberMatch)
def extreme_figure(sentence: Sentence, at: int) -> Clause | None:
    """ "highest average balance", "most users", "largest number of users", "higher average"."""
    start, limit, offset = _ordinal(sentence, at)
    top = sentence.find(start, TopWord)
    if top is None or sentence.words[top[0] - 1] in IN_TIME or majority(sentence, at) is not None:
        return None
    number = sentence.number(top[0]) if limit is None else None
    after = top[0]
    if number is not None and isinstance(number.value, int) and not number.ordinal:
        limit, after = number.value, number.end
    figure = find_figure(sentence, after)
    if figure is None or (number is not None and limit is not None and figure[1].column is None):
        return None
    counted = sentence.role(after, Role.NUMBER_OF) is not None
    if figure[1] == COUNT and not counted and sentence.words[top[0] - 1] in _JUDGING:
        return None
    order = OrderPart(None, figure[1], top[1].descending, limit, extreme=True, offset=offset)
    return Clause(at, figure[0], order)


@starts_with(FunctionWord)
def most_per_row(sentence: Sentence, at: int) -> Clause | None:
    """ "Most money per user": what groups are ranked by is the average, and not the total."""
    most = sentence.find(at, FunctionWord, lambda word: word.function in _EXTREMES)
    if most is None or sentence.words[most[0] - 1] not in ("most", "least"):
        return None
    column = sentence.find(most[0], ColumnWord, lambda word: is_number(word.column))
    each = sentence.words[column[0] : column[0] + 1] in (["per"], ["each"]) if column else False
    rows = sentence.find(column[0] + 1, Noun) if column and each else None
    if column is None or rows is None or rows[1].plural:
        return None
    figure = Measure(function=Function.AVG, column=column[1].column.name)
    descending = most[1].function is Function.MAX
    return Clause(at, rows[0], OrderPart(None, figure, descending, extreme=True))


_EXTREMES = (Function.MIN, Function.MAX)


@starts_with(words=BEST_PERIODS)
def best_period(sentence: Sentence, at: int) -> Clause | None:
    """The "best" of "best month for signups": the one in which most happened."""
    descending = BEST_PERIODS.get(sentence.words[at])
    if descending is None or not names_period(sentence, at + 1):
        return None
    return Clause(at, at + 1, OrderPart(None, COUNT, descending, extreme=True))


def _ordinal(sentence: Sentence, at: int) -> tuple[int, int | None, int]:
    """Return the place after the "second" of "second most", how many that is and after how many."""
    number = sentence.number(at)
    if number is None or not number.ordinal or not isinstance(number.value, int):
        return at, None, 0
    ranked = sentence.find(number.end, TopWord) is not None and number.value > 1
    return (number.end, 1, number.value - 1) if ranked else (at, None, 0)


def _cardinal(sentence: Sentence, at: int) -> tuple[int, int | None]:
    """Return the place after the "five" of "five biggest cities", and how many that is."""
    number = sentence.number(at)
    plain = number is not None and not number.ordinal and number.unit is None
    if number is None or not plain or not isinstance(number.value, int):
        return at, None
    return (number.end, number.value) if sentence.find(number.end, TopWord) else (at, None)


@starts_with(ColumnWord)
def usual_extreme(sentence: Sentence, at: int) -> Clause | None:
    """ "cost the most": the extreme of what is computed of the column by itself."""
    found = sentence.find(at, ColumnWord, lambda word: word.column.figure is not None)
    top = sentence.find(sentence.skip(found[0], Role.ARTICLE), TopWord) if found else None
    if found is None or top is None or sentence.words[top[0] - 1] not in _MOST:
        return None
    column = found[1].column
    figure = Measure(function=column.figure or Function.SUM, column=column.name)
    return Clause(at, top[0], ExtremePart(figure, column.name, top[1].descending))


@starts_with(SuperlativeWord, TopWord, NumberMatch, Role.ARTICLE)
def superlative(sentence: Sentence, at: int) -> Clause | None:
    """ "the 5 richest", "top 10 most active", "second oldest", "richest first"."""
    start, limit, offset = _count_before(sentence, sentence.skip(at, Role.ARTICLE))
    found = sentence.find(start, SuperlativeWord)
    if found and not _happens_otherwise(sentence, found[0], found[1]):
        column, descending = found[1].column.name, found[1].descending
        if sentence.words[found[0] : found[0] + 1] == ["first"] and limit is None:
            return Clause(at, found[0] + 1, OrderPart(column, None, descending))
        after, end = _count_after(sentence, found[0])
        part = SuperlativePart(column, descending, limit or after, None, offset)
        return _percent_of_rows(sentence, at, found[0]) or Clause(at, end, part)
    return most_named(sentence, at, start, limit, offset)


@starts_with(SuperlativeWord, Role.ARTICLE)
def extreme_tested(sentence: Sentence, at: int) -> Clause | None:
    """ "(regions whose) oldest user is under 40": a test of the extreme of each group."""
    found = sentence.find(sentence.skip(at, Role.ARTICLE), SuperlativeWord)
    rows = sentence.find(found[0], Noun) if found else None
    if found is None or rows is None or rows[1].plural or not is_number(found[1].column):
        return None
    linked = sentence.role(rows[0], *LINKING) is not None
    after, negated = link(sentence, rows[0])
    amount = read_amount(sentence, after)
    if amount is None or negated or not linked or not fits(amount, found[1].column):
        return None
    function = Function.MAX if found[1].descending else Function.MIN
    figure = Measure(function=function, column=found[1].column.name)
    return Clause(at, amount.end, HavingPart(figure, amount.tests))


@starts_with(TopWord)
def extreme_of_some(sentence: Sentence, at: int) -> Clause | None:
    """The "smallest" of "smallest non-zero balance", whose column is read as a test."""
    top = sentence.find(at, TopWord)
    some = top[0] if top is not None else at
    while sentence.words[some : some + 1] and sentence.words[some] in _ABOVE_ZERO:
        some += 1
    found = sentence.find(some, ColumnWord, lambda word: is_number(word.column))
    if top is None or some == top[0] or found is None or sentence.words[at] in IN_TIME:
        return None
    column = found[1].column.name
    function = Function.MAX if top[1].descending else Function.MIN
    figure = Measure(function=function, column=column)
    return Clause(at, top[0], ExtremePart(figure, column, top[1].descending))


_ABOVE_ZERO = frozenset({"non", "nonzero", "not", "zero"})


@starts_with(SuperlativeWord)
def both_ends(sentence: Sentence, at: int) -> Clause | None:
    """ "youngest and oldest (age)": the lowest and the highest figure of a column."""
    first = sentence.find(at, SuperlativeWord)
    joint = sentence.role(first[0], Role.AND) if first else None
    last = sentence.find(joint, SuperlativeWord) if joint is not None else None
    if first is None or last is None or first[1].descending is last[1].descending:
        return None
    named = sentence.find(last[0], ColumnWord, lambda word: word.column is first[1].column)
    rows = sentence.find(last[0], Noun, lambda noun: not noun.plural)
    if last[1].column is not first[1].column or not is_number(last[1].column):
        return None
    if named is None and rows is None:
        return None
    ends = [Function.MAX if word.descending else Function.MIN for word in (first[1], last[1])]
    figures = tuple(Measure(function=end, column=first[1].column.name) for end in ends)
    end = named[0] if named is not None else rows[0] if rows is not None else at
    return Clause(at, end, FiguresPart(figures))


def _happens_otherwise(sentence: Sentence, at: int, word: SuperlativeWord) -> bool:
    """ "latest logins" are the latest by login, whatever "latest" orders by alone."""
    event = sentence.find(at, EventWord)
    return event is not None and event[1].column is not word.column


def most_named(
    sentence: Sentence, at: int, start: int, limit: int | None, offset: int
) -> Clause | None:
    """ "most active", where a named filter says what it ranks by."""
    most = sentence.find(start, TopWord)
    if most is None or sentence.words[most[0] - 1] not in _MOST:
        return None
    named = sentence.find(most[0], NamedWord, lambda word: word.holds)
    ranking = named[1].named.ranking if named else None
    if named is None or ranking is None:
        return None
    after, end = _count_after(sentence, named[0])
    wanted = limit or after
    part = SuperlativePart(ranking, most[1].descending, wanted, named[1].named, offset)
    return Clause(at, end, part)


def _count_before(sentence: Sentence, at: int) -> tuple[int, int | None, int]:
    """Return the place after "top 10", "the 5" or "second", the number wanted and the offset."""
    top = sentence.find(at, TopWord)
    number = sentence.number(top[0]) if top else None
    if number is None or number.ordinal:
        number = sentence.number(sentence.skip(at, Role.ARTICLE))
    if number is None or not isinstance(number.value, int) or number.unit is not None:
        return at, None, 0
    if number.ordinal:
        return number.end, 1, max(number.value - 1, 0)
    return sentence.skip(number.end, Role.ARTICLE), number.value, 0


def _count_after(sentence: Sentence, at: int) -> tuple[int | None, int]:
    """ "the richest 10 users"."""
    number = sentence.number(at)
    if number and isinstance(number.value, int) and not number.ordinal and number.unit is None:
        return number.value, number.end
    return None, at


@starts_with(TopWord, NumberMatch)
def top(sentence: Sentence, at: int) -> Clause | None:
    """ "top 10", "bottom five", "most", "last 5", "second most"."""
    start, single, offset = _ordinal(sentence, at)
    if single is None:
        start, single = _cardinal(sentence, at)
    found = sentence.find(start, TopWord)
    if found is None:
        return None
    word = sentence.words[found[0] - 1]
    in_time = word in IN_TIME
    descending = word in ("last", "latest", "recent") if in_time else found[1].descending
    number = sentence.number(found[0])
    plain = number is not None and not (number.ordinal or number.unit) and single is None
    if plain and number is not None and isinstance(number.value, int):
        return Clause(at, number.end, TopPart(descending, number.value, in_time))
    rest = Clause(at, found[0], TopPart(descending, single, in_time, offset))
    return _percent_of_rows(sentence, at, found[0]) or rest


def _percent_of_rows(sentence: Sentence, at: int, start: int) -> Clause | None:
    """ "top 10 %", "richest 10 percent": how many are not known before all are counted."""
    number = sentence.number(start)
    if number is None or number.unit != "percent":
        return None
    written = sentence.text(at, number.end)
    message = f"“{written}” cannot be cut off. Please give a number, as in “top 100”."
    return Clause(at, number.end, ProblemPart(message))


@starts_with(NumberMatch, words={"limit", "limited"})
def limited(sentence: Sentence, at: int) -> Clause | None:
    """ "limit 5", "limited to 20"; the "ten of them" that ends "oldest first, ten of them"."""
    if sentence.words[at] in ("limit", "limited"):
        start = at + 2 if sentence.words[at + 1 : at + 2] == ["to"] else at + 1
    elif sentence.words[at - 1] == "," and _ends_in_number(sentence.words[at + 1 :]):
        start = at
    else:
        return None
    number = sentence.number(start)
    if number is None or not isinstance(number.value, int) or number.ordinal or number.unit:
        return None
    end = number.end if start > at else sentence.size
    return Clause(at, end, LimitPart(number.value))


def _ends_in_number(words: list[str]) -> bool:
    """Whether "of them", "will do" or "is enough" ends the question after a number."""
    said = [word for word in words if word.isalpha()]
    return len(words) - len(said) < 2 and " ".join(said) in _ENOUGH


_ENOUGH = frozenset(
    ("of them", "of those", "will do", "would do", "is enough", "are enough", "is fine")
)


@starts_with(TopWord, NumberMatch)
def counted_extreme(sentence: Sentence, at: int) -> Clause | None:
    """ "3 lowest balances", "biggest 4 balances"."""
    number = sentence.number(at)
    if number is None:
        return _extreme_counted(sentence, at)
    if number.ordinal:
        return _nth_extreme(sentence, at)
    if not isinstance(number.value, int):
        return None
    figure = measure(sentence, number.end)
    if figure is None or not isinstance(figure.part, ExtremePart):
        return None
    return Clause(at, figure.end, replace(figure.part, limit=number.value))


def _nth_extreme(sentence: Sentence, at: int) -> Clause | None:
    """ "third highest balance": the row that has it."""
    start, limit, offset = _ordinal(sentence, at)
    figure = measure(sentence, start) if limit is not None else None
    if figure is None or not isinstance(figure.part, ExtremePart):
        return None
    ranked = SuperlativePart(figure.part.column, figure.part.descending, limit, None, offset)
    return Clause(at, figure.end, ranked)


def _extreme_counted(sentence: Sentence, at: int) -> Clause | None:
    top = sentence.find(at, TopWord)
    number = sentence.number(top[0]) if top is not None else None
    if top is None or number is None or number.ordinal or number.unit:
        return None
    found = sentence.find(number.end, ColumnWord, lambda word: word.plural)
    if found is None or not is_number(found[1].column) or not isinstance(number.value, int):
        return None
    column, function = found[1].column.name, Function.MAX if top[1].descending else Function.MIN
    figure = Measure(function=function, column=column)
    part = ExtremePart(figure, column, top[1].descending, limit=number.value)
    return Clause(at, found[0], part)


@starts_with(Role.WHICH)
def which_few(sentence: Sentence, at: int) -> Clause | None:
    """ "which three have …": how many are wanted."""
    end = sentence.role(at, Role.WHICH)
    number = sentence.number(end) if end is not None else None
    if number is None or not isinstance(number.value, int) or number.ordinal or number.unit:
        return None
    return Clause(at, number.end, LimitPart(number.value))
