"""Tries Queen's own attacks on the live database and tells which layer holds each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from queryassist import executor, free_sql, selectors
from queryassist.attacks import ATTACKS, Attack, Holder
from queryassist.guard import Guarded, Layer, Relation, SqlRefused

PROBE_TIMEOUT_MS = 100
"""How long a probe may run: nothing that the database refuses at once takes that long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What held one attack: the guard or the cost gate by name, the database alone by its error.

    An attack that names the database among its holders is open where the database let it through,
    even if the guard held: one layer is missing then.
    """

    attack: Attack
    guard: Layer | None
    database: str | None

    @property
    def is_open(self) -> bool:
        """Whether nothing held it, or a layer that should."""
        missed = Holder.DATABASE in self.attack.held_by and self.database is None
        return missed or (self.guard is None and self.database is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The verdicts of all attacks, in the order of the list."""

    verdicts: tuple[Verdict, ...]

    def __str__(self) -> str:
        return "SQL that people write"

    @property
    def open(self) -> tuple[Verdict, ...]:
        """The attacks that got through a layer which should hold them."""
        return tuple(verdict for verdict in self.verdicts if verdict.is_open)


def try_attacks(attacks: Iterable[Attack] = ATTACKS) -> Report:
    """Return what holds each attack; the database is asked as the reader, and keeps nothing.

    Raises QueryAssistError where the reader cannot connect or is no mere reader.
    """
    attacks = tuple(attacks)
    relations = selectors.list_all_relations()
    guarded = [_held_before(attack, relations) for attack in attacks]
    alone = executor.probe((attack.sql for attack in attacks), timeout_ms=PROBE_TIMEOUT_MS)
    return Report(
        verdicts=tuple(
            Verdict(attack=attack, guard=guard, database=database)
            for attack, guard, database in zip(attacks, guarded, alone, strict=True)
        )
    )


def _held_before(attack: Attack, relations: tuple[Relation, ...]) -> Layer | None:
    """Return what refuses an attack on the guarded way; None where it would be answered."""
    try:
        guarded: Guarded = free_sql.check(attack.sql, relations)
        free_sql.execute(guarded)
    except SqlRefused as refusal:
        return refusal.layer
    return None
