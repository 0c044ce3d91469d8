"""A fix before and after, line by line in colours: side by side, and one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from django.utils.safestring import SafeString
from unidiff.constants import LINE_TYPE_NO_NEWLINE
from unidiff.errors import UnidiffParseError
from unidiff.patch import Hunk, Line, PatchedFile, PatchSet

from devagent.index.discovery import find_language
from devagent.pages.highlighting import highlight
from devagent.services.indexing import printable
from sandbox.shown import to_text

MOST_LINES = 1_000
_MOST_SIGNS = 1_000_000
_MOST_PLAIN = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A line of one version; ``sign`` is - or + where the other has another one."""

    number: int
    html: SafeString
    sign: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A line of before beside the one of after; None where there is none."""

    before: Side | None
    after: Side | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HunkShown:
    """Changes that are near each other: ``lines`` are ``pairs``, one below the other."""

    heading: str
    pairs: Sequence[Pair]
    lines: Sequence[Side]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDiff:
    """What changes in a file; ``notes`` is what git says of it beside its lines."""

    path: str
    notes: Sequence[str]
    added: int
    removed: int
    hunks: Sequence[HunkShown]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffShown:
    """A diff as files; ``plain`` is its beginning as text where it cannot be read as such.

    ``left_out`` counts the lines that are too many to be shown.
    """

    files: Sequence[FileDiff]
    plain: str = ""
    left_out: int = 0


def show_diff(diff: bytes) -> DiffShown:
    """Return a diff to be shown, with every sign that would not show itself spelt out."""
    text = to_text(diff, most=_MOST_SIGNS)
    is_whole = len(diff) <= _MOST_SIGNS
    try:
        files = list(PatchSet(text)) if is_whole else []
    except UnidiffParseError:
        files = []
    if not files:
        left_out = text[_MOST_PLAIN:].count("\n")
        return DiffShown(files=(), plain=text[:_MOST_PLAIN], left_out=left_out)
    return _show_files(files)


def _show_files(files: Sequence[PatchedFile]) -> DiffShown:
    left, left_out = MOST_LINES, 0
    shown = []
    for file in files:
        hunks = []
        for hunk in file:
            if len(hunk) <= left:
                hunks.append(_show_hunk(hunk, find_language(file.path) or ""))
                left -= len(hunk)
            else:
                left_out += len(hunk)
        shown.append(
            FileDiff(
                path=printable(file.path),
                notes=[] if file else _list_notes(file),
                added=file.added,
                removed=file.removed,
                hunks=hunks,
            )
        )
    return DiffShown(files=shown, left_out=left_out)


def _list_notes(file: PatchedFile) -> list[str]:
    """Return what is said of a file that has no lines: its mode, or that it is no text."""
    notes = [printable(line.strip()) for line in file.patch_info or ()]
    return [*notes, "It is no text."] if file.is_binary_file else notes


def _show_hunk(hunk: Hunk, language: str) -> HunkShown:
    rows = [line for line in hunk if line.line_type != LINE_TYPE_NO_NEWLINE]
    before = _colour([line.value for line in rows if not line.is_added], language)
    after = _colour([line.value for line in rows if not line.is_removed], language)
    pairs = [
        Pair(
            before=None if line.is_added else _show_side(line, next(before), is_old=True),
            after=None if line.is_removed else _show_side(line, next(after), is_old=False),
        )
        for line in rows
    ]
    last = hunk.source_start + max(hunk.source_length - 1, 0)
    heading = f"Lines {hunk.source_start}–{last}"
    if len(rows) < len(hunk):
        heading += ", without a line break at the end of the file"
    lines = [pair.after or pair.before for pair in pairs]
    return HunkShown(
        heading=heading, pairs=list(_set_beside(pairs)), lines=[line for line in lines if line]
    )


def _show_side(line: Line, html: SafeString, *, is_old: bool) -> Side:
    number = line.source_line_no if is_old else line.target_line_no
    return Side(number=number or 0, html=html, sign="" if line.is_context else line.line_type)


def _set_beside(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield lines taken away beside those put in for them."""
    for is_same, group in groupby(pairs, key=lambda pair: bool(pair.before and pair.after)):
        if is_same:
            yield from group
            continue
        block = list(group)
        old = [pair.before for pair in block if pair.before]
        new = [pair.after for pair in block if pair.after]
        yield from (Pair(before=one, after=other) for one, other in zip_longest(old, new))


def _colour(values: Sequence[str], language: str) -> Iterator[SafeString]:
    lines = [value.rstrip("\n") for value in values]
    return iter(highlight(lines, language) if lines else ())
