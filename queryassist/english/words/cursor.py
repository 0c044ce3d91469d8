"""A place in the tokens that recognisers move forward, and tables of phrases to look for there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, Self, TypeVar

from queryassist.english.words.text import Kind, Token

R = TypeVar("R")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_SPELT = (Kind.WORD, Kind.SYMBOL, Kind.PUNCTUATION)


class Phrases(Generic[T_co]):
    """Phrases of one or more folded words, each with its meaning; the longest one wins."""

    __slots__ = ("_by_first_word", "words")

    def __init__(self, meanings: Mapping[str, T_co]) -> None:
        self._by_first_word: dict[str, list[tuple[tuple[str, ...], T_co]]] = {}
        for phrase in sorted(meanings, key=len, reverse=True):
            words = tuple(phrase.split())
            self._by_first_word.setdefault(words[0], []).append((words, meanings[phrase]))
        self.words = frozenset(word for phrase in meanings for word in phrase.split())

    @property
    def first_words(self) -> frozenset[str]:
        return frozenset(self._by_first_word)

    def starting_with(self, word: str) -> Sequence[tuple[tuple[str, ...], T_co]]:
        """Return the phrases that start with this word, longest first, with their meanings."""
        return self._by_first_word.get(word, ())


def by_first_word(openings: Iterable[tuple[R, Iterable[str]]]) -> dict[str, tuple[R, ...]]:
    """Return for each word the recognisers that it can open, in the order given."""
    found: dict[str, tuple[R, ...]] = {}
    for recogniser, words in openings:
        for word in words:
            found[word] = (*found.get(word, ()), recogniser)
    return found


class Cursor:
    """Reads tokens from left to right; a recogniser that fails leaves it where it was."""

    __slots__ = ("at", "tokens")

    def __init__(self, tokens: Sequence[Token], at: int) -> None:
        self.tokens = tokens
        self.at = at

    @property
    def token(self) -> Token | None:
        """The next token, or None at the end."""
        return self.tokens[self.at] if 0 <= self.at < len(self.tokens) else None

    def word(self, ahead: int = 0) -> str:
        """Return the folded word ``ahead`` tokens on; "" for other tokens and past the end."""
        place = self.at + ahead
        if not 0 <= place < len(self.tokens):
            return ""
        token = self.tokens[place]
        return token.word if token.kind in _SPELT else ""

    def skip(self, *words: str) -> bool:
        """Move over the next word if it is one of these; return whether it was."""
        if self.word() not in words:
            return False
        self.at += 1
        return True

    def accept(self, phrases: Phrases[T]) -> T | None:
        """Move over the longest of the phrases that stands here; return its meaning, or None."""
        for words, meaning in phrases.starting_with(self.word()):
            if all(self.word(ahead) == word for ahead, word in enumerate(words)):
                self.at += len(words)
                return meaning
        return None

    def attempt(self, *recognisers: Callable[[Self], T]) -> T | None:
        """Return what the first recogniser to find something finds; None where none does.

        One that finds nothing is moved back to where it began.
        """
        began = self.at
        for recogniser in recognisers:
            found = recogniser(self)
            if found is not None:
                return found
            self.at = began
        return None
