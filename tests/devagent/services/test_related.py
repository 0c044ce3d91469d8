"""Related code and blast radius of a project's index."""

from __future__ import annotations

from pathlib import Path

import pytest

from devagent.exceptions import CodeUnknown
from devagent.models import BlobAnalysis, Project
from devagent.services.indexing import index_project
from devagent.services.related import (
    find_blast_radius,
    find_related_code,
    list_dead_code,
)
from tests.devagent.analysis.shop import SHOP
from tests.devagent.conftest import commit, git

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed(project: Project, repository: Path) -> Project:
    """The shop as a project."""
    git(repository, "rm", "-rq", ".")
    commit(repository, {**SHOP, "manage.py": "import kiosk\n"})
    index_project(project=project)
    return project


def test_who_uses_a_file_is_told(indexed: Project) -> None:
    related = find_related_code(project=indexed, path="accounts/digests.py")

    assert [one.path for one in related.imported_by] == [
        "accounts/admin.py",
        "accounts/authentication.py",
    ]


def test_a_function_is_found_by_its_name_alone(indexed: Project) -> None:
    path = "accounts/management/commands/try_login.py"

    radius = find_blast_radius(project=indexed, path=path, symbol="handle")

    assert radius.target.name == "Command.handle"
    assert [one.entry.name for one in radius.reached] == ["manage.py try_login"]


@pytest.mark.parametrize(
    ("path", "symbol", "message"),
    [
        ("accounts/none.py", "f", r"no file 'accounts/none\.py'"),
        ("accounts/views.py", "logout", "defines no 'logout'"),
    ],
)
def test_what_is_not_there_is_named(indexed: Project, path: str, symbol: str, message: str) -> None:
    with pytest.raises(CodeUnknown, match=message):
        find_blast_radius(project=indexed, path=path, symbol=symbol)


def test_of_two_of_one_name_the_qualified_names_are_told(
    project: Project, repository: Path
) -> None:
    code = "class A:\n    def run(self): pass\nclass B:\n    def run(self): pass\n"
    commit(repository, {"a.py": code})
    index_project(project=project)

    with pytest.raises(CodeUnknown, match=r"say which of A\.run, B\.run"):
        find_blast_radius(project=project, path="a.py", symbol="run")


def test_dead_code_of_the_whole_index_is_listed(indexed: Project) -> None:
    assert [one.place.name for one in list_dead_code(project=indexed)] == ["forgotten"]


def test_a_new_index_is_read_anew_at_the_cost_of_what_changed(
    indexed: Project, repository: Path
) -> None:
    list_dead_code(project=indexed)
    before = BlobAnalysis.objects.count()
    commit(
        repository, {"accounts/late.py": "from accounts.digests import forgotten\nforgotten()\n"}
    )
    index_project(project=indexed)

    assert list_dead_code(project=indexed) == []
    assert BlobAnalysis.objects.count() == before + 1
