"""Candidate fixes of one file: every operator at every suspicious place, the likeliest first."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import CodeType

from devagent.repair.code import Code, Edit
from devagent.repair.operators import list_operators


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file as it could be: which operator made it, on which line, and how likely it is."""

    operator: str
    line: int
    score: float
    source: str


def list_candidates(
    source: str, *, suspiciousness: Mapping[int, float] | None = None
) -> list[Candidate]:
    """Return the candidates for a file, the likeliest first, each compiled text only once.

    ``suspiciousness`` gives lines a weight from 0 to 1; lines without one are left alone. Without
    it every line counts the same. Raises SyntaxError or ValueError where the file does not parse.
    """
    code = Code(source)
    drafts = sorted(_drafts(code, suspiciousness), key=lambda draft: -draft[0])
    known = {_compiled(source)}
    found = []
    for score, operator, line, edit in drafts:
        changed = code.apply(edit)
        compiled = _compiled(changed)
        if compiled is not None and compiled not in known:
            known.add(compiled)
            found.append(Candidate(operator=operator, line=line, score=score, source=changed))
    return found


Draft = tuple[float, str, int, Edit]


def _drafts(code: Code, suspiciousness: Mapping[int, float] | None) -> Iterator[Draft]:
    for node in ast.walk(code.tree):
        line = _line_of(node, code)
        weight = 1.0 if suspiciousness is None else suspiciousness.get(line, 0.0)
        if weight > 0:
            for operator in list_operators():
                for edit in operator.propose(node, code):
                    yield weight * operator.prior, operator.name, line, edit


def _line_of(node: ast.AST, code: Code) -> int:
    statement = code.statement_of(node)
    return getattr(node, "lineno", None) or (statement.lineno if statement else 0)


def _compiled(source: str) -> CodeType | None:
    """Return what a text compiles to, without its lines; None where it does not compile."""
    try:
        tree = ast.parse(source)
        for node in ast.walk(tree):
            for place in ("lineno", "end_lineno", "col_offset", "end_col_offset"):
                if hasattr(node, place):
                    setattr(node, place, 1)
        return compile(tree, "<candidate>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, OverflowError):
        return None
