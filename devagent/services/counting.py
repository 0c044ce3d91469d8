"""Findings counted by kind, so that a project's page shows how they go up and down."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from devagent.models import FindingCount, Project
from devagent.selectors import get_snapshot
from devagent.services.analysis import analyze_files
from devagent.services.indexing import INDEX_TOPIC
from live.services import publish


def count_findings(*, project: Project, now: datetime) -> FindingCount:
    """Return the counts of the commit that is indexed, made where there are none.

    Raises NotIndexed, SourceUnreadable, AnalysisFailed.
    """
    commit = get_snapshot(project).commit
    known = FindingCount.objects.filter(project=project, commit=commit).first()
    if known:
        return known
    counted = Counter(finding.kind.value for finding in analyze_files(project=project))
    count, _ = FindingCount.objects.get_or_create(
        project=project, commit=commit, defaults={"counted_at": now, "counts": dict(counted)}
    )
    publish(INDEX_TOPIC.format(key=project.pk))
    return count
