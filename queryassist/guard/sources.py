"""Writes FROM anew: relations with their schema, joins, SELECTs and functions that give rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass

from sqlglot import exp

from queryassist.guard import allowed
from queryassist.guard.calls import Calls
from queryassist.guard.names import kind_of, name_of, only, quote
from queryassist.guard.refusals import Layer, SqlRefused
from queryassist.guard.scopes import Names, Relation, Scope, Source

MAX_SOURCES = 100
"""PostgreSQL's planner takes more than its time for joins of hundreds of relations."""

_SIDES = {"": "JOIN", "LEFT": "LEFT JOIN", "RIGHT": "RIGHT JOIN", "FULL": "FULL JOIN"}
_KINDS_OF_JOIN = ("", "INNER", "OUTER", "CROSS")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """A function that gives rows: its call, name and columns, and whether the rows are counted."""

    text: str
    called: str
    names: Names
    counted: bool


class Sources(Calls, ABC):
    """Writes the FROM clause, and tells the scope what stands in it."""

    def __init__(
        self, relations: Iterable[Relation], *, schema: str, max_rows: int | None = None
    ) -> None:
        self._relations = {relation.name: relation for relation in relations}
        self._schema = schema
        self._max_rows = max_rows
        self._sources = 0

    @abstractmethod
    def values(self, node: exp.Values, scope: Scope) -> tuple[str, Names]:
        """Return the text of VALUES, and the names of its columns."""

    def from_clause(self, node: exp.Select, scope: Scope) -> str:
        """Return what stands behind FROM, "" where the SELECT has none; its sources are added."""
        from_ = node.args.get("from_")
        if from_ is None:
            if node.args.get("joins"):
                raise SqlRefused(Layer.NODE, "A JOIN needs a FROM.")
            return ""
        only(from_, "this")
        return self._joined(from_.this, node.args.get("joins") or [], scope)

    def _joined(self, first: exp.Expr, joins: list[exp.Expr], scope: Scope) -> str:
        text = self._item_of_from(first, scope)
        for join in joins:
            text += self._join(join, scope)
        return text

    def _join(self, node: exp.Expr, scope: Scope) -> str:
        only(node, "this", "side", "kind", "method", "on", "using")
        side, kind = str(node.args.get("side") or ""), str(node.args.get("kind") or "")
        method = str(node.args.get("method") or "")
        before = [column for source in scope.sources for column in source.columns]
        known = len(scope.sources)
        right = self._item_of_from(node.this, scope)
        if side not in _SIDES or kind not in _KINDS_OF_JOIN or method not in ("", "NATURAL"):
            raise SqlRefused(Layer.NODE, f"{side}{kind}{method} is no join that is run.")
        after = [column for source in scope.sources[known:] for column in source.columns]
        word, on, using = _SIDES[side], node.args.get("on"), node.args.get("using")
        if kind == "CROSS":
            if on is not None or using or side or method:
                raise SqlRefused(Layer.NODE, "A CROSS JOIN has no condition.")
            return f" CROSS JOIN {right}"
        if method or using:
            shared = [column for column in dict.fromkeys(before) if column in after]
            columns = [name_of(_identifier(item)) for item in using or ()] or shared
            return f" {word} {right}{self._using(columns, before, after, scope)}"
        if on is not None:
            return f" {word} {right} ON {self.write(on, scope)}"
        if side or kind:
            raise SqlRefused(Layer.NODE, "A JOIN needs ON or USING.")
        return f", {right}"

    def _using(self, columns: list[str], before: list[str], after: list[str], scope: Scope) -> str:
        for column in columns:
            if column not in before or column not in after:
                raise SqlRefused(Layer.COLUMN, f'USING needs "{column}" on both sides.')
        if not columns:
            raise SqlRefused(Layer.COLUMN, "NATURAL JOIN needs a column that both sides have.")
        scope.merged.extend(column for column in columns if column not in scope.merged)
        return f" USING ({', '.join(map(quote, columns))})"

    def _item_of_from(self, node: exp.Expr, scope: Scope) -> str:
        self._sources += 1
        if self._sources > MAX_SOURCES:
            message = f"A statement reads from {MAX_SOURCES} relations and subqueries at most."
            raise SqlRefused(Layer.BOUND, message)
        match node:
            case exp.Table() if isinstance(node.this, exp.Anonymous):
                text = self._function_source(node, node.this, scope)
            case exp.Table() if node.args.get("joins"):
                bare = node.copy()
                bare.set("joins", None)
                text = f"({self._joined(bare, node.args['joins'], scope)})"
            case exp.Table():
                text = self._relation(node, scope)
            case exp.Lateral():
                text = self._lateral(node, scope)
            case exp.Unnest():
                text = self._unnest(node, scope)
            case exp.Subquery() if isinstance(node.this, exp.Table):
                only(node, "this")
                text = self._item_of_from(node.this, scope)
            case exp.Subquery() | exp.Values():
                text = self._derived(node, scope, Scope(outer=scope.outer, queries=scope.queries))
            case _:
                raise SqlRefused(Layer.NODE, f"{kind_of(node)} is not allowed in FROM.")
        return text

    def _relation(self, node: exp.Table, scope: Scope) -> str:
        only(node, "this", "db", "alias")
        if not isinstance(node.this, exp.Identifier):
            raise SqlRefused(Layer.RELATION, "FROM takes datasets, WITH queries and SELECTs.")
        name, schema = name_of(node.this), node.args.get("db")
        if schema is None and name in scope.queries:
            text, columns = quote(name), scope.queries[name]
        else:
            relation = self._relations.get(name)
            if relation is None or (schema is not None and name_of(schema) != self._schema):
                known = ", ".join(sorted(self._relations)) or "none"
                full = f"{name_of(schema)}.{name}" if schema is not None else name
                message = f'There is no dataset "{full}" that you may read. There is: {known}.'
                raise SqlRefused(Layer.RELATION, message)
            text, columns = f"{quote(self._schema)}.{quote(name)}", relation.columns
        alias = node.args.get("alias")
        given, called = renamed(alias, columns), _called(alias, name)
        scope.add(Source(called, given))
        alias_text = f" AS {quote(called)}{new_names(given, columns)}"
        return text if (called, given) == (name, columns) else f"{text}{alias_text}"

    def _derived(self, node: exp.Expr, scope: Scope, inner: Scope) -> str:
        if isinstance(node, exp.Values):
            text, names = self.values(node, inner)
        else:
            only(node, "this", "alias")
            text, names = self.query(node.this, inner)
        return f"({text}) AS {self._derived_alias(node, names, scope)}"

    def _derived_alias(self, node: exp.Expr, names: Names, scope: Scope) -> str:
        alias = node.args.get("alias")
        called = _called(alias, f"query{len(scope.sources) + 1}")
        columns = renamed(alias, names)
        scope.add(Source(called, columns))
        return f"{quote(called)}{new_names(columns, names)}"

    def _lateral(self, node: exp.Lateral, scope: Scope) -> str:
        only(node, "this", "alias")
        inner = node.this
        if isinstance(inner, exp.Unnest):
            only(inner, "expressions")
            return f"LATERAL {self._unnested(node, inner.expressions, False, scope)}"
        if isinstance(inner, exp.Anonymous):
            return f"LATERAL {self._function_source(node, inner, scope)}"
        if not isinstance(inner, exp.Subquery):
            raise SqlRefused(Layer.NODE, f"{kind_of(inner)} is not allowed after LATERAL.")
        only(inner, "this")
        text, names = self.query(inner.this, scope)
        return f"LATERAL ({text}) AS {self._derived_alias(node, names, scope)}"

    def _unnest(self, node: exp.Unnest, scope: Scope) -> str:
        only(node, "expressions", "alias", "offset")
        return self._unnested(node, node.expressions, bool(node.args.get("offset")), scope)

    def _unnested(self, node: exp.Expr, arrays: list[exp.Expr], counted: bool, scope: Scope) -> str:
        text = f"unnest({self.listed(arrays, scope)})"
        names = tuple("unnest" for _ in arrays)
        alias, offset = node.args.get("alias"), node.args.get("offset")
        if isinstance(offset, exp.Identifier) and alias is not None:
            alias = alias.copy()
            alias.append("columns", offset.copy())
        return _rows(_Rows(text=text, called="unnest", names=names, counted=counted), alias, scope)

    def _function_source(self, node: exp.Expr, call: exp.Anonymous, scope: Scope) -> str:
        only(node, "this", "alias", "ordinality")
        name = self.function_name(call)
        text = self.call(call, scope, allowed.ROW_FUNCTIONS)
        counted = bool(node.args.get("ordinality"))
        rows = _Rows(text=text, called=name, names=(name,), counted=counted)
        return _rows(rows, node.args.get("alias"), scope)


def _rows(rows: _Rows, alias: exp.Expr | None, scope: Scope) -> str:
    called = _called(alias, rows.called)
    names = (called,) if len(rows.names) == 1 else rows.names
    columns = renamed(alias, (*names, "ordinality") if rows.counted else names)
    scope.add(Source(called, columns))
    count = " WITH ORDINALITY" if rows.counted else ""
    return f"{rows.text}{count} AS {quote(called)}{_columns(columns)}"


def _identifier(node: exp.Expr) -> exp.Expr:
    return node.this if isinstance(node, exp.Column) else node


def renamed(alias: exp.Expr | None, names: Names) -> Names:
    """Return what columns are called by an alias: its names, then those that it leaves."""
    if alias is None:
        return names
    only(alias, "this", "columns")
    given = tuple(name_of(column) for column in alias.args.get("columns") or ())
    if len(given) > len(names):
        raise SqlRefused(Layer.COLUMN, "An alias names more columns than there are.")
    return (*given, *names[len(given) :])


def _called(alias: exp.Expr | None, name: str) -> str:
    return name_of(alias.this) if alias is not None and alias.this is not None else name


def new_names(names: Names, old: Names) -> str:
    """Return the list of columns behind an alias, "" where they keep their names."""
    return "" if names == old else _columns(names)


def _columns(names: Names) -> str:
    return f"({', '.join(map(quote, names))})"
