"""How much longer a statement could make a text: the memory that it needs, before anything runs.

PostgreSQL limits the time of a statement and its disk space, but not its memory, so that texts
which are doubled again and again would fill it. The bound is coarse and looks at the shape alone,
in units of UNIT_BYTES: a column counts as 1 and a written text by its length, what is put together
is added, what is repeated multiplies, and what a SELECT reads from another one starts where that
ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from sqlglot import exp

from queryassist.guard.growing_calls import (
    GATHERING,
    UNIT_BYTES,
    Call,
    call_size,
    function_name,
    units,
    written_bytes,
)
from queryassist.guard.names import is_number_up_to, name_of
from queryassist.guard.refusals import Layer, SqlRefused

MAX_GROWTH = 200_000
_ALL_ROWS = 1_000
"""What putting all rows into one value counts as, before PostgreSQL has told how many there are."""
_LONGEST_NUMBER = 4_608
"""The 147,455 digits that a number can have, for a statement that could make such a one."""
_QUOTED = 16
"""What a list or JSON within one becomes: \x01 is written "\u0001" and that "\"\\u0001\""."""
_POWERS = frozenset("exp pow power".split())
_ROUNDING = frozenset("round trunc".split())
_COMPARING = (exp.ArrayContainsAll, exp.ArrayContainedBy, exp.ArrayOverlaps)
"""Operators that compare each part of one list with each of the other, heeding no time limit."""
_TEXTS = frozenset({exp.DType.CHAR, exp.DType.TEXT, exp.DType.VARCHAR})
_NESTING = frozenset({exp.DType.ARRAY, exp.DType.JSON, exp.DType.JSONB})

Known = Mapping[str, int]


def check_growth(tree: exp.Expr) -> int:
    """Return how many times longer texts could get but for what is gathered of several rows.

    Refuse a statement whose texts, or all that its functions give for a row, could grow by more
    than MAX_GROWTH times, or that could keep PostgreSQL within one operator past its time limit.
    """
    names = {function_name(call) for call in tree.find_all(exp.Anonymous)}
    rows = _ALL_ROWS if names & GATHERING else 1
    walk = _Growth(quoted=_QUOTED if _nests(tree) else 1, rows=rows)
    growth = walk.query(tree, {}, 1)
    digits = _LONGEST_NUMBER if any(map(_is_long_number, tree.walk())) else 1
    if max(growth * max(rows, digits), walk.made) > MAX_GROWTH:
        message = "The statement could make texts too long. Put together or repeat less."
        raise SqlRefused(Layer.BOUND, message)
    if walk.multiplied * digits > MAX_GROWTH:
        message = (
            "The statement could multiply too long numbers. Multiply less, use no powers, "
            "or cast to numeric(20, 4) or such."
        )
        raise SqlRefused(Layer.BOUND, message)
    if walk.compared > MAX_GROWTH:
        message = "The statement could compare too long lists. Write one of them out."
        raise SqlRefused(Layer.BOUND, message)
    return growth


class _Growth:
    """Walks a statement; ``query`` returns the largest growth in it or in what it reads.

    ``made`` is what all functions together have made, ``multiplied`` the sizes of all factors, and
    ``compared`` how often parts of lists are compared. ``quoted`` is what a value can grow by when
    it is written as a text, and ``rows`` when it is gathered.
    """

    def __init__(self, *, quoted: int, rows: int) -> None:
        self.made = self.multiplied = self.compared = 0
        self._quoted = quoted
        self._rows = rows

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
        if isinstance(node, exp.Literal):
            return units(written_bytes(node))
        if isinstance(node, exp.Anonymous):
            sizes = [self._part(part, known, base) for part in node.expressions]
            size = call_size(Call(node=node, sizes=sizes, quoted=self._quoted))
        else:
            parts = node.flatten() if isinstance(node, exp.DPipe) else _children(node)
            sizes = [self._part(part, known, base) for part in parts]
            size = self._combined(node, sizes)
        if isinstance(node, exp.Mul):
            self.multiplied += size
        if isinstance(node, _COMPARING):
            gathered = [self._rows for side in _children(node) if not _is_written(side)]
            self.compared += prod([*sizes, *gathered])
        if isinstance(node, exp.Func | exp.DPipe):
            self.made += size
        return size

    def _combined(self, node: exp.Expr, sizes: list[int]) -> int:
        largest = max(sizes, default=0)
        match node:
            case exp.DPipe():
                return sum(sizes) * self._quoted
            case exp.Array() | exp.Mul() | exp.Overlay():
                return sum(sizes)
            case exp.Cast() if node.to.this in _TEXTS:
                written = 1 if isinstance(node.this, exp.Literal) else self._quoted
                return max(largest * written, _width(node.to))
            case exp.Cast():
                return max(largest, _width(node.to))
            case _:
                return largest


def _sources(node: exp.Expr) -> list[exp.Expr]:
    from_ = node.args.get("from_")
    joins = node.args.get("joins") or []
    first = [from_.this] if from_ is not None else []
    return [*first, *(join.this for join in joins)]


def _children(node: exp.Expr) -> list[exp.Expr]:
    return list(node.iter_expressions())


def _is_written(node: exp.Expr) -> bool:
    return node.find(exp.Column, exp.Query, exp.Anonymous) is None


def _nests(tree: exp.Expr) -> bool:
    """Return whether a statement makes lists or JSON, which quote what they hold."""
    return any(
        isinstance(node, exp.Array)
        or (isinstance(node, exp.DataType) and node.this in _NESTING)
        or (isinstance(node, exp.Anonymous) and _gives_nested(function_name(node)))
        for node in tree.walk()
    )


def _gives_nested(name: str) -> bool:
    return "array" in name or "json" in name or name in ("regexp_match", "regexp_matches")


def _is_long_number(node: exp.Expr) -> bool:
    match node:
        case exp.Pow():
            return True
        case exp.Cast() if node.to.this is exp.DType.DECIMAL:
            return not node.to.expressions
        case exp.Literal():
            return not node.is_string and "e" in node.name.lower()
        case exp.Anonymous() if function_name(node) in _ROUNDING and len(node.expressions) > 1:
            return not is_number_up_to(node.expressions[1], UNIT_BYTES)
        case exp.Anonymous():
            return function_name(node) in _POWERS
    return False


def _width(kind: exp.DataType) -> int:
    """Return the size of what a type such as char(20) fills up, 1 where it says none."""
    numbers = [int(size.name) for size in kind.find_all(exp.Literal)]
    return units(max(numbers, default=0))
