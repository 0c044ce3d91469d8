"""The linters themselves, asked as the product asks them, over files of a temporary folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from devagent.analysis.findings import Finding, Kind, Severity
from devagent.analysis.linters import (
    LinterFailed,
    oxlint_arguments,
    read_oxlint,
    read_ruff,
    ruff_arguments,
)

PROGRAMS = Path(sys.executable).parent


def printed(program: str, arguments: list[str], folder: Path) -> str:
    """Return what one of the installed programs prints about a folder."""
    command = [str(PROGRAMS / program), *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout


def ruff(folder: Path) -> list[Finding]:
    """Return what Ruff finds in a folder."""
    return read_ruff(printed("ruff", ruff_arguments(), folder), folder=str(folder))


def oxlint(folder: Path, configuration: Path) -> list[Finding]:
    """Return what oxlint finds in a folder."""
    configuration.write_text("{}")
    return read_oxlint(printed("oxlint", oxlint_arguments(str(configuration)), folder))


def test_ruff_tells_bugs_security_and_dead_code_apart(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/views.py").write_text(
        "import os, json\n\n\ndef f(a=[]):\n    os.system('ls ' + a)\n"
    )

    found = {finding.rule: finding for finding in ruff(tmp_path)}

    assert found["F401"].kind is Kind.DEAD_CODE
    assert found["B006"].kind is Kind.BUG
    assert (found["S605"].kind, found["S605"].severity) == (Kind.SECURITY, Severity.HIGH)
    assert (found["B006"].path, found["B006"].line) == ("shop/views.py", 4)
    assert found["B006"].fix == "Replace with `None`; initialize within function"


def test_the_projects_own_configuration_of_ruff_decides_nothing(tmp_path: Path) -> None:
    (tmp_path / "ruff.toml").write_text('exclude = ["*"]')
    (tmp_path / "views.py").write_text("print(missing)\n")

    assert [finding.rule for finding in ruff(tmp_path)] == ["F821"]


def test_oxlint_tells_bugs_and_security_apart(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    (folder / "app").mkdir(parents=True)
    (folder / ".oxlintrc.json").write_text('{"ignorePatterns": ["**"]}')
    (folder / "app/login.tsx").write_text(
        "export function Login({html}: {html: string}) {\n"
        "  const tries = 1;\n"
        "  if (tries = 2) { eval(html); }\n"
        "  return <p dangerouslySetInnerHTML={{__html: html}} />;\n"
        "}\n"
    )

    found = {finding.rule: finding for finding in oxlint(folder, tmp_path / "empty.json")}

    assert found["no-cond-assign"].kind is Kind.BUG
    assert (found["no-eval"].path, found["no-eval"].line) == ("app/login.tsx", 3)
    assert {found["no-eval"].kind, found["no-danger"].kind} == {Kind.SECURITY}


def test_files_that_do_not_parse_are_findings(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "a.py").write_text("def broken(:\n")
    (folder / "b.ts").write_text("function broken( {\n")

    rules = [one.rule for one in (*ruff(folder), *oxlint(folder, tmp_path / "empty.json"))]

    assert set(rules) == {"invalid-syntax"}


@pytest.mark.parametrize("output", ["", "panic!", "{}", '[{"code": 1}]'])
def test_output_that_is_no_report_is_an_error(output: str) -> None:
    with pytest.raises(LinterFailed, match="no findings"):
        read_ruff(output, folder="/")
    with pytest.raises(LinterFailed, match="no findings"):
        read_oxlint(output)
