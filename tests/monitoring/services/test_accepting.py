"""What is taken, what is refused and counted, and that what is taken is stored."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable

import brotli
import pytest
from django.test import Client
from django_q.models import OrmQ
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from devagent.models import Project
from monitoring.models import Dropped, Dsn, LatencyMinute, Payload
from monitoring.protocol.credentials import Credentials
from monitoring.services import accepting
from monitoring.services.pending import PENDING
from monitoring.services.tallies import LatencyKey
from tests.monitoring.reporting import (
    EVENT_ID,
    NOON,
    auth,
    envelope,
    event,
    make_project,
    send,
)

pytestmark = pytest.mark.django_db


def dropped() -> dict[str, int]:
    PENDING.flush()
    return dict(Dropped.objects.values_list("reason", "n"))


def test_an_envelope_is_stored_as_it_came(project: Project, server: Credentials) -> None:
    body = envelope(("event", event()), event_id=EVENT_ID)

    response = send(project, server, body)

    assert response.status_code == 200
    assert json.loads(response.content) == {"id": EVENT_ID}
    payload = Payload.objects.get()
    assert zlib.decompress(payload.body) == body
    assert (payload.project, payload.trusted, payload.digested_at) == (project, True, None)


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data, wbits=-15)),
        ("br", brotli.compress),
    ],
)
def test_each_encoding_is_unpacked(
    project: Project, server: Credentials, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    body = envelope(("event", event()))

    response = send(project, server, pack(body), **{"Content-Encoding": encoding})

    assert response.status_code == 200
    assert zlib.decompress(Payload.objects.get().body) == body


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)],
)
def test_a_bomb_is_refused(
    project: Project,
    server: Credentials,
    settings: Settings,
    encoding: str,
    pack: Callable[[bytes], bytes],
) -> None:
    settings.MONITORING_MAX_UNPACKED_BYTES = 10_000

    response = send(project, server, pack(b" " * 10_000_000), **{"Content-Encoding": encoding})

    assert response.status_code == 413
    assert dropped() == {"too_large": 1}


def test_a_large_body_is_refused(project: Project, server: Credentials, settings: Settings) -> None:
    settings.MONITORING_MAX_BODY_BYTES = 1_000

    assert send(project, server, b"x" * 1_001).status_code == 413
    assert dropped() == {"too_large": 1}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        b"{}\nno json",
        b'{}\n{"length": 2}\n{}',
        b'{}\n{"type":"event"}\nno json',
        b'{}\n{"type":"event"}\n[1]',
        b'{}\n{"type":"event","length":100}\n{}',
        b'{}\n{"type":"event","length":1}\n{}\n',
        b'{}\n{"type":"event","length":-1}\n{}',
        b'{}\n{"type":"event","length":true}\n{}',
        b'{}\n{"type":"event"}\n' + b"[" * 100_000,
        b'{}\n{"type":"event"}\n{"a":' + b"[" * 100_000,
        b"{}\n" + b'{"type":"x"}\n\n' * 101,
        b'{}\n{"type":"event"}\n{"a":' + b"[" * 500 + b"]" * 500 + b"}",
        b'{"a":"%b"}' % (b"x" * 16_384),
        b'{}\n{"type":"x","a":"%b"}\n' % (b"x" * 16_384),
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_envelope_is_refused_and_counted(
    project: Project, server: Credentials, body: bytes
) -> None:
    response = send(project, server, body)

    assert response.status_code == 400
    assert response.headers["X-Sentry-Error"]
    assert dropped() == {"malformed": 1}
    assert not Payload.objects.exists()


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_what_is_not_packed_as_it_says_is_refused(
    project: Project, server: Credentials, encoding: str
) -> None:
    body = envelope(("event", event()))

    assert send(project, server, body, **{"Content-Encoding": encoding}).status_code == 400


def test_what_is_cut_off_is_refused(project: Project, server: Credentials) -> None:
    body = envelope(("event", event()))

    for encoding, packed in (("gzip", gzip.compress(body)), ("br", brotli.compress(body))):
        cut = packed[: len(packed) // 2]
        assert send(project, server, cut, **{"Content-Encoding": encoding}).status_code == 400


def test_the_key_is_taken_from_the_query_and_from_the_envelope(
    project: Project, browser: Credentials
) -> None:
    address = f"/api/{project.pk}/envelope/"
    kind = "text/plain;charset=UTF-8"
    dsn = f"https://{browser.public_key}@queen.example/{project.pk}"

    by_query = Client().post(
        f"{address}?sentry_key={browser.public_key}&sentry_version=7", envelope(), content_type=kind
    )
    by_envelope = Client().post(address, envelope(dsn=dsn), content_type=kind)

    assert (by_query.status_code, by_envelope.status_code) == (200, 200)
    assert by_query.headers["Access-Control-Allow-Origin"] == "*"
    assert [payload.trusted for payload in Payload.objects.all()] == [False, False]


def test_the_secret_may_be_a_part_of_the_key(project: Project, server: Credentials) -> None:
    key = f"{server.public_key}_{server.secret}"

    response = Client().post(
        f"/api/{project.pk}/envelope/?sentry_key={key}", envelope(), content_type="text/plain"
    )

    assert response.status_code == 200
    assert Payload.objects.get().trusted


def test_a_server_s_dsn_needs_its_secret(project: Project, server: Credentials) -> None:
    for secret in ("", "0" * 48):
        refused = Credentials(public_key=server.public_key, secret=secret)
        response = send(project, refused, envelope())
        assert response.status_code == 403
        assert "secret" in response.headers["X-Sentry-Error"]
    assert dropped() == {"refused": 2}


def test_a_dsn_opens_its_own_project_alone(project: Project, server: Credentials) -> None:
    other = make_project("other")

    assert send(other, server, envelope()).status_code == 403


def test_a_dsn_that_is_not_active_is_refused(project: Project, server: Credentials) -> None:
    Dsn.objects.update(is_active=False)

    assert send(project, server, envelope()).status_code == 403


def test_an_event_without_an_envelope_is_taken(project: Project, server: Credentials) -> None:
    response = Client().post(
        f"/api/{project.pk}/store/",
        json.dumps(event(event_id=EVENT_ID)),
        content_type="application/json",
        headers={"X-Sentry-Auth": auth(server)},
    )

    assert json.loads(response.content) == {"id": EVENT_ID}
    assert Payload.objects.count() == 1


def test_a_storm_is_shed_before_it_is_written(
    project: Project, server: Credentials, settings: Settings
) -> None:
    settings.MONITORING_SERVER_PER_MINUTE = 12

    statuses = [send(project, server, envelope()).status_code for _ in range(5)]
    last = send(project, server, envelope())

    assert statuses == [200, 200, 429, 429, 429]
    assert 0 < int(last.headers["Retry-After"]) <= 5
    assert last.headers["X-Sentry-Rate-Limits"] == f"{last.headers['Retry-After']}::key"
    assert Payload.objects.count() == 2
    assert dropped() == {"rate_limited": 4}


def test_nothing_is_taken_while_too_much_waits(
    project: Project, server: Credentials, settings: Settings
) -> None:
    send(project, server, envelope())
    settings.MONITORING_MAX_BACKLOG = 1
    accepting._GATE.backlogs.clear()

    response = send(project, server, envelope())

    assert (response.status_code, response.headers["Retry-After"]) == (429, "30")
    assert dropped() == {"backlog": 1}


def test_an_envelope_weighs_as_much_as_its_items(
    project: Project, server: Credentials, settings: Settings
) -> None:
    settings.MONITORING_SERVER_PER_MINUTE = 12
    full = envelope(*[("event", event(number)) for number in range(3)])

    assert [send(project, server, full).status_code for _ in range(2)] == [200, 429]


def test_what_anybody_sends_fills_half_of_what_may_wait(
    project: Project, server: Credentials, browser: Credentials, settings: Settings
) -> None:
    settings.MONITORING_MAX_BACKLOG = 4
    statuses = []

    for credentials in (browser, browser, browser, server, server, server):
        accepting._GATE.backlogs.clear()
        statuses.append(send(project, credentials, envelope()).status_code)

    assert statuses == [200, 200, 429, 200, 200, 429]


def test_who_names_no_key_is_shed_before_anything_is_unpacked(
    project: Project, settings: Settings
) -> None:
    settings.MONITORING_BROWSER_PER_MINUTE = 12

    statuses = [
        Client().post(f"/api/{number}/envelope/", b"{}", content_type="text/plain").status_code
        for number in range(4)
    ]

    assert statuses == [403, 403, 429, 429]
    assert dropped() == {"refused": 2, "rate_limited": 2}


@pytest.mark.parametrize("number", [999_999, 10**30])
def test_what_no_dsn_stands_for_is_counted_for_no_project(settings: Settings, number: int) -> None:
    settings.MONITORING_MAX_BODY_BYTES = 1_000

    response = Client().post(f"/api/{number}/envelope/", b"x" * 1_001, content_type="text/plain")

    assert response.status_code == 413
    PENDING.flush()
    found = Dropped.objects.get()
    assert (found.project, found.reason, found.n) == (None, "too_large", 1)


@pytest.mark.django_db(transaction=True)
def test_counts_that_cannot_be_written_lose_no_others(project: Project) -> None:
    PENDING.drop(project.pk + 1, "refused", now=NOON)
    PENDING.latency(LatencyKey(project.pk, NOON, "shop.views.cart", True), 10.0, 200)

    PENDING.flush()

    assert LatencyMinute.objects.get().n == 1


def test_taking_rings_once_a_second(
    project: Project,
    server: Credentials,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(3):
            send(project, server, envelope())

    assert OrmQ.objects.count() == 1


def test_a_browser_may_send_from_another_site(project: Project) -> None:
    response = Client().options(f"/api/{project.pk}/envelope/")

    assert response.status_code == 204
    assert "X-Sentry-Auth" in response.headers["Access-Control-Allow-Headers"]


def test_no_session_and_no_cookie_belongs_to_it(
    project: Project, server: Credentials, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    send(project, server, envelope())

    with django_assert_num_queries(1):
        response = send(project, server, envelope())

    assert not response.cookies
