"""What reaches a definition: entry points of the product, and the ways from them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from devagent.analysis.entry_points import Entry, EntryPoints
from devagent.analysis.graph import CodeGraph
from devagent.analysis.places import CodePlace, describe
from devagent.analysis.references import Manner

_MOST_PLACES = 400
# Lists of what Django calls, not callers.
_LISTS = frozenset({"urlpatterns", "INSTALLED_APPS", "MIDDLEWARE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The shortest way from what is set going to the definition: both are steps."""

    entry: Entry
    steps: tuple[CodePlace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlastRadius:
    """What reaches ``target``.

    ``places`` are all that were met, the target first, and ``links`` pairs of numbers of these: one
    that uses, and the one that it uses. ``is_cut`` tells that there was too much to go on.
    """

    target: CodePlace
    reached: tuple[Reach, ...]
    places: tuple[CodePlace, ...]
    links: tuple[tuple[int, int], ...]
    is_cut: bool = False


def find_blast_radius(graph: CodeGraph, entries: EntryPoints, target: int) -> BlastRadius:
    """Return what reaches the definition of a segment, walking from users to their users."""
    users = _Users(graph, entries)
    order, links = [target], []
    towards: dict[int, int] = {}
    numbers = {target: 0}
    waiting = deque([target])
    is_cut = False
    while waiting:
        used = waiting.popleft()
        for user in users.find(used):
            if user not in numbers:
                if len(order) == _MOST_PLACES:
                    is_cut = True
                    continue
                numbers[user] = len(order)
                order.append(user)
                towards[user] = used
                waiting.append(user)
            links.append((numbers[user], numbers[used]))
    return BlastRadius(
        target=describe(graph.corpus, target),
        reached=tuple(_list_reached(graph, entries, order, towards)),
        places=tuple(describe(graph.corpus, segment) for segment in order),
        links=tuple(dict.fromkeys(links)),
        is_cut=is_cut,
    )


class _Users:
    """Who uses a definition, or stands for those who do."""

    def __init__(self, graph: CodeGraph, entries: EntryPoints) -> None:
        self._graph, self._entries = graph, entries

    def find(self, segment: int) -> Sequence[int]:
        """Return the segments that use one, each once; none for a file's code outside of them."""
        symbol = self._graph.structure.find_symbol(segment)
        if symbol is None or symbol.name in _LISTS:
            return ()
        return tuple(dict.fromkeys([*self._list_users(segment), *self._list_owners(segment)]))

    def _list_users(self, segment: int) -> Iterator[int]:
        structure = self._graph.structure
        for called in (segment, *self._graph.list_overridden(segment)):
            for use in self._graph.list_uses(called):
                if use.manner is not Manner.IMPORT:
                    yield structure.segment_at(use.file, use.line)
        for file, line in self._entries.callers.get(segment, ()):
            yield structure.segment_at(file, line)

    def _list_owners(self, segment: int) -> Iterator[int]:
        """Yield the class of a method that a framework or Python itself calls."""
        graph = self._graph
        owner, symbol = graph.structure.owning_class(segment), graph.structure.symbol(segment)
        if owner is None:
            return
        is_called = any(use.manner is not Manner.IMPORT for use in graph.list_uses(segment))
        if not is_called or symbol.name.startswith("__") or graph.classes.has_foreign_base(owner):
            yield owner


def _list_reached(
    graph: CodeGraph, entries: EntryPoints, order: Sequence[int], towards: Mapping[int, int]
) -> Iterator[Reach]:
    for segment in order:
        found = entries.find(segment)
        if found:
            steps = [segment]
            while steps[-1] in towards:
                steps.append(towards[steps[-1]])
            described = tuple(describe(graph.corpus, one) for one in steps)
            yield from (Reach(entry=entry, steps=described) for entry in found)
