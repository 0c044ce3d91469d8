"""Brings the index of a project up to date, at the cost of what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psycopg
from django.db import connection, transaction
from django.utils import timezone

from devagent.index.parsing import VERSION
from devagent.index.preparing import Prepared, prepare_all
from devagent.models import Blob, Project, Snapshot
from devagent.models.index import Facts, IndexedFile
from devagent.services.projects import take_folder
from devagent.services.sources import Entry, Listing, Source, open_source
from live.services import publish

INDEX_TOPIC = "devagent.index.{key}"
"""What is published where the index of a project has changed, by its key."""

_BATCH = 500

# bulk_create has a parameter for each value, and takes four times as long.
_STORE = """
    INSERT INTO devagent_blob (parser_version, created_at, blob, language, parsed,
                               symbol_count, has_errors, reason)
    SELECT %s, %s, one.* FROM unnest(
        %s::text[], %s::text[], %b::bytea[], %s::integer[], %s::boolean[], %s::text[]
    ) AS one
    ON CONFLICT DO NOTHING
"""

Progress = Callable[[int, int], None]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexingResult:
    """What indexing did: the snapshot that it left, and how many blobs it had to parse."""

    snapshot: Snapshot
    parsed_count: int


def index_project(
    *, project: Project, full: bool = False, progress: Progress = lambda done, total: None
) -> IndexingResult:
    """Index the project's branch, or its folder, in one transaction.

    Readers see the index of before until it is done. Of two at once the second waits, and then has
    nothing to do. ``full`` parses all files anew. ``progress`` is told how many are done of how
    many. Raises SourceUnreadable.
    """
    start = perf_counter()
    with transaction.atomic():
        _keep_from_pruning()
        # Rows that point to the project may still be made meanwhile.
        project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        before = Snapshot.objects.filter(project=project).first()
        held = before.list_files() if before and before.parser_version == VERSION else []
        with open_source(project) as source:
            listing = source.list_files() if full else _list_files(source, project, before)
            wanted = {(entry.blob, entry.language) for entry in listing.files}
            known = _forget(wanted) if full else _find_known(wanted, held)
            missing = sorted(wanted - known.keys())
            for parsed in _parse(source, missing):
                known.update(parsed)
                progress(len(known) - len(wanted) + len(missing), len(missing))
        files = [_make_file(entry, known) for entry in listing.files]
        skipped = {(printable(one.path), one.reason) for one in listing.skipped}
        if before and listing.changed is not None:
            files += [one for one in held if one.path not in listing.changed]
            skipped |= {(path, why) for path, why in before.skipped if path not in listing.changed}
        snapshot = _make_snapshot(project, files, skipped)
        snapshot.commit = source.commit
        if before:
            snapshot.pk = before.pk
        snapshot.duration_ms = round((perf_counter() - start) * 1000)
        snapshot.save()
        if not project.is_temporary:
            publish(INDEX_TOPIC.format(key=project.pk))
    return IndexingResult(snapshot=snapshot, parsed_count=len(missing))


def index_folder(*, path: Path) -> Project:
    """Index a plain folder, as far as it has changed; return the temporary project that it is.

    Raises SourceUnreadable.
    """
    project = take_folder(path=path)
    index_project(project=project)
    return project


def wait_for_indexing() -> None:
    """Wait until no project is being indexed, and let none begin before the transaction ends."""
    _lock("pg_advisory_xact_lock")


def _keep_from_pruning() -> None:
    # Or blobs that this index will name might be taken away as such that none names.
    _lock("pg_advisory_xact_lock_shared")


def _lock(function: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtext(%s))", [__name__])


def _list_files(source: Source, project: Project, before: Snapshot | None) -> Listing:
    """Return what differs from the snapshot's commit; all files where it does not tell."""
    rules = (VERSION, project.selection)
    if before and before.commit and (before.parser_version, before.selection) == rules:
        listing = source.list_changes_since(before.commit)
        # What was skipped is kept as it is shown, and two paths may be shown alike.
        if listing and not any("\\" in printable(path) for path in listing.changed or ()):
            return listing
    return source.list_files()


def _forget(wanted: set[Key]) -> dict[Key, Facts]:
    """Delete what is stored of blobs, so that none is known."""
    for hashes in _chunk(sorted({blob for blob, _ in wanted})):
        Blob.objects.filter(blob__in=hashes).delete()
    return {}


def _find_known(wanted: set[Key], held: Iterable[IndexedFile]) -> dict[Key, Facts]:
    """Return what is stored already; what the last snapshot holds is, without asking."""
    known = {
        (one.blob, one.language): one.facts for one in held if (one.blob, one.language) in wanted
    }
    for hashes in _chunk(sorted({blob for blob, _ in wanted - known.keys()})):
        for row in Blob.objects.filter(parser_version=VERSION, blob__in=hashes).defer("parsed"):
            if (row.blob, row.language) in wanted:
                known[row.blob, row.language] = row.facts
    return known


def _parse(source: Source, keys: Sequence[Key]) -> Iterator[dict[Key, Facts]]:
    """Parse and store blobs, in the order of their hashes.

    So two that store the same blobs wait for each other, and never both at once.
    """
    contents = source.read([blob for blob, _ in keys])
    files = [(content, language) for content, (_, language) in zip(contents, keys, strict=True)]
    rows: list[Blob] = []
    for key, prepared in zip(keys, prepare_all(files), strict=True):
        rows.append(_make_blob(key, prepared))
        if len(rows) == _BATCH:
            yield _store(rows)
            rows = []
    if rows:
        yield _store(rows)


def _store(rows: Sequence[Blob]) -> dict[Key, Facts]:
    """Store rows that are not there yet."""
    columns = [
        [row.blob for row in rows],
        [row.language for row in rows],
        [row.parsed for row in rows],
        [row.symbol_count for row in rows],
        [row.has_errors for row in rows],
        [row.reason for row in rows],
    ]
    # Django's own cursor would write bytes out in signs.
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(_STORE, [VERSION, timezone.now(), *columns])
    return {(row.blob, row.language): row.facts for row in rows}


def _make_blob(key: Key, prepared: Prepared) -> Blob:
    return Blob(
        blob=key[0],
        language=key[1],
        parser_version=VERSION,
        parsed=prepared.packed,
        symbol_count=prepared.symbol_count,
        has_errors=prepared.has_errors,
        reason=prepared.reason,
    )


def _make_file(entry: Entry, known: Mapping[Key, Facts]) -> IndexedFile:
    return IndexedFile(
        path=entry.path,
        blob=entry.blob,
        language=entry.language,
        facts=known[entry.blob, entry.language],
    )


def _make_snapshot(
    project: Project, files: Sequence[IndexedFile], skipped: Set[tuple[str, str]]
) -> Snapshot:
    unfit = {(printable(one.path), one.facts.reason) for one in files if one.facts.reason}
    indexed = [one for one in files if not one.facts.reason]
    snapshot = Snapshot(
        project=project,
        selection=project.selection,
        indexed_at=timezone.now(),
        parser_version=VERSION,
        file_count=len(indexed),
        symbol_count=sum(one.facts.symbol_count for one in indexed),
        skipped=sorted(map(list, skipped | unfit)),
        with_errors=[printable(one.path) for one in indexed if one.facts.has_errors],
    )
    snapshot.set_files(files)
    return snapshot


def printable(path: str) -> str:
    """Return a path on one line, with bytes that are no UTF-8 written out."""
    text = path.encode(errors="backslashreplace").decode()
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def _chunk(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
