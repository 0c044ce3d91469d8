"""Findings: what a rule has to say about a place in a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum, StrEnum

_Identity = tuple[str, str, str]
"""Path, rule, and the text of the line."""


_MOST_PAIRS = 1_000_000
"""Of changed lines, the old times the new: where there are more, all of them count as rewritten."""


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
    known where the base has the same rule on a line of the same text, for the lines above may have
    moved it, or else on one of the lines that were replaced by those around it. Of several alike,
    as many are new as the patch has more.
    """
    known = Counter(_identity(finding, texts.get(finding.path, ("", ""))[0]) for finding in base)
    open_findings = []
    for finding in sorted(patched, key=lambda one: (one.path, one.line, one.column, one.rule)):
        identity = _identity(finding, texts.get(finding.path, ("", ""))[1])
        if known[identity] > 0:
            known[identity] -= 1
        else:
            open_findings.append(finding)
    return _without_rewritten(open_findings, known, texts)


def _without_rewritten(
    findings: Sequence[Finding], known: Counter[_Identity], texts: Mapping[str, tuple[str, str]]
) -> list[Finding]:
    """Leave out findings on lines that replace such with the same rule's, each for one of them."""
    stretches = {path: _list_replaced(*texts[path]) for path, _, _ in +known if path in texts}
    new = []
    for finding in findings:
        replaced = next(
            (old for lines, old in stretches.get(finding.path, ()) if finding.line in lines), ()
        )
        identities = [(finding.path, finding.rule, line) for line in replaced]
        before = next((one for one in identities if known[one] > 0), None)
        if before:
            known[before] -= 1
        else:
            new.append(finding)
    return new


def _list_replaced(before: str, after: str) -> list[tuple[range, Sequence[str]]]:
    """Return the numbers of lines that replace others, with the text of these."""
    old, new = before.split("\n"), after.split("\n")
    head = _count_alike(old, new)
    tail = _count_alike(old[head:][::-1], new[head:][::-1])
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    return [
        (range(head + start + 1, head + end + 1), [line.strip() for line in old[first:last]])
        for what, first, last, start, end in _compare(old, new)
        if what == "replace"
    ]


def _compare(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if len(old) * len(new) > _MOST_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, False).get_opcodes()


def _count_alike(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many lines at the start are the same."""
    pairs = zip(old, new, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))


def _identity(finding: Finding, text: str) -> _Identity:
    lines = text.split("\n")
    line = lines[finding.line - 1].strip() if 0 < finding.line <= len(lines) else ""
    return finding.path, finding.rule, line
