"""A Python file as repair sees it: its syntax tree with parents, and the text of every node."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from devagent.repair.kinds import Kinds

Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.Module
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The bytes from ``start`` up to ``end`` of a file are to become ``text``."""

    start: int
    end: int
    text: str


class Code:
    """A file that parses. Raises SyntaxError or ValueError (a NUL byte) for one that does not.

    ``kinds`` is what is known of the types in it, ``texts`` are literals of its tests.
    """

    def __init__(
        self, source: str, kinds: Kinds | None = None, texts: frozenset[str] = frozenset()
    ) -> None:
        self.source = source
        self.kinds = kinds or Kinds()
        self.texts = texts
        self.tree = ast.parse(source)
        self._bytes = source.encode()
        self._line_starts = [0]
        for line in self._bytes.splitlines(keepends=True):
            self._line_starts.append(self._line_starts[-1] + len(line))
        self.parents: dict[ast.AST, ast.AST] = {
            child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)
        }

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """Return where a node starts and ends, in bytes."""
        end_line, end_column = node.end_lineno, node.end_col_offset
        if end_line is None or end_column is None:
            raise ValueError("The node does not come from a file.")
        start = self._line_starts[node.lineno - 1] + node.col_offset
        return start, self._line_starts[end_line - 1] + end_column

    def text(self, node: ast.expr | ast.stmt) -> str:
        """Return the text of a node as it stands in the file."""
        start, end = self.span(node)
        return self._bytes[start:end].decode()

    def between(self, start: int, end: int) -> str:
        """Return the text between two places, in bytes."""
        return self._bytes[start:end].decode()

    def line_span(self, first: int, last: int) -> tuple[int, int]:
        """Return where whole lines start and end, in bytes, with the line break of the last one."""
        return self._line_starts[first - 1], self._line_starts[last]

    def top_level_of(self, edit: Edit) -> tuple[int, int]:
        """Return where the top-level statement around an edit starts and ends, in bytes.

        It reaches up to the next one. An edit of several has the whole file.
        """
        for start, end in pairwise(self._top_level):
            if start <= edit.start and edit.end <= end:
                return start, end
        return 0, len(self._bytes)

    @cached_property
    def _top_level(self) -> list[int]:
        firsts = [
            min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
            for node in self.tree.body
        ]
        starts = {self._line_starts[line - 1] for line in firsts}
        return [*sorted(starts), len(self._bytes)]

    def replace(self, node: ast.expr | ast.stmt, text: str) -> Edit:
        """Return the edit that puts a text in a node's place."""
        start, end = self.span(node)
        return Edit(start=start, end=end, text=text)

    def apply(self, edit: Edit) -> str:
        """Return the file after an edit."""
        return (self._bytes[: edit.start] + edit.text.encode() + self._bytes[edit.end :]).decode()

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield what a node stands in, from the inside out."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def function_of(self, node: ast.AST) -> Scope:
        """Return the innermost function that a node stands in, or the module."""
        for ancestor in self.ancestors(node):
            if isinstance(ancestor, Scope):
                return ancestor
        return self.tree

    def statement_of(self, node: ast.AST) -> ast.stmt | None:
        """Return the innermost statement that a node is or stands in."""
        if isinstance(node, ast.stmt):
            return node
        return next((each for each in self.ancestors(node) if isinstance(each, ast.stmt)), None)

    def names_at(self, node: ast.AST) -> list[str]:
        """Return the variables that may be read at a node, the nearest scopes first.

        Names of comprehensions count inside them only. Names bound later in the same scope are
        left out, since reading them fails.
        """
        names: dict[str, None] = {}
        line = getattr(node, "lineno", 0)
        for ancestor in self.ancestors(node):
            if isinstance(ancestor, _COMPREHENSIONS):
                for generator in ancestor.generators:
                    names.update(dict.fromkeys(_bound(generator.target)))
            elif isinstance(ancestor, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                names.update(dict.fromkeys(self._locals_before(ancestor, line)))
        return list(names)

    def _locals_before(
        self, scope: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, line: int
    ) -> Iterator[str]:
        arguments = scope.args
        for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            yield argument.arg
        for variadic in (arguments.vararg, arguments.kwarg):
            if variadic:
                yield variadic.arg
        for inner in ast.walk(scope):
            match inner:
                case ast.Name(ctx=ast.Store()) if inner.lineno <= line:
                    is_own = self.function_of(inner) is scope
                    if is_own and not self._in_comprehension(inner, scope):
                        yield inner.id

    def _in_comprehension(self, node: ast.AST, scope: ast.AST) -> bool:
        for ancestor in self.ancestors(node):
            if ancestor is scope:
                return False
            if isinstance(ancestor, _COMPREHENSIONS):
                return True
        return False

    @cached_property
    def expressions(self) -> dict[str, ast.expr]:
        """The expressions of the file that something else could be replaced by, by their text."""
        found: dict[str, ast.expr] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.expr) and not isinstance(node, ast.Starred | ast.Slice):
                if not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
                    continue
                found.setdefault(self.text(node), node)
        return found


def _bound(target: ast.expr) -> Iterator[str]:
    for node in ast.walk(target):
        if isinstance(node, ast.Name):
            yield node.id


def list_texts(source: str) -> frozenset[str]:
    """Return the text literals of a file; raise SyntaxError or ValueError as Code does."""
    return frozenset(
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def find_function(source: str, name: str) -> range:
    """Return the lines of the function or class of this name, the last one; none without one."""
    found = range(0)
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() if node.name == name:
                found = range(node.lineno, (node.end_lineno or node.lineno) + 1)
    return found
