"""What the clauses of a recogniser start with: declared beside it, so it is asked only there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from queryassist.english.clauses.parts import Clause
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import RoleWord, Sense
from queryassist.english.words.roles import Role
from queryassist.english.words.text import Kind

Recogniser = Callable[[Sentence, int], Clause | None]
"""Returns the clause of its own that starts at a place, or None."""
Start = Role | Kind | type
"""What may stand at a place: a role, a kind of token, or the class of a sense or of a match."""


class UnknownWord:
    """As a start: a word without any sense, which may be a name or misspelt."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A recogniser whose clauses all start with one of ``starts`` or ``words``, if there are any.

    ``follows``: it reads only what follows another question.
    """

    recognise: Recogniser
    starts: frozenset[Start]
    words: frozenset[str]
    follows: bool

    def __call__(self, sentence: Sentence, at: int) -> Clause | None:
        return self.recognise(sentence, at)


def starts_with(
    *starts: Start, words: Iterable[str] = (), follows: bool = False
) -> Callable[[Recogniser], Declared]:
    """Declare what the clauses of a recogniser start with; with nothing declared, with anything.

    A start too many costs a little time, one too few hides readings.
    """

    def declare(recognise: Recogniser) -> Declared:
        return Declared(recognise, frozenset(starts), frozenset(words), follows)

    return declare


class RecogniserIndex:
    """Recognisers in order of preference, found by what stands at a place."""

    def __init__(self, recognisers: Sequence[Recogniser]) -> None:
        self._recognisers = recognisers
        # A set of recognisers is a number with a bit for each, which keeps their order.
        self._anywhere = self._following = 0
        self._by_start: dict[Start, int] = {}
        self._by_word: dict[str, int] = {}
        for place, recogniser in enumerate(recognisers):
            self._add(recogniser, 1 << place)
        self._of = lru_cache(maxsize=4096)(self._select)

    def at(self, sentence: Sentence, at: int) -> Sequence[Recogniser]:
        """Return the recognisers that may find a clause at a place, in order of preference."""
        token = sentence.tokens[at]
        if token.kind is Kind.QUOTED:  # what is quoted may be anything
            return self._recognisers
        by_start = self._by_start
        found = self._anywhere | self._by_word.get(token.word, 0) | by_start.get(token.kind, 0)
        senses = sentence.senses(at)
        for _, sense in senses:
            found |= by_start.get(_start_of(sense), 0)
        if token.kind is Kind.WORD and not senses:
            found |= by_start.get(UnknownWord, 0)
        for match in (sentence.number(at), sentence.time(at), sentence.value(at)):
            if match is not None:
                found |= by_start.get(type(match), 0)
        return self._of(found if sentence.world.previous is not None else found & ~self._following)

    def _add(self, recogniser: Recogniser, bit: int) -> None:
        declared = recogniser if isinstance(recogniser, Declared) else None
        if declared is None or not (declared.starts or declared.words):
            self._anywhere |= bit
        if declared is None:
            return
        self._following |= bit * declared.follows
        for start in declared.starts:
            self._by_start[start] = self._by_start.get(start, 0) | bit
        for word in declared.words:
            self._by_word[word] = self._by_word.get(word, 0) | bit

    def _select(self, bits: int) -> Sequence[Recogniser]:
        return tuple(each for place, each in enumerate(self._recognisers) if bits >> place & 1)


def _start_of(sense: Sense) -> Start:
    return sense.role if isinstance(sense, RoleWord) else type(sense)
