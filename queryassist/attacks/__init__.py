"""Queen's own list of attacks on SQL that people write: data that tests and the doctor run."""

from __future__ import annotations

from queryassist.attacks.expressions import expression_attacks
from queryassist.attacks.records import Attack, Holder
from queryassist.attacks.relations import relation_attacks
from queryassist.attacks.statements import statement_attacks

__all__ = ["ATTACKS", "Attack", "Holder"]

ATTACKS = (*statement_attacks(), *relation_attacks(), *expression_attacks())
