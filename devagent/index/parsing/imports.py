"""Imports as they are written: the module, dots in front included, and the names taken from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from devagent.index.parsing.nodes import text_of
from devagent.index.records import Import

_ALIASED = {"aliased_import", "import_specifier", "export_specifier"}


def list_imports(nodes: Sequence[Node]) -> Iterator[Import]:
    """Yield what import statements of Python or JavaScript bring in, in the order of the file."""
    for node in sorted(nodes, key=lambda node: node.start_byte):
        if node.type == "import_from_statement":
            module, *names = [_original(child) for child in node.named_children]
            yield Import(module=module, names=tuple(names))
        elif source := node.child_by_field_name("source"):
            names = [_original(one) for one in _find_specifiers(node)]
            yield Import(module=text_of(source).strip("'\"`"), names=tuple(names))
        else:
            for child in node.named_children:
                yield Import(module=_original(child))


def _original(node: Node) -> str:
    named = node.child_by_field_name("name") if node.type in _ALIASED else None
    return text_of(named or node)


def _find_specifiers(node: Node) -> Iterator[Node]:
    for child in node.named_children:
        if child.type in {"import_specifier", "export_specifier"} or (
            child.type == "identifier" and node.type == "import_clause"
        ):
            yield child
        elif child.type in {"import_clause", "named_imports", "export_clause"}:
            yield from _find_specifiers(child)
