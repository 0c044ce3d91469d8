"""Files as their names alone, and a ranking in an order that somebody gave who saw these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from devagent.index.search.corpus import Corpus
from devagent.index.search.ranking import RankedFile, Ranking

_MOST_SYMBOLS = 60
_RANK_CONSTANT = 60


def skeleton(corpus: Corpus, path: str) -> str:
    """Return the definitions of a file, one a line, none of their code; KeyError without it."""
    numbers = {known: number for number, known in enumerate(corpus.paths)}
    symbols = corpus.files[numbers[path]].symbols
    lines = [
        f"  {one.start_line}-{one.end_line} {one.kind} {one.qualified_name}"
        for one in symbols[:_MOST_SYMBOLS]
    ]
    more = len(symbols) - len(lines)
    return "\n".join([path, *lines, *([f"  and {more} more"] if more else [])])


def fused(rankings: Sequence[Ranking], *, limit: int) -> Ranking:
    """Return the files and functions of several rankings as one, by reciprocal rank fusion.

    Each place p of a ranking counts 1 / (60 + p), as Cormack, Clarke and Buettcher (2009) have it;
    the scores and reasons shown are those of the first ranking that names the file.
    """
    standing: dict[str, float] = {}
    named: dict[str, RankedFile] = {}
    for ranking in rankings:
        for place, file in enumerate(ranking.files, start=1):
            standing[file.path] = standing.get(file.path, 0.0) + 1 / (_RANK_CONSTANT + place)
            named.setdefault(file.path, file)
    paths = sorted(standing, key=lambda path: -standing[path])[:limit]
    functions = {
        (one.path, one.symbol): one for ranking in reversed(rankings) for one in ranking.functions
    }
    best = sorted(functions.values(), key=lambda one: -one.score)
    merged = Ranking(files=tuple(named[path] for path in paths), functions=tuple(best))
    return reordered(merged, paths, limit=limit)


def reordered(ranking: Ranking, paths: Sequence[str], *, reason: str = "", limit: int) -> Ranking:
    """Return the ranking with the files of ``paths`` first, in that order, and all others after.

    Paths that are not in it count for nothing. ``reason`` stands before a moved file's own.
    """
    known = {file.path: file for file in ranking.files}
    first = [path for path in dict.fromkeys(paths) if path in known]
    files = [known[path] for path in (*first, *(path for path in known if path not in first))]
    told = [
        replace(file, reasons=(reason, *file.reasons)) if reason and file.path in first else file
        for file in files[:limit]
    ]
    place = {file.path: number for number, file in enumerate(files)}
    functions = sorted(
        (one for one in ranking.functions if one.path in place), key=lambda one: place[one.path]
    )
    return Ranking(files=tuple(told), functions=tuple(functions[:limit]))
