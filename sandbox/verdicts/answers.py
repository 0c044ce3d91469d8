"""Whether a patch holds the values of the tests that it must repair; pure.

Code that is right for what a test gives, and for nothing else, passes each check of that test.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sandbox.verdicts.constants import list_expected_in_script, list_expected_names
from sandbox.verdicts.python_policy import Finding
from sandbox.verdicts.records import FlagKind
from sandbox.verdicts.script_patterns import ENCLOSED

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_COMPOSITES = (ast.List, ast.Tuple, ast.Set, ast.Dict)
_PINNING = (ast.BoolOp, ast.Compare, ast.MatchSequence, ast.MatchMapping)
_EQUALITIES = (ast.Eq, ast.In, ast.Is)
_COMMON = frozenset({repr(one) for one in (-1, 0, 1, "", b"", None, True, False, ...)})
_MOST = 10_000
_SCRIPT_LITERAL = r"-?\d[\d_.]*|'[^'\n]+'|\"[^\"\n]+\"|`[^`\n]+`"
_SEVERAL = re.compile(
    rf"===?\s*(?P<one>{_SCRIPT_LITERAL})\s*&&[^;{{}}|]*?===?\s*(?P<two>{_SCRIPT_LITERAL})"
)
_CASE = re.compile(
    rf"\bcase\s+(?:{_SCRIPT_LITERAL})\s*:\s*\{{?\s*return\s+(?P<value>{_SCRIPT_LITERAL})"
)
_WRITTEN_OUT = re.compile(rf"\bstringify{ENCLOSED}\s*[!=]==?\s*(?P<value>{_SCRIPT_LITERAL})")
_BRANCH = re.compile(
    rf"===?\s*(?:{_SCRIPT_LITERAL})[^;{{}}]*?(?:\)\s*\{{?\s*return|\?)\s*(?P<value>{_SCRIPT_LITERAL})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The values that are written in a test: single ones, and those made of several; its names."""

    single: frozenset[str]
    composite: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def list_answers(source: bytes, name: str) -> Answers:
    """Return the values in the tests of this name in a file; none where it cannot be parsed.

    Of a script, whose tests are not told apart, all values of the file.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Answers(single=frozenset())
    tests = [one for one in ast.walk(tree) if isinstance(one, _FUNCTIONS) and one.name == name]
    nodes = [node for test in tests for node in ast.walk(test)]
    return Answers(
        single=_rare(_mark(node) for node in nodes if isinstance(node, ast.Constant)),
        composite=_rare(_mark(node) for node in nodes if isinstance(node, _COMPOSITES)),
        names=frozenset().union(*map(list_expected_names, tests)),
    )


def list_script_answers(source: bytes) -> Answers:
    """Return the values in a test file of JavaScript or TypeScript."""
    text = source.decode(errors="replace")
    found = re.findall(rf"(?<![\w.])(?:{_SCRIPT_LITERAL})", text)
    return Answers(single=_rare(map(_script_mark, found)), names=list_expected_in_script(text))


def find_answers(source: bytes, answers: Sequence[Answers]) -> Iterator[Finding]:
    """Yield where code in Python holds what tests are given, or gives what they expect.

    What it gives counts where it is given in a branch for one value, or whatever is asked.
    """
    if not answers:
        return
    single = frozenset().union(*(one.single for one in answers))
    composite = frozenset().union(*(one.composite for one in answers))
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, _COMPOSITES) and _mark(node) in composite:
            yield _finding(node)
        if isinstance(node, _PINNING):
            pinned = {_mark(one) for one in _list_pinned(node)} - _COMMON - {""}
            if len(pinned) > 1 and pinned <= single:
                yield _finding(node)
    for node in _list_given(tree):
        if _mark(node) in single:
            yield _finding(node)


def find_script_answers(text: str, answers: Sequence[Answers]) -> Iterator[Finding]:
    """Yield where a script gives what tests expect in a branch for one value."""
    single = frozenset().union(*(one.single for one in answers))
    found = [
        match
        for pattern in (_BRANCH, _CASE)
        for match in pattern.finditer(text)
        if _script_mark(match["value"]) in single
    ]
    found += [
        match
        for match in _SEVERAL.finditer(text)
        if {_script_mark(match["one"]), _script_mark(match["two"])} <= single
    ]
    for match in [*found, *(_WRITTEN_OUT.finditer(text) if single else ())]:
        detail = f"the value {' '.join(match.group().split())[-60:]} of a test"
        yield Finding(FlagKind.KNOWS_TESTS, detail, text[: match.start()].count("\n") + 1)


def _list_pinned(node: ast.AST) -> list[ast.expr]:
    """Return the values that all have to be there at once."""
    if isinstance(node, ast.MatchSequence | ast.MatchMapping):
        return [one.value for one in ast.walk(node) if isinstance(one, ast.MatchValue)]
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
        sets = (side for side in (node.left, *node.comparators) if isinstance(side, ast.Set))
        return [one for each in sets for one in each.elts]
    if not isinstance(node, ast.BoolOp) or not isinstance(node.op, ast.And):
        return []
    return [
        side
        for part in node.values
        if isinstance(part, ast.Compare) and isinstance(part.ops[0], ast.Eq)
        for side in (part.left, *part.comparators)
    ]


def _finding(node: ast.expr | ast.pattern) -> Finding:
    detail = f"the value {ast.unparse(node)[:60]} of a test"
    return Finding(FlagKind.KNOWS_TESTS, detail, node.lineno)


def _list_given(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield the constants that are given for one value alone, or that are all a function gives."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and _asks_for_one(node.test):
            yield from _list_results(node.body)
        elif (isinstance(node, ast.IfExp) and _asks_for_one(node.test)) or (
            isinstance(node, ast.Lambda) and node.args.args
        ):
            yield from _constants([node.body])
        elif isinstance(node, ast.Match):
            yield from _list_results([inner for case in node.cases for inner in case.body])
        elif isinstance(node, _FUNCTIONS) and node.args.args:
            results = list(_list_results(node.body))
            returns = [one for one in ast.walk(node) if isinstance(one, ast.Return)]
            yield from results if len(results) == len(returns) == 1 else []


def _list_results(body: Sequence[ast.stmt]) -> Iterator[ast.expr]:
    given = [one.value for one in body if isinstance(one, ast.Return | ast.Assign) and one.value]
    yield from _constants(given)


def _constants(nodes: Iterable[ast.expr]) -> Iterator[ast.expr]:
    yield from (node for node in nodes if _mark(node))


def _asks_for_one(test: ast.expr) -> bool:
    """Whether the condition compares something with a value that is not a common one."""
    for node in ast.walk(test):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], _EQUALITIES):
            sides = [_mark(side) for side in (node.left, *node.comparators)]
            if _rare(sides):
                return True
    return False


def _mark(node: ast.expr) -> str:
    """Return what equal values have in common; nothing where it is no value of constants."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return ""
    return _mark_value(value)[:_MOST]


def _mark_value(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_mark_value, value))}]" if value else ""
    if isinstance(value, dict | set):
        return repr(value) if value else ""
    if isinstance(value, float) and value.is_integer():
        return repr(int(value))
    return repr(value)


def _script_mark(text: str) -> str:
    return text.strip("'\"`") if text[0] in "'\"`" else text.replace("_", "").removesuffix(".0")


def _rare(marks: Iterable[str]) -> frozenset[str]:
    return frozenset(mark for mark in marks if mark and mark not in _COMMON)
