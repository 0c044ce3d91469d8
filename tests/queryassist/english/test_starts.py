"""What recognisers are declared to start with says where they are asked, and hides no reading."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

import pytest

from queryassist.catalog import Catalog
from queryassist.english.clauses.grammar import RECOGNISERS
from queryassist.english.clauses.parts import Clause, FillerPart
from queryassist.english.clauses.starts import (
    Recogniser,
    RecogniserIndex,
    UnknownWord,
    starts_with,
)
from queryassist.english.reader import read
from queryassist.english.sentence import Sentence, World
from queryassist.english.words.lexicon import Noun, build_lexicon
from queryassist.english.words.numbers import NumberMatch
from queryassist.english.words.roles import Role
from queryassist.english.words.text import tokenize
from queryassist.english.words.values import ValueIndex
from queryassist.readings import Reading
from queryassist.spec import QuerySpec
from tests.queryassist.english import questions
from tests.queryassist.english.accuracy import CLOCK, USERS, QuestionSet, value_lists
from tests.queryassist.english.people import NOW, build_people
from tests.queryassist.english.sets import SETS

CATALOG = Catalog((USERS,))
VALUES = {USERS.name: ValueIndex.build(USERS, value_lists(build_people(NOW)))}
ALL_SETS = {"dev": questions, **SETS}
ASKED = QuerySpec(dataset=USERS.name)
SPLICES = 500


def sentence_of(question: str, previous: QuerySpec | None = None) -> Sentence:
    lexicon = build_lexicon(CATALOG, USERS)
    world = World(CATALOG, USERS, lexicon, VALUES[USERS.name], CLOCK, previous)
    return Sentence(question, tokenize(question), world)


def hidden(sentences: Iterable[Sentence], recognisers: Sequence[Recogniser]) -> list[Clause]:
    """Return the clauses of recognisers that the index does not ask where they start."""
    index = RecogniserIndex(recognisers)
    found = []
    for sentence in sentences:
        for at in range(sentence.size):
            asked = {id(each) for each in index.at(sentence, at)}
            unasked = [each for each in recognisers if id(each) not in asked]
            found += [clause for each in unasked if (clause := each(sentence, at)) is not None]
    return found


def sentences(name: str) -> Iterator[Sentence]:
    """Yield the questions of a set, each after the one that it follows."""
    for _, turns in QuestionSet.of(ALL_SETS[name]).sequences():
        previous = None
        for asked, following in zip_longest(turns, turns[1:]):
            yield sentence_of(asked.question, previous)
            previous = spec_of(asked.question, previous) if following else None


def spec_of(question: str, previous: QuerySpec | None) -> QuerySpec | None:
    """Return what a question is read as, or else what was asked before it."""
    outcome = read(question, catalog=CATALOG, values=VALUES, clock=CLOCK, previous=previous)
    return outcome.spec if isinstance(outcome, Reading) else previous


def splices(count: int) -> Iterator[Sentence]:
    """Yield first halves of questions with second halves of others."""
    chance = random.Random(1)
    asked = [
        turn.question.split()
        for each in ALL_SETS.values()
        for _, turns in QuestionSet.of(each).sequences()
        for turn in turns
    ]
    for _ in range(count):
        first, second = chance.choice(asked), chance.choice(asked)
        question = " ".join(first[: len(first) // 2] + second[len(second) // 2 :])
        yield sentence_of(question, chance.choice((None, ASKED)))


def a_word(sentence: Sentence, at: int) -> Clause | None:
    return Clause(at, at + 1, FillerPart())


@pytest.mark.parametrize("name", ALL_SETS)
def test_no_start_hides_a_reading_at_any_word_of_a_set(name: str) -> None:
    assert hidden(sentences(name), RECOGNISERS) == []


def test_no_start_hides_a_reading_where_questions_are_joined_in_their_midst() -> None:
    assert hidden(splices(SPLICES), RECOGNISERS) == []


def test_a_start_too_few_is_found() -> None:
    sentence = sentence_of("how many users")

    assert len(hidden([sentence], [starts_with(Noun)(a_word)])) == sentence.size - 1


@pytest.mark.parametrize(
    ("question", "recogniser"),
    [
        ("users", starts_with(Noun)(a_word)),
        ("by age", starts_with(Role.BY)(a_word)),
        ("twenty", starts_with(NumberMatch)(a_word)),
        ("zorblax", starts_with(UnknownWord)(a_word)),
        ("single", starts_with(words={"single"})(a_word)),
        ("'single'", starts_with(words={"double"})(a_word)),
        ("anything", starts_with()(a_word)),
        ("anything", a_word),
    ],
    ids=["sense", "role", "match", "unknown", "word", "quotation", "anything", "undeclared"],
)
def test_a_recogniser_is_asked_at_what_it_starts_with(
    question: str, recogniser: Recogniser
) -> None:
    assert RecogniserIndex((recogniser,)).at(sentence_of(question), 0) == (recogniser,)


def test_a_recogniser_is_not_asked_at_other_words() -> None:
    recognisers = [starts_with(Noun, Role.BY, words={"single"})(a_word)]

    assert RecogniserIndex(recognisers).at(sentence_of("average age"), 0) == ()


def test_what_follows_a_question_is_asked_only_after_one() -> None:
    index = RecogniserIndex([starts_with(follows=True)(a_word)])

    assert not index.at(sentence_of("users"), 0)
    assert index.at(sentence_of("users", ASKED), 0)


def test_the_order_of_preference_is_kept() -> None:
    recognisers: tuple[Recogniser, ...] = (
        starts_with(words={"users"})(a_word),
        a_word,
        starts_with(Noun)(a_word),
    )

    assert RecogniserIndex(recognisers).at(sentence_of("users"), 0) == recognisers
