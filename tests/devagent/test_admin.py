"""Projects in the admin: to read, by those who may, in a number of queries that does not grow."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from devagent.models import Project
from devagent.services.indexing import index_project
from tests.functional.rows import NOON
from users.models import User

LIST = "/admin/devagent/project/"

pytestmark = pytest.mark.django_db


def sign_in(client: Client, *, is_staff: bool = True, may_view: bool = True) -> None:
    user = User.objects.create_user("ada@example.com", "secret", is_staff=is_staff)
    if may_view:
        user.user_permissions.set(Permission.objects.filter(codename="view_project"))
    client.force_login(user)


@pytest.mark.parametrize(
    ("is_staff", "may_view", "status"), [(False, True, 302), (True, False, 403), (True, True, 200)]
)
def test_only_staff_with_the_permission_see_projects(
    client: Client, is_staff: bool, may_view: bool, status: int
) -> None:
    assert client.get(LIST).status_code == 302
    sign_in(client, is_staff=is_staff, may_view=may_view)

    assert client.get(LIST).status_code == status


def test_a_project_is_shown_with_its_index_and_cannot_be_changed(
    client: Client, project: Project
) -> None:
    index_project(project=project)
    sign_in(client)
    address = f"{LIST}{project.pk}/change/"

    page = client.get(address).content.decode()
    changed = client.post(address, {"name": "shop", "test_command": "rm -rf /"})

    assert project.path in page
    assert project.snapshot.commit in page
    assert '<input type="text"' not in page
    assert changed.status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403


def test_a_repository_that_cannot_be_read_is_told_on_its_page_and_in_the_list(
    client: Client, project: Project
) -> None:
    project.note_fault("It is no folder <on> this machine.", now=NOON)
    sign_in(client)

    for address in (LIST, f"{LIST}{project.pk}/change/"):
        assert "It is no folder &lt;on&gt; this machine." in client.get(address).content.decode()


def test_the_list_asks_as_often_for_many_projects(
    client: Client, project: Project, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    index_project(project=project)
    sign_in(client)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for number in range(5):
        Project.objects.create(name=f"other{number}", path=f"/srv/{number}")

    with django_assert_num_queries(len(few)):
        client.get(LIST)
