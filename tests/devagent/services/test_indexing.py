"""Indexing costs what changed, and readers see the index of before or after."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction

from devagent.exceptions import SourceUnreadable
from devagent.models import Blob, Project, Snapshot
from devagent.selectors import get_corpus
from devagent.services import indexing
from devagent.services.indexing import index_project
from devagent.services.projects import add_project, take_folder
from devagent.services.sources import CommitSource, hash_blob
from tests.devagent.conftest import CARTS, commit, git


def indexed_paths(project: Project) -> Sequence[str]:
    return get_corpus(project).paths


def test_the_commit_is_indexed_and_what_is_not_committed_is_not(
    project: Project, repository: Path
) -> None:
    (repository / "shop" / "new.py").write_text("x = 1")

    summary = index_project(project=project)

    assert indexed_paths(project) == ["app/cart.tsx", "shop/carts.py"]
    assert summary.snapshot.commit == git(repository, "rev-parse", "HEAD")
    assert (summary.snapshot.file_count, summary.snapshot.symbol_count) == (2, 2)
    assert summary.parsed_count == 2


def test_only_what_changed_is_parsed_again(project: Project, repository: Path) -> None:
    index_project(project=project)
    commit(repository, {"shop/carts.py": "def total():\n    pass\n", "shop/copy.py": CARTS})

    assert index_project(project=project).parsed_count == 1
    assert index_project(project=project).parsed_count == 0
    assert indexed_paths(project) == ["app/cart.tsx", "shop/carts.py", "shop/copy.py"]


def test_a_full_index_parses_all_files_anew(project: Project) -> None:
    index_project(project=project)

    assert index_project(project=project, full=True).parsed_count == 2
    assert Blob.objects.count() == 2


def test_an_index_that_breaks_off_leaves_the_one_of_before(
    project: Project, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_project(project=project)
    commit(repository, {"shop/late.py": "x = 1"})

    def break_off(*args: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index_project(project=project, progress=break_off)

    assert indexed_paths(project) == ["app/cart.tsx", "shop/carts.py"]
    assert Blob.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_indexing_that_is_killed_leaves_the_index_of_before(
    project: Project, repository: Path
) -> None:
    index_project(project=project)
    commit(repository, {"shop/late.py": "x = 1"})

    def die(*args: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(OperationalError):
        index_project(project=project, progress=die)
    connection.close()

    assert indexed_paths(project) == ["app/cart.tsx", "shop/carts.py"]
    assert index_project(project=project).parsed_count == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_collide(project: Project, repository: Path) -> None:
    others: list[indexing.IndexingResult] = []

    def index_too() -> None:
        others.append(index_project(project=project))
        connection.close()

    other = threading.Thread(target=index_too)
    with transaction.atomic():
        summary = index_project(project=project)
        other.start()
        other.join(timeout=0.3)
        assert other.is_alive()
    other.join(timeout=20)

    assert (summary.parsed_count, others[0].parsed_count) == (2, 0)
    assert Snapshot.objects.count() == 1


def test_hashes_are_those_of_git(repository: Path) -> None:
    assert hash_blob(CARTS.encode()) == git(repository, "rev-parse", "HEAD:shop/carts.py")


def test_a_file_that_does_not_parse_is_indexed_in_part_and_named(
    project: Project, repository: Path
) -> None:
    commit(repository, {"broken.py": "def whole():\n    pass\n\ndef f(:\n"})

    snapshot = index_project(project=project).snapshot

    assert snapshot.with_errors == ["broken.py"]
    assert "whole" in get_corpus(project).definitions


def test_excludes_and_languages_are_kept_to(project: Project) -> None:
    project.excludes, project.languages = ["shop"], ["python", "tsx"]
    project.save()
    index_project(project=project)

    assert indexed_paths(project) == ["app/cart.tsx"]


def test_a_folder_is_indexed_with_blobs_of_others(project: Project, repository: Path) -> None:
    index_project(project=project)
    (repository / "shop" / "new.py").write_text("def ship():\n    pass\n")
    folder = take_folder(path=repository)

    assert index_project(project=folder).parsed_count == 1
    assert "shop/new.py" in indexed_paths(folder)
    assert take_folder(path=repository / "shop" / "..") == folder


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ("MERGE_HEAD", "midst of a merge"),
        ("rebase-merge", "midst of a rebase"),
        ("shallow", "shallow clone"),
    ],
)
def test_a_repository_that_is_not_at_rest_is_refused(
    project: Project, repository: Path, state: str, message: str
) -> None:
    (repository / ".git" / state).touch()

    with pytest.raises(SourceUnreadable, match=message):
        index_project(project=project)


def test_a_repository_that_is_gone_is_told(project: Project, repository: Path) -> None:
    repository.rename(repository.with_name("elsewhere"))

    with pytest.raises(SourceUnreadable, match="no folder"):
        index_project(project=project)


def test_a_bare_clone_is_indexed_as_its_checkout_is(project: Project, repository: Path) -> None:
    bare = repository.with_name("bare.git")
    git(repository, "clone", "--quiet", "--bare", ".", str(bare))
    Project.objects.filter(pk=project.pk).update(path=str(bare))
    project.refresh_from_db()

    assert index_project(project=project).snapshot.file_count == 2


def test_an_index_that_is_carried_on_is_the_one_made_at_once(
    project: Project, repository: Path
) -> None:
    steps: Sequence[Callable[[], object]] = [
        lambda: (repository / "app" / "link.tsx").symlink_to("cart.tsx"),
        lambda: (repository / "shop" / "blob.py").write_bytes(b"\0"),
        lambda: (repository / "shop" / "two\nlines.py").write_bytes(b"\0\0"),
        lambda: (repository / "shop" / "carts.py").rename(repository / "shop" / "baskets.py"),
        lambda: (repository / "broken.py").write_text("def f(:\n"),
        (repository / "app" / "link.tsx").unlink,
        lambda: (repository / "shop" / "blob.py").write_text("x = 1\n"),
        (repository / "shop" / "two\nlines.py").unlink,
        (repository / "app" / "cart.tsx").unlink,
    ]
    index_project(project=project)
    for step in steps:
        step()
        commit(repository, {})

        carried_on = index_project(project=project).snapshot

        fresh = add_project(name="fresh", path=repository)
        at_once = index_project(project=fresh).snapshot
        assert carried_on.list_files() == at_once.list_files()
        for said in ("fingerprint", "skipped", "with_errors", "file_count", "symbol_count"):
            assert getattr(carried_on, said) == getattr(at_once, said)
        fresh.delete()


def test_one_changed_file_has_only_that_file_looked_at(
    project: Project, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_project(project=project)
    commit(repository, {"shop/carts.py": "def total():\n    pass\n"})
    monkeypatch.delattr(CommitSource, "list_files")

    assert index_project(project=project).parsed_count == 1


def test_excludes_that_were_changed_hold_for_files_that_were_not(project: Project) -> None:
    index_project(project=project)
    project.excludes = ["shop"]
    project.save()

    index_project(project=project)

    assert indexed_paths(project) == ["app/cart.tsx"]


def test_a_history_that_was_written_anew_is_indexed_whole(
    project: Project, repository: Path
) -> None:
    index_project(project=project)
    shutil.rmtree(repository / ".git")
    git(repository, "init", "--quiet", "--initial-branch=main")
    commit(repository, {"shop/new.py": "x = 1"})

    assert index_project(project=project).parsed_count == 1
    assert indexed_paths(project) == ["app/cart.tsx", "shop/carts.py", "shop/new.py"]
