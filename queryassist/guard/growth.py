"""How much longer a statement could make a text: the memory that it needs, before anything runs.

PostgreSQL limits the time of a statement and its disk space, but not its memory, so that texts
which are doubled again and again would fill it. The bound is coarse and looks at the shape alone:
columns count as 1, what is put together is added, what is repeated multiplies, and what a SELECT
reads from another one starts where that ended.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from queryassist.guard.names import fold, name_of
from queryassist.guard.refusals import Layer, SqlRefused

MAX_GROWTH = 200_000
_ALL_ROWS = 1_000
"""What putting all rows into one value counts as, before PostgreSQL has told how many there are."""
_UNKNOWN = 1_000
"""What replacing by a text that is not written out counts as."""

_ADDING = frozenset(
    """
    array_append array_cat array_prepend concat concat_ws json_build_array json_build_object
    jsonb_build_array jsonb_build_object
    """.split()
)
_REPLACING = frozenset("array_replace regexp_replace replace".split())
GATHERING = frozenset(
    "array array_agg json_agg json_object_agg jsonb_agg jsonb_object_agg string_agg".split()
)
"""The functions that put the values of all rows into one; ``array`` is ARRAY(SELECT …)."""

Known = Mapping[str, int]


def check_growth(tree: exp.Expr) -> int:
    """Return how many times longer texts could get but for what is gathered of several rows.

    Refuse a statement whose texts could grow by more than MAX_GROWTH times.
    """
    names = {function_name(call) for call in tree.find_all(exp.Anonymous)}
    growth = _Growth().query(tree, {}, 1)
    if growth * (_ALL_ROWS if names & GATHERING else 1) > MAX_GROWTH:
        message = "The statement could make texts too long. Put together or repeat less."
        raise SqlRefused(Layer.BOUND, message)
    return growth


class _Growth:
    """Walks a statement; ``query`` returns the largest growth in it or in what it reads."""

    def query(self, node: exp.Expr, known: Known, outer: int) -> int:
        known = dict(known)
        with_ = node.args.get("with_")
        for item in with_.expressions if with_ is not None else ():
            known[name_of(item.args["alias"].this)] = self.query(item.this, known, outer)
        base = outer
        for source in _sources(node):  # a LATERAL one may start where those before it ended
            base = max(base, self._source(source, known, base))
        parts = [
            part for part in _children(node) if not isinstance(part, exp.With | exp.From | exp.Join)
        ]
        parts += [join.args["on"] for join in node.args.get("joins") or () if join.args.get("on")]
        return max([base, *(self._part(part, known, base) for part in parts)])

    def _source(self, node: exp.Expr, known: Known, outer: int) -> int:
        if isinstance(node, exp.Table) and isinstance(node.this, exp.Identifier):
            inner = [self._source(join.this, known, outer) for join in node.args.get("joins") or ()]
            return max([known.get(name_of(node.this), 1), *inner])
        return self._part(node, known, outer)

    def _part(self, node: exp.Expr, known: Known, base: int) -> int:
        if isinstance(node, exp.Column):
            return base
        if isinstance(node, exp.Query):
            return self.query(node, known, base)
        sizes = [self._part(child, known, base) for child in _children(node)]
        largest = max(sizes, default=0)
        if isinstance(node, exp.DPipe | exp.Array | exp.Overlay):
            return sum(sizes)
        return self._call(node, sizes) if isinstance(node, exp.Anonymous) else largest

    def _call(self, node: exp.Anonymous, sizes: list[int]) -> int:
        name, largest = function_name(node), max(sizes, default=0)
        if name == "repeat":
            return _number(node.expressions[-1]) * max(largest, 1)
        if name in _REPLACING:
            return max(largest, 1) * max(map(_replacement, node.expressions[1:]), default=1)
        if name == "format":
            return sum(sizes) * max(str(node.expressions[0].name).count("%"), 1)
        return sum(sizes) if name in _ADDING else largest


def _sources(node: exp.Expr) -> list[exp.Expr]:
    from_ = node.args.get("from_")
    joins = node.args.get("joins") or []
    first = [from_.this] if from_ is not None else []
    return [*first, *(join.this for join in joins)]


def _children(node: exp.Expr) -> list[exp.Expr]:
    return list(node.iter_expressions())


def function_name(node: exp.Expr) -> str:
    """Return the name of the function that is called, folded."""
    return fold(node.this.name if isinstance(node.this, exp.Identifier) else str(node.this))


def _number(node: exp.Expr) -> int:
    return int(node.name) if isinstance(node, exp.Literal) and node.name.isdecimal() else _UNKNOWN


def _replacement(node: exp.Expr) -> int:
    """Return how much longer each match can get; a group that looks ahead can give all the rest."""
    if not isinstance(node, exp.Literal) or "(?" in node.name:
        return _UNKNOWN
    return max(len(node.name), 1)
