"""Which of the things that a patch does a person should look at; pure.

It compares what the files did before with what they do after, so only what is new is told.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from sandbox.records import (
    MODE_EXECUTABLE,
    MODE_FILE,
    MODE_SUBMODULE,
    MODE_SYMLINK,
    FileChange,
    FileEntry,
)
from sandbox.verdicts.places import is_dependency_list, is_infrastructure, is_test, name_top_module
from sandbox.verdicts.python_policy import Finding, find_in_python
from sandbox.verdicts.records import Flag, FlagKind

_GIT_FILES = frozenset({".gitattributes", ".gitmodules"})
_NATIVE = frozenset({".so", ".pyd", ".pyc", ".pyo", ".node", ".wasm", ".dll", ".dylib", ".whl"})
_SCRIPTS = frozenset({".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".cts"})
_IMPORTED = (".py", ".so", ".pyd", ".pyc")
_TOOLS = frozenset({"pytest", "_pytest", "django", "vitest", "jest", "pluggy", "sandbox"})
_BUILT_IN = r"(?:Object|Array|Number|String|Math|JSON|Promise|Map|Set|Date|RegExp|Error|Symbol)"
_SCRIPT_PATTERNS = {
    FlagKind.TEST_TOOLS: r"['\"](?:vitest|jest|@jest/|@vitest/|node:test|chai|expect)\b",
    FlagKind.KNOWS_TESTS: (
        r"VITEST|JEST_WORKER|NODE_ENV|\bprocess\.argv|\bexpect\s*\(|\bimport\.meta\.(?:vitest|env)"
    ),
    FlagKind.ENDS_PROCESS: (
        r"(?<![.\w])process\s*\??\.\s*(?!(?:env|nextTick|hrtime|platform|cwd|uptime|argv)\b)[a-z_]|"
        r"(?<![.\w])process\s*(?:\?\.\s*)?(?:\[|/\*)|(?:^|[=(,])\s*process\s*(?:[;,)]|$)"
    ),
    FlagKind.PATCHES_OTHERS: (
        r"\bglobalThis\b|\bglobal\s*[.\[]|[=(,]\s*global\s*(?:[;,)]|$)|"
        rf"\b{_BUILT_IN}\s*\[|\b{_BUILT_IN}\.\w+\s*=(?!=)|[=(,]\s*{_BUILT_IN}\s*(?:;|$)|"
        r"\.prototype\s*[.\[]|\bObject\.(?:defineProperty|assign|"
        r"setPrototypeOf|defineProperties|is\s*=)|__proto__|\bReflect\.|\bnew Proxy\b|"
        r"\brequire\.cache"
    ),
    FlagKind.COMPARISON: (
        r"Symbol\.(?:toPrimitive|hasInstance|iterator|toStringTag)|asymmetricMatch"
    ),
    FlagKind.DYNAMIC_CODE: (
        r"\beval\b|\bFunction\s*[(.\[]|=\s*Function\b|\bimport\s*\(|\.\s*constructor\b|"
        r"['\"](?:node:)?(?:vm|module|constructor)['\"]|createRequire|\brequire\s*\(\s*[^'\"\s]|"
        r"\[\s*['\"`][^'\"`\]]*['\"`]\s*\+|\\u00[2-7]|\\u\{[2-7]|\\x[2-7]"
    ),
    FlagKind.DESCRIPTORS: (
        r"/proc/|writeSync|node:(?:fs|process)|['\"](?:fs(?:/promises)?|process)['\"]"
    ),
    FlagKind.NETWORK: (
        r"\bfetch\s*\(|node:(?:net|https?|dns)|['\"](?:net|https?|dns)['\"]|WebSocket"
    ),
    FlagKind.SURROUNDINGS: (
        r"\bperformance\s*[.\[]|\buptime\b|\bcpuUsage\b|stackTraceLimit|"
        r"['\"`]/(?:work|opt/env)(?:/|['\"`])|['\"](?:node:)?(?:os|perf_hooks)['\"]"
    ),
    FlagKind.PROCESSES: r"child_process|worker_threads|['\"]cluster['\"]",
    FlagKind.INTROSPECTION: (
        r"\.stack\b|captureStackTrace|prepareStackTrace|node:(?:inspector|v8|async_hooks)"
    ),
}


def scan(
    changes: Sequence[FileChange],
    named: frozenset[str] = frozenset(),
    foreign: frozenset[str] = frozenset(),
) -> list[Flag]:
    """Return what stands out in these changes, by path and line.

    ``named`` are files that decide how tests run though their own names do not say so; ``foreign``
    are modules that the project imports and has not.
    """
    flags = [flag for change in changes for flag in _scan_file(change)]
    for change in changes:
        top = name_top_module(change.path)
        if change.path in named:
            flags.append(Flag(kind=FlagKind.INFRASTRUCTURE, path=change.path))
        if change.before is None and top in foreign and change.path.endswith(_IMPORTED):
            flags.append(Flag(kind=FlagKind.SHADOWS, path=change.path, detail=top))
    return flags


def _scan_file(change: FileChange) -> Iterator[Flag]:
    for kind, detail in _list_kinds_of_file(change):
        yield Flag(kind=kind, path=change.path, detail=detail)
    if change.after is None or change.after.mode not in {MODE_FILE, MODE_EXECUTABLE}:
        return
    if not is_test(change.path):
        yield from _scan_content(change.path, change.before, change.after)


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


def _scan_content(path: str, before: FileEntry | None, after: FileEntry) -> Iterator[Flag]:
    suffix = PurePosixPath(path).suffix.casefold()
    if suffix in _NATIVE or b"\0" in after.content:
        yield Flag(kind=FlagKind.NATIVE, path=path)
        return
    try:
        found = _find(path, after.content)
    except ValueError as error:
        yield Flag(kind=FlagKind.UNPARSABLE, path=path, detail=str(error))
        return
    known = Counter(finding[:2] for finding in _find_or_nothing(path, before))
    for finding in found:
        known[finding[:2]] -= 1
        if known[finding[:2]] < 0:
            yield Flag(kind=finding.kind, path=path, line=finding.line, detail=finding.detail)


def _find(path: str, content: bytes) -> list[Finding]:
    suffix = PurePosixPath(path).suffix.casefold()
    if suffix in {".py", ".pyi", ".pyw"}:
        return find_in_python(content)
    if suffix in _SCRIPTS:
        return list(_find_in_script(content.decode(errors="replace")))
    return []


def _find_or_nothing(path: str, entry: FileEntry | None) -> list[Finding]:
    try:
        return _find(path, entry.content) if entry else []
    except ValueError:
        return []


def _find_in_script(text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.splitlines(), start=1):
        for kind, pattern in _SCRIPT_PATTERNS.items():
            for match in re.finditer(pattern, line):
                yield Finding(kind, match.group(), number)
