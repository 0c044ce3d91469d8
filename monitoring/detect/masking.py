"""What in a message is a value and not wording: numbers, ids, addresses, paths, quoted text."""

from __future__ import annotations

import re
from functools import cache

WILD = "<*>"
"""Stands for any value, in messages that are masked and in templates."""

_HEX = "[0-9A-Fa-f]"
_NUMBER = r"[-+]?\d{1,40}(?:[.,:]\d{1,40}){0,20}"
_LABEL = "[a-z0-9][a-z0-9-]{0,62}"
_TOP_LEVEL = "(?:com|net|org|edu|gov|mil|int|io|info|biz|local|internal|example|[a-z]{2})"
_UNIT = "(?:bytes?|[KMGTkmg]i?[Bb]|ms|us|ns|secs?|seconds?|s|mins?|minutes?|hours?|h|days?|%)"

_QUANTITY = re.compile(rf"0\s?{_UNIT}(?!\w)(?: \(0[^()]{{0,30}}\))?")
_QUOTED = re.compile(
    r'"(?!(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH) )[^"]{0,400}"'
    r"|(?<![\w'])'[^']{1,200}'(?!\w)"
)
_VALUES = (
    ("://", r"\b[a-z][a-z0-9+.-]{1,15}://[^\s\"'<>,;)\]]{1,400}"),
    ("@", r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),
    ("-", rf"\b{_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}\b"),
    (":", rf"(?<![\w:])(?:{_HEX}{{0,4}}:){{2,7}}(?:[\d.]{{7,15}}|{_HEX}{{1,4}})(?![\w:])"),
    (".", r"/?(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?:/\d{1,5})?(?!\w)"),
    ("\\", r"\b[A-Za-z]:\\[^\s\"'<>|,;)\]]{1,300}"),
    ("/", r"(?<![\w<>./-])/?[\w.+~%@-]{0,80}(?:/[\w.+~%@:=#\[\]-]{1,120}){2,40}/?(?!\w)"),
    ("/", r"(?<![\w<>./])/[\w.+~%@:-]{1,120}/?"),
    (".", rf"(?<![\w.-]){_LABEL}(?:\.{_LABEL}){{0,4}}\.{_TOP_LEVEL}(?::\d{{1,5}})?(?![\w.(-])"),
    ("=", r"(?<=[\w\]]=)[^\s,;)\]\"'<]{1,200}"),
    ("0", rf"\b0[xX]{_HEX}{{1,40}}\b"),
    ("", rf"(?<!\w)(?=[A-Fa-f]{{0,32}}\d)(?=\d{{0,32}}[A-Fa-f]){_HEX}{{5,128}}(?!\w)"),
    ("", rf"(?<![\w.]){_NUMBER}"),
    ("", r"(?:(?<=_)-)?\d{1,200}"),
)
"""What is a value, and the text that each kind cannot be without."""
_MARKS = tuple(dict.fromkeys(mark for mark, _ in _VALUES if mark))
_CALENDAR = frozenset(
    "Mon Tue Wed Thu Fri Sat Sun Mon, Tue, Wed, Thu, Fri, Sat, Sun, "
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
)
_RUN_ENDS = frozenset((WILD, WILD + ","))
_TOKEN_CHARS = 300
_MOST_REMEMBERED = 100_000
_DIGITS = bytes.maketrans(b"123456789", b"000000000")


def digits_alike(line: bytes) -> bytes:
    """Return ``line`` with every digit as 0: lines alike in this have the same template."""
    return line.translate(_DIGITS)


class Masking:
    """Masks messages, and remembers what tokens became: most come again and again."""

    __slots__ = ("_masked",)

    def __init__(self) -> None:
        self._masked: dict[str, str] = {}

    def tokens(self, message: str) -> list[str]:
        """Return the words of ``message`` with each value, or run of values, as one ``<*>``.

        The message is one of ``digits_alike``.
        """
        if '"' in message or "'" in message:
            message = _QUOTED.sub(WILD, message)
        masked: list[str] = []
        for token in _QUANTITY.sub("0", message).split():
            value = self._masked.get(token)
            if value is None:
                value = self._mask(token)
            if value in _RUN_ENDS:
                while masked and masked[-1] in _CALENDAR:
                    masked.pop()
                if masked and masked[-1] in _RUN_ENDS:
                    masked.pop()
            masked.append(value)
        return masked

    def _mask(self, token: str) -> str:
        if len(self._masked) >= _MOST_REMEMBERED:
            self._masked.clear()
        value = token if token.isalpha() else _value_in(token).sub(WILD, token[:_TOKEN_CHARS])
        self._masked[token] = value
        return value


def _value_in(token: str) -> re.Pattern[str]:
    """Return what finds values in ``token``: the kinds that it can hold, tried in their order."""
    return _alternatives(*[mark for mark in _MARKS if mark in token])


@cache
def _alternatives(*marks: str) -> re.Pattern[str]:
    return re.compile("|".join(kind for mark, kind in _VALUES if not mark or mark in marks))
