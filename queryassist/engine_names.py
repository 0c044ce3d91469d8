"""Who may read a question, by name, and what each is called wherever it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Engine(StrEnum):
    """Who reads the question; AUTO is the best that is set up, CHIPS the person by hand.

    BOTH is the offline reader and Claude, whose readings are compared. VERIFIED is whoever marked
    the reading of the same question as right. CLAUDE_SQL is Claude where she wrote SQL in place of
    a reading. FILTERS is nobody: the question was put as a structured call. Of SQL nothing is read,
    nor of what a person CONFIRMED that a skill had offered to do.
    """

    OFFLINE = "offline"
    CLAUDE = "claude"
    CLAUDE_SQL = "claude sql"
    AUTO = "auto"
    BOTH = "both"
    CHIPS = "chips"
    VERIFIED = "verified"
    FILTERS = "filters"
    SQL = "sql"
    CONFIRMED = "confirmed"

    @property
    def label(self) -> str:
        """What it is called within a sentence."""
        return _LABELS[self]


_LABELS: Mapping[str, str] = MappingProxyType(
    {
        Engine.OFFLINE: "offline reader",
        Engine.CLAUDE: "Claude",
        Engine.CLAUDE_SQL: "SQL by Claude",
        Engine.AUTO: "whoever can",
        Engine.BOTH: "both readers",
        Engine.CHIPS: "changed by hand",
        Engine.VERIFIED: "read as verified",
        Engine.FILTERS: "structured call",
        Engine.SQL: "SQL by hand",
        Engine.CONFIRMED: "confirmed by hand",
    }
)

READERS = (Engine.AUTO, Engine.OFFLINE, Engine.CLAUDE, Engine.BOTH)
"""Those that read English, the usual one first."""

BY_HAND = (Engine.CHIPS, Engine.SQL, Engine.CONFIRMED)
"""What was not asked in English, and is no question to ask again in words."""


def label_of(engine: str) -> str:
    """Return what an engine is called that a row names; one that is none any more by its name."""
    return _LABELS.get(engine, engine or "—")
