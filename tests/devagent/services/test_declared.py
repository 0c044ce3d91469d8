"""Projects that a file names: added, changed, never deleted, and told where they do not do."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from devagent.checks import check_settings
from devagent.models import Project
from devagent.services.declared import sync_projects
from devagent.services.projects import Change, add_project
from tests.devagent.conftest import git

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path, repository: Path, settings: Settings) -> Path:
    """The file that the settings name, with the repository as its one project."""
    path = tmp_path / "projects.toml"
    path.write_text(f'[shop]\npath = "{repository}"\nexcludes = ["docs"]\n')
    settings.DEVAGENT_PROJECTS_FILE = str(path)
    return path


def test_a_project_is_added_once_and_then_left_alone(file: Path, repository: Path) -> None:
    assert sync_projects(file=file).changes == {"shop": Change.ADDED}
    (repository / "shop" / "carts.py").write_text("not committed")

    assert sync_projects(file=file).changes == {"shop": Change.UNCHANGED}
    shop = Project.objects.get()
    assert (shop.path, shop.branch, shop.excludes) == (str(repository), "HEAD", ["docs"])


def test_a_project_becomes_what_the_file_says(file: Path, project: Project) -> None:
    project.test_command = "pytest"
    project.save()

    assert sync_projects(file=file).changes == {"shop": Change.CHANGED}
    project.refresh_from_db()
    assert (project.excludes, project.test_command) == (["docs"], "")


def test_a_project_that_the_file_leaves_out_is_told_and_kept(
    file: Path, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_project(name="other", path=repository)

    call_command("sync_projects")

    assert capsys.readouterr().out.splitlines() == [
        "shop: added",
        f"other: not in {file}, and left as it is",
    ]
    assert Project.objects.count() == 2


def test_one_that_fails_is_told_and_does_not_keep_the_others_back(
    file: Path, repository: Path, tmp_path: Path
) -> None:
    text = f'[gone]\npath = "{tmp_path}/gone"\n[dirty]\npath = "{tmp_path}/dirty"\n'
    file.write_text(text + file.read_text())
    git(repository, "clone", "--quiet", ".", str(tmp_path / "dirty"))
    (tmp_path / "dirty" / "shop" / "carts.py").write_text("not committed")

    with pytest.raises(CommandError, match=r"gone: .* is no folder(.|\n)*dirty: .*not committed"):
        call_command("sync_projects")

    assert Project.objects.get().name == "shop"


def test_a_change_that_does_not_do_leaves_the_project_as_it_was(
    file: Path, project: Project
) -> None:
    file.write_text(file.read_text() + 'branch = "nowhere"\n')

    assert "no commit" in sync_projects(file=file).faults["shop"]
    project.refresh_from_db()
    assert (project.branch, project.excludes) == ("HEAD", [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[shop", "is no TOML"),
        ("[shop]", "shop: path: Field required"),
        ('[shop]\npath = "shop"', "shop: path: .*must be absolute"),
        ('[shop]\npath = "/shop"\nwebhok = "x"', "shop: webhok: "),
        ('[shop]\npath = "/shop"\nexcludes = "docs"', "shop: excludes: .*list"),
        ('shop = "/shop"', "shop: "),
    ],
)
def test_a_bad_file_is_told_by_check_and_command(file: Path, text: str, message: str) -> None:
    file.write_text(text)

    [fault] = check_settings(None)

    assert fault.id == "devagent.E001"
    with pytest.raises(CommandError, match=message) as caught:
        call_command("sync_projects")
    assert str(caught.value) in fault.msg
    assert not Project.objects.exists()


def test_a_file_that_is_missing_is_told(settings: Settings, tmp_path: Path) -> None:
    settings.DEVAGENT_PROJECTS_FILE = str(tmp_path / "none.toml")

    assert "no such file" in check_settings(None)[0].msg


def test_without_a_file_there_is_nothing_to_check_or_take_over(settings: Settings) -> None:
    settings.DEVAGENT_PROJECTS_FILE = ""

    assert not check_settings(None)
    with pytest.raises(CommandError, match="names no file"):
        call_command("sync_projects")
