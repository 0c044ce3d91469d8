"""What stands beside a file: who uses and imports it, what it imports, and its tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from devagent.analysis.places import CodePlace
from devagent.analysis.related import CoveringTest, Neighbour, Related
from devagent.index.roles import Role, find_role
from devagent.models import Project
from devagent.pages.addresses import file_address
from devagent.services.indexing import printable
from devagent.services.reading import find_path
from devagent.services.related import find_related_code

_MOST_ITEMS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A place elsewhere, and what it has to do with the file; no address where none is known."""

    text: str
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Places of one kind; ``more`` is how many are not listed."""

    title: str
    items: Sequence[Item]
    more: int


def list_related(project: Project, path: str) -> Sequence[Group]:
    """Return what a file has to do with others; raises NotIndexed, CodeUnknown.

    Uses by the file itself and by tests are not listed among the others.
    """
    path = find_path(project=project, path=path)
    related = find_related_code(project=project, path=path)
    return [
        _group("Used by", _list_uses(project, related)),
        _group("Imported by", _list_neighbours(project, related.imported_by)),
        _group("Imports", _list_neighbours(project, related.imports)),
        _group("From elsewhere", (Item(text=module) for module in related.foreign)),
        _group("Tests", _list_tests(project, related.tests)),
    ]


def _group(title: str, items: Iterable[Item]) -> Group:
    listed = [replace(item, text=printable(item.text), note=printable(item.note)) for item in items]
    return Group(title=title, items=listed[:_MOST_ITEMS], more=max(len(listed) - _MOST_ITEMS, 0))


def _list_uses(project: Project, related: Related) -> Iterable[Item]:
    """Yield each place once, with all that it uses of the file."""
    used: dict[CodePlace, list[str]] = {}
    for symbol in related.symbols:
        for use in symbol.uses:
            if use.user.path != related.path and find_role(use.user.path) is not Role.TEST:
                what = f"{symbol.symbol.name} on line {use.line}"
                used.setdefault(use.user, []).append(what)
    for user, notes in used.items():
        path = user.path
        yield Item(
            text=f"{user.name} in {path}" if user.name else path,
            address=file_address(project, user.path, user.start_line),
            note=f"uses {', '.join(notes)}",
        )


def _list_neighbours(project: Project, neighbours: Iterable[Neighbour]) -> Iterable[Item]:
    for one in neighbours:
        yield Item(
            text=one.path,
            address=file_address(project, one.path),
            note=", ".join(one.names),
        )


def _list_tests(project: Project, tests: Iterable[CoveringTest]) -> Iterable[Item]:
    for test in tests:
        path = test.path
        yield Item(
            text=f"{test.name} in {path}" if test.name else path,
            address=file_address(project, test.path),
            note=f"by {test.ground}",
        )
