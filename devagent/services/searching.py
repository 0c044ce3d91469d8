"""Where in a project something is: by a description, or by a bug report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from pydantic import BaseModel, Field, ValidationError

from devagent.exceptions import DevagentError, TextEmpty, tell_faults, tell_os_error
from devagent.index.search import descriptions, ranking
from devagent.index.search.descriptions import Found
from devagent.index.search.ranking import Ranking
from devagent.index.search.suspicion import NO_SYMPTOMS, Suspicions, Symptoms
from devagent.models import Project
from devagent.selectors import get_corpus
from devagent.services.indexing import index_folder
from devagent.services.sources import list_recent_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The answer to one line of a batch: a ranking, or why there is none.

    ``id`` is what the line has for one, whatever that is; None where it is no line of JSON.
    """

    id: object
    ranking: Ranking | None
    error: str
    elapsed_ms: float


class ReportLine(BaseModel):
    """One line of a batch of reports: the folder is a snapshot of the code that it is about."""

    id: object
    report: str
    path: str = Field(min_length=1)


def find_by_description(*, project: Project, text: str, limit: int = 20) -> Sequence[Found]:
    """Return symbols and files that fit a description, the best first.

    Raises TextEmpty, NotIndexed.
    """
    _refuse_nothing(text)
    return descriptions.find_by_description(get_corpus(project), text, limit=limit)


def find_bug_location(
    *, project: Project, report: str, limit: int = 20, suspicions: Suspicions | None = None
) -> Ranking:
    """Return the files and functions that a report is likely about.

    Raises TextEmpty, NotIndexed.
    ``suspicions`` are of lines that a failing test runs, where there is one: see services.coverage.
    """
    _refuse_nothing(report)
    symptoms = NO_SYMPTOMS
    if suspicions:
        symptoms = Symptoms(suspicions=suspicions, recent=list_recent_changes(project))
    return ranking.locate(get_corpus(project), report, limit=limit, symptoms=symptoms)


def _refuse_nothing(text: str) -> None:
    if not text.strip():
        raise TextEmpty


def locate_lines(lines: Iterable[str], *, limit: int = 20) -> Iterator[Located]:
    """Yield the answer to each line of JSON that is not blank."""
    for line in lines:
        if line.strip():
            yield _locate_line(line, limit)


def _locate_line(line: str, limit: int) -> Located:
    start = perf_counter()
    name, found, error = _find_id(line), None, ""
    try:
        wanted = ReportLine.model_validate_json(line)
        project = index_folder(path=Path(wanted.path))
        found = find_bug_location(project=project, report=wanted.report, limit=limit)
    except ValidationError as fault:
        error = tell_faults(fault)
    except DevagentError as fault:
        error = str(fault)
    except OSError as fault:
        error = tell_os_error(fault)
    elapsed_ms = (perf_counter() - start) * 1000
    return Located(id=name, ranking=found, error=error, elapsed_ms=round(elapsed_ms, 1))


def _find_id(line: str) -> object:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found.get("id") if isinstance(found, dict) else None
