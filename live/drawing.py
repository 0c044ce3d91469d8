"""Panels as HTML for the person of a session, checked anew at each drawing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

from live.exceptions import Forbidden, SignedOut
from live.panels import Place, Viewer


def draw(
    session_key: str | None, *, page: Collection[Place], due: Collection[Place]
) -> Mapping[Place, str]:
    """Return the HTML of the panels that are due, for the person whose session it is.

    Raises SignedOut where the session is over, and Forbidden where the person may not see one of
    the panels of the page, due or not.
    """
    viewer = _viewer(session_key)
    if not all(place.may_be_seen_by(viewer) for place in page):
        raise Forbidden
    return {place: place.render(viewer) for place in due}


def _viewer(session_key: str | None) -> Viewer:
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    user = get_user(request)
    if not user.is_authenticated:
        raise SignedOut
    return user
