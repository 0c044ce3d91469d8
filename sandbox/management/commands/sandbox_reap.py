"""Destroy what killed workers have left, and environments that nobody uses."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from sandbox import services


class Command(BaseCommand):
    """Translates to services.reap."""

    help = "Destroys sandboxes and folders whose lease has run out, and unused environments."

    def handle(self, *args: object, **options: object) -> None:
        """Destroy them, and say how many there were."""
        for kind, count in services.reap().items():
            self.stdout.write(f"{kind}: {count}")
