"""The files of one snapshot, ready to be searched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from devagent.index.packing import PackedFile
from devagent.index.records import Symbol
from devagent.index.roles import Role, find_role
from devagent.index.search.modules import ModuleNames
from devagent.index.search.postings import Floats, Integers
from devagent.index.search.words import JoinedWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """Which tests are about which sources, each pair with its share from 0 to 1."""

    tests: Integers
    sources: Integers
    shares: Floats


class Corpus:
    """Files with their words; segments are numbered through: ``first_segments[file] + segment``."""

    def __init__(self, files: Iterable[tuple[str, PackedFile]]) -> None:
        pairs = list(files)
        self.paths: Sequence[str] = [path for path, _ in pairs]
        self.files: Sequence[PackedFile] = [packed for _, packed in pairs]
        self.roles: Sequence[Role] = [find_role(path) for path in self.paths]
        self.modules = ModuleNames(self.paths)
        self.words = JoinedWords([packed.words for packed in self.files], self.paths)
        # Filled when the first report is judged by it.
        self.subjects: Subjects | None = None

    @property
    def first_segments(self) -> Integers:
        """The number of each file's first segment, and behind them that of all segments."""
        return self.words.first_segments

    @property
    def file_of_segment(self) -> Integers:
        """The number of the file that a segment lies in."""
        return self.words.file_of_segment

    @cached_property
    def definitions(self) -> dict[str, list[int]]:
        """The segments that define a name, by that name."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for first, packed in zip(self.first_segments.tolist(), self.files, strict=False):
            for segment, name in enumerate(packed.names, start=first + 1):
                found[name].append(segment)
        return dict(found)

    def defines(self, file: int, name: str) -> bool:
        """Return whether a file defines a name."""
        return name in self.files[file].names

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
