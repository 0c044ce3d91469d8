"""Files are prepared alike one by one, many at once, and by several processes."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

from devagent.index import preparing
from devagent.index.preparing import Prepared, core_count, prepare, prepare_all


def test_processes_prepare_files_as_one_does_alone_in_order() -> None:
    files = [(b"def f_%d():\n    return '%d of many'\n" % (n, n), "python") for n in range(80)]
    files[40] = (b"\0", "python")

    prepared = list(prepare_all(files))

    assert [one.reason for one in prepared].index("binary") == 40
    assert prepared == [one for file in files for one in prepare([file])]


def test_files_are_counted_few_at_a_time_however_small_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counts = list[int]()

    def count(files: Sequence[tuple[bytes, str]]) -> list[Prepared]:
        counts.append(len(files))
        return prepare(files)

    monkeypatch.setattr(preparing, "prepare", count)
    monkeypatch.setattr(preparing, "core_count", lambda: 1)

    assert len(list(prepare_all([(b"", "python")] * 600))) == 600
    assert counts == [256, 256, 88]


def test_where_all_files_are_skipped_nothing_is_parsed() -> None:
    assert [one.reason for one in prepare_all([(b"\0", "python")])] == ["binary"]
    assert list(prepare_all([])) == []


def test_where_the_system_tells_no_share_of_the_cores_all_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity")

    assert [one.reason for one in prepare_all([(b"\0", "python")])] == ["binary"]
    assert core_count() == os.cpu_count()
