"""The peak of memory: from the control group where there is one, else from processes."""

from __future__ import annotations

import pytest

from sandbox.records import Command, Isolation, PeakMemory, Sandbox
from tests.sandbox.conftest import LIMITS

COUNTERS = "/sys/fs/cgroup/memory.peak /sys/fs/cgroup/memory/memory.max_usage_in_bytes"
RESET = f"for file in {COUNTERS}; do echo 0 >$file && echo reset; done"


def test_peak_is_told_with_what_it_counts(shared: Sandbox) -> None:
    result = shared.run(Command(argv=["python3", "-c", "x = b'x' * 50_000_000"]))

    is_grouped = shared.isolation is not Isolation.BUBBLEWRAP
    assert (result.peak_memory_of is PeakMemory.CONTROL_GROUP) == is_grouped
    assert 50_000_000 < result.peak_memory_bytes <= LIMITS.total_memory_bytes


def test_peak_of_a_control_group_counts_files_and_is_closed_to_code(sandbox: Sandbox) -> None:
    if sandbox.isolation is Isolation.BUBBLEWRAP:
        pytest.skip("there is no control group")
    script = f"head -c 15000000 /dev/zero >/work/file; {RESET}"

    result = sandbox.run(Command(argv=["sh", "-c", script]))

    assert b"reset" not in result.stdout
    assert result.peak_memory_bytes > 15_000_000
