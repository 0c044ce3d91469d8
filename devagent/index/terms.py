"""Words and identifiers as terms: each kept whole, and split at snake_case and CamelCase.

Terms and phrases are stored by numbers of 64 bits, a hash, so files that never met agree on them:
of a million terms, two share a number with a chance of one in forty million.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from devagent.index.arrays import Numbers, Whole, find_firsts

WORD = re.compile(rb"[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*|[0-9]+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\x00-\x7f]+")
_LONGEST = 80
_SHORTEST_PLURAL = 3
# An odd number whose bits look random: 2 ** 64 by the golden ratio.
_STEP = 0x9E3779B97F4A7C15
_NUMBER_BYTES = 8


@lru_cache(maxsize=10_000)
def split_word(word: bytes) -> tuple[str, ...]:
    """Return the terms of one word in UTF-8: itself in lower case, then its parts if it has any.

    A word of more than 80 signs is data and has none.
    """
    if word.islower() and word.isalpha() and len(word) <= _LONGEST:
        whole = word.decode()
        singular = _to_singular(whole)
        return (whole,) if singular == whole else (whole, singular)
    text = word.decode(errors="replace").strip("_")
    if not text or len(text) > _LONGEST:
        return ()
    parts = map(_to_singular, map(str.lower, _PART.findall(text)))
    return tuple(dict.fromkeys((text.lower(), *parts)))


@lru_cache(maxsize=50_000)
def _to_singular(word: str) -> str:
    """Return a plural without its s, as in Harman, "How Effective Is Suffixing?" (1991)."""
    if len(word) <= _SHORTEST_PLURAL or not word.endswith("s") or word.endswith(("us", "ss", "is")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


def list_terms(text: str) -> list[str]:
    """Return the terms of a text in order, repetitions included."""
    return [term for word in WORD.findall(encode(text)) for term in split_word(word)]


@lru_cache(maxsize=200_000)
def number(term: str) -> int:
    """Return the number that a term is stored by: 64 bits, the same in every process."""
    return int.from_bytes(blake2b(encode(term), digest_size=_NUMBER_BYTES).digest(), "little")


@lru_cache(maxsize=200_000)
def number_word(word: bytes) -> tuple[int, ...]:
    """Return the numbers of the terms of one word in UTF-8."""
    return tuple(map(number, split_word(word)))


@lru_cache(maxsize=200_000)
def number_spoken(word: bytes) -> int:
    """Return the number of a word as it stands in a phrase: as a whole, in lower case."""
    if word.isalnum() and len(word) <= _LONGEST:
        return number_word(word)[0]
    return number(word.decode(errors="replace").lower())


def number_terms(text: str) -> list[int]:
    """Return the numbers of ``list_terms``."""
    return [term for word in WORD.findall(encode(text)) for term in number_word(word)]


def number_messages(spoken: Numbers, owners: Whole) -> tuple[Numbers, Whole]:
    """Return what messages are known by, and for each the place of its first word.

    These are the numbers of each three words in a row, or of the two that a message has. The
    messages are given as the numbers of their words, and which message each is of.
    """
    triples = np.flatnonzero(owners[:-2] == owners[2:])
    firsts = find_firsts(owners)
    pairs = firsts[np.diff(firsts, append=len(owners)) == 2]
    step = np.uint64(_STEP)
    threes = (spoken[triples] * step + spoken[triples + 1]) * step + spoken[triples + 2]
    twos = spoken[pairs] * step + spoken[pairs + 1]
    return np.concatenate((threes, twos)), np.concatenate((triples, pairs))


def list_phrases(text: str) -> dict[str, int]:
    """Return each two and three words in a row of a text with the numbers they are stored by."""
    raw = WORD.findall(encode(text))
    spoken = [word.decode(errors="replace").lower() for word in raw]
    numbers = [number_spoken(word) for word in raw]
    return {
        " ".join(spoken[start : start + count]): _join(numbers[start : start + count])
        for count in (2, 3)
        for start in range(len(raw) - count + 1)
    }


def _join(numbers: Iterable[int]) -> int:
    joined = 0
    for one in numbers:
        joined = joined * _STEP + one
    return joined % (1 << 64)


def encode(text: str) -> bytes:
    """Return UTF-8; halves of surrogate pairs become question marks."""
    return text.encode(errors="replace")
