"""Sources of health: a probe of an address, a log file, and what other apps declare.

An app declares what it can tell as ``HEALTH_SOURCES`` in its ``health_sources.py``: functions that
return a source for a deployment.
"""

from __future__ import annotations

import json
import re
import time
import urllib.error
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from http.client import HTTPException
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from devagent.models import Deployment
from devagent.repair.health import HealthSource, Sample, Status
from devagent.services.releases.addresses import ask_address, tell_failure

COMMIT_HEADER = "X-Release"
_TIMEOUT_S = 5.0
_MOST_BYTES = 64 * 1024
_MOST_LOG_BYTES = 4 * 1024 * 1024
_FIRST_LOG_BYTES = 256 * 1024
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_ERROR_LINE = re.compile(rb"\b(ERROR|CRITICAL|FATAL)\b")


class ProbeSource:
    """Asks an address: an answer of 2xx within the time limit is ok.

    It tells its commit by the header X-Release, or by JSON with a member ``commit``.
    """

    def __init__(self, url: str, *, timeout_s: float = _TIMEOUT_S) -> None:
        self._url = url
        self._timeout_s = timeout_s

    def sample(self) -> Sample:
        """Return what the address answers now, however slowly it sends it."""
        begun = time.monotonic()
        try:
            answer = ask_address(self._url, timeout_s=self._timeout_s, most_bytes=_MOST_BYTES)
        except urllib.error.HTTPError as error:
            error.close()
            return Sample(status=Status.FAILING, note=f"It answers {error.code}.")
        except (OSError, HTTPException, ValueError) as error:
            return Sample(status=Status.FAILING, note=f"It does not answer: {tell_failure(error)}.")
        latency_ms = (time.monotonic() - begun) * 1000
        commit = _find_commit(answer.headers.get(COMMIT_HEADER)) or _parse(answer.body)
        return Sample(status=Status.OK, latency_ms=latency_ms, commit=commit)


class LogSource:
    """Reads what was added to a log since it was asked last: which share of the lines is errors.

    A line is one if it has ERROR, CRITICAL or FATAL as a word. A log that was begun anew is read
    from its start, and of much text the last 4 MiB. The first time, it is the last 256 KiB.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = max(0, self._size() - _FIRST_LOG_BYTES)

    def sample(self) -> Sample:
        """Return the share of errors; nothing is known where nothing was added."""
        size = self._size()
        start = self._seen if self._seen <= size else 0
        self._seen = size
        try:
            with self._path.open("rb") as log:
                log.seek(max(start, size - _MOST_LOG_BYTES))
                lines = [line for line in log.read(size - start).splitlines() if line.strip()]
        except OSError as error:
            return Sample(
                status=Status.UNKNOWN, note=f"The log cannot be read: {tell_failure(error)}."
            )
        if not lines:
            return Sample(status=Status.UNKNOWN)
        errors = sum(bool(_ERROR_LINE.search(line)) for line in lines)
        return Sample(status=Status.UNKNOWN, error_rate=errors / len(lines))

    def _size(self) -> int:
        with suppress(OSError):
            return self._path.stat().st_size
        return 0


def open_sources(deployment: Deployment) -> Sequence[HealthSource]:
    """Return what an operator has set to ask a project by, and what other apps tell of it."""
    sources: list[HealthSource] = []
    url = deployment.project.health_check
    if url.startswith(("http://", "https://")):
        sources.append(ProbeSource(url))
    if deployment.log_file:
        sources.append(LogSource(Path(deployment.log_file)))
    return [*sources, *(declare(deployment) for declare in _list_declared())]


@cache
def _list_declared() -> Sequence[Callable[[Deployment], HealthSource]]:
    """Return what the installed apps declare."""
    found: list[Callable[[Deployment], HealthSource]] = []
    for config in apps.get_app_configs():
        if config.module and module_has_submodule(config.module, "health_sources"):
            found += import_module(f"{config.name}.health_sources").HEALTH_SOURCES
    return found


def _parse(body: bytes) -> str:
    """Return the commit that a body of JSON names, "" where it names none."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    return _find_commit(told.get("commit")) if isinstance(told, dict) else ""


def _find_commit(told: object) -> str:
    return told if isinstance(told, str) and _COMMIT.fullmatch(told) else ""
