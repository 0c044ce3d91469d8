"""Ordinary wordings of periods, values and groups, and what each comes to."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack
from tests.queryassist.english.test_reader import ask, reading_of

IN_2024 = "joined >= 2024-01-01 00:00 UTC and joined < 2025-01-01 00:00 UTC"
IN_2025 = "joined >= 2025-01-01 00:00 UTC and joined < 2026-01-01 00:00 UTC"
THIS_MONTH = "joined >= 2026-03-01 00:00 UTC and joined <= 2026-03-18 10:30 UTC"
LAST_MONTH = "joined >= 2026-02-01 00:00 UTC and joined < 2026-03-01 00:00 UTC"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("users who joined in 2024 or 2025", f"users where ({IN_2024}) or ({IN_2025})"),
        ("joined in 2024 vs 2025", f"users; count where {IN_2024} and count where {IN_2025}"),
        (
            "users who joined this month versus the month before",
            f"users; count where {THIS_MONTH} and count where {LAST_MONTH}",
        ),
        ("users with a balance of 2025", "users where wallet balance = $2,025"),
        (
            "balance from 2000 to 2020",
            "users where wallet balance >= $2,000 and wallet balance <= $2,020",
        ),
    ],
)
def test_times(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_about_a_time_is_asked_back_with_the_whole_time() -> None:
    outcome = ask("users who joined about two months ago")

    assert isinstance(outcome, AskBack)
    assert "“about two months ago”" in outcome.message
