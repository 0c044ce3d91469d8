"""Runs the test of a snippet for many candidates, in forks of a process that has loaded none.

In the first of its ways it watches the snippet as it is; in the second it tells which candidates
pass, in the third what they do on inputs near those of the test.
"""

from __future__ import annotations

import ast
import gc
import importlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from sandbox.probes.behaviour import list_marks
from sandbox.probes.forking import ForkServer, Tell
from sandbox.probes.guarded_tree import GuardedTree, Spoiled
from sandbox.probes.inputs import make_inputs
from sandbox.probes.observing import CallRecorder, Clock, Grader, Observer
from sandbox.probes.steps import Namespace, SnippetTest

_FILENAME = "snippet.py"
_INPUT_S = 0.1
_LEFT_OUT = frozenset({"antigravity", "idlelib", "this", "turtledemo"})  # they do things at once

Work = Callable[[int, Sequence[str], Tell], int]


def main(settings: dict[str, Any]) -> None:
    """Do for each source that stdin gives what the settings say."""
    stdin = json.load(sys.stdin)
    server = ForkServer(settings["timeout_s"], settings["memory_bytes"])
    os.chdir(settings["workspace"])
    test = SnippetTest(stdin["test"], stdin["entry_point"])
    _preload([stdin["test"], *stdin["sources"][:1]])
    ways: dict[str, Callable[[], Work]] = {
        "observe": lambda: _one_by_one(
            partial(_observe, test, stdin["entry_point"], settings["step_s"])
        ),
        "screen": lambda: _Screen(test, settings).run,
        "grade": lambda: partial(_grade, test, stdin["entry_point"], settings["cpu_s"]),
        "behave": lambda: _one_by_one(_Behave(test, stdin["entry_point"], settings).run),
    }
    _serve(server, settings, stdin["sources"], ways[settings["way"]]())


def _serve(
    server: ForkServer, settings: Mapping[str, Any], sources: Sequence[str], work: Work
) -> None:
    """Give each fork some sources; where one ends it, the next fork goes on behind that one."""
    tree = GuardedTree(settings["workspace"])
    gc.collect()
    gc.freeze()
    gc.disable()  # a fork copies each page that a collection touches
    until = time.monotonic() + settings["within_s"]
    index, size = 0, settings["at_once"]
    while index < len(sources) and time.monotonic() < until:
        some = sources[index : index + size]
        told = server.run(index, partial(work, index, some))
        index += min(told + 1, len(some)) if told < len(some) else len(some)
        try:
            tree.restore({})
        except Spoiled:
            return
    server.tell(kind="end")


def _one_by_one(work: Callable[[str, Tell], None]) -> Work:
    def run(_start: int, sources: Sequence[str], tell: Tell) -> int:
        work(sources[0], tell)
        return 0

    return run


def _preload(texts: Sequence[str]) -> None:
    """Import what the texts import of Python's own modules, so that no fork has to."""
    for text in texts:
        for node in ast.walk(ast.parse(text)):
            names = [alias.name for alias in getattr(node, "names", ()) if hasattr(alias, "name")]
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names if isinstance(node, ast.Import | ast.ImportFrom) else ():
                if name.partition(".")[0] in sys.stdlib_module_names - _LEFT_OUT:
                    with suppress(ImportError):
                        importlib.import_module(name)


def load(source: str) -> Namespace:
    """Return the names that a snippet defines."""
    random.seed(0)  # Python seeds it anew in each fork
    namespace: Namespace = {"__name__": "snippet"}
    exec(compile(source, _FILENAME, "exec", dont_inherit=True), namespace)  # noqa: S102
    return namespace


def _observe(test: SnippetTest, entry_point: str, step_s: float, source: str, tell: Tell) -> None:
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
            "cpu_s": observer.cpu_s,
        }
    )


def _grade(
    test: SnippetTest,
    entry_point: str,
    cpu_s: float,
    start: int,
    sources: Sequence[str],
    tell: Tell,
) -> int:
    """Tell of each candidate which assertions pass, counted in the order in which they run."""
    for index, source in enumerate(sources, start):
        grader = Grader()
        signal.setitimer(signal.ITIMER_PROF, cpu_s)
        with suppress(Exception):
            namespace = load(source)
            test.run_steps(namespace, grader.step, namespace[entry_point])
        tell({"kind": "graded", "index": index, "passed": grader.passed})
    return 0


class _Screen:
    """Runs the assertions that fail without a fix first, and then the whole test."""

    def __init__(self, test: SnippetTest, settings: Mapping[str, Any]) -> None:
        self._test = test
        self._cpu_s, self._wall_s = settings["cpu_s"], settings["wall_s"]
        first = frozenset(settings["first"])
        self._run_first = test.compile_only(first) if first else None

    def run(self, start: int, sources: Sequence[str], tell: Tell) -> int:
        """Tell of each candidate whether the test passes with it."""
        for index, source in enumerate(sources, start):
            # The signals' own effect ends the process: nothing that the code catches keeps it.
            signal.setitimer(signal.ITIMER_PROF, self._cpu_s)
            signal.setitimer(signal.ITIMER_REAL, self._wall_s)
            message = self._try(source)
            tell({"kind": "tested", "index": index, "passed": not message, "message": message})
        return 0

    def _try(self, source: str) -> str:
        try:
            if self._run_first:
                self._run_first(load(source))
            self._test.run(load(source))
        except BaseException as error:  # noqa: BLE001  # whatever it raises, it has failed
            return type(error).__name__
        return ""


class _Behave:
    """Runs candidates on inputs near those that the test calls the snippet with."""

    def __init__(self, test: SnippetTest, entry_point: str, settings: Mapping[str, Any]) -> None:
        self._test = test
        self._entry_point = entry_point
        self._settings = settings

    def run(self, source: str, tell: Tell) -> None:
        """Tell a mark for each input; all candidates that pass see the same inputs."""
        namespace = load(source)
        recorder = CallRecorder(namespace[self._entry_point])
        self._test.run(namespace, recorder)
        inputs = make_inputs(recorder.calls, self._settings["inputs"], self._settings["seed"])
        clock = Clock(_INPUT_S)
        function = load(source)[self._entry_point]
        found = list(list_marks(function, inputs, clock))
        tell({"kind": "behaved", "marks": [mark for mark, _ in found]})
