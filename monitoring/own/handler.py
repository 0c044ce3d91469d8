"""A logging handler that reports errors of this process, and never holds it up.

Records wait in a bounded queue; one thread stores them, many at a time. What does not fit in is
dropped and counted. What is logged while records are stored is not reported again.
"""

from __future__ import annotations

import linecache
import logging
import traceback
from queue import Empty, Full, Queue
from threading import Lock, Thread, local
from types import TracebackType
from uuid import uuid4

import orjson
from django.conf import settings
from django.db import connection
from django.utils import timezone

from monitoring.models import Dropped
from monitoring.protocol.envelopes import bundle
from monitoring.protocol.values import storable
from monitoring.selectors import find_own_project
from monitoring.services.accepting import store
from monitoring.services.pending import PENDING

_MOST_WAITING = 1_000
_AT_ONCE = 50
_FRAMES = 50
_CONTEXT = 5
_MESSAGE_CHARS = 8_000

_busy = local()
logger = logging.getLogger(__name__)


class ReportingHandler(logging.Handler):
    """Reports to the project that MONITORING_PROJECT names; where there is none, nothing."""

    def __init__(self, level: int | str = logging.ERROR) -> None:
        super().__init__(level)
        self._waiting: Queue[dict[str, object]] = Queue(_MOST_WAITING)
        self._starting = Lock()
        self._thread: Thread | None = None
        self._dropped = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Queue the record, or count it as dropped; neither waits nor raises."""
        if getattr(_busy, "is_storing", False):
            return
        try:
            self._waiting.put_nowait(event_of(record))
            self._start()
        except Full:
            self._dropped += 1
        except Exception:  # noqa: BLE001 (what logging does with handlers that fail)
            self.handleError(record)

    def store_waiting(self) -> int:
        """Store what waits, at most fifty at a time; return how many records."""
        _busy.is_storing = True
        try:
            return self._store(self._take())
        finally:
            _busy.is_storing = False

    def _take(self) -> list[dict[str, object]]:
        taken: list[dict[str, object]] = []
        try:
            while len(taken) < _AT_ONCE:
                taken.append(self._waiting.get_nowait())
        except Empty:
            pass
        return taken

    def _store(self, events: list[dict[str, object]]) -> int:
        dropped, self._dropped = self._dropped, 0
        if not events and not dropped:
            return 0
        project = find_own_project()
        if project is None:
            return len(events)
        now = timezone.now()
        if dropped:
            PENDING.drop(project.pk, Dropped.Reason.QUEUE_FULL, now=now, n=dropped)
        if events:
            data = bundle([orjson.dumps(event, default=str) for event in events])
            store(data, project_id=project.pk, trusted=True, now=now)
        return len(events)

    def _start(self) -> None:
        """Have a thread store what waits; a process that was forked needs one of its own."""
        if self._thread is not None and self._thread.is_alive():
            return
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name="reporting", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        _busy.is_storing = True
        while True:
            first = self._waiting.get()
            try:
                self._store([first, *self._take()])
            except Exception:
                # The database may be gone, of which others tell; these records are lost.
                logger.exception("Errors could not be reported.")
            finally:
                connection.close()


def event_of(record: logging.LogRecord) -> dict[str, object]:
    """Return the record as an event of Sentry's protocol."""
    event: dict[str, object] = {
        "event_id": uuid4().hex,
        "timestamp": record.created,
        "level": record.levelname.lower(),
        "logger": record.name,
        "logentry": {
            "message": storable(str(record.msg)[:_MESSAGE_CHARS]),
            "formatted": storable(record.getMessage()[:_MESSAGE_CHARS]),
        },
    }
    if record.exc_info and record.exc_info[0] is not None:
        kind, error, trace = record.exc_info
        thrown = {
            "type": kind.__name__,
            "value": storable(str(error)[:_MESSAGE_CHARS]),
            "stacktrace": {"frames": _frames(trace)},
        }
        event["exception"] = {"values": [thrown]}
    return event


def _frames(trace: TracebackType | None) -> list[dict[str, object]]:
    walked = list(traceback.walk_tb(trace))[-_FRAMES:]
    return [
        {
            "module": frame.f_globals.get("__name__", ""),
            "function": frame.f_code.co_name,
            "filename": frame.f_code.co_filename,
            "lineno": line,
            "in_app": _is_own(frame.f_code.co_filename),
            "context_line": linecache.getline(frame.f_code.co_filename, line).rstrip("\n"),
            "pre_context": [
                linecache.getline(frame.f_code.co_filename, before).rstrip("\n")
                for before in range(max(1, line - _CONTEXT), line)
            ],
        }
        for frame, line in walked
    ]


def _is_own(path: str) -> bool:
    """Return whether a file is the project's own and not of a package."""
    return path.startswith(str(settings.BASE_DIR)) and "site-packages" not in path
