"""Whether a run may be applied: a person approved exactly these bytes, on this commit."""

from __future__ import annotations

from collections.abc import Sequence

from devagent.models import Approval, RepairRun


def has_valid_approval(run: RepairRun) -> bool:
    """Return whether the proposed bytes are those that were tested, and somebody approved them."""
    return bool(run.proposed and run.proposed.is_whole and list_valid_approvals(run))


def list_valid_approvals(run: RepairRun) -> Sequence[Approval]:
    """Return the approvals of the proposed bytes on the run's base commit, the first one first."""
    if run.proposed is None:
        return []
    approvals = run.approvals.select_related("person")
    return list(approvals.filter(sha256=run.proposed.sha256, base_commit=run.base_commit))
