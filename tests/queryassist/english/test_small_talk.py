"""What is said to Queen herself is no question about rows, wherever it stands."""

from __future__ import annotations

import pytest

from queryassist.readings import Refusal, RefusalReason
from tests.queryassist.english.test_followups import outcome_of, reading_of

TALK = ("who are you?", "where are you?", "what are you", "how are you doing today?")


@pytest.mark.parametrize("question", [*TALK, "who are you in Japan"])
@pytest.mark.parametrize("before", ["", "users in Spain / ", "users by country / and "])
def test_what_queen_is_asked_about_herself_is_refused_as_talk(before: str, question: str) -> None:
    outcome = outcome_of(f"{before}{question}")

    assert isinstance(outcome, Refusal)
    assert outcome.reason is RefusalReason.OFF_TOPIC


@pytest.mark.parametrize("greeting", ["How are you?", "Hi, how are you today,"])
def test_a_question_after_a_greeting_is_read(greeting: str) -> None:
    reading = "users where country = Japan; count"
    assert reading_of(f"{greeting} How many users are in Japan?") == reading
