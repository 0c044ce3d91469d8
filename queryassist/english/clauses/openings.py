"""Recognisers of who asks, of talk to Queen herself, and of counts named behind the counted."""

from __future__ import annotations

from queryassist.english.boolean import parts_of
from queryassist.english.clauses.amounts import find_comparator
from queryassist.english.clauses.parts import (
    Ask,
    AskPart,
    BucketPart,
    Clause,
    FillerPart,
    ProblemPart,
)
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import EnumWord, EventWord, NamedWord, Noun
from queryassist.english.words.roles import Role
from queryassist.spec import Comparison, GroupKey, TimeUnit

_ASKERS = frozenset({"i", "we"})
_WANTING = frozenset("need want would like am are must have should require".split())
_LONGEST_ROLE = 9
_ASKING = frozenset("who what where how when why".split())
_GREETING = frozenset("today doing feeling".split())
_COUNTS = frozenset({"numbers", "counts", "totals"})
_UNITS = {f"{unit.value}s": unit for unit in TimeUnit}
_WRONG = frozenset({"no", "nope", "nah", "wait", "sorry", "oops", "actually", "wrong"})
_BREAKS = frozenset(",:-–—.!;…")
_MEANT = (
    ["i", "meant"], ["i", "mean"], ["we", "meant"], ["i", "meant", "to", "say"], ["make", "it"],
    ["make", "that"], ["rather"], ["i", "was", "asking", "about"], ["i", "wanted"],
)  # fmt: skip


@starts_with(words={"as"})
def who_asks(sentence: Sentence, at: int) -> Clause | None:
    """The "as compliance officer" of "as compliance officer I need …", which asks for nothing.

    Not so where it names a value, a state, a number or a time, which may be meant.
    """
    if at > 0 or sentence.words[0] != "as" or sentence.words[1:2] == ["of"]:
        return None
    for end in range(2, min(_LONGEST_ROLE, sentence.size - 1)):
        if sentence.words[end] in _ASKERS and sentence.words[end + 1] in _WANTING:
            says = any(_says_something(sentence, place) for place in range(1, end))
            return None if says else Clause(0, end, FillerPart())
    return None


def end_of_talk(sentence: Sentence, at: int) -> int | None:
    """Return the end of a "who are you" or "how are you doing today", which is about no rows."""
    words = sentence.words
    if words[at] not in _ASKING or words[at + 1 : at + 3] != ["are", "you"]:
        return None
    end = at + 3
    while end < sentence.size and words[end] in _GREETING:
        end += 1
    return end


@starts_with(words=_ASKING)
def small_talk(sentence: Sentence, at: int) -> Clause | None:
    """ "How are you?", before a question or instead of one."""
    end = end_of_talk(sentence, at)
    return Clause(at, end, FillerPart()) if end is not None else None


def end_of_correction(sentence: Sentence) -> int:
    """Return where a "no, I meant" that sets the question before right ends; 0 without one."""
    words = sentence.words
    at = 0
    while words[at : at + 1] and (words[at] in _WRONG or (at > 0 and words[at] in _BREAKS)):
        at += 1
    parted = at > 0 and words[at - 1] in _BREAKS
    if not parted and (ruled_out := _ruled_out(sentence)) is not None:
        return ruled_out
    meant = next((at + len(said) for said in _MEANT if words[at : at + len(said)] == said), None)
    if meant is None:
        return at if parted else 0
    return meant + (words[meant : meant + 1] in (["for"], ["with"]))


@starts_with(words={*_WRONG, "not", *(words[0] for words in _MEANT)}, follows=True)
def correction(sentence: Sentence, at: int) -> Clause | None:
    """The "no, I meant" of "no, I meant Spain": the "no" is of what was read, and of no rows."""
    if at > 0 or sentence.world.previous is None:
        return None
    if sentence.words[0] in _WRONG and all(map(_is_sign, sentence.words[1:])):
        return Clause(0, sentence.size, ProblemPart("What did you mean instead?"))
    end = end_of_correction(sentence)
    return Clause(0, end, FillerPart()) if end > 0 else None


def _ruled_out(sentence: Sentence) -> int | None:
    """Return where the "not Japan," of "not Japan, France" ends, of what was asked about Japan."""
    previous = sentence.world.previous
    if sentence.words[0] != "not" or previous is None:
        return None
    tests = [test for part in parts_of(previous.where) for test in parts_of(part)]
    asked = {(test.column, test.value) for test in tests if isinstance(test, Comparison)}
    end, named = _values_at(sentence, 1)
    if not named & asked or sentence.words[end : end + 1] not in ([","], ["but"], ["-"], ["–"]):
        return None
    _, other = _values_at(sentence, sentence.skip(end + 1, Role.PREPOSITION, Role.ARTICLE))
    return end + 1 if _are_of_one_kind(sentence, named, other) else None


def _values_at(sentence: Sentence, at: int) -> tuple[int, set[tuple[str, str]]]:
    """Return the place after a value named here, and that value by the columns that hold it."""
    place, kind = sentence.value(at), sentence.find(at, EnumWord, lambda word: word.bare)
    if place is not None:
        return place.end, {(hit.column, hit.value) for hit in place.hits}
    return (kind[0], {(kind[1].column.name, str(kind[1].value.value))}) if kind else (at, set())


def _are_of_one_kind(
    sentence: Sentence, named: set[tuple[str, str]], other: set[tuple[str, str]]
) -> bool:
    """Whether both are values of one column, or both are places."""
    places = {column.name for column in sentence.world.dataset.indexed_columns}
    first, second = ({name for name, _ in values} for values in (named, other))
    return bool(first & second or (first & places and second & places))


def _is_sign(word: str) -> bool:
    return not any(map(str.isalnum, word))


def _says_something(sentence: Sentence, at: int) -> bool:
    named = any(isinstance(sense, EnumWord | NamedWord) for _, sense in sentence.senses(at))
    value = sentence.value(at)
    counted = sentence.number(at) is not None or sentence.time(at) is not None
    return named or counted or (value is not None and not value.risky)


@starts_with(words=_COUNTS)
def numbers_of(sentence: Sentence, at: int) -> Clause | None:
    """The "numbers" of "user numbers per country", "signup counts", "the numbers of women"."""
    if sentence.words[at] not in _COUNTS or at == 0:
        return None
    rows = any(
        end == at and isinstance(sense, Noun | EventWord | EnumWord)
        for end, sense in sentence.senses(at - 1)
    )
    return Clause(at, at + 1, AskPart(Ask.COUNT)) if rows else None


@starts_with(words=_UNITS)
def periods_with(sentence: Sentence, at: int) -> Clause | None:
    """The "months" of "months in 2025 with over 30 signups": groups that a count is to choose."""
    unit = _UNITS.get(sentence.words[at])
    if unit is None:
        return None
    start = sentence.role(0, Role.LIST) or 0
    if at not in (0, sentence.skip(start, Role.ARTICLE, Role.EACH)):
        return None
    for place in range(at + 1, sentence.size):
        if sentence.words[place] in ("with", "where", "that", "when", "having"):
            compared = (find_comparator(sentence, after) for after in range(place, sentence.size))
            if any(compared):
                return Clause(at, at + 1, BucketPart(GroupKey(column="", time_unit=unit)))
    return None
