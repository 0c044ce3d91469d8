"""What is alive in a project: what runs by itself, and what that refers to.

What a framework calls by its own rules runs by itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from devagent.analysis.entry_points import EntryKind, EntryPoints
from devagent.analysis.graph import CodeGraph, Reference
from devagent.analysis.imports import WHOLE
from devagent.analysis.references import Manner
from devagent.index.records import Kind
from devagent.index.roles import Role

_FRAMEWORK_PATHS = re.compile(
    r"(?:.*/)?(?:migrations/\w+|settings(?:/\w+)?|conftest|manage|asgi|wsgi|apps)\.py"
    r"|(?:.*/)?(?:page|layout|route|index|main|_app|_document|App)\.[cm]?[jt]sx?"
    r"|.*\.config\.\w+|.*\.d\.ts"
)
_FRAMEWORK_NAMES = frozenset(
    "urlpatterns app_name default_app_config handler400 handler403 handler404 handler500 Meta "
    "Media register application celery app getServerSideProps getStaticProps loader "
    "action meta".split()
)
# Such decorators change what a function does, not who calls it.
_HARMLESS_DECORATORS = frozenset(
    "staticmethod classmethod property cached_property cache lru_cache wraps contextmanager "
    "asynccontextmanager abstractmethod override final overload dataclass total_ordering atomic "
    "login_required permission_required require_POST require_GET require_http_methods never_cache "
    "csrf_exempt setter deleter singledispatch".split()
)
# Of such a class nobody but the project's own code calls methods by name.
PLAIN_BASES = frozenset(
    "object ABC Enum StrEnum IntEnum Exception ValueError Generic Protocol Error".split()
)

# Only what renders a component shows that it is needed.
_RENDERED = frozenset({EntryKind.COMPONENT})


class Liveness:
    """Marks what is alive, from the roots on."""

    def __init__(self, graph: CodeGraph, entries: EntryPoints) -> None:
        self._graph, self._entries = graph, entries
        corpus = graph.corpus
        self._definitions = [
            segment
            for segment in range(int(corpus.first_segments[-1]))
            if graph.structure.find_symbol(segment) is not None
        ]
        self.candidates = [one for one in self._definitions if self._is_candidate(one)]
        self._told = frozenset(self.candidates)
        self._parts: defaultdict[int, list[int]] = defaultdict(list)
        for segment in self._definitions:
            owner = graph.structure.owner(segment)
            if owner is not None:
                self._parts[owner].append(segment)
        self._used: defaultdict[int, list[int]] = defaultdict(list)
        for segment in self._definitions:
            for use in graph.list_uses(segment):
                if self.counts(use):
                    self._used[graph.structure.segment_at(use.file, use.line)].append(segment)

    def find_alive(self, roots: Iterable[int]) -> set[int]:
        """Return all segments that are alive if these are."""
        alive: set[int] = set()
        waiting = list(roots)
        while waiting:
            segment = waiting.pop()
            if segment not in alive:
                alive.add(segment)
                waiting += [*self._used.get(segment, ()), *self._list_woken(segment)]
        return alive

    def list_roots(self) -> list[int]:
        """Return what runs by itself: the top of files, and what is called from outside."""
        corpus = self._graph.corpus
        tops = [
            int(corpus.first_segments[file])
            for file, role in enumerate(corpus.roles)
            if role is not Role.TEST
        ]
        called = [
            segment
            for segment in self._definitions
            if segment not in self._told
            and self._graph.structure.owner(segment) is None
            and not self._is_test(segment)
        ]
        return [*tops, *called]

    def list_tests(self) -> list[int]:
        """Return all segments of tests."""
        count = int(self._graph.corpus.first_segments[-1])
        return [segment for segment in range(count) if self._is_test(segment)]

    def _is_test(self, segment: int) -> bool:
        return self._graph.corpus.roles[self._graph.structure.file_of(segment)] is Role.TEST

    def _list_woken(self, segment: int) -> Iterator[int]:
        """Yield the parts of a living definition that are not judged by themselves."""
        yield from (one for one in self._parts.get(segment, ()) if one not in self._told)

    def _is_candidate(self, segment: int) -> bool:
        """Return whether a definition would be told if nothing living referred to it."""
        graph, symbol = self._graph, self._graph.structure.symbol(segment)
        file, owner = graph.structure.file_of(segment), graph.structure.owner(segment)
        path = graph.corpus.paths[file]
        if graph.corpus.roles[file] is not Role.SOURCE or _FRAMEWORK_PATHS.fullmatch(path):
            return False
        if symbol.name in _FRAMEWORK_NAMES or symbol.name.startswith("__"):
            return False
        called = [entry for entry in self._entries.find(segment) if entry.kind not in _RENDERED]
        if called or set(graph.decorators(segment)) - _HARMLESS_DECORATORS:
            return False
        if owner is None:
            return not self._is_taken_by_default(file)
        return symbol.kind is Kind.METHOD and self._is_plain_method(segment, owner)

    def _is_plain_method(self, segment: int, owner: int) -> bool:
        """Return whether a method can only be called by its name, and its name is clear."""
        graph = self._graph
        return (
            graph.structure.symbol(owner).kind is Kind.CLASS
            and not graph.classes.has_foreign_base(owner, known=PLAIN_BASES)
            and not graph.has_unclear_uses(segment)
            and not graph.list_overridden(segment)
        )

    def _is_taken_by_default(self, file: int) -> bool:
        """Return whether others take the default export of a script, under a name of theirs."""
        corpus, imports = self._graph.corpus, self._graph.imports
        defined = {symbol.name for symbol in corpus.files[file].symbols}
        return corpus.files[file].language != "python" and any(
            imports.written(other)[file] - defined - {WHOLE}
            for other in imports.importers.get(file, ())
        )

    def counts(self, use: Reference) -> bool:
        """Return whether a use is more than an import that is not handed on."""
        name = self._graph.corpus.paths[use.file].rpartition("/")[2].partition(".")[0]
        return use.manner is not Manner.IMPORT or name in {"__init__", "index"}
