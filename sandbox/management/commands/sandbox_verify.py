"""Check a patch against a project's tests in sandboxes, and print the verdict."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from sandbox.exceptions import PatchRefused, SandboxError
from sandbox.management.jobs import add_job_arguments, build_job
from sandbox.records import FileChange
from sandbox.verdicts.records import Decision
from sandbox.verification import Reproduction, Verification, validate_fix

_EXIT_CODES = {Decision.PASSED: 0, Decision.FAILED: 1, Decision.INCONCLUSIVE: 2}


class Command(BaseCommand):
    """Translates to verification.validate_fix."""

    help = "Checks a patch: exits with 0 if it passed, 1 if it failed, 2 if it is inconclusive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the checkout, the patch and the tests that it must repair."""
        add_job_arguments(parser, patched=True)
        parser.add_argument("--reproduction", nargs="+", action="extend", default=[], metavar="ID")
        parser.add_argument("--reason", default="", help="part of what the tests must fail with")
        parser.add_argument("--repeats", type=int, help="runs without and with the patch")

    def handle(self, *args: object, **options: object) -> None:
        """Check it, print what was found, and exit as the verdict says."""
        try:
            decision, described = _check(options)
        except (SandboxError, OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(described, indent=2))
        else:
            self.stdout.write(f"{decision}: {described['reasons']}")
        sys.exit(_EXIT_CODES[decision])


def _check(options: dict[str, object]) -> tuple[Decision, dict[str, object]]:
    wanted = options["reproduction"]
    repeats = options["repeats"]
    assert isinstance(wanted, list)  # noqa: S101  # as argparse makes it
    assert isinstance(repeats, int | None)  # noqa: S101
    reproduction = Reproduction(test_ids=wanted, reason=str(options["reason"]))
    try:
        verification = validate_fix(
            job=build_job(options), reproduction=reproduction, repeats=repeats
        )
    except PatchRefused as error:
        return Decision.FAILED, _describe_refusal(error)
    return verification.verdict.decision, _describe(verification)


def _describe_refusal(error: PatchRefused) -> dict[str, object]:
    return {
        "verdict": Decision.FAILED,
        "reasons": [str(error)],
        "tests": [],
        "flags": [],
        "isolation": "nothing was run",
        "limits_hit": [],
        "changed_files": [],
        "duration_s": 0.0,
    }


def _describe(verification: Verification) -> dict[str, object]:
    verdict = verification.verdict
    return {
        "verdict": verdict.decision,
        "reasons": list(verdict.reasons),
        "tests": [
            {
                "id": test.test_id,
                "before": test.before,
                "after": test.after,
                "flaky": test.is_flaky,
            }
            for test in verdict.tests
        ],
        "flags": [
            {
                "kind": flag.kind,
                "path": flag.path,
                "line": flag.line,
                "detail": flag.detail,
                "blocks": flag.blocks,
            }
            for flag in verification.flags
        ],
        "isolation": verification.isolation,
        "image": verification.image,
        "limits_hit": list(verification.limits_hit),
        "changed_files": [_describe_change(change) for change in verification.changes],
        "duration_s": verification.duration_s,
        "run": verification.run_id,
    }


def _describe_change(change: FileChange) -> dict[str, object]:
    kind = "changed"
    if change.before is None:
        kind = "added"
    elif change.after is None:
        kind = "removed"
    elif change.before.content == change.after.content:
        kind = "mode"
    return {"kind": kind, "path": change.path}
