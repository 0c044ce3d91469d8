"""A cursor for times, which knows what the moment is and what stands before a name."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from queryassist.english.words.cursor import Cursor
from queryassist.english.words.numbers import match_number
from queryassist.english.words.text import Token
from queryassist.readings import Clock


class TimeCursor(Cursor):
    """A cursor that knows the clock.

    ``introduced``: a preposition stands before, so that "may" is a month. ``years``: one that
    makes four figures a year.
    """

    __slots__ = ("clock", "introduced", "years")

    def __init__(self, tokens: Sequence[Token], at: int, clock: Clock) -> None:
        super().__init__(tokens, at)
        self.clock = clock
        self.introduced = False
        self.years = False

    def number(self) -> int | Decimal | None:
        """Move over a plain number; return it, or None."""
        found = match_number(self.tokens, self.at)
        if found is None or found.unit is not None or found.ordinal:
            return None
        self.at = found.end
        return found.value

    def ordinal(self) -> int | None:
        """Move over "third" or "3rd"; return 3, or None."""
        found = match_number(self.tokens, self.at)
        if found is None or not found.ordinal:
            return None
        self.at = found.end
        return int(found.value)
