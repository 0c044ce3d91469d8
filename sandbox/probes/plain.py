"""Makes a test run look like a program that is simply run: other places, other names."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from types import CodeType, FunctionType, ModuleType

_PATH = "/usr/local/bin:/usr/bin:/bin"
_ROOM = 1_000


def leave_sandbox(workspace: str) -> str:
    """Go to a copy of the workspace, and let this process look like any other; return the copy.

    Nothing is left in the workspace. Where there is no room for a copy, it stays what it is. Call
    it before any code of the project is loaded.
    """
    home = f"/tmp/{os.urandom(4).hex()}"  # noqa: S108  # the sandbox's own
    copy = f"{home}/{os.urandom(4).hex()}"
    try:
        shutil.copytree(workspace, copy, symlinks=True)
    except (OSError, shutil.Error):
        shutil.rmtree(home, ignore_errors=True)
        copy = workspace
    os.chdir(copy)
    if copy != workspace:
        _empty(workspace)
    sys.dont_write_bytecode = False
    sys.prefix = sys.exec_prefix = sys.base_prefix
    os.environ.clear()
    os.environ |= {"PATH": _PATH, "HOME": home, "USER": "app", "LANG": "C.UTF-8"}
    return copy


def _empty(folder: str) -> None:
    with os.scandir(folder) as entries:
        for entry in list(entries):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                os.unlink(entry.path)


def level_stack() -> None:
    """Leave as much room on the stack as a program has that calls what is tested directly."""
    depth, frame = 0, sys._getframe()  # noqa: SLF001  # the way to it
    while frame.f_back:
        depth, frame = depth + 1, frame.f_back
    sys.setrecursionlimit(_ROOM + depth)


def disguise(modules: Iterable[ModuleType]) -> None:
    """Give the functions of test modules, and the modules, names and files that no test has."""
    for module in modules:
        word = f"m{os.urandom(4).hex()}"
        with contextlib.suppress(OSError):
            os.unlink(str(module.__file__))
        for function in _list_functions(vars(module), module.__name__):
            function.__code__ = _rename(function.__code__, word)
        _forget(module.__name__)
        module.__name__ = word
        sys.modules[word] = module


def _forget(name: str) -> None:
    """Have nobody find the module under its name any more."""
    sys.modules.pop(name, None)
    package, _, last = name.rpartition(".")
    if package in sys.modules:
        vars(sys.modules[package]).pop(last, None)


def _list_functions(space: Mapping[str, object], home: str) -> list[FunctionType]:
    found: list[FunctionType] = []
    for value in list(space.values()):
        if isinstance(value, FunctionType) and value.__module__ == home:
            found += [value, *_list_wrapped(value)]
        elif isinstance(value, type) and value.__module__ == home:
            found += _list_functions(vars(value), home)
    return found


def _list_wrapped(function: FunctionType) -> list[FunctionType]:
    wrapped = vars(function).get("__wrapped__")
    return [wrapped, *_list_wrapped(wrapped)] if isinstance(wrapped, FunctionType) else []


def _rename(code: CodeType, word: str) -> CodeType:
    inner = tuple(
        _rename(one, word) if isinstance(one, CodeType) else one for one in code.co_consts
    )
    return code.replace(
        co_filename=f"/srv/{word}.py", co_name=word, co_qualname=word, co_consts=inner
    )
