"""What an application does to report: envelopes, and requests that bring them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client

from devagent.models import Project
from monitoring.models import Dsn, MinuteCount, Payload
from monitoring.protocol.credentials import Credentials
from monitoring.services.accepting import store
from monitoring.services.dsns import create_dsn

NOON = datetime(2026, 3, 1, 12, 0, 30, tzinfo=UTC)
EVENT_ID = "0123456789abcdef0123456789abcdef"


def make_project(name: str = "shop") -> Project:
    """Return a project of which nothing is read."""
    return Project.objects.create(name=name, path=f"/srv/{name}")


def make_dsn(project: Project, kind: str = "server") -> tuple[Dsn, Credentials]:
    """Return a DSN with what opens it."""
    return create_dsn(project=project, kind=kind)


def event(number: int = 0, **others: object) -> dict[str, Any]:
    """Return an error as SDKs report it; each number has an id of its own."""
    frames = [
        {"module": "django.core", "function": "handle", "filename": "core.py", "in_app": False},
        {
            "module": "shop.carts",
            "function": "total",
            "filename": "shop/carts.py",
            "lineno": 12,
            "in_app": True,
            "pre_context": ["def total(lines):"],
            "context_line": "    return sum(lines) / len(lines)",
            "post_context": [],
        },
    ]
    thrown = {
        "type": "ZeroDivisionError",
        "value": "division by zero",
        "stacktrace": {"frames": frames},
    }
    return {
        "event_id": f"{number:032x}",
        "timestamp": NOON.timestamp(),
        "level": "error",
        "release": "shop@1.2",
        "environment": "production",
        "transaction": "/cart",
        "user": {"id": f"ada-{number}"},
        "tags": {"server": "web-1"},
        "exception": {"values": [thrown]},
        **others,
    }


def envelope(*items: tuple[str, Mapping[str, object] | bytes], **headers: object) -> bytes:
    """Return an envelope of items, each a type and an object or bytes."""
    parts = [json.dumps(headers).encode()]
    for kind, data in items:
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        parts += [json.dumps({"type": kind, "length": len(body)}).encode(), body]
    return b"\n".join(parts) + b"\n"


def auth(credentials: Credentials) -> str:
    """Return the header that an SDK sends."""
    secret = f", sentry_secret={credentials.secret}" if credentials.secret else ""
    return f"Sentry sentry_key={credentials.public_key}, sentry_version=7{secret}"


def send(project: Project, credentials: Credentials, body: bytes, **headers: str) -> HttpResponse:
    """Send an envelope; return the response."""
    return Client().post(  # type: ignore[return-value]  # it is a kind of one
        f"/api/{project.pk}/envelope/",
        body,
        content_type="application/x-sentry-envelope",
        headers={"X-Sentry-Auth": auth(credentials), **headers},
    )


def keep(
    project: Project, *items: tuple[str, Any], trusted: bool = True, **headers: object
) -> Payload:
    """Store an envelope of these items."""
    body = envelope(*items, **headers)
    return store(body, project_id=project.pk, trusted=trusted, now=NOON)


def counts(**where: object) -> dict[str, int]:
    """Return what was counted without a group, by kind."""
    found = MinuteCount.objects.filter(group=None, **where)
    return dict(found.values_list("kind", "n"))
