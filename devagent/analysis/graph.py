"""Which definitions of a snapshot use which: the references of all files, resolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from devagent.analysis.classes import Classes
from devagent.analysis.imports import ImportGraph
from devagent.analysis.references import Manner, References, Use
from devagent.analysis.resolving import Resolver
from devagent.analysis.structure import Structure
from devagent.index.search.corpus import Corpus

_UNCLEAR = frozenset({Manner.ATTRIBUTE, Manner.STRING, Manner.TEMPLATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A use of a definition: the file and line that it stands on, and how it is written."""

    file: int
    line: int
    manner: Manner


class CodeGraph:
    """The uses of all definitions of a corpus; ``references`` are those of its files, in order."""

    def __init__(self, corpus: Corpus, references: Sequence[References]) -> None:
        self.corpus, self.references = corpus, references
        self.structure = Structure(corpus)
        self.imports = ImportGraph(corpus)
        self.classes = Classes(corpus, self.structure, references)
        self._resolver = Resolver(corpus, self.structure, self.imports, self.classes)
        self._uses = self._index_uses()
        self._decorators = self._index_decorators()
        # Filled by name, when one is first asked for.
        self._meanings: dict[str, Mapping[int, Sequence[Reference]]] = {}

    def list_uses(self, segment: int) -> Sequence[Reference]:
        """Return the uses of a definition outside of itself, in the order of files and lines."""
        return self._find_meanings(self.structure.symbol(segment).name).get(segment, ())

    def list_meant(self, file: int, use: Use) -> Sequence[int]:
        """Return the definitions that a name of a file may stand for."""
        return self._resolver.resolve(file, use)

    def list_overridden(self, segment: int) -> Sequence[int]:
        """Return the members of the project's classes in whose place a member is called."""
        owner = self.structure.owning_class(segment)
        if owner is None:
            return ()
        return self.classes.inherited(owner, self.structure.symbol(segment).name)

    def decorators(self, segment: int) -> Sequence[str]:
        """Return the names of a definition's decorators."""
        line = self.structure.symbol(segment).start_line
        return self._decorators.get((self.structure.file_of(segment), line), ())

    def has_unclear_uses(self, segment: int) -> bool:
        """Return whether an attribute, string or template may mean it, or another of its name."""
        meant = sum(use.manner in _UNCLEAR for use in self.list_uses(segment))
        return sum(1 for use in self._list_mentions(segment) if use.manner in _UNCLEAR) > meant

    def is_mentioned(self, segment: int) -> bool:
        """Return whether anything outside of a definition has its name, whatever that means."""
        return any(True for _ in self._list_mentions(segment))

    def _list_mentions(self, segment: int) -> Iterator[Use]:
        for file, use in self._uses.get(self.structure.symbol(segment).name, ()):
            if not self.structure.contains(segment, file, use.line):
                yield use

    def _find_meanings(self, name: str) -> Mapping[int, Sequence[Reference]]:
        """Return the uses of each definition of a name."""
        if name not in self._meanings:
            found: defaultdict[int, list[Reference]] = defaultdict(list)
            for file, use in self._uses.get(name, ()):
                reference = Reference(file=file, line=use.line, manner=use.manner)
                for segment in dict.fromkeys(self._resolver.resolve(file, use)):
                    if not self.structure.contains(segment, file, use.line):
                        found[segment].append(reference)
            self._meanings[name] = found
        return self._meanings[name]

    def _index_uses(self) -> Mapping[str, Sequence[tuple[int, Use]]]:
        """Return the uses of names that are defined somewhere, by the last part of the name."""
        defined = self.corpus.definitions
        found: defaultdict[str, list[tuple[int, Use]]] = defaultdict(list)
        for file, references in enumerate(self.references):
            for use in references.uses:
                last = use.name.rpartition(".")[2]
                if last in defined:
                    found[last].append((file, use))
        return found

    def _index_decorators(self) -> Mapping[tuple[int, int], Sequence[str]]:
        found: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
        for file, references in enumerate(self.references):
            for mark in references.decorators:
                found[file, mark.line].append(mark.name)
        return found
