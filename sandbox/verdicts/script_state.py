"""What of a script differs from call to call, told by patterns; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.verdicts.python_policy import Finding
from sandbox.verdicts.records import FlagKind
from sandbox.verdicts.script_patterns import ENCLOSED

_COMPARED = r"\s*(?:[<>]=?|[!=]==?|%)\s*(?!=)"
_DRAWN = rf"\b(?:getRandomValues|randomUUID|randomBytes|randomInt){ENCLOSED}\S*"
_CHANCE = re.compile(rf"\bMath\.random\b|{_DRAWN}{_COMPARED}")
_LASTING = re.compile(
    r"^(?:export\s+)?(?:let|var|const)\s+(?P<name>[\w$]+)(?:\s*:[^=\n]+)?\s*=\s*"
    r"(?:-?\d|\[|\{\s*\}|\{[^{}\n]*:\s*-?\d|new (?:Map|Set|Array)\b|Array\b)",
    re.MULTILINE,
)
# A name is taken whole, and each pattern goes through the text once for all names.
_NAME = r"(?<![.\w$])(?P<name>[\w$]++)"
_PART = r"(?:\.\w+|\[(?:\d+|'[^'\n]*'|\"[^\"\n]*\")\])?"
_CHANGED = (
    re.compile(
        rf"{_NAME}(?:{_PART}\s*(?:\+\+|--|[-+*]=)|\.(?:push|unshift|add|set|pop|shift)\()|"
        rf"(?:\+\+|--)(?P<after>[\w$]++)"
    ),
    re.compile(rf"{_NAME}(?P<part>{_PART})\s*=\s*(?P=name)(?P=part)\s*[-+*]"),
)
_SMALLER = r"[^;{}\n]{0,200}\)\s*\{?\s*(?P=name)\.(?:clear|delete|shift|pop|splice|length\s*=)"
_ASKED = (
    re.compile(rf"{_NAME}{_PART}(?:\+\+|--|\s*[-+]=\s*\d+)?\)?{_COMPARED}(?!{_SMALLER})"),
    re.compile(r"(?<!=)[<>]=?\s*(?:\+\+|--)?(?P<name>[\w$]++)"),
    re.compile(rf"{_NAME}\.(?:push|unshift|add|set){ENCLOSED}(?:\.\w+)?{_COMPARED}"),
    re.compile(rf"{_NAME}\.(?:pop|shift)\(\)\s*\)?\s*(?:\?|&&|\|\||\)\s*(?:return|\{{))"),
)


def find_state(text: str) -> Iterator[Finding]:
    """Yield where chance decides, or how often something was called, by line."""
    for match in _CHANCE.finditer(text):
        yield _finding(text, match)
    counted = {match["name"] for match in _LASTING.finditer(text)} & _list_changed(text)
    for pattern in _ASKED if counted else ():
        for match in pattern.finditer(text):
            if match["name"] in counted:
                yield _finding(text, match)


def _list_changed(text: str) -> set[str]:
    found = [match.groupdict() for pattern in _CHANGED for match in pattern.finditer(text)]
    return {one["name"] or one["after"] or "" for one in found}


def _finding(text: str, match: re.Match[str]) -> Finding:
    line = text[: match.start()].count("\n") + 1
    return Finding(FlagKind.UNSTEADY, " ".join(match.group().split())[:60], line)
