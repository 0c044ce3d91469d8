"""What mirrors of tests call; its text is put into each file of mirrors, under names of its own."""

from __future__ import annotations

import copy as _mirrored_copy
import enum as _mirrored_enum
import typing as _mirrored_typing

_mirrored_any = _mirrored_typing.Any
_mirrored_check = _mirrored_typing.Callable[[_mirrored_any, _mirrored_any], object]
_mirrored_tools = ("unittest", "_pytest", "pytest", "mock", "dirty_equals", "hamcrest", "re")
_mirrored_most = 8


class _mirrored_held(BaseException):  # noqa: N801  # no name that a test could have
    """The check held, and for its values alone."""


def _mirrored_asks(
    mode: str, check: _mirrored_check, one: _mirrored_any, two: _mirrored_any
) -> bool:
    """Return whether the check fails for the two, or holds with another in the place of either."""

    def holds(left: _mirrored_any, right: _mirrored_any) -> bool:
        try:
            result = check(left, right)
            return result is None or bool(result)
        except BaseException:  # noqa: BLE001  # whatever it is, the check does not hold
            return False

    # The two themselves come last, so that a first comparison is never the one that was asked for.
    return (
        any(holds(one, other) for other in _mirrored_others(two, mode, -1))
        or (
            not _mirrored_is_vague(two)
            and any(holds(other, two) for other in _mirrored_others(one, mode, 1))
        )
        or not holds(one, two)
    )


def _mirrored_others(value: _mirrored_any, mode: str, side: int) -> list[_mirrored_any]:
    """Return values for which the check cannot hold, if it holds for this one."""
    if mode == "same":
        return _mirrored_changed(value, 3)
    if mode == "in":
        stranger = value + "_mirrored" if type(value) is str else object()
        return [stranger] if side == 1 else []
    if type(value) not in {int, float}:
        return []
    return [float("inf") * side * (1 if mode == "less" else -1)]


def _mirrored_changed(value: _mirrored_any, depth: int) -> list[_mirrored_any]:
    """Return values that are not equal to this one, most of the same type."""
    kind = type(value)
    if kind in {int, float, complex} or kind.__name__ in {"Decimal", "Fraction"}:
        near = (value + 1, value - 1, value * 2 + 7919)
        return [object(), *(one for one in near if one != value)]
    if kind in {list, tuple, dict} or kind.__module__ == "_pytest.python_api":
        return [object(), *(_mirrored_inner(value, depth) if depth else ())]
    by_kind: dict[type, _mirrored_typing.Callable[[], list[_mirrored_any]]] = {
        bool: lambda: [not value],
        str: lambda: [f"{value}_mirrored"],
        bytes: lambda: [value + b"_mirrored"],
        type(None): lambda: [0, "_mirrored"],
    }
    return [object(), *by_kind.get(kind, list)()]


def _mirrored_inner(value: _mirrored_any, depth: int) -> _mirrored_typing.Iterator[_mirrored_any]:
    """Yield copies of a value made of others, with one of these changed."""
    kind = type(value)
    if kind is dict:
        for key in list(value)[:_mirrored_most]:
            yield from ({**value, key: one} for one in _mirrored_changed(value[key], depth - 1))
    elif kind in {list, tuple}:
        yield kind([*value, object()])
        for index in range(min(len(value), _mirrored_most)):
            for other in _mirrored_changed(value[index], depth - 1):
                yield kind([*value[:index], other, *value[index + 1 :]])
    else:  # an approximation of pytest
        for other in _mirrored_changed(value.expected, depth - 1):
            if other != value:
                changed = _mirrored_copy.copy(value)
                changed.expected = other
                yield changed


def _mirrored_is_vague(value: _mirrored_any) -> bool:
    """Return whether a test may mean more than one value by this: an approximation, or any."""
    kind = type(value)
    if kind in {list, tuple, dict}:
        parts = value.values() if kind is dict else value
        return any(_mirrored_is_vague(one) for one in parts)
    return kind.__module__.partition(".")[0] in _mirrored_tools


def _mirrored_is_named(make: _mirrored_typing.Callable[[], _mirrored_any], name: str) -> bool:
    """Return whether this is the member of an enumeration that has the name, and no other's."""
    value = make()
    return isinstance(value, _mirrored_enum.Enum) and value.name == name


def _mirrored_differ(
    maker: object,
    make: _mirrored_typing.Callable[[], _mirrored_any],
    *others: _mirrored_typing.Callable[[], _mirrored_any],
) -> bool:
    """Return whether a class makes something that equals none of the others, if these can be."""

    def differs(other: _mirrored_typing.Callable[[], _mirrored_any]) -> bool:
        try:
            made = other()
        except Exception:  # noqa: BLE001  # whatever it is, no such value can be made
            return True
        return not value == made  # noqa: SIM201  # what the tests ask for, not its opposite

    value = make()
    return isinstance(maker, type) and all(map(differs, others))
