"""The pages of what is remembered: what they show, and that they work without htmx."""

from __future__ import annotations

import re
import uuid

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from queryassist import services
from queryassist.memory import briefs, lessons
from queryassist.memory.lessons import Decision, teach_sentence
from queryassist.memory.models import TaughtWord, VerifiedQuestion
from queryassist.models import Question
from tests.queryassist.chat_page import (
    HTMX,
    NEW,
    client_of,
    send,
    staff_who_may_ask,
    staff_with,
    text_of,
)
from tests.queryassist.memory.people import NOW, ask, row_of, staff
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

WHALE = "a whale is a user with over 10,000 in the wallet"


def address(name: str, *arguments: int) -> str:
    return reverse(f"admin:queryassist_ask_{name}", args=arguments)


def judge() -> User:
    return staff("judge@example.com", "verify_question")


def test_an_answer_is_marked_by_its_button_and_then_says_so() -> None:
    person = judge()
    client = client_of(person)
    answer = text_of(send(client, "How many women are there?"))
    question = Question.objects.get()
    assert f'hx-post="{address("verify", question.pk)}"' in answer

    marked = client.post(address("verify", question.pk), headers=HTMX)

    assert "Verified by judge@example.com on" in text_of(marked)
    assert "<button" not in text_of(marked)
    again = text_of(send(client_of(staff_who_may_ask()), "how many women are there"))
    assert "Verified by judge@example.com on" in again
    assert "read as verified" in again


def test_without_htmx_marking_leads_back_to_the_conversation() -> None:
    person = judge()
    conversation = services.start_conversation(owner=person)
    row = row_of(ask(person, "How many women are there?", conversation=conversation))
    client = client_of(person)

    response = client.post(address("verify", row.pk), follow=True)

    assert response.redirect_chain == [(address("change", conversation.pk), 302)]
    assert "Verified by judge@example.com" in text_of(response)


def test_a_question_that_goes_on_is_refused_in_words() -> None:
    person = judge()
    conversation = services.start_conversation(owner=person)
    ask(person, "How many women are there?", conversation=conversation)
    row = row_of(ask(person, "only the verified ones", conversation=conversation))

    response = client_of(person).post(address("verify", row.pk), headers=HTMX)

    assert response.status_code == 422
    assert "Ask it in full" in text_of(response)


def test_who_may_not_verify_has_no_button_and_is_refused() -> None:
    person = staff_who_may_ask()
    client = client_of(person)

    answer = text_of(send(client, "How many women are there?"))

    assert "Verify for everyone" not in answer
    assert client.post(address("verify", Question.objects.get().pk)).status_code == 403
    assert not VerifiedQuestion.objects.exists()


def test_a_question_of_another_person_is_not_there() -> None:
    row = row_of(ask(staff("other@example.com"), "How many women are there?"))

    assert client_of(judge()).post(address("verify", row.pk)).status_code == 404


def test_a_word_taught_in_the_chat_shows_what_it_changes_and_is_then_kept() -> None:
    person = staff_who_may_ask()
    client = client_of(person)

    response = send(client, WHALE)
    word = TaughtWord.objects.get()
    page = text_of(client.get(address("word", word.pk)))

    assert response.headers["HX-Redirect"] == address("word", word.pk)
    assert "How many whales?" in page
    assert "0 users." in page
    assert not Question.objects.exists()
    kept = client.post(address("decide", word.pk), {"decision": "keep"}, follow=True)
    assert "For one person" in text_of(kept)


def test_without_htmx_a_taught_word_leads_to_its_page() -> None:
    client = client_of(staff_who_may_ask())

    response = send(client, WHALE, htmx=False)

    assert response.headers["Location"] == address("word", TaughtWord.objects.get().pk)


def test_what_cannot_be_taught_is_told_in_the_chat() -> None:
    response = send(client_of(staff_who_may_ask()), "a teenager is a user under 20")

    assert response.status_code == 422
    assert "“teenager” means something already" in text_of(response)


def test_who_sees_no_data_is_told_so_and_teaches_nothing() -> None:
    response = send(client_of(staff_with("ask_queen")), "A blorp is a user in Tokyo")

    assert response.status_code == 422
    assert "You may not see any data" in text_of(response)


def test_a_word_that_cannot_be_one_is_a_bad_request() -> None:
    client = client_of(staff_who_may_ask())

    for sent in ({"dataset": "\0", "word": "active"}, {"dataset": "users", "word": "\0"}):
        assert client.post(address("usual"), sent).status_code == 400


def test_the_page_of_words_teaches_too_and_tells_what_is_wrong() -> None:
    client = client_of(staff_who_may_ask())

    taught = client.post(address("words"), {"sentence": WHALE})
    wrong = client.post(address("words"), {"sentence": "hello"}, follow=True)

    assert taught.headers["Location"] == address("word", TaughtWord.objects.get().pk)
    assert "Teach a word in a sentence like this" in text_of(wrong)


@pytest.mark.parametrize(
    ("state", "others", "approvers"),
    [
        ("draft", 404, 404),
        ("mine", 404, 404),
        ("offered", 404, 200),
        ("shared", 200, 200),
        ("forgotten", 404, 404),
    ],
)
def test_a_word_is_seen_by_those_whom_it_concerns(state: str, others: int, approvers: int) -> None:
    word = teach_sentence(WHALE, staff("teacher@example.com"))
    TaughtWord.objects.update(state=state)
    approver = staff("approver@example.com", "approve_glossary")

    other = client_of(staff_who_may_ask()).get(address("word", word.pk))
    seen = client_of(approver).get(address("word", word.pk))

    assert (other.status_code, seen.status_code) == (others, approvers)


def test_the_second_person_approves_on_the_page() -> None:
    teacher = staff("teacher@example.com")
    word = teach_sentence(WHALE, teacher)
    lessons.decide(word=word, decision=Decision.OFFER, person=teacher, now=NOW)
    own = client_of(teacher).post(address("decide", word.pk), {"decision": "approve"}, follow=True)
    assert "cannot be done with the word" in text_of(own)
    approver = client_of(staff("approver@example.com", "approve_glossary"))
    assert "Approve it for everyone" in text_of(approver.get(address("word", word.pk)))

    approver.post(address("decide", word.pk), {"decision": "approve"})

    word.refresh_from_db()
    assert word.state == "shared"


def test_a_decision_that_there_is_not_is_a_bad_request() -> None:
    person = staff_who_may_ask()
    word = teach_sentence(WHALE, person)

    response = client_of(person).post(address("decide", word.pk), {"decision": "marry"})

    assert response.status_code == 400


def test_what_is_taught_is_shown_as_text() -> None:
    person = staff_who_may_ask()
    word = teach_sentence('a whale is a user named "<script>alert(1)</script>"', person)

    page = text_of(client_of(person).get(address("word", word.pk)))

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_empty_page_offers_what_one_usually_asks_and_the_brief() -> None:
    person = staff_who_may_ask()
    client = client_of(person)
    for _ in range(2):
        ask(person, "How many women are there?")

    page = text_of(client.get(NEW))
    wanted = text_of(client.post(address("brief"), {"wanted": "yes"}, follow=True))

    assert "You will find your brief here on Mondays" in wanted
    assert "You often ask" in page
    assert "Asked most by everyone" not in page
    assert briefs.is_wanted(person)
    assert "No more Monday briefs" in text_of(client.get(NEW))


def test_who_may_read_the_log_sees_what_all_ask() -> None:
    for _ in range(2):
        ask(staff(f"{uuid.uuid4()}@example.com"), "How many women are there?")
    reader = staff("reader@example.com", "view_question")

    assert "Asked most by everyone" in text_of(client_of(reader).get(NEW))


def test_what_all_ask_is_for_those_who_may_see_personal_data() -> None:
    for _ in range(2):
        ask(staff(f"{uuid.uuid4()}@example.com"), "How many women are there?")
    reader = staff_with("ask_queen", "view_user", "view_question")

    assert "Asked most by everyone" not in text_of(client_of(reader).get(NEW))


def test_the_thread_takes_no_more_queries_for_more_verified_answers() -> None:
    person = judge()
    client = client_of(person)
    conversation = services.start_conversation(owner=person)
    client.post(address("verify", row_of(
        ask(person, "How many women are there?", conversation=conversation)).pk))  # fmt: skip
    page = address("change", conversation.pk)
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for _ in range(3):
        ask(person, "How many women are there?", conversation=conversation)

    with CaptureQueriesContext(connection) as many:
        text = text_of(client.get(page))

    assert text.count("Verified by") == 4
    assert len(many) == len(few)


def test_the_admin_lists_what_is_broken_and_withdraws_after_a_question() -> None:
    admin = UserFactory.create(is_staff=True, is_superuser=True)
    person = judge()
    client = client_of(admin)
    row = row_of(ask(person, "How many women are there?"))
    client_of(person).post(address("verify", row.pk))
    VerifiedQuestion.objects.update(problem="There is no column “gender”.")
    changelist = reverse("admin:queryassist_verifiedquestion_changelist")
    chosen = {"action": "withdraw", "_selected_action": VerifiedQuestion.objects.get().pk}

    listed = text_of(client.get(changelist))
    asked = text_of(client.post(changelist, chosen))
    assert VerifiedQuestion.objects.in_force().exists()
    (shown,) = re.findall('name="shown" value="([0-9a-f]{64})"', asked)
    client.post(changelist, chosen | {"confirmed": "yes", "shown": shown})

    assert "There is no column “gender”." in listed
    assert "Withdraw them" in asked
    assert not VerifiedQuestion.objects.in_force().exists()


def test_what_is_not_as_it_was_shown_is_not_withdrawn() -> None:
    client = client_of(UserFactory.create(is_staff=True, is_superuser=True))
    person = judge()
    client_of(person).post(address("verify", row_of(ask(person, "How many women?")).pk))
    changelist = reverse("admin:queryassist_verifiedquestion_changelist")
    chosen = {"action": "withdraw", "_selected_action": VerifiedQuestion.objects.get().pk}
    page = text_of(client.post(changelist, chosen))
    (shown,) = re.findall('name="shown" value="([0-9a-f]{64})"', page)
    VerifiedQuestion.objects.update(reading="All users")

    stale = client.post(changelist, chosen | {"confirmed": "yes", "shown": shown}, follow=True)

    assert "has changed since" in text_of(stale)
    assert VerifiedQuestion.objects.in_force().exists()


def test_who_may_only_view_cannot_withdraw() -> None:
    viewer = UserFactory.create(is_staff=True)
    codenames = ("view_verifiedquestion", "view_personal_data")
    viewer.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    person = judge()
    client_of(person).post(address("verify", row_of(ask(person, "How many women?")).pk))
    changelist = reverse("admin:queryassist_verifiedquestion_changelist")
    chosen = {"action": "withdraw", "_selected_action": VerifiedQuestion.objects.get().pk}

    client_of(viewer).post(changelist, chosen | {"confirmed": "yes"})

    assert VerifiedQuestion.objects.in_force().exists()


@pytest.mark.parametrize("name", ["verifiedquestion", "taughtword", "datasetsnapshot"])
def test_the_admin_writes_none_of_it_by_hand(name: str) -> None:
    admin = UserFactory.create(is_staff=True, is_superuser=True)
    teach_sentence(WHALE, admin)
    client = client_of(admin)

    assert client.get(reverse(f"admin:queryassist_{name}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:queryassist_{name}_add")).status_code == 403
