"""Python, JavaScript and TypeScript: symbols, imports, calls, labels and words from captures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tree_sitter import Node

from devagent.index.parsing.grammar import Grammar
from devagent.index.parsing.imports import list_imports
from devagent.index.parsing.labels import list_labels
from devagent.index.parsing.segments import Span, WordCounter, count_words
from devagent.index.records import WHOLE_FILE, Kind, ParsedFile, Place, Symbol
from devagent.index.terms import WORD

_WRAPPERS = {"decorated_definition", "export_statement", "lexical_declaration"}
_DEFINITIONS = ("class", "function", "variable")

Captures = Mapping[str, list[Node]]


def parse_code(source: bytes, language: str, grammar: Grammar) -> ParsedFile:
    """Return what a file defines and says; of a file with errors, what could be made out."""
    captures, has_errors = grammar.capture(source)
    spans, symbols = _list_symbols(captures)
    marks = _list_marks(captures)
    counter = count_words(source, spans, marks)
    _add_messages(counter, source, spans, marks)
    return ParsedFile(
        language=language,
        line_count=source.count(b"\n") + 1,
        has_errors=has_errors,
        symbols=symbols,
        imports=tuple(list_imports(captures.get("import", []))),
        calls=tuple(_list_calls(captures.get("call", []), spans)),
        labels=tuple(list_labels(captures)),
        words=counter.finish(symbols),
    )


def _list_symbols(captures: Captures) -> tuple[list[Span], tuple[Symbol, ...]]:
    """Return the symbols in the order of the file, and their stretches of bytes."""
    found: dict[tuple[int, int], tuple[str, Node, Node]] = {}
    for what in _DEFINITIONS:
        for node in captures.get(what, []):
            outer = _with_wrapper(node, what)
            key = (_start_with_comment(outer), -outer.end_byte)
            found.setdefault(key, (what, node, outer))
    spans: list[Span] = []
    symbols: list[Symbol] = []
    opened: list[Span] = []
    for (start, end), (what, node, outer) in sorted(found.items(), key=lambda item: item[0]):
        while opened and opened[-1].end <= start:
            opened.pop()
        owner = opened[-1].what if opened else WHOLE_FILE
        span = Span(start, -end, len(symbols) + 1)
        symbols.append(_make_symbol(what, node, outer, owner, symbols))
        spans.append(span)
        opened.append(span)
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


def _list_marks(captures: Captures) -> list[Span]:
    """Return strings and comments in order; one inside of another belongs to the outer one."""
    docstrings = {node.start_byte for node in captures.get("docstring", [])}
    spans = [
        Span(start, node.end_byte, Place.DOCSTRING if start in docstrings else Place.MESSAGE)
        for node in captures.get("message", [])
        for start in [node.start_byte]
    ]
    spans += [
        Span(node.start_byte, node.end_byte, Place.COMMENT) for node in captures.get("comment", [])
    ]
    spans.sort()
    return list(_without_overlaps(spans))


def _without_overlaps(spans: Iterable[Span]) -> Iterable[Span]:
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def _list_calls(nodes: Sequence[Node], spans: Sequence[Span]) -> Iterable[tuple[int, str]]:
    """Return each name called in each segment, once."""
    starts = sorted(
        (node.start_byte, (node.text or b"").decode(errors="replace")) for node in nodes
    )
    placed = _place([start for start, _ in starts], spans)
    return dict.fromkeys(zip(placed, (name for _, name in starts), strict=True))


def _add_messages(
    counter: WordCounter, source: bytes, spans: Sequence[Span], marks: Sequence[Span]
) -> None:
    messages = [mark for mark in marks if mark.what == Place.MESSAGE]
    segments = _place([mark.start for mark in messages], spans)
    for segment, mark in zip(segments, messages, strict=True):
        counter.add_message(WORD.findall(source, mark.start, mark.end), segment)


def _place(starts: Sequence[int], spans: Sequence[Span]) -> list[int]:
    """Return the innermost segment around each of the positions, which are in order."""
    opened: list[Span] = []
    placed, upcoming = [], 0
    for start in starts:
        while upcoming < len(spans) and spans[upcoming].start <= start:
            opened.append(spans[upcoming])
            upcoming += 1
        while opened and opened[-1].end <= start:
            opened.pop()
        placed.append(opened[-1].what if opened else WHOLE_FILE)
    return placed
