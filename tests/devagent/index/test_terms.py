"""Words and identifiers as terms."""

from __future__ import annotations

import pytest

from devagent.index.terms import list_message_phrases, list_phrases, list_terms


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


def test_a_message_is_known_by_three_words_in_a_row() -> None:
    assert list_message_phrases("Account %s is locked") == ["account s is", "s is locked"]


def test_a_message_of_two_words_is_known_by_both() -> None:
    assert list_message_phrases("Wrong password!") == ["wrong password"]
    assert "wrong password" in list_phrases("It says: wrong password, again")


def test_half_of_a_surrogate_pair_is_no_crash() -> None:
    assert list_terms("login\udcff") == ["login"]
