"""What one grammar of tree_sitter can capture, by one query that runs in C."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import tree_sitter_javascript
import tree_sitter_python
import tree_sitter_typescript
from tree_sitter import Language, Node, Parser, Query, QueryCursor

PYTHON = """
(function_definition) @function
(class_definition) @class
(module (expression_statement (assignment left: (identifier) @variable)))
(class_definition body: (block (expression_statement (assignment left: (identifier) @variable))))
(module . (comment)* . (expression_statement (string) @docstring))
(class_definition body: (block . (expression_statement (string) @docstring)))
(function_definition body: (block . (expression_statement (string) @docstring)))
(string) @message
(comment) @comment
(call function: [(identifier) @call (attribute attribute: (identifier) @call)])
(decorator [(identifier) @call (attribute attribute: (identifier) @call)])
(import_statement) @import
(import_from_statement) @import
(keyword_argument name: (identifier) @keyword)
(attribute object: (identifier) @object (#eq? @object "settings"))
"""
_JAVASCRIPT = """
(function_declaration) @function
(generator_function_declaration) @function
(method_definition) @function
(class_declaration) @class
(variable_declarator value: [(arrow_function) (function_expression)]) @function
(program (lexical_declaration (variable_declarator) @variable))
(program (variable_declaration (variable_declarator) @variable))
(export_statement (lexical_declaration (variable_declarator) @variable))
(string) @message
(template_string) @message
(comment) @comment
(call_expression function: [
  (identifier) @call (member_expression property: (property_identifier) @call)])
(import_statement) @import
(export_statement source: (string)) @import
"""
_JSX = """
(jsx_text) @message
(jsx_opening_element name: (identifier) @call)
(jsx_self_closing_element name: (identifier) @call)
"""
_TYPES = """
(abstract_class_declaration) @class
(interface_declaration) @class
(enum_declaration) @class
(type_alias_declaration) @class
"""

_MOST_PARTS = 5_000
_COMMENTS = re.compile(rb"(?:^[ \t]*#[^\n]*\n)+", re.MULTILINE)
# Where the row lies in a string, what closes that must stay.
_LINE = re.compile(rb"^(?![^\n]*(?:\"\"\"|'''))[^\n]+", re.MULTILINE)
_MOST_COMMENTS = 300


@dataclass(frozen=True, slots=True)
class Grammar:
    """A parser with its query."""

    language: Language
    query: Query
    is_python: bool = False

    def list_long_comments(self, source: bytes) -> list[tuple[int, int]]:
        """Return the bounds of long rows of lines that are comments, of which a query captures few.

        Python's grammar looks at all the rest of a row behind a block for each of its lines, so
        that a file that is commented out would take seconds.
        """
        if not self.is_python or source.count(b"#") <= _MOST_COMMENTS:
            return []
        rows = _COMMENTS.finditer(source)
        return [row.span() for row in rows if row[0].count(b"\n") > _MOST_COMMENTS]

    def capture(self, source: bytes) -> tuple[Mapping[str, list[Node]], bool]:
        """Return the nodes by the name that the query gives them, and whether there were errors.

        Of text that is one error of many parts nothing is captured.
        """
        for start, end in self.list_long_comments(source):
            source = source[:start] + _LINE.sub(_blank, source[start:end]) + source[end:]
        root = Parser(self.language).parse(source).root_node
        if root.has_error and _is_shattered(root):
            return {}, True
        return QueryCursor(self.query).captures(root), root.has_error


def _blank(line: re.Match[bytes]) -> bytes:
    return b" " * len(line[0])


def _is_shattered(root: Node) -> bool:
    """Whether an error has so many parts that a query, quadratic there, would take minutes."""
    waiting = [root]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return False
        node = waiting.pop()
        if node.child_count > _MOST_PARTS:
            return True
        waiting += [child for child in node.children if child.has_error]
    return True


@cache
def find_grammar(language: str) -> Grammar | None:
    """Return the grammar of a language; None where there is none."""
    if language == "python":
        return replace(_build(tree_sitter_python.language(), PYTHON), is_python=True)
    if language == "javascript":
        return _build(tree_sitter_javascript.language(), _JAVASCRIPT + _JSX)
    if language == "typescript":
        return _build(tree_sitter_typescript.language_typescript(), _JAVASCRIPT + _TYPES)
    if language == "tsx":
        return _build(tree_sitter_typescript.language_tsx(), _JAVASCRIPT + _JSX + _TYPES)
    return None


def _build(pointer: object, query: str) -> Grammar:
    language = Language(pointer)
    return Grammar(language, Query(language, query))
