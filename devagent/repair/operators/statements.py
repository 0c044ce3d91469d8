"""Statements: left out, moved, put in or out of a block, or one that is missing."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from textwrap import dedent, indent
from typing import ClassVar

from devagent.repair.code import Code, Edit

_COMPOUND = (ast.If, ast.For, ast.While, ast.With, ast.Try)


def find_blocks(node: ast.AST) -> Iterator[Sequence[ast.stmt]]:
    """Yield the blocks that stand directly in a statement."""
    for field in ("body", "orelse", "finalbody"):
        block = getattr(node, field, None)
        if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
            yield block


def find_block_of(statement: ast.stmt, code: Code) -> tuple[Sequence[ast.stmt], int]:
    """Return the block that a statement stands in, and where in it."""
    for block in find_blocks(code.parents[statement]):
        if statement in block:
            return block, block.index(statement)
    return (statement,), 0


def find_lines(code: Code, statement: ast.stmt) -> tuple[int, int] | None:
    """Return where the lines of a statement start and end, in bytes; None where it shares them."""
    start, end = code.span(statement)
    first, last = code.line_span(statement.lineno, statement.end_lineno or statement.lineno)
    rest = code.between(end, last).strip()
    is_alone = not code.between(first, start).strip() and (not rest or rest.startswith("#"))
    return (first, last) if is_alone else None


class DeletedStatement:
    """A statement left out, alone or with the next one."""

    name: ClassVar[str] = "deleted statement"
    prior: ClassVar[float] = 0.35

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the file without the statement."""
        if not isinstance(node, ast.stmt) or isinstance(node, ast.FunctionDef | ast.ClassDef):
            return
        if isinstance(node, ast.Import | ast.ImportFrom):
            return
        block, index = find_block_of(node, code)
        lines = find_lines(code, node)
        if lines and len(block) > 1:
            yield Edit(start=lines[0], end=lines[1], text="")
            following = find_lines(code, block[index + 1]) if len(block) > index + 2 else None
            if following:
                yield Edit(start=lines[0], end=following[1], text="")
        elif not isinstance(node, ast.Pass):
            yield code.replace(node, "pass")


class Unindented:
    """The last statement of a block moved out of it, behind it."""

    name: ClassVar[str] = "moved out of the block"
    prior: ClassVar[float] = 0.5

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the file with the statement one level further out."""
        if not isinstance(node, ast.stmt) or not isinstance(code.parents.get(node), _COMPOUND):
            return
        block, index = find_block_of(node, code)
        outer, lines = code.parents[node], find_lines(code, node)
        is_last = index == len(block) - 1 and index > 0
        if is_last and lines and isinstance(outer, ast.stmt):
            text = indent(dedent(code.between(*lines)), " " * outer.col_offset)
            yield Edit(start=lines[0], end=lines[1], text=text)


class Indented:
    """A statement moved into the block before it, as its last."""

    name: ClassVar[str] = "moved into the block"
    prior: ClassVar[float] = 0.4

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the file with the statement one level further in."""
        if not isinstance(node, ast.stmt):
            return
        block, index = find_block_of(node, code)
        before = block[index - 1] if index else None
        lines = find_lines(code, node)
        while lines and isinstance(before, _COMPOUND) and find_lines(code, before.body[0]):
            text = indent(dedent(code.between(*lines)), " " * before.body[0].col_offset)
            yield Edit(start=lines[0], end=lines[1], text=text)
            before = before.body[-1]


class SwappedStatements:
    """Two neighbours in the other order."""

    name: ClassVar[str] = "swapped statements"
    prior: ClassVar[float] = 0.4

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the file with the statement and the next one swapped."""
        if not isinstance(node, ast.stmt):
            return
        block, index = find_block_of(node, code)
        first = find_lines(code, node)
        second = find_lines(code, block[index + 1]) if index + 1 < len(block) else None
        if first and second:
            text = code.between(*second) + code.between(first[1], second[0]) + code.between(*first)
            yield Edit(start=first[0], end=second[1], text=text)


class CopiedStatement:
    """A simple statement of the same function once more, before or behind another one."""

    name: ClassVar[str] = "copied statement"
    prior: ClassVar[float] = 0.2

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the file with each donor before and behind the statement."""
        if not isinstance(node, ast.stmt) or isinstance(node, ast.FunctionDef | ast.ClassDef):
            return
        lines = find_lines(code, node)
        if lines is None:
            return
        start, end = lines
        for text in self._donors(node, code):
            line = " " * node.col_offset + text + "\n"
            yield Edit(start=start, end=start, text=line)
            if not isinstance(node, ast.Return | ast.Break | ast.Continue | ast.Raise):
                yield Edit(start=end, end=end, text=line)

    def _donors(self, node: ast.stmt, code: Code) -> Iterator[str]:
        simple = (ast.Assign, ast.AugAssign, ast.Expr, ast.Return, ast.Break, ast.Continue)
        found: dict[str, None] = {}
        for other in ast.walk(code.function_of(node)):
            if isinstance(other, simple) and other is not node:
                text = code.text(other)
                if "\n" not in text and not text.startswith(('"', "'")):
                    found[text] = None
        yield from found


class MissingReturn:
    """``return x`` at the end of a function, for each variable of it, and early for nothing."""

    name: ClassVar[str] = "missing return"
    prior: ClassVar[float] = 0.3

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield a result behind a function's last statement, or a guard before its first."""
        function = code.parents.get(node)
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            return
        body = [each for each in function.body if not _is_docstring(each)]
        if not isinstance(node, ast.stmt) or node not in body:
            return
        lines, space = find_lines(code, node), " " * node.col_offset
        if lines and node is body[-1] and not isinstance(node, ast.Return):
            for name in code.names_at(node):
                yield Edit(start=lines[1], end=lines[1], text=f"{space}return {name}\n")
        if lines and node is body[0]:
            for argument in function.args.args:
                for result in ("None", "False", "True", "0", "[]", '""', argument.arg):
                    text = f"{space}if not {argument.arg}:\n{space}    return {result}\n"
                    yield Edit(start=lines[0], end=lines[0], text=text)


class ChangedJump:
    """``break`` to ``continue`` and back, ``return`` to what the loop goes on with."""

    name: ClassVar[str] = "changed jump"
    prior: ClassVar[float] = 0.35

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the other jump."""
        match node:
            case ast.Break():
                yield code.replace(node, "continue")
                yield code.replace(node, "pass")
            case ast.Continue():
                yield code.replace(node, "break")
                yield code.replace(node, "pass")


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


OPERATORS = (
    DeletedStatement(),
    Unindented(),
    Indented(),
    SwappedStatements(),
    CopiedStatement(),
    MissingReturn(),
    ChangedJump(),
)
