"""Build the system that sandboxes' environments are built on."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from sandbox import services
from sandbox.engines import NAMES
from sandbox.exceptions import SandboxError


class Command(BaseCommand):
    """Translates to services.build_base and shows its progress."""

    help = "Builds the base image, from a registry or, where none answers, Debian's packages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the backend."""
        parser.add_argument("--backend", choices=NAMES, default="")

    def handle(self, *args: object, **options: object) -> None:
        """Build, and print what was built."""
        try:
            identity = services.build_base(backend=str(options["backend"]), say=self.stdout.write)
        except SandboxError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The base is {identity}.")
