"""Guards: a statement that is to run under a condition only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import combinations
from textwrap import indent
from typing import ClassVar

from devagent.repair.code import Code, Edit
from devagent.repair.operators.conditions import list_conditions
from devagent.repair.operators.statements import find_lines

_MOST_NAMES = 5


class GuardedStatement:
    """``a`` to ``if b: a``, b being about the variables at hand, or a condition from nearby."""

    name: ClassVar[str] = "guarded statement"
    prior: ClassVar[float] = 0.22

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the statement under each condition."""
        simple = (ast.Expr, ast.Assign, ast.AugAssign, ast.Return, ast.Raise)
        if not isinstance(node, simple) or _is_text(node):
            return
        lines = find_lines(code, node)
        if lines is None:
            return
        space = " " * node.col_offset
        body = indent(code.between(*lines), "    ")
        for condition in dict.fromkeys(self._conditions(node, code)):
            yield Edit(start=lines[0], end=lines[1], text=f"{space}if {condition}:\n{body}")

    def _conditions(self, node: ast.stmt, code: Code) -> Iterator[str]:
        names = code.names_at(node)[:_MOST_NAMES]
        for name in names:
            yield from (name, f"not {name}", f"{name} is not None")
        for one, other in combinations(names, 2):
            if code.kinds.fit(code.kinds.of_name(one), code.kinds.of_name(other)):
                yield from (f"{one} {sign} {other}" for sign in ("==", "!=", "<", ">"))
        yield from list_conditions(node, code)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


OPERATORS = (GuardedStatement(),)
