"""Recognisers of columns that are asked for: to list, or the head of a grouped question."""

from __future__ import annotations

from queryassist.catalog import Column, ColumnType
from queryassist.english.clauses.linking import has_amount, names_rows
from queryassist.english.clauses.parts import Clause, ColumnsPart, ProblemPart
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import AdjectiveWord, ColumnWord, Comparator, Noun
from queryassist.english.words.roles import Role


@starts_with(ColumnWord)
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


@starts_with(words={"where"})
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


@starts_with(words={"how"})
def how_adjective(sentence: Sentence, at: int) -> Clause | None:
    """ "how old": the column, whose figure the rest of the question tells."""
    if sentence.words[at] != "how":
        return None
    found = sentence.find(at + 1, AdjectiveWord)
    return Clause(at, found[0], ColumnsPart((found[1].column,), plural=False)) if found else None


@starts_with(Role.WHICH)
def values_asked(sentence: Sentence, at: int) -> Clause | None:
    """The "which" of "which last names start with Mac", "which first names are used": the names.

    The column follows once more as what is tested, unless nothing is.
    """
    which = sentence.role(at, Role.WHICH)
    named = sentence.find(which, ColumnWord) if which is not None else None
    if which is None or named is None or not named[1].plural or len(_texts(sentence, which)) != 1:
        return None
    column = named[1].column
    part = ColumnsPart((column,), plural=True, distinct=True)
    if sentence.find(named[0], Comparator, lambda word: word.of_text) is not None:
        return Clause(at, which, part)
    used = sentence.skip(named[0], Role.COPULA)
    if sentence.words[used : used + 1] and sentence.words[used] in _IN_USE:
        return Clause(at, used + 1, part)
    return None


_IN_USE = frozenset("appear exist found given occur occurring present represented used".split())


def _texts(sentence: Sentence, at: int) -> list[Column]:
    """Return the free texts, such as names, that the longest phrase here names."""
    words = [(end, sense) for end, sense in sentence.senses(at) if isinstance(sense, ColumnWord)]
    return [
        sense.column
        for end, sense in words
        if end == words[0][0] and sense.column.type is ColumnType.TEXT and not sense.column.indexed
    ]
