"""Patches in git's form, in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FILE = re.compile(rb"^diff --git ", re.MULTILINE)
_HUNK = re.compile(rb"^@@ ", re.MULTILINE)
_PATH = re.compile(rb"^(?:---|\+\+\+) [ab]/(?P<path>[^\t\n]+)", re.MULTILINE)


def split_files(patch: bytes) -> dict[str, bytes]:
    """Return the parts of a patch by the file that each changes; without those that have no lines.

    A file whose name git has to quote is left out too.
    """
    starts = [match.start() for match in _FILE.finditer(patch)]
    parts = {}
    for start, end in zip(starts, [*starts[1:], len(patch)], strict=True):
        part = patch[start:end]
        head = part[: next((match.start() for match in _HUNK.finditer(part)), 0)]
        found = _PATH.search(head)
        if found:
            parts[found["path"].decode(errors="surrogateescape")] = part
    return parts


def split_hunks(part: bytes) -> Iterator[bytes]:
    """Yield the changes of one file, each as a patch of its own."""
    starts = [match.start() for match in _HUNK.finditer(part)]
    for start, end in zip(starts, [*starts[1:], len(part)], strict=True):
        yield part[: starts[0]] + part[start:end]
