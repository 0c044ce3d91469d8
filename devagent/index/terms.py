"""Words and identifiers as terms: each kept whole, and split at snake_case and CamelCase."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(rb"[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*|[0-9]+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\x00-\x7f]+")
_LONGEST = 80
_SHORTEST_PLURAL = 3


@lru_cache(maxsize=200_000)
def split_word(word: bytes) -> tuple[str, ...]:
    """Return the terms of one word in UTF-8: itself in lower case, then its parts if it has any.

    A word of more than 80 signs is data and has none.
    """
    text = word.decode(errors="replace").strip("_")
    if not text or len(text) > _LONGEST:
        return ()
    parts = (_to_singular(part.lower()) for part in _PART.findall(text))
    return tuple(dict.fromkeys((text.lower(), *parts)))


def _to_singular(word: str) -> str:
    """Return a plural without its s, as in Harman, "How Effective Is Suffixing?" (1991)."""
    if len(word) <= _SHORTEST_PLURAL or not word.endswith("s") or word.endswith(("us", "ss", "is")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


def list_terms(text: str) -> list[str]:
    """Return the terms of a text in order, repetitions included."""
    return [term for word in WORD.findall(encode(text)) for term in split_word(word)]


def list_message_phrases(text: str) -> list[str]:
    """Return what a message is known by: each three words in a row, or the two that it has."""
    words = _list_words(text)
    return _join_neighbours(words, 3) if len(words) != 2 else [" ".join(words)]


def list_phrases(text: str) -> list[str]:
    """Return each two and three words in a row of a text, to be looked up among messages."""
    words = _list_words(text)
    return [*_join_neighbours(words, 2), *_join_neighbours(words, 3)]


def _list_words(text: str) -> list[str]:
    return [word.decode(errors="replace").lower() for word in WORD.findall(encode(text))]


def _join_neighbours(words: list[str], count: int) -> list[str]:
    return [" ".join(words[start : start + count]) for start in range(len(words) - count + 1)]


def encode(text: str) -> bytes:
    """Return UTF-8; halves of surrogate pairs become question marks."""
    return text.encode(errors="replace")
