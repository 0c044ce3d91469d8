"""Making a watch: what can be watched, and once only."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django_q.models import OrmQ

from claude.scripted import ScriptedClaude, calls
from queryassist import chat, conf, engines, selectors, services
from queryassist.chips import Change, list_chips
from queryassist.claude_form import form_of
from queryassist.engine_names import Engine
from queryassist.memory.verifying import verify, withdraw
from queryassist.models import Question
from queryassist.watching import services as watching
from queryassist.watching.models import Run, Watch
from queryassist.watching.services import NotWatchable, TooManyWatches, delete_watch, make_watch
from tests.queryassist.chat_page import staff_with
from tests.queryassist.watching.conftest import NOW, Watched, order
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

Ask = Callable[..., Question]


def make(question: Question, person: User, now: datetime = NOW, place: int | None = 0) -> Watch:
    return make_watch(question=question, person=person, order=order(place=place), now=now)


def test_a_watch_runs_at_once_and_then_when_it_is_due(asker: User, answer_to: Ask) -> None:
    watch = make(answer_to("How many users joined this month?"), asker)

    assert watch.next_due_at == datetime(2026, 5, 5, 9, tzinfo=UTC)
    run = Run.objects.get(watch=watch)
    assert (run.state, run.due_at, run.rung_at) == (Run.State.QUEUED, NOW, NOW)
    assert OrmQ.objects.count() == 1


@pytest.mark.parametrize(
    "text",
    [
        "How many users?",
        "How many users joined in the last 7 days?",
        "average wallet balance by country",
        "What percentage of users are verified?",
    ],
)
def test_answers_with_one_figure_each_can_be_watched_also_days_later(
    asker: User, answer_to: Ask, text: str
) -> None:
    UserFactory.create()

    assert make(answer_to(text), asker, NOW + timedelta(days=40)).pk


@pytest.mark.parametrize("text", ["Delete all users", "when did the newest user join?"])
def test_what_has_no_number_cannot(asker: User, answer_to: Ask, text: str) -> None:
    with pytest.raises(NotWatchable, match="no such number"):
        make(answer_to(text), asker)


def test_of_a_list_the_number_of_its_rows_is_watched(asker: User, answer_to: Ask) -> None:
    question = answer_to("list all users")

    with pytest.raises(NotWatchable):
        make(question, asker)
    watch = make(question, asker, place=None)

    assert watch.subject == "the number of rows"


def test_of_several_figures_one_is_chosen_and_named(asker: User, answer_to: Ask) -> None:
    UserFactory.create()

    watch = make(answer_to("number and average age of users by country"), asker, place=1)

    assert watch.subject == "average age"


def test_a_follow_up_about_a_period_is_read_after_the_questions_it_followed(
    asker: User, answer_to: Ask
) -> None:
    answer_to("How many users are women?")
    answer_to("How many users joined this month?")
    followed = answer_to("only the verified ones")

    watch = make(followed, asker, NOW + timedelta(days=40))

    assert (watch.earlier, watch.stands) == (["How many users joined this month?"], False)


def test_a_follow_up_without_a_period_is_watched_as_it_was_read(
    asker: User, answer_to: Ask
) -> None:
    answer_to("How many users are women?")

    watch = make(answer_to("only the verified ones"), asker)

    assert (watch.earlier, watch.stands, watch.keeps_times) == ([], True, False)


@pytest.mark.parametrize(
    ("text", "keeps_times"),
    [("How many users are women?", False), ("How many women joined this month?", True)],
)
def test_what_was_changed_by_hand_is_watched_as_it_is_and_says_that_its_times_stay(
    asker: User, answer_to: Ask, text: str, keeps_times: bool
) -> None:
    question = answer_to(text)
    spec, dataset = selectors.get_reading(question)
    female = next(
        chip.path for chip in list_chips(spec, dataset, conf.zone()) if "female" in chip.label
    )
    sent = chat.change(
        question=question,
        change=Change(path=female, value=None, operator=""),
        asked_by=asker,
        token=uuid4(),
    )
    assert sent.answer is not None
    assert sent.answer.question_id is not None
    changed = Question.objects.get(pk=sent.answer.question_id)
    assert changed.engine == Engine.CHIPS

    watch = make(changed, asker)

    assert (watch.stands, watch.keeps_times) == (True, keeps_times)


def test_what_is_read_otherwise_today_is_watched_as_it_was_read(
    asker: User, answer_to: Ask
) -> None:
    user = UserFactory.create(country="Utopia", region=None, city=None)
    services.refresh_value_index(dataset="users")
    question = answer_to("How many users are in Utopia?")
    assert question.status == "answered"
    user.delete()
    UserFactory.create(country="Peru", region="Utopia", city=None)
    services.refresh_value_index(dataset="users")

    assert make(question, asker).stands


def test_what_claude_read_is_read_by_her_again(
    asker: User, answer_to: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = answer_to("How many women?")
    spec = selectors.find_spec(whole)
    assert spec is not None
    hers: Any = calls(("query", form_of(spec, conf.zone()).model_dump(mode="json")))
    claude = ScriptedClaude(hers, hers)
    monkeypatch.setattr(engines, "get_claude", lambda: claude)
    monkeypatch.setattr(engines, "find_obstacle", lambda: None)

    watch = make(answer_to("Combien de femmes ?", engine=Engine.CLAUDE), asker)

    assert watch.engine == Engine.CLAUDE
    assert len(claude.bodies) == 2


def test_the_same_answer_is_watched_once_also_by_two_forms_at_once(
    asker: User, answer_to: Ask
) -> None:
    question = answer_to("How many users?")

    def again(_: int) -> int:
        try:
            return make(question, asker).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(again, range(4)))

    assert len(made) == 1
    assert Run.objects.count() == 1


def test_a_person_has_only_so_many_watches(
    asker: User, answer_to: Ask, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "MAX_WATCHES", 1)
    first, other = watched(), answer_to("How many women?")

    with pytest.raises(TooManyWatches):
        make(other, asker)

    delete_watch(watch=first)
    assert make(other, asker).pk


def test_an_answer_read_as_verified_is_read_so_again_while_that_is_in_force(
    asker: User, answer_to: Ask
) -> None:
    judge = staff_with("ask_queen", "view_user", "view_personal_data", "verify_question")
    whole = answer_to("How many women?")
    verified = verify(question=whole, verified_by=judge, now=NOW)
    again = answer_to("How many women?")

    assert again.engine == Engine.VERIFIED
    assert not make(again, asker).stands

    Watch.objects.all().delete()
    withdraw(verified=verified, withdrawn_by=judge, now=NOW)
    assert make(again, asker).stands
