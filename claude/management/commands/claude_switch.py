"""Stop all calls to Claude, or let them be made again, without a restart."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from claude import selectors, services
from claude.models import REASON_LENGTH


class Command(BaseCommand):
    """Flips the switch in the database, which every call asks."""

    help = "Says whether calls to Claude are made; with on or off and a reason, changes it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the new state and the reason."""
        parser.add_argument("state", nargs="?", choices=["on", "off"])
        parser.add_argument("--reason", default="", help="why; kept with the switch")

    def handle(self, *args: object, **options: object) -> None:
        """Change the switch if asked to, and say how it stands."""
        state, reason = options["state"], str(options["reason"]).strip()
        if state:
            if not 0 < len(reason) <= REASON_LENGTH:
                raise CommandError(f"Give a --reason of up to {REASON_LENGTH} characters.")
            services.set_switch(allows_calls=state == "on", reason=reason)
        obstacle = selectors.find_obstacle()
        self.stdout.write(str(obstacle) if obstacle else "Calls to Claude are made.")
