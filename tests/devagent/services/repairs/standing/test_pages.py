"""The pages on which standing approvals are given and revoked."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from devagent.models import Project, StandingApproval
from devagent.services.repairs.approvals import hash_terms
from devagent.services.repairs.standing import hash_standing
from tests.queryassist.chat_page import client_of, staff_with, text_of
from tests.users.factories import UserFactory
from users.models import User

LIST = reverse("admin:devagent_standingapproval_changelist")
ADD = reverse("admin:devagent_standingapproval_add")

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(ada: User) -> Client:
    return client_of(ada)


def test_it_is_given_after_a_page_that_says_what_it_means(
    client: Client, project: Project, ada: User
) -> None:
    form = {"project": project.pk, "most_a_day": 2}
    asked = text_of(client.post(ADD, form))
    assert "Up to 2 fixes in 24 hours are applied" in asked
    assert not StandingApproval.objects.exists()

    client.post(ADD, form | {"shown": hash_terms(project, 2)})

    given = StandingApproval.objects.get()
    assert (given.project, given.given_by, given.most_a_day) == (project, ada, 2)


@pytest.mark.parametrize("shown", ["", "0" * 64])
def test_a_stale_hash_gives_nothing(client: Client, project: Project, shown: str) -> None:
    client.post(ADD, {"project": project.pk, "most_a_day": 2, "shown": shown})

    assert not StandingApproval.objects.exists()


def test_it_is_revoked_after_a_page_that_asks(client: Client, standing: StandingApproval) -> None:
    chosen = {"action": "revoke", "_selected_action": [standing.pk]}
    assert "Revoke standing approvals" in text_of(client.post(LIST, chosen))
    standing.refresh_from_db()
    assert standing.revoked_at is None

    shown = {f"shown-{standing.pk}": hash_standing(standing), "confirmed": "Revoke"}
    client.post(LIST, chosen | shown)

    standing.refresh_from_db()
    assert standing.revoked_by_label == "ada@example.com"


@pytest.mark.parametrize(
    ("permissions", "list_status", "add_status"),
    [
        ((), 403, 403),
        (("view_standingapproval",), 200, 403),
        (("give_standingapproval",), 200, 200),
    ],
)
def test_pages_take_their_permission(
    permissions: tuple[str, ...], list_status: int, add_status: int
) -> None:
    client = client_of(staff_with(*permissions))

    assert client.get(LIST).status_code == list_status
    assert client.get(ADD).status_code == add_status


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_who_is_no_staff_is_sent_to_the_login(is_signed_in: bool) -> None:
    client = client_of(UserFactory.create() if is_signed_in else None)

    assert client.get(LIST).status_code == 302
    assert client.post(ADD).status_code == 302


def test_a_project_of_others_is_not_given_one_and_its_own_is_not_shown(
    client: Client, project: Project, standing: StandingApproval
) -> None:
    project.groups.add(Group.objects.create(name="Others"))

    assert project.name not in text_of(client.get(LIST))
    page = text_of(client.post(ADD, {"project": project.pk, "most_a_day": 1}))
    assert "Select a valid choice" in page


def test_who_may_only_view_has_no_action(standing: StandingApproval) -> None:
    client = client_of(staff_with("view_standingapproval"))

    assert 'value="revoke"' not in text_of(client.get(LIST))
