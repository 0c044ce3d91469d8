"""What an attack on SQL that people write is, and what is expected to stop it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Holder(StrEnum):
    """What can stop an attack, each tested alone.

    DATABASE is the reader role in a READ ONLY transaction behind a declared cursor, with a time
    limit: what it refuses to a statement that is sent as it is. SIZE is what keeps large rows in
    the server.
    """

    GUARD = "guard"
    COST = "cost gate"
    DATABASE = "database"
    SIZE = "size"


BOTH = frozenset({Holder.GUARD, Holder.DATABASE})
GUARD_ALONE = frozenset({Holder.GUARD})
"""The database lets it through: what everybody may read or call in PostgreSQL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """A statement that must get nowhere: ``name`` and ``position`` make it unique."""

    kind: str
    name: str
    sql: str
    held_by: frozenset[Holder]
    position: str = "statement"
