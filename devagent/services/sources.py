"""Where the files of a project come from: a commit of its repository, or a plain folder."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from devagent.exceptions import PatchInvalid, SourceUnreadable
from devagent.index.discovery import (
    LARGEST_BYTES,
    TOO_LARGE,
    Skipped,
    find_language,
    is_excluded,
    list_folder,
)
from devagent.models.projects import Project
from sandbox.checkout import Blob, Checkout, open_checkout
from sandbox.exceptions import PatchRefused, RepositoryUnreadable
from sandbox.records import MIB, MODE_SUBMODULE, FileChange
from sandbox.references import find_commit, find_state

_RECENT_COMMITS = 50
# Of git's output at a time.
_PORTION_BYTES = 64 * MIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A path with git's hash of its bytes, and what it is parsed as."""

    path: str
    blob: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The files that may be indexed, and those that may not.

    ``changed`` are the paths that were looked at where these are not all, with those of files gone.
    """

    files: Sequence[Entry]
    skipped: Sequence[Skipped]
    changed: Set[str] | None = None


class Source(Protocol):
    """Files by path and git hash."""

    commit: str

    def list_files(self) -> Listing:
        """Return all files of the project's languages."""

    def list_changes_since(self, commit: str) -> Listing | None:
        """Return what differs from another commit; None where that cannot be told."""

    def read(self, blobs: Sequence[str]) -> Iterable[bytes]:
        """Return the content of each, in order."""


class CommitSource:
    """A commit, read by sandbox's git, which trusts nothing of the repository."""

    def __init__(self, checkout: Checkout, project: Project) -> None:
        self.commit = checkout.commit
        self._checkout, self._project = checkout, project
        self._sizes: dict[str, int] = {}

    def list_files(self) -> Listing:
        """Return the files of the commit's tree."""
        return self._list(self._checkout.list_blobs(self._checkout.base_tree))

    def list_changes_since(self, commit: str) -> Listing | None:
        """Return what differs from another commit; None where the repository has it no more."""
        changed = self._checkout.list_changed_blobs(commit)
        if changed is None:
            return None
        there = {path: blob for path, blob in changed.items() if blob}
        return replace(self._list(there), changed=changed.keys())

    def _list(self, blobs: Mapping[str, Blob]) -> Listing:
        files, skipped = [], []
        for path, blob in blobs.items():
            language = _wanted_language(path, self._project)
            reason = _find_reason(blob, language)
            if reason:
                skipped.append(Skipped(path=path, reason=reason))
            elif language:
                files.append(Entry(path=path, blob=blob.object_id, language=language))
                self._sizes[blob.object_id] = blob.size_bytes
        return Listing(files=files, skipped=skipped)

    def read(self, blobs: Sequence[str]) -> Iterator[bytes]:
        """Return the content of each blob, a portion of those that were listed at a time."""
        portion: list[str] = []
        size_bytes = 0
        for blob in blobs:
            size = self._sizes[blob]
            if portion and size_bytes + size > _PORTION_BYTES:
                yield from self._checkout.read_objects(portion, size_bytes=size_bytes)
                portion, size_bytes = [], 0
            portion.append(blob)
            size_bytes += size
        if portion:
            yield from self._checkout.read_objects(portion, size_bytes=size_bytes)

    def read_any(self, blobs: Sequence[str]) -> Iterator[bytes]:
        """Return the content of blobs of whatever commit."""
        return self._checkout.read_objects(blobs)

    def list_recent_changes(self) -> Sequence[str]:
        """Return the files that the last commits changed, the newest first."""
        return self._checkout.list_recent_changes(_RECENT_COMMITS)

    def list_changes(self, patch: bytes) -> Sequence[FileChange]:
        """Return what a diff makes of the commit's files."""
        return self._checkout.list_changes(self._checkout.base_tree, self._checkout.apply(patch))


def _find_reason(blob: Blob, language: str | None) -> str:
    """Return why a file of a tree is not indexed; nothing where it is, or of no language."""
    if blob.mode == MODE_SUBMODULE:
        return "a submodule"
    if language and not stat.S_ISREG(blob.mode):
        return "a link"
    return TOO_LARGE if language and blob.size_bytes > LARGEST_BYTES else ""


class FolderSource:
    """A plain folder, whose files are hashed as git would."""

    commit = ""

    def __init__(self, root: Path, project: Project) -> None:
        self._root, self._project = root, project
        self._paths: dict[str, str] = {}

    def list_files(self) -> Listing:
        """Return the files below the folder; links are not followed."""
        files, skipped = [], []
        for found in list_folder(self._root, self._project.excludes):
            one = self._read_entry(found) if isinstance(found, str) else found
            if isinstance(one, Skipped):
                skipped.append(one)
            elif one:
                files.append(one)
        return Listing(files=files, skipped=skipped)

    def list_changes_since(self, commit: str) -> None:
        """Return None: a folder has no commits."""

    def _read_entry(self, path: str) -> Entry | Skipped | None:
        language = _wanted_language(path, self._project)
        if language is None:
            return None
        file = self._root / path
        try:
            if file.stat().st_size > LARGEST_BYTES:
                return Skipped(path=path, reason=TOO_LARGE)
            blob = hash_blob(file.read_bytes())
        except OSError as error:
            return Skipped(path=path, reason=f"unreadable: {error.strerror}")
        self._paths[blob] = path
        return Entry(path=path, blob=blob, language=language)

    def read(self, blobs: Sequence[str]) -> Iterator[bytes]:
        """Return the content of each; one that was changed meanwhile is an error."""
        for blob in blobs:
            path = self._paths.get(blob)
            if path is None:
                raise SourceUnreadable(f"A file of {self._root} was changed since it was indexed.")
            content = (self._root / path).read_bytes()
            if hash_blob(content) != blob:
                raise SourceUnreadable(f"{path} was changed while it was read.")
            yield content


@contextmanager
def open_source(project: Project) -> Iterator[Source]:
    """Open the files of a project; a temporary project's are those of a plain folder."""
    root = _find_root(project)
    if project.is_temporary:
        yield FolderSource(root, project)
        return
    with tempfile.TemporaryDirectory(prefix="queen-git-") as folder:
        try:
            refuse_unfit_repository(root)
            yield CommitSource(open_checkout(root, project.branch, Path(folder)), project)
        except RepositoryUnreadable as error:
            raise SourceUnreadable(str(error)) from error


def _find_root(project: Project) -> Path:
    root = Path(project.path)
    if not root.is_dir():
        raise SourceUnreadable(f"{root} is no folder on this machine.")
    if not os.access(root, os.R_OK | os.X_OK):
        raise SourceUnreadable(f"{root} may not be read by the user that Queen runs as.")
    return root


@contextmanager
def open_contents(project: Project) -> Iterator[Callable[[Sequence[str]], Mapping[str, bytes]]]:
    """Give what returns the bytes of blobs that the project's index holds.

    Raises SourceUnreadable, as does what is given.
    """
    with open_source(project) as source:
        if not isinstance(source, CommitSource):
            source.list_files()  # a folder is asked by path, and learns from this which it is
        read = source.read_any if isinstance(source, CommitSource) else source.read

        def read_contents(blobs: Sequence[str]) -> Mapping[str, bytes]:
            wanted = list(dict.fromkeys(blobs))
            try:
                return dict(zip(wanted, read(wanted), strict=True))
            except (RepositoryUnreadable, OSError, ValueError) as error:
                raise SourceUnreadable(
                    f"What was indexed of {project} cannot be read any more: index it anew."
                ) from error

        yield read_contents


def read_changes(project: Project, patch: bytes) -> Sequence[FileChange]:
    """Return the files that a diff changes in the commit that the project's branch is at.

    Raises PatchInvalid, SourceUnreadable.
    """
    with open_source(project) as source:
        if not isinstance(source, CommitSource):
            raise PatchInvalid(f"{project} is a plain folder: a patch is one of a commit.")
        try:
            return source.list_changes(patch)
        except PatchRefused as error:
            raise PatchInvalid(str(error)) from error


def list_recent_changes(project: Project) -> Sequence[str]:
    """Return the files that the last commits changed, the newest first; of a folder, none."""
    with open_source(project) as source:
        return source.list_recent_changes() if isinstance(source, CommitSource) else ()


def refuse_unfit_repository(root: Path) -> None:
    """Raise SourceUnreadable where the repository is not whole or at rest."""
    state = find_state(root)
    if state.is_shallow:
        raise SourceUnreadable(
            f"{root} is a shallow clone, which lacks history: run git fetch --unshallow in it."
        )
    if state.unfinished:
        raise SourceUnreadable(f"{root} is in the midst of a {state.unfinished}: finish it first.")


def refuse_uncommitted(project: Project) -> None:
    """Raise SourceUnreadable where the checkout holds changes that no commit has."""
    root = Path(project.path)
    with tempfile.TemporaryDirectory(prefix="queen-git-") as folder:
        try:
            changed = open_checkout(root, "HEAD", Path(folder)).list_uncommitted(root)
        except RepositoryUnreadable as error:
            raise SourceUnreadable(str(error)) from error
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise SourceUnreadable(
            f"{root} has changes that are not committed ({changed[0]!r}{more}), and only commits "
            "are indexed and repaired: commit or stash them, or add a clone of it."
        )


@contextmanager
def open_commit(project: Project, commit: str) -> Iterator[Checkout]:
    """Open a commit of a project's repository; raises SourceUnreadable."""
    with tempfile.TemporaryDirectory(prefix="queen-git-") as folder:
        try:
            yield open_checkout(Path(project.path), commit, Path(folder))
        except RepositoryUnreadable as error:
            raise SourceUnreadable(str(error)) from error


def move_patch(project: Project, patch: bytes, commit: str) -> bytes:
    """Return the patch that does to a commit what another one did to an older one.

    Raises PatchInvalid where it does not apply any more, SourceUnreadable.
    """
    with open_commit(project, commit) as checkout:
        try:
            return checkout.make_patch(checkout.base_tree, checkout.apply(patch))
        except PatchRefused as error:
            raise PatchInvalid(str(error)) from error


def find_head(project: Project) -> str:
    """Return the commit that the project's branch is at; raises SourceUnreadable."""
    try:
        return find_commit(_find_root(project), project.branch)
    except RepositoryUnreadable as error:
        raise SourceUnreadable(str(error)) from error


def hash_blob(content: bytes) -> str:
    """Return git's name for a file with this content."""
    header = b"blob %d\0" % len(content)
    return hashlib.sha1(header + content, usedforsecurity=False).hexdigest()


def _wanted_language(path: str, project: Project) -> str | None:
    language = find_language(path)
    if language is None or is_excluded(path, project.excludes):
        return None
    return language if not project.languages or language in project.languages else None
