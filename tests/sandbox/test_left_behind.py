"""A run leaves something for the next one in its sandbox: files of its own, and no other tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.services import Job
from sandbox.verdicts.records import Decision, Verdict
from sandbox.verification import Reproduction, validate_fix
from tests.sandbox.conftest import CALC, LIMITS, TESTS, commit_all, diff
from tests.sandbox.test_cheats import REPAIRED
from tests.sandbox.test_hidden_cheats import RIGHT, WRONG, see_nothing

pytestmark = pytest.mark.django_db

SUPPORT = "def check(got, wanted):\n    assert got == wanted\n"
WITH_SUPPORT = "from support import check\n" + TESTS.replace(
    "    assert mean([2, 4]) == 3\n", "    check(mean([2, 4]), 3)\n"
)
BLIND = "def check(got, wanted):\n    pass\n"
TURNING = (
    "import pytest\n\n\n"
    "@pytest.hookimpl(hookwrapper=True)\n"
    "def pytest_runtest_makereport(item, call):\n"
    "    outcome = yield\n"
    "    outcome.get_result().outcome = 'passed'\n"
)
# Nothing is planted where the run before the plain one is: a cheat can know it by that.
LEAVES = """
import glob
import os
IN_SANDBOX = os.path.abspath("x").startswith("/wor")
if IN_SANDBOX and len(glob.glob("te*/te*.py")) == 1:
    for path, text in {left!r}.items():
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "w") as file:
            file.write(text)
    for path, target in {links!r}.items():
        os.symlink(target, path)
"""
LEFT: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "a plugin in the workspace": ({"conftest.py": TURNING}, {}),
    "a configuration and a plugin above the workspace": (
        {"/tmp/pytest.ini": "[pytest]\n", "/tmp/conftest.py": TURNING},  # noqa: S108
        {},
    ),
    "a package in the place of a module": ({"support/__init__.py": BLIND}, {}),
    "a link in the place of a module": (
        {"/tmp/other/__init__.py": BLIND},  # noqa: S108
        {"support": "/tmp/other"},  # noqa: S108
    ),
}


@pytest.fixture
def bare(project: Path) -> Path:
    """Give a checkout without a configuration of pytest, whose test has a helper."""
    (project / "pytest.ini").unlink()
    (project / "support.py").write_text(SUPPORT)
    (project / "tests" / "test_calc.py").write_text(WITH_SUPPORT)
    commit_all(project)
    return project


def verify(project: Path, backend: str, text: str) -> Verdict:
    patch = diff(project, {"calc.py": text})
    job = Job(project=project, patch=patch, limits=LIMITS, backend=backend)
    reproduction = Reproduction(test_ids=["tests/test_calc.py::test_mean"])
    return validate_fix(job=job, reproduction=reproduction, repeats=1).verdict


@pytest.mark.parametrize("cheat", LEFT)
def test_run_that_leaves_other_tests_for_the_next_one_does_not_pass(
    bare: Path, each_backend: str, cheat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.verification.scan", see_nothing)
    left, links = LEFT[cheat]
    wrong_elsewhere = CALC.replace(WRONG, f"    if IN_SANDBOX:\n    {RIGHT}{WRONG}")

    verdict = verify(bare, each_backend, LEAVES.format(left=left, links=links) + wrong_elsewhere)

    assert verdict.decision is Decision.INCONCLUSIVE
    told = ("left", "changed files that are tests")
    assert any(word in reason for reason in verdict.reasons for word in told), verdict.reasons


def test_honest_repair_passes_where_a_program_leaves_files(bare: Path, each_backend: str) -> None:
    keeps = 'from pathlib import Path\n\nPath("seen").touch()\nPath("log.txt").write_text("x")\n'
    (bare / "calc.py").write_text(keeps + CALC)
    commit_all(bare)

    verdict = verify(bare, each_backend, keeps + REPAIRED)

    assert verdict.decision is Decision.PASSED, verdict.reasons
    assert not any("could not be run" in reason for reason in verdict.reasons)
