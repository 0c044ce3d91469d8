"""What reaches a definition: drawn, and in words for those who do not see the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from devagent.analysis.blast_radius import Reach
from devagent.analysis.entry_points import EntryKind
from devagent.models import Project
from devagent.pages.addresses import file_address
from devagent.pages.graph import Drawing, count_left_out, draw
from devagent.services.indexing import printable
from devagent.services.reading import find_path
from devagent.services.related import find_blast_radius

_MOST_WAYS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A place on the way, and where it is shown."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What is set going, and the steps from there to the definition."""

    kind: EntryKind
    name: str
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachShown:
    """What reaches a definition; ``narrow`` is the same drawing for a phone's width."""

    wide: Drawing
    narrow: Drawing
    left_out: int
    is_cut: bool
    ways: Sequence[Way]
    more_ways: int
    tests: int


def get_reach(project: Project, path: str, symbol: str) -> ReachShown:
    """Return what reaches a definition; raises NotIndexed, CodeUnknown."""
    path = find_path(project=project, path=path)
    radius = find_blast_radius(project=project, path=path, symbol=symbol)
    ways = [one for one in radius.reached if one.entry.kind is not EntryKind.TEST]
    return ReachShown(
        wide=draw(project, radius, columns=3),
        narrow=draw(project, radius, columns=2),
        left_out=count_left_out(radius),
        is_cut=radius.is_cut,
        ways=[_show_way(project, one) for one in ways[:_MOST_WAYS]],
        more_ways=max(len(ways) - _MOST_WAYS, 0),
        tests=len(radius.reached) - len(ways),
    )


def _show_way(project: Project, reach: Reach) -> Way:
    return Way(
        kind=reach.entry.kind,
        name=printable(reach.entry.name),
        steps=[
            Step(
                name=printable(place.name or place.path),
                address=file_address(project, place.path, place.start_line),
            )
            for place in reach.steps
        ],
    )
