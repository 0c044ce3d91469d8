"""Adding projects: what does not do is told in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from devagent.exceptions import DevagentError, NotIndexed, ProjectUnknown
from devagent.models import Project
from devagent.selectors import get_corpus, get_project
from devagent.services.demo import create_demo_project
from devagent.services.projects import ProjectSettings, add_project
from devagent.services.searching import find_bug_location

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "settings", "message"),
    [
        ("a b", ProjectSettings(), "letters, digits"),
        ("", ProjectSettings(), "blank"),
        ("shop", ProjectSettings(branch="nowhere"), "no commit"),
        ("shop", ProjectSettings(languages=("cobol",)), "cobol: not a language"),
        ("shop", ProjectSettings(webhook="file:///etc/passwd"), "Webhook: Enter a valid URL"),
        ("shop", ProjectSettings(branch="b" * 251), "Branch: .* 250 characters"),
    ],
)
def test_what_does_not_do_is_told(
    repository: Path, name: str, settings: ProjectSettings, message: str
) -> None:
    with pytest.raises(DevagentError, match=message):
        add_project(name=name, path=repository, settings=settings)

    assert not Project.objects.exists()


def test_a_folder_without_git_is_told(tmp_path: Path) -> None:
    with pytest.raises(DevagentError, match="no git checkout"):
        add_project(name="shop", path=tmp_path)


def test_a_name_is_given_once(project: Project, repository: Path) -> None:
    with pytest.raises(DevagentError, match="of this name already"):
        add_project(name="shop", path=repository)


def test_a_relative_path_is_no_project() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.create(name="shop", path="shop")


def test_the_only_project_needs_no_name(project: Project, repository: Path) -> None:
    assert get_project() == project
    add_project(name="other", path=repository)
    with pytest.raises(ProjectUnknown, match="--project: other, shop"):
        get_project()
    with pytest.raises(ProjectUnknown, match="no project “third”; known are: other, shop"):
        get_project("third")


def test_a_project_without_an_index_says_how_to_make_one(project: Project) -> None:
    with pytest.raises(NotIndexed, match="reindex_codebase shop"):
        get_corpus(project)


def test_the_demo_is_the_same_everywhere_and_its_bug_is_found(tmp_path: Path) -> None:
    project = create_demo_project(folder=tmp_path / "kiosk")
    report = "Wrong password error (but the password is correct)"

    ranking = find_bug_location(project=project, report=report)

    paths = [file.path for file in ranking.files]
    assert paths[0] == "accounts/authentication.py"
    assert "app/auth/login.tsx" in paths[:5]
    names = [one.symbol.qualified_name for one in ranking.functions]
    assert "authenticate_customer" in names[:3]
    assert project.snapshot.commit == "f833b68c7edaab576ad1a5ae07d88c6ed099aab6"
    assert create_demo_project(folder=tmp_path / "kiosk") == project
