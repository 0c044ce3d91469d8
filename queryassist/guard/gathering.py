"""What a statement does with the values that it gathers into single ones, by its text alone."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from queryassist.guard.growth import GATHERING, function_name

TEXT_BYTES = 32
"""What PostgreSQL takes for the width of a computed text; each value counts that much at least."""
SUBQUERY = "array"
"""What ARRAY(SELECT …) is called in GATHERING."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """What a statement can make of the values that it gathers.

    ``factor`` is how many times longer than its columns what it gathers can get,
    ``literal_bytes`` how much written texts can add to each value.
    """

    factor: int
    literal_bytes: int
    from_subqueries: bool

    @classmethod
    def of(cls, tree: exp.Expr, growth: int) -> Gathering:
        """Return that of a statement whose texts can grow ``growth`` times."""
        called = [function_name(call) for call in tree.find_all(exp.Anonymous)]
        texts = [len(str(node.this).encode()) for node in tree.find_all(exp.Literal)]
        return cls(
            factor=max(growth, 1) * sum(name in GATHERING for name in called),
            literal_bytes=sum(max(size - TEXT_BYTES, 0) for size in texts),
            from_subqueries=SUBQUERY in called,
        )
