"""Compares how long a command takes without and with a patch."""

from __future__ import annotations

import shlex
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from django.utils import timezone

from sandbox.models import Run
from sandbox.records import Command, ExecResult, FileEntry, Isolation, Sandbox
from sandbox.services import Clock, Job, open_job, record_run
from sandbox.verdicts.speed import FEWEST_PAIRS, Ratio, Speed, estimate_ratio
from sandbox.verification import Reproduction, prepare_files

_LONGEST_S = 1_200.0
_EMPTY = """
chmod -R u+rwX /work /tmp /dev/shm 2>/dev/null
find /work /tmp /dev/shm -mindepth 1 -delete
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedComparison:
    """What the pairs of runs show; ``ratio`` is None where they are too few or one failed.

    ``pairs_s`` are the seconds without and with the patch. ``same_output`` is whether both wrote
    the same to stdout, without which a shorter time may be that of less work.
    """

    speed: Speed
    reasons: Sequence[str]
    pairs_s: Sequence[tuple[float, float]]
    ratio: Ratio | None
    same_output: bool
    isolation: Isolation
    run_id: int


def compare_performance(
    *, job: Job, command: Command, pairs: int = 20, clock: Clock = timezone.now
) -> SpeedComparison:
    """Return how the job's patch changes the time that a command takes; 0 must be its exit code.

    Both sides take turns in one sandbox, the first of each pair by turns too. Each run begins with
    nothing but its side's files, tests and what runs them being those of the base commit. Raise a
    SandboxError where nothing was run, ValueError for fewer than FEWEST_PAIRS pairs.
    """
    if pairs < FEWEST_PAIRS:
        raise ValueError(f"Compare at least {FEWEST_PAIRS} pairs of runs.")
    text = f"compare_performance: {shlex.join(command.argv)}"
    with record_run(job, text, clock) as run, open_job(job, run) as opened:
        before, after, _ = prepare_files(opened, job, Reproduction())
        with opened.open_sandbox(job.language) as sandbox:
            turns = _Turns(sandbox, command, (before, after))
            measured = list(turns.measure(pairs))
        comparison = _describe(measured, turns, opened.isolation, run.pk)
        _note(run, comparison)
    return comparison


class _Turns:
    """Runs the command on both sides by turns, until one run fails."""

    def __init__(
        self, sandbox: Sandbox, command: Command, sides: tuple[list[FileEntry], list[FileEntry]]
    ) -> None:
        self._sandbox = sandbox
        self._command = command
        self._sides = sides
        self.outputs: list[set[bytes]] = [set(), set()]
        self.failure = ""

    def measure(self, pairs: int) -> Iterator[tuple[float, float]]:
        """Yield the seconds of each pair, after a first one that only warms up."""
        until = time.monotonic() + _LONGEST_S
        for number in range(pairs + 1):
            times = [0.0, 0.0]
            for side in (0, 1) if number % 2 else (1, 0):
                result = self._run(side)
                if self.failure:
                    return
                times[side] = result.duration_s
            if number:
                yield times[0], times[1]
            if time.monotonic() > until:
                return

    def _run(self, side: int) -> ExecResult:
        emptied = self._sandbox.run(Command(argv=["sh", "-c", _EMPTY]))
        self._sandbox.write(self._sides[side])
        result = self._sandbox.run(self._command)
        name = ("without", "with")[side]
        if result.exit_code != 0:
            how = "was ended" if result.exit_code is None else f"exited with {result.exit_code}"
            self.failure = f"The command {how} {name} the patch."
        elif emptied.exit_code != 0:
            self.failure = "A run left files that cannot be removed."
        self.outputs[side].add(result.stdout)
        return result


def _describe(
    measured: Sequence[tuple[float, float]], turns: _Turns, isolation: Isolation, run_id: int
) -> SpeedComparison:
    same_output = turns.outputs[0] == turns.outputs[1]
    reasons = [turns.failure] if turns.failure else []
    if len(measured) < FEWEST_PAIRS and not reasons:
        reasons.append(f"There was time for {len(measured)} pairs of runs only.")
    ratio = None if reasons else estimate_ratio(measured)
    if not same_output:
        reasons.append("The command writes something else with the patch, or each time.")
    return SpeedComparison(
        speed=ratio.speed if ratio else Speed.INCONCLUSIVE,
        reasons=reasons,
        pairs_s=measured,
        ratio=ratio,
        same_output=same_output,
        isolation=isolation,
        run_id=run_id,
    )


def _note(run: Run, comparison: SpeedComparison) -> None:
    is_clear = comparison.ratio is not None
    run.outcome = Run.Outcome.EXITED if is_clear else Run.Outcome.INCONCLUSIVE
    run.details = asdict(comparison)
