"""The files of one snapshot, ready to be searched."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from devagent.index.records import ParsedFile, Symbol
from devagent.index.roles import Role, find_role
from devagent.index.search.modules import ModuleNames
from devagent.index.search.postings import (
    Floats,
    Integers,
    Postings,
    Vocabulary,
    count_postings,
)
from devagent.index.terms import list_terms

_PATH_WEIGHT = 3
_Number = TypeVar("_Number", np.int32, np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """Which tests are about which sources, each pair with its share from 0 to 1."""

    tests: Integers
    sources: Integers
    shares: Floats


class Corpus:
    """Files with postings of their words, names and messages.

    ``bodies``, ``names`` and ``messages`` have a document for each file, ``passages`` and
    ``headings`` one for each segment, numbered
    ``first_segments[file] + segment``.
    """

    def __init__(self, files: Iterable[tuple[str, ParsedFile]]) -> None:
        pairs = list(files)
        self.paths: Sequence[str] = [path for path, _ in pairs]
        self.files: Sequence[ParsedFile] = [parsed for _, parsed in pairs]
        self.roles: Sequence[Role] = [find_role(path) for path in self.paths]
        self.modules = ModuleNames(self.paths)
        self.vocabulary = Vocabulary()
        sizes = [len(parsed.symbols) + 1 for parsed in self.files]
        self.first_segments: Integers = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
        self.file_of_segment: Integers = np.repeat(np.arange(len(pairs), dtype=np.int32), sizes)
        self.passages, self.bodies = self._read_words()
        self.names = count_postings(self._count_names(number) for number in range(len(pairs)))
        self.messages = count_postings(
            dict.fromkeys(self.vocabulary.add({phrase for _, phrase in parsed.phrases}), 1.0)
            for parsed in self.files
        )
        # Filled when the first report is judged by it.
        self.subjects: Subjects | None = None

    def _read_words(self) -> tuple[Postings, Postings]:
        """Return the postings of all words by segment and by file."""
        segments, terms, counts = [], [], []
        for first, parsed in zip(self.first_segments, self.files, strict=False):
            words = parsed.words
            numbers = np.array(self.vocabulary.add(words.vocabulary), dtype=np.int32)
            segments.append(words.segments.astype(np.int32) + first)
            terms.append(numbers[words.terms])
            counts.append(words.counts.astype(np.float32))
        places, numbered = _join(segments, np.int32), _join(terms, np.int32)
        counted = _join(counts, np.float32)
        passages = Postings(places, numbered, counted, int(self.first_segments[-1]))
        return passages, self._sum_by_file(self.file_of_segment[places], numbered, counted)

    def _sum_by_file(self, files: Integers, terms: Integers, counts: Floats) -> Postings:
        width = max(len(self.vocabulary), 1)
        keys, inverse = np.unique(files.astype(np.int64) * width + terms, return_inverse=True)
        summed = np.bincount(inverse, weights=counts, minlength=len(keys)).astype(np.float32)
        documents, numbered = (keys // width).astype(np.int32), (keys % width).astype(np.int32)
        return Postings(documents, numbered, summed, len(self.files))

    def _count_names(self, file: int) -> Counter[int]:
        names: Counter[int] = Counter()
        for symbol in self.files[file].symbols:
            names.update(self.vocabulary.add(list_terms(symbol.name)))
        for number in self.vocabulary.add(list_terms(self.paths[file].rpartition(".")[0])):
            names[number] += _PATH_WEIGHT
        return names

    @cached_property
    def headings(self) -> Postings:
        """The qualified names of symbols; a file's own segment has its path."""
        return count_postings(
            Counter(self.vocabulary.add(list_terms(heading)))
            for path, parsed in zip(self.paths, self.files, strict=True)
            for heading in (path, *(symbol.qualified_name for symbol in parsed.symbols))
        )

    @cached_property
    def definitions(self) -> dict[str, list[int]]:
        """The segments that define a name, by that name."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for first, parsed in zip(self.first_segments, self.files, strict=False):
            for segment, symbol in enumerate(parsed.symbols, start=int(first) + 1):
                found[symbol.name].append(segment)
        return dict(found)

    def symbol(self, segment: int) -> Symbol | None:
        """Return the symbol of a segment; None for what is outside of symbols."""
        file = int(self.file_of_segment[segment])
        local = segment - int(self.first_segments[file])
        return self.files[file].symbols[local - 1] if local else None

    def best_passages(self, scores: Floats) -> Floats:
        """Return for each file the highest score of its segments."""
        if not self.paths:
            return scores
        best: Floats = np.maximum.reduceat(scores, self.first_segments[:-1])
        return best

    def segment_at(self, file: int, line: int) -> int:
        """Return the innermost segment of a file around a line."""
        first = int(self.first_segments[file])
        around = [
            (symbol.end_line - symbol.start_line, first + number)
            for number, symbol in enumerate(self.files[file].symbols, start=1)
            if symbol.start_line <= line <= symbol.end_line
        ]
        return min(around)[1] if around else first


def _join(arrays: Sequence[NDArray[_Number]], kind: type[_Number]) -> NDArray[_Number]:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=kind)
