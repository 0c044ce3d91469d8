"""The words of ordinary English: one that is among them is no misspelling of another."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_FREQUENCIES = "frequency_dictionary_en_82_765.txt"


@cache
def english_words() -> frozenset[str]:
    """Return some 82,000 words of English, read once from the package symspellpy."""
    text = (files("symspellpy") / _FREQUENCIES).read_text(encoding="utf-8-sig")
    return frozenset(line.partition(" ")[0] for line in text.splitlines())
