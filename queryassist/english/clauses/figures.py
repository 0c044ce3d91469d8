"""Recognisers of what is asked for: how the question opens, figures, and columns to show."""

from __future__ import annotations

from dataclasses import replace

from queryassist.catalog import Column, ColumnType
from queryassist.english.clauses.amounts import ends_amount, read_amount
from queryassist.english.clauses.linking import (
    columns_before,
    find_column,
    fits,
    has_amount,
    has_rows,
    is_number,
    link,
    names_rows,
)
from queryassist.english.clauses.parts import (
    Ask,
    AskPart,
    Clause,
    ColumnsPart,
    ExtremePart,
    FiguresPart,
    FillerPart,
    HavingPart,
    Link,
    LinkPart,
    MeasurePart,
    NounPart,
    ShareTestPart,
    TestPart,
)
from queryassist.english.clauses.shares import share_test
from queryassist.english.clauses.starts import starts_with
from queryassist.english.clauses.state_conditions import enumeration
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import (
    ColumnWord,
    Comparator,
    EnumWord,
    FunctionWord,
    NamedWord,
    Noun,
    TopWord,
)
from queryassist.english.words.roles import Role
from queryassist.spec import Comparison, Condition, Function, Measure, Operator

COUNT = Measure(function=Function.COUNT)

_ASKS = {
    Role.HOW_MANY: Ask.COUNT,
    Role.LIST: Ask.LIST,
    Role.WHO: Ask.WHO,
    Role.WHICH: Ask.WHICH,
    Role.SHARE: Ask.SHARE,
    Role.COMPARE: Ask.COMPARE,
    Role.WHEN: Ask.WHEN,
    Role.APART: Ask.APART,
}
_ENDING = frozenset({"?", ".", "has", "have", "contains", "holds"})
_COUNTS = frozenset("number count size total headcount".split())
_RATES = frozenset({"rate", "rates", "ratio", "percentage", "share", "proportion"})


@starts_with(*_ASKS, words={*_COUNTS, "each", "share"})
def ask(sentence: Sentence, at: int) -> Clause | None:
    """ "how many", "show", "who", "what percentage of"."""
    if sentence.words[at] == "each" and _ENDING.issuperset(sentence.words[at + 1 :]):
        owned = ends_amount(sentence, at)
        return Clause(at, at + 1, FillerPart() if owned else AskPart(Ask.APART))
    if sentence.words[at : at + 2] == ["each", "of"]:
        listed = sentence.skip(at + 2, Role.ARTICLE)
        return Clause(at, listed, AskPart(Ask.APART)) if _names_value(sentence, listed) else None
    if _is_asked_last(sentence, at):
        return Clause(at, at + 1, AskPart(Ask.COUNT))
    if _is_shared(sentence, at):
        return Clause(at, at + 1, LinkPart(Link.COPULA))
    asked = sentence.longest_role(at, _ASKS)
    clause_start = at == 0 or sentence.words[at - 1] in (",", "and", ":")
    if asked and not clause_start and any(_names_rows_before(sentence, i) for i in range(at)):
        asked = sentence.longest_role(at, (role for role in _ASKS if role is not Role.WHO))
    return Clause(at, asked[1], AskPart(_ASKS[asked[0]])) if asked is not None else None


def _names_rows_before(sentence: Sentence, at: int) -> bool:
    """Whether rows are named here, and not the "someone" of "could someone tell me who"."""
    asked = at > 0 and sentence.words[at - 1] in ("can", "could", "would", "will")
    return sentence.find(at, Noun) is not None and not asked


def _is_asked_last(sentence: Sentence, at: int) -> bool:
    """Whether a question ends in ": number", "- total", ", count"."""
    ends = sentence.words[at] in _COUNTS and _ENDING.issuperset(sentence.words[at + 1 :])
    return ends and at > 0 and sentence.words[at - 1] in (":", "-", "–", "—", ",")


def _names_value(sentence: Sentence, at: int) -> bool:
    """Whether values are listed here: the "Tokyo and Osaka" of "in each of Tokyo and Osaka"."""
    bare = sentence.find(at, EnumWord, lambda word: word.bare)
    return bare is not None or sentence.value(at) is not None


def _is_shared(sentence: Sentence, at: int) -> bool:
    """Whether "share" is what rows do: "users share the last name Kim"."""
    if sentence.words[at] != "share" or at == 0 or sentence.find(at - 1, Noun) is None:
        return False
    return sentence.role(at + 1, Role.ARTICLE) is not None


@starts_with(
    *(FunctionWord, ColumnWord, NamedWord, Role.HOW_MANY, Role.HOW_MUCH, Role.DIFFERENT),
    words={"range", "amount"},
)
def measure(sentence: Sentence, at: int) -> Clause | None:
    """ "average balance", "min and max age", "how much money", "how many cities", "KYC rate"."""
    for recognise in (_functions_of_columns, _range, _how_much, _counted_values, _distinct, _rate):
        clause = recognise(sentence, at)
        if clause is not None:
            return clause
    return None


def _functions_of_columns(sentence: Sentence, at: int) -> Clause | None:
    """ "highest balance"; with several functions or columns, all of their figures."""
    functions, end = _functions(sentence, at)
    adverb = len(functions) > 1 and sentence.words[at] in ("overall", "altogether")
    if not functions or adverb:  # "average age overall and average age of women"
        return None
    end += sentence.words[end : end + 1] in (["single"], ["individual"])
    columns, after = _columns_of(sentence, functions, sentence.skip(end, Role.OF, Role.ARTICLE))
    if columns:
        end = after
    elif len(functions) > 1:
        columns = columns_before(sentence, at)
    if not columns:
        return None
    if len(functions) == len(columns) == 1:
        return Clause(at, end, _single(sentence, at, functions[0], columns[0]))
    measures = [Measure(function=f, column=column.name) for column in columns for f in functions]
    return Clause(at, end, FiguresPart(tuple(measures)))


def _range(sentence: Sentence, at: int) -> Clause | None:
    """ "age range", "range of balances": the lowest and the highest figure."""
    opened = sentence.words[at : at + 2] == ["range", "of"]
    found = find_column(sentence, at + 2 if opened else at, is_number)
    if found is None or (at > 0 and sentence.words[at - 1] in _OF_BINS):
        return None
    end = found[0] + (not opened)
    if not (opened or sentence.words[found[0] : end] == ["range"]) or has_amount(sentence, end):
        return None
    ends = (Function.MIN, Function.MAX)
    figures = tuple(Measure(function=each, column=found[1].name) for each in ends)
    return Clause(at, end, FiguresPart(figures))


_OF_BINS = frozenset({"by", "each", "every", "in", "into", "per", "which", "what"})


def _single(
    sentence: Sentence, at: int, function: Function, column: Column
) -> MeasurePart | ExtremePart:
    if function not in (Function.MIN, Function.MAX):
        return MeasurePart(function, column.name)
    most = any(word in ("most", "least", "fewest") for word in sentence.words[at : at + 2])
    figure = Measure(function=function, column=column.name)
    return ExtremePart(figure, column.name, function is Function.MAX, most=most)


def _functions(sentence: Sentence, at: int) -> tuple[list[Function], int]:
    """Return the functions of "min, max and average" and the place after them."""
    functions: list[Function] = []
    end = at
    while (found := sentence.find(end, FunctionWord)) is not None:
        functions.append(found[1].function)
        at = found[0]
        joint = sentence.skip(at, Role.AND, Role.VERSUS)
        if joint == at:
            break
        end = sentence.skip(joint, Role.ARTICLE)
    return functions, at


def _columns_of(sentence: Sentence, functions: list[Function], at: int) -> tuple[list[Column], int]:
    """Return the columns of "(average) balance and activity score" and the place after them."""

    def fitting(column: Column) -> bool:
        return all(can_compute(function, column) for function in functions)

    columns: list[Column] = []
    end = at
    while (found := find_column(sentence, at, fitting)) is not None:
        if columns and has_amount(sentence, found[0]):
            break
        columns.append(found[1])
        end = found[0]
        joint = sentence.role(end, Role.AND)
        if joint is None:
            break
        at = sentence.skip(joint, Role.AND, Role.ARTICLE)
    return columns, end


def can_compute(function: Function, column: Column) -> bool:
    """Whether a function has a meaning for a column."""
    if function in (Function.MIN, Function.MAX):
        return is_number(column) or column.type is ColumnType.TIMESTAMP
    return is_number(column)


def _how_much(sentence: Sentence, at: int) -> Clause | None:
    """ "how much money", or "how much" with its column elsewhere or implied."""
    amount = ["amount", "of"]
    counted = at + 2 if sentence.words[at : at + 2] == amount else None
    if counted is not None and names_rows(sentence, counted):
        return Clause(at, counted, AskPart(Ask.COUNT))
    end = sentence.role(at, Role.HOW_MUCH)
    if end is None:
        return None
    if sentence.find(end, Noun):
        return Clause(at, end, AskPart(Ask.COUNT))
    column = find_column(sentence, end, is_number)
    if column is None:
        return Clause(at, end, MeasurePart(Function.SUM, None))
    return Clause(at, column[0], MeasurePart(Function.SUM, column[1].name))


def _counted_values(sentence: Sentence, at: int) -> Clause | None:
    """ "how many (different) cities", "how many tokens" where those are added up."""
    end = sentence.role(at, Role.HOW_MANY)
    if end is None:
        return None
    start = sentence.skip(end, Role.DIFFERENT)
    found = sentence.find(start, ColumnWord, lambda word: word.plural or start > end)
    if found is not None and found[1].column.figure is Function.SUM:
        return Clause(at, found[0], MeasurePart(Function.SUM, found[1].column.name))
    if found is None:
        return None
    told = found[1].column.type is ColumnType.TEXT or start > end or has_rows(sentence, found[0])
    if not told:
        return None
    if sentence.find(found[0], Comparator, lambda word: word.of_text):
        return None
    return Clause(at, found[0], MeasurePart(Function.COUNT_DISTINCT, found[1].column.name))


def _distinct(sentence: Sentence, at: int) -> Clause | None:
    """ "different countries"."""
    end = sentence.role(at, Role.DIFFERENT)
    found = sentence.find(end, ColumnWord) if end is not None else None
    if found is None:
        return None
    return Clause(at, found[0], ColumnsPart((found[1].column,), plural=True, distinct=True))


def _rate(sentence: Sentence, at: int) -> Clause | None:
    """ "KYC completion rate", "verification rate", "active rate": the share that is so."""
    for end, sense in sentence.senses(at):
        condition: Condition | None = None
        if isinstance(sense, ColumnWord) and sense.column.type is ColumnType.BOOLEAN:
            condition = Comparison(sense.column.name, Operator.EQ, True)
        elif isinstance(sense, NamedWord) and sense.holds:
            condition = sense.named.condition
        if condition is not None and _RATES.intersection(sentence.words[end : end + 1]):
            share = Measure(function=Function.SHARE, where=condition)
            return Clause(at, end + 1, FiguresPart((share,)))
    return None


@starts_with(ColumnWord)
def owned_things(sentence: Sentence, at: int) -> Clause | None:
    """The "wallets" of "how many wallets in Berlin hold …": every row has one, so they are rows."""
    found = sentence.find(at, ColumnWord, lambda word: word.plural and is_number(word.column))
    before = [i for i in range(at) if sentence.role(i, Role.HOW_MANY) == at]
    if found is None or not before or found[1].column.nullable:
        return None
    tested = any(read_amount(sentence, place) for place in range(found[0], sentence.size))
    return Clause(at, found[0], NounPart(plural=True)) if tested else None


@starts_with(Role.NUMBER_OF)
def counted(sentence: Sentence, at: int) -> Clause | None:
    """ "number and share of": a count beside another figure."""
    end = sentence.role(at, Role.NUMBER_OF)
    joint = sentence.role(end, Role.AND) if end is not None else None
    if end is None or joint is None:
        return None
    figure = sentence.skip(joint, Role.ARTICLE)
    if sentence.role(figure, Role.SHARE) is None and sentence.find(figure, FunctionWord) is None:
        return None
    return Clause(at, end, AskPart(Ask.COUNT))


_AFTER_A_FRAGMENT = frozenset({"?", ".", "!", "instead", "too", "please"})


@starts_with(FunctionWord)
def bare_function(sentence: Sentence, at: int) -> Clause | None:
    """A figure whose column stands elsewhere: "on average", "in total"."""
    found = sentence.find(at, FunctionWord)
    if found is None:
        return None
    if sentence.words[at : found[0]] == ["all", "the"] and names_rows(sentence, found[0]):
        return Clause(at, found[0], FillerPart())
    if found[1].function in (Function.MIN, Function.MAX) and not _is_of_same(
        sentence, at, found[0]
    ):
        return None
    return Clause(at, found[0], MeasurePart(found[1].function, None))


def _is_of_same(sentence: Sentence, at: int, end: int) -> bool:
    """Whether "and the max?" follows a figure of a column, and not "highest", which may rank."""
    previous = sentence.world.previous
    computed = previous is not None and any(measure.column for measure in previous.measures)
    ranks = sentence.find(sentence.skip(at, Role.ARTICLE), TopWord) is not None
    return computed and not ranks and set(sentence.words[end:]) <= _AFTER_A_FRAGMENT


def find_figure(sentence: Sentence, at: int) -> tuple[int, Measure] | None:
    """Return (end, measure) of "average balance", "number of users" or "users".

    Where other words come before the noun ("verified users"), the count ends before them.
    """
    at = sentence.skip(at, Role.ARTICLE)
    functions, after = _functions(sentence, at)
    if len(functions) == 1:
        columns, end = _columns_of(sentence, functions, sentence.skip(after, Role.OF, Role.ARTICLE))
        if columns:
            return end, Measure(function=functions[0], column=columns[0].name)
    rate = _rate(sentence, at)
    if rate is not None and isinstance(rate.part, FiguresPart):
        return rate.end, rate.part.measures[0]
    counted = sentence.role(at, Role.NUMBER_OF)
    start = counted if counted is not None else at
    noun = sentence.find(start, Noun)
    if noun:
        return noun[0], COUNT
    values = sentence.find(start, ColumnWord, lambda word: word.plural)
    most = at > 0 and sentence.words[at - 1] in ("most", "fewest")
    if (counted is not None or most) and values and values[1].column.type is ColumnType.TEXT:
        distinct = Measure(function=Function.COUNT_DISTINCT, column=values[1].column.name)
        return values[0], distinct
    if counted is not None and has_amount(sentence, start):
        return start, COUNT
    return (start, COUNT) if names_rows(sentence, start) else None


@starts_with(FunctionWord, ColumnWord, NamedWord, Role.NUMBER_OF, Role.ARTICLE)
def having(sentence: Sentence, at: int) -> Clause | None:
    """ "average balance above 1000", "number of users is at least 20"."""
    figure = find_figure(sentence, at)
    counts = (Function.COUNT, Function.COUNT_DISTINCT)
    if figure is None or (figure[1].function in counts and not _is_counted_per_group(sentence, at)):
        return None
    figure = _narrowed_figure(sentence, figure)
    after, negated = link(sentence, figure[0])
    if figure[1].function is Function.SHARE:
        percent = share_test(sentence, after)
        if percent is None or not isinstance(percent.part, ShareTestPart):
            return None
        return Clause(at, percent.end, HavingPart(figure[1], percent.part.tests))
    found = read_amount(sentence, after)
    extreme = figure[1].function in (Function.MIN, Function.MAX)
    of_those = "those" in sentence.words[figure[0] : after]
    if found is None or negated or found.is_exact or extreme or of_those:
        return None
    column = sentence.world.dataset.find_column(figure[1].column) if figure[1].column else None
    if column is not None and is_number(column) and not fits(found, column):
        return None  # "the average balance of under 30s"
    return Clause(at, found.end, HavingPart(figure[1], found.tests))


def _narrowed_figure(sentence: Sentence, figure: tuple[int, Measure]) -> tuple[int, Measure]:
    """ "average age of women": the figure of those rows alone, where a test of it follows."""
    after = sentence.role(figure[0], Role.OF)
    if after is None and sentence.words[figure[0] - 1] == "of":
        after = figure[0]
    narrowed = enumeration(sentence, after) if after is not None else None
    if narrowed is None or not isinstance(narrowed.part, TestPart):
        return figure
    linked = sentence.role(narrowed.end, Role.COPULA) is not None
    if not linked or not has_amount(sentence, narrowed.end):
        return figure
    return narrowed.end, replace(figure[1], where=narrowed.part.condition)


def _is_counted_per_group(sentence: Sentence, at: int) -> bool:
    """Whether "number of users" is a figure of each group, not what the question asks for."""
    if at == 0 or sentence.role(at, Role.NUMBER_OF) is None:
        return False
    before = at - 1
    while before > 0 and sentence.role(before, Role.ARTICLE) == before + 1:
        before -= 1
    return sentence.role(before, Role.POSSESS, Role.RELATIVE) is not None
