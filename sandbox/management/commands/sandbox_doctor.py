"""Say what this machine has to isolate with, and attack it."""

from __future__ import annotations

import sys

from django.core.management.base import BaseCommand

from sandbox import conf
from sandbox.backends.base import Backend
from sandbox.engines import NAMES, open_backend
from sandbox.examination import examine
from sandbox.exceptions import SandboxError, SandboxUnavailable


class Command(BaseCommand):
    """Runs the attacks of sandbox.examination on each backend."""

    help = "Attacks this machine's sandboxes; exits with 0 if repairs can run."

    def handle(self, *args: object, **options: object) -> None:
        """Print what holds, per backend, and whether that holds which would be used."""
        holds = {name: self._examine(name) for name in NAMES}
        there = [name for name in NAMES if holds[name] is not None]
        used = there[0] if conf.backend() == "auto" and there else conf.backend()
        if not holds.get(used):
            self.stderr.write(f"Repairs cannot run: no sandbox holds here (SANDBOX={used}).")
            sys.exit(1)
        self.stdout.write(f"Repairs can run, by {used}.")

    def _examine(self, name: str) -> bool | None:
        """Return whether the backend holds; None where it is not there."""
        try:
            with open_backend(name) as backend:
                return self._attack(name, backend)
        except SandboxUnavailable as error:
            self.stdout.write(f"{name}: {error}")
            return None
        except SandboxError as error:
            self.stdout.write(f"{name}: FAILED. {error}")
            return False

    def _attack(self, name: str, backend: Backend) -> bool:
        base = backend.find_base()
        if base is None:
            self.stdout.write(f"{name}: no base image. Run `manage.py sandbox_build_base`.")
            return False
        self.stdout.write(f"{name}: isolation by {backend.isolation}, base {base.identity}")
        kept, days = len(backend.list_environments()), conf.environment_age().days
        self.stdout.write(f"  {kept} environments kept, each for {days} days after its last run")
        all_held = True
        for attack, is_held in examine(backend):
            all_held = all_held and is_held
            self.stdout.write(f"  {'held' if is_held else 'FAILED':7}{attack}")
        return all_held
