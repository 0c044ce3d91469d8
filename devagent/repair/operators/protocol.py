"""Words and numbers of HTTP that are mistaken for each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from devagent.repair.code import Code, Edit

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_STATUSES = (404, 403, 400, 401, 302, 200, 201, 204, 301, 405, 409, 422, 500)


class OtherMethod:
    """``request.method == "GET"`` to ``"POST"``, ``request.GET`` to ``request.POST``."""

    name: ClassVar[str] = "other method"
    prior: ClassVar[float] = 0.5

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield each other method; a request has data of GET and POST alone."""
        match node:
            case ast.Constant(value=str() as name) if name in _METHODS:
                for other in _METHODS:
                    if other != name:
                        yield code.replace(node, f'"{other}"')
            case ast.Attribute(value=owner, attr="GET" | "POST" as name):
                other = "POST" if name == "GET" else "GET"
                yield code.replace(node, f"{code.text(owner)}.{other}")


class OtherStatus:
    """``status=200`` to ``status=403``, and so on."""

    name: ClassVar[str] = "other status"
    prior: ClassVar[float] = 0.5

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield each other usual status."""
        match node:
            case ast.keyword(
                arg="status" | "status_code", value=ast.Constant(value=int()) as number
            ):
                for other in _STATUSES:
                    if other != number.value:
                        yield code.replace(number, str(other))


OPERATORS = (OtherMethod(), OtherStatus())
