"""Runs functions that patches change on made inputs, and tells what each patch makes of them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from sandbox.exceptions import PatchRefused, ResultRefused, SandboxLost
from sandbox.models import Run
from sandbox.records import Command, FileEntry
from sandbox.services import Clock, Job, OpenedJob, open_job, record_run
from sandbox.verdicts.behaviours import MOST_BYTES, Inputs, Target, read_inputs, read_outcomes
from sandbox.verdicts.frameworks import Framework, Suite, find_suite
from sandbox.verification import Reproduction, prepare_files

MOST_INPUTS = 60

_RESULT = "queen-behaviours"
_TIMEOUT_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviours:
    """What patches do on the same made inputs: for each patch a list for each of ``inputs``.

    Hints, which the code could forge. A patch of which nothing is known has an empty list.
    """

    inputs: Sequence[Inputs]
    outcomes: Sequence[Sequence[Sequence[str]]]


def compare_behaviours(
    *,
    job: Job,
    patches: Sequence[bytes],
    targets: Sequence[Target],
    reproduction: Reproduction,
    may_go_on: Callable[[], bool] = lambda: True,
    clock: Clock = timezone.now,
) -> Behaviours:
    """Return what functions do with each patch, on inputs near those of the reproduction's tests.

    These are watched with the first patch, with which they should pass to their end. Each patch
    has a sandbox of its own. Before each one ``may_go_on`` is asked: those for which it says no are
    told nothing of. Raise a SandboxError where nothing was run, PatchRefused where the tests are
    not pytest's.
    """
    with record_run(job, "compare behaviours", clock) as run, open_job(job, run) as opened:
        trees = [
            prepare_files(opened, replace(job, patch=patch), reproduction)[1] for patch in patches
        ]
        suite = find_suite(trees[0], reproduction.test_ids)
        if suite.framework is not Framework.PYTEST:
            raise PatchRefused(f"Functions are run with pytest, not with {suite.framework}.")
        bench = _Bench(opened, suite, targets)
        selection = list(reproduction.test_ids)
        made = read_inputs(
            bench.run(trees[0], {"selection": selection, "most": MOST_INPUTS}), targets
        )
        inputs = [one for one in made if one.texts]
        outcomes: list[Sequence[Sequence[str]]] = []
        for files in trees if inputs else ():
            if not may_go_on():
                break
            outcomes.append(bench.list_outcomes(files, selection, inputs))
        run.outcome = Run.Outcome.EXITED
    missing: list[Sequence[Sequence[str]]] = [()] * (len(patches) - len(outcomes))
    return Behaviours(inputs=inputs or made, outcomes=[*outcomes, *missing])


@dataclass(frozen=True, slots=True)
class _Bench:
    opened: OpenedJob
    suite: Suite
    targets: Sequence[Target]

    def list_outcomes(
        self, files: Sequence[FileEntry], selection: Sequence[str], inputs: Sequence[Inputs]
    ) -> Sequence[Sequence[str]]:
        """Return what the inputs lead to; nothing where the sandbox or its process has ended."""
        settings = {
            "targets": [one.target for one in inputs],
            "inputs": [list(one.texts) for one in inputs],
            "selection": ["--collect-only", *selection],
        }
        try:
            return read_outcomes(self.run(files, settings), inputs)
        except (SandboxLost, ResultRefused):
            return ()

    def run(self, files: Sequence[FileEntry], settings: Mapping[str, object]) -> bytes:
        """Return what the probe left; raise ResultRefused where it left nothing."""
        full = {"targets": self.targets, "result": _RESULT, **settings}
        command = Command(
            argv=self.suite.calls_command(full),
            stdin=f"{secrets.token_hex(8)}\n".encode(),
            timeout_s=_TIMEOUT_S,
        )
        with self.opened.open_sandbox(self.suite.language) as sandbox:
            sandbox.write(files)
            sandbox.run(command)
            return sandbox.read(_RESULT, most_bytes=MOST_BYTES)
