"""The rows of devagent."""

from devagent.models.analysis import BlobAnalysis
from devagent.models.approvals import Approval, AuditEntry, ChangeRequest
from devagent.models.candidates import Candidate
from devagent.models.counts import FindingCount
from devagent.models.coverage import BlobCoverage, CoverageRun
from devagent.models.index import Blob, Snapshot
from devagent.models.projects import Code, Project
from devagent.models.releases import Deployment, Release, ReleaseStep
from devagent.models.repairs import RepairRun
from devagent.models.reports import BugReport
from devagent.models.runs import IndexRun
from devagent.models.stages import Stage
from devagent.models.standing import StandingApproval

__all__ = [
    "Approval",
    "AuditEntry",
    "Blob",
    "BlobAnalysis",
    "BlobCoverage",
    "BugReport",
    "Candidate",
    "ChangeRequest",
    "Code",
    "CoverageRun",
    "Deployment",
    "FindingCount",
    "IndexRun",
    "Project",
    "Release",
    "ReleaseStep",
    "RepairRun",
    "Snapshot",
    "Stage",
    "StandingApproval",
]
