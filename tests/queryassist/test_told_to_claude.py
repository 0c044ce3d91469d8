"""What Claude is told beside a question: no personal value that its asker may not see."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from claude.scripted import calls
from queryassist import services
from queryassist.engine_names import Engine
from queryassist.engines import ScriptedReader
from queryassist.memory import verifying
from queryassist.memory.lessons import Decision, decide
from queryassist.memory.models import TaughtWord
from queryassist.models import Question
from queryassist.queen_memory import QueenMemory
from queryassist.readings import Reading
from queryassist.services import AskOptions
from queryassist.spec import Comparison, Function, Measure, Operator, QuerySpec
from tests.queryassist.chat_page import staff_with
from tests.queryassist.memory.people import staff
from tests.queryassist.scripts import query_of, set_up
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

COUNT = (Measure(function=Function.COUNT),)
NAMED = QuerySpec(
    dataset="users", where=Comparison("last_name", Operator.EQ, "Dent"), measures=COUNT
)
ALL = QuerySpec(dataset="users", measures=COUNT)


@pytest.fixture
def judge() -> User:
    return staff("judge@example.com", "verify_question", "approve_glossary")


def told(monkeypatch: pytest.MonkeyPatch, person: User, question: str) -> str:
    """Return what is sent when a person asks."""
    claude = set_up(monkeypatch, calls(query_of(ALL)))
    options = AskOptions(engine=Engine.CLAUDE)
    services.ask(question=question, asked_by=person, options=options)
    return json.dumps(claude.bodies[0], ensure_ascii=False)


def may_see(email: str = "sees@example.com") -> User:
    return staff(email)


def may_not_see() -> User:
    return staff_with("ask_queen", "view_user", email="masked@example.com")


def test_a_verified_question_about_a_name_is_an_example_for_who_sees_names(
    monkeypatch: pytest.MonkeyPatch, judge: User
) -> None:
    options = AskOptions(engine=Engine.CLAUDE, reader=ScriptedReader([Reading(NAMED)]))
    conversation = services.start_conversation(owner=judge)
    services.ask(
        question="How many Dents are there?",
        asked_by=judge,
        conversation=conversation,
        options=options,
    )
    row = Question.objects.get()
    verifying.verify(question=row, verified_by=judge, now=timezone.now())

    assert "Dents are there" in told(monkeypatch, may_see(), "How many Dents are here?")
    assert "Dents are there" not in told(monkeypatch, may_not_see(), "How many Dents are here?")


def test_a_taught_word_about_a_name_is_told_for_who_sees_names(
    monkeypatch: pytest.MonkeyPatch, judge: User
) -> None:
    teacher = may_see("teacher@example.com")
    word = QueenMemory(teacher).teach("a dentist is a user whose last name is Dent")
    decide(word=word, decision=Decision.OFFER, person=teacher, now=timezone.now())
    word.refresh_from_db()
    decide(word=word, decision=Decision.APPROVE, person=judge, now=timezone.now())
    assert TaughtWord.objects.get().state == TaughtWord.State.SHARED

    assert "<word>dentist" in told(monkeypatch, may_see(), "Dentists, how many?")
    assert "<word>dentist" not in told(monkeypatch, may_not_see(), "Dentists, how many?")
