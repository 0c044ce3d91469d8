"""Which lines tests run, told from a sandbox."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest

from sandbox.exceptions import PatchRefused, ResultRefused
from sandbox.line_coverage import LineCoverage, cover_lines
from sandbox.records import MIB, MODE_FILE, FileEntry, Limits
from sandbox.services import Job
from sandbox.verdicts.lines import read_lines
from sandbox.verdicts.records import Outcome
from sandbox.verification import Reproduction
from tests.sandbox.conftest import commit_all

LIMITS = Limits(timeout_s=60, memory_bytes=256 * MIB, disk_bytes=32 * MIB)
MEAN, TOTAL = "tests/test_calc.py::test_mean", "tests/test_calc.py::test_total"


def cover(project: Path, backend: str, **options: object) -> LineCoverage:
    """Return the lines of the project's tests."""
    job = Job(project=project, limits=LIMITS, backend=backend)
    return cover_lines(job=job, **options)  # type: ignore[arg-type]


def lines_of(covered: LineCoverage, path: str, test: str) -> list[int]:
    """Return the lines of a file that a test ran."""
    bits = covered.lines[path].get(test, 0)
    return [line for line in range(bits.bit_length()) if bits >> line & 1]


@pytest.mark.django_db
def test_each_test_has_its_own_lines_and_outcome(project: Path, any_backend: str) -> None:
    covered = cover(project, any_backend)

    assert covered.report.faults == []
    assert covered.report.tests[MEAN].outcome is Outcome.FAILED
    assert covered.report.tests[TOTAL].outcome is Outcome.PASSED
    assert lines_of(covered, "calc.py", MEAN) == [3]
    assert lines_of(covered, "calc.py", TOTAL) == [7]
    assert len(covered.commit) == 40


@pytest.mark.django_db
def test_a_test_that_is_added_is_covered_too(project: Path, any_backend: str) -> None:
    text = b"from calc import total\n\ndef test_new():\n    assert total([]) == 0\n"
    added = FileEntry(path="tests/test_new.py", mode=MODE_FILE, content=text)
    new = "tests/test_new.py::test_new"

    covered = cover(project, any_backend, reproduction=Reproduction(files=[added]), selection=[new])

    assert covered.report.tests.keys() == {new}
    assert lines_of(covered, "calc.py", new) == [7]


@pytest.mark.django_db
def test_a_run_that_is_cut_short_says_so(project: Path, any_backend: str) -> None:
    (project / "tests" / "test_calc.py").write_text("import os\n\ndef test_a():\n    os._exit(0)\n")
    commit_all(project)

    covered = cover(project, any_backend)

    assert covered.lines == {}
    assert any("not taken from the sandbox" in fault for fault in covered.report.faults)


@pytest.mark.django_db
def test_other_ways_to_test_are_refused_in_words(project: Path, any_backend: str) -> None:
    (project / "pytest.ini").unlink()
    settings = "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n"
    (project / "manage.py").write_text(settings)
    commit_all(project)

    with pytest.raises(PatchRefused, match="not for django"):
        cover(project, any_backend)


def written(value: object) -> bytes:
    """Return a file as a test run would leave it."""
    return zlib.compress(json.dumps(value).encode())


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"no zlib",
        written([]),
        written({"tests": ["a"], "files": {"a.py": {"1": "2"}}}),
        written({"tests": ["a"], "files": {"a.py": {"x": "2"}}}),
        written({"tests": ["a"], "files": {"a.py": {"-1": "2"}}}),
        written({"tests": ["a"], "files": {"a.py": {"0": "lines"}}}),
        written({"tests": ["a"], "files": {"a.py": {"0": "-2"}}}),
        written({"tests": ["a"], "files": {"a.py": {"0": "f" * 30_000}}}),
        written({"tests": [], "files": {}, "more": 1}),
        zlib.compress(b" " * 200_000_000),
    ],
)
def test_a_file_that_is_not_in_form_is_refused(packed: bytes) -> None:
    with pytest.raises(ResultRefused):
        read_lines(packed)
