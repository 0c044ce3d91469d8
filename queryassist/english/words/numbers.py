"""Numbers of a question: "1,950", "$1.5k", "two thousand five hundred", "half a million", "3rd"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from queryassist.english.words.cursor import Cursor, Phrases
from queryassist.english.words.text import Kind, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMatch:
    """A number found in a question; ``end`` is the index after its last token.

    ``unit`` is "usd", "eur", "gbp" or "jpy" where a sign (or "grand") says so, "percent" for
    percentages, else None: words such as "dollars" are left for the caller to bind.
    """

    end: int
    value: int | Decimal
    unit: str | None = None
    ordinal: bool = False


_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        start=1,
    )
} | {"twentieth": 20, "thirtieth": 30}
_SCALES = {"thousand": 10**3, "million": 10**6, "mil": 10**6, "billion": 10**9}
_SCALES |= dict.fromkeys(("lakh", "lakhs"), 10**5) | dict.fromkeys(("crore", "crores"), 10**7)
_ROUND = {"hundred": 100, "dozen": 12} | _SCALES
_GRAND = {"grand": 10**3}
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "couple": Decimal(2)}
"""What stands before a round number, and how much of it or how often it is meant."""
_SUFFIXES = {"k": 10**3, "m": 10**6, "mm": 10**6, "b": 10**9, "bn": 10**9} | _SCALES
"""The words and letters that a number is multiplied by."""
_CURRENCIES = {"$": "usd", "us$": "usd", "€": "eur", "£": "gbp", "¥": "jpy"}
_MONEY = dict.fromkeys(("quid", "pound", "pounds"), "gbp") | dict.fromkeys(("euro", "euros"), "eur")
_MONEY |= {"yen": "jpy"}
_PERCENT = Phrases(dict.fromkeys(("%", "percent", "per cent", "pct"), "percent"))

NUMBER_WORDS: frozenset[str] = frozenset(
    _SMALL.keys() | _TENS.keys() | _ORDINALS.keys() | _ROUND.keys() | _PARTS.keys() | {"grand"}
)
"""The words that numbers are spelt with, without the "a" and "and" that join them."""

_OPENERS = NUMBER_WORDS | {"a"}
_BELOW_HUNDRED = frozenset(_SMALL.keys() | _TENS.keys())

_FIGURES = re.compile(
    r"(?P<sign>us\$|[$€£¥])?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?P<scale>k|mm?|bn?|thousand|million|billion)?(?P<tail>%|st|nd|rd|th)?"
)
_MAX_FIGURES = 40
_EXACT = Context(prec=2 * _MAX_FIGURES)


def match_number(tokens: Sequence[Token], at: int) -> NumberMatch | None:
    """Return the number that starts at token ``at``, or None.

    None too for what only looks like a number ("1,95", "1.2.3", more than 40 figures, "twenty
    twenty five"), so that it is asked about and never guessed. An article alone is no number.
    """
    cursor = Cursor(tokens, at)
    token = cursor.token
    if token is None:
        return None
    if token.kind is Kind.NUMBER:
        return _figures(cursor, token)
    if token.kind is not Kind.WORD or token.word not in _OPENERS:
        return None
    return _ordinal(cursor) or _spelt(cursor)


def scales_of(tokens: Sequence[Token], end: int) -> list[int]:
    """Return what the words that end a number multiply it by, the smallest first.

    That is 1,000 for "5k", and 1,000 and 100,000 for "two hundred thousand".
    """
    scales: list[int] = []
    while end > 0 and (
        factor := _ROUND.get(tokens[end - 1].word, _GRAND.get(tokens[end - 1].word))
    ):
        scales.append(factor * (scales[-1] if scales else 1))
        end -= 1
    found = _FIGURES.fullmatch(tokens[end - 1].word) if end > 0 and not scales else None
    return [_SUFFIXES[found["scale"]]] if found is not None and found["scale"] else scales


def _figures(cursor: Cursor, token: Token) -> NumberMatch | None:
    found = _FIGURES.fullmatch(token.word)
    if found is None or len(token.word) > _MAX_FIGURES or _is_torn(cursor):
        return None
    cursor.at += 1
    sign, scale, tail = found["sign"], found["scale"], found["tail"]
    value = Decimal(found["digits"].replace(",", ""))
    if tail and tail != "%":
        return NumberMatch(end=cursor.at, value=_tidy(value), ordinal=True)
    value = _EXACT.multiply(value, Decimal(_SUFFIXES[scale] if scale else 1))
    unit = "percent" if tail else _CURRENCIES[sign] if sign else None
    if scale is None and unit != "percent":
        value = _EXACT.multiply(_and_a_half(cursor, value), Decimal(_scale_words(cursor)))
    return _with_unit(cursor, value, unit)


def _is_torn(cursor: Cursor) -> bool:
    """Whether figures go on directly behind a comma or dot, before or after this token."""
    before = cursor.tokens[max(cursor.at - 2, 0) : cursor.at + 1]
    after = cursor.tokens[cursor.at : cursor.at + 3]
    return _is_joined(before) or _is_joined(after)


def _is_joined(three: Sequence[Token]) -> bool:
    if len(three) < 3 or three[1].word not in {",", "."}:
        return False
    left, mark, right = three
    touching = left.end == mark.start and mark.end == right.start
    return touching and left.text[-1:].isdigit() and right.text[:1].isdigit()


def _and_a_half(cursor: Cursor, value: Decimal) -> Decimal:
    if cursor.word() != "and" or (cursor.word(1), cursor.word(2)) != ("a", "half"):
        return value
    cursor.at += 3
    return _EXACT.add(value, _PARTS["half"])


def _scale_words(cursor: Cursor) -> int:
    """Return what "hundred", "million", "hundred thousand" here multiplies by; 1 for nothing."""
    factor = 1
    if cursor.word() in {"hundred", "dozen"}:
        factor = _ROUND[cursor.word()]
        cursor.at += 1
    if cursor.word() in _SCALES:
        factor *= _SCALES[cursor.word()]
        cursor.at += 1
    return factor


def _with_unit(cursor: Cursor, value: Decimal, unit: str | None) -> NumberMatch:
    """Return the number with a "grand", a percent sign or a currency sign that follows it."""
    if unit is None and cursor.word() == "grand" and cursor.word(1) != "total":
        cursor.at += 1
        value, unit = _EXACT.multiply(value, Decimal(1000)), "usd"
    elif unit is None and cursor.word() in _CURRENCIES:
        unit = _CURRENCIES[cursor.word()]
        cursor.at += 1
    elif unit is None and cursor.word() in _MONEY:
        unit = _MONEY[cursor.word()]
        cursor.at += 1
    elif unit is None:
        unit = cursor.accept(_PERCENT)
    return NumberMatch(end=cursor.at, value=_tidy(value), unit=unit)


def _tidy(value: Decimal) -> int | Decimal:
    return int(value) if value == int(value) else value


def _ordinal(cursor: Cursor) -> NumberMatch | None:
    tens = _TENS.get(cursor.word(), 0)
    ones = _ORDINALS.get(cursor.word(1 if tens else 0))
    if ones is None or (tens and ones > 9):
        return None
    return NumberMatch(end=cursor.at + (2 if tens else 1), value=tens + ones, ordinal=True)


def _spelt(cursor: Cursor) -> NumberMatch | None:
    value = cursor.attempt(_part, _round, _cardinal)
    if value is None or cursor.word() in _BELOW_HUNDRED:
        return None
    return _with_unit(cursor, value, None)


def _part(cursor: Cursor) -> Decimal | None:
    """Read "half a million", "a quarter of a million", "half a grand", "a couple of hundred"."""
    ahead = 1 if cursor.word() == "a" else 0
    part = _PARTS.get(cursor.word(ahead))
    if part is None:
        return None
    ahead += 2 if cursor.word(ahead + 1) == "of" else 1
    ahead += 1 if cursor.word(ahead) == "a" else 0
    if cursor.word(ahead) not in _ROUND and cursor.word(ahead) != "grand":
        return None
    cursor.at += ahead
    return part * _scale_words(cursor)


def _round(cursor: Cursor) -> Decimal | None:
    """Read "a" before "grand" or "dozen"; other round numbers may go on ("a hundred and five")."""
    if cursor.word() == "a" and cursor.word(1) == "grand" and cursor.word(2) != "total":
        cursor.at += 1
        return Decimal(1)
    if cursor.word() == "dozen" or (cursor.word() == "a" and cursor.word(1) == "dozen"):
        cursor.at += 1 if cursor.word() == "dozen" else 2
        return Decimal(12)
    return None


def _cardinal(cursor: Cursor) -> Decimal | None:
    """Read a spelt cardinal; between "between" and its "and", that "and" joins no number.

    "between one hundred and two thousand" has two numbers, though "one hundred and two thousand"
    is one; "between one hundred and fifty and two hundred" shows by its second "and" which is
    which.
    """
    began = cursor.at
    value = _groups(cursor, joined=True)
    in_range = began > 0 and cursor.tokens[began - 1].word == "between"
    if value is not None and in_range and cursor.word() != "and":
        cursor.at = began
        value = _groups(cursor, joined=False)
    return value


def _groups(cursor: Cursor, *, joined: bool) -> Decimal | None:
    """Read groups below a thousand, each with a smaller scale than the one before."""
    total: Decimal | None = None
    ceiling = 10**12
    while True:
        began = cursor.at
        if total is not None and joined:
            cursor.skip("and")
        group = _group(cursor, joined=joined)
        scale = _SCALES.get(cursor.word(), 1)
        if group is None or scale >= ceiling or (total is not None and group == 0):
            cursor.at = began
            return total
        cursor.at += 1 if scale > 1 else 0
        total = (total or Decimal(0)) + group * scale
        ceiling = scale
        if scale == 1:
            return total


def _group(cursor: Cursor, *, joined: bool) -> Decimal | None:
    """Read a number below a thousand, or the 1 that "a thousand" and "thousand" leave out."""
    if cursor.word() == "a" and cursor.word(1) in _ROUND:
        cursor.at += 1
    value = _below_hundred(cursor)
    if value is None and cursor.word() in _ROUND:
        value = Decimal(1)
    if value is None:
        return None
    halved = _and_a_half(cursor, value)
    if halved != value or cursor.word() != "hundred":
        return halved * (_scale_words(cursor) if cursor.word() in {"hundred", "dozen"} else 1)
    cursor.at += 1
    return value * 100 + (cursor.attempt(lambda here: _after_hundred(here, joined)) or 0)


def _after_hundred(cursor: Cursor, joined: bool) -> Decimal | None:
    """Read the "and five" of "one hundred and five"; None where "hundred" follows it again."""
    if joined:
        cursor.skip("and")
    value = _below_hundred(cursor)
    return None if value is None or cursor.word() == "hundred" else value


def _below_hundred(cursor: Cursor) -> Decimal | None:
    word = cursor.word()
    if word in _SMALL:
        cursor.at += 1
        return Decimal(_SMALL[word])
    if word not in _TENS:
        return None
    cursor.at += 1
    ones = _SMALL.get(cursor.word(), 0)
    if not 0 < ones < 10:
        return Decimal(_TENS[word])
    cursor.at += 1
    return Decimal(_TENS[word] + ones)
