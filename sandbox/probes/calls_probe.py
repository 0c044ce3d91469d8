"""Notes with what tests call functions, or calls these with made inputs, in a project's pytest.

What it finds it leaves in a file of the workspace, which code under test could write too: it says
how fixes differ, and proves nothing.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from types import CodeType, FrameType
from typing import Any

import pytest

from sandbox.probes import pytest_probe
from sandbox.probes.behaviour import list_marks
from sandbox.probes.inputs import make_inputs
from sandbox.probes.observing import Clock

_MOST_CALLS = 50
_MOST_TEXT = 2_000
_CALL_S = 0.5
_SEED = 1
_UNLIKE = "its arguments are objects, which cannot be made"
_OPEN = "it takes any number of arguments, or some by name alone"

Target = tuple[str, str]


class Calls:
    """A plugin: notes the arguments of each call of a target that are literals."""

    def __init__(self, workspace: str, targets: Sequence[Target]) -> None:
        self._names = {
            (os.path.join(workspace, path), name): (path, name) for path, name in targets
        }
        self.found: dict[Target, list[tuple[Any, ...]]] = {target: [] for target in targets}
        self.unlike: dict[Target, str] = {}

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self) -> Iterator[None]:
        """Watch while a test runs."""
        sys.setprofile(self._note)
        yield
        sys.setprofile(None)

    def _note(self, frame: FrameType, event: str, _argument: object) -> None:
        code = frame.f_code
        target = self._names.get((code.co_filename, code.co_name)) if event == "call" else None
        if target is None or len(self.found[target]) >= _MOST_CALLS:
            return
        if _is_open(code):
            self.unlike[target] = _OPEN
            return
        arguments = tuple(frame.f_locals[name] for name in code.co_varnames[: code.co_argcount])
        if _is_literal(arguments):
            self.found[target].append(ast.literal_eval(repr(arguments)))
        else:
            self.unlike[target] = _UNLIKE


class Behaviours:
    """A plugin: calls the targets with inputs once the project's tests are loaded."""

    def __init__(self, workspace: str, inputs: Sequence[tuple[Target, Sequence[str]]]) -> None:
        self._workspace = workspace
        self._inputs = inputs
        self.found: list[dict[str, object]] = []

    def pytest_collection_finish(self) -> None:
        """Call each target in turn; one that is not there is left out."""
        for (path, name), texts in self._inputs:
            function = self._find(path, name)
            if function is not None:
                results = list_marks(function, list(map(ast.literal_eval, texts)), Clock(_CALL_S))
                outcomes = [text for _, text in results]
                self.found.append({"path": path, "name": name, "outcomes": outcomes})

    def _find(self, path: str, name: str) -> Callable[..., Any] | None:
        file = os.path.join(self._workspace, path)
        for module in list(sys.modules.values()):
            if getattr(module, "__file__", None) == file:
                return getattr(module, name, None)
        with suppress(Exception):
            dotted = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            found: Callable[..., Any] = getattr(importlib.import_module(dotted), name)
            return found
        return None


def _is_open(code: CodeType) -> bool:
    flags = inspect.CO_VARARGS | inspect.CO_VARKEYWORDS
    return bool(code.co_flags & flags) or code.co_kwonlyargcount > 0 or code.co_argcount == 0


def _is_literal(arguments: tuple[Any, ...]) -> bool:
    try:
        text = repr(arguments)
        return len(text) <= _MOST_TEXT and bool(ast.literal_eval(text) == arguments)
    except Exception:  # noqa: BLE001  # a repr of the project's may do anything
        return False


def main(settings: dict[str, Any]) -> None:
    """Run the tests as pytest_probe does, and write down calls, or what inputs lead to."""
    workspace = settings["workspace"]
    targets = [(path, name) for path, name in settings["targets"]]
    given = settings.get("inputs")
    calls = Calls(workspace, targets)
    behaviours = Behaviours(workspace, list(zip(targets, given or (), strict=False)))
    try:
        pytest_probe.main(settings, calls if given is None else behaviours)
    finally:
        found = behaviours.found if given is not None else _list_calls(calls, settings["most"])
        with open(os.path.join(workspace, settings["result"]), "w") as file:
            json.dump(found, file)


def _list_calls(calls: Calls, most: int) -> list[dict[str, object]]:
    return [
        {
            "path": path,
            "name": name,
            "inputs": [repr(each) for each in make_inputs(found, most, _SEED)],
            "fault": ""
            if found
            else calls.unlike.get((path, name), "no test that shows the bug calls it"),
        }
        for (path, name), found in calls.found.items()
    ]
