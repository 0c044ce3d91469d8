"""Candidate fixes of one file: every operator at every suspicious place, the likeliest first."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType

from devagent.repair.code import Code, Edit
from devagent.repair.kinds import Kinds
from devagent.repair.operators import list_operators

_TOKEN = re.compile(r"\w+|[^\w\s]")
_COST_OF_TOKEN, _COST_OF_PLACE = 0.04, 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file as it could be: which operator made it, on which line, and how likely it is."""

    operator: str
    line: int
    score: float
    source: str


def list_candidates(
    source: str,
    *,
    suspiciousness: Mapping[int, float] | None = None,
    kinds: Kinds | None = None,
    texts: frozenset[str] = frozenset(),
) -> list[Candidate]:
    """Return what iterate_candidates does, all at once."""
    found = iterate_candidates(source, suspiciousness=suspiciousness, kinds=kinds, texts=texts)
    return list(found)


def iterate_candidates(
    source: str,
    *,
    suspiciousness: Mapping[int, float] | None = None,
    kinds: Kinds | None = None,
    texts: frozenset[str] = frozenset(),
) -> Iterator[Candidate]:
    """Yield the candidates for a file, the likeliest first, each compiled text only once.

    ``suspiciousness`` gives lines a weight from 0 to 1; lines without one are left alone. Without
    it every line counts the same. ``texts`` are literals of the tests. Raises SyntaxError or
    ValueError where the file does not parse.
    """
    code = Code(source, kinds, texts)
    drafts = sorted(_drafts(code, suspiciousness), key=lambda draft: -draft[0])
    known: set[tuple[int, Compiled]] = set()
    for score, operator, line, edit in drafts:
        start, end = code.top_level_of(edit)
        before, after = code.between(start, edit.start), code.between(edit.end, end)
        compiled = _compiled(before + edit.text + after)
        if compiled is None or (start, compiled) in known:
            continue
        known.add((start, compiled))
        if compiled != _compiled(code.between(start, end)):
            source = code.apply(edit)
            yield Candidate(operator=operator, line=line, score=score, source=source)


Draft = tuple[float, str, int, Edit]


def _drafts(code: Code, suspiciousness: Mapping[int, float] | None) -> Iterator[Draft]:
    for node in ast.walk(code.tree):
        weight = 1.0 if suspiciousness is None else _weigh(node, code, suspiciousness)
        if weight > 0:
            line = getattr(node, "lineno", None) or next(iter(_lines_of(node, code)), 0)
            for operator in list_operators():
                for place, edit in enumerate(operator.propose(node, code)):
                    cost = _COST_OF_TOKEN * _size(edit, code) + _COST_OF_PLACE * place
                    yield weight * operator.prior / (1 + cost), operator.name, line, edit


def _weigh(node: ast.AST, code: Code, suspiciousness: Mapping[int, float]) -> float:
    return max((suspiciousness.get(line, 0.0) for line in _lines_of(node, code)), default=0.0)


def _lines_of(node: ast.AST, code: Code) -> range:
    """Return the lines that stand for a node: all of an expression, the head of a block.

    For the defaults of a function all its lines do: they run before any test is watched.
    """
    statement = code.statement_of(node)
    if statement is None:
        return range(0)
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef) and node is not statement:
        return range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
    if isinstance(node, ast.expr):
        return range(node.lineno, (node.end_lineno or node.lineno) + 1)
    body = getattr(statement, "body", None)
    last = body[0].lineno - 1 if isinstance(body, list) else statement.end_lineno
    return range(statement.lineno, max(statement.lineno, last or 0) + 1)


def _size(edit: Edit, code: Code) -> int:
    """Return how many words and signs an edit takes away or puts in."""
    old, new = (_TOKEN.findall(text) for text in (code.between(edit.start, edit.end), edit.text))
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return len(old) + len(new)


Compiled = tuple[object, ...]


@lru_cache(maxsize=8)
def _compiled(source: str) -> Compiled | None:
    """Return what a text compiles to, without its lines; None where it does not compile."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            return _facts(compile(source, "<candidate>", "exec", dont_inherit=True))
    except (SyntaxError, ValueError, RecursionError, OverflowError, MemoryError):
        return None


def _facts(code: CodeType) -> Compiled:
    constants = tuple(
        _facts(each) if isinstance(each, CodeType) else repr(each) for each in code.co_consts
    )
    signature = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags)
    names = (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    return code.co_name, code.co_code, constants, signature, names, code.co_exceptiontable
