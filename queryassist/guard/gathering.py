"""What a statement does with the values that it gathers into single ones, by its text alone."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from queryassist.guard.growing_calls import GATHERING, function_name
from queryassist.guard.refusals import Layer, SqlRefused

SUBQUERY = "array"
"""What ARRAY(SELECT …) is called in GATHERING."""
_SPLITTING = frozenset("regexp_matches regexp_split_to_table string_to_table unnest".split())
"""Functions that give as many rows as their argument has parts; PostgreSQL takes that for few."""
_WRITTEN = (
    exp.Array,
    exp.Boolean,
    exp.Cast,
    exp.DataType,
    exp.DataTypeParam,
    exp.Literal,
    exp.Neg,
    exp.Null,
    exp.Paren,
)


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
        """Return that of a statement whose texts can grow ``growth`` times.

        Refuse one that also splits computed values into rows: nobody knows how many.
        """
        called = [function_name(call) for call in tree.find_all(exp.Anonymous)]
        if GATHERING.intersection(called) and _splits(tree):
            message = (
                "Rows that unnest and its like make of computed values are not gathered by "
                "string_agg, array_agg, json_agg or ARRAY(…). Count them, or list them."
            )
            raise SqlRefused(Layer.BOUND, message)
        return cls(
            factor=max(growth, 1) * sum(name in GATHERING for name in called),
            from_subqueries=SUBQUERY in called,
        )


def _splits(tree: exp.Expr) -> bool:
    """Return whether rows are made of the parts of a value that is not written out."""
    return any(
        not all(isinstance(node, _WRITTEN) for part in call.expressions for node in part.walk())
        for call in tree.find_all(exp.Unnest, exp.Anonymous)
        if isinstance(call, exp.Unnest) or function_name(call) in _SPLITTING
    )
