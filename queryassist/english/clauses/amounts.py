"""Amounts: "more than $500", "between 18 and 25", "at least 1k", "30 or older", "18-25"."""

from __future__ import annotations

from queryassist.catalog import Column, Unit
from queryassist.english.clauses.parts import Amount, Number
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import ColumnWord, ComparativeWord, Comparator, UnitWord
from queryassist.english.words.numbers import NumberMatch, scales_of
from queryassist.english.words.roles import Role
from queryassist.english.words.text import Kind
from queryassist.english.words.vocabulary import MORE_OR_LESS
from queryassist.spec import Operator

_DECADES = {
    "teens": 10, "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60,
    "seventies": 70, "eighties": 80, "nineties": 90,
}  # fmt: skip
_DECADES |= {
    f"{tens}{ending}": 10 * place
    for place, tens in enumerate("twenty thirty forty fifty sixty seventy eighty".split(), start=2)
    for ending in ("something", "somethings")
}
_DECADE_ENDINGS = frozenset({"s", "'s", "something", "somethings"})


STARTS = (NumberMatch, UnitWord, Comparator, Role.BETWEEN)
STARTING_WORDS = frozenset({*_DECADES, *MORE_OR_LESS, "-", "–"})
"""What an amount may start with."""

_Number = tuple[int, Number, Unit | None]
"""Where a number ends, its value and its unit."""


def read_amount(sentence: Sentence, at: int) -> Amount | None:
    """Return the amount that starts at a place, or None."""
    for recognise in (_between, _next_between, _compared, _range, _single):
        amount = recognise(sentence, at)
        if amount is not None:
            return None if sentence.words[amount.end : amount.end + 1] in DIGITS else amount
    return None


DIGITS = (["figure"], ["figures"], ["digit"], ["digits"])
"""Words after which a number is how long another one is: "a balance of 5 figures"."""


def ends_amount(sentence: Sentence, at: int) -> bool:
    """Whether an amount with a unit stands right before: the "$1000" of "$1000 each"."""
    before = (read_amount(sentence, start) for start in range(max(0, at - _LONGEST), at))
    return any(found is not None and found.end == at and found.unit for found in before)


_LONGEST = 5
"""How many words an amount has at most: "more than 1000 us dollars"."""


def find_comparator(sentence: Sentence, at: int) -> tuple[int, Operator] | None:
    """Return (end, operator) of the longest comparator before a number, or None."""
    found = sentence.find(at, Comparator, lambda word: not _is_special(word))
    return (found[0], found[1].operator) if found else None


def is_in_thousands(sentence: Sentence, amount: Amount) -> bool:
    """Whether an amount is so large, or said so, that it is one of money: "5k", "a million"."""
    words = sentence.words[amount.start : amount.end]
    said = any(word in _SCALES or (word[:1].isdigit() and word[-1] in "km") for word in words)
    return said or any(value >= _MILLION for _, value in amount.tests)


_SCALES = frozenset("thousand million mil billion lakh lakhs crore crores".split())
_MILLION = 10**6


def read_decade(sentence: Sentence, at: int) -> Amount | None:
    """Return "20s" or "20-somethings" as 20 to 29 of the unit that is counted so, or None."""
    decade = _DECADES.get(sentence.words[at])
    end = at + 1
    number = sentence.number(at)
    if (
        decade is None
        and number
        and number.value in _DECADES.values()
        and number.end < sentence.size
    ):
        follows = sentence.tokens[number.end]
        if (
            follows.word in _DECADE_ENDINGS
            and follows.start <= sentence.tokens[number.end - 1].end + 1
        ):
            decade, end = int(number.value), number.end + 1
    unit = _unit_of_decades(sentence)
    if decade is None or unit is None:
        return None
    low = 13 if decade == 10 else decade
    return Amount(((Operator.GE, low), (Operator.LE, decade + 9)), unit, at, end)


def _decade_number(sentence: Sentence, at: int) -> _Number | None:
    """Return the 30 of "the under thirties"."""
    value = _DECADES.get(sentence.words[at]) if at < sentence.size else None
    return (at + 1, value, _unit_of_decades(sentence)) if value is not None else None


def _unit_of_decades(sentence: Sentence) -> Unit | None:
    units = (column.unit for column in sentence.world.dataset.columns if column.unit)
    return next((unit for unit in units if unit.decades), None)


def _is_special(word: Comparator) -> bool:
    return word.postfix or word.of_time or word.of_text


def _number(sentence: Sentence, at: int) -> _Number | None:
    """Return (end, value, unit) of a number with its unit words; None for ordinals, percentages."""
    if at < sentence.size and sentence.tokens[at].word in ("-", "–"):
        negative = _number(sentence, at + 1)
        return (negative[0], -negative[1], negative[2]) if negative else None
    before = sentence.find(at, UnitWord)
    match = sentence.number(before[0] if before else at)
    if match is None or match.ordinal or match.unit == "percent":
        return None
    unit = _unit_named(sentence, match.unit) if match.unit else None
    unit = before[1].unit if before else unit
    end = match.end
    while found := sentence.find(end, UnitWord):
        end, unit = found[0], found[1].unit
    end += unit is not None and sentence.words[end : end + 1] == ["left"]
    return end, match.value, unit


def _unit_named(sentence: Sentence, name: str) -> Unit:
    for column in sentence.world.dataset.columns:
        if column.unit and column.unit.name == name:
            return column.unit
    return Unit(name=name, symbol=name.upper(), words=())


def _between(sentence: Sentence, at: int) -> Amount | None:
    end = sentence.role(at, Role.BETWEEN)
    if end is None:
        return None
    start, column = _column_inside(sentence, sentence.skip(end, Role.ARTICLE))
    return _joined(sentence, at, start, column, between=True)


def _next_between(sentence: Sentence, at: int) -> Amount | None:
    """Return the "26 and 35" after "between 18 and 25," or after another such behind it."""
    if at == 0 or sentence.words[at - 1] not in _LISTED:
        return None
    opened = (_between(sentence, start) for start in range(at - 1, -1, -1))
    found = next((amount for amount in opened if amount is not None), None)
    while found is not None and found.end < at:
        start = found.end
        while start < at and sentence.words[start] in _LISTED:
            start += 1
        found = _joined(sentence, start, start, None, between=True) if start > found.end else None
    return found if found is not None and found.start == at else None


_LISTED = frozenset({",", "or", "and"})


def _column_inside(sentence: Sentence, at: int) -> tuple[int, Column | None]:
    """Return the place of the number, and the column named before it: "below the age of 21"."""
    named = sentence.find(at, ColumnWord, lambda word: word.column.type.is_number)
    if named is None:
        return at, None
    return sentence.skip(named[0], Role.OF, Role.COPULA), named[1].column


def _range(sentence: Sentence, at: int) -> Amount | None:
    number = _number(sentence, at)
    if number is None or sentence.words[number[0] : number[0] + 1] in (["and"], ["&"]):
        return None
    return _joined(sentence, at, at, None, between=False)


def _joined(
    sentence: Sentence, start: int, at: int, column: Column | None, *, between: bool
) -> Amount | None:
    low = _number(sentence, at)
    middle = sentence.role(low[0], Role.TO) if low else None
    high = _number(sentence, sentence.skip(middle, Role.ARTICLE)) if middle else None
    if low is None or high is None:
        return None
    if low[1] > high[1] and not between:
        return None  # "two to one" is no range
    smaller, larger = sorted((_scaled(sentence, low, high), high[1]))
    tests = ((Operator.GE, smaller), (Operator.LE, larger))
    end = high[0] + (sentence.words[high[0] : high[0] + 1] in (["inclusive"], ["range"]))
    return Amount(tests, high[2] or low[2], start, end, column)


def _scaled(sentence: Sentence, low: _Number, high: _Number) -> Number:
    """Return the "two" of "two to five thousand" as 2,000, which the scale behind is also of.

    Not so of "100 to 2 thousand", which would go down, nor of a number with a unit or scale.
    """
    end, value, unit = low
    last = _last_figure(sentence, high)
    both_signed = unit is not None and not sentence.words[last - 1][:1].isalnum()  # "$1 and $5k"
    if both_signed or sentence.find(end - 1, UnitWord) is not None:
        return value
    own = max(scales_of(sentence.tokens, end), default=1)
    scales = scales_of(sentence.tokens, last)
    fitting = [scale for scale in scales if own < scale and 0 < value < high[1] / scale]
    return value * max(fitting, default=1)


def _last_figure(sentence: Sentence, number: _Number) -> int:
    """Return the place after the figures or words of a number, before its unit."""
    end = number[0]
    while end > 0 and sentence.find(end - 1, UnitWord) is not None:
        end -= 1
    return end


def _compared(sentence: Sentence, at: int) -> Amount | None:
    found = find_comparator(sentence, at) or _without_than(sentence, at)
    if found is None:
        return None
    start = sentence.skip(found[0], Role.THAN)
    number, column = _number(sentence, start), None
    if number is None:
        start, column = _column_inside(sentence, sentence.skip(start, Role.ARTICLE))
        number = _number(sentence, start) or _decade_number(sentence, start)
    if number is None:
        return None
    end, value, unit = number
    other = _other_bound(sentence, end, found[1])
    value = _scaled(sentence, number, other) if other is not None else value
    if sentence.words[end : end + 1] in (["s"], ["'s"]):
        end, unit = end + 1, unit or _unit_of_decades(sentence)  # "under-18s"
    return Amount(((found[1], value),), unit, at, end, column)


def _without_than(sentence: Sentence, at: int) -> tuple[int, Operator] | None:
    """Return (end, operator) of the "bigger of" or "higher" before a number that is compared."""
    operator = MORE_OR_LESS.get(sentence.words[at]) if at < sentence.size else None
    compares = at > 0 and sentence.role(at - 1, Role.ARTICLE) is None
    end = at + 1 + (sentence.words[at + 1 : at + 2] == ["of"])
    if operator is None or not compares or sentence.number(end) is None:
        return None
    return end, operator


def _other_bound(sentence: Sentence, at: int, operator: Operator) -> _Number | None:
    """Return the "5 thousand" that bounds "more than 2 but less than 5 thousand" above."""
    joined = sentence.words[at : at + 1] in (["but"], ["and"])
    below = find_comparator(sentence, at + 1) if joined else None
    bounds = operator in (Operator.GT, Operator.GE) and below is not None
    if below is None or not bounds or below[1] not in (Operator.LT, Operator.LE):
        return None
    return _number(sentence, below[0])


def _single(sentence: Sentence, at: int) -> Amount | None:
    number = _number(sentence, at)
    if number is None:
        return None
    end, value, unit = number
    joint = sentence.role(end, Role.OR)
    other = _number(sentence, joint) if joint is not None else None
    if other is not None:
        value = _scaled(sentence, number, other)  # "1 or 2 thousand"
    postfix = sentence.find(end, Comparator, lambda word: word.postfix)
    if postfix and not _starts_amount(sentence, postfix[0]):
        after = sentence.find(postfix[0], UnitWord)
        unit = after[1].unit if after else unit
        said = sentence.find(postfix[0] - 1, ComparativeWord)  # "65 or older"
        column = said[1].column if said and said[1].column.type.is_number else None
        tests = ((postfix[1].operator, value),)
        return Amount(tests, unit, at, after[0] if after else postfix[0], column)
    return Amount(((Operator.EQ, value),), unit, at, end)


def _starts_amount(sentence: Sentence, at: int) -> bool:
    """Whether the "5" of "and above 5" stands here, so that those words are no postfix."""
    return at < sentence.size and (
        sentence.number(at) is not None
        or sentence.tokens[at].kind is Kind.NUMBER
        or sentence.role(at, Role.THAN) is not None
    )
