"""Questions that name people: whole names, several, and words that only look like one."""

from __future__ import annotations

import pytest

from queryassist.readings import Refusal
from tests.queryassist.english.test_reader import ask, reading_of


def either(name: str) -> str:
    return f"first name = {name} or last name = {name}"


def whole(first: str, last: str) -> str:
    """Return the reading of a name of two words, of which both may be one part of it."""
    parts = f"(first name = {first} and last name = {last})"
    return f"{either(f'{first} {last}')} or {parts}"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("users named jose", f"users where {either('Jose')}"),
        ("users by the name of chloe", f"users where {either('Chloe')}"),
        ("everyone called jose garcia", f"users where {whole('Jose', 'Garcia')}"),
        ("last name van dijk in Japan", "users where last name = Van Dijk and country = Japan"),
        ("users whose surname is van Dijk", "users where last name = van Dijk"),
        ("users named paris", f"users where {either('Paris')}"),
        ("users named Jose and over 30", f"users where ({either('Jose')}) and age > 30 years"),
        (
            "users with last name muller, garcia or silva",
            "users where last name = Muller or last name = Garcia or last name = Silva",
        ),
        (
            "emails of everyone named Munoz",
            f"users where {either('Munoz')}; showing ID and e-mail",
        ),
        (
            "first name Jose, last name Garcia",
            "users where first name = Jose and last name = Garcia",
        ),
    ],
)
def test_names_are_read_whole(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize("question", ["users named jose livng in japan", "users named jose actve"])
def test_a_misspelt_word_is_no_part_of_a_name(question: str) -> None:
    assert "first name = Jose or" in reading_of(question)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("jose's balance", "jose"),
        ("Maria Silva", "Maria Silva"),
    ],
)
def test_a_name_alone_is_refused_with_the_way_to_ask(question: str, name: str) -> None:
    refusal = ask(question)
    assert isinstance(refusal, Refusal)
    assert f"“users named {name}”" in refusal.message
