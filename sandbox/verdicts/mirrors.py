"""Turns a test in Python into its mirrors, which pass where the test should not be believed; pure.

A mirror runs a test up to one of its checks. It fails where that check holds, and holds for these
values alone; it passes where the check fails, where anything before it fails, and where the check
holds for another value just as well. One runs the whole test, and passes also where a loop has
nothing to check. Where a test has its checks in functions alone that it calls or gives to others,
one more passes if none of these checks is reached. So an honest test and its mirrors end in
opposite ways.

A contrast runs a test up to a check too, and passes where values differ that the check names.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources

from sandbox.verdicts.contrasts import list_contrasts

_MOST_CHECKS = 12
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_LOOPS = (ast.For, ast.AsyncFor)
_MODES: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "same",
    ast.Lt: "less",
    ast.LtE: "less",
    ast.Gt: "more",
    ast.GtE: "more",
    ast.In: "in",
}
_METHODS = {
    **dict.fromkeys(
        "assertEqual assertAlmostEqual assertListEqual assertTupleEqual assertDictEqual "
        "assertSetEqual assertSequenceEqual assertMultiLineEqual assertCountEqual".split(),
        "same",
    ),
    "assertLess": "less",
    "assertLessEqual": "less",
    "assertGreater": "more",
    "assertGreaterEqual": "more",
    "assertIn": "in",
}
_TOLERANCES = frozenset({"delta", "places"})

Function = ast.FunctionDef | ast.AsyncFunctionDef
Name = tuple[str, ...]
"""Where a test is found in its file: its classes, then itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirrored:
    """A file of mirrors and contrasts, and the names of these by the test that each is made of."""

    content: bytes = b""
    mirrors: dict[Name, list[Name]] = field(default_factory=dict)
    contrasts: dict[Name, list[Name]] = field(default_factory=dict)


def mirror_tests(source: bytes, wanted: Sequence[Name], word: str) -> Mirrored:
    """Return a copy of the file with the mirrors of these tests and no other test.

    Raise ValueError where the file cannot be parsed. ``word`` makes names that nobody else has.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError(str(error)) from error
    mirrored = Mirrored()
    helpers = {one.name: one for one in tree.body if isinstance(one, _FUNCTIONS) and _helps(one)}
    order = _Order(wanted=frozenset(wanted), word=word, helpers=helpers)
    tree.body = list(_replace_tests(tree.body, (), order, mirrored))
    helper = (
        resources.files("sandbox.probes").joinpath("mirror_helper.py").read_text(encoding="utf-8")
    )
    tree.body += ast.parse(helper.replace("from __future__ import annotations\n", "")).body
    text = ast.unparse(ast.fix_missing_locations(tree)).replace("_mirrored", f"_{word}")
    return replace(mirrored, content=text.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """Of which tests mirrors are made; ``helpers`` are the file's functions that are no tests."""

    wanted: frozenset[Name]
    word: str
    helpers: Mapping[str, Function]


def _replace_tests(
    body: Sequence[ast.stmt], within: Name, order: _Order, mirrored: Mirrored
) -> Iterator[ast.stmt]:
    for statement in body:
        if isinstance(statement, ast.ClassDef):
            inner = (*within, statement.name)
            kept = list(_replace_tests(statement.body, inner, order, mirrored))
            statement.body = kept or [ast.Pass()]
            yield statement
        elif not isinstance(statement, _FUNCTIONS) or not _is_test(statement):
            yield statement
        elif (*within, statement.name) in order.wanted:
            name = (*within, statement.name)
            mirrors = (*_list_mirrors(statement, order.word), *_mirror_helpers(statement, order))
            contrasts = _list_contrasts(statement, order.word)
            for made, names in ((mirrors, mirrored.mirrors), (contrasts, mirrored.contrasts)):
                copies = list(made)
                names[name] = [(*within, copied.name) for copied in copies]
                yield from copies


def _is_test(function: Function) -> bool:
    return function.name.startswith("test") and not _is_fixture(function)


def _helps(function: Function) -> bool:
    return not function.name.startswith("test") and not _is_fixture(function)


def _is_fixture(function: Function) -> bool:
    return any("fixture" in ast.unparse(one) for one in function.decorator_list)


def _list_mirrors(function: Function, word: str) -> Iterator[Function]:
    """Yield a mirror for each check, and one that takes the whole test for its check."""
    function = copy.deepcopy(function)
    function.body = [*_split_checks(_end_anywhere(function.body)), _held()]
    count = min(_MOST_CHECKS, len(list(_list_checks(function.body))))
    for index in range(count + 1):
        mirror = copy.deepcopy(function)
        mirror.name = f"{function.name}_{word}_{index}"
        if index < count:
            place, position = list(_list_checks(mirror.body))[index]
            place[position : position + 1] = _turn(place[position])
        else:
            _ask_loops(mirror.body)
        mirror.body = [_watch(mirror.body)]
        yield mirror


def _mirror_helpers(function: Function, order: _Order) -> Iterator[Function]:
    """Yield the mirror of a test without checks of its own, for those of functions it names."""
    mirror = copy.deepcopy(function)
    inner = [one for one in ast.walk(mirror) if isinstance(one, _FUNCTIONS) and one is not mirror]
    named = {node.id for node in ast.walk(mirror) if isinstance(node, ast.Name)}
    outer = [copy.deepcopy(one) for name, one in order.helpers.items() if name in named]
    helpers = [one for one in (*outer, *inner) if _is_to_be_reached(one)]
    if any(_list_checks(function.body)) or not helpers:
        return
    for helper in helpers:
        for block, position in reversed([*_list_checks(helper.body)]):
            turned = _turn(block[position])
            for returns in (one for one in turned if isinstance(one, ast.If)):
                returns.body = ast.parse("raise BaseException").body
            block[position : position + 1] = turned
    mirror.name = f"{function.name}_{order.word}_h"
    mirror.body = [_watch([*(one for one in outer if one in helpers), *mirror.body])]
    yield mirror


def _is_to_be_reached(helper: Function) -> bool:
    """Whether the function has checks, and is not one that must not be called: "assert False"."""
    checks = [block[position] for block, position in _list_checks(helper.body)]
    fixed = [one for one in checks if isinstance(one, ast.Assert)]
    return bool(checks) and not any(isinstance(one.test, ast.Constant) for one in fixed)


def _list_contrasts(function: Function, word: str) -> Iterator[Function]:
    """Yield a contrast for each pair of values that a check of the test tells apart."""
    checks = [block[position] for block, position in _list_checks(function.body)]
    asked = [
        (index, number)
        for index, check in enumerate(checks)
        for number, _ in enumerate(() if isinstance(check, ast.With) else list_contrasts(check))
    ]
    for index, number in asked[:_MOST_CHECKS]:
        contrast = copy.deepcopy(function)
        contrast.name = f"{function.name}_{word}_c{index}_{number}"
        block, position = list(_list_checks(contrast.body))[index]
        block[position : position + 1] = list(list_contrasts(block[position]))[number]
        yield contrast


def _held() -> ast.stmt:
    return ast.parse("raise _mirrored_held()").body[0]


def _end_anywhere(body: list[ast.stmt]) -> list[ast.stmt]:
    """Turn each way to leave the test before its end into its end."""
    for position, statement in enumerate(body):
        if isinstance(statement, ast.Return):
            body[position] = _held()
        for inner in _blocks(statement):
            _end_anywhere(inner)
    return body


def _split_checks(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Make one assertion of each part of one that joins several: by ``and``, or by ``all``."""
    for statement in body:
        for inner in _blocks(statement):
            inner[:] = _split_checks(inner)
        match statement:
            case ast.Assert(test=ast.BoolOp(op=ast.And(), values=parts)):
                yield from (ast.Assert(test=part) for part in parts)
            case ast.Assert(
                test=ast.Call(
                    func=ast.Name(id="all"),
                    args=[
                        ast.GeneratorExp(
                            elt=part,
                            generators=[
                                ast.comprehension(target=target, iter=values, ifs=[], is_async=0)
                            ],
                        )
                    ],
                )
            ):
                yield ast.For(target=target, iter=values, body=[ast.Assert(test=part)], orelse=[])
            case _:
                yield statement


def _list_checks(body: list[ast.stmt]) -> Iterator[tuple[list[ast.stmt], int]]:
    """Yield the places of all checks: the block that holds one, and its position there."""
    for position, statement in enumerate(body):
        if _is_check(statement):
            yield body, position
        else:
            for inner in _blocks(statement):
                yield from _list_checks(inner)


def _ask_loops(body: list[ast.stmt]) -> None:
    """Have a test end before its end where a check in a loop was not asked even once."""
    places = list(_list_looped(body))
    for number, (block, position) in reversed([*enumerate(places)]):
        block[position:position] = ast.parse(f"_mirrored_asked.add({number})").body
    if places:
        body[-1:-1] = ast.parse(f"if len(_mirrored_asked) < {len(places)}: return").body
        body[:0] = ast.parse("_mirrored_asked = set()").body


def _list_looped(
    body: list[ast.stmt], *, is_looped: bool = False
) -> Iterator[tuple[list[ast.stmt], int]]:
    """Yield the places of the checks that each turn of a loop asks."""
    for position, statement in enumerate(body):
        if is_looped and _is_check(statement):
            yield body, position
        elif isinstance(statement, (*_LOOPS, ast.With)) and not _is_check(statement):
            is_loop = isinstance(statement, _LOOPS)
            yield from _list_looped(statement.body, is_looped=is_looped or is_loop)


def _is_check(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.With):
        names = [ast.unparse(item.context_expr).partition("(")[0] for item in statement.items]
        return any(name.rpartition(".")[2] in {"raises", "assertRaises"} for name in names)
    return isinstance(statement, ast.Assert) or bool(_method_of(statement))


def _blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    if isinstance(statement, (*_FUNCTIONS, ast.ClassDef)):
        return
    for name in ("body", "orelse", "finalbody"):
        block = getattr(statement, name, None)
        if isinstance(block, list):
            yield block


def _method_of(statement: ast.stmt) -> str:
    """Return the name of the assertion of ``unittest`` that is called, or nothing."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    function = call.func if isinstance(call, ast.Call) else None
    is_own = isinstance(function, ast.Attribute) and ast.unparse(function.value) == "self"
    name = function.attr if isinstance(function, ast.Attribute) and is_own else ""
    return name if name.startswith("assert") else ""


def _turn(check: ast.stmt) -> list[ast.stmt]:
    """Return what returns where the check fails or holds for other values too, else says so."""
    found = _compared(check)
    if found is None:
        return [check, _held()]
    mode, kind, sides = found
    one, two = (ast.unparse(side) for side in sides)
    asked = ast.parse(f"if _mirrored_asks({mode!r}, lambda one, two: {kind}, {one}, {two}): return")
    return [*asked.body, _held()]


def _compared(check: ast.stmt) -> tuple[str, str, Sequence[ast.expr]] | None:
    """Return how two values are compared, the check of ``one`` and ``two``, and the values."""
    if isinstance(check, ast.Assert):
        return _comparison(check.test, "{}")
    call = check.value if isinstance(check, ast.Expr) else None
    if not isinstance(call, ast.Call) or not call.args:
        return None
    name = _method_of(check)
    if name == "assertTrue":
        return _comparison(call.args[0], "self.assertTrue({})")
    if name not in _METHODS or len(call.args) < 2:
        return None
    if any(word.arg in _TOLERANCES for word in call.keywords) or len(call.args) > 3:
        return None
    return _METHODS[name], f"self.{name}(one, two)", call.args[:2]


def _comparison(test: ast.expr, form: str) -> tuple[str, str, Sequence[ast.expr]] | None:
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    mode = _MODES.get(type(test.ops[0]))
    if mode is None:
        return None
    operator = ast.Compare(left=ast.Name("one"), ops=test.ops, comparators=[ast.Name("two")])
    return mode, form.format(ast.unparse(operator)), [test.left, test.comparators[0]]


def _watch(body: list[ast.stmt]) -> ast.stmt:
    watched = ast.parse(
        "try:\n    pass\n"
        "except _mirrored_held:\n    raise AssertionError('_mirrored') from None\n"
        "except BaseException:\n    return\n"
    ).body[0]
    assert isinstance(watched, ast.Try)  # noqa: S101  # as written above
    watched.body = body
    return watched
