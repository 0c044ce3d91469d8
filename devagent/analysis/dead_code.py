"""Definitions that nothing in the project refers to, each with how sure that is.

What a framework calls by its own rules counts as referred to; what it may call counts as doubtful.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from devagent.analysis.entry_points import EntryKind, EntryPoints
from devagent.analysis.graph import CodeGraph, Reference
from devagent.analysis.imports import WHOLE
from devagent.analysis.places import CodePlace, describe
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
_PLAIN_BASES = frozenset(
    "object ABC Enum StrEnum IntEnum Exception ValueError Generic Protocol Error".split()
)

_USED_BY_DOUBTFUL = "what refers to it may be needed"
# Only what renders a component shows that it is needed.
_RENDERED = frozenset({EntryKind.COMPONENT})


class Confidence(IntEnum):
    """How sure it is that nothing needs a definition."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadCode:
    """A definition that seems to be dead, and what that rests on."""

    place: CodePlace
    confidence: Confidence
    reason: str


def find_dead_code(graph: CodeGraph, entries: EntryPoints) -> list[DeadCode]:
    """Return definitions that seem to be dead, the surest first, then by path and line.

    All that runs when files are loaded is alive, all that frameworks call, and what living code
    refers to. Parts of a dead definition are not told besides.
    """
    sweep = _Sweep(graph, entries)
    roots = sweep.list_roots()
    alive = sweep.find_alive(roots)
    tested = sweep.find_alive([*roots, *sweep.list_tests()])
    dead = [segment for segment in sweep.candidates if segment not in alive]
    doubts = {segment: doubt for segment in dead if (doubt := sweep.find_doubt(segment))}
    doubtful = sweep.find_alive([*roots, *doubts])
    told = set(dead)
    found = [
        sweep.describe(
            segment,
            is_tested=segment in tested,
            doubt=doubts.get(segment, _USED_BY_DOUBTFUL if segment in doubtful else ""),
        )
        for segment in dead
        if graph.structure.owner(segment) not in told
    ]
    return sorted(found, key=lambda one: (-one.confidence, one.place.path, one.place.start_line))


class _Sweep:
    """Marks what is alive, from the roots on."""

    def __init__(self, graph: CodeGraph, entries: EntryPoints) -> None:
        self._graph, self._entries = graph, entries
        corpus = graph.corpus
        self._is_application = any(
            path.split("/")[-1] == "manage.py" and role is Role.SOURCE
            for path, role in zip(corpus.paths, corpus.roles, strict=True)
        )
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
                if self._counts(use):
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

    def describe(self, segment: int, *, is_tested: bool, doubt: str) -> DeadCode:
        """Return what is to be said of a dead definition."""
        confidence, reason = Confidence.HIGH, "nothing refers to it"
        if is_tested:
            confidence, reason = Confidence.MEDIUM, "only tests refer to it"
        elif any(self._counts(use) for use in self._graph.list_uses(segment)):
            reason = "only dead code refers to it"
        elif self._graph.is_mentioned(segment):
            confidence, reason = Confidence.MEDIUM, "nothing refers to it, but its name occurs"
        if doubt:
            confidence, reason = Confidence.LOW, f"{reason}; {doubt}"
        return DeadCode(
            place=describe(self._graph.corpus, segment), confidence=confidence, reason=reason
        )

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
            and not graph.classes.has_foreign_base(owner, known=_PLAIN_BASES)
            and not graph.has_unclear_uses(segment)
        )

    def _is_taken_by_default(self, file: int) -> bool:
        """Return whether others take the default export of a script, under a name of theirs."""
        corpus, imports = self._graph.corpus, self._graph.imports
        defined = {symbol.name for symbol in corpus.files[file].symbols}
        return corpus.files[file].language != "python" and any(
            imports.written(other)[file] - defined - {WHOLE}
            for other in imports.importers.get(file, ())
        )

    def _counts(self, use: Reference) -> bool:
        """Return whether a use is more than an import that is not handed on."""
        name = self._graph.corpus.paths[use.file].rpartition("/")[2].partition(".")[0]
        return use.manner is not Manner.IMPORT or name in {"__init__", "index"}

    def find_doubt(self, segment: int) -> str:
        """Return why a definition may be needed though nothing here shows it."""
        graph, symbol = self._graph, self._graph.structure.symbol(segment)
        language = graph.corpus.files[graph.structure.file_of(segment)].language
        is_public = not symbol.name.startswith("_")
        if language == "python" and is_public and not self._is_application:
            return "it may be meant for those who install the package"
        if "Model" in graph.classes.bases(segment):
            return "its table may hold data"
        if symbol.kind is Kind.CLASS and graph.classes.has_foreign_base(
            segment, known=_PLAIN_BASES
        ):
            return "a framework may find it"
        is_imported = self._graph.imports.importers.get(graph.structure.file_of(segment))
        if language != "python" and not is_imported:
            return "nothing imports its file, which may be loaded by its path"
        return ""
