"""Environments: built once, kept while they are used, and the same for all."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import docker
import pytest
from django.utils import timezone

from sandbox import conf, images
from sandbox.backends.base import Backend, Image
from sandbox.backends.docker_engine import DockerBackend
from sandbox.exceptions import BuildFailed
from sandbox.records import Command, EnvironmentSpec, Language, Sandbox
from tests.sandbox.conftest import LIMITS, lease

KEY = "of-the-tests"


def install(sandbox: Sandbox) -> None:
    result = sandbox.run(Command(argv=["sh", "-c", "mkdir -p /opt/env; echo here >/opt/env/mark"]))
    assert result.exit_code == 0, result.stderr


def test_environment_that_two_build_at_once_is_kept_and_read_only(backend: Backend) -> None:
    backend.build_environment(KEY, lease(), LIMITS, install)
    backend.build_environment(KEY, lease(), LIMITS, install)
    image = backend.find_environment(KEY)
    assert image

    with backend.open(image, LIMITS, lease()) as sandbox:
        read = sandbox.run(Command(argv=["cat", "/opt/env/mark"]))
        write = sandbox.run(Command(argv=["sh", "-c", "echo x >/opt/env/mark"]))

    assert read.stdout == b"here\n"
    assert write.exit_code != 0


UNUSED_SINCE = datetime(2001, 1, 1, tzinfo=UTC)  # no environment of this machine is so old
FILES = {"requirements.txt": b"iniconfig==2.3.0\n"}
BASE = Image(identity="base")


def use(key: str, at: datetime) -> None:
    """Let the environment have been used then."""
    used = conf.folder() / "used" / key
    used.parent.mkdir(exist_ok=True)
    used.touch()
    os.utime(used, (at.timestamp(), at.timestamp()))


def test_environment_without_a_run_for_too_long_is_removed(backend: Backend) -> None:
    for key in (f"{KEY}-unused", f"{KEY}-used"):
        backend.build_environment(key, lease(), LIMITS, install)
    use(f"{KEY}-unused", UNUSED_SINCE - timedelta(days=1))
    use(f"{KEY}-used", UNUSED_SINCE + timedelta(days=1))

    count = images.reap_environments(backend, UNUSED_SINCE)

    kept = backend.list_environments()
    assert count == 1
    assert f"{KEY}-unused" not in kept
    assert f"{KEY}-used" in kept
    assert backend.remove_environment(f"{KEY}-used")
    assert backend.find_environment(f"{KEY}-used") is None


def test_environment_that_was_never_used_is_as_old_as_its_build(backend: Backend) -> None:
    backend.build_environment(f"{KEY}-new", lease(), LIMITS, install)

    assert images.reap_environments(backend, UNUSED_SINCE) == 0
    age = timezone.now() - backend.list_environments()[f"{KEY}-new"]
    assert timedelta(seconds=-1) < age < timedelta(minutes=5)
    assert backend.remove_environment(f"{KEY}-new")


@pytest.mark.parametrize("backend", ["docker"], indirect=True)
def test_image_that_was_built_once_more_is_removed_after_an_hour(backend: Backend) -> None:
    assert isinstance(backend, DockerBackend)
    old = backend.build_environment(KEY, lease(), LIMITS, install)
    new = backend.build_environment(KEY, lease(), LIMITS, install)

    backend.reap(timezone.now())
    kept = _list_images()
    backend.prune(timezone.now() + timedelta(minutes=1))

    assert old.identity in kept
    assert old.identity not in _list_images()
    assert new.identity in _list_images()


def _list_images() -> set[str]:
    client = docker.DockerClient(base_url=conf.docker_host() or "unix:///var/run/docker.sock")
    try:
        return {image["Id"] for image in client.api.images(all=True)}
    finally:
        client.close()


def test_languages_decide_which_files_an_environment_is_made_from() -> None:
    def key(*languages: Language, **files: bytes) -> str:
        spec = EnvironmentSpec(languages=frozenset(languages), files=FILES | files)
        return images.environment_key(BASE, spec)

    lock = {"package.json": b"{}", "package-lock.json": b'{"packages": {}}'}

    assert key(Language.PYTHON) == key(Language.PYTHON, **lock)
    assert key(Language.PYTHON, **lock) != key(Language.PYTHON, Language.JAVASCRIPT, **lock)
    assert key(Language.JAVASCRIPT, **lock) == key(
        Language.JAVASCRIPT, **lock, **{"requirements.txt": b""}
    )
    with pytest.raises(BuildFailed, match="package-lock"):
        key(Language.JAVASCRIPT)
