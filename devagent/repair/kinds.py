"""Of which types expressions are, as far as a run has shown the types of variables."""

from __future__ import annotations

import ast
from collections.abc import Mapping

Types = frozenset[str]

UNKNOWN: Types = frozenset()
TEXT = frozenset({"str"})
NUMBERS = frozenset({"int", "float", "bool", "complex", "Decimal", "Fraction"})
TEXTS = frozenset({"str", "bytes"})
COLLECTIONS = frozenset({"list", "tuple", "set", "dict", "frozenset", "range", "deque", "str"})
SEQUENCES = frozenset({"str", "list", "tuple", "range"})
_NOTHING = "NoneType"
_DISPLAYS: dict[type[ast.expr], str] = {
    ast.List: "list",
    ast.ListComp: "list",
    ast.Tuple: "tuple",
    ast.Set: "set",
    ast.SetComp: "set",
    ast.Dict: "dict",
    ast.DictComp: "dict",
    ast.JoinedStr: "str",
    ast.Compare: "bool",
    ast.GeneratorExp: "generator",
}
_RESULTS = {
    **dict.fromkeys(("len", "int", "ord", "round", "hash", "id"), "int"),
    **dict.fromkeys(("str", "chr", "repr", "bin", "hex", "oct", "input", "format"), "str"),
    **dict.fromkeys(("all", "any", "bool", "isinstance", "callable", "hasattr"), "bool"),
    **dict.fromkeys(("list", "sorted"), "list"),
    "float": "float",
    "set": "set",
    "dict": "dict",
    "tuple": "tuple",
    "range": "range",
}
_METHOD_RESULTS = {
    **dict.fromkeys(
        "upper lower strip lstrip rstrip title capitalize swapcase replace join zfill".split(),
        "str",
    ),
    **dict.fromkeys("split rsplit splitlines".split(), "list"),
    **dict.fromkeys("find rfind index rindex count bit_length".split(), "int"),
    **dict.fromkeys(
        "startswith endswith isdigit isalpha isalnum isspace isupper islower".split(), "bool"
    ),
    **dict.fromkeys("append extend insert sort reverse remove add clear".split(), _NOTHING),
}


class Kinds:
    """What a run has shown: the types that each variable had, and with ``()`` each function gave.

    Without a run nothing is known, and everything fits everywhere.
    """

    def __init__(self, observed: Mapping[str, Types] | None = None) -> None:
        self._observed = dict(observed or {})

    def of_name(self, name: str) -> Types:
        """Return the types that a variable has had; none where it was never seen."""
        return self._observed.get(name, UNKNOWN)

    def may_hold(self, name: str) -> bool:
        """Return whether a variable may have a value, which one that was never seen has not."""
        return not self._observed or name in self._observed

    def fit(self, one: Types, other: Types) -> bool:
        """Return whether values of the one may stand where those of the other do."""
        if not one or not other or _NOTHING in one | other:
            return True
        return bool(one & other) or bool(one & NUMBERS and other & NUMBERS)

    def may_be(self, node: ast.expr, types: Types) -> bool:
        """Return whether an expression may be of one of these types."""
        return self.fit(self.of(node), types)

    def of(self, node: ast.expr) -> Types:
        """Return the types of an expression; none where they are not known."""
        match node:
            case ast.Constant(value=value):
                return frozenset({type(value).__name__})
            case ast.UnaryOp(op=ast.Not()):
                return frozenset({"bool"})
            case _ if type(node) in _DISPLAYS:
                return frozenset({_DISPLAYS[type(node)]})
            case _:
                return self._of_parts(node)

    def _of_parts(self, node: ast.expr) -> Types:
        types = UNKNOWN
        match node:
            case ast.Name(id=name):
                types = self.of_name(name)
            case ast.UnaryOp(operand=operand):
                types = self.of(operand)
            case ast.IfExp(body=body, orelse=orelse):
                types = self._either(body, orelse)
            case ast.BinOp():
                types = self._of_operation(node)
            case ast.Call():
                types = self._of_call(node)
            case ast.Subscript(value=value, slice=index):
                whole = self.of(value)
                types = whole if isinstance(index, ast.Slice) or whole == TEXT else UNKNOWN
        return types

    def _either(self, one: ast.expr, other: ast.expr) -> Types:
        first, second = self.of(one), self.of(other)
        return first | second if first and second else UNKNOWN

    def _of_operation(self, node: ast.BinOp) -> Types:
        left, right = self.of(node.left), self.of(node.right)
        if isinstance(node.op, ast.Mod) and left == TEXT:
            return left
        if not left or not right:
            return UNKNOWN
        if left <= NUMBERS and right <= NUMBERS:
            if isinstance(node.op, ast.Div):
                return frozenset({"float"})
            return frozenset({"int"} if left | right <= {"int", "bool"} else {"float"})
        if isinstance(node.op, ast.Mult):
            return left if right <= NUMBERS else right
        return left if left == right else UNKNOWN

    def _of_call(self, node: ast.Call) -> Types:
        match node.func:
            case ast.Name(id=name):
                result = _RESULTS.get(name)
                if result is None:
                    return self.of_name(f"{name}()")
            case ast.Attribute(attr=name):
                result = _METHOD_RESULTS.get(name)
            case _:
                return UNKNOWN
        return frozenset({result}) if result else UNKNOWN
