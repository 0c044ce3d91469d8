"""Recognisers of what is asked for: figures, groups, rankings, sort orders and columns."""

from __future__ import annotations

from queryassist.catalog import Column, ColumnType
from queryassist.english.amounts import read_amount
from queryassist.english.conditions import find_column, is_number, link
from queryassist.english.lexicon import (
    BinWord,
    ColumnWord,
    EventWord,
    FunctionWord,
    NamedWord,
    Noun,
    SuperlativeWord,
    TopWord,
)
from queryassist.english.parts import (
    Ask,
    AskPart,
    BucketPart,
    Clause,
    ColumnsPart,
    DirectionPart,
    ExtremePart,
    GroupPart,
    HavingPart,
    MeasurePart,
    OrderPart,
    SuperlativePart,
    TopPart,
)
from queryassist.english.sentence import Sentence
from queryassist.english.times import match_bucket
from queryassist.english.vocabulary import Role
from queryassist.spec import Function, GroupKey, Measure, TimeUnit

_ASKS = {
    Role.HOW_MANY: Ask.COUNT,
    Role.LIST: Ask.LIST,
    Role.WHO: Ask.WHO,
    Role.WHICH: Ask.WHICH,
    Role.SHARE: Ask.SHARE,
    Role.COMPARE: Ask.COMPARE,
    Role.WHEN: Ask.WHEN,
}
_COUNT = Measure(function=Function.COUNT)
_CONNECTED = (Role.AND, Role.OR)


def ask(sentence: Sentence, at: int) -> Clause | None:
    """ "how many", "show", "who", "what percentage of"."""
    ends = {role: sentence.role(at, role) for role in _ASKS}
    best = max(ends, key=lambda role: ends[role] or 0)
    end = ends[best]
    return Clause(at, end, AskPart(_ASKS[best])) if end is not None else None


def measure(sentence: Sentence, at: int) -> Clause | None:
    """ "average balance", "the total of funds", "how much money", "different countries"."""
    for recognise in (_function_of_column, _how_much, _how_old, _distinct):
        clause = recognise(sentence, at)
        if clause is not None:
            return clause
    return None


def _function_of_column(sentence: Sentence, at: int) -> Clause | None:
    found = sentence.find(at, FunctionWord)
    if found is None:
        return None
    function, end = found[1].function, sentence.skip(found[0], Role.OF, Role.ARTICLE)
    column = find_column(sentence, end, lambda column: _can_compute(function, column))
    if column is None:
        return None
    if function in (Function.MIN, Function.MAX):
        figure = Measure(function=function, column=column[1].name)
        most = sentence.words[at] in ("most", "least", "fewest")
        extreme = ExtremePart(figure, column[1].name, function is Function.MAX, most=most)
        return Clause(at, column[0], extreme)
    return Clause(at, column[0], MeasurePart(function, column[1].name))


def _can_compute(function: Function, column: Column) -> bool:
    if function in (Function.MIN, Function.MAX):
        return is_number(column) or column.type is ColumnType.TIMESTAMP
    return is_number(column)


def _how_much(sentence: Sentence, at: int) -> Clause | None:
    end = sentence.role(at, Role.HOW_MUCH)
    column = find_column(sentence, end, is_number) if end is not None else None
    if column is None:
        return None
    return Clause(at, column[0], MeasurePart(Function.SUM, column[1].name))


def _how_old(sentence: Sentence, at: int) -> Clause | None:
    end = sentence.role(at, Role.HOW_OLD)
    named = sentence.world.dataset.default_number
    if end is None or named is None:
        return None
    after = sentence.skip(end, Role.COPULA, Role.ARTICLE)
    average = sentence.find(after, FunctionWord)
    if average:
        return Clause(at, average[0], MeasurePart(average[1].function, named))
    oldest = sentence.find(after, SuperlativeWord, lambda word: word.column.name == named)
    if oldest:
        function = Function.MAX if oldest[1].descending else Function.MIN
        return Clause(at, oldest[0], MeasurePart(function, named))
    return None


def _distinct(sentence: Sentence, at: int) -> Clause | None:
    """ "different countries"; the question's own "how many" makes it a figure."""
    end = sentence.role(at, Role.DIFFERENT)
    column = sentence.find(end, ColumnWord) if end is not None else None
    if column is None:
        return None
    return Clause(at, column[0], ColumnsPart((column[1].column,), plural=True, distinct=True))


def on_average(sentence: Sentence, at: int) -> Clause | None:
    """A figure whose column stands elsewhere: "on average", "in total"."""
    found = sentence.find(at, FunctionWord)
    if found is None or found[1].function in (Function.MIN, Function.MAX):
        return None
    return Clause(at, found[0], MeasurePart(found[1].function, None))


def extreme_figure(sentence: Sentence, at: int) -> Clause | None:
    """ "highest average balance", "most users", "largest number of users"."""
    top = sentence.find(at, TopWord)
    if top is None:
        return None
    number = sentence.number(top[0])
    limit, after = _limit(number.value, number.end) if number else (None, top[0])
    figure = _figure(sentence, after)
    if figure is None:
        return None
    end, found = figure
    return Clause(at, end, OrderPart(None, found, top[1].descending, limit, extreme=True))


def _limit(value: object, end: int) -> tuple[int | None, int]:
    return (value, end) if isinstance(value, int) else (None, end)


def _figure(sentence: Sentence, at: int) -> tuple[int, Measure] | None:
    """Return (end, measure) of "average balance", "number of users" or "users"."""
    at = sentence.skip(at, Role.ARTICLE)
    function = sentence.find(at, FunctionWord)
    if function:
        after = sentence.skip(function[0], Role.OF, Role.ARTICLE)
        column = find_column(sentence, after, lambda found: _can_compute(function[1].function, found))
        if column:
            return column[0], Measure(function=function[1].function, column=column[1].name)
    counted = sentence.role(at, Role.NUMBER_OF)
    noun = sentence.find(counted if counted is not None else at, Noun)
    if noun:
        return noun[0], _COUNT
    if counted is not None and sentence.words[counted - 1] == "of":
        return counted, _COUNT
    return None


def superlative(sentence: Sentence, at: int) -> Clause | None:
    """ "the 5 richest", "top 10 most active", "least active", "oldest"."""
    limit, start, top = _count_before(sentence, at)
    found = sentence.find(start, SuperlativeWord)
    if found:
        end, column, descending = found[0], found[1].column.name, found[1].descending
        limit, end = _count_after(sentence, end, limit)
        return Clause(at, end, SuperlativePart(column, descending, limit))
    most = sentence.find(start, TopWord, lambda word: True)
    if most is None or sentence.words[start] not in ("most", "least", "top", "bottom"):
        return None
    named = sentence.find(most[0], NamedWord, lambda word: word.holds and word.named.ranking)
    if named is None or named[1].named.ranking is None:
        return None
    limit, end = _count_after(sentence, named[0], limit)
    part = SuperlativePart(named[1].named.ranking, most[1].descending, limit, named[1].named)
    return Clause(at, end, part)


def _count_before(sentence: Sentence, at: int) -> tuple[int | None, int, bool]:
    """Return the number in "top 10", "the 5", "second", the place after it, and "top" itself."""
    start = at
    top = sentence.find(at, TopWord)
    number = sentence.number(top[0]) if top else None
    if top and number and isinstance(number.value, int):
        return number.value, number.end, True
    number = sentence.number(start)
    if number and isinstance(number.value, int) and not number.ordinal and number.unit is None:
        return number.value, number.end, False
    return None, start, False


def _count_after(sentence: Sentence, at: int, limit: int | None) -> tuple[int | None, int]:
    """ "the richest 10 users"."""
    number = sentence.number(at)
    if limit is None and number and isinstance(number.value, int) and not number.ordinal:
        return number.value, number.end
    return limit, at


def top(sentence: Sentence, at: int) -> Clause | None:
    """ "top 10", "bottom five", "most"."""
    found = sentence.find(at, TopWord)
    if found is None:
        return None
    number = sentence.number(found[0])
    if number and isinstance(number.value, int) and not number.ordinal:
        return Clause(at, number.end, TopPart(found[1].descending, number.value))
    if sentence.words[found[0] - 1] in ("first", "last"):
        return None
    return Clause(at, found[0], TopPart(found[1].descending, None))


def group(sentence: Sentence, at: int) -> Clause | None:
    """ "by region and gender", "for each country", "by age group", "per month of signup"."""
    bucket = _bucket(sentence, at)
    if bucket is not None:
        return bucket
    by = sentence.role(at, Role.BY, Role.EACH)
    if by is None:
        return None
    if sentence.role(at, Role.BY) is None and sentence.words[at] == "all":
        return None
    keys: list[GroupKey] = []
    weak = sentence.words[at] == "by"
    end = by
    while (key := _key(sentence, sentence.skip(end, Role.ARTICLE, Role.EACH))) is not None:
        keys.append(key[1])
        weak = weak and key[2]
        end = key[0]
        further = sentence.role(end, Role.AND)
        if further is None:
            break
        further = sentence.role(further, Role.AND) or further
        after = sentence.role(further, Role.BY) or further
        if _key(sentence, sentence.skip(after, Role.ARTICLE, Role.EACH)) is None:
            break
        end = after
    return Clause(at, end, GroupPart(tuple(keys), weak)) if keys else None


def _key(sentence: Sentence, at: int) -> tuple[int, GroupKey, bool] | None:
    """Return (end, key, whether it could be an order instead)."""
    bins = sentence.find(at, BinWord)
    if bins:
        end, width = _bin_width(sentence, bins[0])
        column = bins[1].column
        edges = () if width else column.bins
        return end, GroupKey(column=column.name, bins=edges, bin_width=width), False
    dated = _dated_key(sentence, at)
    if dated:
        return *dated, False
    found = sentence.find(at, ColumnWord)
    if found is None or read_amount(sentence, link(sentence, found[0])[0]) is not None:
        return None
    column = found[1].column
    end, width = _bin_width(sentence, found[0])
    key = GroupKey(column=column.name, bin_width=width)
    return end, key, width is None and column.type is not ColumnType.TEXT and not column.values


def _dated_key(sentence: Sentence, at: int) -> tuple[int, GroupKey] | None:
    """ "signup month", "month of signup", "the month they joined", "year of registration"."""
    event = _timestamp(sentence, at)
    if event:
        unit = _unit(sentence, event[0])
        return (unit[0], GroupKey(column=event[1], time_unit=unit[1])) if unit else None
    unit = _unit(sentence, at)
    if unit is None:
        return None
    after = sentence.skip(unit[0], Role.OF, Role.ARTICLE, Role.ANAPHOR, Role.COPULA, Role.RELATIVE)
    event = _timestamp(sentence, after)
    return (event[0], GroupKey(column=event[1], time_unit=unit[1])) if event else None


def _timestamp(sentence: Sentence, at: int) -> tuple[int, str] | None:
    for end, sense in sentence.senses(at):
        if isinstance(sense, ColumnWord | EventWord) and sense.column.type is ColumnType.TIMESTAMP:
            return end, sense.column.name
    return None


def _unit(sentence: Sentence, at: int) -> tuple[int, TimeUnit] | None:
    word = sentence.words[at] if at < sentence.size else ""
    for unit in TimeUnit:
        if word in (unit.value, f"{unit.value}s"):
            return at + 1, unit
    return None


def _bucket(sentence: Sentence, at: int) -> Clause | None:
    """ "per month", "monthly", "by month of signup", "by signup month"."""
    found = match_bucket(sentence.tokens, at)
    if found is None:
        return None
    end, unit = found
    after = sentence.skip(end, Role.OF, Role.ARTICLE, Role.ANAPHOR, Role.COPULA, Role.RELATIVE)
    event = _timestamp(sentence, after)
    if event:
        return Clause(at, event[0], GroupPart((GroupKey(column=event[1], time_unit=unit),)))
    return Clause(at, end, BucketPart(GroupKey(column="", time_unit=unit)))


def _bin_width(sentence: Sentence, at: int) -> tuple[int, int | None]:
    """ "in groups of 10", "in 10 year bands", "of $500"."""
    after = at
    while after < sentence.size and sentence.words[after] in _BIN_WORDS:
        after += 1
    number = sentence.number(after)
    if after == at or number is None or not isinstance(number.value, int) or number.value <= 0:
        return at, None
    end = number.end
    while end < sentence.size and sentence.words[end] in _BIN_WORDS:
        end += 1
    return end, number.value


_BIN_WORDS = frozenset(
    """in into of steps step groups group buckets bucket bins bin bands band brackets bracket
    ranges range intervals interval with width a year years dollar dollars usd each wide size
    chunks increments""".split()
)


def order(sentence: Sentence, at: int) -> Clause | None:
    """ "sorted by balance descending", "by average balance", "by number of users"."""
    by = sentence.role(at, Role.SORT)
    strong = by is not None
    if by is None:
        by = sentence.role(at, Role.BY)
    if by is None:
        return None
    if sentence.words[by : by + 1] == ["by"]:
        by += 1
    start = sentence.skip(by, Role.ARTICLE)
    top_word = sentence.find(start, TopWord)
    direction = top_word[1].descending if top_word else None
    if top_word and sentence.words[start] in ("highest", "lowest", "most", "least", "largest"):
        start = top_word[0]
    figure = _figure(sentence, start)
    if figure:
        end, descending = _direction(sentence, figure[0])
        return Clause(at, end, OrderPart(None, figure[1], _either(descending, direction)))
    column = sentence.find(start, ColumnWord) if strong else None
    if column is None:
        return None
    end, descending = _direction(sentence, column[0])
    return Clause(at, end, OrderPart(column[1].column.name, None, _either(descending, direction)))


def _either(first: bool | None, second: bool | None) -> bool | None:
    return first if first is not None else second


def _direction(sentence: Sentence, at: int) -> tuple[int, bool | None]:
    start = at
    while start < sentence.size and sentence.words[start] in (",", "in", "(", "from", "the", "with"):
        if (found := direction(sentence, start)) is not None:
            break
        start += 1
    found = direction(sentence, start) if start < sentence.size else None
    if found is None or not isinstance(found.part, DirectionPart):
        return at, None
    return found.end, found.part.descending


def direction(sentence: Sentence, at: int) -> Clause | None:
    """ "descending", "from low to high"."""
    for role, descending in ((Role.DESCENDING, True), (Role.ASCENDING, False)):
        end = sentence.role(at, role)
        if end is not None:
            return Clause(at, end, DirectionPart(descending))
    return None


def having(sentence: Sentence, at: int) -> Clause | None:
    """ "average balance above 1000", "number of users is at least 20"."""
    figure = _figure(sentence, at)
    if figure is None or (figure[1] == _COUNT and sentence.role(at, Role.NUMBER_OF) is None):
        return None
    after, negated = link(sentence, figure[0])
    amount = read_amount(sentence, after)
    if amount is None or negated or amount.is_exact:
        return None
    return Clause(at, amount.end, HavingPart(figure[1], amount.tests))


def columns(sentence: Sentence, at: int) -> Clause | None:
    """ "names, emails and city", "which regions"."""
    found = _all_named(sentence, at)
    if found is None:
        return None
    end, named, plural = found
    while (after := sentence.role(end, Role.AND)) is not None:
        after = sentence.skip(after, Role.AND, Role.ARTICLE)
        further = _all_named(sentence, after)
        if further is None or link_amount(sentence, further[0]):
            break
        end, named = further[0], named + further[1]
    return Clause(at, end, ColumnsPart(tuple(dict.fromkeys(named)), plural))


def link_amount(sentence: Sentence, at: int) -> bool:
    return read_amount(sentence, link(sentence, at)[0]) is not None


def _all_named(sentence: Sentence, at: int) -> tuple[int, tuple[Column, ...], bool] | None:
    """Return every column that the longest phrase here names: "names" may be two."""
    words = [(end, sense) for end, sense in sentence.senses(at) if isinstance(sense, ColumnWord)]
    if not words:
        return None
    longest = words[0][0]
    named = [word for end, word in words if end == longest]
    return longest, tuple(word.column for word in named), any(word.plural for word in named)
