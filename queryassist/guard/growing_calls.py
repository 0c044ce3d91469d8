"""How long what each function gives can get, from the sizes of its arguments.

All sizes are in units of UNIT_BYTES, and at least what the largest argument has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from queryassist.guard.names import fold

UNIT_BYTES = 32
"""What PostgreSQL takes for the width of a computed text."""
_UNKNOWN = 1_000
"""What replacing by a text that is not written out counts as, and repeating by no number."""
_LONGEST_FIELD = 8
"""What to_char makes of one letter: J is the Julian day."""
_BYTES_OF_A_CHARACTER = 4

GATHERING = frozenset(
    "array array_agg json_agg json_object_agg jsonb_agg jsonb_object_agg string_agg".split()
)
"""The functions that put the values of all rows into one; ``array`` is ARRAY(SELECT …)."""
_ADDING = GATHERING | frozenset(
    """
    array_append array_cat array_prepend json_build_array json_build_object jsonb_build_array
    jsonb_build_object
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A function with the sizes of its arguments.

    ``quoted`` is what a value can grow by when it is written as a text.
    """

    node: exp.Anonymous
    sizes: Sequence[int]
    quoted: int

    @property
    def further_bytes(self) -> list[int]:
        """How long each argument but the first is."""
        parts = zip(self.node.expressions, self.sizes, strict=True)
        return [_bytes(part, size) for part, size in parts][1:]


def call_size(call: Call) -> int:
    """Return the size of what a function gives."""
    size = _SIZES.get(function_name(call.node), _largest)(call) if call.sizes else 0
    return max(size, *call.sizes, 0)


def function_name(node: exp.Expr) -> str:
    """Return the name of the function that is called, folded."""
    return fold(node.this.name if isinstance(node.this, exp.Identifier) else str(node.this))


def units(size_bytes: int) -> int:
    """Return the units that so many bytes fill: 1 at least."""
    return max(-(-size_bytes // UNIT_BYTES), 1)


def written_bytes(node: exp.Literal) -> int:
    """Return the length of a text or number that is written out."""
    return len(str(node.this).encode())


def _largest(call: Call) -> int:
    return max(call.sizes)


def _sum(call: Call) -> int:
    return sum(call.sizes)


def _repeat(call: Call) -> int:
    return max(call.sizes) * _number(call.node.expressions[-1])


def _pad(call: Call) -> int:
    return units(_number(call.node.expressions[1]) * _BYTES_OF_A_CHARACTER)


def _concat(call: Call) -> int:
    return sum(call.sizes) * call.quoted


def _concat_ws(call: Call) -> int:
    return (sum(call.sizes) + call.sizes[0] * len(call.sizes)) * call.quoted


def _array_to_string(call: Call) -> int:
    return call.sizes[0] * (1 + sum(call.further_bytes)) * call.quoted


def _format(call: Call) -> int:
    places = max(str(call.node.expressions[0].name).count("%"), 1)
    # %L and %I double the quotes of what they take.
    return sum(call.sizes) * places * max(call.quoted, 2)


def _to_char(call: Call) -> int:
    return units(sum(call.further_bytes) * _LONGEST_FIELD)


def _replace(call: Call) -> int:
    further = zip(call.node.expressions[1:], call.further_bytes, strict=True)
    return call.sizes[0] * max((_replacement(part, size) for part, size in further), default=1)


_SIZES: Mapping[str, Callable[[Call], int]] = {
    **dict.fromkeys(_ADDING, _sum),
    "array_replace": _replace,
    "array_to_string": _array_to_string,
    "concat": _concat,
    "concat_ws": _concat_ws,
    "format": _format,
    "lpad": _pad,
    "regexp_replace": _replace,
    "repeat": _repeat,
    "replace": _replace,
    "rpad": _pad,
    "to_char": _to_char,
}


def _bytes(node: exp.Expr, size: int) -> int:
    return written_bytes(node) if isinstance(node, exp.Literal) else size * UNIT_BYTES


def _number(node: exp.Expr) -> int:
    return int(node.name) if isinstance(node, exp.Literal) and node.name.isdecimal() else _UNKNOWN


def _replacement(node: exp.Expr, size_bytes: int) -> int:
    """Return how much longer each match can get; a group that looks ahead can give all the rest."""
    if not isinstance(node, exp.Literal) or "(?" in node.name:
        return max(_UNKNOWN, size_bytes)
    return max(size_bytes, 1)
