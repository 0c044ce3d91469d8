"""The recogniser of how many rows are wanted, said as an afterthought: "…, only 5 please"."""

from __future__ import annotations

from queryassist.english.clauses.parts import Clause, LimitPart, ProblemPart
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import ColumnWord, Comparator, Noun
from queryassist.english.words.numbers import NumberMatch
from queryassist.english.words.roles import Role
from queryassist.english.words.text import Kind
from queryassist.spec import Operator

_BREAKS = frozenset(",.;:!?()-–—")
_LEADING = frozenset(
    "and but only just the give gimme me us show list display need want i we please pls with "
    "limit limited to it them at most max maximum maximal a an of up no more than as like".split()
)
_ASKING = frozenset("give gimme show list display need want limit limited".split())
_CUTTING = frozenset({"only", "just", "max", "maximum", "tops", "top"})
_CAPPING = frozenset({"most", "up", "max", "maximum"})
_TRAILING = frozenset(
    "of them those these please pls thanks thank you only max maximum tops at most is are will "
    "would do enough plenty fine ok suffice suffices rows results records entries lines "
    "examples for me now".split()
)
_ENDING = frozenset("them those these enough plenty fine ok do suffice suffices".split())
_THINGS = frozenset("rows results records entries lines examples".split())
_FIGURES = (Role.HOW_MANY, Role.HOW_MUCH, Role.SHARE)


@starts_with(NumberMatch, words=_LEADING)
def afterthought(sentence: Sentence, at: int) -> Clause | None:
    """ ", only 5 please", ", max 20", ". 10 of them is enough": behind what is to be listed.

    Asked about where it may as well test a column: "users in Tokyo max 30".
    """
    if at == 0 or not _may_open(sentence, at):
        return None
    start = at
    while start < sentence.size and sentence.words[start] in _LEADING:
        start += 1
    number = sentence.number(start)
    end = _end(sentence, number.end) if number is not None and _is_count(number) else None
    if number is None or end is None or _wants_figures(sentence, at):
        return None
    before, after = set(sentence.words[at:start]), set(sentence.words[number.end : end])
    capped = sentence.find(at, Comparator, lambda word: word.operator is Operator.LE) is not None
    capped = capped or not _CAPPING.isdisjoint(before)
    plain = bool(before & _ASKING or after & (_ENDING | _THINGS))
    parted = sentence.words[at - 1] in _BREAKS
    ranged = parted and capped and not plain and _opens_range(sentence, at, number)
    if ranged or not (plain or capped or (before | after) & _CUTTING):
        return None
    if parted or plain or "only" in before | after:
        return Clause(at, end, LimitPart(int(number.value)))
    written = sentence.text(at, end)
    return Clause(at, end, ProblemPart(f"Is “{written}” a number of rows, or of what?"))


def _may_open(sentence: Sentence, at: int) -> bool:
    """Whether a limit may begin here: behind a break, or without one where no column is named."""
    if sentence.words[at - 1] in _BREAKS:
        return True
    if sentence.words[at] not in ("max", "maximum") or sentence.words[at - 1] in _LEADING:
        return False
    return not any(
        end == at and isinstance(sense, ColumnWord)
        for start in range(max(0, at - 4), at)
        for end, sense in sentence.senses(start)
    )


def _is_count(number: NumberMatch) -> bool:
    return isinstance(number.value, int) and not number.ordinal and number.unit is None


def _end(sentence: Sentence, at: int) -> int | None:
    """Return where the words behind the number end, if nothing but a break follows them."""
    while at < sentence.size and sentence.words[at] not in _BREAKS:
        named = sentence.find(at, Noun)
        if named is None and sentence.words[at] not in (*_TRAILING, "?"):
            return None
        at = named[0] if named is not None else at + 1
    return at


def _wants_figures(sentence: Sentence, at: int) -> bool:
    """Whether a count or a share is asked for, which has no rows to cut."""
    return any(sentence.role(place, *_FIGURES) is not None for place in range(at))


def _opens_range(sentence: Sentence, at: int, number: NumberMatch) -> bool:
    """Whether the number is the upper end of what stands before: "over 18, max 50"."""
    said = sentence.number(at - 2) if at > 1 else None
    if said is None and at > 2 and sentence.tokens[at - 2].kind is Kind.WORD:
        said = sentence.number(at - 3)
    return said is not None and not said.ordinal and said.value < number.value
