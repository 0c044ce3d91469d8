"""Runs all analysers of single files: ruff, oxlint and our own patterns.

The linters are programs of their own that only parse. They see a folder with nothing in it but the
files, under names of ours, so nothing of a project decides what is found.
"""

from __future__ import annotations

import hashlib
import subprocess
import sysconfig
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from devagent.analysis.django_rules import DJANGO_RULES
from devagent.analysis.findings import Finding
from devagent.analysis.linters import (
    LinterFailed,
    oxlint_arguments,
    read_oxlint,
    read_ruff,
    ruff_arguments,
)
from devagent.analysis.patterns import match
from devagent.exceptions import AnalysisFailed

_TIMEOUT_S = 120
_PACKAGES = ("ruff", "oxlint", "ast-grep-py")
_SCRIPTS = frozenset({"javascript", "typescript", "tsx"})
_CONFIGURATION = "empty.json"
_MOST_FINDINGS = 500

File = tuple[str, str, bytes]
"""A file as it is analysed: the name that it gets, its language, and its text in UTF-8."""


def find_version() -> str:
    """Return what tells results of these rules and linters from those of others."""
    facts = [[name, version(name)] for name in _PACKAGES]
    rules = [ruff_arguments(), oxlint_arguments(_CONFIGURATION), DJANGO_RULES]
    return hashlib.sha256(repr([facts, rules]).encode()).hexdigest()[:40]


def name_for_linters(path: str) -> str:
    """Return the name under which a file is analysed: its own only where that means something."""
    name = PurePosixPath(path).name
    return name if name == "__init__.py" else f"module{PurePosixPath(path).suffix.lower()}"


def lint(files: Sequence[File]) -> list[list[Finding]]:
    """Return the findings of each file by place, at most 500; their paths are the files' names.

    Raises AnalysisFailed.
    """
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="queen-lint-") as folder:
        root = Path(folder).resolve()
        (root / _CONFIGURATION).write_text("{}")
        for finding in [*_run_ruff(root, files), *_run_oxlint(root, files)]:
            number, _, name = finding.path.partition("/")
            found[int(number)].append(replace(finding, path=name))
    for number, (name, language, content) in enumerate(files):
        if language == "python":
            text = content.decode()
            found[number] += match(text, path=name, patterns=DJANGO_RULES)
    return [
        sorted(found[number], key=lambda one: (one.line, one.column, one.rule))[:_MOST_FINDINGS]
        for number in range(len(files))
    ]


def _run_ruff(root: Path, files: Sequence[File]) -> list[Finding]:
    folder = _place(root / "python", files, {"python"})
    if folder is None:
        return []
    try:
        return read_ruff(_run("ruff", ruff_arguments(), folder), folder=str(folder))
    except LinterFailed as error:
        raise AnalysisFailed(str(error)) from error


def _run_oxlint(root: Path, files: Sequence[File]) -> list[Finding]:
    folder = _place(root / "scripts", files, _SCRIPTS)
    if folder is None:
        return []
    try:
        return read_oxlint(_run("oxlint", oxlint_arguments(str(root / _CONFIGURATION)), folder))
    except LinterFailed as error:
        raise AnalysisFailed(str(error)) from error


def _place(folder: Path, files: Sequence[File], languages: Iterable[str]) -> Path | None:
    """Write the files of some languages, each into a folder of its number; None where none is."""
    chosen = [number for number, (_, language, _) in enumerate(files) if language in languages]
    for number in chosen:
        name, _, content = files[number]
        (folder / str(number)).mkdir(parents=True)
        (folder / str(number) / name).write_bytes(content)
    return folder if chosen else None


def _run(program: str, arguments: Sequence[str], folder: Path) -> str:
    path = Path(sysconfig.get_path("scripts"), program)
    environment: Mapping[str, str] = {"HOME": str(folder), "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            [path, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
            timeout=_TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AnalysisFailed(f"{program} did not run: {error}") from error
    return done.stdout.decode(errors="replace")
