"""What repositories and folders may hold: indexed, or skipped with a reason, never a crash."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from devagent.exceptions import SourceUnreadable
from devagent.models import Project
from devagent.selectors import get_corpus
from devagent.services.indexing import index_project
from devagent.services.projects import add_project, take_folder
from devagent.services.searching import find_bug_location
from tests.devagent.conftest import commit, git

_LINE_BYTES = 50_000_000


@pytest.fixture(params=["commit", "folder"])
def source(request: pytest.FixtureRequest, project: Project, repository: Path) -> Project:
    """The repository as a project, and as a plain folder."""
    return project if request.param == "commit" else take_folder(path=repository)


def index(source: Project, repository: Path) -> dict[str, str]:
    """Commit and index everything; return what was skipped, and why."""
    commit(repository, {})
    return dict(index_project(project=source).snapshot.skipped)


def test_a_binary_is_skipped(source: Project, repository: Path) -> None:
    (repository / "binary.py").write_bytes(bytes(range(256)))

    assert index(source, repository) == {"binary.py": "binary"}


def test_a_line_of_50_megabytes_is_skipped(source: Project, repository: Path) -> None:
    (repository / "bundle.js").write_bytes(b"x" * _LINE_BYTES)

    assert index(source, repository) == {"bundle.js": "larger than 4 MiB"}


def test_a_line_that_is_long_for_code_is_skipped(source: Project, repository: Path) -> None:
    (repository / "bundle.js").write_bytes(b"x" * 200_000)

    assert index(source, repository) == {"bundle.js": "a line of more than 100,000 bytes"}


def test_links_that_lead_round_in_a_circle_are_skipped(source: Project, repository: Path) -> None:
    (repository / "loop.py").symlink_to("loop.py")
    (repository / "there.py").symlink_to("back.py")
    (repository / "back.py").symlink_to("there.py")
    (repository / "shop" / "up").symlink_to("..")

    skipped = index(source, repository)

    assert {skipped[name] for name in ("loop.py", "there.py", "back.py")} == {"a link"}
    assert get_corpus(source).paths == ["app/cart.tsx", "shop/carts.py"]


def test_a_file_in_latin_1_is_indexed(source: Project, repository: Path) -> None:
    (repository / "latin.py").write_bytes("def crème_brûlée():\n    pass\n".encode("latin-1"))

    assert index(source, repository) == {}
    [best, *_] = find_bug_location(project=source, report="crème brûlée").files
    assert best.path == "latin.py"


def test_a_submodule_is_skipped(project: Project, repository: Path) -> None:
    inner = repository / "inner"
    inner.mkdir()
    git(inner, "init", "--quiet")
    commit(inner, {"a.py": ""})

    assert index(project, repository) == {"inner": "a submodule"}


def test_a_sparse_checkout_is_indexed_whole(repository: Path, db: None) -> None:
    git(repository, "sparse-checkout", "set", "app")
    assert not (repository / "shop").exists()

    project = add_project(name="shop", path=repository)

    assert index_project(project=project).snapshot.file_count == 2


def test_a_repository_in_the_midst_of_a_merge_is_told(project: Project, repository: Path) -> None:
    index_project(project=project)
    git(repository, "checkout", "--quiet", "-b", "other")
    commit(repository, {"shop/carts.py": "def total():\n    return 1\n"})
    git(repository, "checkout", "--quiet", "main")
    commit(repository, {"shop/carts.py": "def total():\n    return 2\n"})
    with pytest.raises(Exception, match="merge"):
        git(repository, "merge", "other")

    with pytest.raises(SourceUnreadable, match="in the midst of a merge: finish it first"):
        index_project(project=project)

    assert get_corpus(project).paths == ["app/cart.tsx", "shop/carts.py"]


def test_names_with_newlines_and_bytes_that_are_no_text_are_indexed(
    source: Project, repository: Path
) -> None:
    names = ["a\nb.py", "tab\t.py", os.fsdecode(b"\xff.py"), '"quoted".py', " .py"]
    for name in names:
        (repository / name).write_text(f"name_{len(name)} = 1\n")

    assert index(source, repository) == {}
    assert set(names) <= set(get_corpus(source).paths)


def test_a_folder_within_itself_or_with_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for path in (loop, Path("a\0b"), tmp_path / os.fsdecode(b"\xff")):
        with pytest.raises(SourceUnreadable, match="cannot be taken as a folder"):
            take_folder(path=path)


@pytest.mark.parametrize("staged", [True, False])
def test_changes_that_are_not_committed_are_refused(
    repository: Path, db: None, *, staged: bool
) -> None:
    (repository / "shop" / "carts.py").write_text("def total():\n    return 3\n")
    if staged:
        git(repository, "add", "--all")

    with pytest.raises(SourceUnreadable, match=r"not committed \('shop/carts.py'\)"):
        add_project(name="shop", path=repository)

    assert not Project.objects.exists()


def test_new_files_and_touched_ones_are_no_changes(repository: Path, db: None) -> None:
    (repository / "notes.txt").write_text("mine")
    os.utime(repository / "shop" / "carts.py", (0, 0))

    add_project(name="shop", path=repository)


def test_a_deleted_file_is_a_change(repository: Path, db: None) -> None:
    (repository / "shop" / "carts.py").unlink()

    with pytest.raises(SourceUnreadable, match="not committed"):
        add_project(name="shop", path=repository)


def test_a_partial_clone_is_told_with_what_to_do(
    project: Project, repository: Path, tmp_path: Path
) -> None:
    git(repository, "config", "uploadpack.allowFilter", "true")
    git(
        tmp_path, "clone", "--quiet", "--bare", "--filter=blob:none", f"file://{repository}", "part"
    )
    partial = add_project(name="part", path=tmp_path / "part")

    with pytest.raises(SourceUnreadable, match="full clone"):
        index_project(project=partial)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("HEAD", b"ref: refs/heads/\xff"),
        ("HEAD", b"\0"),
        ("HEAD", b"ref: " + b"x" * 300),
        ("refs/heads/main", b"\xff\xfe"),
        ("refs/heads/main", b"0" * 40),
        ("packed-refs", b"\xff"),
        ("index", b"DIRC"),
    ],
)
def test_a_damaged_repository_is_told_in_words(
    repository: Path, db: None, name: str, content: bytes
) -> None:
    if name == "packed-refs":
        git(repository, "pack-refs", "--all")
    (repository / ".git" / name).write_bytes(content)

    with pytest.raises(
        SourceUnreadable, match=r"no commit|lacks the commit|damaged|cannot be read"
    ):
        add_project(name="shop", path=repository)


@pytest.mark.parametrize("content", [b"gitdir: \xff", b"\xff", b"gitdir: a\0b", b"gitdir: .git"])
def test_a_git_file_that_leads_nowhere_is_told_in_words(
    tmp_path: Path, db: None, content: bytes
) -> None:
    (tmp_path / ".git").write_bytes(content)

    with pytest.raises(SourceUnreadable, match=r"git checkout|no commit|cannot be read"):
        add_project(name="shop", path=tmp_path)


def test_a_branch_whose_name_is_no_text_is_read(repository: Path, db: None) -> None:
    (repository / ".git" / "refs" / "heads" / os.fsdecode(b"\xff")).write_bytes(
        git(repository, "rev-parse", "HEAD").encode()
    )
    (repository / ".git" / "HEAD").write_bytes(b"ref: refs/heads/\xff\n")

    with pytest.raises(SourceUnreadable, match="no commit"):
        add_project(name="shop", path=repository)
