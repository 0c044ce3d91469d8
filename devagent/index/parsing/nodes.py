"""What is read off a single node of a syntax tree."""

from __future__ import annotations

from tree_sitter import Node


def text_of(node: Node) -> str:
    """Return the source of a node."""
    return (node.text or b"").decode(errors="replace")
