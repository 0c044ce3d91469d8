"""Serve the demo shop from its releases, and restart it when the apply agent says so."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path

from devagent import conf
from devagent.demo import serving
from devagent.management.edge import CodeCommand
from devagent.services.demo import RESTARTED, note_address
from devagent.services.releases.layout import CURRENT

_POLL_S = 0.2
_LOGIN = json.dumps({"email": serving.EMAIL, "password": serving.PASSWORD})


class Command(CodeCommand):
    """Runs the shop's own server as a process of its own."""

    help = "Serves the demo shop on this machine from its current release, until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port."""
        parser.add_argument("--port", type=int, default=8010, help="default: 8010")

    def handle(self, *args: object, port: int, **options: object) -> None:
        """Serve; begin anew whenever the restart command was run."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        note_address(f"http://127.0.0.1:{port}{serving.HEALTH}")
        self.stdout.write(
            "The demo shop is served. A customer, whom its bug keeps out, signs in by:"
        )
        self.stdout.write(f"  curl http://127.0.0.1:{port}/api/accounts/login/ -d '{_LOGIN}'")
        self.stdout.flush()
        try:
            while True:
                self._serve(conf.demo_releases(), port)
        finally:
            note_address("")

    def _serve(self, folder: Path, port: int) -> None:
        """Serve the current release until it ends or is to be restarted."""
        current = folder / CURRENT
        if not current.is_dir():
            time.sleep(_POLL_S)
            return
        begun = _find_mark(folder)
        argv = [sys.executable, str(Path(serving.__file__)), str(port)]
        process = subprocess.Popen(argv, cwd=current, env={"PATH": os.defpath})
        try:
            while process.poll() is None and _find_mark(folder) == begun:
                time.sleep(_POLL_S)
        finally:
            process.terminate()
            process.wait()
        if process.returncode > 0:
            time.sleep(1.0)  # it ended by itself: not in a circle without a pause


def _find_mark(folder: Path) -> int:
    """Return when the restart command was run last, in nanoseconds."""
    mark = folder / RESTARTED
    return mark.stat().st_mtime_ns if mark.exists() else 0
