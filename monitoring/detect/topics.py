"""What complaints are about: the words that tell, and how far two texts share them."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

_WORD = re.compile(r"[^\W\d_]{3,40}")
_TEXT_CHARS = 4_000
_ENDINGS = ("ing", "ed", "es", "s")
_COMMON = frozenset(
    "the and for that this with from have has had was were are not but you your our can could will"
    " would should does did done been being they them their there here when what which while who"
    " why how all any some more most very just also only even still again always never every each"
    " into onto over under about after before then than too its it's please help hello thanks thank"
    " since today yesterday now get got getting try trying tried really something anything nothing"
    " error exception failed failure problem issue none true false null object".split()
)


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text that say what it is about, without their endings."""
    found = _WORD.findall(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text[:_TEXT_CHARS]).lower())
    return frozenset(_stem(word) for word in found if word not in _COMMON)


def likeness(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """Return which share of the words of both is in both, from 0 to 1."""
    return len(one & other) / len(one | other) if one | other else 0.0


def covered(words: AbstractSet[str], by: AbstractSet[str]) -> float:
    """Return which share of ``words`` is among ``by``; 0 where fewer than two are."""
    shared = len(words & by)
    return shared / len(words) if shared > 1 else 0.0


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
