"""Words and identifiers as terms."""

from __future__ import annotations

import numpy as np
import pytest

from devagent.index.terms import (
    WORD,
    encode,
    list_phrases,
    list_terms,
    number_messages,
    number_spoken,
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
    words = [WORD.findall(encode(message)) for message in messages]
    spoken = np.array([number_spoken(word) for one in words for word in one], dtype=np.uint64)
    owners = np.repeat(np.arange(len(words)), [*map(len, words)])
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
