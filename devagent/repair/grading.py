"""How much the evidence for a fix is worth, as a letter, and what it does not rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_FEWEST_KILLED = 0.8
_ALWAYS_UNCHECKED = "What it does for inputs that no test of the project has."


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of a fix that passed.

    ``mutants`` are changes of its lines, ``killed`` those that a test notices; ``speed_known`` says
    whether times were compared. ``is_own_test`` is whether the bug is shown by a test of a person.
    ``why_no_mutants`` and ``why_no_speed`` say why these are not known.
    """

    mutants: int = 0
    killed: int = 0
    speed_known: bool = False
    is_slower: bool = False
    findings: int = 0
    flags: int = 0
    is_own_test: bool = True
    why_no_mutants: str = ""
    why_no_speed: str = ""


def grade(evidence: Evidence) -> str:
    """Return A to D: A where all was checked and nothing speaks against the fix.

    B has no doubt but something that was not checked, C one doubt, D several.
    """
    doubts = len(list(list_doubts(evidence)))
    if doubts > 1:
        return "D"
    if doubts == 1:
        return "C"
    return "A" if evidence.mutants and evidence.speed_known else "B"


def list_doubts(evidence: Evidence) -> Iterator[str]:
    """Yield what speaks against a fix that passed."""
    if evidence.killed < evidence.mutants * _FEWEST_KILLED:
        alive = evidence.mutants - evidence.killed
        yield f"No test notices {alive} of {evidence.mutants} changes of its lines."
    if evidence.is_slower:
        yield "It is slower."
    if evidence.findings:
        yield "It brings in findings."
    if evidence.flags:
        yield "The policy scan flags it."
    if not evidence.is_own_test:
        yield "The test that shows the bug was written by a model."


def list_unchecked(evidence: Evidence) -> list[str]:
    """Return what was not checked, each as a sentence."""
    unchecked = []
    if not evidence.mutants:
        unchecked.append(f"Whether a test notices changes of its lines: {evidence.why_no_mutants}")
    if not evidence.speed_known:
        unchecked.append(f"Whether it is slower: {evidence.why_no_speed}")
    return [*unchecked, _ALWAYS_UNCHECKED]


def list_changed_lines(before: str, after: str) -> Sequence[int]:
    """Return the lines of ``after``, from 1 on, that are others than in ``before``."""
    matcher = SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False)
    return [
        line + 1
        for tag, _, _, start, end in matcher.get_opcodes()
        if tag != "equal"
        for line in range(start, end)
    ]
