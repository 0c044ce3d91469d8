"""Ruff for Python and oxlint for JavaScript and TypeScript: how they are asked and understood.

Both only parse what they are given. Whoever runs them hands over a folder with the files alone, so
that no configuration of the project's own decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from pydantic import BaseModel, TypeAdapter, ValidationError

from devagent.analysis.findings import Finding, Kind, Severity

RUFF_RULES: Mapping[str, tuple[Kind, Severity]] = {
    "ASYNC": (Kind.BUG, Severity.MEDIUM),
    "B": (Kind.BUG, Severity.MEDIUM),
    "BLE": (Kind.BUG, Severity.LOW),
    "C901": (Kind.COMPLEXITY, Severity.LOW),
    "DJ": (Kind.BUG, Severity.LOW),
    "DTZ": (Kind.BUG, Severity.MEDIUM),
    "E711": (Kind.BUG, Severity.MEDIUM),
    "E722": (Kind.BUG, Severity.MEDIUM),
    "F": (Kind.BUG, Severity.MEDIUM),
    "F401": (Kind.DEAD_CODE, Severity.LOW),
    "F811": (Kind.DEAD_CODE, Severity.MEDIUM),
    "F821": (Kind.BUG, Severity.HIGH),
    "F841": (Kind.DEAD_CODE, Severity.LOW),
    "LOG": (Kind.BUG, Severity.LOW),
    "PERF": (Kind.PERFORMANCE, Severity.LOW),
    "PLE": (Kind.BUG, Severity.HIGH),
    "PLW": (Kind.BUG, Severity.LOW),
    "RUF006": (Kind.BUG, Severity.MEDIUM),
    "S": (Kind.SECURITY, Severity.MEDIUM),
    "S102": (Kind.SECURITY, Severity.HIGH),
    "S301": (Kind.SECURITY, Severity.HIGH),
    "S307": (Kind.SECURITY, Severity.HIGH),
    "S501": (Kind.SECURITY, Severity.HIGH),
    "S602": (Kind.SECURITY, Severity.HIGH),
    "S605": (Kind.SECURITY, Severity.HIGH),
}
"""What each family of Ruff's rules is about; of several that fit, the longest counts."""
RUFF_LEFT_OUT = ("S101", "S308", "S608")
"""Asserts are what tests are made of; mark_safe and SQL have sharper rules in django_rules."""

INVALID_SYNTAX = "invalid-syntax"

OXLINT_PLUGINS = ("react", "import", "promise")
OXLINT_CATEGORIES = ("correctness", "suspicious", "perf")
OXLINT_RULES: Mapping[str, tuple[Kind, Severity]] = {
    "no-eval": (Kind.SECURITY, Severity.HIGH),
    "no-implied-eval": (Kind.SECURITY, Severity.HIGH),
    "no-danger": (Kind.SECURITY, Severity.HIGH),
    "no-script-url": (Kind.SECURITY, Severity.HIGH),
    "jsx-no-script-url": (Kind.SECURITY, Severity.HIGH),
    "jsx-no-target-blank": (Kind.SECURITY, Severity.MEDIUM),
    "no-unused-vars": (Kind.DEAD_CODE, Severity.LOW),
    "no-unreachable": (Kind.DEAD_CODE, Severity.MEDIUM),
    "no-await-in-loop": (Kind.PERFORMANCE, Severity.LOW),
    "no-accumulating-spread": (Kind.PERFORMANCE, Severity.MEDIUM),
}
"""What rules are about that do not find a plain bug."""
OXLINT_LEFT_OUT = ("react-in-jsx-scope", "no-unassigned-import")


def ruff_arguments() -> list[str]:
    """Return the command line after ``ruff`` that prints what it finds in this folder as JSON."""
    return [
        "check",
        "--isolated",
        "--no-cache",
        "--exit-zero",
        "--output-format=json",
        f"--select={','.join(RUFF_RULES)}",
        f"--ignore={','.join(RUFF_LEFT_OUT)}",
        ".",
    ]


def oxlint_arguments(configuration: str) -> list[str]:
    """Return the same for ``oxlint``; ``configuration`` is a file with an empty JSON object."""
    return [
        "--format=json",
        f"--config={configuration}",
        "--disable-nested-config",
        "--no-ignore",
        *(f"--{plugin}-plugin" for plugin in OXLINT_PLUGINS),
        *(f"--warn={name}" for name in (*OXLINT_CATEGORIES, *OXLINT_RULES)),
        *(f"--allow={name}" for name in OXLINT_LEFT_OUT),
        ".",
    ]


class LinterFailed(ValueError):
    """A linter printed something else than its findings."""


class _Place(BaseModel):
    row: int
    column: int


class _RuffFix(BaseModel):
    message: str | None = None


class _RuffFinding(BaseModel):
    code: str | None
    filename: str
    location: _Place
    end_location: _Place
    message: str
    url: str | None = None
    fix: _RuffFix | None = None


_RUFF = TypeAdapter(list[_RuffFinding])


def read_ruff(output: str, *, folder: str) -> list[Finding]:
    """Return what Ruff printed as findings, with paths relative to the folder that it ran in."""
    try:
        printed = _RUFF.validate_json(output)
    except ValidationError as error:
        raise LinterFailed(f"Ruff printed no findings: {output[:200]}") from error
    return [_of_ruff(one, folder) for one in printed]


def _of_ruff(one: _RuffFinding, folder: str) -> Finding:
    # What does not parse has no code of its own in some versions.
    rule = one.code or INVALID_SYNTAX
    kind, severity = _meaning(rule)
    return Finding(
        rule=rule,
        kind=kind,
        severity=severity,
        path=str(PurePosixPath(one.filename).relative_to(folder)),
        line=one.location.row,
        column=one.location.column,
        end_line=one.end_location.row,
        message=one.message,
        fix=(one.fix and one.fix.message) or _refer_to(one.url),
    )


def _refer_to(url: str | None) -> str:
    """Return where the linter's documentation tells how a rule is followed."""
    return f"See {url}" if url else ""


def _meaning(rule: str) -> tuple[Kind, Severity]:
    fitting = [family for family in RUFF_RULES if rule.startswith(family)]
    return RUFF_RULES[max(fitting, key=len)] if fitting else (Kind.BUG, Severity.HIGH)


class _Span(BaseModel):
    line: int
    column: int


class _Label(BaseModel):
    span: _Span


class _Diagnostic(BaseModel):
    message: str
    code: str = INVALID_SYNTAX
    filename: str
    url: str | None = None
    labels: list[_Label] = []
    help: str = ""


class _OxlintReport(BaseModel):
    diagnostics: list[_Diagnostic]


def read_oxlint(output: str) -> list[Finding]:
    """Return what oxlint printed as findings; its paths are relative already."""
    try:
        report = _OxlintReport.model_validate_json(output)
    except ValidationError as error:
        raise LinterFailed(f"Oxlint printed no findings: {output[:200]}") from error
    return [_of_oxlint(one) for one in report.diagnostics]


def _of_oxlint(one: _Diagnostic) -> Finding:
    rule = one.code.rpartition("(")[2].removesuffix(")")
    usual = Severity.HIGH if rule == INVALID_SYNTAX else Severity.MEDIUM
    kind, severity = OXLINT_RULES.get(rule, (Kind.BUG, usual))
    place = one.labels[0].span if one.labels else _Span(line=1, column=1)
    return Finding(
        rule=rule,
        kind=kind,
        severity=severity,
        path=one.filename,
        line=place.line,
        column=place.column,
        end_line=place.line,
        message=one.message,
        fix=one.help or _refer_to(one.url),
    )
