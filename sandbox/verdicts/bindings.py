"""What the functions of a file in Python name, make and change; pure."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from sandbox.verdicts.python_nodes import last_name, list_targets, root_of

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_CONTAINERS = frozenset(
    "list dict set bytearray defaultdict OrderedDict Counter deque StringIO BytesIO".split()
)
_CHANGES = frozenset(
    "append appendleft add insert setdefault update extend pop popleft remove clear discard".split()
)


def walk_own(function: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a function, or of a file, without those of the functions in it."""
    waiting = list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        if not isinstance(node, FUNCTIONS):
            yield node
            waiting += ast.iter_child_nodes(node)


def list_mutated(function: ast.AST) -> set[str]:
    """Return the names of what the function changes, without giving it a new name."""
    changed: set[str] = set()
    for node in walk_own(function):
        if isinstance(node, ast.Global):
            changed |= set(node.names)
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr in _CHANGES:
                changed.add(root_of(node.func))
            elif last_name(node.func) == "next" and node.args:
                changed |= list_names(node.args[0]) if isinstance(node.args[0], ast.Name) else set()
        changed |= {root_of(one) for one in list_targets(node) if not isinstance(one, ast.Name)}
    return changed


def list_kept(function: ast.AST) -> frozenset[str]:
    """Return the parameters that stay from call to call, since their default is changed."""
    if not isinstance(function, FUNCTIONS):
        return frozenset()
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args][-len(arguments.defaults) or None :]
    pairs = [*zip(named, arguments.defaults, strict=False)]
    pairs += [
        (one, value)
        for one, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if value
    ]
    lasting = {one.arg for one, value in pairs if not isinstance(value, ast.Constant | ast.Name)}
    return frozenset(lasting & list_mutated(function))


def list_enclosed(function: ast.AST) -> Iterator[str]:
    """Yield the names that a function keeps for one that it defines and gives to others."""
    given = {
        node.value.id
        for node in walk_own(function)
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Name)
    }
    for node in ast.walk(function):
        if isinstance(node, ast.FunctionDef) and node is not function and node.name in given:
            for inner in walk_own(node):
                yield from inner.names if isinstance(inner, ast.Nonlocal) else ()


def makes_container(node: ast.expr) -> bool:
    """Whether a container is made, which is filled later."""
    match node:
        case ast.List(elts=[]) | ast.Dict(keys=[]):
            return True
    return isinstance(node, ast.Call) and last_name(node.func) in _CONTAINERS


def list_parameters(function: ast.AST) -> set[str]:
    """Return the names that a function is given; none for a file."""
    arguments = function.args if isinstance(function, FUNCTIONS) else None
    return (
        {node.arg for node in ast.walk(arguments) if isinstance(node, ast.arg)}
        if arguments
        else set()
    )


def list_locals(function: ast.AST) -> set[str]:
    """Return the names that a function is given or binds itself."""
    return list_parameters(function) | list_bound(function).keys()


def list_bound(function: ast.AST) -> dict[str, list[ast.expr]]:
    """Return what the names that are assigned there are made of."""
    made: dict[str, list[ast.expr]] = {}
    shared = {
        name
        for node in walk_own(function)
        if isinstance(node, ast.Global | ast.Nonlocal)
        for name in node.names
    }
    for node in walk_own(function):
        for name, value in _list_bindings(node):
            if name not in shared:
                made.setdefault(name, []).append(value)
    for node in walk_own(function):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            made.get(root_of(node.value), []).extend(node.value.args)  # it takes them in
    return made


def _list_bindings(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Yield each name that is bound there, with what it is made of."""
    targets: Sequence[ast.expr]
    match node:
        case (
            ast.For(target=target, iter=value)
            | ast.AsyncFor(target=target, iter=value)
            | ast.comprehension(target=target, iter=value)
            | ast.withitem(context_expr=value, optional_vars=ast.expr() as target)
            | ast.AugAssign(target=target, value=value)
            | ast.NamedExpr(target=target, value=value)
            | ast.AnnAssign(target=target, value=ast.expr() as value)
        ):
            targets = [target]
        case ast.Assign(targets=targets, value=value):
            pass
        case _:
            return
    for target in targets:
        yield from _list_targeted(target, value)


def _list_targeted(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names of a target; where both sides are written as several, each with its own."""
    if isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List):
        is_even = len(target.elts) == len(value.elts)
        if is_even and not any(isinstance(one, ast.Starred) for one in target.elts + value.elts):
            for one, its in zip(target.elts, value.elts, strict=True):
                yield from _list_targeted(one, its)
            return
    for part in ast.walk(target):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            yield part.id, value


def list_names(node: ast.AST) -> set[str]:
    """Return all names that are used there."""
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
