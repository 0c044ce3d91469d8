"""Sandboxes by bubblewrap: namespaces of an ordinary user, where no container engine is there."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import psutil

from sandbox.backends.base import (
    Image,
    Lease,
    Say,
    expire_folder,
    is_leased,
    leased_folder,
    reap_folders,
)
from sandbox.backends.cgroups import open_group, reap_groups
from sandbox.backends.debian import build_system
from sandbox.exceptions import SandboxUnavailable
from sandbox.records import Isolation, Limits, Sandbox
from sandbox.session import ENVIRONMENT, WORKSPACE, Mount, SandboxSession, start_command
from sandbox.streams import DescriptorChannel

PROGRAM = "bwrap"
_LEASE = "QUEEN_SANDBOX_UNTIL"
_PYTHON = Path("/usr/bin/python3")
_DEVICES = ("null", "zero", "full", "random", "urandom")
_ALIASES = {"bin": "usr/bin", "sbin": "usr/sbin", "lib": "usr/lib", "lib64": "usr/lib64"}
_HOST_FILES = ("/etc/alternatives", "/etc/ld.so.cache", "/etc/ssl/certs", "/etc/localtime")
_OWN_FILES = frozenset({"hosts", "nsswitch.conf", "resolv.conf"})
_NETWORK_FILES = ("/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf")
_MOST_COMPLAINT = 2_000
_DEVICE_BYTES = 64 * 1024
_HOSTS = b"127.0.0.1 localhost\n"
_CLOSING = ("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/")
_INSTALL = "Install Debian's package bubblewrap, or Docker."


class BubblewrapBackend:
    """Keeps base system and environments in folders, and runs sandboxes as a user of no rights.

    ``user_id`` is that user where Queen runs as root; elsewhere sandboxes run as her own.
    ``group_parents`` are the folders below which control groups can be made: see find_parents.
    """

    def __init__(self, folder: Path, user_id: int, group_parents: Sequence[Path]) -> None:
        program = shutil.which(PROGRAM)
        if program is None:
            raise SandboxUnavailable(f"The program bwrap is not on this machine. {_INSTALL}")
        self._program = program
        self._base = folder / "base"
        self._environments = folder / "environments"
        self._user_id = user_id
        self._group_parents = group_parents

    @property
    def isolation(self) -> Isolation:
        """What cuts its sandboxes off."""
        return Isolation.BUBBLEWRAP_IN_GROUPS if self._group_parents else Isolation.BUBBLEWRAP

    def find_base(self) -> Image | None:
        """Return the base system, or this machine's own programs where none was built."""
        status = self._base / "var" / "lib" / "dpkg" / "status"
        if status.is_file():
            return Image(identity=f"debian-{_digest(status.read_bytes())}", root=self._base)
        if _PYTHON.exists():
            facts = f"{_PYTHON.resolve()} {_PYTHON.stat().st_mtime_ns}"
            return Image(identity=f"host-{_digest(facts.encode())}")
        return None

    def build_base(self, say: Say) -> Image:
        """Build the base system, unless it is there."""
        if not self._base.exists():
            build_system(self._base, say)
        base = self.find_base()
        assert base  # noqa: S101  # it was just made
        return base

    def find_environment(self, key: str) -> Image | None:
        """Return the environment's folder on the base, where it was built whole."""
        folder, base = self._environments / key, self.find_base()
        if base is None or not folder.is_dir():
            return None
        return replace(base, identity=f"{base.identity}+{key}", environment=folder)

    def build_environment(
        self, key: str, lease: Lease, limits: Limits, install: Callable[[Sandbox], None]
    ) -> Image:
        """Let ``install`` fill a folder, which gets its name when it is whole."""
        base = self.find_base()
        if base is None:
            raise SandboxUnavailable("There is no /usr/bin/python3: install Debian's python3-venv.")
        self._environments.mkdir(parents=True, exist_ok=True)
        with leased_folder(self._environments, lease) as unfinished:
            folder = unfinished / "environment"
            folder.mkdir()
            if os.geteuid() == 0:
                unfinished.chmod(0o711)
                os.chown(folder, self._user_id, self._user_id)
            with self._open(replace(base, environment=folder), limits, lease, True) as sandbox:
                install(sandbox)
            try:
                folder.rename(self._environments / key)
            except OSError:
                if not (self._environments / key).is_dir():  # else somebody was faster
                    raise
        image = self.find_environment(key)
        assert image  # noqa: S101  # it was just made
        return image

    def list_environments(self) -> dict[str, datetime]:
        """Return when each folder was built, by key."""
        return {
            folder.name: datetime.fromtimestamp(folder.stat().st_mtime, tz=UTC)
            for folder in self._environments.glob("[!.]*")
            if not is_leased(folder)
        }

    def remove_environment(self, key: str) -> bool:
        """Remove the folder, under a name that nobody looks for from then on."""
        folder = self._environments / key
        with contextlib.suppress(FileNotFoundError):  # else somebody was faster
            shutil.rmtree(expire_folder(folder), ignore_errors=True)
        return not folder.exists()

    def open(self, image: Image, limits: Limits, lease: Lease) -> AbstractContextManager[Sandbox]:
        """Open a sandbox on the image's folders."""
        return self._open(image, limits, lease, False)

    def reap(self, now: datetime) -> int:
        """End the sandboxes whose lease has run out, and remove what builds have left."""
        count = reap_folders(self._environments, now) + reap_groups(self._group_parents, now)
        for process in psutil.process_iter(["name"]):
            with contextlib.suppress(psutil.Error, ValueError):
                until_s = process.environ().get(_LEASE) if process.name() == PROGRAM else None
                if until_s and float(until_s) < now.timestamp():
                    process.kill()
                    count += 1
        return count

    def close(self) -> None:
        """Do nothing: there is no connection."""

    @contextlib.contextmanager
    def _open(
        self, image: Image, limits: Limits, lease: Lease, builds: bool
    ) -> Iterator[SandboxSession]:
        user = {"user": self._user_id, "group": self._user_id, "extra_groups": []}
        with (
            open_group(self._group_parents, limits, lease) as group,
            tempfile.TemporaryFile() as complaints,
            tempfile.TemporaryFile() as hosts,
        ):
            hosts.write(_HOSTS)
            hosts.seek(0)
            inside = start_command(
                str(_PYTHON), _mounts(limits), counts_all_memory=group is not None
            )
            counters = group.list_counters() if group else {}
            arguments = list(_arguments(image, builds=builds, counters=counters))
            own_files = {} if builds else {hosts.fileno(): "/etc/hosts"}
            for number, place in own_files.items():
                arguments += ["--file", str(number), place]
            argv = [self._program, *arguments, *_CLOSING, "--", *inside]
            process: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload]
                argv,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env={_LEASE: str(lease.until_s)},
                cwd="/",
                pass_fds=own_files,
                start_new_session=True,
                **(user if os.geteuid() == 0 else {}),
            )
            try:
                session = self._session(process, complaints, limits, image)
                if group:
                    # Before any foreign code: that is what the first process starts later.
                    group.add(_list_family(process.pid))
                yield session
            finally:
                _end(process)

    def _session(
        self, process: subprocess.Popen[bytes], complaints: BinaryIO, limits: Limits, image: Image
    ) -> SandboxSession:
        def explain() -> str:
            complaints.seek(0)
            text = complaints.read(_MOST_COMPLAINT).decode(errors="replace").strip()
            return f"The sandbox ended. {text}".strip()

        assert process.stdin  # noqa: S101  # it is a pipe
        assert process.stdout  # noqa: S101
        channel = DescriptorChannel(process.stdout.fileno(), process.stdin.fileno(), explain)
        return SandboxSession(channel, limits, isolation=self.isolation, image=image.identity)


def _list_family(process_id: int) -> list[int]:
    """Return the process and all that it has started."""
    descendants = psutil.Process(process_id).children(recursive=True)
    return [process_id, *(process.pid for process in descendants)]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End bubblewrap, whose end ends the first process of the sandbox, and that all others."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout):
        with contextlib.suppress(BrokenPipeError):
            stream and stream.close()


def _mounts(limits: Limits) -> list[Mount]:
    scratch = limits.scratch_bytes
    return [
        (WORKSPACE, limits.disk_bytes, limits.inodes, True),
        ("/tmp", scratch, limits.inodes, False),  # noqa: S108  # the sandbox's own
        ("/dev/shm", scratch, limits.inodes, False),  # noqa: S108
    ]


def _arguments(image: Image, *, builds: bool, counters: Mapping[Path, str]) -> Iterator[str]:
    yield from ("--unshare-all", "--as-pid-1", "--die-with-parent", "--new-session", "--clearenv")
    yield from ("--uid", "1000", "--gid", "1000", "--cap-drop", "ALL")
    # The first process mounts its file systems itself, with a limit of inodes, and drops these.
    yield from ("--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_SETPCAP")
    yield from ("--hostname", "sandbox")
    if image.root:
        yield from _bind_base(image.root)
    else:
        yield from _bind_host()
    if builds:
        yield "--share-net"
        yield from _bind_if_there(_NETWORK_FILES)
    if image.environment:
        yield from ("--bind" if builds else "--ro-bind", str(image.environment), ENVIRONMENT)
    yield from ("--proc", "/proc", "--size", str(_DEVICE_BYTES), "--tmpfs", "/dev")
    for name in _DEVICES:
        yield from ("--dev-bind", f"/dev/{name}", f"/dev/{name}")
    yield from ("--symlink", "/proc/self/fd", "/dev/fd")
    for file, place in counters.items():
        yield from ("--ro-bind", str(file), place)
    for folder in ("/dev/shm", "/tmp", WORKSPACE):  # noqa: S108
        yield from ("--dir", folder)


def _bind_base(root: Path) -> Iterator[str]:
    yield from ("--ro-bind", str(root / "usr"), "/usr")
    for path in sorted((root / "etc").iterdir()):
        if path.name not in _OWN_FILES:
            yield from ("--ro-bind", str(path), f"/etc/{path.name}")
    yield from _link_aliases()


def _bind_host() -> Iterator[str]:
    yield from ("--ro-bind", "/usr", "/usr")
    yield from _link_aliases()
    yield from _bind_if_there(_HOST_FILES)


def _link_aliases() -> Iterator[str]:
    for name, target in _ALIASES.items():
        yield from ("--symlink", target, f"/{name}")


def _bind_if_there(paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        if Path(path).exists():
            yield from ("--ro-bind", str(Path(path).resolve()), path)


def _digest(facts: bytes) -> str:
    return sha256(facts).hexdigest()[:16]
