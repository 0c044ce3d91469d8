"""What the files of a snapshot take from each other, followed through packages that hand it on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from devagent.index.records import Import
from devagent.index.search.corpus import Corpus

WHOLE = "*"
"""Stands for a module as such, by which each of its names can be had."""
_MOST_HANDED_ON = 3

Taken = Mapping[int, frozenset[str]]


class ImportGraph:
    """Imports within a corpus, by the numbers of its files."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._written = [self._resolve_all(file) for file in range(len(corpus.paths))]
        self._defined = [
            frozenset(symbol.name for symbol in parsed.symbols if not symbol.owner)
            for parsed in corpus.files
        ]
        self._followed: dict[int, Taken] = {}

    def written(self, file: int) -> Taken:
        """Return the files that a file imports, as it is written, with the names taken of each."""
        return self._written[file]

    def followed(self, file: int) -> Taken:
        """Return the same, with the files that the names come from in the end besides."""
        if file not in self._followed:
            found: defaultdict[int, set[str]] = defaultdict(set)
            for other, names in self._written[file].items():
                found[other] |= names
                for name in names:
                    self._follow(other, name, found, _MOST_HANDED_ON)
            self._followed[file] = {one: frozenset(names) for one, names in found.items()}
        return self._followed[file]

    def foreign(self, file: int) -> list[str]:
        """Return the modules that a file imports and that are not of the project, by name."""
        imports = self._corpus.files[file].imports
        return sorted({one.module for one in imports if not self._resolve(file, one)})

    @cached_property
    def importers(self) -> Mapping[int, Sequence[int]]:
        """The files that import a file, by its number."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for file, taken in enumerate(self._written):
            for other in taken:
                found[other].append(file)
        return found

    def _follow(self, file: int, name: str, found: dict[int, set[str]], depth: int) -> None:
        """Add where a file itself has a name from, if it does not define it."""
        if not depth or name in self._defined[file]:
            return
        for other, names in self._written[file].items():
            if other != file and (name == WHOLE or name in names or WHOLE in names):
                known = found.setdefault(other, set())
                if name not in known:
                    # A module taken as such gives all that it has taken itself.
                    known |= names if name == WHOLE else {name}
                    self._follow(other, name, found, depth - 1)

    def _resolve_all(self, file: int) -> Taken:
        found: defaultdict[int, set[str]] = defaultdict(set)
        for imported in self._corpus.files[file].imports:
            for other, names in self._resolve(file, imported).items():
                found[other] |= names
        found.pop(file, None)
        return {other: frozenset(names) for other, names in found.items()}

    def _resolve(self, file: int, imported: Import) -> dict[int, set[str]]:
        """Return the files that one import brings in, with the names that it takes of each."""
        resolve = self._corpus.modules.resolve
        modules = resolve(file, Import(module=imported.module))
        found = {other: set(imported.names) or {WHOLE} for other in modules}
        for name in imported.names:
            for other in resolve(file, Import(module=imported.module, names=(name,))):
                found.setdefault(other, {WHOLE})
        return found
