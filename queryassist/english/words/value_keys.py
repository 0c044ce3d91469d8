"""Keys of values: the form in which a value and the words of a question are the same text.

A key is folded words with one space between them, so that case, accents, hyphens, apostrophes
and dots do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from queryassist.english.words.text import Kind, Token, tokenize

_LONGEST_VALUE = 100
_MOST_WORDS = 12
_SPELLED_OUT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "&": "and"}
_is_plain = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,})*").fullmatch


def keys_of(value: str) -> tuple[str, ...]:
    """Return the keys of a value, with and without its punctuation; none if it cannot stand free.

    "Washington, D.C." is found as "washington , dc" and as "washington dc". Values without a word
    of two letters, of more than 100 characters or of more than 12 words have no key.
    """
    if len(value) > _LONGEST_VALUE:
        return ()
    if _is_plain(value):  # most values are, and tokens cost ten times as much
        words = value.lower().split(" ")
        return (_joined(words),) if len(words) <= _MOST_WORDS else ()
    tokens = tokenize(value)
    runs = list(runs_from(tokens, 0))
    if not runs or runs[-1][1] < len(tokens) - 1:
        return ()
    key = runs[-1][0]
    words = [word for word in key.split(" ") if word[:1].isalnum()]
    if not any(len(word) > 1 and word.isalpha() for word in words):
        return ()
    return tuple(dict.fromkeys((key, " ".join(words))))


def runs_from(tokens: Sequence[Token], at: int) -> Iterator[tuple[str, int]]:
    """Yield key and end of the runs of 1, 2, 3 … words from ``at``; a quotation is one run."""
    if at < len(tokens) and tokens[at].kind is Kind.QUOTED:
        yield from ((key, at + 1) for key in keys_of(tokens[at].word)[:1])
        return
    key, words = "", 0
    while at < len(tokens) and words < _MOST_WORDS:
        word, at = _word_at(tokens, at)
        if word == "'s":
            key += "s"
        elif word and word != ".":
            word = word.replace("'", "")
            key += (" " if key else "") + _SPELLED_OUT.get(word, word)
        else:
            continue
        words += 1
        yield key, at


def _joined(words: Iterable[str]) -> str:
    return " ".join([_SPELLED_OUT.get(word, word) for word in words])


def _word_at(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Return the word at ``at`` and the index after it; "U.S.A." is one word, its last dot too."""
    word = tokens[at].word
    end = at + 1
    if not _is_letter(word):
        return word, end
    while end + 1 < len(tokens) and tokens[end].text == "." and _is_letter(tokens[end + 1].word):
        word += tokens[end + 1].word
        end += 2
    if len(word) > 1 and end < len(tokens) and tokens[end].text == ".":
        end += 1
    return word, end


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha()
