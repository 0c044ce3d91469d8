"""Slips that are usual where Django's rows are found, counted and saved."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from devagent.repair.code import Code, Edit
from devagent.repair.operators.statements import find_lines

_QUERIES = frozenset(
    "filter exclude order_by annotate select_related prefetch_related values values_list".split()
)
_FINDING = frozenset({"filter", "exclude", "get", "Q"})


class MissingSave:
    """``x.a = b`` to ``x.a = b; x.save()``, where the function does not save it."""

    name: ClassVar[str] = "missing save"
    prior: ClassVar[float] = 0.6

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the assignment with a call of save behind it, in a file that saves or queries."""
        match node:
            case (
                ast.Assign(targets=[ast.Attribute(value=owner)])
                | ast.AugAssign(target=ast.Attribute(value=owner))
            ):
                call, lines = f"{code.text(owner)}.save(", find_lines(code, node)
                is_django = ".save(" in code.source or ".objects" in code.source
                scope = code.function_of(node)
                if isinstance(scope, ast.Module) or call in code.text(scope):
                    return
                if lines and is_django:
                    text = f"{' ' * node.col_offset}{call})\n"
                    yield Edit(start=lines[1], end=lines[1], text=text)


class DistinctRows:
    """``filter(…)`` to ``filter(…).distinct()``, ``Count(a)`` to ``Count(a, distinct=True)``.

    A join gives a row for each of the other table's.
    """

    name: ClassVar[str] = "distinct rows"
    prior: ClassVar[float] = 0.45

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the query or aggregate without repeated rows."""
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in _QUERIES:
                yield code.replace(node, f"{code.text(node)}.distinct()")
            case ast.Call(
                func=(
                    ast.Name(id="Count" | "Sum") | ast.Attribute(attr="Count" | "Sum")
                ) as function,
                args=[argument],
                keywords=[],
            ):
                text = f"{code.text(function)}({code.text(argument)}, distinct=True)"
                yield code.replace(node, text)


class FlatValues:
    """``values_list(a)`` to ``values_list(a, flat=True)``: values, not tuples of one."""

    name: ClassVar[str] = "flat values"
    prior: ClassVar[float] = 0.8

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the query for values."""
        match node:
            case ast.Call(
                func=ast.Attribute(attr="values_list") as function, args=[column], keywords=[]
            ):
                yield code.replace(node, f"{code.text(function)}({code.text(column)}, flat=True)")


class ExcludedItself:
    """``filter(…)`` to ``filter(…).exclude(pk=a.pk)``: others are asked for, not the row itself."""

    name: ClassVar[str] = "excluded itself"
    prior: ClassVar[float] = 0.35

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the query without each row at hand."""
        match node:
            case ast.Call(func=ast.Attribute(attr="filter")):
                for name in code.names_at(node):
                    rows = ("self.instance", "self") if name == "self" else (name,)
                    for row in rows:
                        yield code.replace(node, f"{code.text(node)}.exclude(pk={row}.pk)")


class OtherOrder:
    """``order_by("a")`` to ``order_by("-a")``, and back."""

    name: ClassVar[str] = "other order"
    prior: ClassVar[float] = 0.75

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the query with each of its columns the other way round."""
        match node:
            case ast.Call(
                func=ast.Attribute(attr="order_by" | "latest" | "earliest"), args=columns
            ):
                for column in columns:
                    if isinstance(column, ast.Constant) and isinstance(column.value, str):
                        name = column.value
                        other = name[1:] if name.startswith("-") else f"-{name}"
                        yield code.replace(column, f'"{other}"')


class OrNotFound:
    """``M.objects.get(…)`` to ``get_object_or_404(M, …)``, where the file knows that."""

    name: ClassVar[str] = "or not found"
    prior: ClassVar[float] = 0.6

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the call that answers 404 where nothing is found."""
        if "get_object_or_404" not in code.source:
            return
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Attribute(value=model, attr="objects"), attr="get"),
                keywords=[_, *_],
            ):
                start = code.span(node.func)[1] if isinstance(node, ast.Call) else 0
                arguments = code.between(start, code.span(node)[1]).partition("(")[2]
                yield code.replace(node, f"get_object_or_404({code.text(model)}, {arguments}")


class DonorKeyword:
    """``f(a=b)`` to ``f(a=b, c=d)``, where another call of ``f`` in the file says ``c=d``.

    Queries count as one: what one of them filters by may be missing in another.
    """

    name: ClassVar[str] = "donor keyword"
    prior: ClassVar[float] = 0.4

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the call with each keyword that others have, and ``all()`` as a filter by it."""
        if not isinstance(node, ast.Call):
            return
        name = _name_of(node)
        known = {keyword.arg for keyword in node.keywords}
        for keyword, text in _list_keywords(code, "filter" if name == "all" else name):
            if keyword in known:
                continue
            if name == "all" and not node.args and isinstance(node.func, ast.Attribute):
                yield code.replace(node, f"{code.text(node.func.value)}.filter({text})")
            elif node.args or node.keywords:
                whole = code.text(node).removesuffix(")").rstrip().removesuffix(",")
                yield code.replace(node, f"{whole}, {text})")


def _name_of(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _list_keywords(code: Code, name: str) -> dict[tuple[str, str], None]:
    names = _FINDING if name in _FINDING else {name}
    return {
        (keyword.arg, f"{keyword.arg}={code.text(keyword.value)}"): None
        for each in code.expressions.values()
        if isinstance(each, ast.Call) and _name_of(each) in names
        for keyword in each.keywords
        if keyword.arg
    }


OPERATORS = (
    MissingSave(),
    DistinctRows(),
    FlatValues(),
    ExcludedItself(),
    OtherOrder(),
    OrNotFound(),
    DonorKeyword(),
)
