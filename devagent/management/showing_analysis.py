"""What the commands on findings, related code and dead code print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from devagent.analysis.blast_radius import BlastRadius
from devagent.analysis.dead_code import DeadCode
from devagent.analysis.entry_points import EntryKind
from devagent.analysis.findings import Finding
from devagent.analysis.places import CodePlace
from devagent.analysis.related import Related
from devagent.management.showing import print_line, print_table
from devagent.services.indexing import printable

_SHOWN = 40
_STEPS_SHOWN = 6
_TESTS_SHOWN = 10


def print_findings(findings: Sequence[Finding], *, most: int = _SHOWN) -> None:
    """Print the findings that matter most, each with its fix, and how many there are by kind."""
    if not findings:
        print_line("Nothing was found.")
        return
    ordered = sorted(findings, key=lambda one: (-one.severity, one.path, one.line))
    print_table(
        ("", "where", "rule", "what", "how to fix"),
        [
            (
                one.severity.name.lower(),
                f"{printable(one.path)}:{one.line}",
                one.rule,
                one.message,
                one.fix,
            )
            for one in ordered[:most]
        ],
    )
    kinds = Counter(str(one.kind) for one in findings)
    counted = ", ".join(f"{kind} {count:,}" for kind, count in kinds.most_common())
    print_line(f"{len(findings):,} findings: {counted}.{_tell_rest(len(findings), most)}")


def describe_finding(one: Finding) -> dict[str, object]:
    """Return a finding ready for JSON."""
    return {**asdict(one), "severity": one.severity.name.lower()}


def print_related(related: Related) -> None:
    """Print imports both ways, uses and tests, and which of these there are none of."""
    print_table(
        ("", "file", "names"),
        [
            (label, printable(one.path), ", ".join(one.names))
            for label, files in (
                ("imports", related.imports),
                ("imported by", related.imported_by),
            )
            for one in files
        ],
    )
    if related.foreign:
        print_line(f"Imports from elsewhere: {', '.join(related.foreign)}.")
    print_table(
        ("definition", "used by", "where"),
        [
            (
                symbol.symbol.name,
                use.user.name or "the file",
                f"{printable(use.user.path)}:{use.line}",
            )
            for symbol in related.symbols
            for use in symbol.uses[:_SHOWN]
        ],
    )
    print_table(
        ("test", "why"),
        [(f"{printable(one.path)} {one.name}".strip(), str(one.ground)) for one in related.tests],
    )
    missing = [
        what
        for what, found in (
            ("imports it", related.imported_by),
            ("uses what it defines", related.symbols),
            ("tests it", related.tests),
        )
        if not found
    ]
    if missing:
        print_line(f"Nothing known {', or '.join(missing)}.")


def print_blast_radius(radius: BlastRadius) -> None:
    """Print what reaches a definition, with the way by which it does."""
    if not radius.reached:
        print_line(f"Nothing known reaches {_where(radius.target)}.")
        return
    tests = [one for one in radius.reached if one.entry.kind is EntryKind.TEST]
    others = [one for one in radius.reached if one.entry.kind is not EntryKind.TEST]
    print_table(
        ("what", "name", "by way of"),
        [
            (str(one.entry.kind), one.entry.name, _tell_way(one.steps))
            for group in (others, tests[:_TESTS_SHOWN])
            for one in sorted(group, key=lambda one: (one.entry.kind, one.entry.name))
        ],
    )
    if len(tests) > _TESTS_SHOWN:
        print_line(f"And {len(tests) - _TESTS_SHOWN:,} tests more, by longer ways.")
    if radius.is_cut:
        print_line("There is more: the walk was ended at as many definitions as it may visit.")


def print_dead_code(found: Sequence[DeadCode], *, most: int = _SHOWN) -> None:
    """Print definitions that seem to be dead, the surest first."""
    if not found:
        print_line("All definitions are referred to.")
        return
    print_table(
        ("confidence", "what", "where", "why"),
        [
            (
                one.confidence.name.lower(),
                f"{one.place.kind} {one.place.name}",
                _where(one.place),
                one.reason,
            )
            for one in found[:most]
        ],
    )
    print_line(f"{len(found):,} definitions.{_tell_rest(len(found), most)}")


def describe_dead(one: DeadCode) -> dict[str, object]:
    """Return a dead definition ready for JSON."""
    return {
        **asdict(one.place),
        "confidence": one.confidence.name.lower(),
        "reason": one.reason,
    }


def _tell_rest(count: int, most: int) -> str:
    return f" The first {most} are shown; --all shows all." if count > most else ""


def _tell_way(steps: Sequence[CodePlace]) -> str:
    names = [step.name or printable(step.path) for step in steps]
    if len(names) > _STEPS_SHOWN:
        names = [*names[: _STEPS_SHOWN - 1], "…", names[-1]]
    return " → ".join(names)


def _where(place: CodePlace) -> str:
    return f"{printable(place.path)}:{place.start_line}-{place.end_line}"
