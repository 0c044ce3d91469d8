"""Runs all analysers of single files: ruff, oxlint and our own patterns.

Each is a program of its own that only parses, with a time limit. It sees a folder with nothing but
the files, under names of ours, so nothing of a project decides what is found.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import sysconfig
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from pydantic import BaseModel, TypeAdapter

import devagent
from devagent.analysis import matching
from devagent.analysis.findings import Finding, Kind, Severity
from devagent.analysis.linters import (
    INVALID_SYNTAX,
    OXLINT_LEFT_OUT,
    RUFF_LEFT_OUT,
    RUFF_RULES,
    LinterFailed,
    oxlint_arguments,
    read_oxlint,
    read_ruff,
    ruff_arguments,
)
from devagent.exceptions import AnalysisFailed, RuleUnknown
from devagent.index.discovery import find_language

_START_S, _EACH_S = 60.0, 0.5
_MOST_FINDINGS = 500
_PACKAGES = ("ruff", "oxlint", "ast-grep-py")
_CONFIGURATION = "empty.json"
_CODE_FOLDER = Path(devagent.__file__).parents[1]

NOT_ANALYSED = "not-analysed"

File = tuple[str, bytes]
"""The name that a file gets, which tells its language, and its text in UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Linter:
    """A program: its command for a folder, and how its output is read."""

    name: str
    languages: frozenset[str]
    command: Callable[[Path], Sequence[str | Path]]
    read: Callable[[str, Path], list[Finding]]


class _RuffRule(BaseModel):
    code: str | None


class _OxlintRule(BaseModel):
    value: str


def find_version() -> str:
    """Return what tells results of these rules and linters from those of others."""
    facts = [[name, version(name)] for name in _PACKAGES]
    rules = [ruff_arguments(), oxlint_arguments(_CONFIGURATION), matching.RULES]
    return hashlib.sha256(repr([facts, rules]).encode()).hexdigest()[:40]


def refuse_unknown(rules: Iterable[str]) -> None:
    """Raise RuleUnknown for the first of the rules that no finding can name."""
    for rule in rules:
        if rule not in _list_rules():
            near = get_close_matches(rule, sorted(_list_rules()), n=5, cutoff=0.4)
            hint = f" Near it are: {', '.join(near)}." if near else ""
            raise RuleUnknown(f"There is no rule “{rule}”.{hint}")


@cache
def _list_rules() -> frozenset[str]:
    of_ruff = TypeAdapter(list[_RuffRule]).validate_json(
        _tell("ruff", "rule", "--all", "--output-format=json")
    )
    of_oxlint = TypeAdapter(list[_OxlintRule]).validate_json(
        _tell("oxlint", "--rules", "--format=json")
    )
    patterns = [pattern.name for rules in matching.RULES.values() for pattern in rules]
    codes = [one.code for one in of_ruff if one.code and one.code.startswith(tuple(RUFF_RULES))]
    told = {*codes, *(one.value for one in of_oxlint), *patterns}
    return frozenset(told - {*RUFF_LEFT_OUT, *OXLINT_LEFT_OUT} | {INVALID_SYNTAX, NOT_ANALYSED})


def _tell(name: str, *arguments: str) -> bytes:
    try:
        command: list[str | Path] = [_program(name), *arguments]
        return subprocess.run(command, capture_output=True, check=True, timeout=_START_S).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise AnalysisFailed(f"{name} did not tell its rules.") from error


def name_for_linters(path: str) -> str:
    """Return the name under which a file is analysed: its own only where that means something."""
    name = PurePosixPath(path).name
    return name if name == "__init__.py" else f"module{PurePosixPath(path).suffix.lower()}"


def lint(files: Sequence[File]) -> list[list[Finding]]:
    """Return the findings of each file by place, at most 500; their paths are the files' names.

    A file on which a program does not get to its end has a finding that says so. Raises
    AnalysisFailed where a program cannot be run at all.
    """
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    for linter in _LINTERS:
        chosen = [
            number
            for number, (name, _) in enumerate(files)
            if find_language(name) in linter.languages
        ]
        for finding in _run_on(linter, files, chosen) if chosen else ():
            number, _, name = finding.path.partition("/")
            found[int(number)].append(replace(finding, path=name))
    return [
        sorted(found[number], key=lambda one: (one.line, one.column, one.rule))[:_MOST_FINDINGS]
        for number in range(len(files))
    ]


def _run_on(linter: _Linter, files: Sequence[File], chosen: Sequence[int]) -> Iterator[Finding]:
    """Yield what a program finds; where it fails, on each half, down to the one file."""
    try:
        yield from _run(linter, files, chosen)
    except LinterFailed as error:
        if len(chosen) > 1:
            middle = len(chosen) // 2
            yield from _run_on(linter, files, chosen[:middle])
            yield from _run_on(linter, files, chosen[middle:])
        else:
            yield _not_analysed(f"{chosen[0]}/{files[chosen[0]][0]}", str(error))


def _run(linter: _Linter, files: Sequence[File], chosen: Sequence[int]) -> list[Finding]:
    with tempfile.TemporaryDirectory(prefix="queen-lint-") as temporary:
        root = Path(temporary).resolve()
        (root / _CONFIGURATION).write_text("{}")
        folder = root / "files"
        for number in chosen:
            name, content = files[number]
            (folder / str(number)).mkdir(parents=True)
            (folder / str(number) / name).write_bytes(content)
        timeout_s = _START_S + _EACH_S * len(chosen)
        return linter.read(_print(linter, folder, timeout_s), folder)


def _print(linter: _Linter, folder: Path, timeout_s: float) -> str:
    try:
        done = subprocess.run(
            linter.command(folder),
            cwd=folder,
            env={"HOME": str(folder), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(_CODE_FOLDER)},
            capture_output=True,
            check=False,
            timeout=timeout_s,
        )
    except subprocess.TimeoutExpired as error:
        raise LinterFailed(f"{linter.name} took longer than {timeout_s:.0f} s.") from error
    except OSError as error:
        raise AnalysisFailed(f"{linter.name} did not run: {error}.") from error
    return done.stdout.decode(errors="replace")


def _not_analysed(path: str, reason: str) -> Finding:
    return Finding(
        rule=NOT_ANALYSED,
        kind=Kind.COMPLEXITY,
        severity=Severity.LOW,
        path=path,
        line=1,
        column=1,
        end_line=1,
        message=f"The file was not analysed in full: {reason}",
        fix="Split it, or leave it out of the project.",
    )


def _program(name: str) -> Path:
    return Path(sysconfig.get_path("scripts"), name)


_LINTERS = (
    _Linter(
        name="ruff",
        languages=frozenset({"python"}),
        command=lambda folder: [_program("ruff"), *ruff_arguments()],
        read=lambda output, folder: read_ruff(output, folder=str(folder)),
    ),
    _Linter(
        name="oxlint",
        languages=frozenset({"javascript", "typescript", "tsx"}),
        command=lambda folder: [
            _program("oxlint"),
            *oxlint_arguments(str(folder.parent / _CONFIGURATION)),
        ],
        read=lambda output, folder: read_oxlint(output),
    ),
    _Linter(
        name="patterns",
        languages=frozenset(matching.RULES),
        command=lambda folder: [sys.executable, "-m", matching.__name__, str(folder)],
        read=lambda output, folder: matching.read_matches(output),
    ),
)
