"""Files are read as they were indexed, whatever the repository has become since."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from devagent.exceptions import CodeUnknown, NotIndexed, SourceUnreadable
from devagent.models import Project
from devagent.services.indexing import index_project
from devagent.services.reading import SourceFile, find_path, read_files
from tests.devagent.conftest import CARTS, commit, git

pytestmark = pytest.mark.django_db


def read_file(project: Project, path: str) -> SourceFile:
    return read_files(project=project, paths=[path])[path]


def test_a_file_is_read_as_it_was_indexed(project: Project, repository: Path) -> None:
    index_project(project=project)
    commit(repository, {"shop/carts.py": "changed = True\n"})
    git(repository, "branch", "--move", "renamed")

    file = read_file(project, "shop/carts.py")

    assert (file.content.decode(), file.language, file.reason) == (CARTS, "python", "")


def test_what_has_no_text_says_why(project: Project, repository: Path) -> None:
    commit(repository, {"shop/logo.py": "a\0b"})
    index_project(project=project)

    file = read_file(project, "shop/logo.py")

    assert (file.content, file.reason) == (b"", "binary")


def test_a_name_that_does_not_show_itself_is_found_as_it_is_written(
    project: Project, repository: Path
) -> None:
    commit(repository, {"shop/two\nlines.py": "x = 1\n"})
    index_project(project=project)

    assert find_path(project=project, path="shop/two\\nlines.py") == "shop/two\nlines.py"


@pytest.mark.parametrize("path", ["", "../../etc/passwd", "/etc/passwd", "shop", "shop/new.py"])
def test_only_what_is_indexed_is_read(project: Project, repository: Path, path: str) -> None:
    (repository / "shop" / "new.py").write_text("x = 1")
    index_project(project=project)

    with pytest.raises(CodeUnknown):
        find_path(project=project, path=path)


def test_several_files_are_read_at_once_and_unknown_ones_left_out(project: Project) -> None:
    index_project(project=project)

    files = read_files(project=project, paths=["app/cart.tsx", "shop/carts.py", "none.py"])

    assert sorted(files) == ["app/cart.tsx", "shop/carts.py"]


def test_a_repository_that_is_gone_is_told_in_words(project: Project, repository: Path) -> None:
    with pytest.raises(NotIndexed):
        find_path(project=project, path="shop/carts.py")
    index_project(project=project)
    shutil.rmtree(repository)

    with pytest.raises(SourceUnreadable, match="is no folder on this machine"):
        read_file(project, "shop/carts.py")
