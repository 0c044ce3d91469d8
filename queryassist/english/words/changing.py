"""Words that change the number of the question before: "raise it to 1000"."""

from __future__ import annotations

from collections.abc import Sequence

_VERBS = frozenset(
    "raise lower increase decrease reduce bump set change move adjust modify update cut put".split()
)
_POINTING = frozenset({"it", "that", "this"})
_NUMBERS = frozenset("limit threshold cutoff cap minimum maximum number bound".split())
_BEFORE = frozenset("please now and can could you ok then".split())


def end_of_change(words: Sequence[str], at: int = 0) -> int | None:
    """Return where a "raise it to" at a place ends, before the new number, or None.

    What is changed is the number itself: a column or rows in its place would be a change of data.
    """
    while at < len(words) and words[at] in _BEFORE:
        at += 1
    if at >= len(words) or words[at] not in _VERBS:
        return None
    at += 1
    if list(words[at : at + 1]) == ["the"] and not _NUMBERS.isdisjoint(words[at + 1 : at + 2]):
        at += 2
    elif not _POINTING.isdisjoint(words[at : at + 1]):
        at += 1
    at += not {"up", "down", "back"}.isdisjoint(words[at : at + 1])
    return at + 1 if list(words[at : at + 1]) == ["to"] else None
