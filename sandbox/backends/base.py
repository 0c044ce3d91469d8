"""What a backend is: where it has its images, and how it opens sandboxes on them."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sandbox.records import Isolation, Limits, Sandbox

Say = Callable[[str], None]
_FOLDER_PREFIX = "until-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """Where a sandbox's programs come from.

    ``identity`` is Docker's digest, or what the folders were made from. ``root`` is a base system's
    folder (bubblewrap; None for this machine's own /usr), ``environment`` the folder of a project's
    packages.
    """

    identity: str
    root: Path | None = None
    environment: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Who opened a sandbox, and until when it may live; what is older is removed by the reaper."""

    job: str
    until: datetime

    @property
    def until_s(self) -> int:
        """The end in seconds since 1970."""
        return int(self.until.timestamp())


@contextlib.contextmanager
def leased_folder(parent: Path, lease: Lease) -> Iterator[Path]:
    """Give a new folder below ``parent``, removed at the end or else by the reaper."""
    prefix = f"{_FOLDER_PREFIX}{lease.until_s}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=parent) as folder:
        yield Path(folder)


def reap_folders(parent: Path, now: datetime) -> int:
    """Remove the folders below ``parent`` whose lease has run out; return how many there were."""
    count = 0
    for folder in parent.glob(f"{_FOLDER_PREFIX}*"):
        if int(folder.name.split("-")[1]) < now.timestamp():
            shutil.rmtree(folder, ignore_errors=True)
            count += 1
    return count


def expire_folder(folder: Path) -> Path:
    """Give the folder a name by which the reaper removes it, whoever is killed; return its path."""
    return folder.rename(folder.with_name(f"{_FOLDER_PREFIX}0-{folder.name}"))


def is_leased(folder: Path) -> bool:
    """Whether the folder is one that goes with its lease."""
    return folder.name.startswith(_FOLDER_PREFIX)


class Backend(Protocol):
    """A way to isolate."""

    @property
    def isolation(self) -> Isolation:
        """What cuts its sandboxes off."""

    def find_base(self) -> Image | None:
        """Return the system that environments are built on; None where it must be built first."""

    def build_base(self, say: Say) -> Image:
        """Build it; raise BuildFailed where this machine cannot."""

    def find_environment(self, key: str) -> Image | None:
        """Return the environment that was built under this key; None where none was."""

    def build_environment(
        self, key: str, lease: Lease, limits: Limits, install: Callable[[Sandbox], None]
    ) -> Image:
        """Let ``install`` fill an environment in a sandbox with a network, and keep it."""

    def list_environments(self) -> Mapping[str, datetime]:
        """Return by key when each environment was built."""

    def remove_environment(self, key: str) -> bool:
        """Remove the environment; return whether it is gone."""

    def open(self, image: Image, limits: Limits, lease: Lease) -> AbstractContextManager[Sandbox]:
        """Open a sandbox without a network; it is destroyed with all its processes at the end."""

    def reap(self, now: datetime) -> int:
        """Destroy sandboxes whose lease has run out, and halves of builds; return how many."""

    def close(self) -> None:
        """Let go of the connection; sandboxes that are open stay open."""
