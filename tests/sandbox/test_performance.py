"""Comparing how long a command takes without and with a patch."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import pytest
from django.core.management import call_command

from sandbox.models import Run
from sandbox.performance import compare_performance
from sandbox.records import Command
from sandbox.services import Job
from sandbox.verdicts.speed import Speed, estimate_ratio
from tests.sandbox.conftest import LIMITS, commit_all, diff

LOOP = "sum(range({count}))\nprint('done')\n"


def noisy(ratio: float, *, pairs: int = 20, seed: int = 1) -> list[tuple[float, float]]:
    """Return pairs whose times vary by some percent, as on a busy machine."""
    chance = random.Random(seed)
    return [
        (level * chance.gauss(1, 0.04), level * ratio * chance.gauss(1, 0.04))
        for level in (chance.uniform(0.5, 2.0) for _ in range(pairs))
    ]


@pytest.mark.parametrize(
    ("ratio", "speed"), [(0.8, Speed.FASTER), (1.25, Speed.SLOWER), (1.0, Speed.NO_DIFFERENCE)]
)
def test_difference_is_told_from_noise(ratio: float, speed: Speed) -> None:
    estimate = estimate_ratio(noisy(ratio))

    assert estimate.speed is speed
    assert estimate.low < ratio < estimate.high


def test_one_disturbed_run_changes_nothing() -> None:
    pairs = noisy(0.8)
    pairs[3] = (pairs[3][0], 50 * pairs[3][1])

    assert estimate_ratio(pairs).speed is Speed.FASTER


def test_equal_programs_are_seldom_told_apart() -> None:
    wrong = [
        seed
        for seed in range(100)
        if estimate_ratio(noisy(1.0, seed=seed)).speed is not Speed.NO_DIFFERENCE
    ]

    assert len(wrong) <= 5


def test_few_pairs_are_refused() -> None:
    with pytest.raises(ValueError, match="At least 10"):
        estimate_ratio(noisy(0.5, pairs=9))


@pytest.fixture
def looping(tmp_path: Path) -> Path:
    """Give a checkout of a program that takes its time."""
    (tmp_path / "loop.py").write_text(LOOP.format(count=10**6 * 4))
    commit_all(tmp_path)
    return tmp_path


@pytest.mark.django_db
def test_faster_patch_is_shown_as_faster(looping: Path, any_backend: str) -> None:
    patch = diff(looping, {"loop.py": LOOP.format(count=10)})
    job = Job(project=looping, patch=patch, limits=LIMITS, backend=any_backend)

    comparison = compare_performance(
        job=job, command=Command(argv=["python3", "loop.py"]), pairs=10
    )

    assert comparison.speed is Speed.FASTER
    assert comparison.same_output
    assert len(comparison.pairs_s) == 10


@pytest.mark.django_db
def test_run_cannot_leave_its_work_to_the_next(looping: Path, any_backend: str) -> None:
    keeps = (
        "import os, sys\n"
        "if any(map(os.listdir, ['/tmp', '/dev/shm'])) or len(os.listdir()) > 1:\n"
        "    sys.exit(3)\n"
        "for path in ('/tmp/kept', '/dev/shm/kept', 'kept'):\n"
        "    os.makedirs(path + '/deep')\n"
        "    os.chmod(path, 0)\n"
        "print('done')\n"
    )
    job = Job(
        project=looping,
        patch=diff(looping, {"loop.py": keeps}),
        limits=LIMITS,
        backend=any_backend,
    )

    comparison = compare_performance(
        job=job, command=Command(argv=["python3", "loop.py"]), pairs=10
    )

    assert comparison.ratio, comparison.reasons


@pytest.mark.django_db
def test_patch_that_fails_is_never_faster(
    looping: Path, any_backend: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    patch = tmp_path_factory.mktemp("patch") / "x.patch"
    patch.write_bytes(diff(looping, {"loop.py": "raise SystemExit(3)\n"}))
    output = io.StringIO()
    options = ["--path", str(looping), "--patch", str(patch), "--backend", any_backend, "--json"]

    with pytest.raises(SystemExit) as ended:
        call_command("sandbox_compare", *options, "--", "python3", "loop.py", stdout=output)

    assert ended.value.code == 2
    told = json.loads(output.getvalue())
    assert told["speed"] == "inconclusive"
    assert told["reasons"][0] == "The command exited with 3 with the patch."
    assert told["run"] == Run.objects.get().pk
