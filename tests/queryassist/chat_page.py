"""People at the chat page, and what they send."""

from __future__ import annotations

import uuid
from typing import Protocol

from django.contrib.auth.models import Permission
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from queryassist.models import Conversation
from tests.users.factories import UserFactory
from users.models import User

NEW = reverse("admin:queryassist_ask_changelist")
HTMX = {"HX-Request": "true"}


def address(name: str, conversation: Conversation) -> str:
    """Return the address of "change", "rename" or "delete" for a conversation."""
    return reverse(f"admin:queryassist_ask_{name}", args=[conversation.pk])


def staff_who_may_ask(email: str = "ada@example.com") -> User:
    """Return a new member of staff who may ask about users, and see all that is found."""
    return staff_with("ask_queen", "view_user", "view_personal_data", email=email)


def staff_with(*permissions: str, email: str = "bob@example.com") -> User:
    """Return a new member of staff with these permissions."""
    user = UserFactory.create(email=email, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def client_of(user: User | None) -> Client:
    """Return a client that is signed in as ``user``, or as nobody."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def send(client: Client, question: str, *, htmx: bool = True, **fields: object) -> HttpResponse:
    """Send the form of the chat page with a fresh token, as htmx does or as a browser without."""
    data = {"question": question, "token": uuid.uuid4(), "conversation": "", **fields}
    response = client.post(NEW, data, headers=HTMX if htmx else {})
    assert isinstance(response, HttpResponse)
    return response


class HasContent(Protocol):
    """A response, of a view or of the test client."""

    @property
    def content(self) -> bytes: ...


def text_of(response: HasContent) -> str:
    """Return the HTML of a response."""
    return response.content.decode()
