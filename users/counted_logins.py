"""Whose failed logins are counted together."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

from users.models import User


def counted_name(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """Return the account that a login is for, as it is looked up: however its letters are typed."""
    typed = (credentials or {}).get("username") or request.POST.get("username") or ""
    return User.normalize_username(typed.strip())
