"""Runs a command beside a Docker engine: ``python -m tests.engine COMMAND …``.

Where none answers and this machine has one, it is started for the time of the command; its base
image is built once and stays. Where that cannot be, the command runs without one.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

import django

from sandbox.exceptions import SandboxError, SandboxUnavailable

_START_S = 60
_END_S = 30
_MOST_COMPLAINT = 400


def main(argv: Sequence[str]) -> int:
    """Return the command's exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "queenproject.settings")
    django.setup()
    # As an exception, so that an engine which was started here is ended too.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    with _engine():
        return subprocess.call(argv)


@contextmanager
def _engine() -> Iterator[None]:
    """Have an engine with a base image, as far as this machine can."""
    started = None
    try:
        if not _answers():
            started = _start()
        _build_base()
    except (SandboxError, OSError) as error:
        _say(f"Tests with Docker are skipped: {error}")
    try:
        yield
    finally:
        if started:
            _end(started)


def _answers() -> bool:
    from sandbox.engines import open_backend

    try:
        with open_backend("docker"):
            return True
    except SandboxUnavailable:
        return False


def _start() -> subprocess.Popen[bytes]:
    """Return an engine that answers; raise SandboxUnavailable where it does not come to that."""
    from sandbox import conf

    program = shutil.which("dockerd")
    if program is None or os.geteuid() != 0:
        raise SandboxUnavailable("no engine answers, and only root with docker.io can start one.")
    address = conf.docker_host()
    argv = [program, *(["--host", address] if address else [])]
    with tempfile.TemporaryFile() as log:
        # Ctrl-C is for the tests alone, which still need it to clear up.
        engine = subprocess.Popen(argv, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + _START_S
        while engine.poll() is None and time.monotonic() < deadline:
            if _answers():
                _say("Docker's engine is started for the tests.")
                return engine
            time.sleep(0.2)
        _end(engine)
        raise SandboxUnavailable(f"dockerd does not start: {_tail(log)}")


def _end(engine: subprocess.Popen[bytes]) -> None:
    engine.terminate()
    try:
        engine.wait(_END_S)
    except subprocess.TimeoutExpired:
        engine.kill()
        engine.wait()


def _build_base() -> None:
    from sandbox import services

    services.build_base(backend="docker", say=_say)


def _tail(log: BinaryIO) -> str:
    log.seek(0)
    return log.read().decode(errors="replace").strip()[-_MOST_COMPLAINT:]


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
