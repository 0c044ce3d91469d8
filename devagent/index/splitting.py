"""Where in a text its words are, and the parts of identifiers, all at once as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from devagent.index.arrays import Numbers, Whole
from devagent.index.hashing import HashedText

_NONE, _DIGIT, _UPPER, _LOWER, _HIGH, _LINE = range(6)
_MOST_SIGNS = 80
_SHORTEST_PLURAL = 3
# A byte of UTF-8 that no sign begins with.
_INNER_MASK, _INNER = 0xC0, 0x80


def _find_kind(byte: int) -> int:
    if byte >= 0x80:  # where ASCII ends
        return _HIGH
    sign = chr(byte)
    if sign.isalpha():
        return _UPPER if sign.isupper() else _LOWER
    return _DIGIT if sign.isdecimal() else _LINE if sign == "_" else _NONE


_KINDS = bytes(map(_find_kind, range(0x100)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretches:
    """Stretches of a text, in order, none within another."""

    starts: Whole
    ends: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of words, each once for a word: their numbers, and which word each is of.

    They are stretches of ``text``. Words come in order; of a word the whole comes first.
    """

    text: bytes
    stretches: Stretches
    numbers: Numbers
    owners: Whole

    def list_texts(self) -> list[str]:
        """Return the terms as text."""
        bounds = zip(self.stretches.starts.tolist(), self.stretches.ends.tolist(), strict=True)
        return [self.text[start:end].decode(errors="replace") for start, end in bounds]


def fold(text: bytes) -> bytes:
    """Return UTF-8 in lower case, each sign where it was: one of other length there is kept."""
    if text.isascii():
        return text.lower()
    signs = text.decode(errors="surrogateescape")
    # Σ has two small letters, by what is behind it, and İ becomes two signs.
    lower = "İ".join(part.lower() for part in signs.replace("Σ", "σ").split("İ"))
    before, after = _read_codes(signs), _read_codes(lower)
    is_even = _count_bytes(before) == _count_bytes(after)
    kept = np.where(is_even, after, before).tobytes()
    return _encode(kept.decode("utf-32-le", errors="surrogatepass"))


def _read_codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", errors="surrogatepass"), dtype="<u4")


def _count_bytes(codes: NDArray[np.uint32]) -> NDArray[np.intp]:
    """Return how many bytes each sign has in UTF-8."""
    return np.searchsorted([0x80, 0x800, 0x10000], codes, side="right")


def _encode(text: str) -> bytes:
    return text.encode(errors="surrogateescape")


def find_words(text: bytes) -> Stretches:
    """Return runs of letters, digits and underscores that begin with no digit, and of digits."""
    kinds, before = _read_kinds(text)
    starts = (kinds != _NONE) & (before == _NONE)
    # Where letters follow on digits that begin a run of both, another word starts.
    mixed = np.flatnonzero((kinds > _DIGIT) & (before == _DIGIT))
    if len(mixed):
        runs = np.flatnonzero(starts)
        run = np.searchsorted(runs, mixed, side="right") - 1
        is_first = np.diff(run, prepend=-1) > 0
        starts[mixed[is_first & (kinds[runs[run]] == _DIGIT)]] = True
    return _between(starts, (kinds == _NONE) & (before != _NONE))


def split_words(text: bytes, folded: bytes, words: Stretches) -> Terms:
    """Return the terms of words: each in lower case, then its parts if it has any.

    A plural part loses its s, as in Harman, "How Effective Is Suffixing?" (1991). A word of more
    than 80 signs is data and has none.
    """
    parts = _find_parts(text)
    owners = np.searchsorted(words.starts, parts.starts, side="right") - 1
    firsts = np.searchsorted(parts.starts, words.starts)
    lasts = np.searchsorted(parts.starts, words.ends) - 1
    [filled] = np.nonzero(lasts >= firsts)
    starts, ends = parts.starts[firsts[filled]], parts.ends[lasts[filled]]
    is_short = _count_signs(text, starts, ends) <= _MOST_SIGNS
    is_wanted = np.zeros(len(words.starts), dtype=np.bool_)
    is_wanted[filled[is_short]] = True
    singular, part_ends = _drop_plurals(folded, parts)
    is_part = is_wanted[owners]
    return _order(
        folded + singular,
        np.concatenate((starts[is_short], parts.starts[is_part] + len(text))),
        np.concatenate((ends[is_short], part_ends[is_part] + len(text))),
        np.concatenate((filled[is_short], owners[is_part])),
    )


def _order(text: bytes, starts: Whole, ends: Whole, owners: Whole) -> Terms:
    """Return terms by their words, each once."""
    numbers = HashedText(text).number(starts, ends)
    order = np.lexsort((numbers, owners))
    is_again = (np.diff(owners[order]) == 0) & (numbers[order][1:] == numbers[order][:-1])
    kept = np.sort(order[np.concatenate(([True], ~is_again))[: len(order)]])
    kept = kept[np.argsort(owners[kept], kind="stable")]
    return Terms(
        text=text,
        stretches=Stretches(starts=starts[kept], ends=ends[kept]),
        numbers=numbers[kept],
        owners=owners[kept],
    )


def _find_parts(text: bytes) -> Stretches:
    """Return runs of one kind of sign; a capital letter belongs to the small ones behind it."""
    kinds, before = _read_kinds(text)
    after = np.append(kinds[1:], np.uint8(_NONE))[: len(kinds)]
    is_word = (kinds != _NONE) & (kinds != _LINE)
    starts = (kinds != before) & ~((kinds == _LOWER) & (before == _UPPER))
    starts |= (kinds == _UPPER) & (after == _LOWER)
    return _between(starts & is_word, ~is_word)


def _between(is_start: NDArray[np.bool_], is_stop: NDArray[np.bool_]) -> Stretches:
    """Return what goes from each start up to the next start or stop, or to the end."""
    bounds = np.flatnonzero(np.append(is_start | is_stop, True))
    chosen = np.flatnonzero(is_start[bounds[:-1]])
    return Stretches(starts=bounds[chosen], ends=bounds[chosen + 1])


def _read_kinds(text: bytes) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the kind of each byte, and of the one before it."""
    kinds = np.frombuffer(text.translate(_KINDS), dtype=np.uint8)
    return kinds, np.concatenate((np.zeros(1, dtype=np.uint8), kinds[:-1]))[: len(kinds)]


def _count_signs(text: bytes, starts: Whole, ends: Whole) -> Whole:
    if text.isascii():
        return ends - starts
    begins = (np.frombuffer(text, dtype=np.uint8) & _INNER_MASK) != _INNER
    sums = np.concatenate(([0], np.cumsum(begins)))
    counts: Whole = sums[ends] - sums[starts]
    return counts


def _drop_plurals(folded: bytes, parts: Stretches) -> tuple[bytes, Whole]:
    """Return the text with y for ie in plurals of words in y, and where the parts end in it."""
    signs = np.frombuffer(folded, dtype=np.uint8)
    long = np.flatnonzero(parts.ends - parts.starts > _SHORTEST_PLURAL)
    last, middle, third = (signs[parts.ends[long] - back] for back in (1, 2, 3))
    is_plural = (last == ord("s")) & ~np.isin(middle, [*b"usi"])
    is_in_y = is_plural & (middle == ord("e")) & (third == ord("i"))
    ends = parts.ends.copy()
    ends[long] -= is_plural
    in_y = long[is_in_y]
    ends[in_y] -= 1
    changed = signs.copy()
    changed[ends[in_y] - 1] = ord("y")
    return changed.tobytes(), ends
