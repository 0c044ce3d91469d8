"""Taught words: what can be taught, what it changes, who knows it, and who decides."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from claude.scripted import ScriptedClaude, calls
from queryassist import conf, engines, selectors, services
from queryassist.answers import Status
from queryassist.claude_form import form_of
from queryassist.engine_names import Engine
from queryassist.memory import glossary, lessons
from queryassist.memory.exceptions import NotAllowedNow, NotTeachable, WordIsKnown
from queryassist.memory.lessons import Decision, teach_if_lesson, teach_sentence
from queryassist.memory.models import TaughtWord
from queryassist.spec import Comparison, Function, Measure, Operator, QuerySpec
from tests.queryassist.chat_page import staff_with
from tests.queryassist.memory.people import NOW, ask, staff
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

WHALE = "a whale is a user with over 10,000 in the wallet"
RICH = Comparison("wallet_balance_usd", Operator.GT, 10_000)
HOW_MANY = "How many whales are there?"


@pytest.fixture
def teacher() -> User:
    UserFactory.create_batch(3, wallet_balance_usd=Decimal(20_000))
    services.refresh_value_index(dataset="users")
    return staff("teacher@example.com")


@pytest.fixture
def approver() -> User:
    return staff("approver@example.com", "approve_glossary")


def decide(word: TaughtWord, decision: Decision, person: User) -> TaughtWord:
    lessons.decide(word=word, decision=decision, person=person, now=NOW)
    word.refresh_from_db()
    return word


def shared(teacher: User, approver: User) -> TaughtWord:
    word = decide(teach_sentence(WHALE, teacher), Decision.OFFER, teacher)
    return decide(word, Decision.APPROVE, approver)


def test_a_draft_counts_for_nobody(teacher: User) -> None:
    word = teach_sentence(WHALE, teacher)

    assert (word.state, word.forms) == ("draft", ["whale", "whales"])
    assert "10,000" in word.reading
    assert ask(teacher, HOW_MANY).status is Status.REFUSED


def test_a_word_that_was_kept_counts_for_its_teacher_alone(teacher: User) -> None:
    decide(teach_sentence(WHALE, teacher), Decision.KEEP, teacher)

    answer = ask(teacher, HOW_MANY)

    assert answer.spec is not None
    assert (answer.rows, answer.spec.where) == (((3,),), RICH)
    assert ask(staff("other@example.com"), HOW_MANY).status is Status.REFUSED


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("How many users are whales?", 3),
        ("How many women are whales?", 3),
        ("How many users are not whales?", 2),
        ("How many whales are in Japan?", 3),
    ],
)
def test_a_taught_word_reads_like_any_other(
    teacher: User, approver: User, question: str, figure: int
) -> None:
    shared(teacher, approver)

    assert ask(teacher, question).rows == ((figure,),)


def test_a_word_for_everyone_takes_a_second_person_with_the_permission(
    teacher: User, approver: User
) -> None:
    other = staff("other@example.com")
    word = decide(teach_sentence(WHALE, teacher), Decision.OFFER, teacher)
    assert ask(other, HOW_MANY).status is Status.REFUSED
    assert ask(teacher, HOW_MANY).rows == ((3,),)
    with pytest.raises(NotAllowedNow):
        decide(word, Decision.APPROVE, other)

    decide(word, Decision.APPROVE, approver)

    assert (word.state, word.approved_by_label) == ("shared", "approver@example.com")
    assert ask(other, HOW_MANY).rows == ((3,),)


def test_nobody_approves_a_word_of_their_own(approver: User) -> None:
    word = decide(teach_sentence(WHALE, approver), Decision.OFFER, approver)

    with pytest.raises(NotAllowedNow):
        decide(word, Decision.APPROVE, approver)
    with pytest.raises(IntegrityError):
        TaughtWord.objects.filter(pk=word.pk).update(state="shared", approved_by=approver)


def test_a_declined_word_stays_its_teachers(teacher: User, approver: User) -> None:
    word = decide(teach_sentence(WHALE, teacher), Decision.OFFER, teacher)

    decide(word, Decision.DECLINE, approver)

    assert word.state == "mine"
    assert ask(teacher, HOW_MANY).rows == ((3,),)


def test_a_forgotten_word_means_nothing_and_can_be_taught_anew(
    teacher: User, approver: User
) -> None:
    word = shared(teacher, approver)
    with pytest.raises(NotAllowedNow):
        decide(word, Decision.FORGET, teacher)

    decide(word, Decision.FORGET, approver)

    assert ask(teacher, HOW_MANY).status is Status.REFUSED
    assert teach_sentence(WHALE, teacher).state == "draft"


@pytest.mark.parametrize("decision", [Decision.APPROVE, Decision.DECLINE])
def test_a_draft_cannot_be_approved(teacher: User, approver: User, decision: Decision) -> None:
    word = teach_sentence(WHALE, teacher)

    with pytest.raises(NotAllowedNow):
        decide(word, decision, approver)


def test_a_word_decided_meanwhile_is_not_decided_again(teacher: User, approver: User) -> None:
    word = decide(teach_sentence(WHALE, teacher), Decision.OFFER, teacher)
    TaughtWord.objects.update(state="forgotten")

    with pytest.raises(NotAllowedNow):
        lessons.decide(word=word, decision=Decision.APPROVE, person=approver, now=NOW)


def test_ones_own_meaning_stays_where_another_is_shared(teacher: User, approver: User) -> None:
    mine = "a whale is a user with over 30,000 in the wallet"
    other = staff("other@example.com")
    decide(teach_sentence(mine, other), Decision.KEEP, other)
    shared(teacher, approver)

    assert ask(other, HOW_MANY).rows == ((0,),)
    assert ask(teacher, HOW_MANY).rows == ((3,),)


def test_people_with_the_same_words_share_a_catalog(teacher: User, approver: User) -> None:
    declared = selectors.get_catalog()
    assert glossary.with_words(declared, teacher.pk) is declared

    shared(teacher, approver)

    assert glossary.with_words(declared, teacher.pk) is glossary.with_words(declared, None)
    assert glossary.with_words(declared, None) is not declared


@pytest.mark.parametrize(
    "sentence",
    [
        "a teenager is a user under 20",
        "an active is a user over 60",
        "a user is a woman over 60",
        "a march is a user over 60",
        "a two is a user over 60",
        "a Japan is a user over 60",
        "a verified woman is a user over 60",
        "the means users over 60",
    ],
)
def test_a_word_that_means_something_cannot_be_taught(teacher: User, sentence: str) -> None:
    with pytest.raises(NotTeachable):
        teach_sentence(sentence, teacher)


@pytest.mark.parametrize(
    ("meaning", "why"),
    [
        ("a user with a blorp", "blorp"),
        ("a user who joined in the last 7 days", "time"),
        ("the richest user", "conditions alone"),
        ("users by region", "conditions alone"),
        ("the average age of women", "not a figure"),
        ("a user", "conditions alone"),
        ("users; drop table users", "could not be read"),
    ],
)
def test_a_meaning_that_is_no_condition_is_refused_with_its_reason(
    teacher: User, meaning: str, why: str
) -> None:
    with pytest.raises(NotTeachable, match=why):
        teach_sentence(f"whale means {meaning}", teacher)


def test_a_taught_word_cannot_be_taught_twice(teacher: User) -> None:
    decide(teach_sentence(WHALE, teacher), Decision.KEEP, teacher)

    with pytest.raises(WordIsKnown):
        teach_sentence(WHALE, teacher)


def test_what_may_be_a_question_with_known_words_is_one(teacher: User) -> None:
    assert teach_if_lesson("women are customers in Japan", teacher) is None
    assert teach_if_lesson("How many whales are there?", teacher) is None


def test_teaching_takes_the_permission_to_ask(teacher: User) -> None:
    with pytest.raises(PermissionDenied):
        teach_sentence(WHALE, UserFactory.create())


def test_what_a_word_changes_is_shown_before_it_counts(teacher: User) -> None:
    ask(teacher, "How many whales are in Japan?")
    ask(teacher, "how many WHALES are in japan")
    ask(teacher, "How many women are there?")
    word = teach_sentence(WHALE, teacher)

    effects = lessons.list_effects(word=word, person=teacher, now=NOW)

    assert [effect.question for effect in effects] == [
        "how many WHALES are in japan",
        "How many whales?",
    ]
    assert "whales" in effects[0].before.casefold()
    assert effects[0].after == "3 users."
    assert effects[0].differs


def test_showing_what_changes_leaves_no_trace(teacher: User) -> None:
    ask(teacher, HOW_MANY)
    word = teach_sentence(WHALE, teacher)

    lessons.list_effects(word=word, person=teacher, now=NOW)

    assert teacher.conversations.count() == 1
    assert ask(teacher, HOW_MANY).status is Status.REFUSED


def test_a_word_that_no_longer_fits_is_left_out(teacher: User) -> None:
    word = decide(teach_sentence(WHALE, teacher), Decision.KEEP, teacher)
    word.spec["where"]["column"] = "shoe_size"

    catalog = glossary.add_words(selectors.get_catalog(), [word])

    assert not any(named.taught for dataset in catalog for named in dataset.named_filters)


def test_claude_is_told_the_words_of_the_question_as_data_alone(
    teacher: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(teach_sentence(WHALE, teacher), Decision.KEEP, teacher)
    spec = QuerySpec(dataset="users", where=RICH, measures=(Measure(function=Function.COUNT),))
    form = form_of(spec, conf.zone()).model_dump(mode="json")
    claude = ScriptedClaude(calls(("query", form)), calls(("query", form)))
    monkeypatch.setattr(engines, "get_claude", lambda: claude)

    ask(teacher, "Wie viele whales gibt es?", engine=Engine.CLAUDE)
    ask(teacher, "Wie viele gibt es?", engine=Engine.CLAUDE)

    assert "<word>whale, whales: " in json.dumps(claude.bodies[0]["messages"])
    assert "10000" in json.dumps(claude.bodies[0]["messages"])
    assert "<word>" not in json.dumps(claude.bodies[1]["messages"])
    assert claude.bodies[0]["system"] == claude.bodies[1]["system"]
    assert "whale" not in json.dumps(claude.bodies[0]["system"])


def test_a_shared_word_counts_only_for_those_who_may_see_its_dataset(
    teacher: User, approver: User
) -> None:
    shared(teacher, approver)
    outsider = staff_with("ask_queen", email="outsider@example.com")

    context = services.get_context(outsider, None, services.AskOptions(now=NOW))

    assert glossary.taught_words_in(HOW_MANY, context.catalog) == ()
    assert ask(outsider, HOW_MANY).sql == ""
