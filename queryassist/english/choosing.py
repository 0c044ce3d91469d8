"""What a person chose who was asked back and typed an answer: "dollars", "the second one"."""

from __future__ import annotations

from collections.abc import Sequence

from queryassist.catalog import Catalog
from queryassist.english.words.text import Kind, tokenize
from queryassist.readings import Choice

_MOST_CHARACTERS = 60
"""More is a question of its own."""
_PADDING = frozenset("the a an by in of for it its is i mean meant was one please that".split())
_PLACES = (
    frozenset({"first", "1st", "1"}),
    frozenset({"second", "2nd", "2"}),
    frozenset({"third", "3rd", "3"}),
    frozenset({"fourth", "4th", "4"}),
)


def find_chosen(text: str, choices: Sequence[Choice], catalog: Catalog) -> Choice | None:
    """Return the choice that a text names, by words of its label or by its place, or None.

    A column's label goes by all words for the column and its unit. Words that fit several choices
    choose none.
    """
    words = _words(text) - _PADDING if len(text) <= _MOST_CHARACTERS else frozenset()
    if not words:
        return None
    named = [_words(choice.label) - _PADDING for choice in choices]
    for fits in (
        [words == name for name in named],
        [words <= name for name in named],
        [words <= _synonyms(choice.label, catalog) for choice in choices],
        [words <= place for place in _PLACES[: len(choices)]],
    ):
        if sum(fits) == 1:
            return choices[fits.index(True)]
    return None


def _words(text: str) -> frozenset[str]:
    return frozenset(token.word for token in tokenize(text) if token.kind is not Kind.PUNCTUATION)


def _synonyms(label: str, catalog: Catalog) -> frozenset[str]:
    columns = [column for dataset in catalog for column in dataset.columns if column.label == label]
    phrases = [
        phrase
        for column in columns
        for phrase in (*column.words, column.plural, *(column.unit.words if column.unit else ()))
    ]
    return frozenset().union(*map(_words, phrases))
