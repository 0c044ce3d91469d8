"""Numbers of 64 bits for stretches of a text: the same stretch has the same, in every process.

These are polynomials over the bytes, as in Karp and Rabin, "Efficient randomized pattern-matching
algorithms" (1987), taken modulo 2 ** 64 and mixed as in Steele, Lea and Flood, "Fast splittable
pseudorandom number generators" (2014). Sums up to each byte are reckoned once for the whole text,
so a million words cost a few passes over arrays. Of a million terms, two share a number with a
chance of about one in forty million; a text that was made to collide may, and is then found by a
word that it lacks.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np

from devagent.index.arrays import Numbers, Whole

# An odd number whose bits look random: 2 ** 64 by the golden ratio.
STEP = 0x9E3779B97F4A7C15
_INVERSE = pow(STEP, -1, 1 << 64)
_CODES = np.array(
    [
        int.from_bytes(blake2b(bytes([sign]), digest_size=8).digest(), "little")
        for sign in range(0x100)
    ],
    dtype=np.uint64,
)
_MIXERS = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
_LAST_SHIFT = np.uint64(31)
_POWERS_IN_A_ROW = 1 << 10


class HashedText:
    """A text of which any stretches are numbered at once."""

    def __init__(self, text: bytes) -> None:
        codes = _CODES[np.frombuffer(text, dtype=np.uint8)]
        self._sums = np.zeros(len(codes) + 1, dtype=np.uint64)
        np.cumsum(codes * _raise(STEP, len(codes)), out=self._sums[1:])
        self._inverses = _raise(_INVERSE, len(codes) + 1)

    def number(self, starts: Whole, ends: Whole) -> Numbers:
        """Return the number of each stretch."""
        return _mix((self._sums[ends] - self._sums[starts]) * self._inverses[starts])


def _raise(base: int, count: int) -> Numbers:
    """Return the powers of an odd number from the 0th on."""
    few = _multiply_up(base, _POWERS_IN_A_ROW)
    rows = _multiply_up(pow(base, _POWERS_IN_A_ROW, 1 << 64), count // _POWERS_IN_A_ROW + 1)
    return np.multiply.outer(rows, few).ravel()[:count]


def _multiply_up(base: int, count: int) -> Numbers:
    """Return the same, by as many multiplications one after the other, of which each waits."""
    factors = np.full(count, base, dtype=np.uint64)
    factors[0] = 1
    return np.multiply.accumulate(factors)


def _mix(numbers: Numbers) -> Numbers:
    """Return numbers whose lowest bits depend on all bytes and their order, as the others do."""
    for shift, factor in _MIXERS:
        numbers = (numbers ^ (numbers >> np.uint64(shift))) * np.uint64(factor)
    return numbers ^ (numbers >> _LAST_SHIFT)
