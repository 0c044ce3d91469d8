"""Destroy sandboxes and folders that killed workers have left."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from sandbox import services


class Command(BaseCommand):
    """Translates to services.reap."""

    help = "Destroys sandboxes and work folders whose lease has run out."

    def handle(self, *args: object, **options: object) -> None:
        """Destroy them, and say how many there were."""
        for kind, count in services.reap().items():
            self.stdout.write(f"{kind}: {count}")
