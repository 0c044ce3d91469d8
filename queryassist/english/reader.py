"""The offline reader: a question, what may be asked about, and a clock in; a reading out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from queryassist.catalog import Catalog, Dataset, Shape
from queryassist.describe import Describer
from queryassist.english.assembly.assemble import assemble
from queryassist.english.assembly.binding import bind
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.followed_sides import with_shared_rows
from queryassist.english.assembly.followups import follow_up, is_follow_up
from queryassist.english.assembly.puzzled import Puzzled, ask_back
from queryassist.english.assembly.removals import removed
from queryassist.english.assembly.replacements import without_replaced
from queryassist.english.clauses.openings import end_of_talk
from queryassist.english.clauses.parsing import Parsed, parse
from queryassist.english.clauses.parts import (
    AnaphorPart,
    AskPart,
    Clause,
    FillerPart,
    ForeignNounPart,
    LinkPart,
    TestPart,
)
from queryassist.english.clauses.text_conditions import name_at
from queryassist.english.screening import (
    MAX_CHARACTERS,
    can_be_asked,
    doubtful_number,
    screen,
    screen_length,
    screen_orders,
)
from queryassist.english.sentence import Sentence, World
from queryassist.english.words.lexicon import (
    ColumnWord,
    EnumWord,
    EventWord,
    NamedWord,
    Noun,
    RoleWord,
    build_lexicon,
)
from queryassist.english.words.roles import Role
from queryassist.english.words.text import Kind, Token, tokenize
from queryassist.english.words.values import ValueIndex
from queryassist.readings import AskBack, Clock, Evidence, Outcome, Reading, Refusal, RefusalReason
from queryassist.spec import QuerySpec

_ASKING = (
    Role.HOW_MANY,
    Role.HOW_MUCH,
    Role.LIST,
    Role.WHO,
    Role.WHICH,
    Role.WHEN,
    Role.SHARE,
    Role.COMPARE,
)
_POINTING_BACK = frozenset({"their", "them", "they", "those", "these"})
_OPENING = frozenset({"and", "what", "how", "about"})
_SMALL_TALK = (FillerPart, LinkPart, AskPart, AnaphorPart)


def read(
    question: str,
    *,
    catalog: Catalog,
    values: Mapping[str, ValueIndex],
    clock: Clock,
    previous: QuerySpec | None = None,
    unanswered: Sequence[str] = (),
) -> Outcome:
    """Return the reading of a question, a question back, or a refusal; never raises for its text.

    ``values`` holds the value index of each dataset by name; ``previous`` is the spec that a
    follow-up changes, ``unanswered`` the questions after it that had no answer: what goes on from
    one of those is asked back. Deterministic: the same arguments give the same outcome.
    """
    first = catalog.datasets[0]
    refusal = screen(question, first)
    if refusal is not None:
        return refusal
    tokens = tokenize(question)
    refusal = screen_length(tokens)
    if refusal is not None:
        return refusal
    doubt = doubtful_number(question, tokens)
    if doubt is not None:
        return doubt
    if any(_is_asked_in_full(text, catalog) for text in unanswered):
        previous = None
    cut_off = False
    if previous is not None:
        before = [
            (text, read(text, catalog=catalog, values=values, clock=clock, previous=previous))
            for text in unanswered
        ]
        changed = [each for each in before if not _keeps_the_rows(*each)]
        cut_off = bool(changed) and not _says_again(tokens, *changed[-1])
    meant = _meant(
        parse(question, tokens, _world(catalog, dataset, values, clock, previous), own_rows=at > 0)
        for at, dataset in enumerate(_datasets_of(tokens, catalog, previous))
    )
    world = meant.sentence.world
    refusal = screen_orders(tokens, world.dataset, follows=world.previous is not None)
    if refusal is not None:
        return refusal
    try:
        return _read(meant, world.previous, after_unanswered=bool(unanswered), cut_off=cut_off)
    except Puzzled as puzzle:
        return puzzle.outcome


def _world(
    catalog: Catalog,
    dataset: Dataset,
    values: Mapping[str, ValueIndex],
    clock: Clock,
    previous: QuerySpec | None,
) -> World:
    before = previous if previous is not None and previous.dataset == dataset.name else None
    before = with_shared_rows(before) if before is not None else None
    lexicon = build_lexicon(catalog, dataset)
    return World(catalog, dataset, lexicon, values[dataset.name], clock, before)


def _meant(readings: Iterable[Parsed]) -> Parsed:
    """Return the first reading in which every word means something for its dataset; else the first.

    One that takes no word for misspelt goes before those that do.
    """
    first = None
    known: list[Parsed] = []
    for parsed in readings:
        first = first or parsed
        if _is_known(parsed) and (parsed is first or _names_data(parsed)):
            known.append(parsed)
            if not parsed.corrections:
                return parsed
    if first is None:
        raise ValueError("There is no dataset to read a question against.")
    return min(known, key=lambda parsed: len(parsed.corrections), default=first)


def _is_known(parsed: Parsed) -> bool:
    """Whether every word means something for the dataset, and none is for another's rows."""
    return parsed.unknown is None and not any(
        isinstance(clause.part, ForeignNounPart) for clause in parsed.clauses
    )


def _names_data(parsed: Parsed) -> bool:
    """Whether a word of the question is for its rows, their columns, values or what happened.

    "The slowest" alone is about no dataset but the one that is usually asked about.
    """
    kinds = (Noun, ColumnWord, EventWord, EnumWord, NamedWord)
    sentence = parsed.sentence
    return any(sentence.find(at, kind) for at in range(sentence.size) for kind in kinds)


def _datasets_of(
    tokens: list[Token], catalog: Catalog, previous: QuerySpec | None
) -> Sequence[Dataset]:
    """Return the datasets that a question may be about, the likeliest first.

    Those whose nouns it names come in that order, then the one that the last question was about.
    """
    lexicon = build_lexicon(catalog, catalog.datasets[0])
    words = [token.word for token in tokens]
    named = [
        catalog.get_dataset(sense.dataset)
        for at in range(len(words))
        for _, sense in lexicon.senses_at(words, at)
        if isinstance(sense, Noun)
    ]
    last = catalog.find_dataset(previous.dataset) if previous is not None else None
    if last is not None:
        named.append(last)
    return tuple(dict.fromkeys((*named, *catalog)))


def _is_asked_in_full(text: str, catalog: Catalog) -> bool:
    """Whether a question asks by itself, or names rows, so that what follows may go on from it."""
    lexicon = build_lexicon(catalog, catalog.datasets[0])
    words = [token.word for token in tokenize(text[:MAX_CHARACTERS])]
    if not _POINTING_BACK.isdisjoint(words):
        return False
    return any(
        isinstance(sense, Noun) or (isinstance(sense, RoleWord) and sense.role in _ASKING)
        for at in range(len(words))
        for _, sense in lexicon.senses_at(words, at)
    )


def _keeps_the_rows(text: str, outcome: Outcome) -> bool:
    """Whether a turn without an answer changed nothing of the rows that were spoken of.

    It asked for what is never done or shown, or for something of "their" own.
    """
    never = (RefusalReason.FORBIDDEN, RefusalReason.CHANGES_DATA)
    refused = isinstance(outcome, Refusal) and outcome.reason in never
    return refused or "their" in _words(tokenize(text[:MAX_CHARACTERS]))


def _says_again(tokens: Sequence[Token], before: str, outcome: Outcome) -> bool:
    """Whether a turn settles the one before it, or is that with one other word: "and in Osaka?"."""
    said, old = _words(tokens), _words(tokenize(before[:MAX_CHARACTERS]))
    choices = outcome.choices if isinstance(outcome, AskBack) else ()
    if any(_words(tokenize(choice.question)) == said for choice in choices):
        return True
    kept = {was for was, now in zip(old, said, strict=False) if was == now}
    others = sum(was != now for was, now in zip(old, said, strict=False))
    return len(old) == len(said) and others <= 1 and bool(kept - _OPENING)


def _words(tokens: Iterable[Token]) -> list[str]:
    return [token.word for token in tokens if token.kind is not Kind.PUNCTUATION]


def _read(
    parsed: Parsed, previous: QuerySpec | None, *, after_unanswered: bool, cut_off: bool
) -> Outcome:
    world = parsed.sentence.world
    if parsed.unknown is not None:
        return _not_understood(parsed.sentence, parsed.puzzling)
    if not parsed.clauses or _is_talk(parsed):
        return Refusal(can_be_asked(world.dataset), RefusalReason.OFF_TOPIC)
    bound = bind(parsed.sentence, parsed.clauses)
    clauses = without_replaced(parsed.sentence, bound, previous) if previous else bound
    draft = Draft(parsed.sentence, clauses)
    spec = removed(draft, previous) if previous else None
    follows = spec is not None or (
        previous is not None and (clauses != bound or is_follow_up(draft))
    )
    if follows and cut_off:
        raise ask_back(
            "The turn before this one had no answer, so I cannot go on from it. Please ask in full."
        )
    if spec is None:
        if previous is not None and follows:
            spec = follow_up(draft, previous)
        else:
            goes_on = after_unanswered and draft.is_fragment
            if previous is None and (goes_on or draft.opens_as_fragment):
                raise ask_back(
                    "There is no answer before this one to go on from. Please ask it in full."
                )
            if not _is_about_data(draft.clauses):
                return Refusal(can_be_asked(world.dataset), RefusalReason.OFF_TOPIC)
            spec = assemble(draft)
    return Reading(spec, _evidence(draft, parsed))


def _is_about_data(clauses: Iterable[Clause]) -> bool:
    """Whether anything in the question is about the dataset rather than small talk."""
    return any(not isinstance(clause.part, _SMALL_TALK) for clause in clauses)


def _is_talk(parsed: Parsed) -> bool:
    """Whether "who are you" is all that is asked, or its sentence goes on: "… in Japan"."""
    sentence = parsed.sentence
    ends = [end_of_talk(sentence, at) for at in range(sentence.size)]
    said = [end for end in ends if end is not None]
    goes_on = any(
        end < sentence.size and sentence.tokens[end].kind is not Kind.PUNCTUATION for end in said
    )
    return bool(said) and (goes_on or not _is_about_data(parsed.clauses))


def _not_understood(sentence: Sentence, at: int) -> Refusal:
    dataset = sentence.world.dataset
    message = f"I do not know what “{sentence.tokens[at].text}” means for {dataset.nouns}."
    if _may_be_name(sentence, at):
        message += f" If it is a name, ask for “{dataset.nouns} named {name_at(sentence, at)}”."
    return Refusal(f"{message} {can_be_asked(dataset)}", RefusalReason.UNKNOWN)


def _may_be_name(sentence: Sentence, at: int) -> bool:
    columns = sentence.world.dataset.columns
    owns = sentence.words[at + 1 : at + 2] == ["'s"]
    return (owns or sentence.tokens[at].text[:1].isupper()) and any(
        column.shape is Shape.NAME for column in columns
    )


def _evidence(draft: Draft, parsed: Parsed) -> tuple[Evidence, ...]:
    """Return which words each condition came from, and which were taken for misspelt."""
    describer = Describer(draft.sentence.world.dataset, draft.sentence.world.clock.zone)
    tokens = draft.sentence.tokens
    found = [
        Evidence(
            tokens[clause.start].start,
            tokens[clause.end - 1].end,
            describer.condition(clause.part.condition),
        )
        for clause in draft.clauses
        if isinstance(clause.part, TestPart)
    ]
    found.extend(
        Evidence(token.start, token.end, f"read as “{word}”") for token, word in parsed.corrections
    )
    return tuple(found)
