"""Indexes follow their branch without being asked, and what none names any more goes."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone

from devagent.models import Blob, BlobAnalysis, Project, Snapshot
from devagent.selectors import get_corpus
from devagent.services.analysis import analyze_files, has_findings
from devagent.services.indexing import index_project
from devagent.services.projects import add_project, take_folder
from devagent.services.upkeep import Pruned, prune_index, refresh_indexes
from tests.devagent.conftest import commit, git


def test_only_a_branch_that_has_moved_is_indexed(project: Project, repository: Path) -> None:
    assert refresh_indexes(now=timezone.now()) == 1
    assert refresh_indexes(now=timezone.now()) == 0

    commit(repository, {"shop/new.py": "x = 1\n"})

    assert refresh_indexes(now=timezone.now()) == 1
    assert "shop/new.py" in get_corpus(project).paths


def test_an_index_of_an_earlier_version_is_made_anew(project: Project) -> None:
    index_project(project=project)
    Snapshot.objects.update(parser_version=0)

    assert refresh_indexes(now=timezone.now()) == 1


def test_a_project_that_cannot_be_read_is_logged_and_keeps_no_other_back(
    project: Project, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Project.objects.create(name="gone", path=str(tmp_path / "gone"))

    assert refresh_indexes(now=timezone.now()) == 1
    assert "index of gone was not brought up to date" in caplog.text


def test_a_repository_that_cannot_be_read_is_a_state_until_it_can(
    project: Project, repository: Path, tmp_path: Path
) -> None:
    began = timezone.now()
    refresh_indexes(now=began)
    repository.rename(tmp_path / "away")

    refresh_indexes(now=began)
    refresh_indexes(now=began + timedelta(minutes=1))
    faulty = Project.objects.get()
    assert "is no folder" in faulty.fault
    assert faulty.faulty_since == began

    (tmp_path / "away").rename(repository)
    refresh_indexes(now=began + timedelta(minutes=2))
    project.refresh_from_db()
    assert project.fault == ""
    assert project.faulty_since is None


def test_analyses_that_no_index_names_or_of_earlier_rules_go(
    project: Project, repository: Path
) -> None:
    index_project(project=project)
    kept, gone = "shop/carts.py", "app/cart.tsx"
    analyze_files(project=project, paths=[kept, gone])
    BlobAnalysis.objects.create(
        blob="0" * 40, analyser=BlobAnalysis.Analyser.REFERENCES, treated_as="python", version="0"
    )
    (repository / gone).unlink()
    commit(repository, {})
    index_project(project=project)

    pruned = prune_index(now=timezone.now())

    assert pruned.analysis_count == 2
    assert BlobAnalysis.objects.count() == 1
    assert has_findings(project=project, path=kept)


@pytest.mark.django_db(transaction=True)
def test_a_project_that_is_being_indexed_is_left_alone(project: Project) -> None:
    refreshed: list[int] = []

    def refresh() -> None:
        refreshed.append(refresh_indexes(now=timezone.now()))
        connection.close()

    other = threading.Thread(target=refresh)
    with transaction.atomic():
        index_project(project=project)
        other.start()
        other.join(timeout=20)

    assert refreshed == [0]


def test_blobs_that_no_index_names_and_folders_that_nobody_searches_go(
    project: Project, repository: Path, tmp_path: Path
) -> None:
    index_project(project=project)
    commit(repository, {"shop/carts.py": "def total():\n    pass\n"})
    index_project(project=project)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "late.py").write_text("late = 1\n")
    folder = take_folder(path=tmp_path / "folder")
    index_project(project=folder)
    now = timezone.now()

    assert prune_index(now=now) == Pruned(project_count=0, blob_count=1, analysis_count=0)
    assert prune_index(now=now + timedelta(days=15)) == Pruned(
        project_count=1, blob_count=1, analysis_count=0
    )
    assert Blob.objects.count() == 2
    assert list(Project.objects.all()) == [project]


@pytest.mark.django_db(transaction=True)
def test_pruning_waits_for_an_index_that_may_name_what_it_would_take(project: Project) -> None:
    pruned: list[Pruned] = []

    def prune() -> None:
        pruned.append(prune_index(now=timezone.now()))
        connection.close()

    other = threading.Thread(target=prune)
    with transaction.atomic():
        index_project(project=project)
        other.start()
        other.join(timeout=0.3)
        assert other.is_alive()
    other.join(timeout=20)

    assert pruned == [Pruned(project_count=0, blob_count=0, analysis_count=0)]


def test_a_second_project_of_the_same_repository_parses_nothing(
    project: Project, repository: Path
) -> None:
    index_project(project=project)
    git(repository, "branch", "other")
    second = add_project(name="second", path=repository)

    assert index_project(project=second).parsed_count == 0
    assert get_corpus(second) is get_corpus(project)
