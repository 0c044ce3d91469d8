"""What a statement does with the values that it gathers into single ones, by its text alone."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from queryassist.guard.growing_calls import GATHERING, function_name

SUBQUERY = "array"
"""What ARRAY(SELECT …) is called in GATHERING."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """What a statement can make of the values that it gathers.

    ``factor`` is how many times longer than its columns, of UNIT_BYTES at least, what it gathers
    can get.
    """

    factor: int
    from_subqueries: bool

    @classmethod
    def of(cls, tree: exp.Expr, growth: int) -> Gathering:
        """Return that of a statement whose texts can grow ``growth`` times."""
        called = [function_name(call) for call in tree.find_all(exp.Anonymous)]
        return cls(
            factor=max(growth, 1) * sum(name in GATHERING for name in called),
            from_subqueries=SUBQUERY in called,
        )
