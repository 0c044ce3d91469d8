"""Levels of an enumeration with an order: at least one of them, or the one that was completed."""

from __future__ import annotations

import pytest

from tests.queryassist.english.test_reader import reading_of

ADVANCED = "users where KYC level = advanced"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("users who completed advanced KYC", ADVANCED),
        ("users that have finished the advanced KYC check", ADVANCED),
        ("users who passed advanced verification", ADVANCED),
        ("users who reached KYC level 2", ADVANCED),
        ("users who completed level 2 KYC", ADVANCED),
        ("users who never completed advanced KYC", "users where KYC level != advanced"),
        ("users who completed at least basic KYC", "users where KYC level >= basic"),
        ("users with at least basic KYC", "users where KYC level >= basic"),
        ("users below advanced KYC", "users where KYC level < advanced"),
        (
            "users who completed basic or advanced KYC",
            "users where KYC level is one of basic, advanced",
        ),
        (
            "how many women completed advanced KYC and hold over $100",
            "users where gender = female and KYC level = advanced and wallet balance > $100; count",
        ),
    ],
)
def test_a_level_is_read_with_what_was_done_and_how_it_is_compared(
    question: str, reading: str
) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("verified women", "users where KYC verified = yes and gender = female"),
        ("verified users with advanced KYC", f"users where KYC verified = yes and {ADVANCED[12:]}"),
    ],
)
def test_a_state_before_a_value_is_not_taken_for_its_verb(question: str, reading: str) -> None:
    assert reading_of(question) == reading
