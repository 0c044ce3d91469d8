"""The addresses: the admin in Queen's name, and its style sheets without DEBUG."""

from __future__ import annotations

import pytest
from django.test import Client


def test_root_leads_to_the_admin(client: Client) -> None:
    response = client.get("/")

    assert response.status_code == 302
    assert response.headers["Location"] == "/admin/"


@pytest.mark.django_db
def test_login_page_is_in_queens_name(client: Client) -> None:
    response = client.get("/admin/login/")

    assert response.status_code == 200
    assert b"Queen" in response.content


@pytest.mark.django_db
def test_pages_run_and_load_queens_own_files_only(client: Client) -> None:
    policy = client.get("/admin/login/").headers["Content-Security-Policy"].split("; ")

    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} < set(policy)
    assert "frame-ancestors 'none'" in policy
    assert not any("unsafe" in directive for directive in policy)


def test_static_files_are_served_without_debug(client: Client) -> None:
    response = client.get("/static/admin/css/base.css")

    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/css")
    assert len(response.content) == int(response.headers["Content-Length"])


def test_static_file_that_the_browser_has_is_not_sent_again(client: Client) -> None:
    etag = client.get("/static/admin/css/base.css").headers["ETag"]

    response = client.get("/static/admin/css/base.css", headers={"If-None-Match": etag})

    assert response.status_code == 304
    assert response.content == b""


def test_only_the_first_bytes_are_sent_where_only_they_are_asked_for(client: Client) -> None:
    response = client.get("/static/admin/css/base.css", headers={"Range": "bytes=0-9"})

    assert response.status_code == 206
    assert len(response.content) == 10
