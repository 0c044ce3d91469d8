"""The addresses of a Django project: routes with the prefixes that including files give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from devagent.analysis.graph import CodeGraph
from devagent.analysis.references import Manner, Use
from devagent.analysis.routes import Route

_DEEPEST = 5
_MOST_PREFIXES = 5


def list_addresses(graph: CodeGraph) -> Iterator[tuple[int, str]]:
    """Yield each view's segment with an address of its own, which begins with a slash."""
    included = _index_includes(graph)
    for file, references in enumerate(graph.references):
        routes = [route for route in references.routes if route.view]
        prefixes = _list_prefixes(file, included, _DEEPEST) if routes else ()
        for route in routes:
            for segment in _find_views(graph, file, route):
                for prefix in prefixes:
                    yield segment, f"/{prefix}{route.pattern}".replace("//", "/")


def find_callers(graph: CodeGraph, addresses: Mapping[str, int]) -> Iterator[tuple[int, int, int]]:
    """Yield file and line of each string that is the end of an address, and the view's segment."""
    by_last: defaultdict[str, list[tuple[list[str], int]]] = defaultdict(list)
    for address, segment in addresses.items():
        parts = _split(address)
        if parts:
            by_last[parts[-1]].append((parts, segment))
    for file, references in enumerate(graph.references):
        for use in references.uses:
            if use.manner is Manner.ADDRESS:
                parts = _split(use.name)
                for known, segment in by_last.get(parts[-1], ()) if parts else ():
                    if _is_end(parts, known):
                        yield file, use.line, segment


def _index_includes(graph: CodeGraph) -> Mapping[int, Sequence[tuple[int, str]]]:
    found: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for file, references in enumerate(graph.references):
        for route in references.routes:
            files, rest = graph.corpus.modules.find_module(route.includes)
            for included in files if not rest else ():
                found[included].append((file, route.pattern))
    return found


def _list_prefixes(
    file: int, included: Mapping[int, Sequence[tuple[int, str]]], depth: int
) -> list[str]:
    """Return what stands before the patterns of a file; nothing where none includes it."""
    if file not in included or not depth:
        return [""]
    return [
        f"{outer}{pattern}"
        for parent, pattern in included[file][:_MOST_PREFIXES]
        for outer in _list_prefixes(parent, included, depth - 1)[:_MOST_PREFIXES]
    ]


def _find_views(graph: CodeGraph, file: int, route: Route) -> list[int]:
    manners = (Manner.PLAIN, Manner.ATTRIBUTE)
    return [
        segment
        for manner in manners
        for segment in graph.list_meant(file, Use(name=route.view, line=route.line, manner=manner))
        if graph.structure.owner(segment) is None
    ]


def _split(address: str) -> list[str]:
    """Return the fixed parts of an address; what changes from call to call is a star."""
    parts = [part for part in address.strip("^$/").split("/") if part]
    return ["*" if part[:1] in {"<", "$", "{", "("} else part for part in parts]


def _is_end(parts: Sequence[str], known: Sequence[str]) -> bool:
    """Return whether these are the last two or more parts of a known address, or all of them."""
    is_enough = len(parts) == len(known) or len(parts) > 1
    return is_enough and list(parts) == list(known[-len(parts) :])
