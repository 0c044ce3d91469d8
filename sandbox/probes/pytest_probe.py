"""Runs pytest on a project and tells each test's outcome."""

from __future__ import annotations

import os
import sys
from typing import Any

import _pytest.assertion.rewrite
import _pytest.runner
import pytest

from sandbox.probes.channel import Tell, open_channel, shorten
from sandbox.probes.plain import disguise, leave_sandbox, level_stack

_PLAIN = ("--capture=no", "-pno:logging", "-pno:warnings", "-pno:faulthandler", "--assert=plain")


class Probe:
    """A plugin: adds test files to the collection, and tells what comes of each test."""

    def __init__(self, tell: Tell, added: list[str], *, is_plain: bool = False) -> None:
        self._tell = tell
        self._added = added
        self._is_plain = is_plain

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Add our files to what is collected, and hide from the code that it is being tested."""
        config.args.extend(self._added)
        os.environ.pop("PYTEST_VERSION", None)
        vars(_pytest.runner)["_update_current_test_var"] = _say_nothing
        vars(_pytest.assertion.rewrite)["_read_pyc"] = _read_nothing

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Tell what could not be loaded."""
        if report.failed:
            message = shorten(report.longrepr)
            self._tell({"kind": "broken", "id": report.nodeid, "message": message})

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Tell which tests there are."""
        self._tell({"kind": "collected", "ids": [item.nodeid for item in session.items]})
        if self._is_plain:
            modules = {sys.modules.get(item.obj.__module__) for item in _list_functions(session)}
            disguise(module for module in modules if module)

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self) -> None:
        """See to the stack just before a test is called."""
        if self._is_plain:
            level_stack()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Tell how one phase of a test has ended."""
        crash = getattr(report.longrepr, "reprcrash", None)
        message = getattr(crash, "message", None) or report.longrepr or ""
        outcome = "xfailed" if hasattr(report, "wasxfail") else report.outcome
        self._tell(
            {
                "kind": "phase",
                "id": report.nodeid,
                "when": report.when,
                "outcome": outcome,
                "duration_s": report.duration,
                "message": shorten(message) if outcome != "passed" else "",
            }
        )

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """Tell that the run has come to its end."""
        self._tell({"kind": "end", "status": int(exitstatus)})


def _list_functions(session: pytest.Session) -> list[pytest.Function]:
    return [item for item in session.items if isinstance(item, pytest.Function)]


def _say_nothing(_item: pytest.Item, _when: str | None) -> None:
    """Put no name of a test into the environment."""


def _read_nothing(*_: object) -> None:
    """Take no compiled form of a test for the test."""


def main(settings: dict[str, Any], *plugins: object) -> None:
    """Run the tests that are selected, or all, with files added that are always collected.

    A plain run is one that nothing shows to be a run of tests.
    """
    workspace, is_plain = settings["workspace"], settings["is_plain"]
    probe = Probe(open_channel(), settings["added"], is_plain=is_plain)
    if is_plain:
        workspace = leave_sandbox(workspace)
    sys.argv[1:] = []
    sys.path.insert(0, workspace)
    # Ids are told from the workspace on, and no failure may end the run for the rest.
    options = ["-q", "--color=no", "--no-header", "--maxfail=0"]
    options += [f"--rootdir={workspace}", *(_PLAIN if is_plain else ())]
    sys.exit(pytest.main([*options, *settings["selection"]], plugins=[probe, *plugins]))
