"""What the definitions that a fix changes are reached from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from devagent.exceptions import CodeUnknown
from devagent.index.parsing import parse
from devagent.models import RepairRun
from devagent.pages.addresses import file_address
from devagent.pages.proposals import list_product_paths
from devagent.repair.patches import list_changed_lines
from devagent.services.indexing import printable
from devagent.services.reading import read_files
from devagent.services.related import find_blast_radius

_MOST_DEFINITIONS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A definition that a fix changes: how many of each kind of entry point lead to it."""

    path: str
    name: str
    address: str
    places: int
    entries: Mapping[str, int]


def list_reached(run: RepairRun) -> Sequence[Reached]:
    """Return what reaches each definition that the proposed fix changes, in the index of now.

    Raises NotIndexed, SourceUnreadable.
    """
    return list(_list_reached(run))


def _list_reached(run: RepairRun) -> Iterator[Reached]:
    project = run.report.project
    if run.proposed is None:
        return
    lines = list_changed_lines(bytes(run.proposed.diff))
    files = read_files(project=project, paths=list_product_paths(run))
    names = [
        (path, symbol.qualified_name, symbol.start_line)
        for path, file in files.items()
        for symbol in ([] if file.reason else parse(file.content, file.language).symbols)
        if any(symbol.start_line <= at <= symbol.end_line for at in lines.get(path, ()))
    ]
    for path, name, line in names[:_MOST_DEFINITIONS]:
        try:
            radius = find_blast_radius(project=project, path=path, symbol=name)
        except CodeUnknown:
            continue
        kinds = Counter(str(one.entry.kind) for one in radius.reached)
        yield Reached(
            path=printable(path),
            name=printable(name),
            address=file_address(project, path, line, symbol=name),
            places=len(radius.places) - 1,
            entries=dict(kinds.most_common()),
        )
