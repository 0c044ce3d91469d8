"""Definitions that nothing in a project refers to, each with how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from devagent.analysis.entry_points import EntryPoints
from devagent.analysis.graph import CodeGraph
from devagent.analysis.liveness import PLAIN_BASES, Liveness
from devagent.analysis.places import CodePlace, describe
from devagent.index.records import Kind
from devagent.index.roles import Role

_BY_DEAD_CODE = "only dead code refers to it"


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
    liveness = Liveness(graph, entries)
    roots = liveness.list_roots()
    alive = liveness.find_alive(roots)
    tested = liveness.find_alive([*roots, *liveness.list_tests()])
    dead = [segment for segment in liveness.candidates if segment not in alive]
    judge = _Judge(graph, liveness)
    judged = {segment: judge.look_at(segment, is_tested=segment in tested) for segment in dead}
    # What only doubtful code refers to is no surer than that.
    for level in (Confidence.LOW, Confidence.MEDIUM):
        doubtful = [segment for segment, (confidence, _) in judged.items() if confidence <= level]
        needed = liveness.find_alive([*roots, *doubtful])
        for segment in dead:
            if judged[segment] == (Confidence.HIGH, _BY_DEAD_CODE) and segment in needed:
                judged[segment] = (level, f"{_BY_DEAD_CODE}, which may be needed")
    told = [
        DeadCode(place=describe(graph.corpus, segment), confidence=confidence, reason=reason)
        for segment, (confidence, reason) in judged.items()
        if graph.structure.owner(segment) not in judged
    ]
    return sorted(told, key=lambda one: (-one.confidence, one.place.path, one.place.start_line))


class _Judge:
    """Says how sure it is that a definition is dead, from what is around it."""

    def __init__(self, graph: CodeGraph, liveness: Liveness) -> None:
        self._graph, self._liveness = graph, liveness
        corpus = graph.corpus
        self._is_application = any(
            path.split("/")[-1] == "manage.py" and role is Role.SOURCE
            for path, role in zip(corpus.paths, corpus.roles, strict=True)
        )

    def look_at(self, segment: int, *, is_tested: bool) -> tuple[Confidence, str]:
        """Return the confidence and the reason, with the doubt that there is."""
        confidence, reason = Confidence.HIGH, "nothing refers to it"
        if is_tested:
            confidence, reason = Confidence.MEDIUM, "only tests refer to it"
        elif any(self._liveness.counts(use) for use in self._graph.list_uses(segment)):
            reason = _BY_DEAD_CODE
        elif self._graph.is_mentioned(segment):
            confidence, reason = Confidence.MEDIUM, "nothing refers to it, but its name occurs"
        doubt = self._find_doubt(segment)
        return (Confidence.LOW, f"{reason}; {doubt}") if doubt else (confidence, reason)

    def _find_doubt(self, segment: int) -> str:
        """Return why a definition may be needed though nothing here shows it."""
        graph, classes = self._graph, self._graph.classes
        symbol, file = graph.structure.symbol(segment), graph.structure.file_of(segment)
        is_public = not symbol.name.startswith("_")
        if classes.is_python[file] and is_public and not self._is_application:
            return "it may be meant for those who install the package"
        if is_public and not graph.imports.importers.get(file):
            return "nothing imports its file, which may be loaded by its name"
        if "Model" in classes.bases(segment):
            return "its table may hold data"
        if symbol.kind is Kind.CLASS and classes.has_foreign_base(segment, known=PLAIN_BASES):
            return "a framework may find it"
        return ""
