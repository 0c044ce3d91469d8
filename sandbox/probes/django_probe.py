"""Runs a Django project's tests with its own runner and tells each test's outcome."""

from __future__ import annotations

import os
import sys
import time
import unittest
from collections.abc import Callable
from functools import partial
from typing import Any

from sandbox.probes.channel import Tell, open_channel, shorten
from sandbox.probes.plain import disguise, leave_sandbox, level_stack

_NOWHERE = "/proc/none"


def main(settings: dict[str, Any]) -> None:
    """Run the tests that are selected, by dotted name, or all."""
    tell = open_channel()
    sys.argv[1:] = ["test"]
    is_plain, workspace = settings["is_plain"], settings["workspace"]
    if is_plain:
        workspace = leave_sandbox(workspace)
    sys.path.insert(0, workspace)
    os.environ["DJANGO_SETTINGS_MODULE"] = settings["settings_module"]
    import django
    from django.conf import settings as django_settings
    from django.test.runner import DiscoverRunner  # noqa: F401  # all of it is loaded here
    from django.test.utils import get_runner

    django.setup()
    sys.pycache_prefix = _NOWHERE  # tests are loaded from their text, never from a compiled form
    runner_class = get_runner(django_settings, settings["test_runner"] or None)

    class Runner(runner_class):  # type: ignore[valid-type,misc]  # known when it runs
        def get_resultclass(self) -> Callable[..., Result]:
            return partial(Result, tell, is_plain)

        def run_suite(self, suite: Any, **options: Any) -> Any:
            tests = _list_tests(suite)
            tell({"kind": "collected", "ids": [test.id() for test in tests]})
            if is_plain:
                disguise({sys.modules[type(test).__module__] for test in tests})
            return super().run_suite(suite, **options)

    failures = Runner(verbosity=1, interactive=False, parallel=1).run_tests(settings["selection"])
    tell({"kind": "end", "status": 1 if failures else 0})
    sys.exit(1 if failures else 0)


def _list_tests(suite: Any) -> list[Any]:
    if not isinstance(suite, unittest.BaseTestSuite):
        return [suite]
    return [test for part in suite for test in _list_tests(part)]


class Result(unittest.TextTestResult):
    """Tells an outcome for each test; of several, the last failure counts."""

    def __init__(self, send: Tell, is_plain: bool, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._send = send
        self._is_plain = is_plain
        self._started = 0.0

    def startTest(self, test: unittest.TestCase) -> None:  # noqa: N802
        self._started = time.perf_counter()
        super().startTest(test)
        if self._is_plain:
            vars(sys.modules["django.core.mail"]).pop("outbox", None)  # tests alone have one
            level_stack()

    def stopTest(self, test: unittest.TestCase) -> None:  # noqa: N802
        self._tell(test, "teardown", "passed", "")
        super().stopTest(test)

    def addSuccess(self, test: unittest.TestCase) -> None:  # noqa: N802
        self._tell(test, "call", "passed", "")
        super().addSuccess(test)

    def addFailure(self, test: unittest.TestCase, err: Any) -> None:  # noqa: N802
        self._tell(test, "call", "failed", err[1])
        super().addFailure(test, err)

    def addError(self, test: unittest.TestCase, err: Any) -> None:  # noqa: N802
        message = f"{type(err[1]).__name__}: {err[1]}"
        if hasattr(test, "_testMethodName"):
            self._tell(test, "call", "failed", message)
        else:  # setUpClass and the like, which stand for tests that then never run
            self._send({"kind": "broken", "id": str(test), "message": shorten(message)})
        super().addError(test, err)

    def addSubTest(self, test: Any, subtest: Any, err: Any) -> None:  # noqa: N802
        if err is not None:
            self._tell(test, "call", "failed", err[1])
        super().addSubTest(test, subtest, err)

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:  # noqa: N802
        self._tell(test, "call", "skipped", reason)
        super().addSkip(test, reason)

    def addExpectedFailure(self, test: unittest.TestCase, err: Any) -> None:  # noqa: N802
        self._tell(test, "call", "xfailed", err[1])
        super().addExpectedFailure(test, err)

    def addUnexpectedSuccess(self, test: unittest.TestCase) -> None:  # noqa: N802
        self._tell(test, "call", "failed", "it was expected to fail, and passed")
        super().addUnexpectedSuccess(test)

    def _tell(self, test: Any, when: str, outcome: str, message: object) -> None:
        duration_s = time.perf_counter() - self._started if when == "call" else 0.0
        self._send(
            {
                "kind": "phase",
                "id": test.id(),
                "when": when,
                "outcome": outcome,
                "duration_s": duration_s,
                "message": shorten(message) if outcome != "passed" else "",
            }
        )
