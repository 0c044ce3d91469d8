"""The rows of devagent."""

from devagent.models.analysis import BlobAnalysis
from devagent.models.coverage import BlobCoverage, CoverageRun
from devagent.models.index import Blob, Snapshot
from devagent.models.projects import Project

__all__ = ["Blob", "BlobAnalysis", "BlobCoverage", "CoverageRun", "Project", "Snapshot"]
