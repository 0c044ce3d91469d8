"""What a name in a file stands for: resolved as by a reader who does not run the code.

Within the file, by what it imports, and for attributes of unknown objects by how few definitions
have that name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from devagent.analysis.classes import Classes
from devagent.analysis.imports import WHOLE, ImportGraph
from devagent.analysis.references import Manner, Use
from devagent.analysis.structure import Structure
from devagent.index.search.corpus import Corpus

# An attribute that more classes have may be any of them.
_MOST_MEANT = 3

_Homes = Mapping[int, Sequence[int]]
"""The definitions of one name and language by the file that they are in."""


class Resolver:
    """Finds the definitions that names stand for."""

    def __init__(
        self, corpus: Corpus, structure: Structure, imports: ImportGraph, classes: Classes
    ) -> None:
        self._corpus, self._structure = corpus, structure
        self._imports, self._classes = imports, classes
        self._homes = self._index_homes()

    def resolve(self, file: int, use: Use) -> list[int]:
        """Return the segments of the definitions that a use in a file may mean."""
        key = (self._classes.is_python[file], use.name.rpartition(".")[2])
        homes = self._homes.get(key)
        return list(self._list_meant(file, use, homes)) if homes else []

    def _list_meant(self, file: int, use: Use, homes: _Homes) -> Iterator[int]:
        if use.manner is Manner.PLAIN:
            yield from self._list_near(file, use, homes)
        if use.manner in {Manner.PLAIN, Manner.IMPORT}:
            yield from self._list_taken(file, use.name, homes)
        elif use.manner is Manner.ATTRIBUTE:
            yield from self._list_taken(file, WHOLE, homes)
            yield from self._list_members(file, homes)
        elif use.manner is Manner.OWN:
            yield from self._list_own(file, use)
        elif use.manner is Manner.STRING:
            yield from self._list_named(file, use, homes)

    def _index_homes(self) -> Mapping[tuple[bool, str], _Homes]:
        found: defaultdict[tuple[bool, str], defaultdict[int, list[int]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for name, segments in self._corpus.definitions.items():
            for segment in segments:
                file = self._structure.file_of(segment)
                found[self._classes.is_python[file], name][file].append(segment)
        return found

    def _list_near(self, file: int, use: Use, homes: _Homes) -> Iterator[int]:
        """Yield definitions of the same file that a bare name can see."""
        for segment in homes.get(file, ()):
            owner = self._structure.owner(segment)
            if owner is None or self._structure.contains(owner, file, use.line):
                yield segment

    def _list_taken(self, file: int, name: str, homes: _Homes) -> Iterator[int]:
        """Yield definitions on the top of files of which the name, or all, was imported."""
        taken = self._imports.followed(file)
        for home in homes.keys() & taken.keys() - {file}:
            if name in taken[home] or WHOLE in taken[home]:
                yield from (one for one in homes[home] if self._structure.owner(one) is None)

    def _list_members(self, file: int, homes: _Homes) -> Iterator[int]:
        """Yield members of classes that an attribute of some object may be."""
        near = {file, *self._imports.followed(file)}
        is_rare = sum(map(len, homes.values())) <= _MOST_MEANT
        for home in homes if is_rare else homes.keys() & near:
            for segment in homes[home]:
                if self._structure.owning_class(segment) is not None:
                    yield segment

    def _list_own(self, file: int, use: Use) -> list[int]:
        """Return members of the classes around a line, and of those that they are derived from."""
        found = []
        around: int | None = self._structure.segment_at(file, use.line)
        while around is not None and self._structure.find_symbol(around):
            owner = self._structure.owning_class(around)
            if owner is not None:
                own = self._homes[self._classes.is_python[file], use.name].get(file, ())
                found += [one for one in own if self._structure.owner(one) == owner]
                found += self._classes.inherited(owner, use.name)
            around = self._structure.owner(around)
        return found

    def _list_named(self, file: int, use: Use, homes: _Homes) -> Iterator[int]:
        """Yield what a string names: in full, or by a name of the file or that is its alone."""
        modules, rest = self._corpus.modules.find_module(use.name)
        is_alone = sum(map(len, homes.values())) == 1
        for home, segments in homes.items():
            for segment in segments:
                if modules:
                    qualified = self._structure.symbol(segment).qualified_name
                    is_meant = home in modules and rest == qualified
                else:
                    is_meant = home == file or is_alone
                if is_meant:
                    yield segment
