"""Which of the things that a patch does a person should look at; pure.

It compares what the files did before with what they do after, so only what is new is told.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from pathlib import PurePosixPath

from sandbox.records import (
    MODE_EXECUTABLE,
    MODE_FILE,
    MODE_SUBMODULE,
    MODE_SYMLINK,
    FileChange,
    FileEntry,
)
from sandbox.verdicts.answers import Answers, find_answers
from sandbox.verdicts.classes import list_merged
from sandbox.verdicts.constants import list_redefined, list_redefined_in_script
from sandbox.verdicts.known import Known
from sandbox.verdicts.places import is_dependency_list, is_infrastructure, is_test, name_top_module
from sandbox.verdicts.python_policy import VARIABLE, Finding, find_in_python, is_of_the_system
from sandbox.verdicts.records import Flag, FlagKind
from sandbox.verdicts.script_policy import find_in_script
from sandbox.verdicts.support import list_foreign_modules

_GIT_FILES = frozenset({".gitattributes", ".gitmodules"})
_NATIVE = frozenset({".so", ".pyd", ".pyc", ".pyo", ".node", ".wasm", ".dll", ".dylib", ".whl"})
_SCRIPTS = frozenset({".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts"})
_EXAMPLE = re.compile(r"^[ \t]*>>>.*(?:\n(?!\s*$|.*(?:\"\"\"|''')).*)*", re.MULTILINE)
_IMPORTED = (".py", ".so", ".pyd", ".pyc")
_TOOLS = frozenset({"pytest", "_pytest", "django", "vitest", "jest", "pluggy", "sandbox"})


def scan(
    changes: Sequence[FileChange], known: Known | None = None, answers: Sequence[Answers] = ()
) -> list[Flag]:
    """Return what stands out in these changes, by path and line.

    ``known`` is what the base commit has; ``answers`` are the values in tests to be repaired.
    """
    known = known or Known()
    flags = [flag for change in changes for flag in _scan_file(change, answers)]
    removed = frozenset(change.path for change in changes if change.after is None)
    flags = [flag for flag in flags if not _is_asked_before(flag, known)]
    flags += [flag for change in changes for flag in _compare(change, known, removed)]
    names = frozenset().union(*(one.names for one in answers))
    flags += [flag for change in changes for flag in _list_rebound(change, names)]
    added = {name for change in changes if change.after and (name := _name_at_top(change.path))}
    flags += [flag for change in changes for flag in _list_merged(change)]
    return flags + [flag for change in changes for flag in _list_new(change, known, added)]


def _is_asked_before(flag: Flag, known: Known) -> bool:
    """Whether the flag is for a variable of the environment that the project has asked for."""
    name = flag.detail.removeprefix(VARIABLE)
    return name != flag.detail and not is_of_the_system(name) and known.has_variable(name)


def _compare(change: FileChange, known: Known, removed: frozenset[str]) -> Iterator[Flag]:
    """Yield what stands out beside what the project has."""
    top = name_top_module(change.path)
    if change.path in known.named or (
        change.path in known.documented and _examples(change.before) != _examples(change.after)
    ):
        yield Flag(kind=FlagKind.INFRASTRUCTURE, path=change.path)
    if change.before is None and top in known.foreign and change.path.endswith(_IMPORTED):
        yield Flag(kind=FlagKind.SHADOWS, path=change.path, detail=top)
    for hidden in known.list_hidden(change, removed):
        yield Flag(kind=FlagKind.SHADOWS, path=change.path, detail=hidden)


def _list_rebound(change: FileChange, names: Set[str]) -> Iterator[Flag]:
    """Yield the constants that tests to be repaired expect, and that the patch changes."""
    if not names or change.before is None or change.after is None or is_test(change.path):
        return
    before, after = change.before.content, change.after.content
    suffix = PurePosixPath(change.path).suffix.casefold()
    changed: list[str] = []
    if suffix == ".py":
        changed = list_redefined(before, after, names)
    elif suffix in _SCRIPTS:
        old, new = before.decode(errors="replace"), after.decode(errors="replace")
        changed = list_redefined_in_script(old, new, names)
    for name in changed:
        yield Flag(kind=FlagKind.KNOWS_TESTS, path=change.path, detail=f"{name} of a test")


def _list_merged(change: FileChange) -> Iterator[Flag]:
    """Yield the members and classes that the patch makes other names of others."""
    is_code = change.path.casefold().endswith(".py") and not is_test(change.path)
    if is_code and change.before and change.after:
        for detail in list_merged(change.before.content, change.after.content):
            yield Flag(kind=FlagKind.COMPARISON, path=change.path, detail=detail)


def _list_new(change: FileChange, known: Known, added: Set[str]) -> Iterator[Flag]:
    """Yield the modules that a file imports and that neither the project nor the patch has."""
    if change.after and not is_test(change.path):
        for name in sorted(list_foreign_modules([change.after]) - added):
            if known.is_new_module(name):
                detail = f"imports {name}"
                yield Flag(kind=FlagKind.DEPENDENCIES, path=change.path, detail=detail)


def _name_at_top(path: str) -> str:
    """Return the name of a module that is found before any installed one; nothing of others."""
    name = path.removesuffix(".py").removesuffix("/__init__")
    return name if path.endswith(".py") and "/" not in name else ""


def _examples(file: FileEntry | None) -> list[str]:
    """Return the lines of a file that are examples to be run, and what is expected of them."""
    text = file.content.decode(errors="replace") if file else ""
    return [match.group() for match in _EXAMPLE.finditer(text)]


def _scan_file(change: FileChange, answers: Sequence[Answers]) -> Iterator[Flag]:
    for kind, detail in _list_kinds_of_file(change):
        yield Flag(kind=kind, path=change.path, detail=detail)
    if change.after is None or change.after.mode not in {MODE_FILE, MODE_EXECUTABLE}:
        return
    if not is_test(change.path):
        yield from _scan_content(change.path, change.before, change.after, answers)


def _list_kinds_of_file(change: FileChange) -> Iterator[tuple[FlagKind, str]]:
    path = PurePosixPath(change.path)
    modes = [side.mode for side in (change.before, change.after) if side]
    if MODE_SYMLINK in modes:
        yield FlagKind.SYMLINK, ""
    elif MODE_SUBMODULE in modes:
        yield FlagKind.SUBMODULE, ""
    elif len(set(modes)) > 1 or (change.before is None and MODE_EXECUTABLE in modes):
        yield FlagKind.MODE, " to ".join(f"{mode:o}" for mode in modes)
    if path.name.casefold() in _GIT_FILES:
        yield FlagKind.GIT_FILE, path.name
    if is_infrastructure(change.path):
        yield FlagKind.INFRASTRUCTURE, path.name
    elif is_test(change.path):
        yield FlagKind.TESTS, path.name
    if is_dependency_list(change.path):
        yield FlagKind.DEPENDENCIES, path.name
    if change.before is None:
        yield from _shadows(path)


def _shadows(path: PurePosixPath) -> Iterator[tuple[FlagKind, str]]:
    taken = sys.stdlib_module_names | _TOOLS
    for part in {path.parts[0].partition(".")[0], path.name.partition(".")[0]}:
        if part in taken and (len(path.parts) == 1 or part == path.parts[0]):
            yield FlagKind.SHADOWS, part


def _scan_content(
    path: str, before: FileEntry | None, after: FileEntry, answers: Sequence[Answers]
) -> Iterator[Flag]:
    suffix = PurePosixPath(path).suffix.casefold()
    if suffix in _NATIVE or b"\0" in after.content:
        yield Flag(kind=FlagKind.NATIVE, path=path)
        return
    try:
        found = _find(path, after.content, answers)
    except ValueError as error:
        yield Flag(kind=FlagKind.UNPARSABLE, path=path, detail=str(error))
        return
    known = Counter(finding[:2] for finding in _find_or_nothing(path, before, answers))
    for finding in found:
        known[finding[:2]] -= 1
        if known[finding[:2]] < 0:
            yield Flag(kind=finding.kind, path=path, line=finding.line, detail=finding.detail)


def _find(path: str, content: bytes, answers: Sequence[Answers]) -> list[Finding]:
    suffix = PurePosixPath(path).suffix.casefold()
    if suffix in {".py", ".pyi", ".pyw"}:
        return [*find_in_python(content), *find_answers(content, answers)]
    if suffix in _SCRIPTS:
        return find_in_script(content.decode(errors="replace"), answers)
    return []


def _find_or_nothing(
    path: str, entry: FileEntry | None, answers: Sequence[Answers]
) -> list[Finding]:
    try:
        return _find(path, entry.content, answers) if entry else []
    except ValueError:
        return []
