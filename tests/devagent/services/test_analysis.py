"""Findings of projects: kept by blob, told by path, and those that a change brings in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from django.utils import timezone

from devagent.analysis.findings import Finding, Kind
from devagent.analysis.linters import LinterFailed
from devagent.exceptions import CodeUnknown, NotIndexed, PatchInvalid
from devagent.models import BlobAnalysis, Project
from devagent.services import linting
from devagent.services.analysis import (
    analyze_file,
    analyze_files,
    find_patch_findings,
    new_findings,
)
from devagent.services.indexing import index_folder, index_project
from tests.devagent.conftest import commit, git

VIEWS = """from datetime import datetime

from shop.models import Cart


def show(request):
    cart = Cart.objects.get(pk=request.GET["cart"])
    return render(request, "cart.html", {"cart": cart, "now": datetime.now()})
"""
PAGE = "export const Page = (text: string) => { eval(text); };\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def analysed(project: Project, repository: Path) -> Project:
    """A project with something to find in both languages."""
    commit(
        repository, {"shop/views.py": VIEWS, "app/page.ts": PAGE, "tests/test_a.py": "import os\n"}
    )
    index_project(project=project)
    return project


def rules(findings: list[Finding]) -> set[str]:
    """Return the rules of findings."""
    return {finding.rule for finding in findings}


def test_linters_and_own_rules_find_in_one_file(analysed: Project) -> None:
    findings = list(analyze_file(project=analysed, path="shop/views.py"))

    assert {"F821", "DTZ005", "django-unhandled-get"} <= rules(findings)
    assert {finding.path for finding in findings} == {"shop/views.py"}
    assert all(finding.fix for finding in findings)
    assert [finding.line for finding in findings] == sorted(finding.line for finding in findings)


def test_all_code_is_analysed_where_no_path_is_given(analysed: Project) -> None:
    findings = analyze_files(project=analysed)

    assert {finding.path for finding in findings} == {
        "shop/views.py",
        "app/page.ts",
        "tests/test_a.py",
    }


def test_a_folder_stands_for_all_below_it(analysed: Project) -> None:
    assert {one.path for one in analyze_files(project=analysed, paths=["app/"])} == {"app/page.ts"}


def test_results_are_read_from_the_database_the_second_time(
    analysed: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = analyze_files(project=analysed)
    monkeypatch.setattr(linting, "_LINTERS", ())

    assert analyze_files(project=analysed) == first
    assert BlobAnalysis.objects.count() == 5


def test_only_what_changed_is_analysed_anew(analysed: Project, repository: Path) -> None:
    analyze_files(project=analysed)
    commit(repository, {"shop/carts.py": "import sys\n"})
    index_project(project=analysed)

    analyze_files(project=analysed)

    assert BlobAnalysis.objects.count() == 6


def test_what_was_not_analysed_in_full_is_tried_again(
    analysed: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(linting, "_START_S", 0.001)
        patched.setattr(linting, "_EACH_S", 0.0)
        broken_off = list(analyze_file(project=analysed, path="shop/views.py"))
        assert analyze_file(project=analysed, path="shop/views.py") == broken_off
    assert rules(broken_off) == {linting.NOT_ANALYSED}
    kept = BlobAnalysis.objects.filter(retry_at__gt=timezone.now())

    assert kept.update(retry_at=timezone.now()) == 1
    found = list(analyze_file(project=analysed, path="shop/views.py"))

    assert "F821" in rules(found)
    assert BlobAnalysis.objects.get().retry_at is None


def test_other_rules_have_results_of_their_own(
    analysed: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyze_file(project=analysed, path="shop/views.py")
    monkeypatch.setattr("devagent.services.analysis.find_version", lambda: "other")

    analyze_file(project=analysed, path="shop/views.py")

    assert BlobAnalysis.objects.count() == 2


def test_the_same_bytes_have_findings_at_each_of_their_paths(
    project: Project, repository: Path
) -> None:
    commit(repository, {"a.py": "import os\n", "b.py": "import os\n"})
    index_project(project=project)

    findings = analyze_files(project=project, paths=["a.py", "b.py"])

    assert [(one.path, one.rule) for one in findings] == [("a.py", "F401"), ("b.py", "F401")]


def test_tests_may_be_insecure(project: Project, repository: Path) -> None:
    commit(repository, {"tests/test_a.py": "import os\nos.system('ls ' + x)\n"})
    index_project(project=project)

    kinds = {finding.kind for finding in analyze_files(project=project, paths=["tests"])}

    assert kinds == {Kind.BUG}


def test_a_plain_folder_is_analysed_too(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("print(missing)\n")

    assert rules(list(analyze_files(project=index_folder(path=tmp_path)))) == {"F821"}


def test_a_file_in_another_coding_is_analysed(project: Project, repository: Path) -> None:
    (repository / "a.py").write_bytes(
        "# -*- coding: latin-1 -*-\nname = 'é'\nimport os\n".encode("latin-1")
    )
    commit(repository, {})
    index_project(project=project)

    assert "F401" in rules(list(analyze_file(project=project, path="a.py")))


def test_a_path_that_is_not_there_is_named(analysed: Project) -> None:
    with pytest.raises(CodeUnknown, match=r"no code at 'shop/none\.py'"):
        analyze_file(project=analysed, path="shop/none.py")


def test_a_project_without_an_index_is_an_error(project: Project) -> None:
    with pytest.raises(NotIndexed):
        analyze_file(project=project, path="shop/carts.py")


def test_a_candidate_is_told_what_it_brings_in_alone() -> None:
    base = {"shop/a.py": "import os\n\n\ndef f(x=[]):\n    return x\n"}
    candidate = {
        "shop/a.py": "# why\nimport os\n\n\ndef f(x=[]):\n    return eval(x)\n",
        "shop/gone.py": None,
        "docs/notes.txt": "eval(x)",
    }

    [found] = new_findings(base=base, candidate=candidate)

    assert (found.rule, found.path, found.line) == ("S307", "shop/a.py", 6)


def test_a_patch_is_told_what_it_brings_in_alone(analysed: Project, repository: Path) -> None:
    (repository / "shop/views.py").write_text(f"import secrets\n{VIEWS}")
    patch = git(repository, "diff").encode() + b"\n"

    [found] = find_patch_findings(project=analysed, patch=patch)

    assert (found.rule, found.line) == ("F401", 1)


def test_a_patch_that_does_not_apply_is_an_error(analysed: Project) -> None:
    with pytest.raises(PatchInvalid, match="does not apply"):
        find_patch_findings(project=analysed, patch=b"nonsense")


def test_a_file_that_defeats_a_program_does_not_keep_the_others_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = linting._run

    def run_unless_first(
        linter: linting._Linter, files: Sequence[linting.File], chosen: Sequence[int]
    ) -> list[Finding]:
        if 0 in chosen:
            raise LinterFailed("It stumbled.")
        return run(linter, files, chosen)

    monkeypatch.setattr(linting, "_run", run_unless_first)

    found = linting.lint([("module.py", b"x"), ("module.py", b"import os\n"), ("module.py", b"")])

    assert rules(found[0]) == {linting.NOT_ANALYSED}
    assert [rules(found[1]), rules(found[2])] == [{"F401"}, set()]


def test_a_program_that_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linting, "_START_S", 0.001)
    monkeypatch.setattr(linting, "_EACH_S", 0.0)

    [found] = linting.lint([("module.ts", b"eval(x);\n")])

    assert rules(found) == {linting.NOT_ANALYSED}
    assert "took longer than" in found[0].message
