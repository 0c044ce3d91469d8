"""Where a question for a share parts into the whole and the part of it."""

from __future__ import annotations

from dataclasses import dataclass

from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.intervals import kind_of
from queryassist.english.assembly.questions_back import which_share
from queryassist.english.boolean import parts_of
from queryassist.english.clauses.groupings import SPREADS
from queryassist.english.clauses.parts import (
    Ask,
    AskPart,
    FillerPart,
    GroupPart,
    Link,
    LinkPart,
    NounPart,
    ShareTestPart,
    TestPart,
)
from queryassist.english.words.lexicon import EventWord
from queryassist.english.words.roles import Role

Span = tuple[int, int]

_PREDICATES = frozenset(
    "are is was were have has do does did live lives come comes came hold holds own owns got "
    "passed".split()
)
_AMONG = (["among"], ["amongst"], ["out", "of"])
_RELATIVE = frozenset({"who", "that", "which", "whose"})


@dataclass(frozen=True, slots=True)
class Split:
    """The clauses that say the whole, in one or more spans, and those that say the part."""

    whole: tuple[Span, ...]
    part: Span


def split(draft: Draft) -> Split:
    """Return which clauses are the whole and which the part; raises Puzzled where unclear.

    Conditions after "among" are the whole ("women among verified users"). Else those before the
    verb are the whole and those after it the part ("of women are verified"). Without a verb,
    adjectives before the noun are the part and the rest is the whole ("verified users in Tokyo");
    with conditions on one side only, they are the part. Of rows that are split by groups before
    any condition, the groups' own shares are meant ("users by gender in Japan").
    """
    start, end = place_of_share(draft), len(draft.clauses)
    if not _tests(draft, (start, end)):
        start = 0
    outer, rest = (0, start), (start, end)
    if _tests(draft, outer) and "as" in draft.sentence.words:
        raise which_share(draft)
    among = _place_of_among(draft, rest)
    if among is not None:
        cut = _place_of_verb(draft, (start, among)) or start
        return Split((outer, (start, cut), (among, end)), (cut, among))
    verb = _place_of_verb(draft, rest)
    if verb is not None:
        return Split((outer, (start, verb)), (verb, end))
    if _is_distribution(draft, rest):
        return Split((outer, rest), (end, end))
    noun = _place_of_noun(draft, rest)
    if noun is None:
        return _split_tests(draft, outer, rest)
    return _split_at_noun(draft, outer, (start, noun), (noun, end))


def place_of_share(draft: Draft) -> int:
    """Return the index of the clause that asks for a share."""
    return next(
        index
        for index, clause in enumerate(draft.clauses)
        if isinstance(clause.part, ShareTestPart)
        or (isinstance(clause.part, AskPart) and clause.part.ask is Ask.SHARE)
    )


def gathered(draft: Draft) -> Draft:
    """Return the draft with what is compared side by side.

    In "what percentage of women are verified compared to men" the men belong to the women.
    """
    versus = next(
        (
            index
            for index, clause in enumerate(draft.clauses)
            if isinstance(clause.part, LinkPart) and clause.part.link is Link.VERSUS
        ),
        None,
    )
    after = _tests(draft, (versus, len(draft.clauses))) if versus is not None else []
    if versus is None or len(after) != 1:
        return draft
    columns = {index: _column(draft, index) for index in _tests(draft, (0, versus))}
    alike = [index for index, column in columns.items() if column == _column(draft, after[0])]
    if not alike:
        return draft
    place, moved = alike[-1] + 1, slice(versus, after[0] + 1)
    clauses = draft.clauses
    ordered = [*clauses[:place], *clauses[moved], *clauses[place:versus], *clauses[moved.stop :]]
    return Draft(draft.sentence, ordered)


def _split_at_noun(draft: Draft, outer: Span, before: Span, after: Span) -> Split:
    """Return the split of conditions around the noun, with no verb between.

    "Verified users in Tokyo" and "users over 50 in Tokyo" are a part of those in Tokyo, but
    "French users with under $500" a part of the French.
    """
    if not _tests(draft, after):
        return Split((outer,), before)
    places = _name_values(draft, after)
    if not _tests(draft, before):
        cut = _place_of_second(draft, after)
        if cut is None or places[0] or not all(_name_values(draft, (cut, after[1]))):
            return Split((outer,), after)
        return Split((outer, (cut, after[1])), (after[0], cut))
    if all(places):
        return Split((outer, after), before)
    if any(places):
        raise which_share(draft)
    return Split((outer, before), after)


def _split_tests(draft: Draft, outer: Span, span: Span) -> Split:
    """Without a noun or verb the first of several conditions is the whole: "of men verified".

    A place behind a state is the whole of it: "% inactive in Brazil".
    """
    place = _place_of_place(draft, span)
    if place is not None:
        return Split((outer, (place, span[1])), (span[0], place))
    cut = _place_of_second(draft, span)
    if cut is None:
        return Split((outer,), span)
    head, rest = (span[0], cut), (cut, span[1])
    signs = {draft.sentence.words[draft.clauses[i].start] for i in (cut - 1, cut)}
    if draft.compares and signs & {",", ":"} and all(_name_values(draft, rest)):
        return Split((outer, rest), head)
    named = draft.condition(*head).condition
    if named is not None and kind_of(named) is bool:
        return Split((outer,), span)
    if all(_name_values(draft, rest)):
        return Split((outer, rest), head)
    return Split((outer, head), rest)


def _is_distribution(draft: Draft, span: Span) -> bool:
    groups = [i for i in range(*span) if isinstance(draft.clauses[i].part, GroupPart)]
    noun, tests = _place_of_noun(draft, span), _tests(draft, span)
    if groups and tests and _is_spread(draft, groups[0]):
        return True
    if noun is None or not groups or not tests:
        return False
    return noun < groups[0] < tests[0] and all(_name_values(draft, span))


def _is_spread(draft: Draft, index: int) -> bool:
    """Whether a group is a whole that is spread over values: "gender split of … in percent"."""
    clause, sentence = draft.clauses[index], draft.sentence
    if sentence.words[clause.start] in SPREADS:
        return True
    split_by = sentence.role(clause.start, Role.BY) is not None
    return not split_by and sentence.words[clause.end - 1] in SPREADS


def _place_of_second(draft: Draft, span: Span) -> int | None:
    """Return where conditions on a second column begin; None where a word joins them to the first.

    A negation belongs to what it negates.
    """
    tests = _tests(draft, span)
    others = [index for index in tests if _column(draft, index) != _column(draft, tests[0])]
    cut = others[0] if others else 0
    while others and isinstance(part := draft.clauses[cut - 1].part, LinkPart):
        listed = part.link is Link.COMMA and not draft.compares
        if part.link in (Link.AND, Link.OR, Link.BUT) or listed:
            return None
        cut -= 1
    return cut or None


def _place_of_place(draft: Draft, span: Span) -> int | None:
    """Return where the places begin that end the conditions, where one on a state is before them.

    None where a word makes them one condition: "verified and in Japan".
    """
    places = {column.name for column in draft.sentence.world.dataset.indexed_columns}
    tests = _tests(draft, span)
    cut = next((i for i in tests if {_column(draft, j) for j in tests if j >= i} <= places), None)
    before = [index for index in tests if cut is not None and index < cut]
    if cut is None or not before or any(_column(draft, index) in places for index in before):
        return None
    apart = _is_apart(draft, cut)
    while isinstance(part := draft.clauses[cut - 1].part, LinkPart):
        if part.link in (Link.AND, Link.OR, Link.BUT):
            return None
        cut -= 1
    tested = parts_of(draft.condition(span[0], cut).condition)
    return cut if apart or any(kind_of(part) is bool for part in tested) else None


def _is_apart(draft: Draft, index: int) -> bool:
    """Whether a comma stands before a clause: "percentage male, Japan"."""
    part = draft.clauses[index - 1].part
    return isinstance(part, LinkPart) and part.link is Link.COMMA


def _name_values(draft: Draft, span: Span) -> list[bool]:
    """Return for each condition whether it names a value, such as a place."""
    return [kind_of(part) is str for part in parts_of(draft.condition(*span).condition)]


def _tests(draft: Draft, span: Span) -> list[int]:
    return [i for i in range(*span) if isinstance(draft.clauses[i].part, TestPart)]


def _column(draft: Draft, index: int) -> str | None:
    part = draft.clauses[index].part
    return part.column if isinstance(part, TestPart) else None


def _place_of_noun(draft: Draft, span: Span) -> int | None:
    nouns = [i for i in range(*span) if isinstance(draft.clauses[i].part, NounPart)]
    return nouns[0] if nouns else None


def _place_of_among(draft: Draft, span: Span) -> int | None:
    """Return the place of an "among" with conditions on both sides, which parts the two.

    Not so where a verb after it says the part: "of the women among verified users are over 50".
    """
    for index in range(*span):
        start = draft.clauses[index].start
        words = draft.sentence.words[start : start + 2]
        if words not in _AMONG and words[:1] not in _AMONG:
            continue
        before, after = (span[0], index), (index, span[1])
        verb = _place_of_verb(draft, after)
        free = verb is None or _is_relative(draft, verb)
        return index if free and _tests(draft, before) and _tests(draft, after) else None
    return None


def _is_relative(draft: Draft, verb: int) -> bool:
    """Whether the verb only says more of the rows before it: "women who are over 50"."""
    words = draft.sentence.words[draft.clauses[verb - 1].start : draft.clauses[verb].end]
    return not _RELATIVE.isdisjoint(words)


def _place_of_verb(draft: Draft, span: Span) -> int | None:
    """Return the place of the last verb that has a condition after it and rows before it."""
    tests = _tests(draft, span)
    noun = _place_of_noun(draft, span)
    first = noun if noun is not None else (tests[:1] or [span[0]])[0]
    for index in range(span[1] - 1, first, -1):
        if _is_verb(draft, index) and any(test >= index for test in tests):
            return index - 1 if index - 1 > first and _negates(draft, index - 1) else index
    return None


def _negates(draft: Draft, index: int) -> bool:
    """Whether the "never" of "never logged in" stands here."""
    part = draft.clauses[index].part
    return isinstance(part, LinkPart) and part.link in (Link.NOT, Link.NEVER)


def _is_verb(draft: Draft, index: int) -> bool:
    clause = draft.clauses[index]
    word = draft.sentence.words[clause.start]
    match clause.part:
        case LinkPart(link=Link.COPULA) | AskPart(ask=Ask.WHO):
            return True
        case LinkPart(link=Link.NOT | Link.NEVER):
            return word in _PREDICATES or word.endswith("n't") or word == "never"
        case FillerPart():
            return draft.sentence.find(clause.start, EventWord, lambda e: not e.noun) is not None
        case TestPart():
            ends = word.endswith("ed") and word not in ("verified", "unverified")
            return word in _PREDICATES or ends
    return False
