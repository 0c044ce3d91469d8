"""Analyses of blobs: made where they are missing, then read from the database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from operator import itemgetter

from django.db.models import Q, QuerySet
from django.utils import timezone

from devagent.index.discovery import normalise
from devagent.models import BlobAnalysis, Project
from devagent.models.index import IndexedFile
from devagent.services.sources import open_contents

_BATCH = 500
# Less is held in memory at once, and a long first run that is ended keeps what it has done.
_MADE_AT_ONCE = 60
_TRIED_AGAIN_AFTER = timedelta(hours=12)

Treated = tuple[str, bytes]
"""The name under which a file is analysed, and its text in UTF-8."""
_Key = tuple[str, str]
_KEY = ("blob", "treated_as")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What to keep of a file; what is not whole is made again after some hours."""

    content: bytes
    is_whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """How blobs are analysed: ``make`` gives the content to keep of each file, in order."""

    analyser: BlobAnalysis.Analyser
    version: str
    treat_as: Callable[[IndexedFile], str]
    make: Callable[[Sequence[Treated]], Iterable[Made]]


def read_analyses(
    project: Project, files: Sequence[IndexedFile], analysis: Analysis
) -> Iterator[bytes]:
    """Yield the analysis of each file of the project's index, in order."""
    keys = [(file.blob, analysis.treat_as(file)) for file in files]
    known = _find_known(keys, analysis)
    missing = {key: file for key, file in zip(keys, files, strict=True) if key not in known}
    if missing:
        with open_contents(project) as read:
            for start in range(0, len(missing), _MADE_AT_ONCE):
                part = dict(list(missing.items())[start : start + _MADE_AT_ONCE])
                known |= _make(read([blob for blob, _ in part]), part, analysis)
    yield from (known[key] for key in keys)


def is_analysed(files: Sequence[IndexedFile], analysis: Analysis) -> bool:
    """Return whether the analysis of each file is kept, so that none has to be made."""
    wanted = {(file.blob, analysis.treat_as(file)) for file in files}
    return wanted <= {
        key for rows in _find_rows(wanted, analysis) for key in rows.values_list(*_KEY)
    }


def _find_rows(wanted: Collection[_Key], analysis: Analysis) -> Iterator[QuerySet[BlobAnalysis]]:
    """Yield the rows that hold what is wanted, a part at a time; others may be among them."""
    hashes = sorted({blob for blob, _ in wanted})
    for start in range(0, len(hashes), _BATCH):
        yield BlobAnalysis.objects.filter(
            Q(retry_at=None) | Q(retry_at__gt=timezone.now()),
            analyser=analysis.analyser,
            version=analysis.version,
            blob__in=hashes[start : start + _BATCH],
        )


def _find_known(keys: Sequence[_Key], analysis: Analysis) -> dict[_Key, bytes]:
    wanted = set(keys)
    return {
        (blob, treated_as): bytes(content)
        for rows in _find_rows(wanted, analysis)
        for blob, treated_as, content in rows.values_list(*_KEY, "content")
        if (blob, treated_as) in wanted
    }


def _make(
    contents: Mapping[str, bytes], files: Mapping[_Key, IndexedFile], analysis: Analysis
) -> dict[_Key, bytes]:
    """Analyse and store blobs."""
    treated = [
        (treated_as, normalise(contents[blob], file.language)[0])
        for (blob, treated_as), file in files.items()
    ]
    made = dict(zip(files, analysis.make(treated), strict=True))
    BlobAnalysis.objects.bulk_create(
        [
            BlobAnalysis(
                blob=blob,
                analyser=analysis.analyser,
                treated_as=treated_as,
                version=analysis.version,
                content=one.content,
                retry_at=None if one.is_whole else timezone.now() + _TRIED_AGAIN_AFTER,
            )
            for (blob, treated_as), one in sorted(made.items(), key=itemgetter(0))
        ],
        update_conflicts=True,
        unique_fields=["blob", "analyser", "treated_as", "version"],
        update_fields=["content", "retry_at"],
    )
    return {key: one.content for key, one in made.items()}
