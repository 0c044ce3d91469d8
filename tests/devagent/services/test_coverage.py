"""Lines that tests run, kept by blob, and what failing tests make suspicious."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from devagent.analysis.related import CoveringTest, Ground
from devagent.exceptions import CoverageFailed, NotIndexed
from devagent.models import BlobCoverage, CoverageRun, Project
from devagent.services import coverage
from devagent.services.coverage import (
    collect_coverage,
    find_covering_tests,
    find_suspicions,
)
from devagent.services.indexing import index_project
from devagent.services.projects import take_folder
from devagent.services.related import find_related_code
from devagent.services.searching import find_bug_location
from sandbox.line_coverage import LineCoverage
from sandbox.verdicts.records import Outcome, Report, Result
from tests.devagent.conftest import commit
from tests.sandbox.conftest import any_backend  # noqa: F401

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FILES = {
    "shop/carts.py": "def total(lines):\n    return sum(lines) + 1\n\n\n"
    "def count(lines):\n    return len(lines)\n",
    "shop/totals.py": "def total_of_totals(totals):\n    return totals\n",
    "shop/__init__.py": "",
    "tests/test_carts.py": "from shop.carts import count, total\n\n\n"
    "def test_total():\n    assert total([1]) == 1\n\n\n"
    "def test_count():\n    assert count([1]) == 1\n",
    "pytest.ini": "[pytest]\npythonpath = .\n",
}
TOTAL, COUNT = "tests/test_carts.py::test_total", "tests/test_carts.py::test_count"

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed(project: Project, repository: Path) -> Project:
    """A project with a bug that a test shows."""
    commit(repository, FILES)
    index_project(project=project)
    return project


def covered(**lines: dict[str, int]) -> LineCoverage:
    """Return what a sandbox would tell of the tests."""
    results = {TOTAL: Result(outcome=Outcome.FAILED), COUNT: Result(outcome=Outcome.PASSED)}
    return LineCoverage(commit="c" * 40, report=Report(tests=results), lines=lines)


def told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the sandbox tell the lines of the tests of FILES."""
    lines = {"shop/carts.py": {TOTAL: 1 << 2, COUNT: 1 << 6}}
    monkeypatch.setattr(coverage, "cover_lines", lambda **_: covered(**lines))


def test_lines_are_kept_by_blob(indexed: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch)

    run = collect_coverage(project=indexed, clock=lambda: NOW)

    assert run.collected_at == NOW
    assert run.outcomes == {TOTAL: "failed", COUNT: "passed"}
    assert BlobCoverage.objects.get().read_lines() == {TOTAL: 1 << 2, COUNT: 1 << 6}
    assert find_covering_tests(project=indexed, path="shop/carts.py") == [COUNT, TOTAL]


def test_a_second_run_replaces_the_first(indexed: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch)
    collect_coverage(project=indexed)
    collect_coverage(project=indexed)

    assert (CoverageRun.objects.count(), BlobCoverage.objects.count()) == (1, 1)


def test_the_line_that_only_the_failing_test_runs_is_suspicious(
    indexed: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(monkeypatch)
    collect_coverage(project=indexed)

    assert find_suspicions(project=indexed) == {"shop/carts.py": {2: 1.0}}


def test_a_file_that_has_changed_since_is_left_out(
    indexed: Project, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(monkeypatch)
    collect_coverage(project=indexed)
    commit(repository, {"shop/carts.py": "# moved\n" + FILES["shop/carts.py"]})
    index_project(project=indexed)

    assert find_suspicions(project=indexed) == {}


def test_files_of_the_same_content_keep_the_lines_of_each(
    indexed: Project, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, {"shop/copy.py": FILES["shop/carts.py"]})
    index_project(project=indexed)
    lines = {
        "shop/carts.py": {TOTAL: 1 << 2, COUNT: 1 << 5},
        "shop/copy.py": {COUNT: 1 << 6},
    }
    monkeypatch.setattr(coverage, "cover_lines", lambda **_: covered(**lines))

    collect_coverage(project=indexed)

    assert BlobCoverage.objects.get().read_lines() == {TOTAL: 1 << 2, COUNT: 1 << 5 | 1 << 6}
    for path in lines:
        assert find_covering_tests(project=indexed, path=path) == [COUNT, TOTAL]


def test_what_a_failing_test_ran_comes_before_words(
    indexed: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = "total of totals is wrong"
    told(monkeypatch)
    collect_coverage(project=indexed)
    suspicions = find_suspicions(project=indexed, failing=[TOTAL])

    by_words = find_bug_location(project=indexed, report=report)
    by_test = find_bug_location(project=indexed, report=report, suspicions=suspicions)

    assert by_words.files[0].path == "shop/totals.py"
    assert by_test.files[0].path == "shop/carts.py"
    assert by_test.files[0].reasons[0] == "failing tests ran line 2 (suspicion 1.00)"
    assert by_test.functions[0].symbol.name == "total"


def test_tests_that_ran_a_file_are_related_to_it(
    indexed: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(monkeypatch)
    collect_coverage(project=indexed)

    tests = find_related_code(project=indexed, path="shop/carts.py").tests

    test = CoveringTest(path="tests/test_carts.py", name="test_count", ground=Ground.COVERAGE)
    assert tests[0] == test


def test_a_test_that_did_not_fail_is_named(
    indexed: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(monkeypatch)
    collect_coverage(project=indexed)

    with pytest.raises(CoverageFailed, match="test_count did not fail"):
        find_suspicions(project=indexed, failing=[COUNT])


def test_without_a_run_it_is_said_how_to_make_one(indexed: Project) -> None:
    with pytest.raises(CoverageFailed, match="collect_coverage --project shop"):
        find_suspicions(project=indexed)


def test_a_project_without_an_index_has_no_commit_to_run(project: Project) -> None:
    with pytest.raises(NotIndexed):
        collect_coverage(project=project)


def test_a_plain_folder_is_refused(tmp_path: Path) -> None:
    folder = take_folder(path=tmp_path)
    index_project(project=folder)

    with pytest.raises(CoverageFailed, match="plain folder"):
        collect_coverage(project=folder)


def test_a_run_that_told_no_lines_is_refused_with_its_faults(
    indexed: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = LineCoverage(commit="c", report=Report(faults=["It ended early."]), lines={})
    monkeypatch.setattr(coverage, "cover_lines", lambda **_: empty)

    with pytest.raises(CoverageFailed, match=r"No test of shop was run\. It ended early\."):
        collect_coverage(project=indexed)


def test_the_tests_are_run_in_a_sandbox(
    indexed: Project,
    any_backend: str,  # noqa: F811
    settings: object,
) -> None:
    settings.SANDBOX = any_backend  # type: ignore[attr-defined]
    out = StringIO()

    call_command("collect_coverage", stdout=out)

    assert "1 failed, 1 passed" in out.getvalue()
    assert find_suspicions(project=indexed, failing=[TOTAL])["shop/carts.py"] == {2: 1.0}
