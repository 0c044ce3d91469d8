"""Makes inputs near those that a test uses: values of the same types, made of what it uses."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

_MOST_TRIES = 20
_DEEPEST = 4

Arguments = tuple[Any, ...]


def make_inputs(calls: Sequence[Arguments], count: int, seed: int) -> list[Arguments]:
    """Return up to ``count`` arguments that differ from each other, those of the calls first."""
    found: dict[str, Arguments] = {}
    for call in calls:
        found.setdefault(repr(call), call)
    maker = _Maker(list(found.values()), Random(seed))  # noqa: S311  # the same each time
    for _ in range(count * 3):
        if not calls or len(found) >= count:
            break
        made = maker.make()
        found.setdefault(repr(made), made)
    return list(found.values())[:count]


class _Maker:
    def __init__(self, calls: Sequence[Arguments], random: Random) -> None:
        self._calls = calls
        self._random = random

    def make(self) -> Arguments:
        """Return the arguments of a call with one or two of them changed."""
        call = copy.deepcopy(self._random.choice(self._calls))
        arguments = list(call)
        for _ in range(self._random.randint(1, 2)):
            if arguments:
                place = self._random.randrange(len(arguments))
                arguments[place] = self._change(arguments[place], _Pool(self._calls, place))
        return tuple(arguments)

    def _change(self, value: Any, pool: _Pool, depth: int = 0) -> Any:
        if depth == 0 and self._random.random() < 0.15:
            return copy.deepcopy(self._random.choice(pool.values))
        if isinstance(value, bool):
            return not value
        for kind, change in _CHANGES:
            if type(value) is kind and depth < _DEEPEST:
                return change(self, value, pool, depth)
        return value

    def _number(self, value: Any, pool: _Pool, _depth: int) -> Any:
        low, high = pool.range_of(type(value), value)
        near: tuple[Any, ...]
        if isinstance(value, int):
            near = (value + 1, value - 1, self._random.randint(low, high), value // 2)
            return min(max(self._random.choice(near), low - (low < 0)), high + 1)
        near = (value + 0.5, value - 0.5, round(self._random.uniform(low, high), 2), -value)
        return min(max(self._random.choice(near), low), high)

    def _text(self, value: str, pool: _Pool, _depth: int) -> str:
        pieces = self._list(list(value), pool, _DEEPEST)
        return "".join(str(piece) for piece in pieces)

    def _list(self, value: list[Any], pool: _Pool, depth: int) -> list[Any]:
        for _ in range(self._random.choice((1, 1, 1, 2, 3))):
            value = self._edit(list(value), pool, depth)
        return value

    def _edit(self, items: list[Any], pool: _Pool, depth: int) -> list[Any]:
        others = pool.characters if depth == _DEEPEST else pool.items or items
        place = self._random.randrange(len(items)) if items else 0
        kind = self._random.randrange(8)
        if not items or kind == 0:
            items.insert(place, copy.deepcopy(self._random.choice(others)) if others else 0)
        elif kind == 1:
            del items[place]
        elif kind == 2:
            items.insert(place, copy.deepcopy(items[place]))
        elif kind == 3:
            other = self._random.randrange(len(items))
            items[place], items[other] = items[other], items[place]
        elif kind == 4:
            self._random.shuffle(items)
        elif kind == 5:
            items = items[: place + 1] if self._random.random() < 0.5 else items[place:]
        elif kind == 6 and others:
            items[place] = copy.deepcopy(self._random.choice(others))
        else:
            items[place] = self._change(items[place], pool, depth + 1)
        return items

    def _tuple(self, value: tuple[Any, ...], pool: _Pool, depth: int) -> tuple[Any, ...]:
        items = list(value)
        if items:
            place = self._random.randrange(len(items))
            items[place] = self._change(items[place], pool, depth + 1)
        return tuple(items)

    def _set(self, value: set[Any], pool: _Pool, depth: int) -> set[Any]:
        return set(self._list(sorted(value, key=repr), pool, depth))

    def _dict(self, value: dict[Any, Any], pool: _Pool, depth: int) -> dict[Any, Any]:
        if not value:
            return value
        key = self._random.choice(list(value))
        if self._random.random() < 0.3:
            return {other: kept for other, kept in value.items() if other != key}
        return value | {key: self._change(value[key], pool, depth + 1)}


_CHANGES: tuple[tuple[type, Callable[[_Maker, Any, Any, int], Any]], ...] = (
    (int, _Maker._number),  # noqa: SLF001  # its own table
    (float, _Maker._number),  # noqa: SLF001
    (str, _Maker._text),  # noqa: SLF001
    (list, _Maker._list),  # noqa: SLF001
    (tuple, _Maker._tuple),  # noqa: SLF001
    (set, _Maker._set),  # noqa: SLF001
    (dict, _Maker._dict),  # noqa: SLF001
)


class _Pool:
    """What a test has used at one place among the arguments."""

    def __init__(self, calls: Sequence[Arguments], place: int) -> None:
        self.values = [call[place] for call in calls if place < len(call)]
        self._leaves = [leaf for value in self.values for leaf in _leaves(value, 0)]
        self.items = [item for value in self.values if isinstance(value, list) for item in value]
        texts = (leaf for leaf in self._leaves if isinstance(leaf, str))
        self.characters = sorted({letter for text in texts for letter in text})

    def range_of(self, kind: type, value: Any) -> tuple[Any, Any]:
        """Return the lowest and the highest number of this type, the value among them."""
        numbers: list[Any] = [leaf for leaf in self._leaves if type(leaf) is kind] + [value]
        return min(numbers), max(numbers)


def _leaves(value: Any, depth: int) -> Iterator[Any]:
    if isinstance(value, list | tuple | set) and depth < _DEEPEST:
        for item in value:
            yield from _leaves(item, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        for item in (*value.keys(), *value.values()):
            yield from _leaves(item, depth + 1)
    else:
        yield value
