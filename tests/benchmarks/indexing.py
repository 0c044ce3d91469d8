"""Measures the index of code: ``python -m tests.benchmarks.indexing SDIST``.

SDIST is Django's .tar.gz, as ``pip download --no-deps --no-binary :all: Django`` brings it. It is
unpacked, committed, indexed whole, indexed again after one changed file, and searched; beside it,
universal-ctags reads the same files.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import django

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


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.indexing")
    parser.add_argument("sdist", type=Path)
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "queenproject.settings")
    django.setup()

    from django.db import connection
    from django.test.utils import setup_databases

    from queenproject.database import join_database

    join_database()
    connection.settings_dict["TEST"]["NAME"] = "bench_queen_index"
    setup_databases(verbosity=0, interactive=False, keepdb=True, serialized_aliases=[])
    with tempfile.TemporaryDirectory(prefix="queen-bench-") as folder:
        _measure(unpack(arguments.sdist, Path(folder)))


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


def _measure(root: Path) -> None:
    from devagent.models import Project, Snapshot
    from devagent.services.indexing import index_project
    from devagent.services.projects import add_project
    from tests.benchmarks.measuring import Spread

    Project.objects.filter(name="bench").delete()
    project = add_project(name="bench", path=root)
    summary = index_project(project=project, full=True)
    files, full_s = summary.snapshot.file_count, summary.snapshot.duration_ms / 1000
    paths = [one.path for one in Snapshot.objects.get(project=project).list_files()]
    ctags_s = time_ctags(root, paths)
    _print("full index", f"{files:,} files in {full_s:.1f} s: {files / full_s:,.0f} files/s")
    ratio = full_s / ctags_s
    rate = f"{files / ctags_s:,.0f} files/s"
    _print("ctags", f"{rate}; the index takes {ratio:.1f} x   (aim: at most 6 x)")
    with (root / "django" / "urls" / "base.py").open("a", encoding="utf-8") as file:
        file.write("\n\nCHANGED = True\n")
    commit(root)
    changed = index_project(project=project)
    _print(
        "one changed file",
        f"{changed.snapshot.duration_ms} ms, {changed.parsed_count} parsed   (aim: at most 200 ms)",
    )
    start = perf_counter()
    times_ms = _time_queries(project)
    _print(
        "first query", f"{(perf_counter() - start) * 1000 - sum(times_ms):,.0f} ms, index loaded"
    )
    spread = Spread.of(times_ms)
    times = f"p50 {spread.p50_ms:.0f} ms   p95 {spread.p95_ms:.0f} ms"
    _print("queries", f"{times}   (aim: p95 at most 50 ms)")
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _print("memory", f"{peak_mb:,.0f} MB at most")


def time_ctags(root: Path, paths: Sequence[str]) -> float:
    """Return how long universal-ctags takes for the files, in seconds."""
    command = ["ctags", "--quiet=yes", "-f", os.devnull, "-L", "-"]
    start = perf_counter()
    subprocess.run(
        command, input="\n".join(paths).encode(), cwd=root, check=True, capture_output=True
    )
    return perf_counter() - start


def _time_queries(project: object) -> list[float]:
    from devagent.models import Project
    from devagent.services.searching import find_bug_location, find_by_description

    assert isinstance(project, Project)
    find_bug_location(project=project, report=_QUERIES[0])
    find_by_description(project=project, text=_QUERIES[0])
    times_ms = []
    for _ in range(_REPETITIONS):
        for text in _QUERIES:
            for find in (
                lambda t: find_bug_location(project=project, report=t),
                lambda t: find_by_description(project=project, text=t),
            ):
                start = perf_counter()
                find(text)
                times_ms.append((perf_counter() - start) * 1000)
    return times_ms


def _print(name: str, text: str) -> None:
    from rich.console import Console

    Console(highlight=False).print(f"{name:18}{text}", markup=False)


if __name__ == "__main__":
    main()
