"""What may not be there: a key that a mapping lacks, and None where a value is meant."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from devagent.repair.code import Code, Edit
from devagent.repair.operators.calls import may_be_wrapped

_DEFAULTS = ("0", '""', "[]")


class KeyOrDefault:
    """``a["b"]`` to ``a.get("b")``, and with a default."""

    name: ClassVar[str] = "key or default"
    prior: ClassVar[float] = 0.4

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the look-up that does not fail."""
        match node:
            case ast.Subscript(value=owner, slice=key, ctx=ast.Load()):
                is_place = isinstance(key, ast.Slice | ast.Tuple | ast.UnaryOp) or (
                    isinstance(key, ast.Constant) and isinstance(key.value, int)
                )
                if not is_place and code.kinds.may_be(owner, frozenset({"dict"})):
                    for rest in ("", *(f", {default}" for default in _DEFAULTS)):
                        yield code.replace(node, f"{code.text(owner)}.get({code.text(key)}{rest})")


class ValueOrDefault:
    """``a`` to ``a or 0``, ``a or ""``, ``a or []``: a sum of no rows is None, not 0."""

    name: ClassVar[str] = "value or default"
    prior: ClassVar[float] = 0.3

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield what may be None with each default."""
        if isinstance(node, ast.Call | ast.Subscript | ast.Attribute) and may_be_wrapped(
            node, code
        ):
            for default in _DEFAULTS:
                yield code.replace(node, f"({code.text(node)} or {default})")


OPERATORS = (KeyOrDefault(), ValueOrDefault())
