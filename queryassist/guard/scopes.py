"""Which names a place in a statement can see: relations, their columns, and WITH queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from queryassist.guard.refusals import Layer, SqlRefused

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A view of the reader's schema that the person may read, and its columns in order."""

    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One item of a FROM clause: the name it is called by there, and its columns in order."""

    name: str
    columns: tuple[str, ...]


@dataclass(slots=True)
class Scope:
    """The sources of one SELECT as far as they are read, within those of the SELECTs around it.

    ``merged`` are columns that USING made one of two. ``outputs`` are the names in the select
    list, which GROUP BY and ORDER BY may refer to.
    """

    outer: Scope | None = None
    queries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    outputs: tuple[str, ...] = ()
    windows: tuple[str, ...] = ()

    def add(self, source: Source) -> None:
        """Add a source; SqlRefused where its name is taken."""
        if any(known.name == source.name for known in self.sources):
            message = f'Two relations of one FROM are named "{source.name}". Give one an alias.'
            raise SqlRefused(Layer.RELATION, message)
        self.sources.append(source)

    def find(self, name: str) -> Source | None:
        """Return the source of this SELECT that is called so, or None."""
        return next((source for source in self.sources if source.name == name), None)

    def find_all(self, column: str) -> list[Source]:
        """Return the sources of this SELECT that have the column."""
        return [source for source in self.sources if column in source.columns]

    def outward(self) -> Iterator[Scope]:
        """Yield this scope and those around it, the nearest first."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.outer

    def is_merged(self, source: Source, column: str) -> bool:
        """Whether the column stands in the merged columns and not under its source's name."""
        return column in self.merged and column in source.columns
