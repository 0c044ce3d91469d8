"""Reading a commit and applying a patch, without trusting repository or patch."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.checkout import Checkout, open_checkout
from sandbox.exceptions import PatchRefused, RepositoryUnreadable
from sandbox.paths import find_fault
from sandbox.records import MODE_SYMLINK
from tests.sandbox.conftest import CALC, commit_all, diff, git


def opened(project: Path, tmp_path: Path, revision: str = "HEAD") -> Checkout:
    folder = tmp_path / "work"
    folder.mkdir()
    return open_checkout(project, revision, folder)


def new_file(path: str, content: str = "x", mode: int = 0o100644) -> bytes:
    return (
        f"diff --git a/{path} b/{path}\nnew file mode {mode:o}\n--- /dev/null\n+++ b/{path}\n"
        f"@@ -0,0 +1 @@\n+{content}\n\\ No newline at end of file\n"
    ).encode()


def test_only_committed_files_are_read(project: Path, tmp_path: Path) -> None:
    (project / ".env").write_text("SECRET=1")
    (project / "calc.py").write_text("changed")
    checkout = opened(project, tmp_path)

    files = {file.path: file.content for file in checkout.list_files(checkout.base_tree)}

    assert sorted(files) == ["calc.py", "pytest.ini", "tests/test_calc.py"]
    assert files["calc.py"] == CALC.encode()


@pytest.mark.parametrize("revision", ["HEAD", "main", "packed"])
def test_revision_is_found(project: Path, tmp_path: Path, revision: str) -> None:
    git(project, "branch", "--move", "main")
    git(project, "branch", "packed")
    if revision == "packed":
        git(project, "pack-refs", "--all")
    head = git(project, "rev-parse", "HEAD").decode().strip()

    assert opened(project, tmp_path, revision).commit == head


def test_linked_work_tree_is_read(project: Path, tmp_path: Path) -> None:
    git(project, "worktree", "add", "--quiet", str(tmp_path / "linked"))

    checkout = opened(tmp_path / "linked", tmp_path)

    assert len(checkout.list_files(checkout.base_tree)) == 3


@pytest.mark.parametrize("revision", ["no-branch", "../../x", "--exec=x", "", "abc"])
def test_what_is_no_revision_is_refused(project: Path, tmp_path: Path, revision: str) -> None:
    with pytest.raises(RepositoryUnreadable):
        opened(project, tmp_path, revision)


def test_folder_without_a_repository_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RepositoryUnreadable):
        opened(tmp_path, tmp_path)


def test_nothing_that_the_repository_configures_is_run(project: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n")
    script.chmod(0o755)
    for name in ("core.fsmonitor", "filter.x.smudge", "filter.x.clean", "diff.x.textconv"):
        git(project, "config", name, str(script))
    git(project, "config", "diff.external", str(script))
    git(project, "config", "core.hooksPath", str(tmp_path))
    (project / ".git" / "info").mkdir(exist_ok=True)
    (project / ".git" / "info" / "attributes").write_text("* filter=x diff=x\n")
    for hook in ("post-index-change", "pre-applypatch", "reference-transaction"):
        (project / ".git" / "hooks" / hook).parent.mkdir(exist_ok=True)
        (project / ".git" / "hooks" / hook).write_text(script.read_text())
        (project / ".git" / "hooks" / hook).chmod(0o755)
    checkout = opened(project, tmp_path)

    tree = checkout.apply(new_file("more.py"))
    checkout.list_files(tree)

    assert not mark.exists()


def test_repository_is_not_written(project: Path, tmp_path: Path) -> None:
    before = sorted(project.rglob("*"))

    opened(project, tmp_path).apply(new_file("more.py"))

    assert sorted(project.rglob("*")) == before


def test_patch_makes_a_tree_with_its_changes(project: Path, tmp_path: Path) -> None:
    checkout = opened(project, tmp_path)

    tree = checkout.apply(diff(project, {"calc.py": "x = 1\n", "pytest.ini": None}))

    changes = checkout.list_changes(checkout.base_tree, tree)
    assert [(change.path, change.after is None) for change in changes] == [
        ("calc.py", False),
        ("pytest.ini", True),
    ]


HOSTILE_PATHS = [
    "../x",
    "a/../../x",
    "/etc/x",
    ".git/hooks/pre-commit",
    ".GIT/config",
    "a/.git/config",
    "git~1/config",
    ".g\u200cit/config",
    ".git./x",
    "a\\b",
]


@pytest.mark.parametrize("path", HOSTILE_PATHS)
def test_hostile_path_is_refused(project: Path, tmp_path: Path, path: str) -> None:
    with pytest.raises(PatchRefused):
        opened(project, tmp_path).apply(new_file(path))


@pytest.mark.parametrize("quoted", [r'"a\nb"', r'"a\001b"', r'"a\000b"', r'"a\033[2Jb"'])
def test_name_with_control_signs_is_refused(project: Path, tmp_path: Path, quoted: str) -> None:
    name = quoted.strip('"')
    patch = (
        f'diff --git "a/{name}" "b/{name}"\nnew file mode 100644\n--- /dev/null\n'
        f'+++ "b/{name}"\n@@ -0,0 +1 @@\n+x\n'
    ).encode()

    with pytest.raises(PatchRefused):
        opened(project, tmp_path).apply(patch)


def test_path_through_a_link_of_the_same_patch_is_refused(project: Path, tmp_path: Path) -> None:
    patch = new_file("link", "/etc", MODE_SYMLINK) + new_file("link/passwd")

    with pytest.raises(PatchRefused):
        opened(project, tmp_path).apply(patch)


@pytest.mark.parametrize("patch", [b"no patch", b"\0\xff", new_file("calc.py")])
def test_patch_that_does_not_fit_is_refused(project: Path, tmp_path: Path, patch: bytes) -> None:
    with pytest.raises(PatchRefused):
        opened(project, tmp_path).apply(patch)


@pytest.mark.parametrize("path", [*HOSTILE_PATHS, "", "a//b", "./a", "a\0b", "a\nb", "x" * 2_000])
def test_path_has_a_fault(path: str) -> None:
    assert find_fault(path)


@pytest.mark.parametrize("path", ["a.py", "a/b c.py", ".github/x.yml", ".gitignore", "ä/ö.txt"])
def test_ordinary_path_has_none(path: str) -> None:
    assert find_fault(path) is None


def test_a_history_is_told_newest_first_and_by_file(project: Path, tmp_path: Path) -> None:
    for text in ("one", "two"):
        (project / "notes.txt").write_text(text)
        commit_all(project)
    checkout = opened(project, tmp_path)

    commits = checkout.list_commits(2)

    assert commits[0].id == checkout.commit
    assert [one.subject for one in commits] == ["base", "base"]
    assert commits[0].author == "Test"
    assert len(checkout.list_commits(9)) == 3
    assert len(checkout.list_commits(9, path="notes.txt")) == 2
    assert checkout.list_commits(9, path="*") == []


def test_a_patch_of_written_files_makes_them_again(project: Path, tmp_path: Path) -> None:
    checkout = opened(project, tmp_path)
    content = CALC.replace("+ 1", "").encode()

    tree = checkout.write({"calc.py": content})
    patch = checkout.make_patch(checkout.base_tree, tree)

    assert checkout.apply(patch) == tree
    files = {file.path: file.content for file in checkout.list_files(tree)}
    assert files["calc.py"] == content
    assert checkout.make_patch(tree, tree) == b""


def test_a_patch_may_be_wanted_with_less_around_it(project: Path, tmp_path: Path) -> None:
    patch = diff(project, {"calc.py": CALC.replace("(len(values) + 1)", "len(values)")})
    (project / "calc.py").write_text(CALC.replace("def total", "def amount"))
    commit_all(project)
    checkout = opened(project, tmp_path)

    with pytest.raises(PatchRefused):
        checkout.apply(patch)
    assert checkout.apply(patch, context=1) != checkout.base_tree


def test_what_differs_from_another_commit_is_told_without_listing_the_rest(
    project: Path, tmp_path: Path
) -> None:
    before = git(project, "rev-parse", "HEAD").decode().strip()
    (project / "pytest.ini").unlink()
    (project / "calc.py").write_text("x = 1")
    (project / "link.py").symlink_to("calc.py")
    (project / "module").mkdir()
    git(project, "update-index", "--add", "--cacheinfo", f"160000,{before},module")
    commit_all(project)
    checkout = opened(project, tmp_path)

    changed = checkout.list_changed_blobs(before)

    blobs = checkout.list_blobs(checkout.base_tree)
    gone = {"pytest.ini": None}
    assert changed == gone | {path: blobs[path] for path in ("calc.py", "link.py", "module")}
    assert checkout.list_changed_blobs(checkout.commit) == {}


def test_a_commit_that_the_repository_lacks_compares_with_nothing(
    project: Path, tmp_path: Path
) -> None:
    assert opened(project, tmp_path).list_changed_blobs("1" * 40) is None


def test_a_repository_that_hashes_by_sha_256_is_read(tmp_path: Path) -> None:
    project = tmp_path / "new"
    project.mkdir()
    git(project, "init", "--quiet", "--object-format=sha256")
    (project / "calc.py").write_text(CALC)
    commit_all(project)

    checkout = opened(project, tmp_path)

    files = checkout.list_files(checkout.apply(new_file("b.py")))
    assert len(checkout.commit) == 64
    assert [(file.path, file.content) for file in files] == [
        ("b.py", b"x"),
        ("calc.py", CALC.encode()),
    ]
