"""What a file has to do with others: imports both ways, who uses its definitions, its tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from devagent.analysis.graph import CodeGraph
from devagent.analysis.imports import WHOLE
from devagent.analysis.places import CodePlace, describe
from devagent.analysis.references import Manner
from devagent.index.roles import Role, find_role


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A file of the project at the other end of an import, and the names that are taken."""

    path: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolUse:
    """A use of a definition: in which place, and on which line first."""

    user: CodePlace
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedSymbol:
    """A definition of the file with its uses outside of itself, in the order of paths and lines."""

    symbol: CodePlace
    uses: tuple[SymbolUse, ...]


class Ground(StrEnum):
    """Why a test is said to cover a file."""

    COVERAGE = "coverage"
    USE = "use"
    IMPORT = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveringTest:
    """A test, or a file of tests where ``name`` is empty, and why it is said to cover the file."""

    path: str
    name: str
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """What the file at ``path`` has to do with others; ``foreign`` are modules of elsewhere."""

    path: str
    imports: tuple[Neighbour, ...]
    foreign: tuple[str, ...]
    imported_by: tuple[Neighbour, ...]
    symbols: tuple[UsedSymbol, ...]
    tests: tuple[CoveringTest, ...]


def find_related(graph: CodeGraph, file: int) -> Related:
    """Return what a file of the graph has to do with the others, in the order of their paths."""
    corpus, imports = graph.corpus, graph.imports
    first = int(corpus.first_segments[file])
    symbols = [
        UsedSymbol(symbol=describe(corpus, segment), uses=uses)
        for segment in range(first + 1, int(corpus.first_segments[file + 1]))
        if (uses := _list_uses(graph, segment))
    ]
    importers = imports.importers.get(file, ())
    taken = [(other, imports.written(other)[file]) for other in importers]
    return Related(
        path=corpus.paths[file],
        imports=_list_neighbours(graph, imports.written(file).items()),
        foreign=tuple(imports.foreign(file)),
        imported_by=_list_neighbours(graph, taken),
        symbols=tuple(symbols),
        tests=tuple(_list_tests(graph, importers, symbols)),
    )


def add_coverage(related: Related, test_ids: Iterable[str]) -> Related:
    """Return the same with the tests that ran a line of the file, by the ids that pytest gives."""
    covering = list(dict.fromkeys(_read_test_id(test_id) for test_id in test_ids))
    known = {(one.path, one.name) for one in covering} | {(one.path, "") for one in covering}
    others = [one for one in related.tests if (one.path, one.name) not in known]
    return replace(related, tests=(*covering, *others))


def _read_test_id(test_id: str) -> CoveringTest:
    path, _, name = test_id.partition("[")[0].partition("::")
    return CoveringTest(path=path, name=name.replace("::", "."), ground=Ground.COVERAGE)


def _list_uses(graph: CodeGraph, segment: int) -> tuple[SymbolUse, ...]:
    corpus = graph.corpus
    lines: dict[int, int] = {}
    for use in graph.list_uses(segment):
        if use.manner is not Manner.IMPORT:
            lines.setdefault(graph.structure.segment_at(use.file, use.line), use.line)
    uses = [SymbolUse(user=describe(corpus, user), line=line) for user, line in lines.items()]
    return tuple(sorted(uses, key=lambda use: (use.user.path, use.line)))


def _list_neighbours(
    graph: CodeGraph, taken: Iterable[tuple[int, frozenset[str]]]
) -> tuple[Neighbour, ...]:
    found = [
        Neighbour(path=graph.corpus.paths[file], names=tuple(sorted(names - {WHOLE})))
        for file, names in taken
    ]
    return tuple(sorted(found, key=lambda one: one.path))


def _name_test(name: str) -> str:
    """Return the name of a test; nothing for a fixture, which stands for its file."""
    return name if name.rpartition(".")[2].startswith("test") else ""


def _list_tests(
    graph: CodeGraph, importers: Sequence[int], symbols: Sequence[UsedSymbol]
) -> Iterator[CoveringTest]:
    """Yield tests that use a definition, then files of tests that only import the file."""
    users = {
        (use.user.path, _name_test(use.user.name))
        for symbol in symbols
        for use in symbol.uses
        if find_role(use.user.path) is Role.TEST
    }
    for path, name in sorted(users):
        yield CoveringTest(path=path, name=name, ground=Ground.USE)
    using = {path for path, _ in users}
    importing = {graph.corpus.paths[one] for one in importers} - using
    for path in sorted(importing):
        if find_role(path) is Role.TEST:
            yield CoveringTest(path=path, name="", ground=Ground.IMPORT)
