"""Whatever is typed into the box gets an answer in words, and never an error."""

from __future__ import annotations

import logging

import pytest
from django.utils.html import escape

from queryassist import services
from queryassist.models import Conversation, Question
from tests.queryassist.chat_page import NEW, address, client_of, send, staff_who_may_ask, text_of

pytestmark = pytest.mark.django_db(transaction=True)

HOSTILE = {
    "long": ("how many users " * 667, "10,005 characters"),
    "control characters": ("how many \x07\x1b[31m users", "control characters"),
    "NUL": ("how many\0users", "control characters"),
    "emoji": ("👑👑👑", "no words"),
    "right-to-left text": ("كم عدد المستخدمين؟", "I do not know what"),
    "direction override": ("how many \u202esresu", "control characters"),
    "SQL": ("SELECT password FROM users_user; DROP TABLE users_user; --", "SQL is not run here"),
    "quotes": ("users' OR '1'='1", "SQL is not run here"),
    "script": ("<script>alert(1)</script>", "I do not know what"),
    "template": ("{{ request.user.password }} {% debug %}", "I do not know what"),
}


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
@pytest.mark.parametrize(("question", "words"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_gets_a_clear_message(
    question: str, words: str, htmx: bool, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_of(staff_who_may_ask())

    response = send(client, question, htmx=htmx)
    page = text_of(client.get(address("change", Conversation.objects.get())))

    assert response.status_code == (200 if htmx else 302)
    assert escape(words) in page
    assert "turn-refused" in page
    assert Question.objects.get().message
    assert "<script>alert" not in page
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


BLANK = {
    "empty": "",
    "blank": "   ",
    "white space": " \r\n\t\u2003\u00a0",
    "control characters": "\x07\x1b\0",
    "invisible characters": "\u200b\u202e\ufeff",
}
PLEASE_TYPE = "Please type a question"


@pytest.mark.parametrize("question", BLANK.values(), ids=BLANK)
def test_blank_question_is_refused_and_starts_no_conversation(question: str) -> None:
    reply = send(client_of(staff_who_may_ask()), question)

    assert reply.status_code == 422
    assert PLEASE_TYPE in text_of(reply)
    assert not Conversation.objects.exists()
    assert not Question.objects.exists()


def test_blank_question_of_a_browser_without_scripts_is_refused_on_the_page() -> None:
    client = client_of(staff_who_may_ask())

    response = send(client, "   ", htmx=False)

    assert response["Location"] == NEW
    assert PLEASE_TYPE in text_of(client.get(NEW))
    assert not Conversation.objects.exists()


def test_blank_question_leaves_a_conversation_as_it_is() -> None:
    asker = staff_who_may_ask()
    conversation = services.start_conversation(owner=asker)

    response = send(client_of(asker), "   ", htmx=False, conversation=conversation.pk)

    conversation.refresh_from_db()
    assert response["Location"] == address("change", conversation)
    assert conversation.title == ""
    assert not Question.objects.exists()
