"""Apply what was approved: the one process that writes where projects are served."""

from __future__ import annotations

import signal
import sys
from argparse import ArgumentParser

from devagent.management.edge import CodeCommand
from devagent.models import Release
from devagent.services.releases.agent import Agent
from devagent.services.releases.work import Kind, Surroundings


class Command(CodeCommand):
    """Translates to releases.agent."""

    help = (
        "Applies approved fixes, watches them and takes them back; there is one for a database. "
        "Run it as a user who may write the releases, which web and worker need not be able to."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to go on."""
        parser.add_argument("--once", action="store_true", help="do what is to be done, and end")
        parser.add_argument("--wait", action="store_true", help="wait while another one is at work")

    def handle(self, *args: object, once: bool, wait: bool, **options: object) -> None:
        """Work until ended."""
        agent = Agent(say=self._say, around=Surroundings(on_step=self._tell_step))
        if once:
            agent.run_once()
            return
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        agent.run(waits=wait)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _tell_step(self, release: Release, kind: Kind, is_done: bool) -> None:
        self._say(f"{release}: {kind.label}{' ✓' if is_done else ' …'}")
