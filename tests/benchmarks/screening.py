"""Stop-watch of candidates: a fork of the warm process beside a Python started for nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sandbox.exceptions import SandboxError
from sandbox.records import MIB, Limits
from sandbox.screening import Candidate, open_screening
from sandbox.services import Job
from tests.benchmarks.measuring import timed_ms
from tests.benchmarks.sandboxes import ROUNDS, Measured, Way
from tests.sandbox.conftest import CALC, TESTS, commit_all

LIMITS = Limits(timeout_s=40, memory_bytes=256 * MIB)
WANTED = ("tests/test_calc.py::test_mean", "tests/test_calc.py::test_total")
REPAIRED: Candidate = {"calc.py": CALC.replace("(len(values) + 1)", "len(values)")}
_WARM_UP = 1


def measure_screening(say: Callable[[], object], rounds: int = ROUNDS) -> Measured:
    """Return the times of a test process for one candidate; ``say`` is called after each round.

    A round loads the project anew, which is not in its time.
    """
    bare = Way(
        name="python -c pass",
        work=lambda: subprocess.run([sys.executable, "-I", "-c", "pass"], check=True),
    )
    fork = Way(name="fork that runs two tests", work=lambda: None)
    with TemporaryDirectory() as folder:
        project = Path(folder)
        (project / "calc.py").write_text(CALC)
        (project / "tests").mkdir()
        (project / "tests" / "test_calc.py").write_text(TESTS)
        commit_all(project)
        try:
            with open_screening(job=Job(project=project, limits=LIMITS)) as screening:
                for turn in range(_WARM_UP + rounds):
                    [found] = screening.screen([REPAIRED], tests=WANTED)
                    if turn >= _WARM_UP:
                        fork.times_ms.append(found.duration_s * 1000)
                        bare.times_ms.append(timed_ms(bare.work))
                    say()
        except SandboxError as error:
            return Measured(backend="screening", obstacle=str(error))
    return Measured(backend="screening", ways=(bare, fork))
