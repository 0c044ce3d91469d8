"""Recognisers of columns that are asked for: to list, or the head of a grouped question."""

from __future__ import annotations

from queryassist.catalog import Column
from queryassist.english.clauses.linking import has_amount, names_rows
from queryassist.english.clauses.parts import Clause, ColumnsPart, ProblemPart
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import AdjectiveWord, ColumnWord, Noun
from queryassist.english.words.roles import Role


def columns(sentence: Sentence, at: int) -> Clause | None:
    """ "names, emails and city", "which regions"."""
    found = _all_named(sentence, at)
    if found is None:
        return None
    end, named, plural = found
    while (after := sentence.role(end, Role.AND)) is not None:
        after = sentence.skip(after, Role.AND, Role.ARTICLE)
        further = _all_named(sentence, after)
        if further is None or has_amount(sentence, further[0]):
            break
        end, named = further[0], named + further[1]
    return Clause(at, end, ColumnsPart(tuple(dict.fromkeys(named)), plural))


def _all_named(sentence: Sentence, at: int) -> tuple[int, tuple[Column, ...], bool] | None:
    """Return every column that the longest phrase here names: "names" may be two."""
    words = [(end, sense) for end, sense in sentence.senses(at) if isinstance(sense, ColumnWord)]
    if not words:
        return None
    longest = words[0][0]
    named = [word for end, word in words if end == longest]
    return longest, tuple(word.column for word in named), any(word.plural for word in named)


def where_from(sentence: Sentence, at: int) -> Clause | None:
    """ "where do our users come from": the values of the column that tells the place of a row."""
    if sentence.words[at] != "where" or at + 1 == sentence.size:
        return None
    following = sentence.words[at + 1]
    if following not in _VERBS_OF_PLACE and not names_rows(
        sentence, sentence.skip(at + 1, Role.ARTICLE)
    ):
        return None
    if any(sentence.find(i, Noun) or sentence.find(i, ColumnWord) for i in range(at)):
        return None
    name = sentence.world.dataset.place_column
    if name is None:
        message = f"No column says where {sentence.world.dataset.nouns} are. Please name another."
        return Clause(at, at + 1, ProblemPart(message))
    column = sentence.world.dataset.get_column(name)
    plural = following not in ("is", "does", "was")
    return Clause(at, at + 1, ColumnsPart((column,), plural=plural))


_VERBS_OF_PLACE = frozenset("do does did are is were was have".split())


def how_adjective(sentence: Sentence, at: int) -> Clause | None:
    """ "how old": the column, whose figure the rest of the question tells."""
    if sentence.words[at] != "how":
        return None
    found = sentence.find(at + 1, AdjectiveWord)
    return Clause(at, found[0], ColumnsPart((found[1].column,), plural=False)) if found else None
