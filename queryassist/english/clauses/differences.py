"""Recognisers of figures set against each other: "how many more", "the difference between"."""

from __future__ import annotations

from queryassist.english.clauses.linking import find_column, is_number
from queryassist.english.clauses.parts import Ask, AskPart, Clause, FillerPart
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import EnumWord, EventWord, NamedWord, Noun
from queryassist.english.words.roles import Role

_DIFFERENCES = {
    ("how", "many", "more"): Ask.MORE,
    ("how", "many", "fewer"): Ask.FEWER,
    ("difference", "between"): Ask.MORE,
    ("difference", "in"): Ask.MORE,
    ("difference", "of"): Ask.MORE,
}


def difference(sentence: Sentence, at: int) -> Clause | None:
    """ "how many more women than men": one figure minus the other."""
    if sentence.words[at] == "between" and "difference" in sentence.words[:at]:
        return Clause(at, at + 1, FillerPart())
    start = sentence.skip(at, Role.ARTICLE)
    for words, wanted in _DIFFERENCES.items():
        end = start + len(words)
        if tuple(sentence.words[start:end]) == words:
            return Clause(at, end, AskPart(wanted))
    return None


def more_or_fewer(sentence: Sentence, at: int) -> Clause | None:
    """ "are there more men or women": a comparison of counts."""
    if sentence.words[at] not in ("more", "fewer", "less"):
        return None
    kinds = (EnumWord, NamedWord, Noun)
    compared = any(sentence.find(at + 1, kind) for kind in kinds)
    compared = compared or sentence.find(at + 1, EventWord, lambda word: word.noun) is not None
    if not compared and find_column(sentence, at + 1, is_number) is None:
        return None
    return Clause(at, at + 1, AskPart(Ask.COMPARE))
