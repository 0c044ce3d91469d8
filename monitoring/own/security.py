"""Hears of logins and of suspicious requests in this process; what is kept are hashes."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from importlib import import_module

from django.apps import apps
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db import Error
from django.http import HttpRequest
from django.utils import timezone

from monitoring.detect.security_lines import Event
from monitoring.models import SecuritySignal
from monitoring.services.security import note_event

logger = logging.getLogger(__name__)
_SUSPICIOUS = "django.security"
_NAMES = ("username", "email")


def listen() -> None:
    """Hear from now on; django-axes, where it is installed, tells of who was locked out."""
    user_login_failed.connect(_failed, dispatch_uid="monitoring.login_failed")
    user_logged_in.connect(_succeeded, dispatch_uid="monitoring.logged_in")
    logging.getLogger(_SUSPICIOUS).addHandler(SuspicionHandler(logging.WARNING))
    if apps.is_installed("axes"):
        locked_out = import_module("axes.signals").user_locked_out
        locked_out.connect(_locked_out, dispatch_uid="monitoring.locked_out")


class SuspicionHandler(logging.Handler):
    """Keeps what Django itself finds suspicious: forged hosts, cookies and the like."""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a sign; neither the message nor the request is kept, which may hold secrets."""
        request = getattr(record, "request", None)
        address = _address(request) if isinstance(request, HttpRequest) else ""
        _note(Event(address=address), SecuritySignal.Kind.SUSPICIOUS, record.name)


def note_refusal(request: HttpRequest, status: int) -> None:
    """Judge a request that was answered by 4xx."""
    event = Event(
        time_s=timezone.now().timestamp(),
        address=_address(request),
        request=f"{request.method} {request.get_full_path()}"[:2_000],
        agent=request.headers.get("User-Agent", "")[:500],
        status=status,
    )
    _note(event, SecuritySignal.Kind.REQUEST, "")


def _failed(
    credentials: Mapping[str, object], request: HttpRequest | None = None, **_kwargs: object
) -> None:
    event = _login(_account(credentials), request, succeeded=False)
    _note(event, SecuritySignal.Kind.LOGIN_FAILED, "")


def _succeeded(request: HttpRequest | None, user: object, **_kwargs: object) -> None:
    """Let the scanner know: a failure before was a slip, or an attack that got in."""
    event = _login(str(user), request, succeeded=True)
    _note(event, SecuritySignal.Kind.LOGIN, "")


def _locked_out(request: HttpRequest, username: str | None = None, **_kwargs: object) -> None:
    event = Event(address=_address(request), account=username or "")
    _note(event, SecuritySignal.Kind.LOCKED_OUT, "")


def _login(account: str, request: HttpRequest | None, *, succeeded: bool) -> Event:
    return Event(
        time_s=timezone.now().timestamp(),
        address=_address(request) if request else "",
        account=account,
        login=succeeded,
        told_by="django",
    )


def _account(credentials: Mapping[str, object]) -> str:
    return next((str(credentials[name]) for name in _NAMES if credentials.get(name)), "")


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _note(event: Event, kind: SecuritySignal.Kind, detail: str) -> None:
    """Judge and keep; a login must not fail because no sign of it can be written."""
    try:
        note_event(event, kind=kind, now=timezone.now(), detail=detail)
    except Error as error:
        logger.warning("A sign of an attack could not be kept: %s", error)
