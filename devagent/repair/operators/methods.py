"""Methods: called or not, their result passed on or not, and what the class's parent does."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from devagent.repair.code import Code, Edit
from devagent.repair.operators.statements import find_block_of, find_lines


class CalledMethod:
    """``x.f`` to ``x.f()``, and back."""

    name: ClassVar[str] = "called method"
    prior: ClassVar[float] = 0.35

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the attribute called, or the method that is not."""
        match node, code.parents.get(node):
            case ast.Call(func=ast.Attribute() as function, args=[], keywords=[]), _:
                yield code.replace(node, code.text(function))
            case ast.Attribute(ctx=ast.Load()), ast.Call(func=function) if function is node:
                return
            case ast.Attribute(ctx=ast.Load()), ast.expr() | ast.stmt() | ast.keyword():
                yield Edit(start=code.span(node)[1], end=code.span(node)[1], text="()")


class ReturnedCall:
    """``f(x)`` as the last statement of a function's block to ``return f(x)``."""

    name: ClassVar[str] = "returned call"
    prior: ClassVar[float] = 0.5

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the statement that passes the result on."""
        match node:
            case ast.Expr(value=ast.Call() | ast.Await()):
                block, _ = find_block_of(node, code)
                if node is block[-1] and not isinstance(code.function_of(node), ast.Module):
                    yield code.replace(node, f"return {code.text(node)}")


class MissingSuper:
    """``def f(self, a): b`` to ``def f(self, a): super().f(a); b``, or at its end."""

    name: ClassVar[str] = "missing super"
    prior: ClassVar[float] = 0.35

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield a method of a class with parents that does what theirs does as well."""
        function = code.parents.get(node)
        match function, code.parents.get(function) if function else None:
            case ast.FunctionDef(args=arguments) as method, ast.ClassDef(bases=[_, *_]):
                is_plain = not method.decorator_list and arguments.args
            case _:
                return
        if not is_plain or "super()" in code.text(method) or not isinstance(node, ast.stmt):
            return
        lines, space = find_lines(code, node), " " * node.col_offset
        call = f"super().{method.name}({_pass_on(arguments)})"
        if lines and node is method.body[0]:
            yield Edit(start=lines[0], end=lines[0], text=f"{space}{call}\n")
        if lines and node is method.body[-1] and not isinstance(node, ast.Return):
            yield Edit(start=lines[1], end=lines[1], text=f"{space}{call}\n")
            yield Edit(start=lines[1], end=lines[1], text=f"{space}return {call}\n")


def _pass_on(arguments: ast.arguments) -> str:
    """Return the arguments of a method as it passes them on, without the first one."""
    names = [each.arg for each in (*arguments.posonlyargs, *arguments.args)][1:]
    names += [f"*{arguments.vararg.arg}"] if arguments.vararg else []
    names += [f"{each.arg}={each.arg}" for each in arguments.kwonlyargs]
    names += [f"**{arguments.kwarg.arg}"] if arguments.kwarg else []
    return ", ".join(names)


OPERATORS = (CalledMethod(), ReturnedCall(), MissingSuper())
