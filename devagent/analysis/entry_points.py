"""Where something outside of the code sets it going: Django's entry points, components, tests."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from devagent.analysis.addresses import find_callers, list_addresses
from devagent.analysis.graph import CodeGraph
from devagent.analysis.references import Manner
from devagent.index.records import Import, Kind, Symbol
from devagent.index.roles import Role

_COMMAND = re.compile(r"(?:.*/)?management/commands/(?P<name>[a-zA-Z]\w*)\.py")
_MIGRATION = re.compile(r"(?:.*/)?migrations/\d\w*\.py")
_TASK_DECORATORS = frozenset({"shared_task", "periodic_task", "task", "db_task", "actor"})
_QUEUED_BY = frozenset({"async_task", "schedule", "send_task", "apply_async", "enqueue"})


class EntryKind(StrEnum):
    """What sets code going."""

    URL = "URL"
    ADMIN = "admin page"
    TASK = "task"
    COMMAND = "command"
    COMPONENT = "component"
    SIGNAL = "signal receiver"
    TEMPLATE = "template tag"
    STARTUP = "start of the app"
    MIGRATION = "migration"
    NAMED = "named in a string"
    TEST = "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What sets a definition going, by the name that people know it by."""

    kind: EntryKind
    name: str


class EntryPoints:
    """The entry points of a graph by the segment that they set going."""

    def __init__(self, graph: CodeGraph) -> None:
        self._graph = graph
        self.addresses = {address: segment for segment, address in list_addresses(graph)}
        self.callers = _index_callers(graph, self.addresses)
        found: defaultdict[int, dict[Entry, None]] = defaultdict(dict)
        for segment, entry in self._list_all():
            found[segment][entry] = None
        self._found: Mapping[int, Sequence[Entry]] = {
            segment: tuple(entries) for segment, entries in found.items()
        }

    def find(self, segment: int) -> Sequence[Entry]:
        """Return what sets a segment going."""
        return self._found.get(segment, ())

    def _list_all(self) -> Iterator[tuple[int, Entry]]:
        for file in range(len(self._graph.corpus.paths)):
            if self._graph.corpus.roles[file] is Role.TEST:
                yield from self._list_tests(file)
            else:
                yield from self._list_by_path(file)
                yield from self._list_by_label(file)
                yield from self._list_by_string(file)
        for address, segment in self.addresses.items():
            yield segment, Entry(kind=EntryKind.URL, name=address)

    def _list_tests(self, file: int) -> Iterator[tuple[int, Entry]]:
        corpus = self._graph.corpus
        first, path, parsed = (
            int(corpus.first_segments[file]),
            corpus.paths[file],
            corpus.files[file],
        )
        if parsed.language != "python":
            # Tests of scripts are calls on the top of the file.
            yield first, Entry(kind=EntryKind.TEST, name=path)
            return
        for number, symbol in enumerate(parsed.symbols, start=1):
            if symbol.kind in {Kind.FUNCTION, Kind.METHOD} and symbol.name.startswith("test"):
                test_id = "::".join([path, *symbol.qualified_name.split(".")])
                yield first + number, Entry(kind=EntryKind.TEST, name=test_id)

    def _list_by_path(self, file: int) -> Iterator[tuple[int, Entry]]:
        """Yield what Django finds by where it lies, and components."""
        path = self._graph.corpus.paths[file]
        command, folders = _COMMAND.fullmatch(path), path.split("/")[:-1]
        for segment, symbol in self._list_top(file):
            is_class = symbol.kind is Kind.CLASS
            if command and is_class and symbol.name == "Command":
                yield segment, Entry(kind=EntryKind.COMMAND, name=f"manage.py {command['name']}")
            elif is_class and symbol.name == "Migration" and _MIGRATION.fullmatch(path):
                yield segment, Entry(kind=EntryKind.MIGRATION, name=path)
            elif is_class and "AppConfig" in self._graph.classes.bases(segment):
                yield segment, Entry(kind=EntryKind.STARTUP, name=symbol.name)
            elif symbol.kind is Kind.FUNCTION and _is_component(path, symbol.name):
                yield segment, Entry(kind=EntryKind.COMPONENT, name=symbol.name)
            elif _TASK_DECORATORS.intersection(self._graph.decorators(segment)) or (
                symbol.kind is Kind.FUNCTION and path.endswith("/tasks.py")
            ):
                yield segment, Entry(kind=EntryKind.TASK, name=symbol.name)
            elif symbol.kind is Kind.FUNCTION and "templatetags" in folders:
                yield segment, Entry(kind=EntryKind.TEMPLATE, name=symbol.name)

    def _list_top(self, file: int) -> Iterator[tuple[int, Symbol]]:
        first = int(self._graph.corpus.first_segments[file])
        for segment, symbol in enumerate(self._graph.corpus.files[file].symbols, start=first + 1):
            if not symbol.owner:
                yield segment, symbol

    def _list_by_label(self, file: int) -> Iterator[tuple[int, Entry]]:
        """Yield what registers itself: with the admin, for a signal, as a task."""
        corpus, structure = self._graph.corpus, self._graph.structure
        is_admin = any(_is_admin(one) for one in corpus.files[file].imports)
        for label in corpus.files[file].labels:
            around = structure.segment_at(file, label.line)
            if label.kind == "signal receiver" and structure.find_symbol(around):
                yield (
                    around,
                    Entry(kind=EntryKind.SIGNAL, name=f"{label.text} in {self._path(file)}"),
                )
            elif label.kind == "admin registration" and is_admin:
                entry = Entry(kind=EntryKind.ADMIN, name=label.text)
                registered = self._list_on_line(file, label.line)
                yield from (
                    (one, entry) for one in {around, *registered} if structure.find_symbol(one)
                )

    def _list_on_line(self, file: int, line: int) -> Iterator[int]:
        for use in self._graph.references[file].uses:
            if use.line == line and use.manner in {Manner.PLAIN, Manner.ATTRIBUTE}:
                yield from (
                    one
                    for one in self._graph.list_meant(file, use)
                    if self._graph.structure.owner(one) is None
                )

    def _list_by_string(self, file: int) -> Iterator[tuple[int, Entry]]:
        """Yield what a dotted string names, as settings do and what puts tasks into a queue."""
        is_queue = any(name in _QUEUED_BY for _, name in self._graph.corpus.files[file].calls)
        kind = EntryKind.TASK if is_queue else EntryKind.NAMED
        for use in self._graph.references[file].uses:
            if use.manner is Manner.STRING and "." in use.name:
                for segment in self._graph.list_meant(file, use):
                    name = use.name if is_queue else f"{use.name} in {self._path(file)}"
                    yield segment, Entry(kind=kind, name=name)

    def _path(self, file: int) -> str:
        return self._graph.corpus.paths[file]


def _index_callers(
    graph: CodeGraph, addresses: Mapping[str, int]
) -> Mapping[int, Sequence[tuple[int, int]]]:
    """Return for each view the files and lines that name its address."""
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for file, line, segment in find_callers(graph, addresses):
        found[segment].append((file, line))
    return found


def _is_component(path: str, name: str) -> bool:
    return path.endswith((".tsx", ".jsx")) and name[:1].isupper()


def _is_admin(imported: Import) -> bool:
    module = imported.module
    return module.startswith("django.contrib") and (
        module.endswith(".admin") or "admin" in imported.names
    )
