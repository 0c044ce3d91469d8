"""Words that may mean several things: counted each way in one scan, and remembered per person."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from claude.scripted import calls
from queryassist import checks, executor, selectors, services
from queryassist.answers import Answer, Status
from queryassist.catalog import Catalog, Meaning
from queryassist.engine_names import Engine
from queryassist.memory import verifying
from queryassist.memory.exceptions import NotVerifiable
from queryassist.memory.meanings import NoSuchMeaning, Word, remember_meaning
from queryassist.models import Question
from queryassist.queen_memory import QueenMemory
from queryassist.services import AskOptions
from queryassist.spec import AllOf, Comparison, Function, Measure, Operator, QuerySpec
from tests.queryassist.chat_page import (
    HTMX,
    address,
    client_of,
    send,
    staff_with,
    text_of,
)
from tests.queryassist.english.people import NOW
from tests.queryassist.memory.people import row_of, staff
from tests.queryassist.scripts import query_of, set_up
from tests.users.factories import UserFactory
from users.datasets import USERS
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

ACTIVE = Word(dataset="users", name="active")


@pytest.fixture(autouse=True)
def people() -> None:
    """Two women by the flag, three seen lately; a man who is neither."""
    lately, long_ago = NOW - timedelta(days=3), NOW - timedelta(days=300)
    UserFactory.create_batch(2, gender="female", is_active=True, last_active=lately)
    UserFactory.create(gender="female", is_active=False, last_active=lately)
    UserFactory.create(gender="male", is_active=False, last_active=long_ago)


def asker(email: str = "ada@example.com") -> User:
    """Return a man who may ask, see all that is found, and mark answers as right."""
    person = staff(email, "verify_question")
    User.objects.filter(pk=person.pk).update(gender="male")
    return person


def ask(question: str, person: User | None = None, engine: Engine = Engine.OFFLINE) -> Answer:
    options = AskOptions(engine=engine, now=NOW)
    return services.ask(question=question, asked_by=person, options=options)


def figures(answer: Answer) -> list[tuple[str, str]]:
    assert answer.ambiguous is not None
    return [(meaning.figure, meaning.label) for meaning in answer.ambiguous.meanings]


BOTH = ["by the active flag", "seen in the last 30 days"]


def test_each_meaning_is_counted_and_the_usual_one_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    statements: list[object] = []
    run = executor.run

    def counted(statement: Any, **options: Any) -> Any:
        statements.append(statement)
        return run(statement, **options)

    monkeypatch.setattr(executor, "run", counted)

    answer = ask("How many active women?")

    assert (answer.status, answer.rows, answer.message) == (Status.ANSWERED, ((2,),), "2 users.")
    assert figures(answer) == list(zip(["2", "3"], BOTH, strict=True))
    assert len(statements) == 1
    assert answer.sql.count("FILTER (WHERE") == 2
    assert "WHERE \"gender\" = 'female'" in answer.sql
    assert answer.reading == ask("How many enabled women?").reading


@pytest.mark.parametrize(
    ("question", "usual", "seen"),
    [
        ("How many women are currently active?", "2", "3"),
        ("What percentage of women are active?", "66.7%", "100%"),
        ("average age of active women", "30 years", "30 years"),
    ],
)
def test_every_single_figure_is_told_apart(question: str, usual: str, seen: str) -> None:
    answer = ask(question)

    assert figures(answer) == list(zip([usual, seen], BOTH, strict=True))
    assert answer.row_count == 1


@pytest.mark.parametrize("question", ["How many inactive women?", "How many women are not active?"])
def test_the_figures_of_those_that_fail_the_word_say_so(question: str) -> None:
    assert figures(ask(question)) == [
        ("1", "by the active flag"),
        ("0", "not seen in the last 30 days"),
    ]


@pytest.mark.parametrize(
    "question",
    [
        "How many women?",
        "How many enabled women?",
        "How many women were active this week?",
        "How many women were active in the last 30 days?",
        "Top 3 most active women",
        "active women by region",
        "Show active women",
    ],
)
def test_what_is_clear_or_no_single_figure_has_one_meaning(question: str) -> None:
    answer = ask(question)

    assert (answer.status, answer.ambiguous) == (Status.ANSWERED, None)
    assert "FILTER" not in answer.sql


def test_claude_s_readings_are_told_apart_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    flag = Comparison("is_active", Operator.EQ, True)
    spec = QuerySpec(dataset="users", where=flag, measures=(Measure(function=Function.COUNT),))
    set_up(monkeypatch, calls(query_of(spec)))

    answer = ask("Active ones, how many?", engine=Engine.CLAUDE)

    assert figures(answer)[0][0] == str(answer.rows[0][0])


def test_who_sees_no_small_groups_gets_the_usual_answer_or_none(settings: Any) -> None:
    settings.QUERYASSIST_SMALLEST_GROUP = 2
    person = staff_with("ask_queen", "view_user")

    answer = ask("How many active women?", person)

    # Seen are all but one of the women: their number would tell of the one.
    assert answer.ambiguous is None
    assert "FILTER" not in answer.sql


def test_a_remembered_meaning_is_read_and_said() -> None:
    person = asker()
    remember_meaning(word=ACTIVE, meaning="seen", person=person, now=NOW)

    answer = ask("How many active women?", person)

    assert answer.rows == ((3,),)
    assert str(answer.ambiguous) == (
        "“active” is read as seen in the last 30 days, as you asked to remember."
    )
    assert "FILTER" not in answer.sql
    assert ask("How many inactive women?", person).rows == ((0,),)
    assert ask("How many enabled women?", person).rows == ((2,),)
    assert ask("How many enabled women?", person).ambiguous is None
    assert ask("How many women were active this year?", person).ambiguous is None
    assert ask("How many active women?", asker("b@example.com")).rows != ((3,),)


def test_who_was_never_seen_is_not_seen_in_the_last_days() -> None:
    UserFactory.create(gender="female", last_active=None)
    person = asker()
    remember_meaning(word=ACTIVE, meaning="seen", person=person, now=NOW)

    inactive = ask("How many inactive women?", person)

    assert inactive.rows == ((1,),)
    assert str(inactive.ambiguous) == (
        "“inactive” is read as not seen in the last 30 days, as you asked to remember."
    )
    assert ask("How many women are not active?", person).rows == ((1,),)
    assert ask("How many active women?", person).rows == ((3,),)


def test_the_usual_meaning_can_be_remembered_too() -> None:
    person = asker()
    remember_meaning(word=ACTIVE, meaning="", person=person, now=NOW)

    answer = ask("How many active women?", person)

    assert answer.rows == ((2,),)
    assert "by the active flag, as you asked" in str(answer.ambiguous)
    assert "FILTER" not in answer.sql


def test_claude_is_told_what_the_word_means_to_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    person = asker()
    remember_meaning(word=ACTIVE, meaning="seen", person=person, now=NOW)
    seen = AllOf(
        (
            Comparison("last_active", Operator.GE, NOW - timedelta(days=30)),
            Comparison("last_active", Operator.LE, NOW),
        )
    )
    spec = QuerySpec(dataset="users", where=seen, measures=(Measure(function=Function.COUNT),))
    claude = set_up(monkeypatch, calls(query_of(spec)))

    answer = ask("Active ones, how many?", person, Engine.CLAUDE)

    messages: Any = claude.bodies[0]["messages"]
    assert "<word>active, currently active, is active: {" in messages[0]["content"][0]["text"]
    assert answer.ambiguous is not None
    assert answer.ambiguous.remembered


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        (ACTIVE, "nothing"),
        (replace(ACTIVE, name="verified"), ""),
        (replace(ACTIVE, dataset="orders"), ""),
    ],
)
def test_only_what_is_declared_can_be_remembered(word: Word, meaning: str) -> None:
    with pytest.raises(NoSuchMeaning):
        remember_meaning(word=word, meaning=meaning, person=asker(), now=NOW)


def test_queen_memory_remembers_and_forgets_meanings() -> None:
    person = asker()
    memory = QueenMemory(person)

    memory.remember_meaning(ACTIVE, "seen")
    (known,) = memory.meanings()
    memory.forget_meaning(ACTIVE)

    assert (known.word, known.label) == (ACTIVE, "seen in the last 30 days")
    assert memory.meanings() == ()
    assert ask("How many active women?", person).rows == ((2,),)


def test_an_answer_in_one_s_own_meaning_is_not_right_for_everyone() -> None:
    judge = asker("judge@example.com")
    remember_meaning(word=ACTIVE, meaning="seen", person=judge, now=NOW)
    row = row_of(ask("How many active women?", judge))

    with pytest.raises(NotVerifiable, match="as you alone chose"):
        verifying.verify(question=row, verified_by=judge, now=timezone.now())


def test_a_verified_answer_is_not_that_of_who_means_something_else() -> None:
    judge, other = asker("judge@example.com"), asker("other@example.com")
    row = row_of(ask("How many active women?", judge))
    verifying.verify(question=row, verified_by=judge, now=timezone.now())
    remember_meaning(word=ACTIVE, meaning="seen", person=other, now=NOW)

    assert ask("How many active women?", other).rows == ((3,),)
    assert ask("How many active women?", judge).rows == ((2,),)


def test_the_chat_page_offers_to_remember_which() -> None:
    client = client_of(asker())
    page = text_of(send(client, "How many active women?"))
    question = Question.objects.get()
    where = reverse("admin:queryassist_ask_meaning", args=[question.pk])

    kept = client.post(where, {"meaning": "seen"}, headers=HTMX)

    assert "When I say “active”, count" in page
    assert "Remembered for your next questions." in text_of(kept)
    assert question.conversation is not None
    again = text_of(client.get(address("change", question.conversation)))
    assert 'value="seen" aria-pressed="true"' in again
    later = text_of(send(client, "How many active women?"))
    assert "is read as seen in the last 30 days, as you asked to remember." in later
    words = text_of(client.get(reverse("admin:queryassist_ask_words")))
    assert "<b>active</b>: seen in the last 30 days" in words
    client.post(reverse("admin:queryassist_ask_usual"), {"dataset": "users", "word": "active"})
    assert "When I say “active”, count" in text_of(send(client, "How many active women?"))


def test_what_is_no_meaning_is_told_and_others_questions_are_not_there() -> None:
    client = client_of(asker())
    send(client, "How many active women?")
    send(client, "How many women?")
    plain, ambiguous = Question.objects.order_by("-pk")

    def remember(question: Question, who: Any = client) -> int:
        where = reverse("admin:queryassist_ask_meaning", args=[question.pk])
        return int(who.post(where, {"meaning": "x"}, headers=HTMX).status_code)

    assert remember(ambiguous) == 422
    assert remember(plain) == 404
    assert remember(ambiguous, client_of(asker("b@example.com"))) == 404


def test_the_terminal_tells_both_figures() -> None:
    out = io.StringIO()

    call_command("ask", "How many active women?", "--now", NOW.isoformat(), stdout=out)

    assert "2 by the active flag; 3 seen in the last 30 days." in out.getvalue()


def test_a_meaning_that_does_not_fit_its_dataset_is_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    meaning = Meaning(name="x", label="x", column="age", days=1)
    active = replace(USERS.named_filters[0], meanings=(meaning,), ambiguous=("busy",))
    catalog = Catalog((replace(USERS, named_filters=(active,)),))
    monkeypatch.setattr(selectors, "get_catalog", lambda: catalog)

    problems = [str(message.msg) for message in checks.check_datasets(None)]

    assert any("a meaning of “age”, which is no time" in problem for problem in problems)
    assert any("“busy” is ambiguous, but none of the words" in problem for problem in problems)
