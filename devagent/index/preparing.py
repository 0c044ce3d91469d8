"""From the bytes of many files to what is stored of them, on all cores where it is worth it."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain

from devagent.index.discovery import normalise
from devagent.index.packing import pack
from devagent.index.parsing import parse_all
from devagent.index.records import ParsedFile

# Below, starting processes takes longer than they save.
_WORTH_PROCESSES = 60
# Files are parsed as many at a time as have so many bytes together.
_CHUNK_BYTES = 300_000
# Counting has 31 bits for files times terms: so many files, with those of the largest, fit in.
_CHUNK_FILES = 256

File = tuple[bytes, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What is stored of one file: packed where it was indexed, else the reason why not."""

    packed: bytes
    symbol_count: int
    has_errors: bool
    reason: str


def prepare(files: Sequence[File]) -> list[Prepared]:
    """Parse and pack files, given as their bytes and language."""
    normalised = [normalise(*file) for file in files]
    readable = [
        (content, language)
        for (content, reason), (_, language) in zip(normalised, files, strict=True)
        if not reason
    ]
    parsed = iter(parse_all(readable))
    return [
        Prepared(packed=b"", symbol_count=0, has_errors=False, reason=reason)
        if reason
        else _pack(next(parsed))
        for _, reason in normalised
    ]


def _pack(parsed: ParsedFile) -> Prepared:
    return Prepared(
        packed=pack(parsed),
        symbol_count=len(parsed.symbols),
        has_errors=parsed.has_errors,
        reason="",
    )


def core_count() -> int:
    """Return how many cores this process may use; macOS knows only how many there are."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def prepare_all(files: Sequence[File]) -> Iterator[Prepared]:
    """Yield each file prepared, in order."""
    cores = core_count()
    # A daemon, such as a worker of a task queue, may have no children.
    if len(files) < _WORTH_PROCESSES or cores < 2 or multiprocessing.current_process().daemon:
        yield from chain.from_iterable(map(prepare, _chunk(files)))
        return
    # Forked by a server that has this module at hand, not from here, where connections are open.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with ProcessPoolExecutor(cores, mp_context=context) as pool:
        yield from chain.from_iterable(pool.map(prepare, _chunk(files)))


def _chunk(files: Iterable[File]) -> Iterator[Sequence[File]]:
    chunk: list[File] = []
    size_bytes = 0
    for file in files:
        chunk.append(file)
        size_bytes += len(file[0])
        if size_bytes > _CHUNK_BYTES or len(chunk) == _CHUNK_FILES:
            yield chunk
            chunk, size_bytes = [], 0
    if chunk:
        yield chunk
