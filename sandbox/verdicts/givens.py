"""Which conditions of Python code rest on nothing that the code is given; pure.

What is right for a while, by chance, or on this machine alone has to ask for that somewhere, and
the answer is the same whatever it is called with.
"""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntFlag
from functools import cache

from sandbox.verdicts.bindings import (
    FUNCTIONS,
    list_bound,
    list_enclosed,
    list_kept,
    list_locals,
    list_mutated,
    list_names,
    list_parameters,
    makes_container,
    walk_own,
)
from sandbox.verdicts.python_nodes import (
    AS_MODULE,
    CLOCKS,
    last_name,
    list_imported,
    root_of,
)

_ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
_CHANCE = frozenset({"random", "secrets"})
_CHANCE_NAMES = frozenset({"urandom", "getrandbits", "getrandom", "uuid1", "uuid4"})
_OWN_NUMBERS = frozenset({"hash", "id"})
_ASKING = frozenset({"open", "hash", "id", "dir"})
_FAIR = CLOCKS | frozenset(
    "version_info platform byteorder maxsize implementation name sep TYPE_CHECKING environ getenv "
    "isEnabledFor input".split()
)


class _Weight(IntFlag):
    """What an expression rests on: something that is given, and something that is asked for."""

    NOTHING = 0
    GIVEN = 1
    ASKED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """The names of a function, or of a file: what is given, and what the others are made of."""

    given: frozenset[str]
    made: Mapping[str, Sequence[ast.expr]]
    weights: dict[str, _Weight] = field(default_factory=dict)


def find_fixed_conditions(file: NamedFile) -> Iterator[ast.expr]:
    """Yield the conditions that nothing given decides, though they are no constants."""
    for function in (file.tree, *file.functions):
        scope = file.scope_of(function)
        for condition in _list_conditions(function):
            is_fixed = file.weigh(condition, scope) == _Weight.ASKED
            if is_fixed and not _is_first_time(condition, function):
                yield condition


def find_unsteady_conditions(file: NamedFile) -> Iterator[ast.expr]:
    """Yield the conditions that chance decides, or how often something has been called."""
    asks_chance = cache(file.asks_chance)
    has_chance = asks_chance(file.tree)
    for function in (file.tree, *file.functions):
        scope, kept = file.scope_of(function), file.changed | list_kept(function)
        counted = kept | {
            name
            for name, values in scope.made.items()
            if any(_mentions(value, kept) for value in values)
        }
        evicting = {id(one) for one in _list_evictions(function)}
        for condition in _list_conditions(function):
            is_chance = has_chance and any(map(asks_chance, file.unfold(condition, scope)))
            if is_chance or (_counts(condition, counted) and id(condition) not in evicting):
                yield condition


class NamedFile:
    """A file, and what its names stand for."""

    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        self.functions = [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]
        self._imported = list_imported(tree)
        self._classes = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
        self._defined = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        self._made = list_bound(tree)
        self._names_in = cache(list_names)
        self._top = _Scope(given=frozenset(), made={})
        self._called: dict[str, _Weight] = {}
        own = self._made.keys() | self._defined.keys() | self._classes
        self.changed = frozenset(
            name
            for function in self.functions
            for name in (own & list_mutated(function)) - list_locals(function)
        ) | {name for function in self.functions for name in list_enclosed(function)}
        self._around: dict[int, list[ast.AST]] = {}
        for function in self.functions:
            for inner in ast.walk(function):
                if isinstance(inner, FUNCTIONS):
                    self._around.setdefault(id(inner), []).append(function)

    def scope_of(self, function: ast.AST) -> _Scope:
        """Return the names of a function and of those around it."""
        around = self._around.get(id(function), [])
        given = frozenset(name for one in around for name in list_parameters(one))
        made: dict[str, Sequence[ast.expr]] = {}
        for one in around if given else []:
            made |= list_bound(one)
        return _Scope(given=given, made=made)

    def weigh(self, node: ast.AST, scope: _Scope) -> _Weight:
        """Return what the expression rests on."""
        if isinstance(node, ast.Name):
            return self._weigh_name(node.id, scope)
        if isinstance(node, ast.expr) and last_name(node) in _FAIR:
            return _Weight.GIVEN
        weight = _Weight.NOTHING
        if isinstance(node, ast.Attribute) and self._is_of_library(node):
            weight = _Weight.ASKED
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            weight = self._weigh_call(node.func.id)
        for child in ast.iter_child_nodes(node):
            weight |= self.weigh(child, scope)
        return weight

    def unfold(self, node: ast.expr, scope: _Scope) -> Iterator[ast.expr]:
        """Yield the expression and those that its names were made of."""
        waiting, seen = [node], set[str]()
        while waiting:
            one = waiting.pop()
            yield one
            for name in self._names_in(one) - seen:
                seen.add(name)
                waiting += [*scope.made.get(name, ()), *self._made.get(name, ())]

    def asks_chance(self, node: ast.AST) -> bool:
        """Whether a number is drawn there, or one that differs from process to process is used."""
        for part in ast.walk(node):
            if isinstance(part, ast.Call):
                name = last_name(part.func)
                is_drawn = self._origin(root_of(part.func)) in _CHANCE and name != "compare_digest"
                if is_drawn or name in _CHANCE_NAMES:
                    return True
            if isinstance(part, ast.BinOp) and any(
                isinstance(side, ast.Call) and last_name(side.func) in _OWN_NUMBERS
                for side in (part.left, part.right)
            ):
                return True
        return False

    def _weigh_name(self, name: str, scope: _Scope) -> _Weight:
        """Return what a name rests on; each is looked into once, though they may go in circles."""
        if name not in scope.given and name not in scope.made:
            scope = self._top
        if name not in scope.weights:
            scope.weights[name] = _Weight.NOTHING
            scope.weights[name] = self._weigh_new(name, scope)
        return scope.weights[name]

    def _weigh_new(self, name: str, scope: _Scope) -> _Weight:
        if name.startswith("__"):
            return _Weight.NOTHING
        if name in scope.given:
            return _Weight.GIVEN
        parts = scope.made.get(name) or self._made.get(name)
        if parts is not None:
            is_filled = name in scope.made and any(map(makes_container, parts))
            weight = _Weight.GIVEN if is_filled else _Weight.NOTHING
            for part in parts:
                weight |= self.weigh(part, scope)
            return weight
        if name in self._imported:
            return _Weight.NOTHING if self._is_standard(name) else _Weight.GIVEN
        is_known = name in self._classes or name in self._defined or hasattr(builtins, name)
        return _Weight.NOTHING if is_known else _Weight.GIVEN

    def _weigh_call(self, name: str) -> _Weight:
        """Return what a call rests on beside its arguments."""
        function = self._defined.get(name)
        if function is None:
            is_asking = name in _ASKING or (name in self._imported and self._is_standard(name))
            return _Weight.ASKED if is_asking else _Weight.NOTHING
        if name not in self._called:
            self._called[name] = _Weight.ASKED
            inner = _Scope(given=frozenset(), made=list_bound(function))
            is_given = bool(list_parameters(function)) or any(
                _Weight.GIVEN in self.weigh(one, inner) for one in function.body
            )
            self._called[name] = _Weight.GIVEN if is_given else _Weight.ASKED
        return self._called[name]

    def _is_of_library(self, node: ast.Attribute) -> bool:
        root = root_of(node)
        return root in self._imported and self._is_standard(root)

    def _is_standard(self, name: str) -> bool:
        return self._origin(name) in sys.stdlib_module_names

    def _origin(self, name: str) -> str:
        return self._imported.get(name, "").removeprefix(AS_MODULE).partition(".")[0]


def _list_conditions(function: ast.AST) -> Iterator[ast.expr]:
    """Yield what is asked there, each part of ``and``, ``or`` and ``not`` for itself."""
    for node in walk_own(function):
        asked: list[ast.expr] = []
        match node:
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
                asked = [test]
            case ast.Match(subject=test) | ast.UnaryOp(op=ast.Not(), operand=test):
                asked = [test]
            case ast.match_case(guard=ast.expr() as test):
                asked = [test]
            case ast.comprehension(ifs=asked) | ast.BoolOp(values=asked):
                pass
            case ast.Compare():
                asked = [node]
        for one in asked:
            is_told_elsewhere = isinstance(one, ast.Compare) and one is not node
            is_negation = isinstance(one, ast.UnaryOp) and isinstance(one.op, ast.Not)
            if not (is_told_elsewhere or is_negation or isinstance(one, ast.BoolOp)):
                yield one


def _is_first_time(condition: ast.expr, function: ast.AST) -> bool:
    """Whether it is asked if something has been made yet: a name that is nothing so far."""
    match condition:
        case ast.Name(id=name):
            return name.startswith("_") and name not in list_bound(function)
        case ast.Compare(
            left=ast.Name(), ops=[ast.Is() | ast.IsNot()], comparators=[ast.Constant(value=None)]
        ):
            return True
    return False


def _counts(node: ast.expr, kept: frozenset[str]) -> bool:
    """Whether something that changes from call to call is compared, or is taken from a store."""
    for part in ast.walk(node):
        match part:
            case ast.Call(func=ast.Name(id="next"), args=[store, *_]):
                found = root_of(store) in kept
            case ast.Compare(left=left, ops=[operator, *_], comparators=others):
                is_order = isinstance(operator, _ORDERS)
                found = is_order and any(_mentions(side, kept) for side in (left, *others))
            case _:
                continue
        if found:
            return True
    return False


def _mentions(node: ast.expr, kept: frozenset[str]) -> bool:
    """Whether one of the names is used there as a whole, not for what it has under a given key."""
    if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Constant):
        return _mentions(node.slice, kept)
    if isinstance(node, ast.Name):
        return node.id in kept
    return any(
        isinstance(one, ast.expr) and _mentions(one, kept) for one in ast.iter_child_nodes(node)
    )


def _list_evictions(function: ast.AST) -> Iterator[ast.expr]:
    """Yield the conditions on which something kept is only made smaller."""
    for node in walk_own(function):
        if isinstance(node, ast.If) and not node.orelse:
            calls = [one.value for one in node.body if isinstance(one, ast.Expr)]
            is_all = len(calls) == len(node.body)
            if is_all and all(root_of(one) in list_names(node.test) for one in calls):
                yield node.test
