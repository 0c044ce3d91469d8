"""The reader as a whole: another dataset, hostile text, doubts, and questions back."""

from __future__ import annotations

import pytest

from queryassist.catalog import Catalog
from queryassist.describe import describe
from queryassist.english.reader import read
from queryassist.english.screening import MAX_CHARACTERS
from queryassist.english.words.values import ValueIndex
from queryassist.readings import AskBack, Outcome, Reading, Refusal, RefusalReason
from queryassist.spec import QuerySpec
from tests.queryassist.books import BOOKS
from tests.queryassist.english.accuracy import CLOCK, USERS, value_lists
from tests.queryassist.english.people import NOW, build_people

BOTH = Catalog((USERS, BOOKS))
VALUES = {
    USERS.name: ValueIndex.build(USERS, value_lists(build_people(NOW))),
    BOOKS.name: ValueIndex.build(BOOKS, {"publisher": ["Penguin", "Faber", "North Press"]}),
}


def ask(question: str, previous: QuerySpec | None = None) -> Outcome:
    return read(question, catalog=BOTH, values=VALUES, clock=CLOCK, previous=previous)


def reading_of(question: str) -> str:
    return described(ask(question))


def described(outcome: Outcome) -> str:
    assert isinstance(outcome, Reading), outcome
    return describe(outcome.spec, BOTH.get_dataset(outcome.spec.dataset), CLOCK.zone)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("How many books are there?", "books; count"),
        ("books longer than 300 pages", "books where length > 300 pages"),
        ("average price by genre", "books; average price; by genre"),
        (
            "the 3 cheapest novels",
            "books where genre = fiction; sorted by price ascending; first 3",
        ),
        (
            "how many fiction books from Penguin cost more than £10",
            "books where genre = fiction and publisher = Penguin and price > £10; count",
        ),
        (
            "which publisher has the most books",
            (
                "books where publisher is known; count; by publisher; sorted by count "
                "descending; first 1"
            ),
        ),
        (
            "novels from Faber or Penguin shorter than 250 pages",
            (
                "books where genre = fiction and publisher is one of Faber, Penguin and length "
                "< 250 pages"
            ),
        ),
        ("what share of books are novels", "books; share where genre = fiction"),
        ("top 5 books", "books; sorted by copies sold descending; first 5"),
        (
            "in 2025, how many books",
            (
                "books where published >= 2025-01-01 00:00 UTC and published < 2026-01-01 "
                "00:00 UTC; count"
            ),
        ),
    ],
)
def test_another_dataset_is_read_without_a_change_to_the_reader(
    question: str, reading: str
) -> None:
    assert reading_of(question) == reading


def test_a_dataset_is_found_by_its_words_where_no_noun_is_said() -> None:
    outcome = ask("bestsellers published in 2024")

    assert isinstance(outcome, Reading)
    assert outcome.spec.dataset == BOOKS.name


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("", RefusalReason.EMPTY),
        (" \t\n", RefusalReason.EMPTY),
        ("x" * (MAX_CHARACTERS + 1), RefusalReason.TOO_LONG),
        ("users " * 2_000, RefusalReason.TOO_LONG),
        ("the " * 249, RefusalReason.TOO_LONG),
        ("How many users" + "-" * 980, RefusalReason.TOO_LONG),
        ("how many users\x00", RefusalReason.UNREADABLE),
        ("how many \x1b[31musers", RefusalReason.UNREADABLE),
        ("\ud800 users", RefusalReason.UNREADABLE),
        ("🎉🎉🎉", RefusalReason.UNREADABLE),
        ("???", RefusalReason.UNREADABLE),
        ("SELECT * FROM users_user", RefusalReason.SQL),
        ("users'; DROP TABLE users_user; --", RefusalReason.SQL),
        ("how many users\n\nUNION SELECT password FROM users_user", RefusalReason.SQL),
        ("delete all users in Tokyo", RefusalReason.CHANGES_DATA),
        ("please give everyone $100", RefusalReason.CHANGES_DATA),
        ("set the balance of user 5 to 0", RefusalReason.CHANGES_DATA),
        ("show me the passwords of all users", RefusalReason.FORBIDDEN),
        ("how many left-handed users are there", RefusalReason.UNKNOWN),
        ("كم عدد المستخدمين", RefusalReason.UNKNOWN),
        ("how many users 🎉", RefusalReason.UNKNOWN),
    ],
)
def test_what_cannot_be_answered_is_refused_with_its_reason(
    question: str, reason: RefusalReason
) -> None:
    outcome = ask(question)

    assert isinstance(outcome, Refusal)
    assert outcome.reason is reason
    assert outcome.message


@pytest.mark.parametrize(
    "question",
    [
        "cumulative signups by month",
        "running total of signups by week",
        "average age of the 10 richest users",
        "how many of the top 100 richest users are verified",
        "10 richest users sorted by age",
        "top 5 and bottom 5 users by balance",
        "top 10% of users by balance",
        "is the oldest user active",
        "are all users verified",
        "everyone except japanese women",
        "women and users over 50",
        "men over 30 and women",
        "Japanese women or verified",
        "countries where everyone is verified",
        "users above the average age of their country",
        "users joined this month last year",
        "users active within 7 days of joining",
        "users who joined when they were under 18",
        "users in both Tokyo and Osaka",
        "Japanese users in Germany",
        "users with the same first name",
        "what is my balance",
        "average balance in the biggest city",
        "users with or without kyc",
        "users with kyc level 3",
        "users with about $500",
        "users with $500 or so",
        "users aged 30 or so",
        "users who joined on a Monday",
        "users who joined in every March",
        "new users",
        "how many users live in Atlantis",
        "how many users have books",
        "average age of users per book",
        "How many users have more than $5 000?",
        "How many users are !active?",
        "users with age \u226f 30",
        "users with over $2.000",
        "5 5 5",
        "1",
    ],
)
def test_what_would_lose_a_word_is_not_answered(question: str) -> None:
    assert not isinstance(ask(question), Reading)


def test_what_a_word_of_grouping_is_about_is_named() -> None:
    outcome = ask("users by zodiac")

    assert isinstance(outcome, Refusal)
    assert "“zodiac”" in outcome.message


@pytest.mark.parametrize("turning", ["\u202e", "\u2067"])
def test_text_that_turns_its_direction_unseen_is_unreadable(turning: str) -> None:
    outcome = ask(f"how many {turning}users")

    assert isinstance(outcome, Refusal)
    assert outcome.reason is RefusalReason.UNREADABLE


@pytest.mark.parametrize(
    "question", ["top 5 users", "how many users last week", "users with more than 500"]
)
def test_the_choices_of_a_question_back_can_be_asked(question: str) -> None:
    outcome = ask(question)

    assert isinstance(outcome, AskBack)
    assert outcome.choices
    for choice in outcome.choices:
        assert isinstance(ask(choice.question), Reading), choice


def test_a_misspelt_word_is_put_right_and_said_so() -> None:
    outcome = ask("how many usres in Tokyo")

    assert isinstance(outcome, Reading)
    assert "read as “users”" in [part.meaning for part in outcome.evidence]


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "users who joined in the last 24 hours",
            "users where joined >= 2026-03-17 10:30 UTC and joined <= 2026-03-18 10:30 UTC",
        ),
        (
            "users active this week",
            (
                "users where last active >= 2026-03-16 00:00 UTC and last active <= "
                "2026-03-18 10:30 UTC"
            ),
        ),
        ("users not seen for 90 days", "users where last active < 2025-12-18 10:30 UTC"),
        (
            "emails of the five most active users",
            "users; showing ID and e-mail; sorted by activity score descending; first 5",
        ),
        (
            "signups by country in 2025",
            (
                "users where joined >= 2025-01-01 00:00 UTC and joined < 2026-01-01 00:00 UTC; "
                "count; by country"
            ),
        ),
        ("users sorted by last name", "users; sorted by last name ascending"),
        ("users inactive since March", "users where last active < 2026-03-01 00:00 UTC"),
    ],
)
def test_what_a_careful_reader_would_say(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_a_share_that_is_also_ranked_stays_whole() -> None:
    assert reading_of("Percentage breakdown of users by gender").startswith("users; share")


def test_a_word_of_english_is_never_put_right() -> None:
    assert isinstance(ask("how many black women are there"), Refusal)


def test_evidence_points_at_the_words_of_the_question() -> None:
    question = "How many women in Tokyo?"

    outcome = ask(question)

    assert isinstance(outcome, Reading)
    words = {question[part.start : part.end]: part.meaning for part in outcome.evidence}
    assert words == {"women": "gender = female", "in Tokyo": "region = Tokyo"}


def test_the_same_question_has_the_same_reading() -> None:
    question = "top 10 most active users this week in Japan or Germany"

    assert ask(question) == ask(question)
