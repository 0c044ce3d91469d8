"""Questions typed in haste: vowels left out, letters held, words run together, codes."""

from __future__ import annotations

import pytest

from queryassist.readings import Refusal
from tests.queryassist.english.test_reader import ask, reading_of

_VERIFIED = "users where KYC verified = yes"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("vrfd usrs", _VERIFIED),
        ("verrrified userss", _VERIFIED),
        ("how many vrfd wmn", f"{_VERIFIED} and gender = female; count"),
        ("avg blnc by cntry", "users; average wallet balance; by country"),
        ("top10 users by balance", "users; sorted by wallet balance descending; first 10"),
        ("women under25", "users where gender = female and age < 25 years"),
        ("users with balance over5k", "users where wallet balance > $5,000"),
        ("users b/w 20 and 30", "users where age >= 20 years and age <= 30 years"),
        ("qty of users per country", "users; count; by country"),
        ("how many usrs hv more thn 500 dollars", "users where wallet balance > $500; count"),
        ("users older 30", "users where age > 30 years"),
        ("users with balance higher 500", "users where wallet balance > $500"),
        ("balance bigger of 1000", "users where wallet balance > $1,000"),
        ("avg bal 4 men", "users where gender = male; average wallet balance"),
        ("users 4 japan", "users where country = Japan"),
        ("sd of age", "users; standard deviation of age"),
        (
            "users in Japan and Spain, the two combined",
            "users where country is one of Japan, Spain",
        ),
    ],
)
def test_what_is_typed_in_haste_is_read(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("users in JP", "users where country = Japan"),
        ("how many users in DE", "users where country = Germany; count"),
        ("women from jp", "users where gender = female and country = Japan"),
        ("JP and DE users", "users where country is one of Japan, Germany"),
        ("what IS the average age in GB", "users where country = United Kingdom; average age"),
    ],
)
def test_codes_of_countries_name_them(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    "question", ["users in IN", "users in IN who are verified", "women from IT"]
)
def test_a_code_that_says_nothing_is_named(question: str) -> None:
    refusal = ask(question)
    assert isinstance(refusal, Refusal)
    assert "“IN”" in refusal.message or "“IT”" in refusal.message
