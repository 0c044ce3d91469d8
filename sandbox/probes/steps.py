"""The test of a snippet: how it is run, and its assertions as steps that are told apart.

A test is a function ``check`` that takes the entry point, functions named ``test…``, or a script.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from types import CodeType
from typing import Any

STEP, WANTS = "__queen_step__", "__queen_wants__"
_CHECK = "check"
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.Module)

Step = Callable[[int], AbstractContextManager[object]]
Namespace = dict[str, Any]


class SnippetTest:
    """A test's text, compiled; raises SyntaxError or ValueError where that is not possible."""

    def __init__(self, text: str, entry_point: str) -> None:
        self._entry_point = entry_point
        self._text = text
        tree = ast.parse(text)
        self._is_check = any(_is_function(node, _CHECK) for node in tree.body)
        self._whole = self._compile(tree)
        self.independent = _list_independent(tree)

    def run(self, namespace: Namespace, entry: object = None) -> None:
        """Run all of it, as it stands; ``entry`` takes the place of the entry point."""
        self._run(self._whole, namespace, entry)

    def run_steps(self, namespace: Namespace, step: Step, entry: object) -> None:
        """Run all of it with each assertion inside ``step``, called with its number."""
        namespace[STEP] = step
        self._run(self._rewrite(_in_step), namespace, entry)

    def compile_only(self, wanted: frozenset[int]) -> Callable[[Namespace], None]:
        """Return what runs the test with these assertions and no other."""
        code = self._rewrite(_if_wanted)

        def run(namespace: Namespace) -> None:
            namespace[WANTS] = wanted.__contains__
            self._run(code, namespace, None)

        return run

    def _run(self, code: CodeType, namespace: Namespace, entry: object) -> None:
        if entry is not None:
            namespace[self._entry_point] = entry
        exec(code, namespace)  # noqa: S102  # this is what the sandbox is for
        if self._is_check:
            namespace[_CHECK](namespace[self._entry_point])
            return
        for name in code.co_names:
            if name.startswith("test") and callable(namespace.get(name)):
                namespace[name]()

    def _rewrite(self, around: Callable[[ast.Assert, int], ast.stmt]) -> CodeType:
        tree = ast.parse(self._text)
        return self._compile(_Steps(_number(tree), around).visit(tree))

    def _compile(self, tree: ast.Module) -> CodeType:
        if self._is_check:
            tree.body = [node for node in tree.body if not _calls_check(node)]
        return compile(ast.fix_missing_locations(tree), "<test>", "exec", dont_inherit=True)


class _Steps(ast.NodeTransformer):
    def __init__(
        self, numbers: Mapping[ast.AST, int], around: Callable[[ast.Assert, int], ast.stmt]
    ) -> None:
        self._numbers = numbers
        self._around = around

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:  # ast's name
        return ast.copy_location(self._around(node, self._numbers[node]), node)


def _in_step(node: ast.Assert, number: int) -> ast.stmt:
    item = ast.withitem(context_expr=_call(STEP, number))
    return ast.With(items=[item], body=[node])


def _if_wanted(node: ast.Assert, number: int) -> ast.stmt:
    return ast.If(test=_call(WANTS, number), body=[node], orelse=[])


def _call(name: str, number: int) -> ast.Call:
    function = ast.Name(id=name, ctx=ast.Load())
    return ast.Call(func=function, args=[ast.Constant(value=number)], keywords=[])


def _number(tree: ast.Module) -> dict[ast.AST, int]:
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    found.sort(key=lambda node: (node.lineno, node.col_offset))
    return {node: number for number, node in enumerate(found)}


def _list_independent(tree: ast.Module) -> frozenset[int]:
    """Return the assertions that read nothing which the test has assigned.

    What they ask then does not hang on what the assertions before them did to it.
    """
    numbers = _number(tree)
    found = set()
    for scope in ast.walk(tree):
        if isinstance(scope, _SCOPES):
            stored = {
                node.id
                for node in ast.walk(scope)
                if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
            }
            body = scope.body if isinstance(scope.body, list) else []
            for node in body:
                if isinstance(node, ast.Assert) and not stored & _list_read(node):
                    found.add(numbers[node])
    return frozenset(found)


def _list_read(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _is_function(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == name


def _calls_check(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))):
            return name == _CHECK
        case _:
            return False
