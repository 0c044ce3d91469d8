"""Control groups for bubblewrap: the kernel's own limits, where this user may set them.

That is root, and a user to whom systemd has delegated a part of the tree (a service of his own).
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from sandbox.backends.base import Lease
from sandbox.records import Limits

_PREFIX = "queen-sandbox-"
_NEEDED = frozenset({"memory", "pids"})
_PERIOD_US = 100_000
_OWN_PROCESSES = 2  # bubblewrap, and the first process inside
_EMPTY_S = 5.0
_COUNTERS = {
    "memory.events": "/sys/fs/cgroup/memory.events",
    "memory.peak": "/sys/fs/cgroup/memory.peak",
    "memory.oom_control": "/sys/fs/cgroup/memory/memory.oom_control",
    "memory.max_usage_in_bytes": "/sys/fs/cgroup/memory/memory.max_usage_in_bytes",
}
"""What counts kills and the peak, in version 2 and in version 1, and where Docker shows it."""


class ControlGroup:
    """A group for one sandbox, which is a folder in each hierarchy."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    def list_counters(self) -> dict[Path, str]:
        """Return the files that count kills and the peak, and where a sandbox looks for them."""
        return {
            folder / name: place
            for folder in self._folders
            for name, place in _COUNTERS.items()
            if (folder / name).exists()
        }

    def add(self, process_ids: Iterable[int]) -> None:
        """Take processes in; what they start later is in it too."""
        for folder in self._folders:
            for process_id in process_ids:
                (folder / "cgroup.procs").write_text(str(process_id))

    def create(self, limits: Limits) -> None:
        """Make it, with these limits."""
        for folder in self._folders:
            folder.mkdir()
            for name, value in _values(limits).items():
                if (folder / name).exists():
                    (folder / name).write_text(value)

    def destroy(self) -> None:
        """End what runs in it, and remove it; the reaper has what does not end in time."""
        deadline = time.monotonic() + _EMPTY_S
        for folder in self._folders:
            while folder.exists() and time.monotonic() < deadline:
                _kill_members(folder)
                with contextlib.suppress(OSError):
                    folder.rmdir()
                    break
                time.sleep(0.005)


@contextlib.contextmanager
def open_group(
    parents: Sequence[Path], limits: Limits, lease: Lease
) -> Iterator[ControlGroup | None]:
    """Give a group with these limits; None where there is no folder to make it in."""
    if not parents:
        yield None
        return
    name = f"{_PREFIX}{lease.until_s}-{uuid.uuid4().hex[:12]}"
    group = ControlGroup([parent / name for parent in parents])
    try:
        group.create(limits)
        yield group
    finally:
        group.destroy()


def reap_groups(parents: Sequence[Path], now: datetime) -> int:
    """Destroy the groups whose lease has run out; return how many there were."""
    old = {
        folder.name
        for parent in parents
        for folder in parent.glob(f"{_PREFIX}*")
        if int(folder.name.removeprefix(_PREFIX).split("-")[0]) < now.timestamp()
    }
    for name in old:
        ControlGroup([parent / name for parent in parents]).destroy()
    return len(old)


def find_parents() -> list[Path]:
    """Return the folders below which groups can be made, one for each hierarchy; else none."""
    for mount, _ in _read_mounts("cgroup2"):
        place = _find_delegated(mount)
        if place:
            return [place]
    folders = {
        name: mount
        for mount, options in _read_mounts("cgroup")
        for name in options & {*_NEEDED, "cpu"}
        if os.access(mount, os.W_OK)
    }
    return sorted(set(folders.values())) if folders.keys() >= _NEEDED else []


def _find_delegated(mount: Path) -> Path | None:
    """Return the topmost group above this process that lets this user limit its members."""
    lines = Path("/proc/self/cgroup").read_text().splitlines()
    own = next((line.removeprefix("0::/") for line in lines if line.startswith("0::/")), "")
    for place in reversed([mount / own, *(mount / own).parents]):
        if place.is_relative_to(mount) and _can_limit(place):
            return place
    return None


def _can_limit(place: Path) -> bool:
    try:
        controllers = (place / "cgroup.subtree_control").read_text().split()
    except OSError:
        return False
    return _NEEDED.issubset(controllers) and os.access(place / "cgroup.procs", os.W_OK)


def _read_mounts(kind: str) -> Iterator[tuple[Path, set[str]]]:
    """Yield where hierarchies of this kind are mounted, and with which options."""
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        before, _, after = line.partition(" - ")
        file_system, _, options = after.split(" ", 2)
        if file_system == kind:
            yield Path(before.split(" ")[4]), set(options.split(","))


def _values(limits: Limits) -> dict[str, str]:
    memory = str(limits.total_memory_bytes)
    quota = str(int(limits.cpus * _PERIOD_US))
    return {
        "memory.max": memory,
        "memory.swap.max": "0",
        "memory.limit_in_bytes": memory,
        "memory.memsw.limit_in_bytes": memory,
        "pids.max": str(limits.processes + _OWN_PROCESSES),
        "cpu.max": f"{quota} {_PERIOD_US}",
        "cpu.cfs_quota_us": quota,
    }


def _kill_members(folder: Path) -> None:
    with contextlib.suppress(OSError):
        for process_id in (folder / "cgroup.procs").read_text().split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(process_id), signal.SIGKILL)
