"""Sandboxes by Docker: one container for each, without network, rights or mounts from here."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import struct
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

import docker
from docker.errors import APIError, DockerException, ImageNotFound, NotFound
from docker.models.containers import Container
from docker.types import LogConfig, Ulimit
from requests.exceptions import RequestException
from urllib3.exceptions import HTTPError

from sandbox.backends.base import Image, Lease, Say
from sandbox.backends.debian import PACKAGES, SUITE, build_system
from sandbox.exceptions import BuildFailed, SandboxUnavailable
from sandbox.records import MIB, Isolation, Limits, Sandbox
from sandbox.session import WORKSPACE, SandboxSession, start_command
from sandbox.streams import DescriptorChannel

logger = logging.getLogger(__name__)

JOB_LABEL = "queen.sandbox.job"
UNTIL_LABEL = "queen.sandbox.until"
_BASE = "queen-sandbox-base:1"
_ENVIRONMENT = "queen-sandbox-environment"
_OF_ENVIRONMENT = "environment"  # what the job's label says of the image of one
_SUPERSEDED = timedelta(hours=1)  # a job that has found such an image has started on it by then
_BLOCK_BYTES = MIB
_GVISOR = "runsc"
_UNIX = "unix://"
_DEFAULT_HOST = "unix:///var/run/docker.sock"
_DOCKERFILE = f"""
FROM debian:{SUITE}-slim
RUN apt-get update && apt-get install -y --no-install-recommends {" ".join(PACKAGES)} \\
    && rm -rf /var/lib/apt/lists/* && install -d -m 1777 /opt/env /work
""".encode()
_FRAME = struct.Struct(">BxxxI")
_STDOUT = 1
_MOST_COMPLAINT = 2_000
_TIMEOUT_S = 120
_BUILD_TIMEOUT_S = 600
_USER = "10001:10001"
_ATTEMPTS = 3
_AT_WORK = 409  # somebody else removes it already


class DockerBackend:
    """Keeps base system and environments as images of the engine.

    ``host`` is the engine's address, None for the one that Docker's own settings name;
    ``folder`` is where a base system is made; builds use the engine's network ``build_network``.
    """

    def __init__(self, host: str | None, folder: Path, build_network: str) -> None:
        self._client = _connect(host)
        self._folder = folder
        self._build_network = build_network
        has_gvisor = _GVISOR in self._client.info()["Runtimes"]
        self._runtime = _GVISOR if has_gvisor else None

    @property
    def isolation(self) -> Isolation:
        """What cuts its sandboxes off."""
        return Isolation.GVISOR if self._runtime else Isolation.DOCKER

    def find_base(self) -> Image | None:
        """Return the image of the base system."""
        return self._find(_BASE)

    def build_base(self, say: Say) -> Image:
        """Build the image, unless it is there.

        From a registry's, or where none answers from Debian's packages.
        """
        found = self.find_base()
        if found:
            return found
        self._client.api.timeout = _BUILD_TIMEOUT_S
        try:
            say(f"Building {_BASE} from the registry's image of Debian.")
            self._client.images.build(fileobj=io.BytesIO(_DOCKERFILE), tag=_BASE, rm=True)
        except (DockerException, RequestException, HTTPError):
            say("No registry answers: building from Debian's packages.")
            self._import_base(say)
        return self._require(_BASE)

    def find_environment(self, key: str) -> Image | None:
        """Return the image that was built under this key."""
        return self._find(f"{_ENVIRONMENT}:{key}")

    def build_environment(
        self, key: str, lease: Lease, limits: Limits, install: Callable[[Sandbox], None]
    ) -> Image:
        """Let ``install`` change a container with a network and a writable root; keep its image."""
        base = self._require(_BASE)
        settings = hardened_settings(limits) | {"network_mode": self._build_network}
        with self._run(base, lease, settings) as (container, channel):
            install(self._session(channel, limits, base))
            container.commit(_ENVIRONMENT, key, conf={"Labels": {JOB_LABEL: _OF_ENVIRONMENT}})
        return self._require(f"{_ENVIRONMENT}:{key}")

    def list_environments(self) -> dict[str, datetime]:
        """Return when each image was made, by key."""
        return {
            tag.partition(":")[2]: datetime.fromtimestamp(image["Created"], tz=UTC)
            for image in self._client.api.images(name=_ENVIRONMENT)
            for tag in image["RepoTags"] or ()
        }

    def remove_environment(self, key: str) -> bool:
        """Remove the image, unless a container of it is there."""
        try:
            self._client.images.remove(f"{_ENVIRONMENT}:{key}")
        except ImageNotFound:
            return True
        except APIError as error:
            logger.warning("Environment %s is not removed: %s", key, error.explanation)
            return False
        return True

    @contextlib.contextmanager
    def open(self, image: Image, limits: Limits, lease: Lease) -> Iterator[Sandbox]:
        """Open a sandbox in a container of the image."""
        settings = hardened_settings(limits) | {"network_mode": "none", "read_only": True}
        settings |= {"runtime": self._runtime, "auto_remove": True}
        with self._run(image, lease, settings) as (_, channel):
            yield self._session(channel, limits, image)

    def reap(self, now: datetime) -> int:
        """Remove containers whose lease has run out, and images that were built once more."""
        count = self.prune(now - _SUPERSEDED)
        for container in self._client.containers.list(
            all=True, filters={"label": UNTIL_LABEL}, ignore_removed=True
        ):
            if int(container.labels[UNTIL_LABEL]) < now.timestamp():
                count += _remove(container)
        return count

    def prune(self, made_before: datetime) -> int:
        """Remove environments that have lost their name to another; return how many."""
        until = str(int(made_before.timestamp()))
        label = f"{JOB_LABEL}={_OF_ENVIRONMENT}"
        filters = {"dangling": True, "label": label, "until": until}
        try:
            deleted = self._client.images.prune(filters=filters)["ImagesDeleted"] or ()
        except APIError as error:
            if error.status_code != _AT_WORK:
                raise
            return 0  # another reaper does it
        return sum("Deleted" in one for one in deleted)

    def close(self) -> None:
        """Let go of the connection to the engine."""
        self._client.close()

    def _session(self, channel: DescriptorChannel, limits: Limits, image: Image) -> SandboxSession:
        return SandboxSession(channel, limits, isolation=self.isolation, image=image.identity)

    def _find(self, tag: str) -> Image | None:
        try:
            return Image(identity=str(self._client.images.get(tag).id))
        except ImageNotFound:
            return None

    def _require(self, tag: str) -> Image:
        image = self._find(tag)
        if image is None:
            raise SandboxUnavailable(
                f"There is no image {tag}. Run `manage.py sandbox_build_base`."
            )
        return image

    def _import_base(self, say: Say) -> None:
        if not self._folder.exists():
            build_system(self._folder, say)
        say(f"Importing {self._folder} into Docker.")
        with tempfile.TemporaryFile() as archive:
            with tarfile.open(fileobj=archive, mode="w") as tar:
                tar.add(self._folder, arcname=".")
            archive.seek(0)
            try:
                self._client.api.import_image_from_stream(_blocks(archive), *_BASE.split(":"))
            except (DockerException, RequestException) as error:
                raise BuildFailed(f"Docker did not take the base system: {error}.") from error

    @contextlib.contextmanager
    def _run(
        self, image: Image, lease: Lease, settings: dict[str, Any]
    ) -> Iterator[tuple[Container, DescriptorChannel]]:
        """Start a container that speaks over its stdin and stdout; remove it at the end."""
        labels = {JOB_LABEL: lease.job, UNTIL_LABEL: str(lease.until_s)}
        command = start_command("/usr/bin/python3", [], counts_all_memory=True)
        try:
            container = self._client.containers.create(
                image.identity, command, labels=labels, **settings
            )
        except APIError as error:
            raise SandboxUnavailable(f"Docker made no container: {error.explanation}.") from error
        try:
            with _attach(container) as fd:
                container.start()
                yield container, _DockerChannel(fd)
        finally:
            _remove(container)


def _blocks(archive: IO[bytes]) -> Iterator[bytes]:
    """Yield a file in blocks, for the SDK to send in chunks as it says in the header.

    A file as it is would be sent by its length besides, which an engine takes for broken chunks.
    """
    return iter(lambda: archive.read(_BLOCK_BYTES), b"")


def _connect(host: str | None) -> docker.DockerClient:
    address = host or os.environ.get("DOCKER_HOST") or _DEFAULT_HOST
    # The SDK leaks the socket of an attempt that fails.
    if address.startswith(_UNIX) and not Path(address.removeprefix(_UNIX)).is_socket():
        raise SandboxUnavailable(f"No Docker engine listens on {address}.")
    try:
        client = docker.DockerClient(base_url=address, timeout=_TIMEOUT_S)
        client.ping()
    except DockerException as error:
        raise SandboxUnavailable(f"No Docker engine answers: {error}.") from error
    return client


@contextlib.contextmanager
def _attach(container: Container) -> Iterator[int]:
    """Give the descriptor of a connection to the container's streams."""
    wrapper: Any = container.attach_socket(
        params={"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1}
    )
    try:
        yield wrapper.fileno()
    finally:
        # The SDK's wrapper leaves the socket below it open.
        wrapper._sock.close()  # noqa: SLF001
        wrapper._response.close()  # noqa: SLF001
        wrapper.close()


def _remove(container: Container) -> bool:
    """Remove the container with all that runs in it; return whether it is gone.

    What the engine cannot remove now is left to the reaper: a result is not lost for it.
    """
    for attempt in range(_ATTEMPTS):
        try:
            container.remove(force=True, v=True)
        except NotFound:
            return True
        except (APIError, RequestException) as error:
            if isinstance(error, APIError) and error.status_code == _AT_WORK:
                return True
            logger.warning("Container %s is not removed: %s", container.short_id, error)
            time.sleep(attempt)
        else:
            return True
    return False


def hardened_settings(limits: Limits) -> dict[str, Any]:
    """Return what every container is made with, by the names of Docker's SDK."""
    nothing_of_core = Ulimit(name="core", soft=1, hard=1)  # 0 still starts a host's handler
    files = Ulimit(name="nofile", soft=limits.open_files, hard=limits.open_files)
    scratch = limits.scratch_bytes
    return {
        "user": _USER,
        "working_dir": "/",
        "stdin_open": True,
        "hostname": "sandbox",
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges:true"],
        "ipc_mode": "private",
        "pids_limit": limits.processes,
        "mem_limit": limits.total_memory_bytes,
        "memswap_limit": limits.total_memory_bytes,
        "mem_swappiness": 0,
        "nano_cpus": int(limits.cpus * 1e9),
        "ulimits": [nothing_of_core, files],
        "tmpfs": {
            WORKSPACE: f"size={limits.disk_bytes},nr_inodes={limits.inodes},exec,mode=1777",
            "/tmp": f"size={scratch},nr_inodes={limits.inodes},mode=1777",  # noqa: S108
            "/dev/shm": f"size={scratch},nr_inodes={limits.inodes},noexec,mode=1777",  # noqa: S108
        },
        "log_config": LogConfig(type=LogConfig.types.NONE),
    }


class _DockerChannel(DescriptorChannel):
    """Takes stdout out of the engine's one stream of stdout and stderr."""

    def __init__(self, fd: int) -> None:
        super().__init__(fd, fd, self._explain_end)
        self._raw = bytearray()
        self._complaints = bytearray()

    def decode(self, raw: bytes) -> bytes:
        """Return the bytes of stdout in the frames that are whole."""
        self._raw += raw
        stdout = bytearray()
        while len(self._raw) >= _FRAME.size:
            stream, size = _FRAME.unpack_from(self._raw)
            end = _FRAME.size + size
            if size > 16 * MIB or len(self._raw) < end:
                break
            content = self._raw[_FRAME.size : end]
            del self._raw[:end]
            if stream == _STDOUT:
                stdout += content
            else:
                self._complaints += content[: _MOST_COMPLAINT - len(self._complaints)]
        return bytes(stdout)

    def _explain_end(self) -> str:
        text = self._complaints.decode(errors="replace").strip()
        return f"The sandbox ended. {text}".strip()
