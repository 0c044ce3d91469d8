"""What people usually ask, and the Monday brief of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from queryassist import services
from queryassist.memory import briefs
from queryassist.memory.briefs import list_lines, set_wanted, write_briefs
from queryassist.memory.habits import list_common, list_usual
from queryassist.memory.models import Brief
from queryassist.models import Question
from tests.queryassist.memory.people import NOW, ask, row_of, staff
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

WOMEN, MEN = "How many women are there?", "How many men are there?"
MONDAY = NOW - timedelta(days=2)


@pytest.fixture
def ada() -> User:
    return staff("ada@example.com")


def ask_at(person: User, question: str, now: datetime = MONDAY, times: int = 2) -> None:
    for _ in range(times):
        row = row_of(ask(person, question, now=now))
        Question.objects.filter(pk=row.pk).update(asked_at=now)


def test_what_was_asked_twice_is_usual_in_its_last_wording(ada: User) -> None:
    ask_at(ada, WOMEN, times=3)
    ask_at(ada, MEN, times=1)
    ask_at(ada, "how many MEN are there")
    ask_at(ada, "How many users are verified?", times=1)
    ask_at(ada, "How many whales are there?")

    usual = list_usual(person=ada, now=NOW)

    assert [(habit.question, habit.times) for habit in usual] == [
        ("how many MEN are there", 3),
        (WOMEN, 3),
    ]


def test_what_goes_on_from_another_question_is_not_usual(ada: User) -> None:
    conversation = services.start_conversation(owner=ada)
    ask(ada, WOMEN, conversation=conversation, now=MONDAY)
    for _ in range(2):
        ask(ada, "how many are over 60?", conversation=conversation, now=MONDAY)
        ask(ada, "users by region", conversation=conversation, now=MONDAY)

    usual = list_usual(person=ada, now=timezone.now())

    assert [habit.question for habit in usual] == ["users by region"]


def test_habits_are_ones_own_and_fade(ada: User) -> None:
    ask_at(ada, WOMEN)

    assert list_usual(person=staff("other@example.com"), now=NOW) == []
    assert list_usual(person=ada, now=NOW + timedelta(days=90)) == []


def test_what_all_ask_is_counted_over_people(ada: User) -> None:
    ask_at(ada, WOMEN, times=1)
    ask_at(staff("other@example.com"), WOMEN, times=1)

    (common,) = list_common(now=NOW)

    assert (common.question, common.times, common.people) == (WOMEN, 2, 2)


def test_a_brief_holds_the_usual_questions_with_their_answers_then_and_now(ada: User) -> None:
    ask_at(ada, WOMEN)
    set_wanted(person=ada, wanted=True)
    asked = Question.objects.count()
    assert write_briefs(now=MONDAY) == 1
    UserFactory.create()

    assert write_briefs(now=MONDAY + timedelta(days=7)) == 1

    (line,) = list_lines(ada, MONDAY + timedelta(days=9))
    assert (line.question, line.before, line.answer) == (WOMEN, "1 user.", "2 users.")
    assert Question.objects.count() == asked


def test_nobody_gets_a_brief_who_did_not_ask_for_it(ada: User) -> None:
    ask_at(ada, WOMEN)
    assert write_briefs(now=MONDAY) == 0

    set_wanted(person=ada, wanted=True)
    set_wanted(person=ada, wanted=False)

    assert write_briefs(now=MONDAY) == 0
    assert not briefs.is_wanted(ada)


def test_a_brief_is_written_on_mondays_and_once(ada: User) -> None:
    ask_at(ada, WOMEN)
    set_wanted(person=ada, wanted=True)

    assert write_briefs(now=NOW) == 0
    assert write_briefs(now=MONDAY) == 1
    assert write_briefs(now=MONDAY + timedelta(hours=1)) == 0
    assert list_lines(ada, MONDAY + timedelta(days=7)) == ()


@pytest.mark.parametrize("change", ["is_active", "is_staff", "user_permissions"])
def test_who_may_no_longer_ask_gets_no_brief(ada: User, change: str) -> None:
    ask_at(ada, WOMEN)
    set_wanted(person=ada, wanted=True)
    if change == "user_permissions":
        ada.user_permissions.clear()
    else:
        User.objects.update(**{change: False})

    assert write_briefs(now=MONDAY) == 0
    assert not Brief.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_log(ada: User) -> None:
    ask_at(ada, WOMEN)
    list_common(now=NOW)
    with CaptureQueriesContext(
        connection,
    ) as few:
        list_common(now=NOW)
    ask_at(ada, MEN, times=5)

    with CaptureQueriesContext(connection) as many:
        list_common(now=NOW)

    assert len(many) == len(few) == 2
