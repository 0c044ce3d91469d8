"""Watches and notices on the chat page, on the admin's index, and in the admin's lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from queryassist.models import Question
from queryassist.panels import NOTICES, WATCHES
from queryassist.watching.models import Notice, Run, Watch, figures_to_json
from queryassist.watching.rhythm import Rhythm
from queryassist.watching.runs import queue_due_runs, run_watch
from tests.queryassist.chat_page import HTMX, NEW, address, client_of, staff_who_may_ask, text_of
from tests.queryassist.watching.conftest import NOW, Watched
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

FIELDS = {
    "watched": "0",
    "rule": "above",
    "threshold": "3",
    "rhythm": "daily",
    "at": "09:00",
    "weekday": "0",
}
LIST = reverse("admin:queryassist_watch_changelist")
DUE = NOW + timedelta(days=1)


@pytest.fixture
def client(asker: User) -> Client:
    return client_of(asker)


@pytest.fixture
def told(watched: Watched) -> Notice:
    """A watch that crossed its line at its first run."""
    watch = watched(threshold="0")
    queue_due_runs(now=DUE)
    run_watch(run_id=Run.objects.get(watch=watch).pk, now=DUE)
    return Notice.objects.get()


def do(client: Client, what: str, pk: int, fields: object = None, *, htmx: bool = True) -> Any:
    where = reverse(f"admin:queryassist_ask_{what}", args=[pk])
    return client.post(where, fields, headers=HTMX if htmx else {})


def staff_with(*codenames: str) -> Client:
    user = UserFactory.create(email=f"{'-'.join(codenames)}@example.com", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return client_of(user)


def test_an_answer_offers_to_watch_what_it_has_and_a_refusal_does_not(
    client: Client, answer_to: Callable[..., Question]
) -> None:
    answer_to("Delete all users")
    answer_to("How many users?")
    answer_to("list all users")
    grouped = answer_to("number and average age of users by country")
    assert grouped.conversation is not None

    page = text_of(client.get(address("change", grouped.conversation)))

    assert page.count("<summary>Watch</summary>") == 3
    assert "Tell me when it <select" in page
    assert "Tell me when the number of rows <select" in page
    assert '<option value="1">average age (of any row)</option>' in page
    assert '<option value="">the number of rows</option>' in page


def test_the_number_of_rows_of_a_list_is_watched_from_its_form(
    client: Client, answer_to: Callable[..., Question]
) -> None:
    listed = answer_to("list all users")

    reply = text_of(do(client, "watch", listed.pk, FIELDS | {"watched": ""}))

    assert "you are told when the number of rows is above 3" in reply
    assert Watch.objects.get().place is None


def test_watching_draws_what_is_watched_in_the_turn_and_at_the_side(
    client: Client, answer_to: Callable[..., Question]
) -> None:
    question = answer_to("How many users?")

    reply = text_of(do(client, "watch", question.pk, FIELDS))

    assert "you are told when it is above 3; looked at every day at 09:00" in reply
    assert 'id="watches"' in reply
    assert 'hx-swap-oob="true"' in reply
    assert Watch.objects.get().rhythm == Rhythm.DAILY
    page = text_of(client.get(NEW))
    assert "Told when it is above 3" in page


@pytest.mark.parametrize(
    "changes",
    [
        {"threshold": ""},
        {"threshold": "NaN"},
        {"threshold": "Infinity"},
        {"threshold": "1e400"},
        {"threshold": "9" * 10_000},
        {"threshold": "<script>"},
        {"threshold": "1\0"},
        {"rule": "sudo"},
        {"rhythm": "every second"},
        {"at": "25:99"},
        {"weekday": "9"},
        {"rule": "changes", "threshold": "-5"},
        {"rule": "changes", "threshold": "0"},
    ],
)
def test_what_is_no_order_is_refused_in_words(
    client: Client, answer_to: Callable[..., Question], changes: dict[str, str]
) -> None:
    response = do(client, "watch", answer_to("How many users?").pk, FIELDS | changes)

    assert response.status_code == 422
    assert response["Content-Type"] == "text/plain"
    assert not Watch.objects.exists()


def test_what_cannot_be_watched_is_refused_in_words(
    client: Client, answer_to: Callable[..., Question]
) -> None:
    listed = answer_to("list all users")

    response = do(client, "watch", listed.pk, FIELDS)

    assert "no such number" in text_of(response)
    assert "no such number" in text_of(
        client.post(reverse("admin:queryassist_ask_watch", args=[listed.pk]), FIELDS, follow=True)
    )


def test_a_watch_is_paused_resumed_and_deleted_at_the_side(
    client: Client, watched: Watched
) -> None:
    watch = watched()

    assert "Paused: You paused it." in text_of(do(client, "watch_pause", watch.pk))
    assert "Paused" not in text_of(do(client, "watch_resume", watch.pk))
    assert do(client, "watch_pause", watch.pk, htmx=False).status_code == 302
    assert "How many users?" not in text_of(do(client, "watch_delete", watch.pk))
    assert not Watch.objects.exists()


def test_history_is_a_line_with_words_and_without_style(client: Client, watched: Watched) -> None:
    watch = watched()
    for day in range(3):
        figures = [["", str(day), f"{day} users"]]
        Run.objects.create(
            watch=watch, due_at=NOW + timedelta(days=day), state=Run.State.DONE, figures=figures
        )

    page = text_of(client.get(NEW))

    side = page.split('id="watches"')[1].split("</section>")[0]
    assert 'aria-label="3 runs: from 0 to 2, lowest 0, highest 2"' in side
    assert "<b>2 users</b>" in side
    assert "style=" not in side


def test_notices_are_counted_shown_and_dismissed(client: Client, told: Notice) -> None:
    for where in (NEW, "/admin/"):
        page = text_of(client.get(where))
        assert "1 notice</b>" in page
        assert "“How many users?” is above 0: 1." in page

    assert "notice</b>" not in text_of(do(client, "notice_dismiss", told.pk))
    assert "notice</b>" not in text_of(client.get("/admin/"))
    assert do(client, "notice_dismiss", told.pk).status_code == 404


def test_the_panels_draw_the_same_as_the_page(client: Client, asker: User, told: Notice) -> None:
    key = str(asker.pk)

    assert "is above 0" in NOTICES.render(asker, key)
    assert "Told when it is above 0" in WATCHES.render(asker, key)


def test_the_index_of_those_who_may_not_ask_has_no_notices() -> None:
    page = text_of(staff_with("view_user").get("/admin/"))

    assert 'id="notices"' not in page
    assert "htmx-2" not in page


@pytest.mark.parametrize("what", ["watch_pause", "watch_resume", "watch_delete"])
def test_watches_of_others_are_not_there(watched: Watched, what: str) -> None:
    watch = watched()

    assert do(client_of(staff_who_may_ask("eve@example.com")), what, watch.pk).status_code == 404
    watch.refresh_from_db()
    assert watch.state == Watch.State.ACTIVE


def test_notices_and_answers_of_others_are_not_there(told: Notice) -> None:
    eve = client_of(staff_who_may_ask("eve@example.com"))

    assert do(eve, "notice_dismiss", told.pk).status_code == 404
    assert do(eve, "watch", told.run.watch.question_id, FIELDS).status_code == 404


def test_html_in_a_question_and_a_label_is_text(
    client: Client, watched: Watched, asker: User
) -> None:
    watch = watched()
    Watch.objects.filter(pk=watch.pk).update(
        text="<script>1</script>", reason="<b>", state="paused"
    )
    Run.objects.create(watch=watch, due_at=NOW, state=Run.State.DONE, figures=[["<i>", "1", "<u>"]])
    run = Run.objects.get()
    Notice.objects.create(run=run, owner=asker, text="<img src=x>")

    page = text_of(client.get(NEW))

    for tag in ("<script>1", "<b></p>", "<i>", "<u>", "<img src=x"):
        assert tag not in page


def test_the_page_takes_as_many_queries_for_many_watches_as_for_one(
    client: Client, asker: User, watched: Watched
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(NEW)
        return len(captured)

    def add(watch: Watch, count: int) -> None:
        for number in range(count):
            run = Run.objects.create(
                watch=watch,
                due_at=NOW + timedelta(hours=number),
                state=Run.State.DONE,
                figures=figures_to_json(()),
            )
            Notice.objects.create(run=run, owner=asker, text="Told.")

    add(watched(), 1)
    few = queries()
    add(watched("How many users joined this month?"), 10)

    assert queries() == few


def test_the_admin_lists_watches_with_their_runs_to_those_who_may(told: Notice) -> None:
    reader = staff_with("view_watch", "view_personal_data")
    row = reverse("admin:queryassist_watch_change", args=[told.run.watch_id])

    assert "How many users?" in text_of(reader.get(LIST))
    assert "<td>Done</td>" in text_of(reader.get(row))


def act(client: Client, action: str, watch: Watch, **fields: str) -> None:
    data = {"action": action, "_selected_action": [str(watch.pk)], **fields}
    client.post(LIST, data, follow=True)


def test_actions_pause_resume_and_delete_with_their_own_permissions(told: Notice) -> None:
    watch = told.run.watch
    looker = staff_with("view_watch", "view_personal_data")
    for action in ("pause", "delete_selected"):
        act(looker, action, watch, post="yes")
    watch.refresh_from_db()
    assert watch.state == Watch.State.ACTIVE

    manager = staff_with("view_watch", "view_personal_data", "manage_watch")
    act(manager, "pause", watch)
    watch.refresh_from_db()
    assert watch.reason == "Paused by view_watch-view_personal_data-manage_watch@example.com."
    act(manager, "resume", watch)
    watch.refresh_from_db()
    assert watch.state == Watch.State.ACTIVE
    act(manager, "delete_selected", watch, post="yes")
    assert Watch.objects.exists()

    act(
        staff_with("view_watch", "view_personal_data", "delete_watch"),
        "delete_selected",
        watch,
        post="yes",
    )
    assert not Watch.objects.exists()
