"""What stands around a question is read over; a word that may mean something never is."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack, Refusal
from tests.queryassist.english.test_reader import ask, reading_of

VERIFIED_IN_JAPAN = "users where KYC verified = yes and country = Japan; count"


@pytest.mark.parametrize(
    "question",
    [
        "Hi team, quick one: how many verified users in Japan? Cheers, Tom",
        "Dear all, could you tell me how many verified users in Japan there are? Regards, Jo",
        "Good morning everyone - how many verified users in Japan",
        "For the quarterly compliance report I need the number of verified users in Japan",
        "How many verified users in Japan, for the weekly report?",
        "For the board meeting: how many verified users in Japan?",
        "My boss is asking me for the number of verified users in Japan, can you help?",
        "Head of marketing needs the number of verified users in Japan",
        "Our legal department requested the number of verified users in Japan",
        "finance asked: how many verified users in Japan",
        "Tom from sales wants to know how many verified users in Japan",
        "I've been asked to find out how many verified users in Japan",
        "cnt of verified users in Japan",
        "hw many verified custs r there in Japan",
        "To whom it may concern: we require the number of verified users in Japan.",
        "I should like to know how many verified users there are in Japan.",
        "Dear Sir or Madam, I am writing to enquire how many verified users we have in Japan.",
        "Kindly furnish the number of verified users in Japan at your earliest convenience.",
        "Would you please state the number of verified users in Japan? Yours faithfully",
        "Could we have a report of the number of verified users in Japan?",
    ],
)
def test_the_frame_of_a_question_changes_nothing(question: str) -> None:
    assert reading_of(question) == VERIFIED_IN_JAPAN


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Asia: how many users", "Asia"),
        ("Premium, how many users?", "Premium"),
        ("For the premium plan: how many users?", "premium"),
        ("How many users, married ones?", "married"),
        ("how many users in Japan for the newsletter", "newsletter"),
        ("how many users in Japan married? Cheers", "married"),
        ("top n users by balance", "n"),
        ("kindly forward $500 to user 12", "forward"),
        ("please confirm the email of user 7", "confirm"),
    ],
)
def test_an_unknown_word_without_a_frame_is_named(question: str, word: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Refusal)
    assert f"“{word}”" in outcome.message


def test_a_value_that_is_greeted_is_a_value() -> None:
    assert reading_of("Hi Japan, how many users?") == "users where country = Japan; count"


def test_yet_joins_what_is_said_of_rows() -> None:
    reading = "users where wallet address is known and wallet balance = $0"

    assert reading_of("users who have a wallet address yet hold no funds") == reading
    assert reading_of("users who are not verified yet") == "users where KYC verified = no"


def test_rows_that_want_something_are_not_whoever_asks() -> None:
    assert isinstance(ask("which users want money"), AskBack)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("blokes in Japan", "users where gender = male and country = Japan"),
        ("how many lasses in Japan", "users where gender = female and country = Japan; count"),
        ("total women in Japan", "users where gender = female and country = Japan; count"),
        ("gimme all the men in Japan", "users where gender = male and country = Japan"),
        (
            "everyone bar the French and the Germans, how many?",
            "users where country is none of France, Germany; count",
        ),
        ("bar chart of users by country", "users; count; by country"),
        ("how many users hold nothing", "users where wallet balance = $0; count"),
        ("users with a negative balance", "users where wallet balance < $0"),
        ("the unverified under thirties", "users where KYC verified = no and age < 30 years"),
        (
            "how many users chose not to state their gender",
            "users where gender = prefer not to say; count",
        ),
        ("how many users did we verify in Japan", VERIFIED_IN_JAPAN),
        (
            "How many verified users? No men.",
            "users where KYC verified = yes and gender != male; count",
        ),
    ],
)
def test_words_of_every_day_are_known(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_a_period_is_pointed_back_at() -> None:
    assert reading_of("users updated in 2025 who did not sign up in that period") == reading_of(
        "users updated in 2025 who did not sign up in 2025"
    )
