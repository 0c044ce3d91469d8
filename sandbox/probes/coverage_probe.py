"""Runs pytest on a project, and leaves which lines each test has run in a file of the workspace.

Code under test could write that file too, so it says where to look and proves nothing.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from typing import Any

import coverage
import pytest

from sandbox.probes import pytest_probe


class Contexts:
    """A plugin: has the lines that are run noted under the id of the test that runs them."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self._measured = measured

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Note the test with its fixtures, set up and torn down."""
        self._measured.switch_context(item.nodeid)
        yield
        self._measured.switch_context("")


def main(settings: dict[str, Any]) -> None:
    """Run the tests as pytest_probe does, and write down their lines."""
    workspace = settings["workspace"]
    measured = coverage.Coverage(
        data_file=None, config_file=False, source=[workspace], messages=False
    )
    measured.start()
    try:
        pytest_probe.main(settings, Contexts(measured))
    finally:
        measured.stop()
        with open(os.path.join(workspace, settings["result"]), "wb") as file:
            file.write(zlib.compress(json.dumps(_list_lines(measured, workspace)).encode()))


def _list_lines(measured: coverage.Coverage, workspace: str) -> dict[str, object]:
    """Return the lines of each file by test: bit n of a number stands for line n."""
    data = measured.get_data()
    tests: dict[str, int] = {}
    files = {}
    for name in sorted(data.measured_files()):
        lines: dict[int, int] = {}
        for line, contexts in data.contexts_by_lineno(name).items():
            for context in contexts:
                if context:
                    number = tests.setdefault(context, len(tests))
                    lines[number] = lines.get(number, 0) | 1 << line
        if lines:
            path = os.path.relpath(name, workspace)
            files[path] = {number: f"{bits:x}" for number, bits in lines.items()}
    return {"tests": list(tests), "files": files}
