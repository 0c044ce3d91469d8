"""Places in code as people name them: a file, or a definition in it with its lines."""

from __future__ import annotations

from dataclasses import dataclass

from devagent.index.records import Kind
from devagent.index.search.corpus import Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePlace:
    """A definition by its qualified name; an empty name is a file's code outside of them.

    Lines count from 1, both included. ``kind`` is None for the file.
    """

    path: str
    name: str
    kind: Kind | None
    start_line: int
    end_line: int


def describe(corpus: Corpus, segment: int) -> CodePlace:
    """Return the place of a segment of the corpus."""
    file = int(corpus.file_of_segment[segment])
    symbol = corpus.symbol(segment)
    return CodePlace(
        path=corpus.paths[file],
        name=symbol.qualified_name if symbol else "",
        kind=symbol.kind if symbol else None,
        start_line=symbol.start_line if symbol else 1,
        end_line=symbol.end_line if symbol else corpus.files[file].line_count,
    )
