"""Loops: the step that brings a loop to its end, where it is missing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from devagent.repair.code import Code, Edit
from devagent.repair.kinds import NUMBERS
from devagent.repair.operators.statements import find_lines


class MissingStep:
    """``while n: a`` to ``while n: a; n -= 1``, for each variable that the condition reads."""

    name: ClassVar[str] = "missing step"
    prior: ClassVar[float] = 0.6

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the loop with a step at its end, if nothing in it changes the variable."""
        if not isinstance(node, ast.While):
            return
        last = node.body[-1]
        lines = find_lines(code, last)
        changed = {
            each.id
            for statement in node.body
            for each in ast.walk(statement)
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
        }
        for each in ast.walk(node.test):
            if not lines or not isinstance(each, ast.Name) or each.id in changed:
                continue
            if code.kinds.may_be(each, NUMBERS):
                for step in ("-= 1", "+= 1", "//= 10", "//= 2"):
                    text = f"{' ' * last.col_offset}{each.id} {step}\n"
                    yield Edit(start=lines[1], end=lines[1], text=text)


OPERATORS = (MissingStep(),)
