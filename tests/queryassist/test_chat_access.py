"""Who may see and use the chat page: nobody but staff with its own permission."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from queryassist import services
from queryassist.models import Conversation, Question
from tests.queryassist.chat_page import client_of, staff_who_may_ask
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db

LOGIN, FORBIDDEN = 302, 403
ADDRESSES = [
    ("get", "changelist", 200),
    ("post", "changelist", 400),
    ("get", "change", 200),
    ("post", "rename", 302),
    ("post", "delete", 302),
    ("post", "chip", 404),
    ("post", "stop", 400),
    ("get", "sent", 404),
    ("post", "watch", 404),
    ("post", "watch_pause", 404),
    ("post", "watch_resume", 404),
    ("post", "watch_delete", 404),
    ("post", "notice_dismiss", 404),
    ("post", "feedback", 404),
    ("post", "sql", 403),
    ("post", "choose", 404),
    ("post", "meaning", 404),
    ("post", "usual", 302),
    ("get", "suggest", 200),
    ("post", "export", 404),
    ("get", "background", 404),
    ("get", "chart", 404),
    ("post", "about", 400),
    ("get", "question", 404),
    ("post", "share", 404),
    ("get", "shared", 404),
]


def anonymous() -> None:
    return None


def plain_user() -> User:
    user = UserFactory.create()
    user.user_permissions.add(Permission.objects.get(codename="ask_queen"))
    return user


def staff_with_other_permissions() -> User:
    user = UserFactory.create(is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="queryassist").exclude(
            codename="ask_queen"
        )
    )
    return user


@pytest.mark.parametrize(("method", "name", "welcome"), ADDRESSES)
@pytest.mark.parametrize(
    ("person", "refusal"),
    [
        (anonymous, LOGIN),
        (plain_user, LOGIN),
        (staff_with_other_permissions, FORBIDDEN),
        (staff_who_may_ask, None),
    ],
)
def test_only_staff_with_the_permission_get_in(
    person: Callable[[], User | None], refusal: int | None, method: str, name: str, welcome: int
) -> None:
    user = person()
    conversation = services.start_conversation(owner=user or UserFactory.create(), title="Mine")
    others: dict[str, list[object]] = {
        "changelist": [],
        "stop": [],
        "suggest": [],
        "usual": [],
        "about": ["users"],
        "shared": [uuid4()],
    }
    arguments = others.get(name, [conversation.pk])
    address = reverse(f"admin:queryassist_ask_{name}", args=arguments)

    response = getattr(client_of(user), method)(address, {"title": "Changed"})

    assert response.status_code == (refusal or welcome)
    leads_to_login = response.headers.get("Location", "").startswith("/admin/login/")
    assert leads_to_login == (refusal == LOGIN)
    if refusal is not None:
        assert Conversation.objects.get().title == "Mine"
        assert not Question.objects.exists()


@pytest.mark.parametrize("name", ["rename", "delete", "share", "export", "choose", "meaning"])
def test_what_changes_something_is_not_done_by_following_a_link(name: str) -> None:
    user = staff_who_may_ask()
    conversation = services.start_conversation(owner=user)

    address = reverse(f"admin:queryassist_ask_{name}", args=[conversation.pk])

    assert client_of(user).get(address).status_code == 405


def test_the_menu_shows_ask_to_those_who_may() -> None:
    may, may_not = client_of(staff_who_may_ask()), client_of(staff_with_other_permissions())
    link = reverse("admin:queryassist_ask_changelist")

    assert f'href="{link}"' in may.get("/admin/").content.decode()
    assert f'href="{link}"' not in may_not.get("/admin/").content.decode()
