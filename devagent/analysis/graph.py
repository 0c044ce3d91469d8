"""Which definitions of a snapshot use which: references resolved by name, import and class.

Names are resolved as by a reader who does not run the code: within the file, by what it imports,
and for attributes of unknown objects by how few definitions have that name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from devagent.analysis.imports import WHOLE, ImportGraph
from devagent.analysis.references import Manner, References, Use
from devagent.index.records import Kind, Symbol
from devagent.index.search.corpus import Corpus

# An attribute that more classes have may be any of them.
_MOST_MEANT = 3
_PLAIN = frozenset({"object"})
_UNCLEAR = frozenset({Manner.ATTRIBUTE, Manner.STRING})


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
        self.imports = ImportGraph(corpus)
        self._uses = self._index_uses()
        self._bases = self._index_bases()
        self._decorators = self._index_decorators()

    def list_uses(self, segment: int) -> Iterator[Reference]:
        """Yield the uses of a definition outside of itself, in the order of files and lines."""
        symbol = self.corpus.symbol(segment)
        if symbol is None:
            return
        own_file = int(self.corpus.file_of_segment[segment])
        for file, use in self._uses.get(symbol.name, ()):
            is_inside = file == own_file and symbol.start_line <= use.line <= symbol.end_line
            if not is_inside and self._means(file, use, segment, symbol):
                yield Reference(file=file, line=use.line, manner=use.manner)

    def list_meant(self, file: int, use: Use) -> list[int]:
        """Return the definitions that a name of a file may stand for."""
        return [
            segment
            for segment in self.corpus.definitions.get(use.name.rpartition(".")[2], ())
            if self._means(file, use, segment, self.symbol(segment))
        ]

    def symbol(self, segment: int) -> Symbol:
        """Return the symbol of a definition."""
        symbol = self.corpus.symbol(segment)
        if symbol is None:
            raise ValueError(f"Segment {segment} is a file's code outside of its definitions.")
        return symbol

    def owner(self, segment: int) -> int | None:
        """Return the definition around one; None for those on the top of a file."""
        symbol = self.corpus.symbol(segment)
        if symbol is None or not symbol.owner:
            return None
        return int(self.corpus.first_segments[self.file_of(segment)]) + symbol.owner

    def file_of(self, segment: int) -> int:
        """Return the number of the file that a segment lies in."""
        return int(self.corpus.file_of_segment[segment])

    def bases(self, segment: int) -> Sequence[str]:
        """Return the names of the classes that a class is derived from, as they are written."""
        symbol = self.corpus.symbol(segment)
        return self._bases.get(symbol.name, ()) if symbol else ()

    def decorators(self, segment: int) -> Sequence[str]:
        """Return the names of a definition's decorators."""
        symbol = self.corpus.symbol(segment)
        line = symbol.start_line if symbol else 0
        return self._decorators.get((self.file_of(segment), line), ())

    def has_foreign_base(self, segment: int, known: frozenset[str] = _PLAIN) -> bool:
        """Return whether a class is derived from one neither of the project nor among ``known``."""
        names = self._ancestors(self.symbol(segment).name)
        return any(name not in self.corpus.definitions and name not in known for name in names)

    def has_unclear_uses(self, segment: int) -> bool:
        """Return whether an attribute or string may mean a definition, or another of its name."""
        symbol = self.symbol(segment)
        return any(
            use.manner in _UNCLEAR and not self._means(file, use, segment, symbol)
            for file, use in self._uses.get(symbol.name, ())
        )

    def _index_uses(self) -> Mapping[str, Sequence[tuple[int, Use]]]:
        defined = self.corpus.definitions
        found: defaultdict[str, list[tuple[int, Use]]] = defaultdict(list)
        for file, references in enumerate(self.references):
            for use in references.uses:
                last = use.name.rpartition(".")[2]
                if last in defined:
                    found[last].append((file, use))
        return found

    def _index_bases(self) -> Mapping[str, Sequence[str]]:
        """Return the bases of classes by name: classes of one name share them."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for file, references in enumerate(self.references):
            for base in references.bases:
                owner = self.corpus.symbol(self.corpus.segment_at(file, base.line))
                if owner:
                    found[owner.name].append(base.name)
        return found

    def _index_decorators(self) -> Mapping[tuple[int, int], Sequence[str]]:
        found: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
        for file, references in enumerate(self.references):
            for mark in references.decorators:
                found[file, mark.line].append(mark.name)
        return found

    def _means(self, file: int, use: Use, segment: int, symbol: Symbol) -> bool:
        """Return whether a name of a file stands for a definition."""
        if use.manner is Manner.STRING:
            return self._is_named(file, use, segment, symbol)
        if use.manner is Manner.ADDRESS:
            return False
        owner = self.owner(segment)
        around = self.corpus.symbol(owner) if owner else None
        if owner is None or around is None:
            return self._means_top(file, use, self.file_of(segment), symbol)
        is_within = file == self.file_of(segment) and (
            around.start_line <= use.line <= around.end_line
        )
        if around.kind is not Kind.CLASS or use.manner is Manner.PLAIN:
            return is_within and use.manner is Manner.PLAIN
        if use.manner is Manner.OWN:
            return is_within or self._is_derived(file, use.line, around.name)
        return use.manner is Manner.ATTRIBUTE and self._may_have(file, segment, symbol)

    def _means_top(self, file: int, use: Use, home: int, symbol: Symbol) -> bool:
        if file == home:
            return use.manner is Manner.PLAIN
        taken = self.imports.followed(file).get(home, frozenset())
        if use.manner is Manner.ATTRIBUTE:
            return WHOLE in taken
        return use.manner is not Manner.OWN and (symbol.name in taken or WHOLE in taken)

    def _may_have(self, file: int, segment: int, symbol: Symbol) -> bool:
        """Return whether an attribute of some object may be this member of a class."""
        home = self.file_of(segment)
        known = home == file or home in self.imports.followed(file)
        return known or len(self.corpus.definitions[symbol.name]) <= _MOST_MEANT

    def _is_derived(self, file: int, line: int, ancestor: str) -> bool:
        """Return whether the class around a line is derived from one of that name."""
        segment: int | None = self.corpus.segment_at(file, line)
        while segment is not None:
            symbol = self.corpus.symbol(segment)
            if symbol and symbol.kind is Kind.CLASS and ancestor in self._ancestors(symbol.name):
                return True
            segment = self.owner(segment)
        return False

    def _ancestors(self, name: str) -> set[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            for base in self._bases.get(waiting.pop(), ()):
                if base not in found:
                    found.add(base)
                    waiting.append(base)
        return found

    def _is_named(self, file: int, use: Use, segment: int, symbol: Symbol) -> bool:
        """Return whether a string names a definition: in full, or by a name that is its alone."""
        home = self.file_of(segment)
        files, rest = self.corpus.modules.find_module(use.name)
        if files:
            return home in files and rest == symbol.qualified_name
        return file == home or len(self.corpus.definitions[symbol.name]) == 1
