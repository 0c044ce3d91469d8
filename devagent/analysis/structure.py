"""How the definitions of a corpus lie in each other, and in which one a line stands."""

from __future__ import annotations

import numpy as np

from devagent.index.records import WHOLE_FILE, Kind, Symbol
from devagent.index.search.corpus import Corpus
from devagent.index.search.postings import Integers


class Structure:
    """Segments of a corpus by file, line and owner."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._firsts: list[int] = corpus.first_segments.tolist()
        self._files: list[int] = corpus.file_of_segment.tolist()
        self._by_line: dict[int, Integers] = {}

    def symbol(self, segment: int) -> Symbol:
        """Return the symbol of a definition."""
        symbol = self.find_symbol(segment)
        if symbol is None:
            raise ValueError(f"Segment {segment} is a file's code outside of its definitions.")
        return symbol

    def find_symbol(self, segment: int) -> Symbol | None:
        """Return the symbol of a segment; None for a file's code outside of its definitions."""
        file = self._files[segment]
        number = segment - self._firsts[file]
        return self._corpus.files[file].symbols[number - 1] if number else None

    def file_of(self, segment: int) -> int:
        """Return the number of the file that a segment lies in."""
        return self._files[segment]

    def owner(self, segment: int) -> int | None:
        """Return the definition around one; None for those on the top of a file."""
        symbol = self.find_symbol(segment)
        if symbol is None or symbol.owner == WHOLE_FILE:
            return None
        return self._firsts[self._files[segment]] + symbol.owner

    def owning_class(self, segment: int) -> int | None:
        """Return the class that a definition is a member of; None where it is not."""
        owner = self.owner(segment)
        return owner if owner is not None and self.symbol(owner).kind is Kind.CLASS else None

    def segment_at(self, file: int, line: int) -> int:
        """Return the innermost segment of a file around a line."""
        if file not in self._by_line:
            self._by_line[file] = self._number_lines(file)
        numbers = self._by_line[file]
        return self._firsts[file] + (int(numbers[line]) if line < len(numbers) else WHOLE_FILE)

    def contains(self, segment: int, file: int, line: int) -> bool:
        """Return whether a line of a file lies in a definition."""
        symbol = self.symbol(segment)
        return file == self._files[segment] and symbol.start_line <= line <= symbol.end_line

    def _number_lines(self, file: int) -> Integers:
        symbols = self._corpus.files[file].symbols
        last = max((symbol.end_line for symbol in symbols), default=0)
        numbers = np.zeros(last + 1, dtype=np.int32)
        # In the order of the file, so those within another come after it.
        for number, symbol in enumerate(symbols, start=1):
            numbers[symbol.start_line : symbol.end_line + 1] = number
        return numbers
