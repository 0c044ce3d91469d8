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


def test_static_files_are_served_without_debug(client: Client) -> None:
    response = client.get("/static/admin/css/base.css")
    response.close()

    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/css")
