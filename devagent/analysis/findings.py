"""Findings: what a rule has to say about a place in a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What a finding is about."""

    BUG = "bug"
    SECURITY = "security"
    PERFORMANCE = "performance"
    DEAD_CODE = "dead code"
    COMPLEXITY = "complexity"


class Severity(IntEnum):
    """How much it matters; higher matters more."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule found. Lines and columns count from 1; ``end_line`` is the last one, included."""

    rule: str
    kind: Kind
    severity: Severity
    path: str
    line: int
    column: int
    end_line: int
    message: str
    fix: str = ""


def list_new(
    patched: Iterable[Finding], base: Iterable[Finding], *, texts: Mapping[str, tuple[str, str]]
) -> list[Finding]:
    """Return the findings of a patched tree that its base does not have.

    ``texts`` holds the base's and the patched text of each changed file, by path. A finding is
    known where the base has the same rule on a line of the same text: the lines above may have
    moved it. Of several alike, as many are new as the patch has more.
    """
    known = Counter(_identity(finding, texts.get(finding.path, ("", ""))[0]) for finding in base)
    new = []
    for finding in sorted(patched, key=lambda one: (one.path, one.line, one.column, one.rule)):
        identity = _identity(finding, texts.get(finding.path, ("", ""))[1])
        if known[identity] > 0:
            known[identity] -= 1
        else:
            new.append(finding)
    return new


def _identity(finding: Finding, text: str) -> tuple[str, str, str]:
    lines = text.splitlines()
    line = lines[finding.line - 1].strip() if 0 < finding.line <= len(lines) else ""
    return finding.path, finding.rule, line
