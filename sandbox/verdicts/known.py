"""What a project has and uses before a patch, which tells what of the patch is new to it; pure."""

from __future__ import annotations

import posixpath
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox.records import FileChange, FileEntry
from sandbox.verdicts.places import (
    SCRIPT_SUFFIXES,
    is_dependency_list,
    is_infrastructure,
    is_test,
    list_named_files,
)
from sandbox.verdicts.support import list_foreign_modules, list_support_files

_VARIABLE = re.compile(rb"\b[A-Z][A-Z0-9_]{2,}\b")
_WHOLE_FOLDER = re.compile(r"/(?:__init__|index)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the base commit has.

    ``named`` are files that decide how tests run though their own names do not say so; ``foreign``
    are modules that are imported and not its own. ``modules`` are those, its own and those in lists
    of dependencies, as text; ``variables`` are words in capitals, as variables of the environment
    are called; None of either means that nothing is known of it. ``places`` gives files by what
    they are imported as; the tests of those in ``documented`` are examples in their texts.
    """

    named: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()
    modules: str | None = None
    variables: frozenset[str] | None = None
    places: Mapping[str, frozenset[str]] = field(default_factory=dict)
    documented: frozenset[str] = frozenset()

    def has_variable(self, name: str) -> bool:
        """Whether the project may have asked for this variable before."""
        return self.variables is None or name in self.variables

    def is_new_module(self, name: str) -> bool:
        """Whether this top module is none of the language, the project or its dependencies."""
        if self.modules is None or name in sys.stdlib_module_names:
            return False
        return name.casefold().replace("_", "-") not in self.modules

    def list_hidden(self, change: FileChange, removed: frozenset[str]) -> list[str]:
        """Return the files that an added file is imported in place of, or that hide it."""
        found = self.places.get(_place(change.path), frozenset()) - removed
        return sorted(found) if change.before is None and found else []


def learn(
    files: Sequence[FileEntry],
    tests: frozenset[str] = frozenset(),
    documented: frozenset[str] = frozenset(),
) -> Known:
    """Return what these files of the base commit tell; ``tests`` are more files that hold tests."""
    places: dict[str, set[str]] = {}
    for file in files:
        if _is_code(file.path):
            places.setdefault(_place(file.path), set()).add(file.path)
    held = frozenset(path for path in tests - documented if not is_test(path))
    return Known(
        named=list_named_files(files) | list_support_files(files) | held,
        foreign=list_foreign_modules(files),
        modules="\n".join(_list_modules(files)).casefold().replace("_", "-"),
        variables=frozenset(
            word.decode() for file in files for word in _VARIABLE.findall(file.content)
        ),
        places={place: frozenset(paths) for place, paths in places.items()},
        documented=documented,
    )


def _list_modules(files: Sequence[FileEntry]) -> Iterator[str]:
    program = [file for file in files if not is_test(file.path)]
    yield from list_foreign_modules(program)
    yield from {part for file in files for part in file.path.replace(".", "/").split("/")}
    for file in files:
        if is_dependency_list(file.path) or is_infrastructure(file.path):
            yield file.content.decode(errors="replace")


def _is_code(path: str) -> bool:
    return path.endswith((".py", *SCRIPT_SUFFIXES)) and not path.endswith(".d.ts")


def _place(path: str) -> str:
    """Return what a file is imported as: its path without suffix, its folder for a package."""
    return _WHOLE_FOLDER.sub("", posixpath.splitext(path)[0])
