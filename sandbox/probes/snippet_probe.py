"""Runs the test of a snippet for many candidates, each in a fork that nothing was loaded in.

In the first of its ways it watches the snippet as it is; in the second it tells which candidates
pass, in the third what they do on inputs near those of the test.
"""

from __future__ import annotations

import gc
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from sandbox.probes.behaviour import list_marks
from sandbox.probes.forking import ForkServer, Tell
from sandbox.probes.guarded_tree import GuardedTree, Spoiled
from sandbox.probes.inputs import make_inputs
from sandbox.probes.observing import CallRecorder, Clock, Observer
from sandbox.probes.steps import Namespace, SnippetTest

_FILENAME = "snippet.py"
_INPUT_S = 0.2

Work = Callable[[str, Tell], int]


def main(settings: dict[str, Any]) -> None:
    """Do for each source that stdin gives what the settings say."""
    stdin = json.load(sys.stdin)
    server = ForkServer(settings["timeout_s"], settings["memory_bytes"])
    os.chdir(settings["workspace"])
    random.seed(0)
    test = SnippetTest(stdin["test"], stdin["entry_point"])
    ways: dict[str, Callable[[], Work]] = {
        "observe": lambda: partial(_observe, test, stdin["entry_point"], settings["step_s"]),
        "screen": lambda: _Screen(test, settings).run,
        "behave": lambda: _Behave(test, stdin, settings).run,
    }
    _serve(server, settings, stdin["sources"], ways[settings["way"]]())


def _serve(
    server: ForkServer, settings: Mapping[str, Any], sources: Sequence[str], work: Work
) -> None:
    tree = GuardedTree(settings["workspace"])
    gc.collect()
    gc.freeze()
    gc.disable()  # a fork copies each page that a collection touches
    until = time.monotonic() + settings["within_s"]
    for index, source in enumerate(sources):
        if time.monotonic() > until:
            break
        server.run(index, partial(work, source))
        try:
            tree.restore({})
        except Spoiled:
            return
    server.tell(kind="end")


def load(source: str) -> Namespace:
    """Return the names that a snippet defines."""
    namespace: Namespace = {"__name__": "snippet"}
    exec(compile(source, _FILENAME, "exec", dont_inherit=True), namespace)  # noqa: S102
    return namespace


def _observe(test: SnippetTest, entry_point: str, step_s: float, source: str, tell: Tell) -> int:
    namespace = load(source)
    observer = Observer(_FILENAME, Clock(step_s))
    with observer:
        test.run_steps(namespace, observer.step, namespace[entry_point])
    grouped: dict[tuple[bool, frozenset[int]], list[int]] = {}
    for number, passed, lines in observer.steps:
        grouped.setdefault((passed, lines), []).append(number)
    tell(
        {
            "kind": "observed",
            "groups": [
                {"passed": passed, "lines": sorted(lines), "steps": numbers}
                for (passed, lines), numbers in grouped.items()
            ],
            "independent": sorted(test.independent),
            "crashes": sorted(observer.crashes),
            "kinds": observer.kinds(),
            "message": observer.message,
        }
    )
    return 0


class _Screen:
    """Runs the assertions that fail without a fix first, and then the whole test."""

    def __init__(self, test: SnippetTest, settings: Mapping[str, Any]) -> None:
        self._test = test
        self._cpu_s = settings["cpu_s"]
        first = frozenset(settings["first"])
        self._run_first = test.compile_only(first) if first else None

    def run(self, source: str, tell: Tell) -> int:
        """Tell whether the test passes."""
        # The signal's own effect ends the process: nothing that the code catches keeps it.
        signal.setitimer(signal.ITIMER_VIRTUAL, self._cpu_s)
        passed, message = True, ""
        try:
            if self._run_first:
                self._run_first(load(source))
            self._test.run(load(source))
        except BaseException as error:  # noqa: BLE001  # whatever it raises, it has failed
            passed, message = False, type(error).__name__
        tell({"kind": "tested", "passed": passed, "message": message})
        return 0


class _Behave:
    """Runs candidates on inputs near those that the test calls the snippet with."""

    def __init__(
        self, test: SnippetTest, stdin: Mapping[str, Any], settings: Mapping[str, Any]
    ) -> None:
        self._test = test
        self._entry_point = stdin["entry_point"]
        self._settings = settings

    def run(self, source: str, tell: Tell) -> int:
        """Tell a mark for each input; all candidates that pass see the same inputs."""
        namespace = load(source)
        recorder = CallRecorder(namespace[self._entry_point])
        self._test.run(namespace, recorder)
        inputs = make_inputs(recorder.calls, self._settings["inputs"], self._settings["seed"])
        clock = Clock(_INPUT_S)
        function = load(source)[self._entry_point]
        found = list(list_marks(function, inputs, clock))
        tell({"kind": "behaved", "marks": [mark for mark, _ in found]})
        return 0
