"""Skills in the chat: rights, confirmation, history, and Claude, by a skill of a library."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Collection
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claude.scripted import ScriptedClaude, calls, says
from queryassist import engines, selectors, services
from queryassist.answers import Status
from queryassist.catalog import Catalog
from queryassist.chat_skills import registry
from queryassist.chat_skills.models import Confirmation
from queryassist.chat_skills.records import Asked, Line, Offer, Skill, Slot, SlotKind, Told
from queryassist.engine_names import Engine
from queryassist.memory.habits import list_common
from queryassist.models import Question
from queryassist.readings import Choice, Refusal, RefusalReason
from queryassist.seen import HIDDEN
from queryassist.services import AskOptions
from tests.queryassist.chat_page import HTMX, address, client_of, send, staff_with, text_of
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

MAY_LEND = "queryassist.verify_question"
LENT: list[tuple[int | None, str]] = []
SHELVES = {"novels"}


def _offer(asked: Asked) -> Told | Refusal:
    if asked.get("title") == "which":
        return Told(
            message="Which?", choices=(Choice("Emma", "lend me Emma"),), subjects=("novels",)
        )
    return Told(
        message="This is lent.",
        lines=(Line(text=asked.get("title"), address="/admin/", note="<b>a novel</b>"),),
        subjects=("novels",),
        offer=Offer(label="Lend it", slots={"title": asked.get("title")}),
    )


def _lend(asked: Asked) -> Told | Refusal:
    if asked.get("title") == "Gone":
        return Refusal("It is gone.", RefusalReason.UNKNOWN)
    LENT.append((asked.person_id, asked.get("title")))
    return Told(message="Lent.")


def _shelves(_: int) -> Collection[str]:
    return SHELVES


LEND = Skill(
    name="lend_book",
    summary="lend a book",
    example="lend me Emma",
    patterns=("lend me {title} [for {days} days]",),
    slots=(
        Slot(name="title", meaning="the title", is_required=True),
        Slot(name="days", meaning="how many days", kind=SlotKind.NUMBER),
    ),
    permissions=(MAY_LEND,),
    answer=_offer,
    act=_lend,
    list_subjects=_shelves,
)


@pytest.fixture(autouse=True)
def library(monkeypatch: pytest.MonkeyPatch) -> None:
    """An app that lends books."""
    monkeypatch.setattr(registry, "get_skills", lambda: (LEND,))
    monkeypatch.setattr("queryassist.chat_skills.claude_tools.get_skills", lambda: (LEND,))
    SHELVES.add("novels")
    LENT.clear()


@pytest.fixture
def ada() -> User:
    return staff_with("ask_queen", "view_user", "verify_question", email="ada@example.com")


@pytest.fixture
def client(ada: User) -> Client:
    return client_of(ada)


def offered(client: Client, title: str = "Emma") -> tuple[Question, str]:
    """Ask for a book; return the question and the hash that its button posts."""
    page = text_of(send(client, f"lend me {title}"))
    (shown,) = re.findall(r'name="shown" value="([0-9a-f]{64})"', page)
    return Question.objects.latest("pk"), shown


def confirm(client: Client, question: Question, shown: str, **token: object) -> HttpResponse:
    data = {"shown": shown, "token": uuid.uuid4(), **token}
    response: Any = client.post(
        reverse("admin:queryassist_ask_act", args=[question.pk]), data, headers=HTMX
    )
    return response  # type: ignore[no-any-return]  # of the test client


def test_an_answer_has_its_text_links_and_button_and_is_kept(client: Client, ada: User) -> None:
    page = text_of(send(client, "lend me Emma for 3 days"))

    assert "This is lent." in page
    assert '<a href="/admin/">Emma</a>' in page
    assert "&lt;b&gt;a novel&lt;/b&gt;" in page
    kept = Question.objects.get()
    assert (kept.status, kept.engine, kept.asked_by) == ("answered", "offline", ada)
    assert kept.reading == "lend a book: title “Emma”; days “3”"
    assert kept.conversation
    again = text_of(client.get(address("change", kept.conversation)))
    assert '<a href="/admin/">Emma</a>' in again
    assert "Lend it" in again
    assert LENT == []


def test_nothing_is_done_before_it_is_confirmed_and_then_once(client: Client, ada: User) -> None:
    question, shown = offered(client)

    response = confirm(client, question, shown)

    assert "Lent." in text_of(response)
    assert [(ada.pk, "Emma")] == LENT
    assert Confirmation.objects.get().question == question
    done = Question.objects.latest("pk")
    assert (done.text, done.engine, done.message) == ("Lend it", "confirmed", "Lent.")
    twice = confirm(client, question, shown)
    assert (twice.status_code, len(LENT)) == (422, 1)
    assert question.conversation
    assert "You confirmed this." in text_of(client.get(address("change", question.conversation)))


def test_the_same_form_sent_twice_does_it_once(client: Client) -> None:
    question, shown = offered(client)
    token = uuid.uuid4()

    confirm(client, question, shown, token=token)
    confirm(client, question, shown, token=token)

    assert len(LENT) == 1


@pytest.mark.parametrize("shown", ["", "0" * 64, "\0"])
def test_a_stale_hash_is_refused(client: Client, shown: str) -> None:
    question, _ = offered(client)

    response = confirm(client, question, shown)

    assert response.status_code == 422
    assert (LENT, Confirmation.objects.count()) == ([], 0)


def test_what_was_changed_below_the_question_is_not_done(client: Client) -> None:
    question, shown = offered(client)
    told: Any = question.by_skill
    told["offer"]["slots"]["title"] = "All of them"
    Question.objects.filter(pk=question.pk).update(by_skill=told)

    assert confirm(client, question, shown).status_code == 422
    assert LENT == []


def test_what_was_offered_to_another_person_is_not_found(client: Client) -> None:
    question, shown = offered(client)
    other = client_of(staff_with("ask_queen", "verify_question"))

    assert confirm(other, question, shown).status_code == 404
    assert LENT == []


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_who_may_not_ask_confirms_nothing(client: Client, is_signed_in: bool) -> None:
    question, shown = offered(client)
    person = staff_with("verify_question") if is_signed_in else None

    response = confirm(client_of(person), question, shown)

    assert response.status_code == 403 or "/admin/login/" in response.headers["HX-Redirect"]
    assert (LENT, Confirmation.objects.count()) == ([], 0)


def test_who_has_lost_the_permission_confirms_nothing(client: Client, ada: User) -> None:
    question, shown = offered(client)
    ada.user_permissions.remove(ada.user_permissions.get(codename="verify_question"))

    assert confirm(client_of(User.objects.get(pk=ada.pk)), question, shown).status_code == 404
    assert (LENT, Confirmation.objects.count()) == ([], 0)


def test_what_could_not_be_done_is_told_and_may_be_confirmed_again(client: Client) -> None:
    question, shown = offered(client, "Gone")

    assert "It is gone." in text_of(confirm(client, question, shown))
    assert Confirmation.objects.count() == 0
    assert Question.objects.latest("pk").status == "refused"


def test_an_answer_with_nothing_to_confirm_has_no_button_that_works(client: Client) -> None:
    send(client, "How many users are there?")

    assert confirm(client, Question.objects.get(), "0" * 64).status_code == 404


def test_who_lacks_the_permission_is_refused_in_words() -> None:
    client = client_of(staff_with("ask_queen", "view_user"))

    page = text_of(send(client, "lend me Emma"))

    assert f"You may not lend a book. It takes the permission {MAY_LEND}" in page
    assert Question.objects.get().by_skill is None


def test_who_may_see_no_data_may_still_use_a_skill() -> None:
    client = client_of(staff_with("ask_queen", "verify_question"))

    assert "This is lent." in text_of(send(client, "lend me Emma"))
    assert "You may not see any data" in text_of(send(client, "How many users are there?"))


def test_a_question_back_offers_its_choices(client: Client) -> None:
    page = text_of(send(client, "lend me which"))

    assert 'value="lend me Emma"' in page
    assert Question.objects.get().status == Status.ASK_BACK


@pytest.mark.parametrize("title", ["Emma", "which"])
def test_what_the_person_may_not_see_any_more_is_hidden(
    client: Client, ada: User, title: str
) -> None:
    send(client, f"lend me {title}")
    conversation = Question.objects.get().conversation
    assert conversation
    SHELVES.clear()

    page = text_of(client.get(address("change", conversation)))

    assert HIDDEN in page
    assert 'name="choice" value="lend me Emma"' not in page
    assert "a novel" not in page


def test_old_answers_are_looked_up_with_the_same_number_of_queries(client: Client) -> None:
    def count_queries(*titles: str) -> int:
        for title in titles:
            send(client, f"lend me {title}", conversation=conversation.pk)
        with CaptureQueriesContext(connection) as captured:
            client.get(address("change", conversation))
        return len(captured)

    send(client, "lend me Emma")
    kept = Question.objects.get().conversation
    assert kept
    conversation = kept

    few = count_queries("Persuasion")

    assert count_queries("Evelina", "Camilla", "Belinda", "Ennui") == few


def test_the_audit_table_shows_none_of_the_lines(client: Client) -> None:
    send(client, "lend me Emma")
    auditor = client_of(staff_with("view_question", "view_personal_data"))
    page = auditor.get(
        reverse("admin:queryassist_question_change", args=[Question.objects.get().pk])
    )

    assert "This is lent." in text_of(page)
    assert "a novel" not in text_of(page)


def test_what_was_asked_of_a_skill_is_not_suggested_to_others(client: Client) -> None:
    UserFactory.create_batch(5)
    for _ in range(2):
        send(client, "lend me Emma")
        send(client, "How many users are there?")

    asked = [habit.question for habit in list_common(now=timezone.now())]

    assert asked == ["How many users are there?"]


def test_a_dataset_goes_before_a_skill(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    hijacker = Skill(
        name="all_of_it",
        summary="take everything",
        example="x",
        patterns=("{title}",),
        slots=LEND.slots,
        answer=lambda _: Told(message="Mine."),
        list_subjects=_shelves,
    )
    monkeypatch.setattr(registry, "get_skills", lambda: (hijacker,))

    assert "Mine." not in text_of(send(client, "How many users are there?"))


class TestClaude:
    @pytest.fixture
    def script(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        def write(*replies: Any) -> ScriptedClaude:
            claude = ScriptedClaude(*replies)
            monkeypatch.setattr(engines, "get_claude", lambda: claude)
            monkeypatch.setattr(engines, "find_obstacle", lambda: None)
            return claude

        return write

    def ask(self, person: User | None) -> Any:
        return services.ask(
            question="Ich möchte Emma leihen",
            asked_by=person,
            options=AskOptions(engine=Engine.CLAUDE),
        )

    def test_a_strict_tool_calls_a_skill_and_acts_on_nothing(self, script: Any, ada: User) -> None:
        claude = script(calls(("skill_lend_book", {"title": "Emma", "days": ""})))

        answer = self.ask(ada)

        assert (answer.message, answer.engine) == ("This is lent.", "claude")
        assert answer.by_skill.offer.slots == {"title": "Emma"}
        assert LENT == []
        tools: Any = claude.bodies[0]["tools"]
        (tool,) = [tool for tool in tools if tool["name"] == "skill_lend_book"]
        assert tool["strict"] is True
        assert set(tool["input_schema"]["required"]) == {"title", "days"}

    def test_slots_that_do_not_fit_are_told_to_her(self, script: Any, ada: User) -> None:
        claude = script(
            calls(("skill_lend_book", {"title": "Emma", "days": "three"})),
            calls(("skill_lend_book", {"title": "Emma", "days": "3"})),
        )

        assert self.ask(ada).reading == "lend a book: title “Emma”; days “3”"
        assert "must be a number" in json.dumps(claude.bodies[1], ensure_ascii=False)

    def test_text_that_cannot_be_kept_is_told_to_her(self, script: Any, ada: User) -> None:
        script(
            calls(("skill_lend_book", {"title": "Em\0ma", "days": ""})),
            calls(("skill_lend_book", {"title": "Emma", "days": ""})),
        )

        assert self.ask(ada).reading == "lend a book: title “Emma”"

    def test_a_skill_that_the_person_may_not_use_is_not_told_of(self, script: Any) -> None:
        claude = script(says("Nothing."))

        self.ask(staff_with("ask_queen", "view_user"))

        assert "skill_lend_book" not in json.dumps(claude.bodies[0])


def test_the_command_line_tells_it_and_confirms_nothing(capsys: Any) -> None:
    call_command("ask", "lend me Emma")

    told = capsys.readouterr().out
    assert "This is lent." in told
    assert "Emma  <b>a novel</b>  /admin/" in told
    assert "Nothing is done yet" in told
    call_command("ask", "lend me Emma", "--json")
    assert json.loads(capsys.readouterr().out)["by_skill"]["offer"]["label"] == "Lend it"
    assert LENT == []


def test_no_dataset_and_no_skill_is_refused_as_before(ada: User) -> None:
    options = AskOptions(catalog=Catalog(()))

    answer = services.ask(question="How many?", asked_by=ada, options=options)

    assert answer.status is Status.REFUSED
    assert selectors.get_catalog().datasets
