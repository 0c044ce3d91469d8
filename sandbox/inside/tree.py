"""The files of a workspace, from inside: written, compared with what was written, and read out."""

from __future__ import annotations

import contextlib
import os
import stat

# hashlib loads OpenSSL too, which takes as long as Python's start.
from _blake2 import blake2b
from collections.abc import Iterator, Sequence
from typing import NamedTuple

SYMLINK_MODE = 0o120000
_MOST_NAMES = 200_000
_NO_LINK = os.O_NOFOLLOW | os.O_CLOEXEC


class Written(NamedTuple):
    """A file as it was put into the workspace."""

    mode: int
    size: int
    digest: bytes
    inode: int
    changed_ns: int


class Workspace:
    """A folder, and what was written into it."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._written: dict[str, Written] = {}

    def write(self, entries: Sequence[tuple[str, int, int]], content: bytes) -> None:
        """Write files given as name, mode and size, whose bytes follow each other in ``content``.

        What has the name already is replaced and never followed; a file of mode 0o120000 is a
        symbolic link to its content. Raise OSError where a folder of the name is none.
        """
        start = 0
        for name, mode, size in entries:
            data = content[start : start + size]
            start += size
            *folders, last = name.split("/")
            at = self._enter(folders, makes=True)
            try:
                status = _replace(at, last, data, mode)
            finally:
                os.close(at)
            self._written[name] = Written(
                mode=stat.S_IMODE(status.st_mode),
                size=size,
                digest=_digest(data),
                inode=status.st_ino,
                changed_ns=status.st_ctime_ns,
            )

    def list_changes(self, most: int) -> dict[str, object]:
        """Return what differs from what was written: kind and name of up to ``most``, and how many.

        Kinds are added, changed, mode, removed, and touched, which is as it was again. Bytes that
        are no text are shown by number.
        """
        listed: list[tuple[str, str]] = []
        total = room = 0
        for kind, name in self._find_changes():
            total += 1
            room += len(name)
            if total <= most and room <= _MOST_NAMES:
                listed.append((kind, os.fsencode(name).decode(errors="backslashreplace")))
        return {"changes": listed, "total": total}

    def read(self, name: str, most_bytes: int) -> tuple[str, bytes]:
        """Return "" and the bytes of a regular file, or why it is not given and no bytes."""
        try:
            fd = self._open(name)
        except FileNotFoundError:
            return "missing", b""
        except OSError as error:
            return f"not a regular file ({os.strerror(error.errno or 0)})", b""
        try:
            return _read_plain(fd, most_bytes)
        finally:
            os.close(fd)

    def _find_changes(self) -> Iterator[tuple[str, str]]:
        missing = dict(self._written)
        for name, status in _walk(self._root, ""):
            before = missing.pop(name, None)
            if before is None:
                yield "added", name
            elif self._differs(name, status, before):
                yield "changed", name
            elif stat.S_IMODE(status.st_mode) != before.mode:
                yield "mode", name
            elif (status.st_ino, status.st_ctime_ns) != (before.inode, before.changed_ns):
                yield "touched", name
        yield from (("removed", name) for name in missing)

    def _differs(self, name: str, status: os.stat_result, before: Written) -> bool:
        if (status.st_ino, status.st_ctime_ns) == (before.inode, before.changed_ns):
            return False  # no program here can set a ctime
        if status.st_size != before.size:
            return True
        if stat.S_ISLNK(status.st_mode):
            target = os.readlink(os.path.join(self._root, name))
            return _digest(os.fsencode(target)) != before.digest
        reason, data = self.read(name, before.size)
        return bool(reason) or _digest(data) != before.digest

    def _open(self, name: str) -> int:
        *folders, last = name.split("/")
        at = self._enter(folders, makes=False)
        try:
            return os.open(last, os.O_RDONLY | os.O_NONBLOCK | _NO_LINK, dir_fd=at)
        finally:
            os.close(at)

    def _enter(self, folders: Sequence[str], *, makes: bool) -> int:
        """Return a descriptor of the last of these folders, none of which may be a link."""
        at = os.open(self._root, os.O_PATH | os.O_DIRECTORY | _NO_LINK)
        for folder in folders:
            try:
                if makes:
                    with contextlib.suppress(FileExistsError):
                        os.mkdir(folder, dir_fd=at)
                below = os.open(folder, os.O_PATH | os.O_DIRECTORY | _NO_LINK, dir_fd=at)
            finally:
                os.close(at)
            at = below
        return at


def _read_plain(fd: int, most_bytes: int) -> tuple[str, bytes]:
    status = os.fstat(fd)
    if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
        return "not a regular file of its own", b""
    if status.st_size > most_bytes:
        return f"{status.st_size} bytes, more than {most_bytes}", b""
    parts = []
    while part := os.read(fd, most_bytes):
        parts.append(part)
    return "", b"".join(parts)


def _replace(at: int, name: str, data: bytes, mode: int) -> os.stat_result:
    """Make the file in the folder ``at``, in the place of one that is there; return its status."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(name, dir_fd=at)
    if mode == SYMLINK_MODE:
        os.symlink(data, os.fsencode(name), dir_fd=at)
    else:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK
        with os.fdopen(os.open(name, flags, 0o600, dir_fd=at), "wb") as file:
            file.write(data)
            os.fchmod(file.fileno(), 0o755 if mode & 0o100 else 0o644)
    return os.stat(name, dir_fd=at, follow_symlinks=False)


def _walk(root: str, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    folders = [prefix]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(os.path.join(root, folder)))
        except OSError:  # closed to its owner: what was written below it shows as removed
            name = folder.rstrip("/")
            yield name, os.lstat(os.path.join(root, name))
            continue
        for entry in entries:
            name = folder + entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{name}/")
            else:
                yield name, entry.stat(follow_symlinks=False)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
