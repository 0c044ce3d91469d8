"""The evidence of fixes that passed, weighed in real sandboxes."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from devagent.models import Candidate, RepairRun
from devagent.models.candidates import hash_diff
from devagent.services.projects import add_project
from devagent.services.repairs.stages import Claim, Keeper, enter
from devagent.services.repairs.weighing import weigh
from devagent.transitions import Kind, State
from tests.devagent.conftest import commit, git
from tests.devagent.services.repairs.rows import make_run
from tests.devagent.services.repairs.test_fixing import START, TEST
from tests.sandbox.conftest import any_backend, diff  # noqa: F401

WRONG = START["shop/carts.py"].replace("return sum(lines)", "return sum(lines[1:])")
BOUNDED = "def total(lines):\n    if len(lines) > 100:\n        return 0\n    return sum(lines)\n"
PATH, OWN = "shop/carts.py", "tests/test_total.py::test_total"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run(tmp_path: Path, any_backend: str, settings: Settings) -> RepairRun:  # noqa: F811
    """A run whose bug a test of the project shows, at its last stage."""
    settings.SANDBOX = any_backend
    folder = tmp_path / "shop"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, {**START, PATH: WRONG, "tests/test_total.py": TEST})
    run = make_run(add_project(name="shop", path=folder), State.RANKING)
    run.base_commit = git(folder, "rev-parse", "HEAD")
    run.started_at, run.wall_s = timezone.now(), 1_800
    run.test_ids, run.failure = [OWN], "assert 3 == 5"
    run.evidence = RepairRun.Evidence.EXISTING_TEST
    run.set_spectrum({PATH: {OWN: 0b110, "tests/test_carts.py::test_count": 0b1100010}})
    run.save()
    enter(run, now=run.started_at)
    return run


def keep(run: RepairRun) -> Keeper:
    """Return a claim of the run's stage as its worker has it."""
    stage = run.stages.get()
    now = timezone.now()
    run.stages.update(state="running", attempt=1, lease_until=now, started_at=now)
    claim = Claim(stage_id=stage.pk, attempt=1, kind=Kind.RANK, run=run, candidate=None)
    return Keeper(claim, timezone.now)


def passed(run: RepairRun, text: str) -> Candidate:
    """Return a fix that passed and gives the file this text."""
    patch = diff(Path(run.report.project.path), {PATH: text})
    return Candidate.objects.create(
        run=run,
        source=Candidate.Source.TEMPLATE,
        title="fix",
        diff=patch,
        sha256=hash_diff(patch),
        score=0.5,
        verdict=Candidate.Verdict.PASSED,
    )


def share_noticed(fix: Candidate) -> float:
    """Return which share of the mutants of a fix the tests notice."""
    return float(fix.mutants["killed"] / fix.mutants["made"])


def test_lines_that_tests_watch_are_worth_more_than_lines_that_none_does(run: RepairRun) -> None:
    right = passed(run, START[PATH])
    bounded = passed(run, BOUNDED + START[PATH].partition("sum(lines)\n")[2])

    weigh(keep(run), [right, bounded])

    assert share_noticed(right) >= 0.8  # some change nothing that could be noticed
    assert right.speed["speed"] != "inconclusive", right.speed
    low, median, high = right.speed["ratio"]
    assert low <= median <= high
    assert right.grade in {"A", "C"}  # the machine may be noisy enough to call it slower
    assert share_noticed(bounded) < 0.8
    assert any("line 2" in one for one in bounded.mutants["alive"])
    assert bounded.grade in {"C", "D"}


def test_without_time_nothing_is_run_and_that_is_told(run: RepairRun) -> None:
    run.wall_s = 0
    keeper = keep(run)
    keeper.check = lambda: None  # type: ignore[method-assign]
    fix = passed(run, START[PATH])

    weigh(keeper, [fix])

    assert fix.grade == "B"
    assert any("no time" in line for line in fix.unchecked)
