"""Names: another variable, another function of the same family, another attribute."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from devagent.repair.code import Code, Edit

_FAMILIES = (
    ("any", "all"),
    ("min", "max"),
    ("sorted", "reversed"),
    ("sum", "len", "max", "min"),
    ("int", "float", "str", "round", "abs"),
    ("ceil", "floor", "round"),
    ("upper", "lower", "swapcase", "title", "capitalize"),
    ("isupper", "islower", "isalpha", "isdigit", "isalnum", "isnumeric", "isspace"),
    ("strip", "lstrip", "rstrip"),
    ("startswith", "endswith"),
    ("find", "rfind"),
    ("index", "rindex"),
    ("split", "rsplit", "splitlines"),
    ("append", "extend", "insert"),
    ("append", "add"),
    ("pop", "popleft"),
    ("keys", "values", "items"),
    ("union", "intersection", "difference", "symmetric_difference"),
    ("filter", "exclude"),
    ("first", "last"),
    ("earliest", "latest"),
    ("ord", "chr"),
    ("range", "enumerate"),
    ("bin", "hex", "oct", "str"),
    ("sin", "cos"),
    ("zip", "product", "zip_longest"),
    ("combinations", "permutations", "combinations_with_replacement"),
    ("days", "seconds", "total_seconds"),
    ("create", "get_or_create", "update_or_create"),
    ("Sum", "Count", "Avg", "Max", "Min"),
    ("add", "remove", "discard"),
    ("date", "localdate"),
)
_COLLECTIONS = ("list", "sorted", "set", "tuple", "reversed")


class OtherVariable:
    """A variable replaced by another one that can be read there."""

    name: ClassVar[str] = "other variable"
    prior: ClassVar[float] = 0.8

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield each other variable in the place of this one."""
        if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
            return
        parent = code.parents.get(node)
        if isinstance(parent, ast.Call) and parent.func is node:
            return
        kinds = code.kinds
        for name in code.names_at(node):
            fits = kinds.may_hold(name) and kinds.fit(kinds.of(node), kinds.of_name(name))
            if name != node.id and fits:
                yield code.replace(node, name)


class OtherTarget:
    """An assignment to another variable of the same function."""

    name: ClassVar[str] = "other target"
    prior: ClassVar[float] = 0.4

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield each other variable as what is assigned to."""
        match node, code.parents.get(node):
            case ast.Name(id=old, ctx=ast.Store()) as target, ast.Assign() | ast.AugAssign():
                for name in code.names_at(node):
                    if name != old:
                        yield code.replace(target, name)


class RelatedFunction:
    """``min`` to ``max``, ``upper`` to ``lower``: functions that are mistaken for each other."""

    name: ClassVar[str] = "related function"
    prior: ClassVar[float] = 0.85

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the call of each related function."""
        match node:
            case ast.Call(func=ast.Name(id=name) as function):
                for other in self._related(name):
                    yield code.replace(function, other)
            case ast.Call(func=ast.Attribute(value=owner, attr=name) as function):
                for other in self._related(name):
                    yield code.replace(function, f"{code.text(owner)}.{other}")

    def _related(self, name: str) -> Iterator[str]:
        found = (family for family in _FAMILIES if name in family)
        yield from dict.fromkeys(other for family in found for other in family if other != name)


class OtherCollection:
    """``set(x)`` to ``sorted(x)``, ``list(x)`` and the like."""

    name: ClassVar[str] = "other collection"
    prior: ClassVar[float] = 0.4

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the call of each other collection."""
        match node:
            case ast.Call(func=ast.Name(id=name) as function) if name in _COLLECTIONS:
                for other in _COLLECTIONS:
                    if other != name:
                        yield code.replace(function, other)


class OtherAttribute:
    """An attribute replaced by another one that the file reads of the same thing."""

    name: ClassVar[str] = "other attribute"
    prior: ClassVar[float] = 0.5

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield each other attribute in the place of this one."""
        if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Load):
            return
        owner = code.text(node.value)
        others = dict.fromkeys(
            other.attr
            for other in code.expressions.values()
            if isinstance(other, ast.Attribute) and code.text(other.value) == owner
        )
        for other in others:
            if other != node.attr:
                yield code.replace(node, f"{owner}.{other}")


OPERATORS = (OtherVariable(), OtherTarget(), RelatedFunction(), OtherCollection(), OtherAttribute())
