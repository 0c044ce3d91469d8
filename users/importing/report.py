"""What came of an import, for the person who started it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from users.exceptions import UsersError

SHOWN_BAD_LINES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line of the file that cannot be used, and why."""

    number: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.number}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLines:
    """The bad lines of a file: how many, the first ``SHOWN_BAD_LINES`` of them in order of the
    file, and, where there are more, a text file that has all of them."""

    count: int
    first: tuple[BadLine, ...] = ()
    all_in: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """How many users were added, changed, and found to be as in the file; and the bad lines."""

    added: int
    changed: int
    unchanged: int
    bad: BadLines


class BadLinesFound(UsersError):
    """The file has bad lines; nothing was imported."""

    def __init__(self, bad: BadLines) -> None:
        super().__init__()
        self.bad = bad
