"""Reapers, jobs and the end of a sandbox at the same moment: nothing is lost, nothing left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import docker
import pytest
from django.utils import timezone
from pytest_django import Settings

from sandbox import conf, engines, images
from sandbox.backends.base import Backend, Image, Lease, leased_folder, reap_folders
from sandbox.backends.docker_engine import JOB_LABEL, UNTIL_LABEL
from sandbox.models import Run
from sandbox.records import Command, EnvironmentSpec
from tests.sandbox.conftest import LIMITS

AGO = timedelta(hours=1)
JOB = f"never started {os.getpid()}"
REAPERS = 4
ROUNDS = 5
KILLED = """
import os, signal, sys
from datetime import UTC, datetime
import django
django.setup()
from sandbox.backends import docker_engine
from sandbox.backends.base import Lease
from sandbox.engines import open_backend
from tests.sandbox.conftest import LIMITS

docker_engine._attach = lambda container: os.kill(os.getpid(), signal.SIGKILL)
lease = Lease(job=sys.argv[1], until=datetime.fromtimestamp(int(sys.argv[2]), tz=UTC))
with open_backend("docker") as backend, backend.open(backend.find_base(), LIMITS, lease):
    pass
"""


def at_once(*works: Callable[[], object]) -> list[BaseException]:
    """Return what was raised where all of this is done at the same time."""
    errors: list[BaseException] = []
    barrier = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        barrier.wait()
        try:
            work()
        except BaseException as error:  # noqa: BLE001  # told by the test
            errors.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_reapers_at_the_same_time_do_not_disturb_each_other(
    each_backend: str, round_: int, tmp_path: Path
) -> None:
    for name in range(20):
        (tmp_path / f"until-1000-{name}" / "own.git" / "objects").mkdir(parents=True)

    def reap() -> None:
        reap_folders(tmp_path, timezone.now())
        with engines.open_backend(each_backend) as backend:
            backend.reap(timezone.now())

    assert at_once(*[reap] * REAPERS) == []
    assert not list(tmp_path.iterdir())


def test_sandbox_that_closes_while_it_is_reaped_ends_without_an_error(backend: Backend) -> None:
    base = backend.find_base()
    assert base
    lease = Lease(job="closing", until=timezone.now() + timedelta(seconds=2))
    after = lease.until + timedelta(seconds=1)
    opened = backend.open(base, LIMITS, lease)
    sandbox = opened.__enter__()
    assert sandbox.run(Command(argv=["true"])).exit_code == 0

    def close() -> None:
        opened.__exit__(None, None, None)

    assert at_once(close, lambda: backend.reap(after)) == []


def test_folder_that_is_reaped_before_its_job_ends_is_no_error(tmp_path: Path) -> None:
    lease = Lease(job="late", until=timezone.now() - AGO)

    with leased_folder(tmp_path, lease) as folder:
        assert reap_folders(tmp_path, timezone.now()) == 1

    assert not folder.exists()


@pytest.mark.parametrize("backend", ["docker"], indirect=True)
def test_container_whose_worker_was_killed_before_it_started_is_reaped(backend: Backend) -> None:
    until_s = int((timezone.now() - AGO).timestamp())
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "queenproject.settings"}
    argv = [sys.executable, "-c", KILLED, JOB, str(until_s)]

    ended = subprocess.run(argv, env=environment, check=False)

    assert ended.returncode == -signal.SIGKILL
    with closing(
        docker.DockerClient(base_url=conf.docker_host() or "unix:///var/run/docker.sock")
    ) as client:
        filters: dict[str, str | list[str] | bool] = {"label": [f"{JOB_LABEL}={JOB}", UNTIL_LABEL]}
        assert [one.status for one in client.containers.list(all=True, filters=filters)] == [
            "created"
        ]
        backend.reap(timezone.now())
        assert client.containers.list(all=True, filters=filters) == []


def test_lease_outlasts_all_that_a_check_may_run() -> None:
    run = Run(started_at=datetime(2026, 3, 1, tzinfo=UTC), limits={"timeout_s": 300})
    runs = 2 * conf.repeats() + 3  # those that fail, without and with the patch, and plainly

    assert run.lease_until - run.started_at > runs * timedelta(seconds=300)


class Environments:
    """Stands for a backend that takes its time to remove an environment."""

    def __init__(self, while_removing: Callable[[], None]) -> None:
        self.kept = {"old"}
        self._while_removing = while_removing

    def find_base(self) -> Image:
        return Image(identity="base")

    def find_environment(self, key: str) -> Image | None:
        return Image(identity="found") if self.kept else None

    def build_environment(self, *_: object) -> Image:
        return Image(identity="built")

    def list_environments(self) -> Mapping[str, datetime]:
        return dict.fromkeys(self.kept, datetime(2026, 1, 1, tzinfo=UTC))

    def remove_environment(self, key: str) -> bool:
        self._while_removing()
        self.kept.clear()
        return True


def test_environment_that_is_being_removed_is_not_found(settings: Settings, tmp_path: Path) -> None:
    settings.SANDBOX_DIR = str(tmp_path)
    found: list[Image] = []

    def ask() -> None:
        lease = Lease(job="new", until=timezone.now())
        spec = EnvironmentSpec(files={})
        found.append(images.ensure_environment(backend, spec, lease))  # type: ignore[arg-type]

    job = threading.Thread(target=ask)

    def start_job() -> None:
        job.start()
        job.join(0.3)  # it has to wait, and would be through by then

    backend = Environments(start_job)
    images.reap_environments(backend, timezone.now())  # type: ignore[arg-type]
    job.join()

    assert [image.identity for image in found] == ["built"]
