"""What text an expression in Python makes of constants, as far as it can be told; pure."""

from __future__ import annotations

import ast

_MOST = 10_000


def fold_text(node: ast.expr) -> str | None:
    """Return the text that the expression is, whatever runs; None where that cannot be told.

    Sums, formats, joins, replacements and slices of constants are understood.
    """
    try:
        value = _fold(node)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError):
        return None
    return value if isinstance(value, str) else None


def _fold(node: ast.expr) -> object:  # noqa: C901, PLR0911  # one line for each kind
    """Return the value; raise where it is none of constants alone."""
    match node:
        case ast.Constant(value=str() | int() | float() | None as value):
            return value
        case ast.Tuple(elts=parts):
            return tuple(_fold(part) for part in parts)
        case ast.List(elts=parts):
            return [_fold(part) for part in parts]
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as value)):
            return -value
        case ast.JoinedStr(values=parts):
            return "".join(str(_fold(part)) for part in parts)
        case ast.FormattedValue(value=inner, conversion=-1, format_spec=None):
            return _fold(inner)
        case ast.BinOp(left=left, op=ast.Add() | ast.Mod() as operator, right=right):
            return _join(_fold(left), operator, _fold(right))
        case ast.Subscript(value=inner, slice=ast.Slice(lower=lower, upper=upper, step=step)):
            ends = [None if one is None else _fold(one) for one in (lower, upper, step)]
            return _short(_fold(inner))[slice(*ends)]  # type: ignore[arg-type]  # else it raises
        case ast.Call(func=ast.Attribute(value=inner, attr=name), args=arguments, keywords=[]):
            return _call(_short(_fold(inner)), name, [_fold(one) for one in arguments])
        case ast.Call(func=ast.Name(id="chr"), args=[ast.Constant(value=int() as value)]):
            return chr(value)
    raise ValueError


def _join(left: object, operator: ast.operator, right: object) -> str:
    text = _short(left)
    return text + _short(right) if isinstance(operator, ast.Add) else text % right


def _call(text: str, name: str, arguments: list[object]) -> str:
    if name == "join":
        (parts,) = arguments
        return text.join(parts)  # type: ignore[arg-type]  # else it raises, as it would there
    if name in {"replace", "lower", "upper", "strip", "format", "removeprefix", "removesuffix"}:
        return str(getattr(text, name)(*arguments))
    raise ValueError


def _short(value: object) -> str:
    if isinstance(value, str) and len(value) < _MOST:
        return value
    raise ValueError
