"""The classes of a corpus by name: what they are derived from, and their members.

Classes of one language and name are taken for one, as only their names are written where they are
derived from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from devagent.analysis.references import References
from devagent.analysis.structure import Structure
from devagent.index.search.corpus import Corpus

_PLAIN = frozenset({"object"})

Key = tuple[bool, str]
"""Whether it is a class of Python, and its name."""


class Classes:
    """Bases and members of classes."""

    def __init__(
        self, corpus: Corpus, structure: Structure, references: Sequence[References]
    ) -> None:
        self._corpus, self._structure = corpus, structure
        self.is_python = [parsed.language == "python" for parsed in corpus.files]
        self._bases = self._index_bases(references)
        self._members = self._index_members()
        self._ancestors: dict[Key, frozenset[str]] = {}

    def bases(self, segment: int) -> Sequence[str]:
        """Return the names of the classes that a class is derived from, as they are written."""
        return self._bases.get(self._key(segment), ())

    def has_foreign_base(self, segment: int, known: frozenset[str] = _PLAIN) -> bool:
        """Return whether a class is derived from one neither of the project nor among ``known``."""
        defined = self._corpus.definitions
        return any(one not in defined and one not in known for one in self.ancestors(segment))

    def ancestors(self, segment: int) -> frozenset[str]:
        """Return the names of all classes that a class is derived from."""
        key = self._key(segment)
        if key not in self._ancestors:
            is_python, name = key
            found: set[str] = set()
            waiting = [name]
            while waiting:
                bases = self._bases.get((is_python, waiting.pop()), ())
                waiting += [base for base in bases if base not in found]
                found.update(bases)
            self._ancestors[key] = frozenset(found)
        return self._ancestors[key]

    def inherited(self, segment: int, name: str) -> list[int]:
        """Return the members of that name of the classes that a class is derived from."""
        is_python = self._key(segment)[0]
        return [
            member
            for ancestor in self.ancestors(segment)
            for member in self._members.get((is_python, ancestor, name), ())
        ]

    def _key(self, segment: int) -> Key:
        file = self._structure.file_of(segment)
        return self.is_python[file], self._structure.symbol(segment).name

    def _index_bases(self, references: Sequence[References]) -> Mapping[Key, Sequence[str]]:
        found: defaultdict[Key, list[str]] = defaultdict(list)
        for file, one in enumerate(references):
            for base in one.bases:
                owner = self._structure.segment_at(file, base.line)
                if self._structure.find_symbol(owner):
                    found[self._key(owner)].append(base.name)
        return found

    def _index_members(self) -> Mapping[tuple[bool, str, str], Sequence[int]]:
        found: defaultdict[tuple[bool, str, str], list[int]] = defaultdict(list)
        for name, segments in self._corpus.definitions.items():
            for segment in segments:
                owner = self._structure.owning_class(segment)
                if owner is not None:
                    found[*self._key(owner), name].append(segment)
        return found
