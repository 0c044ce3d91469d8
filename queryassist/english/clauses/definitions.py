"""The recogniser of words that a question explains itself: "whales, i.e. users with over 10k"."""

from __future__ import annotations

from queryassist.catalog import NamedFilter
from queryassist.english.boolean import columns_of
from queryassist.english.clauses.amounts import find_comparator
from queryassist.english.clauses.corrections import corrected
from queryassist.english.clauses.parts import Clause, FillerPart, NounPart
from queryassist.english.clauses.starts import UnknownWord, starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.dictionary import english_words
from queryassist.english.words.lexicon import ColumnWord, EventWord, NamedWord, Noun
from queryassist.english.words.roles import Role
from queryassist.english.words.text import Kind

_MEANING = tuple(
    text.split()
    for text in (
        "i.e.|ie|i . e .|that is|meaning|that means|which means|aka|a.k.a.|namely|viz|"
        "by which i mean|by which we mean|defined as|as in|in other words|by that i mean"
    ).split("|")
)
_OPENING = frozenset({",", "-", "–", "—", ":", "(", '"', "'"})
_LONGEST_TERM = 3


@starts_with(NamedWord, Role.VAGUE, UnknownWord)
def defined(sentence: Sentence, at: int) -> Clause | None:
    """The "whales" of "whales (over 10k)": what they are is said right behind, and only that.

    Not so where the word is misspelt, or where the words behind say something else of the rows.
    """
    if not _may_be_defined(sentence, at):
        return None
    term = at + 1
    while term < min(at + _LONGEST_TERM, sentence.size) and _is_of_term(sentence, term):
        term += 1
    if _is_explained_apart(sentence, at, term):
        return Clause(at, term, FillerPart())
    rows = sentence.find(term, Noun)
    start = rows[0] if rows is not None else term
    opened = _end_of_opening(sentence, start)
    if opened is None or not _says_what(sentence, at, opened, bracketed=opened == start + 1):
        return None
    if opened > start + 1:
        return Clause(at, opened, NounPart(plural=True))
    if rows is None and not _names_rows_after(sentence, opened):
        return Clause(at, term, NounPart(plural=True))
    return Clause(at, term, FillerPart())


def _is_explained_apart(sentence: Sentence, at: int, term: int) -> bool:
    """Whether a state is explained further on: "dormant users in Spain (not seen for 90 days)"."""
    if _state(sentence, at) is None:
        return False
    signs = (i for i in range(term + 1, sentence.size) if sentence.words[i] in _OPENING)
    ends = ((i, _end_of_opening(sentence, i)) for i in signs)
    return any(
        end is not None and _says_what(sentence, at, end, bracketed=end == i + 1) for i, end in ends
    )


def _may_be_defined(sentence: Sentence, at: int) -> bool:
    """Whether a word without a meaning, a vague one or a state stands here.

    A word of English that is a typo away from a value has none.
    """
    token = sentence.tokens[at]
    if token.kind is Kind.QUOTED:
        return True
    if token.kind is not Kind.WORD:
        return False
    if _state(sentence, at) is not None or sentence.role(at, Role.VAGUE) is not None:
        return True
    plain = not token.text[:1].isupper() or token.text.rstrip("s").isupper() or at == 0
    if sentence.is_like_a_value(at):  # "whales" is no "Wales"; but "in whales" is, and "germny"
        named = at > 0 and sentence.role(at - 1, Role.PREPOSITION) is not None
        return plain and not named and token.word in english_words()
    known = sentence.has_meaning(at) or corrected(token, sentence.world.lexicon) is not None
    return plain and not known


def _is_of_term(sentence: Sentence, at: int) -> bool:
    return not sentence.has_meaning(at) and sentence.tokens[at].kind is Kind.WORD


def _state(sentence: Sentence, at: int) -> NamedFilter | None:
    found = sentence.find(at, NamedWord)
    return found[1].named if found is not None else None


def _end_of_opening(sentence: Sentence, at: int) -> int | None:
    """Return where "(", ":" or ", i.e." ends, which an explanation follows."""
    start = at
    while start < sentence.size and sentence.words[start] in _OPENING:
        start += 1
    said = (start + len(w) for w in _MEANING if sentence.words[start : start + len(w)] == w)
    end = max(said, default=None)
    if end is not None:
        return end + (sentence.words[end : end + 1] in ([","], [":"]))
    alone = sentence.words[at : at + 1] in (["("], [":"])
    return at + 1 if alone else None


def _says_what(sentence: Sentence, at: int, start: int, *, bracketed: bool) -> bool:
    """Whether an explanation follows: of a state, one of the times or columns that it is about."""
    stop = next((i for i in range(start, sentence.size) if sentence.words[i] == ")"), sentence.size)
    state = _state(sentence, at)
    places = range(start, stop)
    if state is not None:
        about = {state.period_column, *columns_of(state.condition)}
        named = (s for i in places for _, s in sentence.senses(i))
        timed = any(sentence.time(i) is not None for i in places)
        return any(
            isinstance(sense, EventWord | ColumnWord) and sense.column.name in about
            for sense in named
        ) and (timed or not bracketed)
    return any(
        sentence.number(i) is not None
        or sentence.time(i) is not None
        or find_comparator(sentence, i) is not None
        or any(isinstance(sense, EventWord | NamedWord) for _, sense in sentence.senses(i))
        for i in places
    )


def _names_rows_after(sentence: Sentence, at: int) -> bool:
    return sentence.find(sentence.skip(at, Role.ARTICLE), Noun) is not None
