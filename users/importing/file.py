"""Reads a CSV file of users line by line; what it yields fits the database, or says why not."""

from __future__ import annotations

import csv
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from users.exceptions import UnreadableFile
from users.importing.cells import READERS, BadCell, Value

_MAX_LINE_CHARACTERS = 1_000_000

_NEVER_IMPORTED = {
    "password": "passwords are set by their owners",
    "is_staff": "who is staff is decided in the admin",
    "is_superuser": "who is a superuser is decided in the admin",
    "groups": "groups are given in the admin",
    "user_permissions": "permissions are given in the admin",
    "last_login": "it is recorded when somebody logs in",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the file: the values of its columns, or the reason why it cannot be used.

    ``number`` is the line of the file it starts on; the header is line 1. ``values`` stand in
    the order of the header, None for an empty cell. A bad line still carries the values that
    could be read.
    """

    number: int
    values: tuple[Value | None, ...]
    reason: str | None = None


@dataclass(slots=True)
class UsersFile:
    """An open CSV file: its columns, its lines, and how many bytes of it have been read."""

    columns: tuple[str, ...]
    _rows: Iterator[tuple[int, list[str]]]
    _file: BinaryIO

    @property
    def bytes_read(self) -> int:
        return self._file.tell()

    def lines(self) -> Iterator[Line]:
        """Yield every line after the header that is not blank.

        Raises UnreadableFile where the rest of the file makes no sense as CSV.
        """
        for number, cells in self._rows:
            if cells:
                yield self._read_line(number, cells)

    def _read_line(self, number: int, cells: list[str]) -> Line:
        width = len(self.columns)
        if len(cells) != width:
            reason = f"has {len(cells)} cells, but the header has {width}"
            return Line(number=number, values=(None,) * width, reason=reason)
        values: list[Value | None] = []
        reasons = []
        for column, cell in zip(self.columns, cells, strict=True):
            try:
                values.append(_read_cell(column, cell))
            except BadCell as error:
                values.append(None)
                reasons.append(f"{column} {error}")
        return Line(number=number, values=tuple(values), reason="; ".join(reasons) or None)


@contextmanager
def open_users_file(path: Path) -> Iterator[UsersFile]:
    """Open a CSV file of users and read its header.

    Raises UnreadableFile, with a message for the person who gave the file, where there is no
    such file, it is not CSV in UTF-8, or its header is not one of users.
    """
    binary = _open(path)
    # Bytes that are not UTF-8 pass as lone surrogates, so that the line they are on can be named.
    text = TextIOWrapper(binary, encoding="utf-8-sig", errors="surrogateescape", newline="")
    with text:
        rows = _rows(text)
        _, header = next(rows, (1, []))
        yield UsersFile(_check_header(path, header), rows, binary)


def _open(path: Path) -> BinaryIO:
    try:
        # To open a pipe would wait until somebody writes into it.
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableFile(f"{path} is not a regular file.")
        return path.open("rb")
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror}.") from error


def _rows(text: TextIOWrapper) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of the first line of each row, and its cells.

    What is not valid CSV ends the file: to go on would be to guess whether the next line is a row
    or stands inside a cell, where anybody may have written it.
    """
    reader = csv.reader(_short_lines(text), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            last = reader.line_num
            lines = f"Lines {number} to {last} are" if last > number else f"Line {number} is"
            raise UnreadableFile(
                f"{lines} not valid CSV: {error}. Where the next row begins cannot be told, so "
                "nothing was imported."
            ) from error


def _short_lines(text: TextIOWrapper) -> Iterator[str]:
    number = 0
    while line := text.readline(_MAX_LINE_CHARACTERS):
        number += 1
        if len(line) == _MAX_LINE_CHARACTERS:
            raise UnreadableFile(
                f"Line {number} has over {_MAX_LINE_CHARACTERS:,} characters: "
                "this is no CSV of users."
            )
        yield line


def _read_cell(column: str, cell: str) -> Value | None:
    text = cell.strip()
    if not text:
        if column == "email":
            raise BadCell("is missing")
        return None
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise BadCell("holds bytes that are not UTF-8")
    if "\0" in text:
        raise BadCell("holds a NUL byte")
    return READERS[column](text)


def _check_header(path: Path, header: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns; raises UnreadableFile where they are not those of users."""
    if not header:
        raise UnreadableFile(f"{path} has no header: its first line must name the columns.")
    if not ",".join(header).isprintable():
        raise UnreadableFile(f"{path} is not a CSV file in UTF-8: its first line is not text.")
    columns = tuple(name.strip() for name in header)
    for name in columns:
        _check_column(name)
    doubled = sorted({name for name in columns if columns.count(name) > 1})
    if doubled:
        raise UnreadableFile(f"The header names {', '.join(doubled)} more than once.")
    if "email" not in columns:
        raise UnreadableFile("The header has no email column; users are told apart by it.")
    return columns


def _check_column(name: str) -> None:
    if name in _NEVER_IMPORTED:
        raise UnreadableFile(f"The column {name} cannot be imported: {_NEVER_IMPORTED[name]}.")
    if name not in READERS:
        shown = name if len(name) <= 60 else f"{name[:57]}..."
        raise UnreadableFile(
            f"The header names an unknown column {shown!r}. Columns are separated by commas; "
            f"there are: {', '.join(READERS)}."
        )
