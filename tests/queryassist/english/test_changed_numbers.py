"""Numbers, orders and periods of the question before that a fragment changes by a word for it."""

from __future__ import annotations

import pytest

from queryassist.readings import Refusal
from tests.queryassist.english.test_followups import outcome_of, reading_of


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        ("users over 40 / change it to 60", "users where age > 60 years"),
        ("users over 40 / increase it to 50", "users where age > 50 years"),
        ("users over 40 / bump it up to 45", "users where age > 45 years"),
        ("users with more than $500 / raise it to 1000", "users where wallet balance > $1,000"),
        (
            "top 10 richest users / lower the limit to 5",
            "users; sorted by wallet balance descending; first 5",
        ),
    ],
)
def test_a_verb_of_change_changes_the_number_before(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


@pytest.mark.parametrize(
    "order",
    [
        "set their balance to 0",
        "raise the balance to 1000",
        "raise it",
        "lower the limit of all users to 5",
        "delete it",
    ],
)
def test_a_change_of_data_is_still_refused_after_a_question(order: str) -> None:
    assert isinstance(outcome_of(f"users with more than $500 / {order}"), Refusal)


def test_as_many_rows_by_another_order() -> None:
    reading = reading_of("top 10 richest users / now by age")

    assert reading == "users; sorted by age descending; first 10"


@pytest.mark.parametrize(
    ("talk", "since", "until"),
    [
        ("signups in March 2025 / and the year before?", "2024-03-01", "2024-04-01"),
        ("signups in 2024 / and the previous year", "2023-01-01", "2024-01-01"),
        ("signups in Q1 2026 / same quarter of 2025", "2025-01-01", "2025-04-01"),
        (
            "signups in January and February 2026 / same months of 2025",
            "2025-01-01",
            "2025-03-01",
        ),
    ],
)
def test_the_same_period_of_another_year(talk: str, since: str, until: str) -> None:
    period = f"joined >= {since} 00:00 UTC and joined < {until} 00:00 UTC"

    assert reading_of(talk) == f"users where {period}; count"
