"""Two questions in the same words: what is left of a question without its dress. Pure."""

from __future__ import annotations

import unicodedata

from queryassist.spec_json import to_storable

_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."},
)


def normalise(text: str) -> str:
    """Return the question in small letters, with plain quotes and dashes and single spaces.

    Full stops, question and exclamation marks at its end are dropped. What is left is the same
    for two questions only where they mean the same: no word is dropped and no number changed.
    """
    folded = unicodedata.normalize("NFKC", to_storable(text)).translate(_PLAIN).casefold()
    return " ".join(folded.split()).rstrip("?!. ")
