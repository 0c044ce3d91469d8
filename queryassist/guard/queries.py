"""Writes SELECTs anew from their tree: every relation with its schema, every star as columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sqlglot import exp

from queryassist.guard import allowed
from queryassist.guard.names import kind_of, name_of, only, quote
from queryassist.guard.refusals import Layer, SqlRefused
from queryassist.guard.scopes import Names, Scope
from queryassist.guard.sources import Sources, new_names, renamed

MAX_COLUMNS = 100
UNNAMED = "?column?"
_DEFAULT_NAMES: Mapping[type, str] = {
    exp.Array: "array",
    exp.AtTimeZone: "timezone",
    exp.Boolean: "bool",
    exp.Case: "case",
    exp.Exists: "exists",
    exp.Extract: "extract",
    exp.Interval: "interval",
    exp.Overlay: "overlay",
    exp.StrPosition: "position",
    exp.Substring: "substring",
    exp.Trim: "btrim",
    **{kind: word.lower() for kind, word in allowed.MOMENTS.items()},
}
_GROUPINGS: Mapping[type, str] = {
    exp.Rollup: "ROLLUP",
    exp.Cube: "CUBE",
    exp.GroupingSets: "GROUPING SETS",
}
_CLAUSES = ("where", "group", "having", "windows", "order", "limit", "offset")
_SET_OPERATIONS = {exp.Union: "UNION", exp.Except: "EXCEPT", exp.Intersect: "INTERSECT"}


class Queries(Sources):
    """Writes whole statements over the relations that a person may read.

    ``max_rows`` is set as the LIMIT of the outermost SELECT, where that has none or a larger one.
    """

    def statement(self, node: exp.Expr) -> tuple[str, Names]:
        """Return the text of the whole statement, and the names of its columns."""
        while isinstance(node, exp.Subquery) and not _has_clauses(node):
            node = node.this
        return self._body(node, Scope(), self._max_rows)

    def query(self, node: exp.Expr, scope: Scope) -> tuple[str, Names]:
        """Return the text of a SELECT inside a statement, and the names of its columns."""
        while isinstance(node, exp.Subquery) and not _has_clauses(node):
            only(node, "this")
            node = node.this
        return self._body(node, Scope(outer=scope, queries=scope.queries), None)

    def _body(self, node: exp.Expr, scope: Scope, cap: int | None) -> tuple[str, Names]:
        with_, scope.queries = self._with(node, scope)
        match node:
            case exp.Select():
                text, names = self._select(node, scope)
            case exp.SetOperation():
                text, names = self._set_operation(node, scope)
            case exp.Values():
                text, names = self.values(node, scope)
            case exp.Subquery():
                only(node, "this", "with_", *_CLAUSES[4:])
                text, names = self.query(node.this, scope)
                text = f"({text})"
            case _:
                raise SqlRefused(Layer.STATEMENT, f"{kind_of(node)} is no SELECT.")
        scope.outputs = names
        key = self._select_key if isinstance(node, exp.Select) else self._output_key
        tail = self._tail(node, scope, key, cap)
        return " ".join([*with_, text, *tail]), names

    def _with(self, node: exp.Expr, scope: Scope) -> tuple[list[str], Mapping[str, Names]]:
        with_, queries = node.args.get("with_"), dict(scope.queries)
        if with_ is None:
            return [], queries
        if with_.args.get("recursive"):
            raise SqlRefused(Layer.STATEMENT, "WITH RECURSIVE is not run.")
        only(with_, "expressions")
        parts, own = [], set()
        for item in with_.expressions:
            only(item, "this", "alias", "materialized")
            name = name_of(item.args["alias"].this)
            if name in own:
                raise SqlRefused(Layer.RELATION, f'WITH names "{name}" twice.')
            inner = Scope(outer=scope.outer, queries=dict(queries))
            text, names = self.query(item.this, inner)
            queries[name] = renamed(item.args["alias"], names)
            called = f"{quote(name)}{new_names(queries[name], names)}"
            parts.append(f"{called} AS {_materialized(item)}({text})")
            own.add(name)
        return [f"WITH {', '.join(parts)}"], queries

    def _select(self, node: exp.Select, scope: Scope) -> tuple[str, Names]:
        only(node, "expressions", "distinct", "from_", "joins", "with_", *_CLAUSES)
        from_ = self.from_clause(node, scope)
        windows = self._windows(node, scope)
        items = [part for item in node.expressions for part in self._item(item, scope)]
        if not 1 <= len(items) <= MAX_COLUMNS:
            raise SqlRefused(Layer.STATEMENT, f"A SELECT has 1 to {MAX_COLUMNS} columns.")
        names = tuple(name for _, name in items)
        scope.outputs = names
        parts = ["SELECT", *self._distinct(node, scope)]
        parts.append(", ".join(_output(text, name) for text, name in items))
        if from_:
            parts.append(f"FROM {from_}")
        if node.args.get("where"):
            parts.append(f"WHERE {self.write(node.args['where'].this, scope)}")
        if node.args.get("group"):
            parts.append(self._group(node.args["group"], scope))
        if node.args.get("having"):
            parts.append(f"HAVING {self.write(node.args['having'].this, scope)}")
        return " ".join([*parts, *windows]), names

    def _distinct(self, node: exp.Select, scope: Scope) -> list[str]:
        distinct = node.args.get("distinct")
        if not distinct:
            return []
        only(distinct, "on")
        on = distinct.args.get("on")
        if on is None:
            return ["DISTINCT"]
        keys = on.expressions if isinstance(on, exp.Tuple) else [on]
        return [f"DISTINCT ON ({', '.join(self._select_key(key, scope) for key in keys)})"]

    def _item(self, node: exp.Expr, scope: Scope) -> list[tuple[str, str]]:
        if isinstance(node, exp.Star):
            only(node)
            return self._star(scope)
        if isinstance(node, exp.Column) and isinstance(node.this, exp.Star):
            only(node, "this", "table")
            only(node.this)
            table = name_of(node.args["table"])
            return self._star_of(table, scope)
        if isinstance(node, exp.Alias):
            only(node, "this", "alias")
            return [(self.write(node.this, scope), name_of(node.args["alias"]))]
        if isinstance(node, exp.Subquery):
            text, names = self.query(node, scope)
            return [(f"({text})", names[0])]
        return [(self.write(node, scope), self._name(node))]

    def _star(self, scope: Scope) -> list[tuple[str, str]]:
        if not scope.sources:
            raise SqlRefused(Layer.COLUMN, "* needs a FROM.")
        merged = [(quote(column), column) for column in scope.merged]
        return merged + [
            (f"{quote(source.name)}.{quote(column)}", column)
            for source in scope.sources
            for column in source.columns
            if not scope.is_merged(source, column)
        ]

    def _star_of(self, table: str, scope: Scope) -> list[tuple[str, str]]:
        source = scope.find(table)
        if source is None:
            raise SqlRefused(Layer.COLUMN, f'Nothing in this FROM is called "{table}".')
        return [(f"{quote(table)}.{quote(column)}", column) for column in source.columns]

    def _name(self, node: object) -> str:
        """Return what PostgreSQL calls a column that has no alias."""
        known = _DEFAULT_NAMES.get(type(node))
        if known is not None:
            return known
        match node:
            case exp.Column():
                return name_of(node.this)
            case exp.Anonymous():
                return self.function_name(node)
            case exp.Window() | exp.Filter() | exp.WithinGroup() | exp.Paren() | exp.Bracket():
                return self._name(node.this)
            case exp.Cast():
                inner = self._name(node.this)
                return _type_name(node.args["to"]) if inner == UNNAMED else inner
            case _:
                return UNNAMED

    def _group(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "expressions", "all")
        if node.args.get("all") is not None:
            raise SqlRefused(Layer.NODE, "GROUP BY is followed by expressions alone.")
        return f"GROUP BY {', '.join(self._group_item(item, scope) for item in node.expressions)}"

    def _group_item(self, node: exp.Expr, scope: Scope) -> str:
        word = _GROUPINGS.get(type(node))
        if word is not None:
            only(node, "expressions")
            inner = ", ".join(self._group_item(item, scope) for item in node.expressions)
            return f"{word} ({inner})"
        if isinstance(node, exp.Tuple):
            inner = ", ".join(self._group_item(item, scope) for item in node.expressions)
            return f"({inner})"
        return self._group_key(node, scope)

    def _group_key(self, node: exp.Expr, scope: Scope) -> str:
        name = _bare_name(node)
        is_input = name is not None and (name in scope.merged or scope.find_all(name))
        if name in scope.outputs and not is_input:
            return quote(str(name))
        return self.write(node, scope)

    def _select_key(self, node: exp.Expr, scope: Scope) -> str:
        """Return an expression of ORDER BY, where a name of the select list comes first."""
        name = _bare_name(node)
        return quote(name) if name in scope.outputs and name else self.write(node, scope)

    def _output_key(self, node: exp.Expr, scope: Scope) -> str:
        name = _bare_name(node)
        if name is not None and name in scope.outputs:
            return quote(name)
        if _number(node) is not None:
            return self.write(node, scope)
        message = "Here ORDER BY takes names or numbers of the columns in the result."
        raise SqlRefused(Layer.COLUMN, message)

    def _windows(self, node: exp.Select, scope: Scope) -> list[str]:
        parts: list[str] = []
        for window in node.args.get("windows") or ():
            only(window, "this", "partition_by", "order", "spec")
            name = name_of(window.this)
            parts.append(f"{quote(name)} AS ({self.window(window, scope)})")
            scope.windows = (*scope.windows, name)
        return [f"WINDOW {', '.join(parts)}"] if parts else []

    def _tail(
        self,
        node: exp.Expr,
        scope: Scope,
        key: Callable[[exp.Expr, Scope], str],
        cap: int | None,
    ) -> list[str]:
        parts = []
        if node.args.get("order"):
            parts.append(self.order(node.args["order"], scope, key))
        limit = _limit(node.args.get("limit"))
        limits = [number for number in (limit, cap) if number is not None]
        if limits:
            parts.append(f"LIMIT {min(limits)}")
        offset = node.args.get("offset")
        if offset is not None:
            only(offset, "this", "expression")
            parts.append(f"OFFSET {_required_number(offset.args['expression'])}")
        return parts

    def _set_operation(self, node: exp.SetOperation, scope: Scope) -> tuple[str, Names]:
        only(node, "this", "expression", "distinct", "with_", *_CLAUSES[4:])
        word = _SET_OPERATIONS.get(type(node))
        if word is None:
            raise SqlRefused(Layer.NODE, f"{kind_of(node)} is not allowed.")
        left, names = self._side_query(node.this, scope)
        right, others = self._side_query(node.args["expression"], scope)
        if len(names) != len(others):
            raise SqlRefused(Layer.COLUMN, f"Both sides of {word} need as many columns.")
        every = "" if node.args.get("distinct") else " ALL"
        return f"{left} {word}{every} {right}", names

    def _side_query(self, node: exp.Expr, scope: Scope) -> tuple[str, Names]:
        inner = Scope(outer=scope.outer, queries=scope.queries)
        text, names = self.query(node, inner)
        return f"({text})", names

    def values(self, node: exp.Values, scope: Scope) -> tuple[str, Names]:
        only(node, "expressions", "alias", "with_", *_CLAUSES[4:])
        rows = [
            row.expressions if isinstance(row, exp.Tuple) else [row] for row in node.expressions
        ]
        widths = {len(row) for row in rows}
        if len(widths) != 1 or 0 in widths:
            raise SqlRefused(Layer.COLUMN, "All rows of VALUES need as many columns.")
        text = ", ".join(f"({self.listed(row, scope)})" for row in rows)
        return f"VALUES {text}", tuple(f"column{n + 1}" for n in range(widths.pop()))


def _has_clauses(node: exp.Expr) -> bool:
    return any(node.args.get(clause) for clause in ("with_", *_CLAUSES))


def _type_name(node: exp.Expr) -> str:
    kind = node.expressions[0].this if node.this is exp.DType.ARRAY else node.this
    name = allowed.TYPES.get(kind, UNNAMED)
    return allowed.TYPE_NAMES.get(name, name)


def _output(text: str, name: str) -> str:
    """Return an item of a select list; a column keeps its name without being told."""
    is_named = re.fullmatch(rf'("[^"]*"\.)?{re.escape(quote(name))}', text)
    return text if is_named else f"{text} AS {quote(name)}"


def _materialized(node: exp.Expr) -> str:
    chosen = node.args.get("materialized")
    if chosen is None:
        return ""
    return "MATERIALIZED " if chosen else "NOT MATERIALIZED "


def _bare_name(node: exp.Expr) -> str | None:
    while isinstance(node, exp.Paren):
        node = node.this
    if not isinstance(node, exp.Column) or node.args.get("table") is not None:
        return None
    return name_of(node.this) if isinstance(node.this, exp.Identifier) else None


def _limit(node: exp.Expr | None) -> int | None:
    match node:
        case None:
            return None
        case exp.Limit():
            only(node, "this", "expression")
            number = node.args["expression"]
            is_all = isinstance(number, exp.Var) and str(number.this).upper() == "ALL"
            return None if is_all or isinstance(number, exp.Null) else _required_number(number)
        case exp.Fetch():
            only(node, "direction", "count", "limit_options")
            options = node.args.get("limit_options")
            if options is not None:
                only(options, "rows")
            count = node.args.get("count")
            return 1 if count is None else _required_number(count)
        case _:
            raise SqlRefused(Layer.NODE, f"{kind_of(node)} is not allowed.")


def _required_number(node: exp.Expr) -> int:
    number = _number(node)
    if number is None:
        raise SqlRefused(Layer.BOUND, "LIMIT and OFFSET take a number that is written out.")
    return number


def _number(node: exp.Expr) -> int | None:
    while isinstance(node, exp.Paren):
        node = node.this
    text = node.name if isinstance(node, exp.Literal) and not node.is_string else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
