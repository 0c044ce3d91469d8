"""Python, JavaScript and TypeScript: symbols, imports, calls, labels and words from captures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from tree_sitter import Node

from devagent.index.arrays import Whole
from devagent.index.parsing.grammar import Grammar
from devagent.index.parsing.imports import list_imports
from devagent.index.parsing.labels import list_labels
from devagent.index.parsing.outline import Outline
from devagent.index.parsing.texts import Marks, Segments, Text, nest
from devagent.index.records import WHOLE_FILE, Kind, Place, Symbol

_WRAPPERS = {"decorated_definition", "export_statement", "lexical_declaration"}
_DEFINITIONS = ("class", "function", "variable")

Captures = Mapping[str, list[Node]]


def read_code(source: bytes, grammar: Grammar) -> Outline:
    """Return what a file defines; of a file with errors, what could be made out."""
    captures, has_errors = grammar.capture(source)
    spans, symbols = _list_symbols(captures)
    marks = _find_marks(captures, grammar.list_long_comments(source))
    segments = nest(spans)
    return Outline(
        text=Text(source=source, segments=segments, marks=marks, symbols=symbols),
        has_errors=has_errors,
        imports=tuple(list_imports(captures.get("import", []))),
        calls=_list_calls(source, captures.get("call", []), segments),
        labels=tuple(list_labels(source, captures)),
    )


def _list_symbols(captures: Captures) -> tuple[list[tuple[int, int]], tuple[Symbol, ...]]:
    """Return the symbols in the order of the file, and their stretches of bytes."""
    found: dict[tuple[int, int], tuple[str, Node, Node]] = {}
    for what in _DEFINITIONS:
        for node in captures.get(what, []):
            outer = _with_wrapper(node, what)
            key = (_start_with_comment(outer), -outer.end_byte)
            found.setdefault(key, (what, node, outer))
    spans: list[tuple[int, int]] = []
    symbols: list[Symbol] = []
    # The ends and segments of those around the next one.
    opened: list[tuple[int, int]] = []
    for (start, end), (what, node, outer) in sorted(found.items(), key=lambda item: item[0]):
        while opened and opened[-1][0] <= start:
            opened.pop()
        owner = opened[-1][1] if opened else WHOLE_FILE
        symbols.append(_make_symbol(what, node, outer, owner, symbols))
        spans.append((start, -end))
        opened.append((-end, len(symbols)))
    return spans, tuple(symbols)


def _with_wrapper(node: Node, what: str) -> Node:
    """Return the node with its decorators or its export around it; a variable's whole statement."""
    if what == "variable" and node.type == "identifier":
        node = node.parent or node
    while node.parent is not None and node.parent.type in _WRAPPERS:
        if node.parent.type == "lexical_declaration" and node.parent.named_child_count > 1:
            break
        node = node.parent
    return node


def _start_with_comment(node: Node) -> int:
    """Return where the comment right above starts, which tells what the symbol is for."""
    before = node.prev_sibling
    start, line = node.start_byte, node.start_point[0]
    while before is not None and before.type == "comment" and before.end_point[0] == line - 1:
        if before.prev_sibling and before.prev_sibling.end_point[0] == before.start_point[0]:
            break
        start, line = before.start_byte, before.start_point[0]
        before = before.prev_sibling
    return start


def _make_symbol(
    what: str, node: Node, outer: Node, owner: int, symbols: Sequence[Symbol]
) -> Symbol:
    name = _read_name(node)
    parent = symbols[owner - 1] if owner else None
    kind = Kind(what)
    if kind is Kind.FUNCTION and parent and parent.kind is Kind.CLASS:
        kind = Kind.METHOD
    return Symbol(
        kind=kind,
        name=name,
        qualified_name=f"{parent.qualified_name}.{name}" if parent else name,
        start_line=outer.start_point[0] + 1,
        end_line=outer.end_point[0] + 1,
        owner=owner,
    )


def _read_name(node: Node) -> str:
    named = node.child_by_field_name("name") or node
    return (named.text or b"").decode(errors="replace")[:200]


def _find_marks(captures: Captures, rows: Sequence[tuple[int, int]]) -> Marks:
    """Return strings and comments, rows of these too; one inside of another is of the outer one."""
    messages, comments = captures.get("message", []), captures.get("comment", [])
    starts, ends = _find_bounds([*messages, *comments])
    bounds = np.array(rows, dtype=np.int64).reshape(-1, 2)
    starts, ends = np.append(starts, bounds[:, 0]), np.append(ends, bounds[:, 1])
    docstrings, _ = _find_bounds(captures.get("docstring", []))
    counts = [len(messages), len(comments) + len(rows)]
    places = np.repeat([Place.MESSAGE, Place.COMMENT], counts)
    places[np.isin(starts, docstrings)] = Place.DOCSTRING
    order = np.lexsort((-ends, starts))
    starts, ends, places = starts[order], ends[order], places[order].astype(np.uint8)
    is_outer = np.ones(len(starts), dtype=np.bool_)
    is_outer[1:] = starts[1:] >= np.maximum.accumulate(ends)[:-1]
    return Marks(starts=starts[is_outer], ends=ends[is_outer], places=places[is_outer])


def _find_bounds(nodes: Sequence[Node]) -> tuple[Whole, Whole]:
    starts = np.array([node.start_byte for node in nodes], dtype=np.int64)
    return starts, np.array([node.end_byte for node in nodes], dtype=np.int64)


def _list_calls(
    source: bytes, nodes: Sequence[Node], segments: Segments
) -> tuple[tuple[int, str], ...]:
    """Return each name called in each segment, once."""
    starts, ends = _find_bounds(sorted(nodes, key=lambda node: node.start_byte))
    names = [source[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    calls = dict.fromkeys(zip(segments.find(starts).tolist(), names, strict=True))
    return tuple((segment, name.decode(errors="replace")) for segment, name in calls)
