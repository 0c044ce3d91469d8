"""Completions of a question that is being typed: what is offered, and what is never."""

from __future__ import annotations

import random
import string

import pytest

from queryassist.catalog import Catalog, Column, ColumnType, Dataset
from queryassist.completions import LIMIT, Completion, Kind, Vocabulary, complete
from queryassist.english.reader import read
from queryassist.english.words.values import ValueIndex
from queryassist.readings import Clock, Reading
from tests.queryassist.english.accuracy import CLOCK, USERS
from users.datasets import DATASETS

CATALOG = Catalog(DATASETS)
VALUES = {
    "country": ["Japan", "Jordan", "Côte d'Ivoire"],
    "region": ["Tokyo", "New York", "New Jersey"],
    "city": ["Tokyo", "São Paulo", "Österbro", "<b>Bold</b>"],
}
WORDS = Vocabulary.build(CATALOG, {"users": VALUES})


def shown(text: str, *questions: str) -> list[str]:
    return [completion.shown for completion in complete(text, WORDS, questions)]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("How many us", "users"),
        ("average wallet b", "wallet balance"),
        ("how many veri", "verified"),
        ("users in inac", "inactive"),
        ("users in Jap", "Japan"),
        ("users in new y", "New York"),
        ("users in sao", "São Paulo"),
        ("users in OST", "Österbro"),
        ("users in cote", "Côte d'Ivoire"),
        ("wom", "women"),
        ("the most act", "most active"),
        ("users who joined last m", "last month"),
    ],
)
def test_what_is_begun_is_offered_whole(text: str, offered: str) -> None:
    assert offered in shown(text)


def test_a_completion_is_the_whole_text_with_the_word_in_place_of_what_was_begun() -> None:
    first = complete("Women (not men) in  new y", WORDS)[0]

    expected = Completion(text="Women (not men) in  New York ", shown="New York", kind=Kind.VALUE)
    assert first == expected


def test_after_a_number_column_come_comparisons_and_after_an_event_times() -> None:
    assert shown("users with wallet balance ")[:3] == ["over", "under", "at least"]
    assert shown("users with wallet balance und")[:1] == ["under"]
    assert "last month" in shown("users who joined ")
    assert "over" not in shown("users who joined ")
    assert "female" in shown("users whose gender ")


def test_after_a_comma_a_space_is_put_in() -> None:
    assert complete("wallet balance,", WORDS)[0].text == "wallet balance, over "


def test_after_in_places_come_before_words() -> None:
    assert shown("users in jo")[0] == "Jordan"
    assert shown("users jo")[0] != "Jordan"


def test_what_is_typed_in_full_is_not_offered_again() -> None:
    assert "Tokyo" not in shown("users in Tokyo")
    assert "users" not in shown("users")


def test_whole_questions_that_begin_alike_come_first_and_once() -> None:
    offered = shown("how many w", "How many women?", "How many women?", "Show men", "how many w")

    assert offered[0] == "How many women?"
    assert offered.count("How many women?") == 1
    assert "Show men" not in offered
    assert "how many w" not in offered


def test_there_are_at_most_eight_and_at_most_two_words_for_the_same() -> None:
    questions = [f"v {number}" for number in range(20)]

    for letter in string.ascii_lowercase:
        assert len(complete(letter, WORDS, questions)) <= LIMIT
    assert len(complete("users in n", WORDS)) <= LIMIT


def test_values_of_personal_columns_are_never_offered() -> None:
    notes = Dataset(
        name="notes",
        source="notes",
        noun="note",
        nouns="notes",
        words=("notes",),
        key="id",
        columns=(
            Column(
                name="author", type=ColumnType.TEXT, label="author", indexed=True, personal=True
            ),
        ),
    )
    vocabulary = Vocabulary.build(Catalog((notes,)), {"notes": {"author": ["Zaphod"]}})

    assert complete("notes by Zap", vocabulary) == []


@pytest.mark.parametrize(
    "text",
    ["", " ", "x" * 10_000, "\0", "\ud800", "users in \0tok", "<script>", "(((((", "%_%", "?" * 499,
     "a " * 249, "\u202e\u200b", "x" * 499, "ﬃ" * 499, "𝔘" * 400],
)  # fmt: skip
def test_hostile_text_breaks_nothing(text: str) -> None:
    assert len(complete(text, WORDS, ["How many users?"])) <= LIMIT


def test_far_too_long_texts_are_not_looked_at() -> None:
    assert complete("users in tok" + " " * 10_000, WORDS) == []


@pytest.mark.parametrize("completion", complete("users with wallet balance ", WORDS))
def test_every_comparison_offered_is_one_that_is_read(completion: Completion) -> None:
    assert is_read(completion.text + ("5 and 9" if completion.shown == "between" else "5"))


@pytest.mark.parametrize("begun", ["", "t", "l", "in the l", "s"])
def test_every_time_offered_is_one_that_is_read(begun: str) -> None:
    offered = complete(f"users who joined {begun}", WORDS)

    times = [completion.text for completion in offered if completion.kind is Kind.TIME]
    assert times
    assert [text for text in times if not is_read(text)] == []


def is_read(text: str) -> bool:
    values = {USERS.name: ValueIndex.build(USERS, VALUES)}
    clock = Clock(CLOCK.now, CLOCK.zone)
    return isinstance(read(text, catalog=CATALOG, values=values, clock=clock), Reading)


def test_of_twenty_thousand_values_only_the_best_are_offered() -> None:
    letters = random.Random(7)
    names = ["".join(letters.choices(string.ascii_lowercase, k=8)) for _ in range(20_000)]
    vocabulary = Vocabulary.build(CATALOG, {"users": {"city": names}})

    offered = complete(f"users in {names[0][:7]}", vocabulary)

    assert 0 < len(offered) <= LIMIT
    assert offered[0].shown.casefold() == names[0]
