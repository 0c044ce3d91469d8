"""What of a script differs from call to call, told by patterns; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.verdicts.python_policy import Finding
from sandbox.verdicts.records import FlagKind

_COMPARED = r"\s*(?:[<>]=?|[!=]==?|%)\s*(?!=)"
_DRAWN = r"\b(?:getRandomValues|randomUUID|randomBytes|randomInt)\([^;]*?\)\S*"
_CHANCE = re.compile(rf"\bMath\.random\b|{_DRAWN}{_COMPARED}")
_LASTING = re.compile(
    r"^(?:export\s+)?(?:let|var|const)\s+(?P<name>[\w$]+)(?:\s*:[^=\n]+)?\s*=\s*"
    r"(?:-?\d|\[|\{\s*\}|\{[^{}\n]*:\s*-?\d|new (?:Map|Set|Array)\b|Array\b)",
    re.MULTILINE,
)
_CHANGED = r"(?:\.\w+)?\s*(?:\+\+|--|[-+*]=)|\.(?:push|unshift|add|set|pop|shift)\("
_ASKED = r"(?:\.\w+)?(?:\+\+|--|\s*[-+]=\s*\d+)?\)?"


def find_state(text: str) -> Iterator[Finding]:
    """Yield where chance decides, or how often something was called, by line."""
    for match in _CHANCE.finditer(text):
        yield _finding(text, match)
    for lasting in _LASTING.finditer(text):
        name = rf"(?<![.\w$]){re.escape(lasting['name'])}\b"
        if re.search(rf"{name}(?:{_CHANGED})|(?:\+\+|--){name}", text):
            yield from (_finding(text, match) for match in _list_asked(text, name))


def _list_asked(text: str, name: str) -> Iterator[re.Match[str]]:
    """Yield where the number or the size of what is kept is compared, or one of its parts taken."""
    smaller = rf"[^;{{}}]*\)\s*\{{?\s*{name}\.(?:clear|delete|shift|pop|splice|length\s*=)"
    yield from re.finditer(
        rf"{name}{_ASKED}{_COMPARED}(?!{smaller})|(?<!=)[<>]=?\s*(?:\+\+|--)?{name}|"
        rf"{name}\.(?:push|unshift|add|set)\([^;]*?\)(?:\.\w+)?{_COMPARED}|"
        rf"{name}\.(?:pop|shift)\(\)\s*\)?\s*(?:\?|&&|\|\||\)\s*(?:return|\{{))",
        text,
    )


def _finding(text: str, match: re.Match[str]) -> Finding:
    line = text[: match.start()].count("\n") + 1
    return Finding(FlagKind.UNSTEADY, " ".join(match.group().split())[:60], line)
