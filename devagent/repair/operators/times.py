"""Spans of time: how long they are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from devagent.repair.code import Code, Edit

_UNITS = ("seconds", "minutes", "hours", "days", "weeks", "milliseconds")


class OtherUnit:
    """``timedelta(days=a)`` to ``timedelta(hours=a)``, and so on."""

    name: ClassVar[str] = "other unit"
    prior: ClassVar[float] = 0.55

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the span in each other unit."""
        match node:
            case ast.Call(
                func=(ast.Name(id="timedelta") | ast.Attribute(attr="timedelta")) as function,
                args=[],
                keywords=[ast.keyword(arg=str() as unit, value=value)],
            ):
                for other in _UNITS:
                    if other != unit:
                        text = f"{code.text(function)}({other}={code.text(value)})"
                        yield code.replace(node, text)
            case ast.Call(
                func=(ast.Name(id="timedelta") | ast.Attribute(attr="timedelta")) as function,
                args=[value],
                keywords=[],
            ):
                for unit in _UNITS:
                    yield code.replace(node, f"{code.text(function)}({unit}={code.text(value)})")


OPERATORS = (OtherUnit(),)
