"""Loads a project's tests once and runs them for many candidates, each in a fork.

Where a candidate changes only bodies of functions, its fork has everything loaded already. Else it
is told as unsuited, and a process that has not loaded the project forks for it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import CodeType, FrameType, FunctionType
from typing import Any, cast

import pytest

from sandbox.probes.edits import Swap, Unsuited, find_swaps, index_functions
from sandbox.probes.forking import ForkServer, Tell, Work, load
from sandbox.probes.guarded_tree import GuardedTree, Spoiled
from sandbox.probes.pytest_probe import Probe

_OPTIONS = ["-q", "-s", "--color=no", "--no-header", "--tb=native"]
_OPTIONS += ["-p", "no:cacheprovider"]

Files = Mapping[str, bytes | None]


def main(settings: dict[str, Any]) -> None:
    """Run the selected tests for each candidate that stdin gives; stop where one spoils files."""
    candidates = load(sys.stdin.buffer)
    server = ForkServer(settings["timeout_s"], settings["memory_bytes"])
    sys.argv[1:] = []
    sys.path.insert(0, settings["workspace"])
    sys.dont_write_bytecode = True
    os.chdir(settings["workspace"])
    options = [*_OPTIONS, f"--rootdir={settings['workspace']}", *settings["selection"]]
    warm = _Warm(settings["workspace"], server, candidates)
    if settings["is_fresh"]:
        warm.serve(lambda tell: int(pytest.main(["-x", *options], plugins=[Probe(tell, [])])))
    else:
        sys.setprofile(warm.note_call)
        pytest.main(options, plugins=[warm])
    if not warm.is_spoiled:
        server.tell(kind="end")


class _Warm:
    """A plugin that takes the place of pytest's loop over tests."""

    def __init__(self, workspace: str, server: ForkServer, candidates: Sequence[Files]) -> None:
        self._folder = f"{workspace}/"
        self._server = server
        self._candidates = candidates
        self._tree = GuardedTree(workspace)
        self._called: set[CodeType] = set()
        self._functions: dict[CodeType, list[FunctionType]] = {}
        self._loaded: dict[str, str] = {}
        self.is_spoiled = False

    def note_call(self, frame: FrameType, event: str, _argument: object) -> None:
        """Note which functions of the project run while it is loaded."""
        if event == "call" and frame.f_code.co_filename.startswith(self._folder):
            self._called.add(frame.f_code)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the collected tests for each candidate, in forks."""
        _set_up_what_is_shared(session)
        sys.setprofile(None)
        self._functions = index_functions(self._folder)
        self._loaded = _list_loaded(self._folder)
        probe = Probe(lambda _record: None, [])
        session.config.pluginmanager.register(probe)

        def run(tell: Tell) -> int:
            probe._tell = tell  # noqa: SLF001  # of this fork, which has a pipe of its own
            return _run_items(session, tell)

        self.serve(run, find_swaps=self._find_swaps)
        return True

    def serve(
        self,
        work: Work,
        *,
        find_swaps: Callable[[Files], list[Swap]] = lambda _files: [],
    ) -> None:
        """Do the work for each candidate in a fork with its files; stop where one spoils others."""
        gc.collect()
        gc.freeze()
        gc.disable()  # a fork copies each page that a collection touches
        for index, files in enumerate(self._candidates):
            try:
                swaps = find_swaps(files)
            except Unsuited:
                self._server.tell(kind="unsuited", index=index)
                continue
            before = self._tree.apply(files)
            self._server.run(index, partial(self._swap_and, swaps, work))
            try:
                self._tree.restore(before)
            except Spoiled:
                self.is_spoiled = True  # the next candidates need a new workspace
                return

    def _swap_and(self, swaps: list[Swap], work: Work, tell: Tell) -> int:
        for old, new in swaps:
            for function in self._functions.get(old, []):
                function.__code__ = new
        importlib.invalidate_caches()
        return work(tell)

    def _find_swaps(self, files: Files) -> list[Swap]:
        swaps: list[Swap] = []
        for path, new in files.items():
            name = self._loaded.get(self._folder + path)
            old = self._tree.read(path)
            if name is not None:
                if old is None or new is None:
                    raise Unsuited("A loaded file comes or goes.")
                swaps += find_swaps(name, old, new)
            elif old != new and not path.endswith(".py"):
                raise Unsuited("A file that may have been read while loading differs.")
        if any(old in self._called for old, _ in swaps):
            raise Unsuited("A function that differs has run while loading.")
        return swaps


def _set_up_what_is_shared(session: pytest.Session) -> None:
    """Set up the fixtures of the first test once, and leave those that outlive it.

    So a database is made once, and not by each fork. Where that fails, each fork does it itself.
    """
    if not session.items:
        return
    item = session.items[0]
    state = session._setupstate  # noqa: SLF001  # pytest has no public way to set one up alone
    try:
        state.setup(item)
        state.teardown_exact(cast("pytest.Item", item.parent))
    except Exception:  # noqa: BLE001  # whatever the project's fixtures raise
        with contextlib.suppress(Exception):
            state.teardown_exact(None)
    if isinstance(item, pytest.Function):
        item._initrequest()  # noqa: SLF001  # or its own fixtures count as set up


def _run_items(session: pytest.Session, tell: Tell) -> int:
    """Run the tests until one fails, as that settles it."""
    tell({"kind": "collected", "ids": [item.nodeid for item in session.items]})
    failed_before = session.testsfailed
    for item, following in zip(session.items, [*session.items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed > failed_before:
            break
    tell({"kind": "end", "status": 0})
    return 0


def _list_loaded(folder: str) -> dict[str, str]:
    """Return the project's loaded files by real name, with the name that their code has."""
    names = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    return {os.path.realpath(name): name for name in names if name and name.startswith(folder)}
