"""Follow-ups that put something in the place of what the last question said."""

from __future__ import annotations

import pytest

from tests.queryassist.english.test_followups import doubt_of, reading_of

IN_JANUARY = "joined >= 2026-01-01 00:00 UTC and joined < 2026-02-01 00:00 UTC"


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "how many users joined last month / and the month before?",
            f"users where {IN_JANUARY}; count",
        ),
        (
            "how many users joined last month / and the month before? / split that by country",
            f"users where {IN_JANUARY}; count; by country",
        ),
        (
            "how many men in Brazil / women instead of men",
            "users where country = Brazil and gender = female; count",
        ),
        (
            "how many users joined in January / December instead of January",
            ("users where joined >= 2025-12-01 00:00 UTC and joined < 2026-01-01 00:00 UTC; count"),
        ),
        (
            "total balance by gender / the median instead of the total",
            "users; median wallet balance; by gender",
        ),
        (
            "how many users have a balance above 1000 / make the balance above 2000",
            "users where wallet balance > $2,000; count",
        ),
        (
            "how many inactive users in Paris / in the whole of France",
            "users where active = no and country = France; count",
        ),
        (
            "what percentage of users has under $100? / and over $1,000?",
            "users; share where wallet balance > $1,000",
        ),
        (
            "age distribution in bands of 10 / in bands of 5",
            "users; count; by age in ranges of 5",
        ),
        (
            "which country has the most users / which has the most money in total?",
            (
                "users where country is known; count and total wallet balance; by country; "
                "sorted by total wallet balance descending; first 1"
            ),
        ),
    ],
)
def test_the_new_stands_in_the_place_of_the_old(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "average balance in Osaka / for active users only",
            "users where region = Osaka and active = yes; average wallet balance",
        ),
        (
            "average balance in Osaka / how many users is that based on?",
            "users where region = Osaka; count",
        ),
        (
            "count by region / only those with more than 30 users",
            "users; count; by region; only groups with count > 30",
        ),
        (
            "how many users in Japan / what is the average age of men there?",
            "users where country = Japan and gender = male; average age",
        ),
        (
            "how many verified users joined this month / forget the date",
            "users where KYC verified = yes; count",
        ),
    ],
)
def test_the_last_question_is_kept(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


def test_a_question_with_a_figure_and_rows_of_its_own_stands_alone() -> None:
    talk = "which region has the most users / what is the average age of women in Brazil?"

    assert reading_of(talk) == "users where gender = female and country = Brazil; average age"


@pytest.mark.parametrize(
    ("talk", "words"),
    [
        ("how many users in Tokyo / Osaka instead of Kyoto", "Instead of what?"),
        ("what percentage of users are women / and verified women?", "The share of what?"),
        ("how many users in Japan / and the users in Japan?", "nothing new"),
        ("how many women in Japan / at least 20 of them are verified", "in which groups?"),
    ],
)
def test_what_the_last_question_does_not_hold_is_asked_back(talk: str, words: str) -> None:
    assert words in doubt_of(talk)


def test_another_length_of_a_period_until_now_lasts_until_now() -> None:
    talk = "how many users joined in the last 7 days / make that 30 days"

    assert reading_of(talk) == (
        "users where joined >= 2026-02-16 10:30 UTC and joined <= 2026-03-18 10:30 UTC; count"
    )


def test_columns_that_a_list_shows_already_may_be_asked_for() -> None:
    assert reading_of("users in Zurich / add their age") == "users where region = Zürich"
