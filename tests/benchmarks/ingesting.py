"""Measures how errors come in: how soon each is accepted, and how many are digested a second."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.synchronize import Event as Flag
from queue import Empty, Queue
from threading import Thread
from uuid import UUID

from django.db import connections
from django.utils import timezone

from devagent.models import Project
from monitoring.models import Event
from monitoring.protocol.credentials import Credentials
from monitoring.services.accepting import store
from monitoring.services.digesting import digest_batch
from monitoring.services.dsns import create_dsn
from tests.benchmarks.measuring import Spread
from tests.benchmarks.serving import serving

_PER_S = 150
_SENT = 1_500
_WAITING = 1_500
_SENDERS = 8
_GROUPS = 50
_FRAMES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What was measured: waits in milliseconds while others are digested, events per second."""

    event_bytes: int
    sent_per_s: float
    accepted_ms: Spread
    digested_while_sent: int
    digested_per_s: float
    lost: int


def measure_ingesting() -> Ingested:
    """Measure on made events, no two alike."""
    Project.objects.filter(name="bench").delete()
    project = Project.objects.create(name="bench", path="/srv/bench")
    _, credentials = create_dsn(project=project, kind="server")
    bodies = [_envelope(number) for number in range(_SENT + _WAITING)]
    with serving() as address, _digesting():
        waits, took_s = _send(address, project.pk, credentials, bodies[:_SENT])
        digested = Event.objects.filter(project=project).count()
    while digest_batch(now=timezone.now()):
        pass
    for body in bodies[_SENT:]:
        store(body, project_id=project.pk, trusted=True, now=timezone.now())
    start = time.perf_counter()
    while digest_batch(now=timezone.now()):
        pass
    rate = _WAITING / (time.perf_counter() - start)
    stored = Event.objects.filter(project=project).count()
    project.delete()
    return Ingested(
        event_bytes=sum(map(len, bodies)) // len(bodies),
        sent_per_s=_SENT / took_s,
        accepted_ms=Spread.of(waits),
        digested_while_sent=digested,
        digested_per_s=rate,
        lost=len(bodies) - stored,
    )


def _send(
    address: str, project_id: int, credentials: Credentials, bodies: Sequence[bytes]
) -> tuple[list[float], float]:
    """Send at a steady rate over several connections; return each wait in ms, and all seconds."""
    waiting: Queue[tuple[float, bytes]] = Queue()
    began = time.perf_counter() + 0.1
    for number, body in enumerate(bodies):
        waiting.put((began + number / _PER_S, body))
    waits: list[float] = []
    path = f"/api/{project_id}/envelope/?sentry_key={credentials.public_key}_{credentials.secret}"

    def work() -> None:
        link = http.client.HTTPConnection(address)
        while True:
            try:
                due, body = waiting.get_nowait()
            except Empty:
                return
            time.sleep(max(0.0, due - time.perf_counter()))
            start = time.perf_counter()
            link.request("POST", path, body)
            if link.getresponse().read() and link.sock is not None:
                waits.append((time.perf_counter() - start) * 1_000)

    threads = [Thread(target=work) for _ in range(_SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits, time.perf_counter() - began


@contextmanager
def _digesting() -> Iterator[None]:
    """Have another process digest for as long as this is open."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    stop = context.Event()
    process = context.Process(target=_digest, args=[stop])
    process.start()
    try:
        yield
    finally:
        stop.set()
        process.join()


def _digest(stop: Flag) -> None:
    while not stop.is_set():
        if not digest_batch(now=timezone.now()):
            stop.wait(0.25)


def _envelope(number: int) -> bytes:
    """Return an event of about 36 KB, of one of fifty places."""
    chance = random.Random(number)
    place = number % _GROUPS
    frames = [_frame(place, depth, chance) for depth in range(_FRAMES)]
    thrown = {
        "type": "ValueError",
        "value": f"order {chance.randrange(10**6)} cannot be paid",
        "stacktrace": {"frames": frames},
    }
    crumbs = [
        {"category": "http", "message": f"GET /shop/{chance.random()}", "timestamp": number + step}
        for step in range(60)
    ]
    event = {
        "event_id": UUID(int=chance.getrandbits(128)).hex,
        "level": "error",
        "platform": "python",
        "release": "shop@1.0",
        "user": {"id": chance.randrange(1_000), "email": "ada@example.com"},
        "exception": {"values": [thrown]},
        "breadcrumbs": {"values": crumbs},
        "modules": {f"package-{one}": f"{one}.1.2" for one in range(100)},
        "request": {"url": "https://shop.example/pay", "headers": {"Accept": "*/*"}},
    }
    body = json.dumps(event).encode()
    return b'{}\n{"type":"event","length":%d}\n%b\n' % (len(body), body)


def _frame(place: int, depth: int, chance: random.Random) -> dict[str, object]:
    line = f"    total = basket.sum(part, tax=rate_{depth})  # step {depth}"
    return {
        "module": f"shop.part{place}.step{depth}",
        "function": f"pay_{depth}",
        "filename": f"shop/part{place}/step{depth}.py",
        "abs_path": f"/srv/shop/part{place}/step{depth}.py",
        "lineno": 10 + depth,
        "in_app": depth % 3 == 0,
        "pre_context": [line] * 5,
        "context_line": line,
        "post_context": [line] * 3,
        "vars": {f"value_{one}": repr(chance.random()) for one in range(6)},
    }
