"""Templates of log messages, mined line by line with one configuration for all sources.

A fixed-depth tree over masked words, as in Drain (He, Zhu, Zheng and Lyu, 2017), with a rule of our
own for what is a value: a token that holds masked or path-like text may differ at once, a plain
word only after several others were seen in its place with all else alike. So "session opened" and
"session closed" stay apart, and names of people come together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from monitoring.detect.headers import message_start
from monitoring.detect.masking import WILD, Masking, digits_alike

MESSAGE_CHARS = 2000
"""What is longer than this is told apart by its beginning."""

_TOKENS = 80
_WORDS = 20
_CACHED = 50_000
_MOST_IN_LEAF = 100
_MOST_GROUPS = 20_000
_LEAST_ALIKE = 0.4
_VALUES_OF_A_WORD = 5
_VALUES_OF_A_FIRST_WORD = 10
_VALUES_AFTER_A_MARKER = 2
_MARKERS = frozenset("user users username account host server node service as named for".split())
_Key = TypeVar("_Key", str, bytes)

_UNPRINTABLE = re.compile(
    r"\x1b\[[\d;]{0,20}[A-Za-z]|[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+"
)
_JSON_MESSAGE = re.compile(r'"(?:message|msg|event|log)"\s{0,8}:\s{0,8}"((?:[^"\\]|\\.){1,2000})')
_LOOSE = re.compile(r"[\d/@\\]|<\*>")
_NAMED_VALUE = re.compile(r"(?<=\w)[=:]<\*>")


@dataclass(slots=True)
class _Group:
    tokens: list[str]
    number: int


@dataclass(slots=True)
class TemplateMiner:
    """Groups of messages; bounded in memory whatever comes."""

    _groups: list[_Group] = field(default_factory=list)
    _leaves: dict[tuple[int, str, str], list[_Group]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _seen_but_for: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    _lines: dict[bytes, int] = field(default_factory=dict)
    _wordings: dict[str, int] = field(default_factory=dict)
    _masking: Masking = field(default_factory=Masking)

    def add(self, line: bytes) -> int:
        """Return the number of the group of a line, from 0; it never changes for this wording."""
        key = digits_alike(line)
        number = self._lines.get(key)
        if number is None:
            number = self._number_of(
                _words(self._masking, message_of(key.decode(errors="replace")))
            )
            _remember(self._lines, key, number)
        return number

    def template(self, number: int) -> str:
        """Return the template of a group as it is by now."""
        return " ".join(self._groups[number].tokens)

    def families(self) -> list[int]:
        """Return for each group the group whose template covers it; itself where none does.

        A word is found to be a value late; groups that were made for its first values are members
        of the family of the later one.
        """
        parents = [self._most_general(group) for group in self._groups]
        return [_root(parents, number) for number in range(len(parents))]

    def _most_general(self, group: _Group) -> int:
        near = self._near(group.tokens)
        covering = (other for other in near if _may_join(other.tokens, group.tokens))
        return max(covering, key=lambda one: (one.tokens.count(WILD), -one.number)).number

    def _number_of(self, tokens: list[str]) -> int:
        wording = " ".join(tokens)
        number = self._wordings.get(wording)
        if number is None:
            number = self._place(tokens)
            _remember(self._wordings, wording, number)
        return number

    def _place(self, tokens: list[str]) -> int:
        best = max(
            (group for group in self._near(tokens) if _may_join(group.tokens, tokens)),
            key=lambda group: _alike(group.tokens, tokens),
            default=None,
        )
        if best is not None:
            best.tokens[:] = _merged(best.tokens, tokens)
            return best.number
        if len(self._groups) >= _MOST_GROUPS:
            return self._overflow()
        return self._open(self._generalised(tokens))

    def _near(self, tokens: Sequence[str]) -> Iterator[_Group]:
        length, (first, second) = len(tokens), _keys(tokens)
        for one in dict.fromkeys((first, WILD)):
            for two in dict.fromkeys((second, WILD)):
                yield from self._leaves.get((length, one, two), ())

    def _open(self, tokens: list[str]) -> int:
        leaf = self._leaves[(len(tokens), *_keys(tokens))]
        if len(leaf) == _MOST_IN_LEAF:
            tokens = [*tokens[:2], *[WILD] * (len(tokens) - 2)]
        group = _Group(tokens=tokens, number=len(self._groups))
        self._groups.append(group)
        leaf.append(group)
        return group.number

    def _overflow(self) -> int:
        if self._groups[-1].tokens != [WILD]:
            self._open([WILD])
        return self._groups[-1].number

    def _generalised(self, tokens: list[str]) -> list[str]:
        """Return the tokens of a new group; a word with enough others in its place is a value."""
        frame = [WILD if _is_loose(token) else token for token in tokens]
        words = [index for index, token in enumerate(frame) if token != WILD]
        if len(words) < 2:
            return tokens
        for index in words[:_WORDS]:
            key = hash((*frame[:index], WILD, index, *frame[index + 1 :]))
            self._seen_but_for[key] += 1
            if self._seen_but_for[key] >= _values_needed(tokens, index):
                return [*tokens[:index], WILD, *tokens[index + 1 :]]
        return tokens


def message_of(line: str) -> str:
    """Return the message of a log line, without its header, on one line, cut to MESSAGE_CHARS.

    Of a line of JSON it is the first field of a usual name.
    """
    if not line.isprintable():
        line = _UNPRINTABLE.sub(" ", line)
    if line.startswith("{") and (found := _JSON_MESSAGE.search(line)):
        return found[1]
    start = message_start(line)
    return line[start : start + MESSAGE_CHARS].strip()


def message_template(message: str) -> str:
    """Return the template of a message by itself: its values masked, its spaces single."""
    return " ".join(
        _words(Masking(), digits_alike(message[:MESSAGE_CHARS].encode(errors="replace")).decode())
    )


def _words(masking: Masking, message: str) -> list[str]:
    return masking.tokens(message)[:_TOKENS] or [""]


def _remember(cache: dict[_Key, int], key: _Key, number: int) -> None:
    if len(cache) >= _CACHED:
        cache.clear()
    cache[key] = number


def _keys(tokens: Sequence[str]) -> tuple[str, str]:
    first = tokens[0]
    second = tokens[1] if len(tokens) > 1 else ""
    return (WILD if _is_loose(first) else first, WILD if _is_loose(second) else second)


@lru_cache(_CACHED)
def _is_loose(token: str) -> bool:
    """Whether a token may be a value: a name with its value, as in "size=<*>", is a word."""
    return _LOOSE.search(_NAMED_VALUE.sub("", token)) is not None


def _may_join(template: Sequence[str], tokens: Sequence[str]) -> bool:
    """Whether all words agree, and enough of what the template says does."""
    same = said = 0
    for one, other in zip(template, tokens, strict=True):
        if one == WILD:
            continue
        said += 1
        if one == other:
            same += 1
        elif not (_is_loose(one) and _is_loose(other)):
            return False
    return same >= said * _LEAST_ALIKE


def _alike(template: Sequence[str], tokens: Sequence[str]) -> int:
    return sum(one == other for one, other in zip(template, tokens, strict=True))


def _merged(template: Sequence[str], tokens: Sequence[str]) -> list[str]:
    return [one if one == other else WILD for one, other in zip(template, tokens, strict=True)]


def _values_needed(tokens: Sequence[str], index: int) -> int:
    if index == 0:
        return _VALUES_OF_A_FIRST_WORD
    marked = tokens[index - 1].lower().strip("(:") in _MARKERS
    return _VALUES_AFTER_A_MARKER if marked else _VALUES_OF_A_WORD


def _root(parents: Sequence[int], number: int) -> int:
    while parents[number] != number:
        number = parents[number]
    return number
