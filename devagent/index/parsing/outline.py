"""What is read of one file before its words are counted together with those of others."""

from __future__ import annotations

from dataclasses import dataclass

from devagent.index.parsing.texts import Text
from devagent.index.records import Import, Label, ParsedFile, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A file without its words."""

    text: Text
    has_errors: bool = False
    imports: tuple[Import, ...] = ()
    calls: tuple[tuple[int, str], ...] = ()
    labels: tuple[Label, ...] = ()

    def finish(self, source: bytes, language: str, words: Words) -> ParsedFile:
        """Return the file with its words."""
        return ParsedFile(
            language=language,
            line_count=source.count(b"\n") + 1,
            has_errors=self.has_errors,
            symbols=tuple(self.text.symbols),
            imports=self.imports,
            calls=self.calls,
            labels=self.labels,
            words=words,
        )
