"""The rows of devagent."""

from devagent.models.analysis import BlobAnalysis
from devagent.models.counts import FindingCount
from devagent.models.coverage import BlobCoverage, CoverageRun
from devagent.models.index import Blob, Snapshot
from devagent.models.projects import Code, Project
from devagent.models.runs import IndexRun

__all__ = [
    "Blob",
    "BlobAnalysis",
    "BlobCoverage",
    "Code",
    "CoverageRun",
    "FindingCount",
    "IndexRun",
    "Project",
    "Snapshot",
]
