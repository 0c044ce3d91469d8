"""The workspace of a warm process, brought back after each candidate to what it was."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping

_SCRATCH = ("/tmp", "/dev/shm")  # noqa: S108  # the sandbox's own

_Mark = tuple[int, int, int, int]


class Spoiled(Exception):
    """A candidate changed files in a way that cannot be taken back."""


class GuardedTree:
    """Files as they were at the start, with one candidate's edits at a time."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._marks: dict[str, _Mark] = {}
        self._folders: dict[str, _Mark] = {}
        self._names: dict[str, set[str]] = {}
        for folder, names, files in os.walk(root):
            self._note_folder(folder, {*names, *files})
            self._marks.update({path: _mark(path) for path in _join(folder, files)})
        for folder in _SCRATCH:
            if os.path.isdir(folder):
                self._note_folder(folder, set(os.listdir(folder)))

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file below the root; None where there is none."""
        try:
            with open(os.path.join(self._root, path), "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None

    def apply(self, contents: Mapping[str, bytes | None]) -> dict[str, bytes | None]:
        """Give files these contents, None for none; return what takes it back."""
        before = {path: self.read(path) for path in contents}
        for path, content in contents.items():
            full = os.path.join(self._root, path)
            if content is None:
                if before[path] is not None:
                    os.unlink(full)
                self._marks.pop(full, None)
            else:
                os.makedirs(os.path.dirname(full), exist_ok=True)
                with open(full, "wb") as file:
                    file.write(content)
                self._marks[full] = _mark(full)
        return before

    def restore(self, before: Mapping[str, bytes | None]) -> None:
        """Take edits back and remove what was added; raise Spoiled where other files differ."""
        try:
            for path, known in self._marks.items():
                if _mark(path) != known:
                    raise Spoiled(path)
            self.apply(before)
            for folder, known in list(self._folders.items()):
                if _mark(folder) != known:
                    self._remove_added(folder)
        except OSError as error:
            raise Spoiled(str(error)) from error

    def _note_folder(self, folder: str, names: set[str]) -> None:
        self._names[folder] = names
        self._folders[folder] = _mark(folder)

    def _remove_added(self, folder: str) -> None:
        if _mark(folder)[:2] != self._folders[folder][:2]:
            raise Spoiled(folder)
        for name in set(os.listdir(folder)) - self._names[folder]:
            path = os.path.join(folder, name)
            if os.path.isdir(path) and not os.path.islink(path):
                shutil.rmtree(path)
            else:
                os.unlink(path)
        self._folders[folder] = _mark(folder)


def _join(folder: str, names: list[str]) -> list[str]:
    return [os.path.join(folder, name) for name in names]


def _mark(path: str) -> _Mark:
    status = os.lstat(path)
    return status.st_mode, status.st_ino, status.st_size, status.st_ctime_ns
