"""What an error in production says of itself: a traceback, and a call that raises it again; pure.

Values come from whoever used the application, so they are written only where they are literals.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping

from devagent.repair.health import ErrorEvent, Frame

Read = Callable[[str], str | None]
"""Returns the text of a file of the project, None where there is none."""

_MOST_MESSAGE = 500
_MOST_VALUE = 2_000
_SOURCE_FOLDER = "src/"


def write_traceback(error: ErrorEvent) -> str:
    """Return the error as Python prints one, its message shortened to 500 characters."""
    lines = [
        f'  File "{frame.path}", line {frame.line}, in {frame.function}' for frame in error.stack
    ]
    head = ["Traceback (most recent call last):", *lines] if lines else []
    message = " ".join(error.message.split())[:_MOST_MESSAGE]
    return "\n".join([*head, f"{error.exception}: {message}".removesuffix(": ")])


def write_snippet(error: ErrorEvent, read: Read) -> str:
    """Return lines of Python that call what raised as it was called, "" where that is not known.

    It is the innermost function of a module that takes nothing but literals, all of them known.
    """
    for frame in reversed(error.stack):
        text = read(frame.path) if frame.path.endswith(".py") else None
        function = _find_function(text, frame.function) if text else None
        arguments = _find_arguments(function, frame) if function else None
        if arguments is not None:
            module = _name_module(frame.path)
            call = ", ".join(f"{name}={value}" for name, value in arguments.items())
            return f"from {module} import {frame.function}\n\n{frame.function}({call})\n"
    return ""


def _find_function(text: str, name: str) -> ast.FunctionDef | None:
    """Return the function of the module by this name, if it is there once and has no decorator."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError):
        return None
    found = [one for one in body if isinstance(one, ast.FunctionDef) and one.name == name]
    return found[0] if len(found) == 1 and not found[0].decorator_list else None


def _find_arguments(function: ast.FunctionDef, frame: Frame) -> Mapping[str, str] | None:
    """Return the parameters with their values, None where one is not known as it was passed."""
    declared = function.args
    if declared.posonlyargs or declared.vararg or declared.kwarg:
        return None
    assigned = set(_list_assigned(function))
    arguments = {}
    for name in (one.arg for one in (*declared.args, *declared.kwonlyargs)):
        value = _read_literal(frame.locals.get(name, ""))
        if value is None or name in assigned:
            return None
        arguments[name] = value
    return arguments


def _list_assigned(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id


def _read_literal(text: str) -> str | None:
    """Return a literal as Python writes it, None where the text is none."""
    if not text or len(text) > _MOST_VALUE:
        return None
    try:
        return repr(ast.literal_eval(text))
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return None


def _name_module(path: str) -> str:
    parts = path.removeprefix(_SOURCE_FOLDER).removesuffix(".py").split("/")
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
