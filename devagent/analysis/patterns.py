"""Rules as patterns over the syntax tree, matched by ast-grep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from ast_grep_py import Config, SgNode, SgRoot

from devagent.analysis.findings import Finding, Kind, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A rule in ast-grep's terms, and what to tell where it matches.

    ``rule`` and ``constraints`` are as https://ast-grep.github.io/reference/rule.html tells them.
    """

    name: str
    kind: Kind
    severity: Severity
    message: str
    fix: str
    rule: Mapping[str, object]
    constraints: Mapping[str, object] = field(default_factory=dict)


def match(
    text: str, *, path: str, patterns: Iterable[Pattern], language: str = "python"
) -> Iterator[Finding]:
    """Yield a finding for each place in a file where one of the patterns of its language matches.

    What does not parse is matched as far as it does.
    """
    root = SgRoot(text, language).root()
    for pattern in patterns:
        for node in root.find_all(_config(pattern)):
            yield _finding(pattern, path, node)


def _config(pattern: Pattern) -> Config:
    # Config is a TypedDict of ast-grep's; rules are plain data here.
    config = {"rule": pattern.rule, "constraints": pattern.constraints}
    return cast(Config, config)


def _finding(pattern: Pattern, path: str, node: SgNode) -> Finding:
    place = node.range()
    return Finding(
        rule=pattern.name,
        kind=pattern.kind,
        severity=pattern.severity,
        path=path,
        line=place.start.line + 1,
        column=place.start.column + 1,
        end_line=place.end.line + 1,
        message=pattern.message,
        fix=pattern.fix,
    )
