"""Tokens of a question, with their place in it, and the folding that makes spellings equal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum, auto


class Kind(StrEnum):
    """What a token looks like; its meaning is found later."""

    WORD = auto()
    NUMBER = auto()  # "1,950", "$1.5k", "30%", "3rd": numbers.py gives its value
    DATE = auto()  # "2025-03-01", "03/01/2025"
    TIME = auto()  # "10:30", "10pm"
    QUOTED = auto()  # '"Tokyo"'; its ``word`` is without the quotes
    EMAIL = auto()
    ADDRESS = auto()  # 0x and 40 hex digits
    SYMBOL = auto()  # ">", ">=", "=", "!=", "+", "-", "&", "/"
    PUNCTUATION = auto()  # , ; : . ? ! ( )


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the question: ``text`` as written, ``word`` folded, offsets into the question."""

    text: str
    word: str
    kind: Kind
    start: int
    end: int


_FOLDED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "ʼ": "'"}
)

_CONTRACTIONS = {
    "what's": ("what", "is"),
    "who's": ("who", "is"),
    "where's": ("where", "is"),
    "how's": ("how", "is"),
    "that's": ("that", "is"),
    "there's": ("there", "is"),
    "it's": ("it", "is"),
    "let's": ("let", "us"),
    "who've": ("who", "have"),
    "that've": ("that", "have"),
    "i'm": ("i", "am"),
    "i'd": ("i", "would"),
    "we've": ("we", "have"),
    "they've": ("they", "have"),
    "they're": ("they", "are"),
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "isnt": ("is", "not"),
    "arent": ("are", "not"),
    "dont": ("do", "not"),
    "doesnt": ("does", "not"),
    "didnt": ("did", "not"),
    "havent": ("have", "not"),
    "hasnt": ("has", "not"),
    "whats": ("what", "is"),
    "wats": ("what", "is"),
}

_SPELLINGS = {
    "abt": "about", "amt": "amount", "b/w": "between", "btwn": "between", "cnt": "count",
    "cntry": "country", "cnts": "counts", "ctries": "countries", "ctry": "country",
    "custmr": "customer", "excl": "excluding", "frm": "from", "giv": "give", "hav": "have",
    "hv": "have", "hw": "how", "incl": "include", "lst": "last", "lvl": "level", "mny": "many",
    "mth": "month", "mths": "months", "nxt": "next", "qtr": "quarter", "qtrs": "quarters",
    "qty": "number", "rn": "now", "shw": "show", "teh": "the", "ther": "their", "thier": "their",
    "thn": "than", "thre": "there", "wat": "what", "whch": "which", "wht": "what", "wich": "which",
    "wk": "week", "wks": "weeks", "yday": "yesterday", "yest": "yesterday", "yr": "year",
    "ystrday": "yesterday",
}  # fmt: skip
"""Short forms and slips too short to be put right by their letters."""

_MULTIPLIER = r"(?:k|m|mm|bn|b|thousand|million|billion)"
_PATTERN = re.compile(
    r"""
      (?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?P<address>0x[0-9a-f]{40}\b)
    | (?P<quoted>"[^"\n]{1,100}"|“[^”\n]{1,100}”|(?<![\w])'[^'\n]{1,100}'(?![\w]))
    | (?P<date>\b\d{4}-\d{1,2}-\d{1,2}(?:T\d{1,2}:\d{2}(?::\d{2})?Z?)?\b
        |\b\d{4}/\d{1,2}/\d{1,2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b)
    | (?P<time>\b\d{1,2}:\d{2}(?::\d{2})?\s?(?:am|pm)?\b|\b\d{1,2}\s?(?:am|pm)\b)
    | (?P<number>(?:us\$|[$€£¥])?\s?\d+(?:,\d{3})+(?:\.\d+)?(?:<multiplier>\b)?%?
        |(?:us\$|[$€£¥])\s?(?:\d+(?:\.\d+)?|\.\d+)(?:<multiplier>\b)?
        |(?<![\d_.])(?:\d+(?:\.\d+)?|\.\d+)(?:<multiplier>\b|%|st\b|nd\b|rd\b|th\b)?)
    | (?P<symbol>>=|<=|=>|=<|!=|<>|==|≥|≤|≠|[><=+\-–—&/])
    | (?P<word>\b[qh][1-4]\b|\bb/w\b|[^\W\d_]+(?:'[^\W\d_]+)*(?:_\w+)*'?)
    | (?P<punctuation>[^\w\s])
    | (?P<other>\S)
    """.replace("<multiplier>", _MULTIPLIER),
    re.VERBOSE | re.IGNORECASE,
)

_MEASURED = re.compile(r"\d[^\W\d_]+$")  # "50k" before the hyphen of "50k-100k"


_NATION_AND_GENDER = re.compile(r"(cornish|dutch|english|french|irish|scots|welsh)((?:wo)?m[ae]n)")
"""Words that say two things: "Frenchmen"."""


def fold(text: str) -> str:
    """Return text in the form in which words are compared: lower case, no accents, plain quotes."""
    composed = unicodedata.normalize("NFC", text).casefold().translate(_FOLDED)
    return composed if composed.isascii() else "".join(_plain(char) for char in composed)


def _plain(char: str) -> str:
    """Return a letter without its marks. Signs keep theirs: the stroke of "≯" turns it round."""
    if not (char.isalnum() or unicodedata.combining(char)):
        return char
    decomposed = unicodedata.normalize("NFKD", char)
    return "".join(part for part in decomposed if not unicodedata.combining(part))


def tokenize(question: str) -> list[Token]:
    """Return the tokens of a question in order.

    Contractions, and words such as "Frenchmen", become two tokens over the same characters
    ("isn't": "is", "not"); a possessive
    "'s" becomes a token of its own; hyphens between letters separate words.
    """
    tokens: list[Token] = []
    for match in _PATTERN.finditer(question):
        tokens.extend(_tokens_of(match, question))
    return _in_one_word([_spelled_out(tokens, at) for at in range(len(tokens))])


_DEGREES = {
    "big": ("bigger", "biggest"),
    "high": ("higher", "highest"),
    "large": ("larger", "largest"),
    "low": ("lower", "lowest"),
    "old": ("older", "oldest"),
    "poor": ("poorer", "poorest"),
    "rich": ("richer", "richest"),
    "small": ("smaller", "smallest"),
    "wealthy": ("wealthier", "wealthiest"),
    "young": ("younger", "youngest"),
}
_OWNING = frozenset({"has", "have", "having", "had", "with"})


def _in_one_word(tokens: list[Token]) -> list[Token]:
    """Return the tokens with "more old than" as "older than" and "the most rich" as "the richest".

    Not so where so many are had: "the country with the most rich users".
    """
    joined: list[Token] = []
    for at, token in enumerate(tokens):
        degree = joined[-1].word if joined else ""
        if token.word not in _DEGREES or degree not in ("more", "most"):
            joined.append(token)
            continue
        before = [each.word for each in joined[-3:-1]]
        than = degree == "more" and [each.word for each in tokens[at + 1 : at + 2]] == ["than"]
        most = degree == "most" or before[-1:] == ["the"]
        if not than and (not most or not _OWNING.isdisjoint(before)):
            joined.append(token)
            continue
        first = joined.pop()
        text, word = f"{first.text} {token.text}", _DEGREES[token.word][not than]
        joined.append(replace(token, text=text, word=word, start=first.start))
    return joined


_INSIDE = {"btw": "between", "n": "and", "r": "are"}
_BEFORE_A_NUMBER = frozenset({"bottom", "first", "last", "top"})


def _spelled_out(tokens: list[Token], at: int) -> Token:
    """Return a short form that stands inside a sentence in full: "ppl r in Spain n Italy".

    At either end "btw" is "by the way"; the "n" of "top n" is a number.
    """
    token = tokens[at]
    if token.word not in _INSIDE or not 0 < at < len(tokens) - 1:
        return token
    before, after = tokens[at - 1], tokens[at + 1]
    if Kind.PUNCTUATION in (before.kind, after.kind) or before.word in _BEFORE_A_NUMBER:
        return token
    return replace(token, word=_INSIDE[token.word])


def _tokens_of(match: re.Match[str], question: str) -> list[Token]:
    group = match.lastgroup or "other"
    text, start, end = match.group(), match.start(), match.end()
    if group == "word":
        return _word_tokens(text, start)
    if group == "symbol" and text in "-–—" and _between_letters(question, start, end):
        return []
    if group == "quoted":
        return [Token(text, fold(text[1:-1]).strip(), Kind.QUOTED, start, end)]
    kind = Kind[group.upper()] if group.upper() in Kind.__members__ else Kind.PUNCTUATION
    return [Token(text, fold(text).replace(" ", ""), kind, start, end)]


def _between_letters(question: str, start: int, end: int) -> bool:
    before, after = question[start - 1 : start], question[end : end + 1]
    if after.isdigit() and _MEASURED.search(question, max(start - 12, 0), start):
        return False
    return before.isalnum() and after.isalnum() and (before.isalpha() or after.isalpha())


def _word_tokens(text: str, start: int) -> list[Token]:
    end = start + len(text)
    word = fold(text)
    word = _SPELLINGS.get(word, word)
    if word in _CONTRACTIONS:
        return [Token(text, part, Kind.WORD, start, end) for part in _CONTRACTIONS[word]]
    if people := _NATION_AND_GENDER.fullmatch(word):
        return [Token(text, part, Kind.WORD, start, end) for part in people.groups()]
    if word.endswith("n't"):
        verb = {"ca": "can", "wo": "will"}.get(word[:-3], word[:-3])
        return [Token(text, part, Kind.WORD, start, end) for part in (verb, "not")]
    if word.endswith(("'s", "s'")):
        stem = word[:-2] if word.endswith("'s") else word[:-1]
        cut = start + len(text) - (2 if word.endswith("'s") else 1)
        return [
            Token(text[: cut - start], stem, Kind.WORD, start, cut),
            Token(text[cut - start :], "'s", Kind.WORD, cut, end),
        ]
    return [Token(text, word.strip("'"), Kind.WORD, start, end)]
