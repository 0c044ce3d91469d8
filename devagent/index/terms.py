"""Words and identifiers as terms: each kept whole, and split at snake_case and CamelCase.

Terms and phrases are stored by numbers of 64 bits, a hash, so files that never met agree on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from devagent.index.arrays import Numbers, Whole, find_firsts, find_starts
from devagent.index.hashing import STEP, HashedText
from devagent.index.splitting import Terms, find_words, fold, split_words


def list_terms(text: str) -> list[str]:
    """Return the terms of a text in order, repetitions included."""
    [terms] = list_terms_of([text])
    return terms


def list_terms_of(texts: Sequence[str]) -> list[list[str]]:
    """Return the terms of each text in order, repetitions included."""
    terms, which = _split_texts(texts)
    listed: list[list[str]] = [[] for _ in texts]
    for term, text in zip(terms.list_texts(), which.tolist(), strict=True):
        listed[text].append(term)
    return listed


def number_terms_of(texts: Sequence[str]) -> tuple[Numbers, Whole]:
    """Return the numbers of the terms of all texts in order, and which text each is of."""
    terms, which = _split_texts(texts)
    return terms.numbers, which


def number(terms: Sequence[str]) -> Numbers:
    """Return the numbers that terms are stored by: 64 bits, the same in every process."""
    encoded = [*map(encode, terms)]
    bounds = find_starts([*map(len, encoded)])
    return HashedText(b"".join(encoded)).number(bounds[:-1], bounds[1:])


def _split_texts(texts: Sequence[str]) -> tuple[Terms, Whole]:
    encoded = [*map(encode, texts)]
    bases = find_starts([len(one) + 1 for one in encoded])
    joined = b"\n".join(encoded)
    words = find_words(joined)
    terms = split_words(joined, fold(joined), words)
    return terms, np.searchsorted(bases, words.starts[terms.owners], side="right") - 1


def number_messages(spoken: Numbers, owners: Whole) -> tuple[Numbers, Whole]:
    """Return what messages are known by, and for each the place of its first word.

    These are the numbers of each three words in a row, or of the two that a message has. The
    messages are given as the numbers of their words, and which message each is of.
    """
    triples = np.flatnonzero(owners[:-2] == owners[2:])
    firsts = find_firsts(owners)
    pairs = firsts[np.diff(firsts, append=len(owners)) == 2]
    step = np.uint64(STEP)
    threes = (spoken[triples] * step + spoken[triples + 1]) * step + spoken[triples + 2]
    twos = spoken[pairs] * step + spoken[pairs + 1]
    return np.concatenate((threes, twos)), np.concatenate((triples, pairs))


def list_phrases(text: str) -> dict[str, int]:
    """Return each two and three words in a row of a text with the numbers they are stored by."""
    folded = fold(encode(text))
    words = find_words(folded)
    numbers = HashedText(folded).number(words.starts, words.ends).tolist()
    bounds = zip(words.starts.tolist(), words.ends.tolist(), strict=True)
    spoken = [folded[start:end].decode() for start, end in bounds]
    return {
        " ".join(spoken[start : start + count]): _join(numbers[start : start + count])
        for count in (2, 3)
        for start in range(len(spoken) - count + 1)
    }


def _join(numbers: Iterable[int]) -> int:
    joined = 0
    for one in numbers:
        joined = joined * STEP + one
    return joined % (1 << 64)


def encode(text: str) -> bytes:
    """Return UTF-8; halves of surrogate pairs become question marks."""
    return text.encode(errors="replace")
