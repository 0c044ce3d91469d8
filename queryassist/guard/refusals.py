"""What the guard says no with: the layer that refused, and words that a person can act on."""

from __future__ import annotations

from enum import StrEnum

from queryassist.exceptions import QueryAssistError


class Layer(StrEnum):
    """The layers that a statement passes, in their order; the first that refuses is named.

    The guard's own run from TEXT to REWRITE; PERMISSION stands before it, and COST, DATABASE and
    SIZE behind it.
    """

    PERMISSION = "permission"
    TEXT = "text"
    PARSE = "parse"
    STATEMENT = "statement"
    NODE = "node"
    FUNCTION = "function"
    CAST = "cast"
    OPERATOR = "operator"
    RELATION = "relation"
    COLUMN = "column"
    BOUND = "bound"
    REWRITE = "rewrite"
    COST = "cost"
    DATABASE = "database"
    SIZE = "size"


class SqlRefused(QueryAssistError):
    """The statement is not run."""

    def __init__(self, layer: Layer, message: str) -> None:
        super().__init__(message)
        self.layer = layer
