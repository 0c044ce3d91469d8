"""Names, strings and the parts of nodes: what the writers of statements share."""

from __future__ import annotations

import re

from sqlglot import exp

from queryassist.guard.refusals import Layer, SqlRefused

MAX_NAME_BYTES = 63
"""PostgreSQL cuts longer names, so that two of them could become one."""

_ASCII_UPPER = {ordered: ordered + 32 for ordered in range(ord("A"), ord("Z") + 1)}
_SHORT_NUMBER = re.compile(r"[0-9]{1,9}")
_CLAUSES = {
    "into": "SELECT INTO",
    "locks": "FOR UPDATE, or another lock,",
    "only": "ONLY",
    "rows_from": "ROWS FROM",
    "sample": "TABLESAMPLE",
    "search": "SEARCH",
}
_KINDS = {
    "Collate": "COLLATE",
    "Dot": "A field of a row, or a function with its schema,",
    "Delete": "DELETE",
    "Insert": "INSERT",
    "Kwarg": "An argument with its name",
    "Merge": "MERGE",
    "Operator": "OPERATOR",
    "Placeholder": "A placeholder",
    "Star": "* outside of the select list and of count(*)",
    "Tuple": "A row of values",
    "Update": "UPDATE",
}


def fold(name: str) -> str:
    """Return a name without quotes as PostgreSQL folds it."""
    return name.translate(_ASCII_UPPER)


def name_of(identifier: object) -> str:
    """Return a name as PostgreSQL folds it; SqlRefused where it cannot be written safely."""
    if not isinstance(identifier, exp.Identifier):
        raise SqlRefused(Layer.NODE, "A name is expected where something else stands.")
    text = str(identifier.this)
    name = text if identifier.args.get("quoted") else fold(text)
    if not name or len(name.encode()) > MAX_NAME_BYTES or "\\" in name or not name.isprintable():
        raise SqlRefused(Layer.COLUMN, f"A name has 1 to {MAX_NAME_BYTES} plain characters.")
    return name


def quote(name: str) -> str:
    """Return a name in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def text_literal(text: str) -> str:
    """Return a string in single quotes; a backslash stands for itself."""
    return "'" + text.replace("'", "''") + "'"


def only(node: exp.Expr, *names: str) -> None:
    """Refuse a node that has more parts than the named ones, which would be left out in writing."""
    for name, value in node.args.items():
        if name not in names and value not in (None, False, []):
            if name in _CLAUSES:
                raise SqlRefused(Layer.STATEMENT, f"{_CLAUSES[name]} is not allowed.")
            message = f"{kind_of(node)} is not allowed with “{name.strip('_')}”."
            raise SqlRefused(Layer.NODE, message)


def kind_of(node: object) -> str:
    """Return what a node is called in a message."""
    name = type(node).__name__
    return _KINDS.get(name, f"“{name}”")


def is_number_up_to(node: object, cap: int) -> bool:
    """Return whether a node is a whole number that is written out, from 0 to ``cap``."""
    text = node.name if isinstance(node, exp.Literal) and not node.is_string else ""
    return bool(_SHORT_NUMBER.fullmatch(text)) and int(text) <= cap


def is_text_up_to(node: object, cap: int) -> bool:
    """Return whether a node is a text that is written out, of at most ``cap`` characters."""
    return isinstance(node, exp.Literal) and node.is_string and len(node.name) <= cap
