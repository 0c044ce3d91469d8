"""The page of a project: the state of its index, and what is asked of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from devagent.analysis.findings import Kind
from devagent.models import FindingCount, IndexRun, Project, Snapshot
from devagent.pages.languages import LANGUAGE_NAMES
from devagent.permissions import REINDEX_PERMISSION
from live.panels import Viewer

_MOST_LISTED = 50
_MOST_COMMITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A file that was left out or indexed in part, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedCommit:
    """How many findings of each kind a commit had, in the order of the kinds."""

    count: FindingCount
    numbers: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """The last index of a project with what is being done about it."""

    project: Project
    snapshot: Snapshot | None
    languages: Sequence[tuple[str, int]]
    faults: Sequence[Fault]
    more_faults: int
    run: IndexRun | None
    kinds: Sequence[str]
    counts: Sequence[CountedCommit]
    may_reindex: bool


def get_index_state(project: Project, viewer: Viewer) -> IndexState:
    """Return what is shown of a project's index to a person."""
    snapshot = Snapshot.objects.filter(project=project).first()
    faults = _list_faults(snapshot) if snapshot else []
    return IndexState(
        project=project,
        snapshot=snapshot,
        languages=_count_languages(snapshot) if snapshot else [],
        faults=faults[:_MOST_LISTED],
        more_faults=max(len(faults) - _MOST_LISTED, 0),
        run=project.index_runs.first(),
        kinds=[kind.value for kind in Kind],
        counts=[
            CountedCommit(count=one, numbers=[one.counts.get(kind.value, 0) for kind in Kind])
            for one in project.finding_counts.all()[:_MOST_COMMITS]
        ],
        may_reindex=viewer.has_perm(REINDEX_PERMISSION),
    )


def _count_languages(snapshot: Snapshot) -> Sequence[tuple[str, int]]:
    counted = Counter(one.language for one in snapshot.list_files() if not one.facts.reason)
    return [(LANGUAGE_NAMES[language], count) for language, count in counted.most_common()]


def _list_faults(snapshot: Snapshot) -> Sequence[Fault]:
    partial = [(path, "indexed in part: it does not parse") for path in snapshot.with_errors]
    return [Fault(path=path, reason=reason) for path, reason in [*snapshot.skipped, *partial]]
