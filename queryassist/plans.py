"""PostgreSQL's plan of a statement: what it is estimated to cost, and to gather into one value."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from queryassist.guard.gathering import SUBQUERY, Gathering
from queryassist.guard.growing_calls import GATHERING, UNIT_BYTES

MAX_GATHERED_BYTES = 10_000_000

_CALL = re.compile(rf"\b({'|'.join(GATHERING - {SUBQUERY})})\(")


class Plan(BaseModel):
    """A node of what EXPLAIN (VERBOSE, FORMAT JSON) gives."""

    model_config = ConfigDict(frozen=True)

    kind: str = Field(alias="Node Type")
    cost: float = Field(alias="Total Cost")
    rows: float = Field(alias="Plan Rows")
    width: float = Field(alias="Plan Width")
    role: str = Field("", alias="Parent Relationship")
    subplan: str = Field("", alias="Subplan Name")
    cte: str = Field("", alias="CTE Name")
    output: tuple[str, ...] = Field((), alias="Output")
    filter: str = Field("", alias="Filter")
    plans: tuple[Plan, ...] = Field((), alias="Plans")

    @property
    def gathers(self) -> bool:
        """Whether it puts rows together, by the words in which PostgreSQL tells what it does."""
        does = any(_CALL.search(text) for text in (*self.output, self.filter))
        return does and self.kind in ("Aggregate", "WindowAgg")


def gathered_bytes(plan: Plan, gathering: Gathering) -> float:
    """Return the estimated bytes of the largest value that is gathered, 0 where none is."""
    walk = _Walk(gathering)
    walk.carried(plan, {})
    return walk.largest * gathering.factor


class _Walk:
    """Adds up what gathered values weigh, since PostgreSQL takes each for 32 bytes."""

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self.largest = 0.0

    def carried(self, node: Plan, ctes: Mapping[str, float]) -> float:
        """Return the bytes of gathered values in a row of ``node``, given those in WITH queries."""
        known = dict(ctes)
        carried = 0.0
        for child in node.plans:
            below = self.carried(child, known)
            if child.subplan.startswith("CTE "):
                known[child.subplan.removeprefix("CTE ")] = below
            elif child.role in ("InitPlan", "SubPlan") and self._gathering.from_subqueries:
                carried += self._gather(child, below)
            else:
                carried += below
        carried += known.get(node.cte, 0)
        if not node.gathers:
            return carried
        total = sum(self._gather(child, carried) for child in node.plans if child.role == "Outer")
        return total / max(node.rows, 1) if node.kind == "Aggregate" else total

    def _gather(self, source: Plan, carried: float) -> float:
        total = source.rows * (max(source.width, UNIT_BYTES) + carried)
        self.largest = max(self.largest, total)
        return total
