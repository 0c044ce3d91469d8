"""From the bytes of many files to what is stored of them, on all cores where it is worth it."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from devagent.index.discovery import normalise
from devagent.index.packing import pack
from devagent.index.parsing import parse

# Below, starting processes takes longer than they save.
_WORTH_PROCESSES = 60
_CHUNK = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What is stored of one file: packed where it was indexed, else the reason why not."""

    packed: bytes
    symbol_count: int
    has_errors: bool
    reason: str


def prepare(file: tuple[bytes, str]) -> Prepared:
    """Parse and pack one file, given as its bytes and its language."""
    content, reason = normalise(*file)
    if reason:
        return Prepared(packed=b"", symbol_count=0, has_errors=False, reason=reason)
    parsed = parse(content, file[1])
    return Prepared(
        packed=pack(parsed),
        symbol_count=len(parsed.symbols),
        has_errors=parsed.has_errors,
        reason="",
    )


def prepare_all(files: Sequence[tuple[bytes, str]]) -> Iterator[Prepared]:
    """Yield each file prepared, in order."""
    cores = len(os.sched_getaffinity(0))
    # A daemon, such as a worker of a task queue, may have no children.
    if len(files) < _WORTH_PROCESSES or cores < 2 or multiprocessing.current_process().daemon:
        yield from map(prepare, files)
        return
    # Forked by a server that has this module at hand, not from here, where connections are open.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with ProcessPoolExecutor(cores, mp_context=context) as pool:
        yield from pool.map(prepare, files, chunksize=_CHUNK)
