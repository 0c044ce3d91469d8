"""Tests run with and without an engine of Docker."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run_beside_engine(path: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    """Run the command where ``path`` alone is searched for an engine, and none listens."""
    environment = {
        **os.environ,
        "PATH": str(path),
        "SANDBOX_DOCKER_HOST": f"unix://{path}/engine.sock",
    }
    return subprocess.run(
        [sys.executable, "-m", "tests.engine", sys.executable, "-c", *argv],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_without_an_engine_the_command_runs_all_the_same(tmp_path: Path) -> None:
    ran = run_beside_engine(tmp_path, "print('ran'); exit(3)")

    assert ran.returncode == 3
    assert ran.stdout.splitlines()[-1] == "ran"
    assert "Tests with Docker are skipped: no engine answers" in ran.stdout


@pytest.mark.skipif(os.geteuid() != 0, reason="an engine is started by root alone")
def test_an_engine_that_does_not_start_says_why(tmp_path: Path) -> None:
    broken = tmp_path / "dockerd"
    broken.write_text("#!/bin/sh\necho no cgroups here >&2\nexit 1\n")
    broken.chmod(0o755)

    ran = run_beside_engine(tmp_path, "exit(0)")

    assert ran.returncode == 0
    assert "dockerd does not start: no cgroups here" in ran.stdout
