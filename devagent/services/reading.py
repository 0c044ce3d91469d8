"""Reads files of the index as they were when they were indexed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from devagent.exceptions import CodeUnknown
from devagent.index.discovery import normalise
from devagent.models import Project
from devagent.selectors import get_snapshot
from devagent.services.indexing import printable
from devagent.services.sources import open_contents


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of the index with its bytes in UTF-8.

    ``reason`` tells why there are none, and is empty otherwise.
    """

    path: str
    language: str
    content: bytes
    reason: str


def find_path(*, project: Project, path: str) -> str:
    """Return the path that the index has for one as ``printable`` writes it.

    Raises NotIndexed, CodeUnknown.
    """
    indexed = [one.path for one in get_snapshot(project).list_files()]
    found = path if path in indexed else next((p for p in indexed if printable(p) == path), None)
    if found is None:
        raise CodeUnknown(f"The index of {project} has no file {path!r}.")
    return found


def read_files(*, project: Project, paths: Iterable[str]) -> Mapping[str, SourceFile]:
    """Return the files of these paths that the index has, by path.

    Raises NotIndexed, and SourceUnreadable where the repository has them no more.
    """
    snapshot, wanted = get_snapshot(project), set(paths)
    files = [one for one in snapshot.list_files() if one.path in wanted]
    contents = _read(project, [one.blob for one in files if not one.facts.reason])
    return {
        one.path: SourceFile(
            path=one.path,
            language=one.language,
            content=normalise(contents.get(one.blob, b""), one.language)[0],
            reason=one.facts.reason,
        )
        for one in files
    }


def _read(project: Project, blobs: Sequence[str]) -> Mapping[str, bytes]:
    if not blobs:
        return {}
    with open_contents(project) as read:
        return read(blobs)
