"""A question laid out for reading: its tokens, and what each place in it may mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TypeVar

from queryassist.catalog import Catalog, Dataset
from queryassist.english.time.times import TimeMatch, match_time
from queryassist.english.words.cursor import Phrases
from queryassist.english.words.lexicon import EnumWord, Lexicon, RoleWord, Sense
from queryassist.english.words.numbers import NumberMatch, match_number
from queryassist.english.words.roles import Role
from queryassist.english.words.text import Kind, Token
from queryassist.english.words.values import ValueIndex, ValueMatch
from queryassist.readings import Clock
from queryassist.spec import QuerySpec

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class World:
    """What a question is read against; ``previous`` is the spec of the one before."""

    catalog: Catalog
    dataset: Dataset
    lexicon: Lexicon
    values: ValueIndex
    clock: Clock
    previous: QuerySpec | None = None


@dataclass(slots=True)
class Sentence:
    """The tokens of a question with look-ups by place; recognisers read it and never change it.

    Places are token indexes; every look-up returns where the match ends (exclusive), longest first.
    """

    question: str
    tokens: list[Token]
    world: World
    words: list[str] = field(init=False)
    size: int = field(init=False)
    _senses: list[list[tuple[int, Sense]]] = field(init=False)
    _by_kind: list[dict[type, list[tuple[int, Sense]]]] = field(init=False)
    _roles: list[dict[Role, int]] = field(init=False)
    _numbers: dict[int, NumberMatch | None] = field(default_factory=dict)
    _times: dict[int, TimeMatch | None] = field(default_factory=dict)
    _values: dict[int, ValueMatch | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Quoted text is given, not said: it may name a value, but no phrase of ours is in it.
        self.words = [
            token.text if token.kind is Kind.QUOTED else token.word for token in self.tokens
        ]
        self.size = len(self.tokens)
        # One empty place past the end spares every look-up the question whether it is there.
        self._senses = [*(self._senses_of(at) for at in range(self.size)), []]
        self._by_kind = [_by_kind(senses) for senses in self._senses]
        self._roles = [_longest_roles(senses) for senses in self._senses]

    def _senses_of(self, at: int) -> list[tuple[int, Sense]]:
        lexicon, token = self.world.lexicon, self.tokens[at]
        if token.kind is not Kind.QUOTED:
            return list(lexicon.senses_at(self.words, at))
        quoted = lexicon.senses_at(token.word.split(), 0) if token.word else ()
        return [(at + 1, sense) for _, sense in quoted if isinstance(sense, EnumWord)]

    def text(self, start: int, end: int) -> str:
        """Return the words of a span as they were written."""
        if start >= end:
            return ""
        return self.question[self.tokens[start].start : self.tokens[end - 1].end]

    def senses(self, at: int) -> list[tuple[int, Sense]]:
        return self._senses[min(at, self.size)]

    def find(
        self, at: int, kind: type[S], accept: Callable[[S], bool] | None = None
    ) -> tuple[int, S] | None:
        """Return (end, sense) of the longest phrase at a place with a sense of that kind."""
        for end, sense in self._by_kind[at if at < self.size else self.size].get(kind, ()):
            if isinstance(sense, kind) and (accept is None or accept(sense)):
                return end, sense
        return None

    def role(self, at: int, *roles: Role) -> int | None:
        """Return where the longest phrase with one of the roles ends, or None."""
        ends = self._roles[at if at < self.size else self.size]
        longest: int | None = None
        for role in roles if ends else ():
            end = ends.get(role)
            if end is not None and (longest is None or end > longest):
                longest = end
        return longest

    def longest_role(self, at: int, roles: Iterable[Role]) -> tuple[Role, int] | None:
        """Return the role of the longest phrase here with where it ends; of equals the first."""
        ends = self._roles[at if at < self.size else self.size]
        found = [(role, ends[role]) for role in roles if role in ends] if ends else []
        return max(found, key=itemgetter(1), default=None)

    def phrase(self, at: int, phrases: Phrases[T]) -> tuple[int, T] | None:
        """Return (end, meaning) of the longest of the phrases that stands at a place."""
        for said, meaning in phrases.starting_with(self.words[at]) if at < self.size else ():
            end = at + len(said)
            if tuple(self.words[at:end]) == said:
                return end, meaning
        return None

    def skip(self, at: int, *roles: Role) -> int:
        """Return the place after any phrases with these roles."""
        while (end := self.role(at, *roles)) is not None:
            at = end
        return at

    def number(self, at: int) -> NumberMatch | None:
        if at >= self.size:
            return None
        if at not in self._numbers:
            self._numbers[at] = match_number(self.tokens, at)
        return self._numbers[at]

    def time(self, at: int) -> TimeMatch | None:
        if at >= self.size:
            return None
        if at not in self._times:
            self._times[at] = match_time(self.tokens, at, self.world.clock)
        return self._times[at]

    def value(self, at: int) -> ValueMatch | None:
        """Return the values named at a place: exactly, or else with a small typo forgiven."""
        if at >= self.size:
            return None
        if at not in self._values:
            known = self.world.lexicon.words
            match = self.world.values.match(self.tokens, at, known=known)
            if match is None and not self.senses(at) and self.number(at) is None:
                match = self.world.values.near(self.tokens, at, known=known)
            elif match is not None and self._is_unknown(match.end):
                longer = self.world.values.near(self.tokens, at, known=known)
                match = longer if longer is not None and longer.end > match.end else match
            self._values[at] = match
        return self._values[at]

    def has_meaning(self, at: int) -> bool:
        """Whether the word at a place can mean something somewhere."""
        named = self.tokens[at].kind is not Kind.WORD or bool(self.senses(at))
        return named or any(found(at) is not None for found in (self.number, self.time, self.value))

    def is_like_a_value(self, at: int) -> bool:
        """Whether the word is a typo away from a value, and names none as it is written."""
        known = self.world.lexicon.words
        as_written = self.world.values.match(self.tokens, at, known=known)
        return as_written is None and self.value(at) is not None

    def _is_unknown(self, at: int) -> bool:
        """Whether a word without any sense stands here: the "de" of "Rio de Janiero"."""
        return at < self.size and self.tokens[at].kind is Kind.WORD and not self.senses(at)


def _by_kind(senses: list[tuple[int, Sense]]) -> dict[type, list[tuple[int, Sense]]]:
    kinds: dict[type, list[tuple[int, Sense]]] = {}
    for end, sense in senses:
        kinds.setdefault(type(sense), []).append((end, sense))
    return kinds


def _longest_roles(senses: list[tuple[int, Sense]]) -> dict[Role, int]:
    """Return where the longest phrase of each role ends; the senses come longest first."""
    ends: dict[Role, int] = {}
    for end, sense in senses:
        if isinstance(sense, RoleWord):
            ends.setdefault(sense.role, end)
    return ends
