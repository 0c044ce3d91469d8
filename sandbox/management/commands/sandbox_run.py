"""Run one command on a project's commit in a sandbox."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from sandbox import services
from sandbox.exceptions import SandboxError
from sandbox.management.jobs import (
    add_command_argument,
    add_job_arguments,
    build_command,
    build_job,
)
from sandbox.shown import to_text

_SHOWN = 1_000_000


class Command(BaseCommand):
    """Translates to services.run_in_sandbox."""

    help = "Runs one command in a sandbox: sandbox_run --path DIR -- COMMAND …"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the checkout, limits and command."""
        add_job_arguments(parser)
        add_command_argument(parser)

    def handle(self, *args: object, **options: object) -> None:
        """Run it, print the result, and exit as the command did (124 if it was ended)."""
        try:
            command = build_command(options)
            report = services.run_in_sandbox(job=build_job(options), command=command)
        except (SandboxError, ValueError) as error:
            raise CommandError(str(error)) from error
        self._print(report, as_json=bool(options["json"]))
        code = report.result.exit_code
        sys.exit(124 if code is None else code if code >= 0 else 128 - code)

    def _print(self, report: services.RunReport, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(_describe(report), indent=2))
            return
        self.stdout.write(to_text(report.result.stdout, most=_SHOWN), ending="")
        self.stderr.write(to_text(report.result.stderr, most=_SHOWN), ending="")


def _describe(report: services.RunReport) -> dict[str, object]:
    result = report.result
    return {
        "exit_code": result.exit_code,
        "timed_out": result.timed_out,
        "oom_killed": result.oom_killed,
        "stdout": to_text(result.stdout, most=_SHOWN),
        "stderr": to_text(result.stderr, most=_SHOWN),
        "stdout_truncated": result.stdout_cut,
        "stderr_truncated": result.stderr_cut,
        "duration_s": round(result.duration_s, 3),
        "peak_memory_bytes": result.peak_memory_bytes,
        "peak_memory_of": result.peak_memory_of,
        "changed_files": [{"kind": kind, "path": path} for kind, path in report.changes.listed],
        "changed_files_total": report.changes.total,
        "isolation": report.isolation,
        "image": report.image,
        "run": report.run_id,
    }
