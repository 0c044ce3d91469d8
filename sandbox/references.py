"""Where a repository has its objects, and which commit a branch names, read from its files alone.

Git itself is not asked, since it would read the configuration of a repository that is not trusted.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox.exceptions import RepositoryUnreadable
from sandbox.paths import find_fault

_COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_UNFINISHED = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Whether a repository lacks history, and what git was left in the midst of, if anything."""

    is_shallow: bool
    unfinished: str


def find_commit(project: Path, revision: str) -> str:
    """Return the id of a commit, told from the repository's files alone; raise where none."""
    with _told(project):
        git_folder = _find_git_folder(project)
        return _resolve(git_folder, _find_common_folder(git_folder), revision)


def find_repository(project: Path) -> Path:
    """Return the folder in which a checkout or bare clone has its objects and branches."""
    with _told(project):
        return _find_common_folder(_find_git_folder(project))


def find_branch(project: Path, revision: str) -> str:
    """Return the full name of a branch, or of the one that HEAD is on; raise where it is none."""
    with _told(project):
        head = _read_name(_find_git_folder(project) / "HEAD") if revision == "HEAD" else ""
    name = head.removeprefix("ref: ") if head else f"refs/heads/{revision}"
    if not name.startswith("refs/heads/") or find_fault(name):
        raise RepositoryUnreadable(f"{revision!r} is on no branch of {project}: name one.")
    return name


def find_state(project: Path) -> State:
    """Return the state of a repository, told from its files alone."""
    with _told(project):
        git_folder = _find_git_folder(project)
        unfinished = [what for name, what in _UNFINISHED.items() if (git_folder / name).exists()]
        return State(
            is_shallow=(_find_common_folder(git_folder) / "shallow").exists(),
            unfinished=unfinished[0] if unfinished else "",
        )


def read_index(project: Path) -> bytes:
    """Return the index of a checkout, as git keeps it; nothing where there is none."""
    with _told(project):
        index = _find_git_folder(project) / "index"
        return index.read_bytes() if index.is_file() else b""


@contextmanager
def _told(project: Path) -> Iterator[None]:
    """Raise RepositoryUnreadable for whatever the files of git are instead of what they should be.

    A loop of links is a RuntimeError, a NUL in a path a ValueError.
    """
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "its files of git are damaged"
        raise RepositoryUnreadable(
            f"{str(project)!r} cannot be read as a git checkout: {why}."
        ) from error


def _find_git_folder(project: Path) -> Path:
    git = project / ".git"
    if git.is_file():
        prefix, _, target = _read_name(git).partition(" ")
        if prefix == "gitdir:":
            return (project / target).resolve()
    if git.is_dir():
        return git.resolve()
    if (project / "HEAD").is_file() and (project / "objects").is_dir():
        return project.resolve()
    raise RepositoryUnreadable(f"{project} is no git checkout: it has no .git.")


def _find_common_folder(git_folder: Path) -> Path:
    pointer = git_folder / "commondir"
    if not pointer.is_file():
        return git_folder
    return (git_folder / _read_name(pointer)).resolve()


def _resolve(git_folder: Path, common: Path, revision: str) -> str:
    """Follow HEAD or a branch to a commit's id, without git, which would read the configuration."""
    for name in (revision, f"refs/heads/{revision}"):
        if _COMMIT.fullmatch(name):
            return name
        if find_fault(name) is None:
            found = _read_reference(git_folder, common, name)
            if found:
                return found
    raise RepositoryUnreadable(f"{revision!r} is no commit of this checkout.")


def _read_reference(git_folder: Path, common: Path, name: str) -> str | None:
    for _ in range(5):
        text = _read_loose(git_folder / name) or _read_loose(common / name)
        text = text or _read_packed(common, name)
        if text is None or _COMMIT.fullmatch(text):
            return text
        name = text.removeprefix("ref: ")
        if find_fault(name):
            return None
    return None


def _read_loose(path: Path) -> str | None:
    return _read_name(path) if path.is_file() else None


def _read_packed(common: Path, name: str) -> str | None:
    packed = common / "packed-refs"
    if packed.is_file():
        for line in _read_name(packed).splitlines():
            commit, _, found = line.partition(" ")
            if found == name:
                return commit
    return None


def _read_name(file: Path) -> str:
    """Return what a file of git's says of names and paths, which may be any bytes."""
    return os.fsdecode(file.read_bytes()).strip()
