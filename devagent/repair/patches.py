"""Patches in git's form, in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

_FILE = re.compile(rb"^diff --git ", re.MULTILINE)
_HUNK = re.compile(rb"^@@ ", re.MULTILINE)
_PATH = re.compile(rb"^(?:---|\+\+\+) [ab]/(?P<path>[^\t\n]+)", re.MULTILINE)

_OLD_LINE = re.compile(rb"^@@ -(?P<line>\d{1,9})")
_NAMED = re.compile(
    rb"^(?:(?:---|\+\+\+) (?:[ab]/)?|(?:rename|copy) (?:from|to) )(?!/dev/null$)"
    rb"(?P<path>[^\t\n]+)",
    re.MULTILINE,
)

_TOKEN = re.compile(r"\w+|[^\w\s]")


def split_files(patch: bytes) -> dict[str, bytes]:
    """Return the parts of a patch by the file that each changes; without those that have no lines.

    A file whose name git has to quote is left out too.
    """
    parts = {}
    for part in _split(_FILE, patch):
        head = part[: next((match.start() for match in _HUNK.finditer(part)), 0)]
        found = _PATH.search(head)
        if found:
            parts[found["path"].decode(errors="surrogateescape")] = part
    return parts


def split_hunks(part: bytes) -> Iterator[bytes]:
    """Yield the changes of one file, each as a patch of its own."""
    head = part[: next((match.start() for match in _HUNK.finditer(part)), len(part))]
    for hunk in _split(_HUNK, part):
        yield head + hunk


def list_paths(patch: bytes) -> list[str]:
    """Return each path that a patch in git's form names, of before and after, in order.

    One that git had to quote is returned in its quotes.
    """
    paths: dict[str, None] = {}
    for part in _split(_FILE, patch):
        head = part[: next((match.start() for match in _HUNK.finditer(part)), len(part))]
        named = [match["path"] for match in _NAMED.finditer(head)] or [_name_of(head)]
        paths |= dict.fromkeys(name.decode(errors="surrogateescape") for name in named)
    return list(paths)


def _split(start: re.Pattern[bytes], text: bytes) -> Iterator[bytes]:
    """Yield what begins with each match, up to the next one."""
    starts = [match.start() for match in start.finditer(text)]
    for begin, end in zip_longest(starts, starts[1:]):
        yield text[begin:end]


def _name_of(head: bytes) -> bytes:
    """Return the name in a first line alone, where it stands twice: a/NAME b/NAME."""
    line = head.partition(b"\n")[0].removeprefix(b"diff --git ")
    half = line[: len(line) // 2]
    return half.removeprefix(b"a/") if line == half + b" b/" + half.removeprefix(b"a/") else line


def list_changed_lines(patch: bytes) -> dict[str, list[int]]:
    """Return by file the lines of before that a patch takes away, or puts lines in front of."""
    changed: dict[str, list[int]] = {}
    for path, part in split_files(patch).items():
        lines = changed.setdefault(path, [])
        for hunk in _split(_HUNK, part):
            heading, *rows = hunk.split(b"\n")
            found = _OLD_LINE.search(heading)
            at = int(found["line"]) if found else 1
            for row in rows:
                if row[:1] in (b"-", b"+"):
                    lines.append(at)
                at += row[:1] in (b"-", b" ")
    return changed


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
