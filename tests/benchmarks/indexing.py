"""Measures the index of code on Django's own sources, beside universal-ctags on the same files.

These are unpacked, committed, indexed whole, indexed again after each of some commits that change
one file, and searched.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import django
from django.conf import settings

from devagent.models import Project
from devagent.services.indexing import index_project
from devagent.services.projects import add_project
from devagent.services.searching import find_bug_location, find_by_description
from tests.benchmarks.measuring import Spread

_QUERIES = (
    "password validation logic",
    "Wrong path to test file when directory changed in fixture",
    "QuerySet.only() after select_related() crash on proxy models",
    "migrations are written with the wrong default of a field",
    "csrf token missing or incorrect",
    "prefetch_related ignores the database that was chosen",
    "email header with a newline",
    "session cookie is not deleted at logout",
    "admin inline formset loses its order",
    "autoreload does not notice a changed template",
)
_REPETITIONS = 5
_CHANGES = 9
_NAME = "bench"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured; ``ctags_s`` is None where universal-ctags is not installed."""

    file_count: int
    full_s: float
    ctags_s: float | None
    changed: Spread
    first_query_ms: float
    queries: Spread
    peak_mb: float


def measure_indexing() -> Measured | str:
    """Return what was measured, or why nothing was."""
    folder = Path(settings.BASE_DIR) / ".queen" / "benchmarks"
    try:
        sdist = fetch_django(folder)
    except (OSError, subprocess.SubprocessError) as error:
        return f"Django's sources could not be downloaded: {error}"
    with tempfile.TemporaryDirectory(prefix="queen-bench-") as temporary:
        try:
            return _measure(unpack(sdist, Path(temporary)))
        finally:
            Project.objects.filter(name=_NAME).delete()


def fetch_django(folder: Path) -> Path:
    """Return the archive of the sources of the installed Django, downloaded where it is missing."""
    version = django.get_version()
    sdist = folder / f"django-{version}.tar.gz"
    if not sdist.exists():
        # Into its place as a whole, or one that broke off would be taken for it.
        with tempfile.TemporaryDirectory(prefix="queen-bench-") as temporary:
            options = ("--no-deps", "--no-binary", "django", "--quiet", "--dest", temporary)
            command = [sys.executable, "-m", "pip", "download", *options, f"django=={version}"]
            subprocess.run(command, check=True, capture_output=True, timeout=300)
            folder.mkdir(parents=True, exist_ok=True)
            shutil.move(next(Path(temporary).iterdir()), sdist)
    return sdist


def unpack(sdist: Path, folder: Path) -> Path:
    """Return the sources as a git repository of one commit."""
    with tarfile.open(sdist) as tar:
        tar.extractall(folder, filter="data")
    [root] = folder.iterdir()
    git(root, "init", "--quiet")
    commit(root)
    return root


def commit(root: Path) -> None:
    """Commit everything."""
    git(root, "add", "--all", "--force")
    who = ("-c", "user.name=Bench", "-c", "user.email=bench@example.com")
    git(root, *who, "commit", "--quiet", "--message", "change")


def git(root: Path, *arguments: str) -> None:
    """Run git."""
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)


def _measure(root: Path) -> Measured:
    Project.objects.filter(name=_NAME).delete()
    project = add_project(name=_NAME, path=root)
    full = index_project(project=project, full=True)
    ctags_s = time_ctags(root, [one.path for one in full.snapshot.list_files()])
    changed = Spread.of([_time_a_change(project, root) for _ in range(_CHANGES)])
    start = perf_counter()
    find_bug_location(project=project, report=_QUERIES[0])
    first_query_ms = (perf_counter() - start) * 1000
    return Measured(
        file_count=full.snapshot.file_count,
        full_s=full.snapshot.duration_ms / 1000,
        ctags_s=ctags_s,
        changed=changed,
        first_query_ms=first_query_ms,
        queries=Spread.of(_time_queries(project)),
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _time_a_change(project: Project, root: Path) -> float:
    """Return how long the index takes to follow a commit, in ms, from finding out what changed."""
    with (root / "django" / "urls" / "base.py").open("a", encoding="utf-8") as file:
        file.write("\n\nCHANGED = True\n")
    commit(root)
    start = perf_counter()
    index_project(project=project)
    return (perf_counter() - start) * 1000


def time_ctags(root: Path, paths: Sequence[str]) -> float | None:
    """Return how long universal-ctags takes for the files, in seconds; None where it is missing."""
    if shutil.which("ctags") is None:
        return None
    command = ["ctags", "--quiet=yes", "-f", os.devnull, "-L", "-"]
    start = perf_counter()
    subprocess.run(
        command, input="\n".join(paths).encode(), cwd=root, check=True, capture_output=True
    )
    return perf_counter() - start


def _time_queries(project: Project) -> list[float]:
    times_ms = []
    for text in _QUERIES * _REPETITIONS:
        start = perf_counter()
        find_bug_location(project=project, report=text)
        between = perf_counter()
        find_by_description(project=project, text=text)
        times_ms += [(between - start) * 1000, (perf_counter() - between) * 1000]
    return times_ms
