"""Words and identifiers as terms."""

from __future__ import annotations

import numpy as np
import pytest

from devagent.index.hashing import HashedText
from devagent.index.splitting import find_words, fold
from devagent.index.terms import (
    list_phrases,
    list_terms,
    list_terms_of,
    number,
    number_messages,
    number_terms_of,
)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("check_password", ["check_password", "check", "password"]),
        ("HTTPServerError", ["httpservererror", "http", "server", "error"]),
        ("loginForm2", ["loginform2", "login", "form", "2"]),
        ("__init__", ["init"]),
        ("blueprints", ["blueprints", "blueprint"]),
        ("categories", ["categories", "category"]),
        ("class status analysis", ["class", "status", "analysis"]),
        ("Größe", ["größe", "gr", "öß", "e"]),
        ("test_test_tests", ["test_test_tests", "test"]),
        ("ПАРОЛИ password", ["пароли", "password"]),
        ("ö" * 80, ["ö" * 80]),
        ("x" * 81, []),
        ("_ ...", []),
        ("", []),
    ],
)
def test_identifiers_are_kept_whole_and_split(text: str, terms: list[str]) -> None:
    assert list_terms(text)[: len(terms) or 1] == terms


def known_by(*messages: str) -> list[list[str]]:
    """Return which phrases of all messages each message is known by."""
    meant = {number: text for message in messages for text, number in list_phrases(message).items()}
    words = [find_words(message.encode()) for message in messages]
    spoken = np.concatenate(
        [
            HashedText(fold(message.encode())).number(found.starts, found.ends)
            for message, found in zip(messages, words, strict=True)
        ]
    )
    owners = np.repeat(np.arange(len(words)), [len(found.starts) for found in words])
    known: list[list[str]] = [[] for _ in messages]
    for one, place in zip(*number_messages(spoken, owners), strict=True):
        known[owners[place]].append(meant[int(one)])
    return known


def test_a_message_is_known_by_three_words_in_a_row_or_the_two_it_has() -> None:
    assert known_by("Account %s is locked", "Wrong password!", "alone", "") == [
        ["account s is", "s is locked"],
        ["wrong password"],
        [],
        [],
    ]


def test_a_report_may_quote_two_words_or_three() -> None:
    assert list(list_phrases("Wrong password, again")) == [
        "wrong password",
        "password again",
        "wrong password again",
    ]


def test_half_of_a_surrogate_pair_is_no_crash() -> None:
    assert list_terms("login\udcff") == ["login"]


def test_texts_are_taken_apart_together_as_each_alone() -> None:
    texts = ["", "loginForm categories", "_", "9lives", "Straße İS"]

    assert list_terms_of(texts) == [list_terms(text) for text in texts]


def test_terms_of_texts_have_the_numbers_that_they_are_looked_up_by() -> None:
    terms = ["loginform", "login", "form", "fließt", "flie", "ß", "t"]

    numbers, which = number_terms_of(["loginForm", "fließt"])

    assert numbers.tolist() == number(terms).tolist()
    assert which.tolist() == [0, 0, 0, 1, 1, 1, 1]


def test_the_lowest_bits_of_numbers_depend_on_the_order_of_signs() -> None:
    low = number(["abcd", "bacd", "dcba", "cdab"]) & np.uint64(0xFFFF)

    assert len(set(low.tolist())) == 4
