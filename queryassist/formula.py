"""Conditions in one line of text, such as "1 and (2 or not 3)", over a numbered list of tests.

A flat form for whoever cannot nest. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from queryassist.exceptions import SpecError
from queryassist.spec import AllOf, AnyOf, Comparison, Condition, Not
from queryassist.validation import MAX_DEPTH

_TOKEN = re.compile(r"\s*(\d+|and|or|not|\(|\)|\S+)", re.IGNORECASE)


def parse_formula(text: str, tests: Sequence[Comparison]) -> Condition:
    """Return the condition that a formula means; tests are numbered from 1, "and" binds first.

    Raises SpecError, naming what is wrong, for a formula that cannot be read.
    """
    parser = _Parser(_TOKEN.findall(text.lower()), tests)
    condition = parser.any_of(0)
    if parser.rest:
        raise SpecError(f"The formula cannot be read from “{parser.rest[0][:20]}” on.")
    return condition


class _Parser:
    def __init__(self, tokens: list[str], tests: Sequence[Comparison]) -> None:
        self.rest = tokens
        self._tests = tests

    def any_of(self, depth: int) -> Condition:
        parts = self._joined("or", lambda: self._all_of(depth))
        return parts[0] if len(parts) == 1 else AnyOf(parts)

    def _all_of(self, depth: int) -> Condition:
        parts = self._joined("and", lambda: self._term(depth))
        return parts[0] if len(parts) == 1 else AllOf(parts)

    def _joined(self, word: str, part: Callable[[], Condition]) -> tuple[Condition, ...]:
        parts = [part()]
        while self._took(word):
            parts.append(part())
        return tuple(parts)

    def _term(self, depth: int) -> Condition:
        if depth > MAX_DEPTH:
            raise SpecError("The formula is nested too deeply.")
        if self._took("not"):
            return Not(self._term(depth + 1))
        if self._took("("):
            inner = self.any_of(depth + 1)
            if not self._took(")"):
                raise SpecError("The formula lacks a closing parenthesis.")
            return inner
        return self._test()

    def _test(self) -> Comparison:
        number = self.rest.pop(0) if self.rest else "its end"
        if not (number.isascii() and number.isdecimal()) or not 1 <= int(number[:6]) <= len(
            self._tests
        ):
            raise SpecError(
                f"The formula needs the number of a test, 1 to {len(self._tests)}, in the place of "
                f"“{number[:20]}”."
            )
        return self._tests[int(number) - 1]

    def _took(self, word: str) -> bool:
        if self.rest and self.rest[0] == word:
            del self.rest[0]
            return True
        return False


def write_formula(condition: Condition, tests: list[Comparison]) -> str:
    """Return the formula of a condition, and add to ``tests`` those that it needs and lacks."""
    match condition:
        case Comparison():
            if condition not in tests:
                tests.append(condition)
            return str(tests.index(condition) + 1)
        case Not(part):
            return f"not {_nested(part, tests)}"
        case AllOf(parts):
            return " and ".join(_nested(part, tests) for part in parts)
        case AnyOf(parts):
            return " or ".join(_nested(part, tests) for part in parts)


def _nested(condition: Condition, tests: list[Comparison]) -> str:
    text = write_formula(condition, tests)
    return f"({text})" if isinstance(condition, AllOf | AnyOf) else text
