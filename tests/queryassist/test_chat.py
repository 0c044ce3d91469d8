"""The chat page: asking with and without htmx, follow-ups, history and what is one's own."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from queryassist import chat, recording, services, windows
from queryassist.engine_names import Engine
from queryassist.models import Conversation, Question
from tests.queryassist.chat_page import (
    HTMX,
    NEW,
    address,
    client_of,
    send,
    staff_who_may_ask,
    text_of,
)
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

HOW_MANY = "How many users are in Japan?"


@pytest.fixture
def asker() -> User:
    return staff_who_may_ask()


@pytest.fixture
def client(asker: User) -> Client:
    services.refresh_value_index(dataset="users")
    return client_of(asker)


@pytest.fixture
def conversation(asker: User) -> Conversation:
    return services.start_conversation(owner=asker, title="About Japan")


def add_questions(conversation: Conversation, count: int) -> None:
    for number in range(count):
        Question.objects.create(
            conversation=conversation,
            asked_by=conversation.owner,
            asked_by_label="ada@example.com",
            text=f"Question {number}?",
            engine=Engine.OFFLINE,
            status=Question.Status.ANSWERED,
            columns=[{"name": "count", "label": "count", "kind": "integer", "symbol": "",
                      "prefix": False, "labels": []}],
            rows=[[number]],
            row_count=1,
        )  # fmt: skip


def test_the_menu_leads_from_queen_to_ask(client: Client) -> None:
    index = text_of(client.get("/admin/"))

    assert re.search(rf'<a href="{NEW}"[^>]*>Ask</a>', index)


def test_a_question_can_be_asked_on_the_index_without_any_script(client: Client) -> None:
    index = text_of(client.get("/admin/"))
    (token,) = re.findall(r'name="token" value="([^"]+)"', index)

    response = client.post(NEW, {"question": HOW_MANY, "token": token}, follow=True)

    assert HOW_MANY in text_of(response)
    assert Question.objects.get().conversation is not None


def test_the_index_asks_nobody_who_may_not_ask() -> None:
    other = UserFactory.create(is_staff=True, email="other@example.com")

    assert "ask-on-index" not in text_of(client_of(other).get("/admin/"))


def test_an_empty_page_shows_examples_and_how_questions_are_read(client: Client) -> None:
    page = text_of(client.get(NEW))

    assert 'value="How many users completed KYC?"' in page
    assert "“Active” means the active flag is set" in page


def test_an_answer_has_its_figure_sentence_reading_sql_and_facts(client: Client) -> None:
    reply = text_of(send(client, HOW_MANY))

    assert '<p class="figure">1</p>' in reply
    assert "1 user." in reply
    assert "users where country = Japan; count" in reply
    assert "FROM &quot;queen&quot;.&quot;users&quot;" in reply
    assert re.search(r"offline reader · [\d.]+ m?s", reply)
    assert re.search(r"country = Japan <q[^>]*>[^<]*Japan</q>", reply)


def test_a_first_question_starts_a_conversation_and_takes_its_address(
    client: Client, asker: User
) -> None:
    reply = send(client, HOW_MANY)

    conversation = Conversation.objects.get(owner=asker)
    assert conversation.title == HOW_MANY
    assert reply["HX-Push-Url"] == address("change", conversation)
    assert f'name="conversation" value="{conversation.pk}"' in text_of(reply)
    assert 'id="welcome" hx-swap-oob="delete"' in text_of(reply)


def test_a_reply_holds_no_page_but_a_turn_and_what_changed_around_it(
    client: Client, conversation: Conversation
) -> None:
    reply = send(client, HOW_MANY, conversation=conversation.pk)

    assert "HX-Push-Url" not in reply
    assert "<html" not in text_of(reply)
    assert text_of(reply).count('class="turn ') == 1


def test_without_htmx_the_answer_is_on_the_page_it_leads_to(client: Client) -> None:
    response = send(client, HOW_MANY, htmx=False)

    page = text_of(client.get(response["Location"]))
    assert response.status_code == 302
    assert '<p class="figure">1</p>' in page


def test_a_follow_up_is_read_against_the_question_before_it(
    client: Client, conversation: Conversation
) -> None:
    send(client, HOW_MANY, conversation=conversation.pk)

    reply = text_of(send(client, "only the verified ones", conversation=conversation.pk))

    assert "country = Japan and KYC verified = yes" in reply


def test_a_question_back_offers_its_choices_as_buttons(client: Client) -> None:
    reply = text_of(send(client, "new users"))

    assert "turn-ask_back" in reply
    (question, label) = re.findall(r'name="choice" value="([^"]+)">([^<]+)</button>', reply)[0]
    assert label == "this week"
    assert "turn-answered" in text_of(send(client, "", choice=question))


def test_a_refusal_says_what_can_be_asked(client: Client) -> None:
    reply = text_of(send(client, "Delete all users"))

    assert "turn-refused" in reply
    assert "You can ask about" in reply


def test_a_table_can_be_sorted_by_the_values_behind_what_is_shown(client: Client) -> None:
    UserFactory.create(country="Peru", region=None, city=None, wallet_balance_usd="1234.50")
    services.refresh_value_index(dataset="users")

    reply = text_of(send(client, "What is the average wallet balance by region?"))

    assert reply.count('aria-sort="none"') == 2
    assert re.search(r'<td class="number" data-key="1234\.50*">\$1,234\.50</td>', reply)
    assert '<td data-key="">—</td>' in reply


def test_an_answer_that_was_cut_says_so(client: Client, settings: Any) -> None:
    settings.QUERYASSIST_ROW_CAP = 2
    UserFactory.create_batch(3)

    assert "The first 2 rows; there are more." in text_of(send(client, "list all users"))


def test_history_says_how_many_of_the_rows_it_kept(
    client: Client, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "HISTORY_ROWS", 2)
    UserFactory.create_batch(3)

    fresh = text_of(send(client, "list all users", conversation=conversation.pk))
    kept = text_of(client.get(address("change", conversation)))

    assert "4 rows" in fresh
    assert "The first 2 of 4 rows are kept" in kept


def test_a_form_sent_twice_asks_once(client: Client) -> None:
    token = uuid.uuid4()
    send(client, HOW_MANY, token=token)

    again = send(client, HOW_MANY, token=token)

    conversation = Conversation.objects.get()
    assert again["HX-Redirect"] == address("change", conversation)
    assert "had been sent already" in text_of(client.get(again["HX-Redirect"]))
    assert Question.objects.count() == 1


def test_a_form_sent_again_while_it_is_answered_asks_once(
    asker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, ask, second = uuid.uuid4(), services.ask, []

    def send_form() -> chat.Sent:
        return chat.send(question=HOW_MANY, asked_by=asker, token=token, conversation=None)

    def slow_ask(**parts: Any) -> Any:
        second.append(send_form())
        return ask(**parts)

    monkeypatch.setattr(services, "ask", slow_ask)
    first = send_form()

    assert first.answer is not None
    assert second == [chat.Sent(conversation=first.conversation)]
    assert Question.objects.count() == 1


@pytest.mark.parametrize("going_on", [True, False])
def test_where_asking_breaks_down_the_form_can_be_sent_again(
    client: Client, conversation: Conversation, monkeypatch: pytest.MonkeyPatch, going_on: bool
) -> None:
    def break_down(**parts: object) -> None:
        raise RuntimeError

    token, pk = uuid.uuid4(), conversation.pk if going_on else ""
    client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr(services, "ask", break_down)
        assert send(client, HOW_MANY, token=token, conversation=pk).status_code == 500

    assert list(Conversation.objects.all()) == [conversation]
    assert '<p class="figure">1</p>' in text_of(
        send(client, HOW_MANY, token=token, conversation=pk)
    )


def test_a_token_of_somebody_else_leads_nowhere(client: Client) -> None:
    token = uuid.uuid4()
    send(client, HOW_MANY, token=token)
    other = client_of(staff_who_may_ask("bob@example.com"))

    assert send(other, HOW_MANY, token=token).status_code == 404


@pytest.mark.parametrize("token", ["", "no-token", "\0", "'; --"])
def test_a_form_without_its_token_is_no_form_of_ours(client: Client, token: str) -> None:
    assert send(client, HOW_MANY, token=token).status_code == 400


@pytest.mark.parametrize("conversation", ["x", "²", "\0", "-1", "9" * 30, "9" * 5_000, "123456"])
def test_a_conversation_that_is_none_is_not_found(client: Client, conversation: str) -> None:
    assert send(client, HOW_MANY, conversation=conversation).status_code == 404


def test_the_conversation_of_somebody_else_is_not_found(conversation: Conversation) -> None:
    other = client_of(staff_who_may_ask("bob@example.com"))

    assert other.get(address("change", conversation)).status_code == 404
    assert other.post(address("rename", conversation), {"title": "Mine"}).status_code == 404
    assert other.post(address("delete", conversation)).status_code == 404
    assert send(other, HOW_MANY, conversation=conversation.pk).status_code == 404
    assert conversation.title not in text_of(other.get(NEW))


def test_a_conversation_is_renamed(client: Client, conversation: Conversation) -> None:
    page = client.post(address("rename", conversation), {"title": " <b>Tokyo</b>\0 "}, follow=True)

    assert '<h2 dir="auto">&lt;b&gt;Tokyo&lt;/b&gt;' in text_of(page)


def test_a_blank_title_changes_nothing(client: Client, conversation: Conversation) -> None:
    client.post(address("rename", conversation), {"title": "  "})

    conversation.refresh_from_db()
    assert conversation.title == "About Japan"


def test_what_was_asked_outlives_its_conversation(
    client: Client, conversation: Conversation
) -> None:
    add_questions(conversation, 1)

    response = client.post(address("delete", conversation))

    assert response["Location"] == NEW
    assert not Conversation.objects.exists()
    assert Question.objects.get().conversation is None


def test_long_threads_and_lists_are_shown_a_part_at_a_time(
    client: Client, conversation: Conversation, asker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "SIZE", 2)
    add_questions(conversation, 3)
    for number in range(3):
        services.start_conversation(owner=asker, title=f"Conversation {number}")

    latest = text_of(client.get(address("change", conversation)))
    earlier = text_of(client.get(address("change", conversation), {"questions": "2"}))
    older = text_of(client.get(NEW, {"conversations": "2"}))

    assert latest.index("Question 1?") < latest.index("Question 2?")
    assert "Question 0?" not in latest
    assert "?questions=2" in latest
    assert "Question 0?" in earlier
    assert "?questions=0" in earlier
    assert "About Japan</a>" in older
    assert "Conversation 2" not in older


@pytest.mark.parametrize("start", ["", "x", "-1", "²", "9" * 30, "\0"])
def test_a_place_that_is_none_is_no_error(
    client: Client, conversation: Conversation, start: str
) -> None:
    query = {"questions": start, "conversations": start}

    assert client.get(address("change", conversation), query).status_code == 200


def test_more_rows_take_no_more_queries(
    client: Client, conversation: Conversation, asker: User
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address("change", conversation))
        return len(captured)

    add_questions(conversation, 1)
    few = queries()
    add_questions(conversation, 20)
    for number in range(20):
        services.start_conversation(owner=asker, title=f"Conversation {number}")

    assert queries() == few


def test_page_and_reply_hold_no_script_or_style_of_their_own(client: Client) -> None:
    for html in (text_of(client.get(NEW)), text_of(send(client, "list all users"))):
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", html)


def test_a_request_of_htmx_without_a_login_leads_the_whole_page_there() -> None:
    response = client_of(None).post(NEW, headers=HTMX)

    assert response["HX-Redirect"] == f"/admin/login/?next={NEW}"


def test_a_form_from_elsewhere_is_refused(asker: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(asker)

    assert send(client, HOW_MANY).status_code == 403
    assert not Question.objects.exists()
