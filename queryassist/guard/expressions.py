"""Writes expressions anew from their tree; a node that is not written here cannot run.

Names are resolved as they are written: every column stands with the source that it belongs to, so
that no name can mean a whole row. Parentheses are set from the tree and not taken from the text.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import ClassVar

from sqlglot import exp

from queryassist.guard import allowed
from queryassist.guard.names import (
    MAX_NAME_BYTES,
    is_number_up_to,
    is_text_up_to,
    kind_of,
    name_of,
    only,
    quote,
    text_literal,
)
from queryassist.guard.refusals import Layer, SqlRefused
from queryassist.guard.scopes import Scope

_NUMBER = re.compile(r"([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]{1,3})?", re.IGNORECASE)
_ATOMS = (
    exp.Anonymous,
    exp.Boolean,
    exp.Case,
    exp.Cast,
    exp.Column,
    exp.Literal,
    exp.Null,
    exp.Subquery,
)


class Expressions(ABC):
    """Writes one kind of node after the other; ``query`` writes the SELECTs within."""

    @abstractmethod
    def query(self, node: exp.Expr, scope: Scope) -> tuple[str, tuple[str, ...]]:
        """Return the text of a SELECT inside parentheses, and the names of its columns."""

    def write(self, node: object, scope: Scope) -> str:
        """Return the expression as text; SqlRefused for a node that is not on the list."""
        writer = self.WRITERS.get(type(node))
        if writer is None:
            raise SqlRefused(Layer.NODE, f"{kind_of(node)} is not allowed here.")
        text: str = getattr(self, writer)(node, scope)
        return text

    def operand(self, node: object, scope: Scope) -> str:
        """Return the expression with parentheses around it, where it is not one piece already."""
        while isinstance(node, exp.Paren):
            node = node.this
        text = self.write(node, scope)
        return text if isinstance(node, _ATOMS) else f"({text})"

    def listed(self, nodes: Iterable[object], scope: Scope) -> str:
        """Return expressions with commas between."""
        return ", ".join(self.write(node, scope) for node in nodes)

    def _column(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "table")
        if isinstance(node.this, exp.Star):
            message = "* stands in the select list or in count(*) only. Name the columns."
            raise SqlRefused(Layer.COLUMN, message)
        column, table = name_of(node.this), node.args.get("table")
        return self._of(name_of(table), column, scope) if table else self._bare(column, scope)

    def _of(self, table: str, column: str, scope: Scope) -> str:
        for level in scope.outward():
            source = level.find(table)
            if source is not None:
                if column in source.columns:
                    return f"{quote(table)}.{quote(column)}"
                raise SqlRefused(Layer.COLUMN, f'"{table}" has no column "{column}".')
        raise SqlRefused(Layer.COLUMN, f'Nothing in FROM is called "{table}".')

    def _bare(self, column: str, scope: Scope) -> str:
        for level in scope.outward():
            if column in level.merged:
                return quote(column)
            sources = level.find_all(column)
            if len(sources) > 1:
                raise SqlRefused(
                    Layer.COLUMN, f'"{column}" stands in several relations. Say which.'
                )
            if sources:
                return f"{quote(sources[0].name)}.{quote(column)}"
        if any(level.find(column) for level in scope.outward()):
            message = f'"{column}" is a relation, and whole rows are not given. Name its columns.'
            raise SqlRefused(Layer.COLUMN, message)
        raise SqlRefused(Layer.COLUMN, f'There is no column "{column}" here.')

    def _literal(self, node: exp.Expr, scope: Scope) -> str:
        text = str(node.this)
        if isinstance(node, exp.Literal) and node.is_string:
            return text_literal(text)
        if not _NUMBER.fullmatch(text):
            raise SqlRefused(Layer.NODE, "A number is written in digits, such as 1500 or 0.5.")
        return text

    def _boolean(self, node: exp.Expr, scope: Scope) -> str:
        return "TRUE" if node.this else "FALSE"

    def _null(self, node: exp.Expr, scope: Scope) -> str:
        return "NULL"

    def _paren(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this")
        return self.write(node.this, scope)

    def _not(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this")
        return f"NOT {self.operand(node.this, scope)}"

    def _negative(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this")
        return f"-{self.operand(node.this, scope)}"

    def _binary(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "expression", "safe", "typed")
        operator, left = allowed.OPERATORS[type(node)], node.this
        chained = any(type(node) in chain and type(left) in chain for chain in allowed.CHAINS)
        first = self.write(left, scope) if chained else self._side(left, scope)
        return f"{first} {operator} {self._side(node.args['expression'], scope)}"

    def _side(self, node: object, scope: Scope) -> str:
        if isinstance(node, exp.Tuple) and node.expressions:
            return self._row(node, scope)
        if isinstance(node, exp.Any | exp.All):
            return self._quantified(node, scope)
        if isinstance(node, exp.Anonymous) and str(node.this).lower() == "all":
            return f"ALL({self.listed(node.expressions, scope)})"
        return self.operand(node, scope)

    def _row(self, node: exp.Expr, scope: Scope) -> str:
        return f"({', '.join(self.operand(part, scope) for part in node.expressions)})"

    def _quantified(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this")
        inner, word = node.this, "ANY" if isinstance(node, exp.Any) else "ALL"
        while isinstance(inner, exp.Paren):
            inner = inner.this
        if isinstance(inner, exp.Query):
            return f"{word} ({self.query(inner, scope)[0]})"
        return f"{word}({self.write(inner, scope)})"

    def _match(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "expression", "negate")
        word = f"{'NOT ' if node.args.get('negate') else ''}{allowed.MATCHES[type(node)]}"
        right = self._side(node.args["expression"], scope)
        return f"{self.operand(node.this, scope)} {word} {right}"

    def _escape(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "expression")
        mark = node.args["expression"]
        if type(node.this) not in allowed.MATCHES or not isinstance(mark, exp.Literal):
            raise SqlRefused(Layer.OPERATOR, "ESCAPE stands after LIKE, with one character.")
        return f"{self.write(node.this, scope)} ESCAPE {text_literal(str(mark.this))}"

    def _is(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "expression", "negate")
        right = node.args["expression"]
        if not isinstance(right, exp.Null | exp.Boolean):
            raise SqlRefused(Layer.OPERATOR, "IS is followed by NULL, TRUE or FALSE.")
        word = "IS NOT" if node.args.get("negate") else "IS"
        return f"{self.operand(node.this, scope)} {word} {self.write(right, scope)}"

    def _between(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "low", "high", "symmetric")
        word = "BETWEEN SYMMETRIC" if node.args.get("symmetric") else "BETWEEN"
        low, high = (self.operand(node.args[part], scope) for part in ("low", "high"))
        return f"{self.operand(node.this, scope)} {word} {low} AND {high}"

    def _in(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "expressions", "query")
        query = node.args.get("query")
        if query is not None:
            inner = self.query(query, scope)[0]
        else:
            inner = ", ".join(self._side(item, scope) for item in node.expressions)
        return f"{self._side(node.this, scope)} IN ({inner})"

    def _exists(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this")
        return f"EXISTS ({self.query(node.this, scope)[0]})"

    def _subquery(self, node: exp.Expr, scope: Scope) -> str:
        return f"({self.query(node, scope)[0]})"

    def _case(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "ifs", "default")
        parts = ["CASE"]
        if node.args.get("this"):
            parts.append(self.operand(node.this, scope))
        for branch in node.args["ifs"]:
            only(branch, "this", "true")
            when, then = self.operand(branch.this, scope), self.operand(branch.args["true"], scope)
            parts.append(f"WHEN {when} THEN {then}")
        if node.args.get("default"):
            parts.append(f"ELSE {self.operand(node.args['default'], scope)}")
        return " ".join([*parts, "END"])

    def _cast(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "to")
        return f"CAST({self.write(node.this, scope)} AS {self._type(node.args['to'])})"

    def _type(self, node: object) -> str:
        kind = node.this if isinstance(node, exp.DataType) else None
        if isinstance(node, exp.DataType) and kind is exp.DType.ARRAY:
            only(node, "this", "expressions", "nested")
            if len(node.expressions) == 1:
                return f"{self._type(node.expressions[0])}[]"
        name = allowed.TYPES.get(kind) if isinstance(kind, exp.DType) else None
        if not isinstance(node, exp.DataType) or name is None:
            message = "This type is not allowed in a cast. Cast to text, a number, or a time."
            raise SqlRefused(Layer.CAST, message)
        only(node, "this", "expressions", "nested")
        return f"{name}{self._sizes(node)}"

    def _sizes(self, node: exp.DataType) -> str:
        sizes = [part.this for part in node.expressions if isinstance(part, exp.DataTypeParam)]
        numbers = [str(size.this) for size in sizes if isinstance(size, exp.Literal)]
        if not node.expressions:
            return ""
        fits = all(is_number_up_to(size, allowed.MAX_SIZE) for size in sizes)
        if (
            node.this not in allowed.SIZED_TYPES
            or len(numbers) != len(node.expressions)
            or not fits
        ):
            message = f"The size of a type is a number up to {allowed.MAX_SIZE:,}."
            raise SqlRefused(Layer.CAST, message)
        return f"({', '.join(numbers)})"

    def _interval(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "unit")
        unit = node.args.get("unit")
        if not isinstance(node.this, exp.Literal) or not (unit is None or type(unit) is exp.Var):
            raise SqlRefused(Layer.NODE, "An interval is written as INTERVAL '3 days'.")
        if unit is None:
            return f"INTERVAL {text_literal(str(node.this.this))}"
        word = str(unit.this).lower()
        if word.removesuffix("s") not in allowed.INTERVAL_UNITS and word != "centuries":
            raise SqlRefused(Layer.NODE, "An interval counts years, months, days, hours and such.")
        return f"INTERVAL {text_literal(f'{node.this.this} {word}')}"

    def _zone(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "zone")
        check_zone(node.args["zone"])
        inner, zone = self.operand(node.this, scope), self.operand(node.args["zone"], scope)
        return f"{inner} AT TIME ZONE {zone}"

    def _extract(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "expression")
        unit = str(node.this.this).lower()
        if unit not in allowed.TIME_UNITS:
            raise SqlRefused(Layer.NODE, "EXTRACT takes a unit such as YEAR, MONTH or DOW.")
        return f"EXTRACT({unit.upper()} FROM {self.write(node.args['expression'], scope)})"

    def _moment(self, node: exp.Expr, scope: Scope) -> str:
        only(node)
        return allowed.MOMENTS[type(node)]

    def _trim(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "position", "expression")
        side = str(node.args.get("position") or "BOTH").upper()
        name = {"BOTH": "btrim", "LEADING": "ltrim", "TRAILING": "rtrim"}[side]
        parts = [part for part in (node.this, node.args.get("expression")) if part is not None]
        for characters in parts[1:]:
            check_characters(name, characters)
        return f"{name}({self.listed(parts, scope)})"

    def _substring(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "start", "length")
        parts = [node.args.get(name) for name in ("this", "start", "length")]
        return f"substring({self.listed([part for part in parts if part is not None], scope)})"

    def _position(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "substr")
        return f"strpos({self.listed([node.this, node.args['substr']], scope)})"

    def _overlay(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "expression", "from_", "for_")
        whole, new, start = (
            self.operand(node.args[part], scope) for part in ("this", "expression", "from_")
        )
        length = node.args.get("for_")
        tail = f" FOR {self.operand(length, scope)}" if length is not None else ""
        return f"OVERLAY({whole} PLACING {new} FROM {start}{tail})"

    def _array(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "expressions", "value_constructor")
        return f"ARRAY[{self.listed(node.expressions, scope)}]"

    def _element(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "expressions", "offset")
        index = node.expressions[0] if len(node.expressions) == 1 else None
        if index is None or not is_number_up_to(index, allowed.MAX_SIZE):
            raise SqlRefused(Layer.NODE, "The index of an array is a number, such as [1].")
        # The parser counts from 0.
        return f"({self.write(node.this, scope)})[{int(index.name) + 1}]"

    WRITERS: ClassVar[Mapping[type, str]] = {
        **dict.fromkeys(allowed.OPERATORS, "_binary"),
        **dict.fromkeys(allowed.MATCHES, "_match"),
        **dict.fromkeys(allowed.MOMENTS, "_moment"),
        exp.Array: "_array",
        exp.AtTimeZone: "_zone",
        exp.Between: "_between",
        exp.Boolean: "_boolean",
        exp.Bracket: "_element",
        exp.Case: "_case",
        exp.Cast: "_cast",
        exp.Column: "_column",
        exp.Escape: "_escape",
        exp.Exists: "_exists",
        exp.Extract: "_extract",
        exp.In: "_in",
        exp.Interval: "_interval",
        exp.Is: "_is",
        exp.Literal: "_literal",
        exp.Neg: "_negative",
        exp.Not: "_not",
        exp.Null: "_null",
        exp.Overlay: "_overlay",
        exp.Paren: "_paren",
        exp.StrPosition: "_position",
        exp.Subquery: "_subquery",
        exp.Substring: "_substring",
        exp.Trim: "_trim",
    }
    """The method that writes each kind of node; what is not here is refused."""


def check_zone(node: exp.Expr) -> None:
    """Refuse a time zone that is neither a written text nor an interval."""
    zone = node.unnest()
    if not (is_text_up_to(zone, MAX_NAME_BYTES) or isinstance(zone, exp.Interval)):
        raise SqlRefused(Layer.BOUND, "A time zone is written out, such as 'Asia/Tokyo'.")


def check_characters(name: str, node: exp.Expr) -> None:
    """Refuse a set of characters that is not a short written text."""
    if not is_text_up_to(node.unnest(), allowed.MAX_CHARACTERS):
        message = (
            f"The characters in {name} are a text of up to {allowed.MAX_CHARACTERS}, written out."
        )
        raise SqlRefused(Layer.BOUND, message)
