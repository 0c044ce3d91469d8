"""An error of a deployed project is reported without a person: by what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from devagent.models import BugReport, Project, RepairRun
from devagent.repair.error_snippets import write_snippet, write_traceback
from devagent.repair.health import ErrorEvent
from devagent.services.repairs.auditing import QUEEN
from devagent.services.repairs.reporting import Reported, RunBudget, report_bug
from devagent.services.sources import find_head, open_commit
from sandbox.checkout import Blob, Checkout

_ATTACHMENT = "reported-error.py"
_MOST_COMMITS = 1
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is said of an error besides itself.

    Values of its variables may be of people who use the application: a model sees them only if
    ``may_send_values``, else the run that has them goes on without one.
    """

    severity: BugReport.Severity
    notes: str = ""
    may_send_values: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A commit that may have brought an error in, and why it is thought so."""

    commit: str
    reason: str


def report_error(
    *,
    project: Project,
    error: ErrorEvent,
    told: Told,
    now: datetime,
    budget: RunBudget | None = None,
) -> RepairRun:
    """Report an error of a project in Queen's name, and begin the search for a fix.

    Its call is attached where the project's code and the values of its stack tell how to make it
    again. Raises ReportInvalid, SourceUnreadable.
    """
    with open_commit(project, find_head(project)) as checkout:
        blobs = checkout.list_blobs(checkout.base_tree)
        placed = _place(error, blobs)
        snippet = write_snippet(placed, lambda path: _read(checkout, blobs, path))
    budget = budget or RunBudget()
    if snippet and not told.may_send_values:
        budget = replace(budget, engine=RepairRun.Engine.OFFLINE)
    traceback = write_traceback(placed)
    title = traceback.splitlines()[-1]
    reported = Reported(
        text="\n\n".join(part for part in (title, traceback, told.notes) if part).replace("\0", ""),
        severity=told.severity,
        attachment_name=_ATTACHMENT if snippet else "",
        attachment=snippet,
        by=QUEEN,
    )
    return report_bug(project=project, reported=reported, now=now, budget=budget)


def find_suspect(*, project: Project, error: ErrorEvent, commit: str = "") -> Suspect | None:
    """Return the commit that last changed where an error came up, as of a commit or the branch.

    The innermost line that the project has decides. Raises SourceUnreadable.
    """
    with open_commit(project, commit or find_head(project)) as checkout:
        blobs = checkout.list_blobs(checkout.base_tree)
        for frame in reversed(_place(error, blobs).stack):
            if frame.path not in blobs:
                continue
            changed = checkout.list_commits(_MOST_COMMITS, path=frame.path)
            if changed:
                one = changed[0]
                reason = (
                    f"{frame.path} was last changed by {one.id[:10]} “{one.subject}” "
                    f"({one.author}, {one.committed_at[:10]})."
                )
                return Suspect(commit=one.id, reason=reason)
    return None


def _place(error: ErrorEvent, blobs: Mapping[str, Blob]) -> ErrorEvent:
    """Return the error with the paths that the project has for those of its frames."""
    stack = [replace(frame, path=_find_path(frame.path, blobs)) for frame in error.stack]
    return replace(error, stack=stack)


def _find_path(told: str, blobs: Mapping[str, Blob]) -> str:
    """Return the project's path that a told one ends with, the longest; else as it was told."""
    path = told.replace("\\", "/")
    ends = [known for known in blobs if path == known or path.endswith(f"/{known}")]
    return max(ends, key=len, default=path)


def _read(checkout: Checkout, blobs: Mapping[str, Blob], path: str) -> str | None:
    blob = blobs.get(path)
    if blob is None or blob.size_bytes > _MOST_BYTES:
        return None
    return next(checkout.read_objects([blob.object_id])).decode(errors="replace")
