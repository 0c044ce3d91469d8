"""Finds files by paths of which only the end is known, by dotted names, and by imports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from devagent.index.records import Import

_MOST_MEANT = 2


class ModuleNames:
    """The files of a snapshot by every end of their paths, without suffix."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._by_end: defaultdict[str, list[int]] = defaultdict(list)
        for number, path in enumerate(paths):
            stem = path.rpartition(".")[0].removesuffix("/__init__").removesuffix("/index")
            parts = stem.split("/")
            for start in range(len(parts)):
                self._by_end["/".join(parts[start:])].append(number)

    def find_path(self, path: str) -> list[int]:
        """Return the files that share the longest end with a path that somebody wrote."""
        parts = [part for part in path.split("/") if part not in {"", ".", ".."}]
        for start in range(len(parts)):
            end = "/".join(parts[start:])
            stem = end.rpartition(".")[0].removesuffix("/__init__").removesuffix("/index")
            found = [one for one in self._by_end.get(stem, ()) if self._ends(one, end)]
            if found:
                return found
        return []

    def find_module(self, dotted: str) -> tuple[list[int], str]:
        """Return the files of the longest module that a dotted name begins with, and the rest."""
        parts = dotted.split(".")
        for end in range(len(parts), 1, -1):
            found = self._by_end.get("/".join(parts[:end]))
            if found:
                return found, ".".join(parts[end:])
        return [], ""

    def resolve(self, file: int, imported: Import) -> Iterator[int]:
        """Yield the files that an import in a file brings in, where it is plain which."""
        base = _absolute(self._paths[file], imported.module)
        for name in ("", *imported.names):
            found = self._by_end.get(f"{base}/{name}".strip("/") if name else base, ())
            if len(found) <= _MOST_MEANT:
                yield from found

    def _ends(self, file: int, end: str) -> bool:
        path = self._paths[file]
        return path == end or path.endswith(f"/{end}")


def _absolute(origin: str, module: str) -> str:
    """Return the path without suffix that a module's name stands for, seen from a file."""
    if "/" in module:
        return _follow(origin.split("/")[:-1] if module.startswith(".") else [], module)
    name = module.lstrip(".")
    dots = len(module) - len(name)
    folder = origin.split("/")[:-dots] if dots else []
    return "/".join([*folder, *(name.split(".") if name else [])])


def _follow(folder: list[str], module: str) -> str:
    for part in module.split("/"):
        if part == "..":
            folder = folder[:-1]
        elif part not in {".", "@", "~"}:
            folder = [*folder, part]
    return "/".join(folder)
