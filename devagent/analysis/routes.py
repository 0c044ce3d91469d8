"""Django's patterns of addresses, read from the syntax tree of a urls.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from devagent.index.parsing.nodes import text_of

_ROUTES = frozenset({"path", "re_path", "url"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A pattern of addresses: its view's name, or the dotted module whose patterns it includes."""

    pattern: str
    view: str
    includes: str
    name: str
    line: int


def list_routes(calls: Iterable[Node]) -> Iterator[Route]:
    """Yield the routes among the calls of a Python file."""
    for call in calls:
        given = _list_arguments(call)
        if _read_called(call) in _ROUTES and len(given) > 1:
            view = _find_view(given[1])
            includes = _read_included(view)
            yield Route(
                pattern=_find_string(given[0]),
                view="" if includes else last_name(view),
                includes=includes,
                name=_find_string(_read_keywords(given).get("name")),
                line=call.start_point[0] + 1,
            )


def unquote(node: Node) -> str:
    """Return the text of a string without its prefix and quotes."""
    text = text_of(node)
    text = text.lstrip("rRbBuUfF") if text[:1] not in {"'", '"', "`"} else text
    quote = text[:3] if text[:3] in {'"""', "'''"} else text[:1]
    return text.removeprefix(quote).removesuffix(quote)


def _find_view(node: Node) -> Node:
    """Return what names the view: the class before as_view, the function within a decorator."""
    while node.type == "call" and _read_called(node) != "include":
        function, given = node.child_by_field_name("function"), _list_arguments(node)
        if _read_called(node) == "as_view" and function:
            return function.child_by_field_name("object") or function
        if not given:
            break
        node = given[0]
    return node


def _read_included(node: Node) -> str:
    given = _list_arguments(node) if node.type == "call" else []
    # include(("shop.urls", "shop")) names an app besides.
    first = given[0].named_children if given and given[0].type == "tuple" else given
    return _find_string(first[0]) if first else ""


def _read_called(call: Node) -> str:
    function = call.child_by_field_name("function")
    return last_name(function) if function else ""


def _list_arguments(call: Node) -> Sequence[Node]:
    arguments = call.child_by_field_name("arguments")
    return [one for one in arguments.named_children if one.type != "comment"] if arguments else []


def _read_keywords(given: Sequence[Node]) -> Mapping[str, Node]:
    found = {}
    for one in given:
        name, value = one.child_by_field_name("name"), one.child_by_field_name("value")
        if one.type == "keyword_argument" and name and value:
            found[text_of(name)] = value
    return found


def _find_string(node: Node | None) -> str:
    """Return a string, also one that is given to gettext or the like."""
    while node is not None and node.type == "call":
        node = next(iter(_list_arguments(node)), None)
    return unquote(node) if node is not None and node.type == "string" else ""


def last_name(node: Node) -> str:
    """Return what stands behind the last dot of a name."""
    return text_of(node).rpartition(".")[2]
