"""Rules that people write about lines: which words, in how long, how many of what.

Since anybody can have lines written to a log, a rule may also ask for distinct templates, users and
addresses. Expressions are RE2's: they take time in proportion to the text, whatever they are.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import re2

MOST_CHARS = 500
_MOST_TEXT = 4_000
_MEMORY_BYTES = 1 << 20


class PatternInvalid(ValueError):
    """The rule cannot be used like this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """How many it takes, each of them; 0 for what does not count."""

    lines: int = 1
    templates: int = 0
    users: int = 0
    addresses: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternRule:
    """Words that have all to be in a line, or an expression; lines of ``window_s`` count together.

    ``words`` are found in any case, as parts of words too. Raises PatternInvalid.
    """

    window_s: float
    thresholds: Thresholds
    words: tuple[str, ...] = ()
    expression: str = ""

    def __post_init__(self) -> None:
        if bool(self.words) is bool(self.expression):
            raise PatternInvalid("A rule has either words or an expression.")
        if not all(word.strip() for word in self.words):
            raise PatternInvalid("A word of the rule is empty.")
        if self.thresholds.lines < 1 or self.window_s <= 0:
            raise PatternInvalid("It takes one line at least, and some time.")
        if self.expression:
            check_expression(self.expression)

    def matches(self, text: str) -> bool:
        """Return whether the rule is about a line, of which 4,000 characters are looked at."""
        text = text[:_MOST_TEXT]
        if self.expression:
            return _compile(self.expression).search(text) is not None
        folded = text.casefold()
        return all(word.casefold() in folded for word in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A line, when it came, and what it is of: template, user and address, "" if not known."""

    time_s: float
    text: str
    template: str = ""
    user: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What met a rule: when the last line of it came, and how many of each there were."""

    time_s: float
    lines: int
    templates: int
    users: int
    addresses: int


def detect_pattern(rule: PatternRule, sightings: Iterable[Sighting]) -> Match | None:
    """Return the first time at which a rule is met by lines in order of time, None if never."""
    window = _Window(rule.window_s)
    for sighting in sightings:
        if rule.matches(sighting.text):
            match = window.add(sighting)
            if _meets(match, rule.thresholds):
                return match
    return None


def check_expression(expression: str) -> None:
    """Raise PatternInvalid where an expression is not one of RE2's, or too large."""
    if len(expression) > MOST_CHARS:
        raise PatternInvalid(f"An expression has up to {MOST_CHARS} characters.")
    try:
        _compile(expression)
    except re2.error as error:
        said = error.args[0] if error.args else ""
        reason = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        raise PatternInvalid(f"This is no expression that can be used: {reason}.") from error


@lru_cache(maxsize=256)
def _compile(expression: str) -> re2._Regexp:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = _MEMORY_BYTES
    return re2.compile(expression, options)


class _Window:
    """The lines of the last seconds, counted as they come and go."""

    def __init__(self, window_s: float) -> None:
        self._window_s = window_s
        self._lines: deque[Sighting] = deque()
        self._counts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())

    def add(self, sighting: Sighting) -> Match:
        """Return what is in the window with one more line."""
        self._lines.append(sighting)
        for counts, value in zip(self._counts, _values(sighting), strict=True):
            counts.update([value] if value else ())
        while self._lines[0].time_s <= sighting.time_s - self._window_s:
            self._forget(self._lines.popleft())
        templates, users, addresses = map(len, self._counts)
        return Match(
            time_s=sighting.time_s,
            lines=len(self._lines),
            templates=templates,
            users=users,
            addresses=addresses,
        )

    def _forget(self, sighting: Sighting) -> None:
        for counts, value in zip(self._counts, _values(sighting), strict=True):
            if value:
                counts[value] -= 1
                if not counts[value]:
                    del counts[value]


def _values(sighting: Sighting) -> tuple[str, str, str]:
    return sighting.template, sighting.user, sighting.address


def _meets(match: Match, wanted: Thresholds) -> bool:
    return (
        match.lines >= wanted.lines
        and match.templates >= wanted.templates
        and match.users >= wanted.users
        and match.addresses >= wanted.addresses
    )
