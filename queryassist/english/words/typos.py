"""Small typos in names: how many are forgiven, and which never are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

LONG_ENOUGH_TO_SWAP = 6

IsWord = Callable[[str], bool]
Buckets = Mapping[tuple[str, int], Sequence[str]]


def allowed_typos(letters: int) -> int:
    """Return how many typos a name of so many letters may have: 0, 1 or 2."""
    return 0 if letters < 4 else 1 if letters < 8 else 2


def bucketed(names: Sequence[str]) -> dict[tuple[str, int], list[str]]:
    """Return the names by first letter and length, as ``candidates`` wants them."""
    buckets: dict[tuple[str, int], list[str]] = {}
    for name in names:
        buckets.setdefault((name[0], len(name)), []).append(name)
    return buckets


def candidates(typed: str, buckets: Buckets) -> Iterator[str]:
    """Yield the names within the allowed distance that start with the same or the next letter."""
    allowed = allowed_typos(len(typed))
    starts = typed[:2] if len(typed) >= LONG_ENOUGH_TO_SWAP else typed[:1]
    for start in dict.fromkeys(starts):
        for length in range(len(typed) - allowed, len(typed) + allowed + 1):
            names = buckets.get((start, length))
            if names is not None:
                found = process.extract(
                    typed, names, scorer=OSA.distance, score_cutoff=allowed, limit=None
                )
                yield from (name for name, _, _ in found)


def count_typos(typed: str, name: str, is_word: IsWord) -> int | None:
    """Return the number of typos that turn ``name`` into ``typed``, None for a different name.

    Typos are restricted Damerau-Levenshtein edits within the words; a lost or added space is
    one. A word for which ``is_word`` holds was meant as it stands.
    """
    words, targets = typed.split(" "), name.split(" ")
    solid, solid_name = "".join(words), "".join(targets)
    allowed = allowed_typos(min(len(solid), len(solid_name)))
    if len(words) == len(targets):
        return _typos_word_by_word(words, targets, is_word, allowed)
    if abs(len(words) - len(targets)) > 1 or any(map(is_word, words)):
        return None
    return _within(OSA.distance(solid, solid_name) + 1, allowed)


def _typos_word_by_word(
    words: Sequence[str], targets: Sequence[str], is_word: IsWord, allowed: int
) -> int | None:
    total = 0
    for word, target in zip(words, targets, strict=True):
        if word == target:
            continue
        if is_word(word) or not _start_alike(word, target):
            return None
        typos = OSA.distance(word, target)
        if typos > max(1, allowed_typos(min(len(word), len(target)))):
            return None
        total += typos
    return _within(total, allowed)


def _within(typos: int, allowed: int) -> int | None:
    return typos if typos <= allowed else None


def _start_alike(word: str, target: str) -> bool:
    if word[:1] == target[:1]:
        return True
    return len(word) >= LONG_ENOUGH_TO_SWAP and word[:2] == target[1::-1]
