"""What a file refers to by name: each use of an identifier, bases of classes, Django's routes."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from tree_sitter import Language, Node, Parser, Query, QueryCursor

from devagent.analysis.routes import Route, last_name, list_routes, unquote
from devagent.index.parsing.grammar import find_grammar
from devagent.index.parsing.nodes import text_of

# Raised whenever the same bytes would be read into something else.
VERSION = 1

_PYTHON = """
(identifier) @name
(attribute attribute: (identifier) @attribute)
((attribute object: (identifier) @self attribute: (identifier) @own)
  (#any-of? @self "self" "cls"))
(function_definition name: (identifier) @defined)
(class_definition name: (identifier) @defined)
(parameters (identifier) @defined)
(default_parameter name: (identifier) @defined)
(typed_parameter (identifier) @defined)
(typed_default_parameter name: (identifier) @defined)
(lambda_parameters (identifier) @defined)
(keyword_argument name: (identifier) @defined)
(assignment left: (identifier) @defined)
(import_statement (dotted_name) @imported)
(import_from_statement (dotted_name) @imported)
(aliased_import name: (dotted_name) @imported alias: (identifier) @alias)
(string) @string
(class_definition superclasses: (argument_list [(identifier) (attribute)] @base))
(call) @call
(decorator) @decorator
"""
_SCRIPT = """
(identifier) @name
(shorthand_property_identifier) @name
(property_identifier) @attribute
(member_expression object: (this) property: (property_identifier) @own)
(function_declaration name: (identifier) @defined)
(generator_function_declaration name: (identifier) @defined)
(method_definition name: (property_identifier) @defined)
(pair key: (property_identifier) @defined)
(variable_declarator name: (identifier) @defined)
(import_specifier name: (identifier) @imported)
(import_specifier name: (identifier) @original alias: (identifier) @alias)
(import_clause (identifier) @imported)
(export_specifier name: (identifier) @imported)
(string) @string
(template_string) @string
"""
_JAVASCRIPT = """
(class_declaration name: (identifier) @defined)
(class_heritage (_) @base)
(formal_parameters (identifier) @defined)
"""
_TYPESCRIPT = """
(type_identifier) @name
(class_declaration name: (type_identifier) @defined)
(interface_declaration name: (type_identifier) @defined)
(type_alias_declaration name: (type_identifier) @defined)
(enum_declaration name: (identifier) @defined)
(property_signature name: (property_identifier) @defined)
(required_parameter pattern: (identifier) @defined)
(extends_clause value: (_) @base)
(decorator) @decorator
"""
_QUERIES = {
    "python": _PYTHON,
    "javascript": _SCRIPT + _JAVASCRIPT,
    "typescript": _SCRIPT + _TYPESCRIPT,
    "tsx": _SCRIPT + _TYPESCRIPT,
}
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_ADDRESS = re.compile(r"/?[\w.-]+/[\w./${}-]*")
_TAG = re.compile(rb"\{[{%](.*?)[%}]\}")
_WORD = re.compile(r"[A-Za-z_]\w*")
_LONGEST = 200
# A query takes the square of the length of what does not parse.
_LONGEST_BROKEN = 50_000
_WRAPPERS = frozenset({"decorated_definition", "export_statement"})

Captures = Mapping[str, list[Node]]


class Manner(IntEnum):
    """How a name is used."""

    PLAIN = 0
    ATTRIBUTE = 1
    OWN = 2
    """An attribute of self, cls or this."""
    IMPORT = 3
    STRING = 4
    """The whole of a string, dots included."""
    ADDRESS = 5
    """The whole of a string, with slashes between its parts."""
    TEMPLATE = 6
    """In a tag of a template."""


_MANNERS = tuple(Manner)


# Of records made by the hundred thousand, tuples are by far the quickest.
class Use(NamedTuple):
    """A name that a file refers to on a line, by the name of its definition, not by its alias."""

    name: str
    line: int
    manner: Manner


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is named around a definition, such as a decorator, and the line that this begins on."""

    name: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """What a file refers to; each name once for a line and manner."""

    uses: tuple[Use, ...] = ()
    bases: tuple[Mark, ...] = ()
    decorators: tuple[Mark, ...] = ()
    routes: tuple[Route, ...] = ()

    def pack(self) -> bytes:
        """Return these as bytes for ``unpack``."""
        rows = {
            "uses": [(use.name, use.line, use.manner) for use in self.uses],
            "bases": [(base.name, base.line) for base in self.bases],
            "decorators": [(mark.name, mark.line) for mark in self.decorators],
            "routes": [(r.pattern, r.view, r.includes, r.name, r.line) for r in self.routes],
        }
        return zlib.compress(json.dumps(rows, separators=(",", ":")).encode(), 1)

    @staticmethod
    def unpack(packed: bytes) -> References:
        """Return what was packed."""
        rows = json.loads(zlib.decompress(packed))
        return References(
            uses=tuple(Use(name, line, _MANNERS[how]) for name, line, how in rows["uses"]),
            bases=tuple(Mark(name=name, line=line) for name, line in rows["bases"]),
            decorators=tuple(Mark(name=name, line=line) for name, line in rows["decorators"]),
            routes=tuple(
                Route(pattern=pattern, view=view, includes=includes, name=name, line=line)
                for pattern, view, includes, name, line in rows["routes"]
            ),
        )


def read_references(source: bytes, language: str) -> References:
    """Return what a file of UTF-8 refers to; of a language that is no code, nothing."""
    if language == "html":
        return References(uses=tuple(dict.fromkeys(_list_template_uses(source))))
    query = _find_query(language)
    if query is None:
        return References()
    root = Parser(query[0]).parse(source).root_node
    if root.has_error and len(source) > _LONGEST_BROKEN:
        return References()
    captures = QueryCursor(query[1]).captures(root)
    return References(
        uses=tuple(dict.fromkeys(_list_uses(captures))),
        bases=tuple(_list_bases(captures.get("base", []))),
        decorators=tuple(_list_decorators(captures.get("decorator", []))),
        routes=tuple(list_routes(captures.get("call", []))),
    )


@cache
def _find_query(language: str) -> tuple[Language, Query] | None:
    grammar = find_grammar(language)
    if grammar is None:
        return None
    return grammar.language, Query(grammar.language, _QUERIES[language])


def _list_template_uses(source: bytes) -> Iterator[Use]:
    for number, line in enumerate(source.split(b"\n"), start=1):
        for tag in _TAG.findall(line):
            for name in _WORD.findall(tag.decode(errors="replace")):
                yield Use(name=name, line=number, manner=Manner.TEMPLATE)


def _list_uses(captures: Captures) -> Iterator[Use]:
    """Yield each name that is used, in no order; aliases as what they stand for."""
    aliases = dict(_list_aliases(captures))
    own = {node.start_byte for node in captures.get("own", [])}
    attributes = {node.start_byte for node in captures.get("attribute", [])} | own
    imported = {
        start for node in captures.get("imported", []) for start in _identifier_starts(node)
    }
    skipped = {
        node.start_byte
        for group in ("defined", "alias", "original")
        for node in captures.get(group, [])
    } - imported
    for node in (*captures.get("name", []), *captures.get("attribute", [])):
        start = node.start_byte
        if start in skipped:
            continue
        name = text_of(node)
        manner = Manner.PLAIN
        if start in imported:
            manner = Manner.IMPORT
        elif start in own:
            manner = Manner.OWN
        elif start in attributes:
            manner = Manner.ATTRIBUTE
        else:
            name = aliases.get(name, name)
        yield Use(name=name, line=node.start_point[0] + 1, manner=manner)
    yield from _list_strings(captures.get("string", []))


def _list_strings(nodes: Iterable[Node]) -> Iterator[Use]:
    for node in nodes:
        text = unquote(node)
        if len(text) > _LONGEST:
            continue
        if _NAME.fullmatch(text):
            yield Use(name=text, line=node.start_point[0] + 1, manner=Manner.STRING)
        elif _ADDRESS.fullmatch(text):
            yield Use(name=text, line=node.start_point[0] + 1, manner=Manner.ADDRESS)


def _list_aliases(captures: Captures) -> Iterator[tuple[str, str]]:
    """Yield each alias with the last part of the name that it stands for."""
    for node in captures.get("alias", []):
        original = node.parent and node.parent.child_by_field_name("name")
        if original:
            yield text_of(node), last_name(original)


def _identifier_starts(node: Node) -> Iterator[int]:
    yield node.start_byte
    yield from (child.start_byte for child in node.named_children)


def _list_bases(nodes: Iterable[Node]) -> Iterator[Mark]:
    for node in nodes:
        owner = node.parent
        while owner is not None and not owner.type.startswith("class_de"):
            owner = owner.parent
        if owner is not None:
            yield Mark(name=last_name(node), line=_first_line(owner))


def _list_decorators(nodes: Iterable[Node]) -> Iterator[Mark]:
    for node in nodes:
        decorated, named = node.parent, node.named_children[0]
        if decorated is not None:
            called = (
                named.child_by_field_name("function") if named.type.startswith("call") else None
            )
            yield Mark(name=last_name(called or named), line=_first_line(decorated))


def _first_line(definition: Node) -> int:
    """Return the line on which a definition begins, with its decorators and its export."""
    while definition.parent is not None and definition.parent.type in _WRAPPERS:
        definition = definition.parent
    return definition.start_point[0] + 1
