"""Patches in git's form, in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FILE = re.compile(rb"^diff --git ", re.MULTILINE)
_HUNK = re.compile(rb"^@@ ", re.MULTILINE)
_PATH = re.compile(rb"^(?:---|\+\+\+) [ab]/(?P<path>[^\t\n]+)", re.MULTILINE)

_TOKEN = re.compile(r"\w+|[^\w\s]")


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


def only_takes_away(patch: str, *, back: str) -> bool:
    """Return whether a patch only takes away some of the words that another one takes back.

    ``back`` takes back the commit that made a bug: a patch that only removes words from the lines
    which that commit put in takes a part of it back.
    """
    removed, added = _list_lines(patch, "-"), _list_lines(patch, "+")
    if not removed or not set(removed) <= set(_list_lines(back, "-")):
        return False
    words = iter(_TOKEN.findall("\n".join(removed)))
    return all(word in words for word in _TOKEN.findall("\n".join(added)))


def count_changed_lines(patch: str) -> int:
    """Return how many lines a patch takes away or puts in."""
    return len(_list_lines(patch, "-")) + len(_list_lines(patch, "+"))


def _list_lines(patch: str, sign: str) -> list[str]:
    lines = (line for line in patch.split("\n") if not line.startswith(sign * 3))
    return [line[1:].strip() for line in lines if line.startswith(sign)]
