"""Names that Django gives to code: of URLs, models, settings, receivers and registrations."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from tree_sitter import Node

from devagent.index.parsing.nodes import text_of
from devagent.index.records import Label

_TEXTS = {
    b"verbose_name": "verbose name",
    b"verbose_name_plural": "verbose name",
    b"help_text": "help text",
}
# Django takes the first argument of a field for its verbose name.
_FIELD, _NAMED = b"Field", b"verbose_name"
_ROUTES = {"path", "re_path", "url"}
_REGISTRATIONS = {b"register": "admin registration", b"receiver": "signal receiver"}
_LONGEST = 300


def list_labels(source: bytes, captures: Mapping[str, list[Node]]) -> list[Label]:
    """Return the labels of a Python file, by the line that each stands on."""
    found = _list_labels(source, captures)
    return sorted(found, key=lambda label: (label.line, label.kind, label.text))


def _list_labels(source: bytes, captures: Mapping[str, list[Node]]) -> Iterator[Label]:
    for node in captures.get("keyword", []):
        name = source[node.start_byte : node.end_byte]
        if name in _TEXTS or name == b"name":
            yield from _of_keyword(name, node)
    for node in captures.get("variable", []):
        name = source[node.start_byte : node.end_byte]
        if name in _TEXTS and (value := node.parent and node.parent.child_by_field_name("right")):
            yield _label(_TEXTS[name], value)
    for node in captures.get("call", []):
        name = source[node.start_byte : node.end_byte]
        kind = _REGISTRATIONS.get(name)
        if kind:
            yield from _of_call(kind, node)
        elif name.endswith(_FIELD):
            yield from _of_call(_TEXTS[_NAMED], node, {"string", "call"})
    for node in captures.get("object", []):
        attribute = node.parent and node.parent.child_by_field_name("attribute")
        if attribute and text_of(attribute).isupper():
            yield _label("setting", attribute)


def _of_keyword(name: bytes, node: Node) -> Iterator[Label]:
    argument = node.parent
    value = argument and argument.child_by_field_name("value")
    if argument is None or value is None:
        return
    if name in _TEXTS:
        yield _label(_TEXTS[name], value)
    elif _called(argument.parent) in _ROUTES:
        yield _label("URL name", value)


def _of_call(kind: str, node: Node, taken: Collection[str] = ()) -> Iterator[Label]:
    """Yield the first argument, if it is one of the kinds of nodes that are taken."""
    call = node.parent if node.parent and node.parent.type == "call" else None
    call = call or (node.parent and node.parent.parent)
    arguments = call.child_by_field_name("arguments") if call else None
    first = arguments.named_children[0] if arguments and arguments.named_child_count else None
    if first and (not taken or first.type in taken):
        yield _label(kind, first)


def _called(arguments: Node | None) -> str:
    call = arguments.parent if arguments else None
    function = call.child_by_field_name("function") if call else None
    return text_of(function).rpartition(".")[2] if function else ""


def _label(kind: str, node: Node) -> Label:
    text = text_of(node)
    opening = text.find("(") if node.type == "call" else -1
    if opening >= 0:
        text = text[opening + 1 : -1]
    return Label(kind=kind, text=text.strip("'\"")[:_LONGEST], line=node.start_point[0] + 1)
