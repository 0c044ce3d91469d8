"""Web, worker and database are killed while errors come in: accepted is stored, and counts once.

Takes about a minute with 1,500 events; ``KILLED_EVENTS=10000`` tries as many as one likes.
"""

from __future__ import annotations

import http.client
import os
from collections.abc import Iterator, Sequence
from threading import Condition, Event, Thread

from tests.monitoring.reporting import envelope, event
from tests.running.queen import Queen, a_queen

EVENTS = int(os.environ.get("KILLED_EVENTS", "1500"))
SENDERS = 6
MAKE_DSN = """
from devagent.models import Project
from monitoring.services.dsns import create_dsn
project = Project.objects.create(name="shop", path="/srv/shop")
_, key = create_dsn(project=project, kind="server")
print(project.pk, f"{key.public_key}_{key.secret}")
"""


class Senders:
    """Send each event until it is accepted, as one does who heard no answer."""

    def __init__(self, queen: Queen, path: str) -> None:
        self.queen, self.path = queen, path
        self.accepted: set[int] = set()
        self.refused = 0
        self.changed = Condition()
        self.given_up = Event()
        self.numbers = iter(range(1, EVENTS + 1))
        self.threads = [Thread(target=self._work, daemon=True) for _ in range(SENDERS)]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def await_accepted(self, share: float) -> None:
        """Return once this share of all events is accepted."""
        with self.changed:
            reached = self.changed.wait_for(lambda: len(self.accepted) >= share * EVENTS, 180)
        if not reached:
            self.given_up.set()
        assert reached, f"{len(self.accepted)} accepted; {self.queen.said('web')}"

    def _work(self) -> None:
        for number in self._take():
            body = envelope(("event", event(number)))
            while not self._send(body) and not self.given_up.wait(0.05):
                pass
            with self.changed:
                self.accepted.add(number)
                self.changed.notify_all()

    def _take(self) -> Iterator[int]:
        while True:
            with self.changed:
                number = next(self.numbers, None)
            if number is None or self.given_up.is_set():
                return
            yield number

    def _send(self, body: bytes) -> bool:
        link = http.client.HTTPConnection("127.0.0.1", self.queen.port, timeout=20)
        try:
            link.request("POST", self.path, body)
            status = link.getresponse().status
        except (OSError, http.client.HTTPException):
            status = 0
        finally:
            link.close()
        self.refused += status != 200
        return status == 200


def figures(queen: Queen, *statements: str) -> Sequence[object]:
    return [queen.ask(f"SELECT {one}")[0][0] for one in statements]


def test_what_was_accepted_is_stored_and_counts_once_whatever_is_killed() -> None:
    with a_queen(MONITORING_SERVER_PER_MINUTE="1000000") as queen:
        project, key = queen.do(MAKE_DSN).split()
        for name in ("web", "worker"):
            queen.start(name)
        queen.await_web()
        senders = Senders(queen, f"/api/{project}/envelope/?sentry_key={key}")
        senders.start()

        for share, name in ((0.15, "web"), (0.3, "worker"), (0.6, "worker"), (0.75, "web")):
            senders.await_accepted(share)
            queen.kill(name)
            queen.start(name)
            if share == 0.3:
                senders.await_accepted(0.45)
                queen.kill_database()
        senders.await_accepted(1.0)
        queen.await_rows(
            "SELECT 1 WHERE NOT EXISTS (SELECT FROM monitoring_payload WHERE digested_at IS NULL)"
        )

        assert senders.refused > 0  # or nothing was killed
        assert queen.ask("SELECT DISTINCT fault FROM monitoring_payload") == [("",)]
        assert (
            figures(
                queen,
                "count(*) FROM monitoring_event",
                "count(DISTINCT event_id) FROM monitoring_event",
                "sum(events_count) FROM monitoring_errorgroup",
                "sum(n) FROM monitoring_minutecount WHERE group_id IS NULL AND kind = 'error'",
                "sum(n) FROM monitoring_minutecount WHERE group_id IS NOT NULL",
            )
            == [EVENTS] * 5
        )
