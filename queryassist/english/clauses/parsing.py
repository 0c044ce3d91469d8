"""Cuts a question into clauses: at each place the recogniser that reads furthest wins."""

from __future__ import annotations

from dataclasses import dataclass, replace

from queryassist.english.clauses.corrections import corrected
from queryassist.english.clauses.grammar import RECOGNISERS
from queryassist.english.clauses.parts import Clause, ForeignNounPart
from queryassist.english.clauses.starts import RecogniserIndex
from queryassist.english.sentence import Sentence, World
from queryassist.english.words.text import Token

_MOST_CORRECTIONS = 4
_INDEX = RecogniserIndex(RECOGNISERS)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The clauses of a question, or the token that no recogniser could read."""

    sentence: Sentence
    clauses: tuple[Clause, ...]
    unknown: int | None = None
    corrections: tuple[tuple[Token, str], ...] = ()

    @property
    def puzzling(self) -> int:
        """The first word without any meaning from the place on that no recogniser could read.

        Where each has one, it is the word at that place: "by" before "contry" means something.
        """
        sentence, stuck = self.sentence, self.unknown or 0
        meaningless = (at for at in range(stuck, sentence.size) if not sentence.has_meaning(at))
        return next(meaningless, stuck)


def parse(question: str, tokens: list[Token], world: World, *, own_rows: bool = False) -> Parsed:
    """Return the clauses, misspelt words put right; ``own_rows``: up to another dataset's noun."""
    corrections: list[tuple[Token, str]] = []
    while True:
        parsed = _cut(Sentence(question, tokens, world), own_rows=own_rows)
        if parsed.unknown is None or len(corrections) == _MOST_CORRECTIONS:
            return replace(parsed, corrections=tuple(corrections))
        token = tokens[parsed.puzzling]
        word = corrected(token, world.lexicon)
        if word is None:
            return replace(parsed, corrections=tuple(corrections))
        corrections.append((token, word))
        tokens = [replace(each, word=word) if each == token else each for each in tokens]


def _cut(sentence: Sentence, *, own_rows: bool) -> Parsed:
    clauses: list[Clause] = []
    at = 0
    while at < sentence.size:
        clause = _furthest(sentence, at)
        if clause is None:
            return Parsed(sentence, tuple(clauses), unknown=at)
        clauses.append(clause)
        if own_rows and isinstance(clause.part, ForeignNounPart):
            break
        at = clause.end
    return Parsed(sentence, tuple(clauses))


def _furthest(sentence: Sentence, at: int) -> Clause | None:
    best: Clause | None = None
    for recognise in _INDEX.at(sentence, at):
        clause = recognise(sentence, at)
        if clause is not None and (best is None or clause.end > best.end):
            best = clause
    return best
