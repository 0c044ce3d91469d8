"""What code has to do with other code: related files, and what reaches a definition."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from devagent.analysis import references
from devagent.analysis.blast_radius import BlastRadius
from devagent.analysis.blast_radius import find_blast_radius as walk
from devagent.analysis.dead_code import DeadCode, find_dead_code
from devagent.analysis.entry_points import EntryPoints
from devagent.analysis.graph import CodeGraph
from devagent.analysis.references import References, read_references
from devagent.analysis.related import Related, add_coverage, find_related
from devagent.exceptions import CodeUnknown
from devagent.models import BlobAnalysis, Project, Snapshot
from devagent.models.index import IndexedFile
from devagent.selectors import get_snapshot, read_corpus
from devagent.services.coverage import find_covering_tests
from devagent.services.keeping import Analysis, Made, Treated, is_analysed, read_analyses

_MOST_GRAPHS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCode:
    """A project's snapshot as a graph, with its entry points."""

    graph: CodeGraph
    entries: EntryPoints


def find_related_code(*, project: Project, path: str) -> Related:
    """Return who imports and uses a file, what it imports, and the tests that cover it.

    Raises NotIndexed, CodeUnknown.
    """
    code = get_known_code(project)
    related = find_related(code.graph, _find_file(project, code, path))
    return add_coverage(related, find_covering_tests(project=project, path=path))


def find_blast_radius(*, project: Project, path: str, symbol: str) -> BlastRadius:
    """Return what reaches a definition, given by its qualified name or by its name alone.

    Raises NotIndexed, and CodeUnknown where the file has no such definition or several.
    """
    code = get_known_code(project)
    segment = _find_segment(code, _find_file(project, code, path), symbol)
    return walk(code.graph, code.entries, segment)


def list_dead_code(*, project: Project) -> Sequence[DeadCode]:
    """Return definitions that nothing living refers to, the surest first; raises NotIndexed."""
    code = get_known_code(project)
    return find_dead_code(code.graph, code.entries)


def has_references(*, project: Project) -> bool:
    """Return whether the references of all files are kept, so that none has to be read.

    Raises NotIndexed.
    """
    snapshot = get_snapshot(project)
    return _key(snapshot) in _GRAPHS or is_analysed(_list_indexed(snapshot), _REFERENCES)


def keep_references(*, project: Project) -> int:
    """Read the references of the files where this was not done yet; return of how many files.

    Raises NotIndexed, SourceUnreadable.
    """
    files = _list_indexed(get_snapshot(project))
    return sum(1 for _ in read_analyses(project, files, _REFERENCES))


def get_known_code(project: Project) -> KnownCode:
    """Return the graph of the project's last snapshot; raises NotIndexed."""
    snapshot = get_snapshot(project)
    key = _key(snapshot)
    if key not in _GRAPHS:
        corpus = read_corpus(snapshot)
        packed = read_analyses(project, _list_indexed(snapshot), _REFERENCES)
        graph = CodeGraph(corpus, [References.unpack(one) for one in packed])
        _GRAPHS[key] = KnownCode(graph=graph, entries=EntryPoints(graph))
    _GRAPHS.move_to_end(key)
    while len(_GRAPHS) > _MOST_GRAPHS:
        _GRAPHS.popitem(last=False)
    return _GRAPHS[key]


_GRAPHS: OrderedDict[tuple[int, datetime], KnownCode] = OrderedDict()


def _key(snapshot: Snapshot) -> tuple[int, datetime]:
    return snapshot.pk, snapshot.indexed_at


def _list_indexed(snapshot: Snapshot) -> list[IndexedFile]:
    return [one for one in snapshot.list_files() if not one.facts.reason]


def _find_file(project: Project, code: KnownCode, path: str) -> int:
    paths: Sequence[str] = code.graph.corpus.paths
    if path not in paths:
        raise CodeUnknown(f"The index of {project} has no file {path!r}.")
    return paths.index(path)


def _find_segment(code: KnownCode, file: int, symbol: str) -> int:
    corpus = code.graph.corpus
    first = int(corpus.first_segments[file])
    names = [(one.qualified_name, one.name) for one in corpus.files[file].symbols]
    exact = [number for number, (qualified, _) in enumerate(names, start=1) if qualified == symbol]
    # Of a definition in two branches of an if, the first stands for both.
    found = exact[:1] or [n for n, (_, name) in enumerate(names, start=1) if name == symbol]
    if len(found) == 1:
        return first + found[0]
    if not found:
        raise CodeUnknown(f"{corpus.paths[file]} defines no {symbol!r}.")
    several = ", ".join(names[number - 1][0] for number in found)
    raise CodeUnknown(f"{corpus.paths[file]} defines several: say which of {several}.")


def _read_all(files: Sequence[Treated]) -> Iterable[Made]:
    return (Made(content=read_references(content, language).pack()) for language, content in files)


def _language_of(file: IndexedFile) -> str:
    return file.language


_REFERENCES = Analysis(
    analyser=BlobAnalysis.Analyser.REFERENCES,
    version=str(references.VERSION),
    treat_as=_language_of,
    make=_read_all,
)
