"""People are told by e-mail and a signed webhook: once, and tried again where it fails."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.core import mail
from pytest_django import Settings

from devagent.models import Project
from monitoring.models import Incident, Notice, Policy
from monitoring.services.noticing import SIGNATURE_HEADER, announce, send_notice, sweep_notices
from tests.monitoring.incidents.rows import MINUTE, NOW

pytestmark = pytest.mark.django_db

SECRET = "a secret of sixteen"
Received = list[tuple[dict[str, str], bytes]]


@pytest.fixture
def received() -> Iterator[tuple[str, Received]]:
    """An address of this machine, and what came there."""
    came: Received = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            came.append((dict(self.headers), body))
            self.send_response(204 if self.path == "/hook" else 302)
            self.send_header("Location", "/hook")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", came
    server.shutdown()
    server.server_close()


def make_incident(project: Project, title: str = "TypeError", severity: str = "high") -> Incident:
    return Incident.objects.create(
        project=project, key="group:1", kind="burst", title=title, severity=severity,
        reasons=["12 users have met it."], opened_at=NOW, found_at=NOW,
    )  # fmt: skip


def test_an_e_mail_says_what_is_wrong_and_where_to_look(
    project: Project, settings: Settings
) -> None:
    settings.EMAIL_HOST, settings.PUBLIC_URL = "localhost", "https://queen.example/"
    policy = Policy(project=project, notify_emails="ada@example.com\nbob@example.com")
    incident = make_incident(project, "No\r\nBcc: everybody@example.com")

    announce(incident, policy, event="opened", now=NOW)
    announce(incident, policy, event="opened", now=NOW + MINUTE)
    for notice in Notice.objects.all():
        assert send_notice(notice_id=notice.pk, now=NOW)
        assert not send_notice(notice_id=notice.pk, now=NOW)

    assert len(mail.outbox) == 2
    sent = mail.outbox[0]
    assert sent.recipients() in (["ada@example.com"], ["bob@example.com"])
    assert f"https://queen.example/admin/monitoring/incident/{incident.pk}/change/" in sent.body
    assert "12 users" in sent.body
    assert "\n" not in sent.subject


@pytest.mark.parametrize("severity", ["low", "medium"])
def test_of_less_than_high_nobody_is_told(project: Project, severity: str) -> None:
    policy = Policy(project=project, notify_emails="ada@example.com")

    announce(make_incident(project, severity=severity), policy, event="opened", now=NOW)

    assert not Notice.objects.exists()


def test_who_receives_a_webhook_can_check_who_sent_it(
    project: Project, settings: Settings, received: tuple[str, Received]
) -> None:
    settings.MONITORING_WEBHOOK_SECRET = SECRET
    address, came = received
    policy = Policy(project=project, notify_webhook=f"{address}/hook")
    announce(make_incident(project), policy, event="opened", now=NOW)

    assert send_notice(notice_id=Notice.objects.get().pk, now=NOW)

    ((headers, body),) = came
    wanted = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert headers[SIGNATURE_HEADER] == wanted
    assert json.loads(body)["severity"] == "high"


def test_what_is_signed_for_one_address_goes_to_no_other(
    project: Project, settings: Settings, received: tuple[str, Received]
) -> None:
    settings.MONITORING_WEBHOOK_SECRET = SECRET
    address, came = received
    policy = Policy(project=project, notify_webhook=f"{address}/elsewhere")
    announce(make_incident(project), policy, event="opened", now=NOW)

    assert not send_notice(notice_id=Notice.objects.get().pk, now=NOW)

    assert len(came) == 1
    assert "302" in Notice.objects.get().fault


def test_what_fails_is_tried_again_and_given_up_in_the_end(
    project: Project, settings: Settings
) -> None:
    settings.MONITORING_WEBHOOK_SECRET = None
    policy = Policy(project=project, notify_webhook="https://hooks.example/1")
    announce(make_incident(project), policy, event="opened", now=NOW)
    notice = Notice.objects.get()

    for _ in range(5):
        assert sweep_notices() == 1
        assert not send_notice(notice_id=notice.pk, now=NOW)

    assert sweep_notices() == 0
    assert "MONITORING_WEBHOOK_SECRET is not set" in Notice.objects.get().fault
