"""Texts that a statement puts together and reads as times: each may name a time zone of its own.

PostgreSQL keeps each zone that it has read in memory, some 23 kB, until the connection ends. Only
letters name one, and only texts of a statement's own making are many: what a dataset holds, and
what is written out, may be read as a time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from sqlglot import exp

from queryassist.guard.growing_calls import function_name
from queryassist.guard.names import name_of
from queryassist.guard.refusals import Layer, SqlRefused

_TIMES = frozenset({exp.DType.DATE, exp.DType.TIME, exp.DType.TIMESTAMP, exp.DType.TIMESTAMPTZ})
_WHOLE_NUMBERS = frozenset({exp.DType.BIGINT, exp.DType.INT, exp.DType.SMALLINT})
_PLAIN_TIME = re.compile(r"YYYY-MM-(DD|01)( HH24:MI(:SS)?)?")
"""Formats of to_char that write a time in digits alone."""
TEXTS = frozenset(
    """
    array_to_string btrim chr concat concat_ws format initcap json_agg json_build_array
    json_build_object json_object_agg jsonb_agg jsonb_build_array jsonb_build_object
    jsonb_object_agg left lower lpad ltrim md5 regexp_match regexp_matches regexp_replace
    regexp_split_to_array regexp_split_to_table regexp_substr repeat replace reverse right rpad
    rtrim split_part string_agg string_to_array string_to_table substr to_char to_hex to_json
    to_jsonb translate upper
    """.split()
)
"""Functions that give a text, or JSON, which can be read as one."""
PASSING = frozenset(
    """
    any_value array array_agg array_append array_cat array_prepend array_remove array_replace
    coalesce first_value greatest lag last_value lead least max min mode nth_value nullif
    percentile_disc trim_array unnest
    """.split()
)
"""Functions that give one of the values that they take."""
_SOURCES = (exp.CTE, exp.From, exp.Join, exp.Lateral)
_NO_TEXTS = (exp.AtTimeZone, exp.Binary, exp.Extract, exp.Predicate)
_WITHIN = (exp.CTE, exp.Select)


def check_zones(tree: exp.Expr, declared: Collection[str]) -> None:
    """Refuse a statement that reads as a time what may be a text of its own making.

    ``declared`` are the names of the columns that datasets have.
    """
    texts = _Texts(tree, declared)
    if any(texts.may_be(value) for value in _read_as_times(tree)):
        message = (
            "A text that is put together is not read as a time. Use make_date, to_date or "
            "to_timestamp, or date_trunc('month', …) for the first of a month."
        )
        raise SqlRefused(Layer.BOUND, message)


def _read_as_times(tree: exp.Expr) -> Iterator[exp.Expr]:
    for node in tree.find_all(exp.Cast, exp.Anonymous):
        if isinstance(node, exp.Cast):
            if any(kind.this in _TIMES for kind in node.to.find_all(exp.DataType)):
                yield node.this
        elif function_name(node) == "date":
            yield from node.expressions


class _Texts:
    """Knows which columns of a statement may be texts that it puts together itself."""

    def __init__(self, tree: exp.Expr, declared: Collection[str]) -> None:
        inner = [query for query in tree.find_all(exp.Query) if query.find_ancestor(*_WITHIN)]
        items = [item for query in inner for item in query.args.get("expressions") or ()]
        self._declared = declared
        self._named = defaultdict(list)
        for item in items:
            if isinstance(item, exp.Alias):
                self._named[name_of(item.args["alias"])].append(item.this)
        self._renamed = {
            name_of(name)
            for alias in tree.find_all(exp.TableAlias)
            for name in alias.find_all(exp.Identifier)
        } | {function_name(call) for call in tree.find_all(exp.Anonymous)}
        self._in_sources = any(_makes_any(source) for source in tree.find_all(*_SOURCES))
        self._unclear = any(isinstance(query, exp.SetOperation) for query in inner) or any(
            _makes_any(item) for item in items if not isinstance(item, exp.Alias)
        )
        self._asked: set[str] = set()

    def may_be(self, node: exp.Expr) -> bool:
        """Return whether what an expression gives may be such a text."""
        if isinstance(node, exp.Window):  # how its rows stand gives no text
            return self.may_be(node.this)
        if isinstance(node, exp.Column):
            return self._may_column(name_of(node.this))
        if _makes_text(node):
            return True
        if isinstance(node, _NO_TEXTS) or (
            isinstance(node, exp.Anonymous) and function_name(node) not in PASSING
        ):
            return False
        return any(map(self.may_be, node.iter_expressions()))

    def _may_column(self, name: str) -> bool:
        if self._unclear or name in self._renamed:
            return self._in_sources
        if name not in self._named:
            return self._in_sources and name not in self._declared
        if name in self._asked:
            return False
        self._asked.add(name)
        return any(map(self.may_be, self._named[name]))


def _makes_any(node: exp.Expr) -> bool:
    return any(map(_makes_text, node.walk()))


def _makes_text(node: exp.Expr) -> bool:
    match node:
        case exp.DPipe():
            return not _has_no_letters(node)
        case exp.Anonymous() if function_name(node) == "to_char" and len(node.expressions) == 2:
            form = node.expressions[1]
            return not (isinstance(form, exp.Literal) and _PLAIN_TIME.fullmatch(form.name))
        case exp.Anonymous():
            return function_name(node) in TEXTS
    return isinstance(node, exp.Overlay | exp.Substring | exp.Trim)


def _has_no_letters(node: exp.Expr) -> bool:
    match node:
        case exp.Literal():
            return not any(map(str.isalpha, node.name))
        case exp.Cast():
            return node.to.this in _WHOLE_NUMBERS or _has_no_letters(node.this)
        case exp.DPipe() | exp.Paren():
            return all(map(_has_no_letters, node.iter_expressions()))
    return False
