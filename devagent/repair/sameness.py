"""When two texts of a file are the same fix: by their syntax, without comments and layout."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator, Mapping

from tree_sitter import Node, Parser

from devagent.index.discovery import find_language
from devagent.index.parsing.grammar import find_grammar

_LITERALS = frozenset({"string", "template_string", "regex", "jsx_text"})


def fingerprint(texts: Mapping[str, str]) -> str:
    """Return a key that is alike for texts of files, by path, that differ in nothing that runs."""
    forms = [f"{path}\0{_form_of(path, text)}" for path, text in sorted(texts.items())]
    return hashlib.sha256("\0".join(forms).encode(errors="replace")).hexdigest()


def parses(path: str, text: str) -> bool:
    """Return whether a text is code of its language; what has no grammar here always is."""
    language = find_language(path) or ""
    if language == "python":
        return _parse_python(text) is not None
    grammar = find_grammar(language)
    return grammar is None or not Parser(grammar.language).parse(text.encode()).root_node.has_error


def _form_of(path: str, text: str) -> str:
    language = find_language(path) or ""
    tree = _parse_python(text) if language == "python" else None
    if tree:
        return ast.dump(tree)
    grammar = find_grammar(language)
    if grammar is None:
        return " ".join(text.split())
    root = Parser(grammar.language).parse(text.encode()).root_node
    return "\0".join(_list_tokens(root))


def _parse_python(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _list_tokens(root: Node) -> Iterator[str]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "comment":
            continue
        if node.child_count == 0 or node.type in _LITERALS:
            yield (node.text or b"").decode(errors="replace")
        else:
            waiting += reversed(node.children)
