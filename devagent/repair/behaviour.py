"""How two fixes differ, in words: where on made inputs, in what way, and with which examples."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from devagent.repair.arena import RAISED

_MOST_EXAMPLES = 3
_MOST_WAYS = 2
_UNREADABLE = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a candidate does on one input: texts of its arguments and of its result.

    The text of an exception is its name behind RAISED.
    """

    arguments: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What tells two candidates, A and B, apart: a headline, ways in words, and examples."""

    headline: str
    ways: Sequence[str] = ()
    examples: Sequence[str] = ()


def describe_difference(one: Sequence[Outcome], other: Sequence[Outcome]) -> Difference:
    """Return how A (``one``) and B (``other``) differ on the same inputs, with examples."""
    pairs = list(zip(one, other, strict=False))
    unlike = [pair for pair in pairs if pair[0].result != pair[1].result]
    if not unlike:
        return Difference(headline=f"A and B do the same on {len(pairs)} made inputs.")
    where = _find_where([a.arguments for a, _ in pairs], {a.arguments for a, _ in unlike})
    counted = Counter(_way_of(a.result, b.result) for a, b in unlike)
    unlike.sort(key=lambda pair: len(pair[0].arguments))
    return Difference(
        headline=f"A and B differ on {len(unlike)} of {len(pairs)} made inputs{where}.",
        ways=[way for way, _ in counted.most_common(_MOST_WAYS)],
        examples=[
            f"({a.arguments}): A {_say(a.result)}, B {_say(b.result)}."
            for a, b in unlike[:_MOST_EXAMPLES]
        ],
    )


def _say(result: str) -> str:
    if result.startswith(RAISED):
        return f"raises {result.removeprefix(RAISED)}"
    return f"gives {result}"


def _way_of(one: str, other: str) -> str:
    """Return in words how two results differ."""
    if one.startswith(RAISED) and other.startswith(RAISED):
        return "They raise different errors."
    for first, second, text in (("A", "B", one), ("B", "A", other)):
        if text.startswith(RAISED):
            return f"{first} raises {text.removeprefix(RAISED)} where {second} gives a result."
    return next(_ways_of_values(_read(one), _read(other)), "They give different results.")


def _ways_of_values(one: object, other: object) -> Iterator[str]:
    for (first, a), (second, b) in ((("A", one), ("B", other)), (("B", other), ("A", one))):
        if a is None:
            yield f"{first} gives nothing where {second} gives a value."
        if isinstance(a, str) and isinstance(b, str) and a != b:
            if a.strip() == b:
                yield f"{first} keeps blanks at the ends, which {second} takes away."
            if a.lower() == b or a.upper() == b:
                yield f"{first} keeps upper and lower case, which {second} does not."
        if a is True and b is False:
            yield f"{first} accepts what {second} refuses."
        if isinstance(a, list) and isinstance(b, list) and _is_longer(a, b):
            yield f"{first} gives more items than {second}."
    yield from _ways_of_numbers_and_orders(one, other)


def _ways_of_numbers_and_orders(one: object, other: object) -> Iterator[str]:
    if isinstance(one, list) and isinstance(other, list):
        if sorted(map(repr, one)) == sorted(map(repr, other)):
            yield "They give the same items in another order."
    elif isinstance(one, int | float) and isinstance(other, int | float):
        first, second = ("A", "B") if one > other else ("B", "A")
        yield f"{first} gives {abs(one - other):g} more than {second}."


def _is_longer(one: Sequence[object], other: Sequence[object]) -> bool:
    return len(one) > len(other) and all(each in one for each in other)


def _find_where(arguments: Sequence[str], unlike: set[str]) -> str:
    """Return what the inputs on which they differ have in common, and the others have not."""
    for words, holds in _TRAITS.items():
        having = {each for each in arguments if any(map(holds, _values_of(each)))}
        if having == unlike:
            return f": those {words}"
    return ""


def _values_of(arguments: str) -> tuple[object, ...]:
    found = _read(f"({arguments},)")
    return found if isinstance(found, tuple) else ()


def _read(text: str) -> object:
    try:
        return ast.literal_eval(text)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return _UNREADABLE


def _is_sized(value: object, size: int) -> bool:
    return isinstance(value, str | list | tuple | dict | set) and len(value) == size


def _has_repeats(value: object) -> bool:
    return isinstance(value, list) and len({repr(each) for each in value}) < len(value)


_TRAITS: dict[str, Callable[[object], bool]] = {
    "with something empty": lambda value: _is_sized(value, 0),
    "with None": lambda value: value is None,
    "with blanks at an end": lambda value: isinstance(value, str) and value != value.strip(),
    "with capital letters": lambda value: isinstance(value, str) and value != value.lower(),
    "with a number below zero": lambda value: isinstance(value, int | float) and value < 0,
    "with a zero": lambda value: isinstance(value, int | float) and value == 0,
    "with a single item": lambda value: _is_sized(value, 1),
    "with repeated items": _has_repeats,
}
