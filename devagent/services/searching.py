"""Where in a project something is: by a description, or by a bug report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from pydantic import BaseModel, ValidationError

from devagent.exceptions import DevagentError
from devagent.index.search import descriptions, ranking
from devagent.index.search.descriptions import Found
from devagent.index.search.ranking import Ranking
from devagent.index.search.suspicion import NO_SYMPTOMS, Suspicions, Symptoms
from devagent.models import Project
from devagent.selectors import get_corpus
from devagent.services.indexing import index_project
from devagent.services.projects import take_folder
from devagent.services.sources import list_recent_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The answer to one line of a batch: a ranking, or why there is none."""

    id: str
    ranking: Ranking | None
    error: str
    elapsed_ms: float


class ReportLine(BaseModel):
    """One line of a batch of reports: the folder is a snapshot of the code that it is about."""

    id: str | int
    report: str
    path: Path


def find_by_description(*, project: Project, text: str, limit: int = 20) -> Sequence[Found]:
    """Return symbols and files that fit a description, the best first; raises NotIndexed."""
    return descriptions.find_by_description(get_corpus(project), text, limit=limit)


def find_bug_location(
    *, project: Project, report: str, limit: int = 20, suspicions: Suspicions | None = None
) -> Ranking:
    """Return the files and functions that a report is likely about; raises NotIndexed.

    ``suspicions`` are of lines that a failing test runs, where there is one: see services.coverage.
    """
    symptoms = NO_SYMPTOMS
    if suspicions:
        symptoms = Symptoms(suspicions=suspicions, recent=list_recent_changes(project))
    return ranking.locate(get_corpus(project), report, limit=limit, symptoms=symptoms)


def locate_in_folder(*, path: Path, report: str, limit: int = 20) -> Ranking:
    """Index a plain folder, as far as it has changed, and locate a report in it."""
    project = take_folder(path=path)
    index_project(project=project)
    return find_bug_location(project=project, report=report, limit=limit)


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
        found = locate_in_folder(path=wanted.path, report=wanted.report, limit=limit)
    except ValidationError as fault:
        error = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in fault.errors())
    except (DevagentError, OSError) as fault:
        error = str(fault)
    elapsed_ms = (perf_counter() - start) * 1000
    return Located(id=name, ranking=found, error=error, elapsed_ms=round(elapsed_ms, 1))


def _find_id(line: str) -> str:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return ""
    return str(found.get("id", "")) if isinstance(found, dict) else ""
