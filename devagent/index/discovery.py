"""Which files are indexed, as what, and why others are not."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

LANGUAGES = {
    ".py": "python",
    ".pyi": "python",
    ".js": "javascript",
    ".jsx": "javascript",
    ".mjs": "javascript",
    ".cjs": "javascript",
    ".ts": "typescript",
    ".mts": "typescript",
    ".cts": "typescript",
    ".tsx": "tsx",
    ".html": "html",
    ".htm": "html",
    ".jinja": "html",
    ".jinja2": "html",
    ".j2": "html",
    ".po": "po",
}
SKIPPED_FOLDERS = frozenset(
    ".git .hg .svn .tox .nox .venv venv node_modules __pycache__ .mypy_cache .ruff_cache "
    ".pytest_cache .queen dist-packages site-packages bower_components .next".split()
)
LARGEST_BYTES = 4 * 1024 * 1024
LONGEST_LINE = 100_000
TOO_LARGE = f"larger than {LARGEST_BYTES // 1024 // 1024} MiB"
_CODING = re.compile(rb"\A(?:[^\n]*\n)?[^\n]{0,200}?coding[:=][ \t]*([-\w.]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file that is not indexed, and why."""

    path: str
    reason: str


def find_language(path: str) -> str | None:
    """Return what a file is parsed as, by its name; None where it is not indexed."""
    name = path.rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return LANGUAGES.get(f"{dot}{suffix}".lower()) if stem else None


def is_excluded(path: str, excludes: Sequence[str]) -> bool:
    """Return whether a path lies in a folder never indexed or matches a glob of the project."""
    return _is_skipped(path.rpartition("/")[0]) or any(
        fnmatchcase(path, pattern) or path.startswith(f"{pattern.rstrip('/')}/")
        for pattern in excludes
    )


@lru_cache(maxsize=10_000)
def _is_skipped(folder: str) -> bool:
    return not SKIPPED_FOLDERS.isdisjoint(folder.split("/"))


def list_folder(root: Path, excludes: Sequence[str] = ()) -> Iterator[str | Skipped]:
    """Yield the paths below a folder that may be indexed, and what was skipped, in order.

    Links are not followed, so that none leads out of the folder or round in a circle.
    """
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if name not in SKIPPED_FOLDERS)
        for name in sorted(files):
            path = Path(folder, name).relative_to(root).as_posix()
            if find_language(path) is None or is_excluded(path, excludes):
                continue
            try:
                mode = os.lstat(os.path.join(folder, name)).st_mode  # noqa: PTH118  # a hot loop
            except OSError as error:
                yield Skipped(path=path, reason=f"not readable: {error.strerror}")
                continue
            if stat.S_ISREG(mode):
                yield path
            else:
                yield Skipped(path=path, reason="a link" if stat.S_ISLNK(mode) else "no plain file")


def normalise(content: bytes, language: str) -> tuple[bytes, str]:
    """Return the content as UTF-8, and why it is not indexed: empty where it is."""
    if len(content) > LARGEST_BYTES:
        return b"", TOO_LARGE
    if b"\0" in content:
        return b"", "binary"
    if len(content) > LONGEST_LINE and max(map(len, content.splitlines())) > LONGEST_LINE:
        return b"", f"a line of more than {LONGEST_LINE:,} bytes"
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        content.decode()
    except UnicodeDecodeError:
        return _decode_declared(content, language).encode(), ""
    return content, ""


def _decode_declared(content: bytes, language: str) -> str:
    """Decode by the coding that a Python file declares; else as Latin-1, which takes all bytes."""
    declared = _CODING.match(content) if language == "python" else None
    if declared:
        try:
            text = content.decode(declared[1].decode())
            text.encode()  # which half of a pair of surrogates cannot be
        except (LookupError, UnicodeError):
            return content.decode("latin-1")
        if "\0" not in text:
            return text
    return content.decode("latin-1")
