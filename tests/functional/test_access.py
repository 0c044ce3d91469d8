"""Every page, panel and socket of the project: who gets in, and that none is forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from channels.layers import channel_layers
from channels.routing import URLRouter
from django.contrib.admindocs.views import simplify_regex
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from live.exceptions import Forbidden, SignedOut
from live.panels import address, get_panels
from queenproject import asgi
from tests.functional.access import (
    ASK,
    FORBIDDEN,
    LOGIN,
    NOT_FOUND,
    PAGES,
    PANELS,
    SOCKETS,
    Outcome,
    Row,
    Rung,
    holder,
    ladder,
)
from tests.live.pages import in_database, opened, session_of
from tests.queryassist.chat_page import client_of
from tests.users.factories import UserFactory
from users.models import User

NOT_ALLOWED = 405
WRITES = re.compile(r"(INSERT INTO|UPDATE|DELETE FROM) (?!\"(django_session|users_user)\")")
"""Statements that change more than the session and the time that somebody was seen."""

REQUESTS = [(path, row) for path, found in PAGES.items() for row in found]
POSTS = [(path, row) for path, row in REQUESTS if row.method == "post"]
POSTS_ONLY = [
    (path, found[0])
    for path, found in PAGES.items()
    if {row.method for row in found} == {"post"} and found[0].welcome != FORBIDDEN
]
SEATS = [(name, row, rung) for name, row in PANELS.items() for rung in ladder(row)]
NO_ROW = "Give each new address or panel its row in tests/functional/access.py."


def paths_of(patterns: Sequence[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for one in patterns:
        here = re.sub(r"<\w+:", "<", simplify_regex(str(one.pattern)).removeprefix("/"))
        if isinstance(one, URLResolver):
            yield from paths_of(one.url_patterns, prefix + here)
        else:
            yield prefix + here


def consumers_of(router: URLRouter) -> dict[str, object]:
    return {str(one.pattern): one.callback.consumer_class for one in router.routes}  # type: ignore[union-attr]  # no router is in another


def place_of(path: str, row: Row, person: User | None) -> str:
    return "/" + re.sub(r"<\w+>", str(row.at(person or UserFactory.create())), path)


def outcome_of(response: HttpResponse) -> Outcome:
    to_login = response.headers.get("Location", "").startswith("/admin/login/")
    return LOGIN if to_login else response.status_code


def test_every_page_has_a_row() -> None:
    assert set(paths_of(get_resolver().url_patterns)) == set(PAGES), NO_ROW


def test_every_socket_and_every_panel_has_a_row() -> None:
    sockets: object = asgi.application.application_mapping["websocket"]
    while not isinstance(sockets, URLRouter):
        sockets = vars(sockets).get("inner") or vars(sockets)["application"]

    assert consumers_of(sockets) == SOCKETS, NO_ROW
    assert set(get_panels()) == set(PANELS), NO_ROW


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "row", "rung"),
    [
        pytest.param(path, row, rung, id=f"{row.method} {path}: {rung.who}")
        for path, row in REQUESTS
        for rung in ladder(row)
    ],
)
def test_a_page_lets_in_those_who_may_and_nobody_else(path: str, row: Row, rung: Rung) -> None:
    person = rung.make()
    client, place = client_of(person), place_of(path, row, None if rung.of_others else person)

    with CaptureQueriesContext(connection) as queries:
        response = getattr(client, row.method)(place, row.data)

    assert outcome_of(response) == rung.outcome
    if rung.outcome in (LOGIN, FORBIDDEN, NOT_FOUND):
        assert not [query["sql"] for query in queries if WRITES.match(query["sql"])]


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "row"), POSTS, ids=[path for path, _ in POSTS])
def test_a_form_of_another_site_does_nothing(path: str, row: Row) -> None:
    person = UserFactory.create(is_staff=True, is_superuser=True)
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)

    assert client.post(place_of(path, row, person)).status_code == FORBIDDEN


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "row"), POSTS_ONLY, ids=[path for path, _ in POSTS_ONLY])
def test_what_changes_something_is_not_done_by_following_a_link(path: str, row: Row) -> None:
    person = UserFactory.create(is_staff=True, is_superuser=True)

    assert client_of(person).get(place_of(path, row, person)).status_code == NOT_ALLOWED


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "row", "rung"), SEATS, ids=[f"{name}: {rung.who}" for name, _, rung in SEATS]
)
async def test_a_panel_is_sent_to_those_who_may_and_nobody_else(
    name: str, row: Row, rung: Rung
) -> None:
    channel_layers.backends.clear()
    person = await in_database(rung.make)
    session = await in_database(session_of, person) if person else None
    panel = get_panels()[name]
    key = await in_database(row.at, person) if person else 1
    place = panel.at(key if panel.has_key else "")

    async with opened(session, address(place)) as page:
        if rung.outcome == row.welcome:
            assert "<" in await page.shown()
        else:
            refused = Forbidden if person else SignedOut
            assert await page.closing_code() == refused.close_code


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in PANELS if get_panels()[name].has_key])
def test_a_panel_of_somebody_else_is_not_seen(name: str) -> None:
    person, other = holder(), holder()

    assert not get_panels()[name].at(other.pk).may_be_seen_by(person)


@pytest.mark.django_db
def test_the_menu_shows_ask_to_those_who_may() -> None:
    may, may_not = client_of(holder()), client_of(holder(without=[ASK]))
    link = f'href="{reverse("admin:queryassist_ask_changelist")}"'

    assert link in may.get("/admin/").content.decode()
    assert link not in may_not.get("/admin/").content.decode()
