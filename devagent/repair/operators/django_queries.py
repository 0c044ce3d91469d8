"""Slips that are usual in queries and updates of Django's models."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from devagent.repair.code import Code, Edit

_LOOKUPS = {
    "gt": ("gte", "lt"),
    "gte": ("gt", "lte"),
    "lt": ("lte", "gt"),
    "lte": ("lt", "gte"),
    "exact": ("iexact",),
    "iexact": ("exact",),
    "contains": ("icontains",),
    "icontains": ("contains", "istartswith"),
    "startswith": ("istartswith", "endswith"),
    "endswith": ("iendswith", "startswith"),
    "in": ("contains",),
    "date": ("date__lte", "date__gte"),
}


class FilterOrGet:
    """``get`` to ``filter(…).first()`` and back: none or many rows instead of one."""

    name: ClassVar[str] = "filter or get"
    prior: ClassVar[float] = 0.5

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the other way to a row."""
        match node:
            case ast.Call(func=ast.Attribute(value=owner, attr="get"), keywords=[_, *_]):
                start = code.span(owner)[1]
                arguments = code.between(start, code.span(node)[1]).partition("(")[2]
                yield code.replace(node, f"{code.text(owner)}.filter({arguments}.first()")


class NamedInUpdate:
    """``save(update_fields=["a"])`` with each field that the function assigns to."""

    name: ClassVar[str] = "named in update_fields"
    prior: ClassVar[float] = 0.8

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the list with the field, or the call without the list."""
        match node:
            case ast.Call(
                func=ast.Attribute(value=owner, attr="save"),
                keywords=[ast.keyword(arg="update_fields", value=ast.List(elts=named) as fields)],
            ):
                known = {each.value for each in named if isinstance(each, ast.Constant)}
                for name in self._assigned(code.text(owner), node, code):
                    if name not in known:
                        parts = [*(code.text(each) for each in named), repr(name)]
                        yield code.replace(fields, f"[{', '.join(parts)}]")
                yield code.replace(node, f"{code.text(owner)}.save()")

    def _assigned(self, owner: str, node: ast.AST, code: Code) -> Iterator[str]:
        for each in ast.walk(code.function_of(node)):
            match each:
                case ast.Attribute(value=value, attr=name, ctx=ast.Store()):
                    if code.text(value) == owner:
                        yield name


class FieldInDatabase:
    """``x.n = x.n + 1`` to ``x.n = F("n") + 1``: counted by the database, not by each process."""

    name: ClassVar[str] = "field in the database"
    prior: ClassVar[float] = 0.4

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the assignment from the column, where the file knows F."""
        if not _imports(code, "F"):
            return
        match node:
            case ast.Assign(
                targets=[ast.Attribute(attr=name) as target],
                value=ast.BinOp(left=ast.Attribute() as left),
            ) if code.text(target) == code.text(left):
                yield code.replace(left, f'F("{name}")')
            case ast.AugAssign(
                target=ast.Attribute(attr=name) as target,
                op=ast.Add() | ast.Sub() as sign,
                value=value,
            ):
                word = "+" if isinstance(sign, ast.Add) else "-"
                text = f'{code.text(target)} = F("{name}") {word} {code.text(value)}'
                yield code.replace(node, text)


class EitherQuery:
    """``filter(Q(a=1), Q(b=2))`` and ``Q(a=1) & Q(b=2)`` to ``Q(a=1) | Q(b=2)``, and back."""

    name: ClassVar[str] = "either query"
    prior: ClassVar[float] = 0.7

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the conditions joined in another way."""
        match node:
            case ast.Call(
                func=ast.Attribute(attr="filter" | "exclude" | "get"),
                args=[ast.Call(func=ast.Name(id="Q")) as one, ast.Call() as other],
            ):
                start, end = code.span(one)[0], code.span(other)[1]
                text = f"{code.text(one)} | {code.text(other)}"
                yield Edit(start=start, end=end, text=text)
            case ast.Call(func=ast.Name(id="Q")):
                yield code.replace(node, f"~{code.text(node)}")


class OtherLookup:
    """``name__gt=x`` to ``name__gte=x``, ``email=x`` to ``email__iexact=x``, and so on."""

    name: ClassVar[str] = "other lookup"
    prior: ClassVar[float] = 0.65

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the query with another lookup for one of its keywords."""
        match node:
            case ast.Call(
                func=ast.Attribute(attr="filter" | "exclude" | "get") | ast.Name(id="Q"),
                keywords=keywords,
            ):
                for keyword in keywords:
                    for name in self._others(keyword.arg or ""):
                        start = code.span(keyword.value)[0] - len(f"{keyword.arg}=")
                        if code.between(start, code.span(keyword.value)[0]) == f"{keyword.arg}=":
                            end = start + len(keyword.arg or "")
                            yield Edit(start=start, end=end, text=name)

    def _others(self, name: str) -> Iterator[str]:
        field, _, lookup = name.rpartition("__")
        if field and lookup in _LOOKUPS:
            yield from (f"{field}__{other}" for other in _LOOKUPS[lookup])
        elif name:
            yield from (f"{name}__{lookup}" for lookup in ("iexact", "in", "date"))


def _imports(code: Code, name: str) -> bool:
    return any(
        alias.name == name
        for node in ast.walk(code.tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    )


OPERATORS = (FilterOrGet(), NamedInUpdate(), FieldInDatabase(), EitherQuery(), OtherLookup())
