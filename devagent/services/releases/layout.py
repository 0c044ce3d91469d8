"""A folder of releases: each whole under its name, and the link ``current`` to the one that serves.

A name appears by renaming a finished folder, and the link is replaced in one step, so whoever ends
in between leaves whole trees alone.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from devagent.services.releases.repository import Repository

CURRENT = "current"
REVISION = "REVISION"
"""The file of a release that holds its commit, where the project has none of this name."""
_NAME = re.compile(r"[0-9]{1,9}-[0-9a-f]{12}")
_UNFINISHED = ".new"


class Layout:
    """The releases of one project; names are of folders in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def link(self) -> Path:
        """The link to what serves."""
        return self.folder / CURRENT

    def path_of(self, name: str) -> Path:
        """Return the folder of a release, which may not be there."""
        return self.folder / "releases" / name

    def has(self, name: str) -> bool:
        """Return whether the folder of a release is there, whole."""
        path = self.path_of(name)
        return bool(_NAME.fullmatch(name)) and path.is_dir() and not path.is_symlink()

    def write(self, name: str, repository: Repository) -> None:
        """Write the files of a commit as a release, where it is not there; raises ReleaseFailed."""
        if self.has(name):
            return
        unfinished = self.path_of(f"{name}{_UNFINISHED}")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        repository.write_files(repository.base_tree, unfinished)
        revision = unfinished / REVISION
        if not os.path.lexists(revision):
            revision.write_text(f"{repository.commit}\n")
        unfinished.rename(self.path_of(name))

    def read_current(self) -> str:
        """Return the name of the release that the link points to, "" where it is none of these."""
        try:
            target = self.link.readlink()
        except OSError:
            return ""
        is_ours = target == Path("releases") / target.name and self.has(target.name)
        return target.name if is_ours else ""

    def swap(self, name: str) -> None:
        """Point the link at a release, in one step."""
        unfinished = self.folder / f"{CURRENT}{_UNFINISHED}"
        with suppress(FileNotFoundError):
            unfinished.unlink()
        unfinished.symlink_to(Path("releases") / name)
        unfinished.replace(self.link)

    def tidy(self, keep: Collection[str]) -> list[str]:
        """Take away releases but those to keep and the one that serves; return their names.

        What is half written or half taken away goes too. Folders of other names are somebody
        else's, and left alone.
        """
        with suppress(FileNotFoundError):
            (self.folder / f"{CURRENT}{_UNFINISHED}").unlink()
        releases = self.folder / "releases"
        found = sorted(path.name for path in releases.iterdir()) if releases.is_dir() else []
        kept = {*keep, self.read_current()}
        gone = [
            name
            for name in found
            if name not in kept and _NAME.fullmatch(name.removesuffix(_UNFINISHED))
        ]
        for name in gone:
            self._remove(name)
        return gone

    def _remove(self, name: str) -> None:
        """Take a folder away; its name goes first, so that no part of it looks whole."""
        leftover = self.path_of(f"{name.removesuffix(_UNFINISHED)}{_UNFINISHED}")
        if not name.endswith(_UNFINISHED):
            shutil.rmtree(leftover, ignore_errors=True)
            self.path_of(name).rename(leftover)
        shutil.rmtree(leftover, ignore_errors=True)


def name_of(number: int, commit: str) -> str:
    """Return the name of a release's folder."""
    return f"{number}-{commit[:12]}"
