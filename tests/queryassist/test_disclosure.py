"""What left the building: shown of one's own answers, as it was sent."""

from __future__ import annotations

import json
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claude.exceptions import ClaudeBusy
from claude.models import Call
from claude.scripted import ScriptedClaude, calls
from queryassist import conf, engines
from queryassist.claude_form import form_of
from queryassist.models import Question
from queryassist.spec import Comparison, Function, Measure, Operator, QuerySpec
from tests.queryassist.chat_page import HTMX, address, client_of, send, staff_who_may_ask, text_of

pytestmark = pytest.mark.django_db(transaction=True)

WOMEN = QuerySpec(
    dataset="users",
    where=Comparison("gender", Operator.EQ, "female"),
    measures=(Measure(function=Function.COUNT),),
)
NOTHING = "Nothing was sent to Claude."
FOLD = "What left the building"


@pytest.fixture
def client() -> Client:
    return client_of(staff_who_may_ask())


@pytest.fixture
def claude(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Have Claude say these replies."""

    def write(*replies: Any) -> ScriptedClaude:
        claude = ScriptedClaude(*replies)
        monkeypatch.setattr(engines, "get_claude", lambda: claude)
        monkeypatch.setattr(engines, "find_obstacle", lambda: None)
        return claude

    return write


def her_query() -> Any:
    return calls(("query", form_of(WOMEN, conf.zone()).model_dump(mode="json")))


def sent_of(question: Question) -> str:
    return reverse("admin:queryassist_ask_sent", args=[question.pk])


def add_call(question: Question, **changes: Any) -> Call:
    row = {
        "started_at": timezone.now(),
        "state": Call.State.ANSWERED,
        "purpose": "reading",
        "subject_kind": "question",
        "subject": str(question.reference),
        "model": "claude-test",
        "cost_usd": Decimal("0.0123"),
        "sent": '{"a": 1}',
        "sent_bytes": 8,
    }
    return Call.objects.create(**row | changes)


def test_an_answer_read_by_claude_shows_the_very_text_with_tokens_cents_and_model(
    client: Client, claude: Any
) -> None:
    script = claude(her_query())

    assert FOLD in text_of(send(client, "Combien de femmes ?"))

    shown = text_of(client.get(sent_of(Question.objects.get()), headers=HTMX))
    text = unescape(shown.split("<code>")[1].split("</code>")[0])
    assert json.loads(text) == script.bodies[0] | {"stream": True}
    assert "1,000 tokens in, 100 out" in shown
    assert "¢" in shown
    assert Call.objects.get().model in shown


def test_secrets_and_addresses_stand_there_as_the_placeholders_that_were_sent(
    client: Client, claude: Any
) -> None:
    claude(her_query())
    send(client, "Combien de femmes comme zoe@example.com ?")

    shown = text_of(client.get(sent_of(Question.objects.get()), headers=HTMX))

    assert "zoe@example.com" not in shown
    assert "comme [REDACTED:EMAIL:1] ?" in shown


def test_an_offline_answer_says_that_nothing_was_sent(client: Client) -> None:
    reply = text_of(send(client, "How many users?"))

    assert NOTHING in reply
    assert FOLD not in reply
    question = Question.objects.get()
    assert "Nothing was sent." in text_of(client.get(sent_of(question), headers=HTMX))


def test_an_offline_answer_after_claude_failed_shows_what_was_sent_to_her(
    client: Client, claude: Any
) -> None:
    claude(ClaudeBusy())

    reply = text_of(send(client, "Combien de femmes ?"))

    assert "offline reader" in reply
    assert NOTHING not in reply
    assert "Combien de femmes" in text_of(client.get(sent_of(Question.objects.get())))


def test_the_page_tells_the_turns_apart(client: Client, claude: Any) -> None:
    claude(her_query())
    send(client, "How many users?")
    conversation = Question.objects.get().conversation
    assert conversation is not None
    send(client, "Combien de femmes ?", conversation=conversation.pk)

    page = text_of(client.get(address("change", conversation)))

    assert (page.count(NOTHING), page.count(FOLD)) == (1, 1)


def test_without_a_script_it_is_a_page_of_its_own(client: Client) -> None:
    send(client, "How many users?")

    page = text_of(client.get(sent_of(Question.objects.get())))

    assert "<html" in page
    assert "Back to the conversation" in page


def test_all_calls_of_an_answer_are_added_up_and_none_of_another(client: Client) -> None:
    send(client, "How many users?")
    send(client, "How many users?")
    other, question = Question.objects.all()
    add_call(question)
    add_call(question, state=Call.State.PENDING, cost_usd=Decimal("0.5"))
    add_call(other, sent='{"other": 1}')

    shown = text_of(client.get(sent_of(question)))

    assert "2 calls, 51.23 ¢ together" in shown
    assert "up to 50 ¢" in shown
    assert "other&quot;" not in shown


def test_text_that_is_no_json_and_looks_like_html_is_shown_as_text(client: Client) -> None:
    send(client, "How many users?")
    add_call(Question.objects.get(), sent="<script>alert(1)</script>")

    shown = text_of(client.get(sent_of(Question.objects.get())))

    assert "<code>&lt;script&gt;alert(1)&lt;/script&gt;</code>" in shown


def test_what_was_sent_for_others_is_not_shown(client: Client) -> None:
    send(client, "How many users?")

    stranger = client_of(staff_who_may_ask("eve@example.com"))

    assert stranger.get(sent_of(Question.objects.get())).status_code == 404
    assert client.post(sent_of(Question.objects.get())).status_code == 405
