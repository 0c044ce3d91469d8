"""A question read twice: what is said where both agree, where they differ, and what is chosen."""

from __future__ import annotations

import io
import json
import re
import uuid
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from claude.scripted import calls, says
from queryassist import services
from queryassist.answers import Agreement, Answer, Status
from queryassist.engines import Engine
from queryassist.entries import judging
from queryassist.entries.models import DoubleEntry
from queryassist.feedback.services import Opinion, give_feedback
from queryassist.memory import verifying
from queryassist.models import Question
from queryassist.spec import AllOf, Comparison, Function, Measure, Operator, QuerySpec
from tests.queryassist.chat_page import (
    HTMX,
    address,
    client_of,
    send,
    staff_who_may_ask,
    staff_with,
    text_of,
)
from tests.queryassist.memory.people import row_of, staff
from tests.queryassist.scripts import query_of, set_up
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

QUESTION = "How many active women?"
WOMAN = Comparison("gender", Operator.EQ, "female")
ACTIVE = Comparison("is_active", Operator.EQ, True)
COUNT = (Measure(function=Function.COUNT),)
SAME = QuerySpec(dataset="users", where=AllOf((WOMAN, ACTIVE)), measures=COUNT)
OTHER = QuerySpec(dataset="users", where=WOMAN, measures=COUNT)


@pytest.fixture
def women() -> None:
    UserFactory.create_batch(2, gender="female", is_active=True)
    UserFactory.create(gender="female", is_active=False)


def ask(person: User | None = None, question: str = QUESTION) -> Answer:
    options = services.AskOptions(engine=Engine.BOTH)
    return services.ask(question=question, asked_by=person, options=options)


def test_readings_that_are_the_same_give_one_answer_that_says_so(
    monkeypatch: pytest.MonkeyPatch, women: None
) -> None:
    set_up(monkeypatch, calls(query_of(SAME)))

    answer = ask()

    assert (answer.status, answer.engine, answer.rows) == (Status.ANSWERED, "both", ((2,),))
    assert answer.entry is not None
    assert answer.entry.agreement is Agreement.AGREED
    assert answer.entry.note.startswith("Both readers agree.")
    assert DoubleEntry.objects.get().agreement == Agreement.AGREED


def test_readings_that_differ_are_both_answered_for_the_person_to_choose(
    monkeypatch: pytest.MonkeyPatch, women: None
) -> None:
    set_up(monkeypatch, calls(query_of(OTHER)))

    answer = ask()

    assert (answer.status, answer.rows, answer.sql) == (Status.ASK_BACK, (), "")
    assert answer.entry is not None
    found = [(each.engine, each.rows) for each in answer.entry.answers]
    assert found == [("offline", ((2,),)), ("claude", ((3,),))]
    kept = DoubleEntry.objects.get()
    assert kept.agreement == Agreement.DIFFERED
    assert [reading["rows"] for reading in kept.readings] == [[[2]], [[3]]]


def test_what_one_of_them_alone_can_read_says_what_the_other_said(
    monkeypatch: pytest.MonkeyPatch, women: None
) -> None:
    set_up(
        monkeypatch,
        calls(("cannot_answer", {"reason": "Who is active?", "missing": ""})),
        calls(query_of(OTHER)),
    )

    offline, claude = ask(), ask(question="Combien de femmes ?")

    assert (offline.engine, offline.rows) == ("offline", ((2,),))
    assert (claude.engine, claude.rows) == ("claude", ((3,),))
    assert offline.entry is not None
    assert claude.entry is not None
    assert "Claude says: Who is active?" in offline.entry.note
    assert "The offline reader says: I do not know what “Combien”" in claude.entry.note


def test_what_neither_can_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(monkeypatch, calls(("cannot_answer", {"reason": "No orders.", "missing": ""})))

    answer = ask(question="How many orders?")

    assert (answer.status, answer.entry) == (Status.REFUSED, None)
    assert "orders" in answer.message


def test_without_a_key_the_offline_answer_says_that_nobody_checked_it(women: None) -> None:
    answer = ask()

    assert (answer.status, answer.engine, answer.rows) == (Status.ANSWERED, "offline", ((2,),))
    assert answer.entry is not None
    assert answer.entry.agreement is Agreement.UNCHECKED
    assert "Claude was not asked as well" in answer.entry.note
    assert "ANTHROPIC_API_KEY" in answer.entry.note


def test_words_in_place_of_a_reading_check_nothing(
    monkeypatch: pytest.MonkeyPatch, women: None
) -> None:
    set_up(monkeypatch, says("There are 42."))

    answer = ask()

    assert (answer.engine, answer.rows) == ("offline", ((2,),))
    assert answer.entry is not None
    assert answer.entry.agreement is Agreement.UNCHECKED


@pytest.mark.parametrize("question", ["Delete all users", "Show me the passwords"])
def test_what_is_refused_for_what_it_is_is_not_read_twice(
    monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    set_up(monkeypatch)

    answer = ask(question=question)

    assert (answer.status, answer.entry) == (Status.REFUSED, None)


def test_a_reading_that_the_person_may_not_ask_is_refused_beside_the_other(
    monkeypatch: pytest.MonkeyPatch, women: None
) -> None:
    named = QuerySpec(
        dataset="users", where=Comparison("first_name", Operator.EQ, "Ada"), measures=COUNT
    )
    set_up(monkeypatch, calls(query_of(named)))
    answer = ask(staff_with("view_user"))

    assert answer.entry is not None
    _, hers = answer.entry.answers
    assert (hers.status, hers.rows) == (Status.REFUSED, ())
    assert "personal" in hers.message


def agreed() -> Question:
    """Record an answer on which both readers agreed."""
    question = Question.objects.create(
        asked_by_label="", text="How many users?", status=Status.ANSWERED, engine="both"
    )
    DoubleEntry.objects.create(question=question, agreement=Agreement.AGREED)
    return question


def test_how_often_agreement_is_right_is_told_once_twenty_answers_are_judged() -> None:
    person = staff_who_may_ask()
    questions = [agreed() for _ in range(21)]
    for number, question in enumerate(questions[:19]):
        verdict = "wrong" if number == 0 else "right"
        give_feedback(question=question, person=person, opinion=Opinion(verdict=verdict))

    assert "once 20 such answers are judged; 19 are." in str(judging.get_record())

    give_feedback(question=questions[19], person=person, opinion=Opinion(verdict="right"))
    assert "Of 20 such answers that were judged, 19 were right (95%)." in str(judging.get_record())


def test_what_anybody_calls_wrong_is_wrong_and_counts_once() -> None:
    ada, bob = staff_who_may_ask(), staff_who_may_ask("bob@example.com")
    question = agreed()
    give_feedback(question=question, person=ada, opinion=Opinion(verdict="right"))
    give_feedback(question=question, person=bob, opinion=Opinion(verdict="right"))
    give_feedback(question=question, person=bob, opinion=Opinion(verdict="wrong"))

    assert judging.get_record() == judging.Record(judged=1, right=0)


def test_an_answer_that_is_marked_as_right_is_judged(
    monkeypatch: pytest.MonkeyPatch, women: None
) -> None:
    set_up(monkeypatch, calls(query_of(SAME)))
    judge = staff("judge@example.com", "verify_question")

    row = row_of(ask(judge))
    verifying.verify(question=row, verified_by=judge, now=timezone.now())

    assert judging.get_record() == judging.Record(judged=1, right=1)


def test_the_chat_page_shows_both_readings_and_answers_by_the_one_that_is_taken(
    monkeypatch: pytest.MonkeyPatch, women: None
) -> None:
    set_up(monkeypatch, calls(query_of(OTHER)))
    client = client_of(staff_who_may_ask())  # who is an active woman as well

    page = text_of(send(client, QUESTION, engine="both"))

    assert "The two readers understand this differently." in page
    assert re.findall(r'class="figure">(\d+)<', page) == ["3", "4"]
    question = Question.objects.get()
    chosen = client.post(
        reverse("admin:queryassist_ask_choose", args=[question.pk]),
        {"reader": "claude", "token": uuid.uuid4()},
        headers=HTMX,
    )
    assert re.findall(r'class="figure">(\d+)<', chosen.content.decode()) == ["4"]
    entry, latest = DoubleEntry.objects.get(), Question.objects.latest("pk")
    assert (entry.chosen, entry.answer) == ("claude", latest)
    assert entry.chosen_at is not None
    assert (latest.text, latest.engine, latest.status) == (QUESTION, "claude", "answered")
    assert latest.spec == entry.readings[1]["spec"]
    assert latest.conversation is not None
    again = text_of(client.get(address("change", latest.conversation)))
    assert "You took that of Claude." in again


@pytest.mark.parametrize("reader", ["", "auto", "nobody"])
def test_there_are_no_readings_but_the_two(
    monkeypatch: pytest.MonkeyPatch, women: None, reader: str
) -> None:
    set_up(monkeypatch, calls(query_of(OTHER)))
    client = client_of(staff_who_may_ask())
    send(client, QUESTION, engine="both")
    where = reverse("admin:queryassist_ask_choose", args=[Question.objects.get().pk])

    response = client.post(where, {"reader": reader, "token": uuid.uuid4()})

    assert response.status_code == 404
    assert DoubleEntry.objects.get().chosen == ""


def test_others_choose_nothing(monkeypatch: pytest.MonkeyPatch, women: None) -> None:
    set_up(monkeypatch, calls(query_of(OTHER)))
    send(client_of(staff_who_may_ask()), QUESTION, engine="both")
    other = client_of(staff_who_may_ask("other@example.com"))
    where = reverse("admin:queryassist_ask_choose", args=[Question.objects.get().pk])

    response = other.post(where, {"reader": "claude", "token": uuid.uuid4()})

    assert response.status_code == 404


def test_the_command_prints_both_answers(monkeypatch: pytest.MonkeyPatch, women: None) -> None:
    set_up(monkeypatch, calls(query_of(OTHER)))
    out = io.StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("ask", QUESTION, "--engine", "both", stdout=out)

    assert ended.value.code == 3
    assert "2 users." in out.getvalue()
    assert "3 users." in out.getvalue()


def test_a_batch_gives_both_answers_as_json(
    monkeypatch: pytest.MonkeyPatch, women: None, tmp_path: Path
) -> None:
    set_up(monkeypatch, calls(query_of(OTHER)))
    batch, out = tmp_path / "batch.jsonl", io.StringIO()
    batch.write_text(json.dumps({"id": 1, "question": QUESTION}))

    call_command("ask", "--batch", str(batch), "--engine", "both", stdout=out)

    answer = json.loads(out.getvalue())
    assert (answer["status"], answer["double_entry"]["agreement"]) == ("ask_back", "differed")
    assert [each["rows"] for each in answer["double_entry"]["answers"]] == [[[2]], [[3]]]
