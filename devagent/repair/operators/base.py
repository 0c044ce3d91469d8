"""What an operator is: it proposes other texts for one node of a file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar, Protocol

from devagent.repair.code import Code, Edit


class Operator(Protocol):
    """Proposes edits for a node.

    ``prior`` is how often its proposals were the fix, relative to other operators: candidates of
    equally suspicious lines are tried by it, the highest first.
    """

    name: ClassVar[str]
    prior: ClassVar[float]

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the edits for this very node, not for what stands in it, the likeliest first."""
