"""What a killed worker leaves is destroyed, and nothing that is still at work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

import docker
import psutil
import pytest
from django.db import connection
from django.utils import timezone
from docker.models.containers import Container
from pytest_django import Settings

from sandbox import conf, engines, services
from sandbox.backends.base import Backend, Lease
from sandbox.backends.cgroups import find_parents
from sandbox.backends.docker_engine import JOB_LABEL
from sandbox.models import LOST, Run
from sandbox.records import Command
from sandbox.services import Job, run_in_sandbox
from tests.sandbox.conftest import LIMITS

# Of this process alone: another may run the same test on another backend.
JOB = f"killed {os.getpid()}"
SECONDS = str(1_000_000 + os.getpid())
RUNS = 20
START_S = 240
LEASE_S = 1_800 + 20 * 600  # of a worker's limit of time
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORKER = """
import sys, threading, time
import django
django.setup()
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from django.db import connection
from sandbox.records import Command
from sandbox.services import Job, run_in_sandbox
from tests.sandbox.conftest import LIMITS

database, name, project, started_at, job_name, seconds = sys.argv[1:]
connection.settings_dict["NAME"] = database
limits = replace(LIMITS, timeout_s=600)
job = Job(project=Path(project), name=job_name, limits=limits, backend=name)
sleep = Command(argv=["sh", "-c", f"setsid sleep {seconds} & exec sleep {seconds}"])
for _ in range(20):
    clock = lambda: datetime.fromisoformat(started_at)
    work = lambda: run_in_sandbox(job=job, command=sleep, clock=clock)
    threading.Thread(target=work).start()
time.sleep(600)
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("backend", engines.NAMES, indirect=True)
def test_worker_killed_in_the_middle_of_twenty_runs_leaves_nothing(
    backend: Backend, project: Path
) -> None:
    name = "bubblewrap" if "bubblewrap" in backend.isolation else "docker"
    services.reap()  # what was killed before, as the folder is that of the whole machine
    run_in_sandbox(
        job=Job(project=project, limits=LIMITS, backend=name), command=Command(argv=["true"])
    )
    # The lease of these runs alone is at its end soon after.
    started_at = timezone.now() - timedelta(seconds=LEASE_S)
    _kill_at_work(name, project, started_at)
    mounted = _list_mounts(name)

    counts = services.reap(clock=lambda: started_at + timedelta(seconds=LEASE_S + 1))

    assert _await_nothing(_list_sleepers) == []
    assert _await_nothing(lambda: _list_containers(name)) == []
    assert not [path for path in mounted if path in Path("/proc/self/mounts").read_text()]
    until_s = int(started_at.timestamp()) + LEASE_S
    assert not list(conf.folder().glob(f"*/until-{until_s}-*"))
    assert not [*chain(*(place.glob(f"*-{until_s}-*") for place in find_parents()))]
    assert counts["runs"] == counts["folders"] == RUNS
    assert set(Run.objects.filter(job=JOB).values_list("error", flat=True)) == {LOST}


def _kill_at_work(name: str, project: Path, started_at: datetime) -> None:
    database = str(connection.settings_dict["NAME"])
    arguments = [database, name, str(project), started_at.isoformat(), JOB, SECONDS]
    argv = [sys.executable, "-c", WORKER, *arguments]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "queenproject.settings"}
    with subprocess.Popen(argv, env=environment) as worker:
        try:
            deadline = time.monotonic() + START_S
            while len(_list_sleepers()) < 2 * RUNS:
                assert worker.poll() is None
                assert time.monotonic() < deadline
                psutil.wait_procs([psutil.Process(worker.pid)], timeout=0.2)
        finally:
            worker.send_signal(signal.SIGKILL)


def test_sandbox_is_kept_until_its_lease_runs_out(backend: Backend) -> None:
    base = backend.find_base()
    assert base
    until = timezone.now() + timedelta(minutes=1)
    with backend.open(base, LIMITS, Lease(job="kept", until=until)) as sandbox:
        backend.reap(until - timedelta(seconds=5))

        assert sandbox.run(Command(argv=["echo", "here"])).stdout == b"here\n"


@pytest.mark.django_db
def test_work_folder_is_reaped_after_its_lease_only(settings: Settings, tmp_path: Path) -> None:
    settings.SANDBOX_DIR = str(tmp_path)
    old, new = tmp_path / "work" / "until-1000-a", tmp_path / "work" / "until-9999999999-b"
    for folder in (old, new):
        (folder / "own.git").mkdir(parents=True)

    counts = services.reap(clock=lambda: NOW)

    assert counts["folders"] == 1
    assert (old.exists(), new.exists()) == (False, True)


@pytest.mark.django_db
def test_only_a_run_whose_lease_is_over_is_noted_as_lost() -> None:
    old, new, ended = (
        Run.objects.create(started_at=started_at, job="j", limits={}, outcome=outcome)
        for started_at, outcome in (
            (NOW - timedelta(hours=1), Run.Outcome.RUNNING),
            (NOW - timedelta(minutes=1), Run.Outcome.RUNNING),
            (NOW - timedelta(hours=1), Run.Outcome.EXITED),
        )
    )

    services.reap(clock=lambda: NOW)

    for row in (old, new, ended):
        row.refresh_from_db()
    assert (old.outcome, old.error) == (Run.Outcome.ERROR, LOST)
    assert (new.outcome, ended.outcome) == (Run.Outcome.RUNNING, Run.Outcome.EXITED)


def _list_sleepers() -> list[psutil.Process]:
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if (process.info["cmdline"] or [])[:2] == ["sleep", SECONDS]
    ]


def _list_containers(name: str) -> list[Container]:
    if name != "docker":
        return []
    client = docker.DockerClient(base_url=conf.docker_host() or "unix:///var/run/docker.sock")
    try:
        return client.containers.list(
            all=True, filters={"label": f"{JOB_LABEL}={JOB}"}, ignore_removed=True
        )
    finally:
        client.close()


def _list_mounts(name: str) -> list[str]:
    """Return where the file systems of containers are; one that is being made or ends has none."""
    places = [container.attrs["GraphDriver"]["Data"] for container in _list_containers(name)]
    return [str(place["MergedDir"]) for place in places if place]


def _await_nothing(find: Callable[[], Sequence[object]]) -> Sequence[object]:
    deadline = time.monotonic() + 20
    while (found := find()) and time.monotonic() < deadline:
        time.sleep(0.2)
    return found
