"""Words and identifiers as terms: each kept whole, and split at snake_case and CamelCase.

Terms and phrases are stored by numbers of 64 bits, a hash, so files that never met agree on them:
of a million terms, two share a number with a chance of one in forty million.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]

WORD = re.compile(rb"[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*|[0-9]+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\x00-\x7f]+")
_LONGEST = 80
_SHORTEST_PLURAL = 3
# An odd number whose bits look random: 2 ** 64 by the golden ratio.
_STEP = 0x9E3779B97F4A7C15
_NUMBER_BYTES = 8


@lru_cache(maxsize=20_000)
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


def number(term: str) -> int:
    """Return the number that a term is stored by: 64 bits, the same in every process."""
    return int.from_bytes(blake2b(encode(term), digest_size=_NUMBER_BYTES).digest(), "little")


@lru_cache(maxsize=200_000)
def number_word(word: bytes) -> tuple[int, ...]:
    """Return the numbers of the terms of one word in UTF-8."""
    return tuple(number(term) for term in split_word(word))


@lru_cache(maxsize=200_000)
def number_spoken(word: bytes) -> int:
    """Return the number of a word as it stands in a phrase: as a whole, in lower case."""
    return number(word.decode(errors="replace").lower())


def number_terms(text: str) -> list[int]:
    """Return the numbers of ``list_terms``."""
    return [term for word in WORD.findall(encode(text)) for term in number_word(word)]


def number_messages(messages: Sequence[Sequence[bytes]]) -> tuple[Numbers, NDArray[np.int64]]:
    """Return what messages are known by, and for each which message it is of.

    These are the numbers of each three words in a row, or of the two that a message has.
    """
    sizes = np.fromiter(map(len, messages), dtype=np.int64, count=len(messages))
    spoken = [number_spoken(word) for words in messages for word in words]
    words = np.array(spoken, dtype=np.uint64)
    owners = np.repeat(np.arange(len(messages)), sizes)
    starts = np.cumsum(sizes) - sizes
    pairs = np.flatnonzero(sizes == 2)
    triples = np.flatnonzero(owners[:-2] == owners[2:])
    step = np.uint64(_STEP)
    twos = words[starts[pairs]] * step + words[starts[pairs] + 1]
    threes = (words[triples] * step + words[triples + 1]) * step + words[triples + 2]
    return np.concatenate((threes, twos)), np.concatenate((owners[triples], pairs))


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
