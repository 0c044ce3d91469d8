"""Writes calls anew: functions from the list, aggregates with FILTER and ORDER BY, windows."""

from __future__ import annotations

import re
from abc import ABC
from collections.abc import Callable, Mapping
from typing import ClassVar

from sqlglot import exp

from queryassist.guard import allowed
from queryassist.guard.expressions import Expressions, check_characters, check_zone
from queryassist.guard.names import fold, is_number_up_to, name_of, only, quote
from queryassist.guard.refusals import Layer, SqlRefused
from queryassist.guard.scopes import Scope
from queryassist.guard.series import check_series

_FORMAT = re.compile(r"([^%]|%%|%([1-9]\$)?[sIL])*")

Write = Callable[[exp.Expr, Scope], str]


class Calls(Expressions, ABC):
    """Writes what calls a function."""

    def _filter(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "expression")
        where = self.write(node.args["expression"].this, scope)
        return f"{self.write(node.this, scope)} FILTER (WHERE {where})"

    def _within(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "expression")
        order = self.order(node.args["expression"], scope)
        return f"{self.write(node.this, scope)} WITHIN GROUP ({order})"

    def order(self, node: exp.Expr, scope: Scope, key: Write | None = None) -> str:
        """Return an ORDER BY; ``key`` writes each of its expressions in place of ``write``."""
        only(node, "expressions", "this")
        return f"ORDER BY {', '.join(self._ordered(i, scope, key) for i in node.expressions)}"

    def _ordered(self, node: exp.Expr, scope: Scope, key: Write | None) -> str:
        only(node, "this", "desc", "nulls_first")
        text = (key or self.write)(node.this, scope)
        down, nulls_first = bool(node.args.get("desc")), bool(node.args.get("nulls_first"))
        nulls = "" if down == nulls_first else f" NULLS {'FIRST' if nulls_first else 'LAST'}"
        return f"{text}{' DESC' if down else ''}{nulls}"

    def _window(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "partition_by", "order", "spec", "alias", "over")
        call, name = self.write(node.this, scope), node.args.get("alias")
        if name is not None and name_of(name) not in scope.windows:
            raise SqlRefused(Layer.COLUMN, f'There is no window "{name_of(name)}".')
        inner = self.window(node, scope)
        if name is not None:
            given = quote(name_of(name))
            return f"{call} OVER ({given} {inner})" if inner else f"{call} OVER {given}"
        return f"{call} OVER ({inner})"

    def window(self, node: exp.Expr, scope: Scope) -> str:
        """Return what stands between the parentheses of a window."""
        parts = []
        if node.args.get("partition_by"):
            parts.append(f"PARTITION BY {self.listed(node.args['partition_by'], scope)}")
        if node.args.get("order"):
            parts.append(self.order(node.args["order"], scope))
        if node.args.get("spec"):
            parts.append(self._frame(node.args["spec"], scope))
        return " ".join(parts)

    def _frame(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "kind", "start", "start_side", "end", "end_side", "exclude")
        ends = [
            self._frame_end(node, side, scope) for side in ("start", "end") if node.args.get(side)
        ]
        exclude = node.args.get("exclude")
        kind = _word(node.args.get("kind"), "ROWS", "RANGE", "GROUPS")
        frame = f"BETWEEN {ends[0]} AND {ends[1]}" if len(ends) == 2 else ends[0]
        if exclude is None:
            return f"{kind} {frame}"
        left_out = _word(exclude.name, "CURRENT ROW", "GROUP", "TIES", "NO OTHERS")
        return f"{kind} {frame} EXCLUDE {left_out}"

    def _frame_end(self, node: exp.Expr, side: str, scope: Scope) -> str:
        end, direction = node.args[side], node.args.get(f"{side}_side")
        if isinstance(end, str):
            text = _word(end, "UNBOUNDED", "CURRENT ROW")
        elif isinstance(end, exp.Literal | exp.Interval):
            text = self.write(end, scope)
        else:
            raise SqlRefused(Layer.NODE, "A frame counts a number of rows, or an interval.")
        return f"{text} {_word(direction, 'PRECEDING', 'FOLLOWING')}" if direction else text

    def _function(self, node: exp.Expr, scope: Scope) -> str:
        return self.call(node, scope, allowed.FUNCTIONS)

    def call(self, node: exp.Expr, scope: Scope, functions: frozenset[str]) -> str:
        """Return the call of a function that is on the list; SqlRefused for any other."""
        name = self.function_name(node)
        only(node, "this", "expressions")
        if name == "array" and len(node.expressions) == 1:
            return f"ARRAY({self.query(node.expressions[0], scope)[0]})"
        if name not in functions:
            raise SqlRefused(Layer.FUNCTION, f"The function {name} is not allowed.")
        self._check_arguments(name, node)
        return f"{name}({self._arguments(name, node, scope)})"

    def function_name(self, node: exp.Expr) -> str:
        """Return the name of the function that is called, as PostgreSQL folds it."""
        if isinstance(node.this, exp.Identifier):
            return name_of(node.this)
        return fold(str(node.this))

    def _check_arguments(self, name: str, node: exp.Expr) -> None:
        arguments = node.expressions
        if name == "generate_series":
            check_series(arguments)
        if name in allowed.SIZES:
            size = arguments[allowed.SIZES[name]] if len(arguments) > 1 else None
            if not is_number_up_to(size, allowed.MAX_SIZE):
                message = (
                    f"The length in {name} is a number up to {allowed.MAX_SIZE:,}, written out."
                )
                raise SqlRefused(Layer.BOUND, message)
        for zone in _argument_at(allowed.ZONES.get(name), arguments):
            check_zone(zone)
        for characters in _argument_at(allowed.CHARACTER_SETS.get(name), arguments):
            check_characters(name, characters)
        if name == "format" and not _is_plain_format(arguments[:1]):
            message = "The first argument of format is a text with %s, and without widths."
            raise SqlRefused(Layer.BOUND, message)

    def _arguments(self, name: str, node: exp.Expr, scope: Scope) -> str:
        if name == "count" and [type(part) for part in node.expressions] == [exp.Star]:
            only(node.expressions[0])
            return "*"
        return ", ".join(self._argument(name, part, scope) for part in node.expressions)

    def _argument(self, name: str, node: exp.Expr, scope: Scope) -> str:
        if isinstance(node, exp.Order) and node.args.get("this") is not None:
            return f"{self._argument(name, node.this, scope)} {self.order(node, scope)}"
        if isinstance(node, exp.Distinct):
            only(node, "expressions")
            return f"DISTINCT {self.listed(node.expressions, scope)}"
        if isinstance(node, exp.Kwarg | exp.PropertyEQ) and name == "make_interval":
            key = fold(str(node.this.this))
            if key in allowed.NAMED_ARGUMENTS:
                return f"{key} => {self.operand(node.args['expression'], scope)}"
        return self.write(node, scope)

    WRITERS: ClassVar[Mapping[type, str]] = {
        **Expressions.WRITERS,
        exp.Anonymous: "_function",
        exp.Filter: "_filter",
        exp.Window: "_window",
        exp.WithinGroup: "_within",
    }


def _word(word: object, *words: str) -> str:
    text = str(word).upper()
    if text not in words:
        raise SqlRefused(Layer.NODE, f"One of {', '.join(words)} is expected.")
    return text


def _argument_at(place: int | None, arguments: list[exp.Expr]) -> list[exp.Expr]:
    return [] if place is None else arguments[place : place + 1]


def _is_plain_format(nodes: list[exp.Expr]) -> bool:
    return all(
        isinstance(node, exp.Literal) and node.is_string and _FORMAT.fullmatch(str(node.this))
        for node in nodes
    )
