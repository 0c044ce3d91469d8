"""Files are prepared alike one by one, many at once, and by several processes."""

from __future__ import annotations

import os

import pytest

from devagent.index.preparing import core_count, prepare, prepare_all


def test_processes_prepare_files_as_one_does_alone_in_order() -> None:
    files = [(b"def f_%d():\n    return '%d of many'\n" % (n, n), "python") for n in range(80)]
    files[40] = (b"\0", "python")

    prepared = list(prepare_all(files))

    assert [one.reason for one in prepared].index("binary") == 40
    assert prepared == [one for file in files for one in prepare([file])]


def test_where_all_files_are_skipped_nothing_is_parsed() -> None:
    assert [one.reason for one in prepare_all([(b"\0", "python")])] == ["binary"]
    assert list(prepare_all([])) == []


def test_where_the_system_tells_no_share_of_the_cores_all_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity")

    assert [one.reason for one in prepare_all([(b"\0", "python")])] == ["binary"]
    assert core_count() == os.cpu_count()
