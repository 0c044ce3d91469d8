"""The hash of all that a decision about a run rests on; what is shown carries it."""

from __future__ import annotations

import hashlib
import json

from devagent.models import Candidate, RepairRun
from devagent.models.candidates import hash_diff
from devagent.services.repairs.approvals import list_risks


def hash_shown(run: RepairRun) -> str:
    """Return the SHA-256, in hexadecimal, of what a person has to have seen to decide.

    That is the run with its state, round and base commit, the report, the reproduction, and of the
    proposed fix the hash of its very bytes and every other column: verdict, reasons, flags,
    findings, tests, isolation and what else was found out; and why it needs a second person. Who
    else has approved is left out, since two may decide at once. As long as a run works nothing is
    proposed, and to cancel it does not rest on how far it is: its round alone counts.
    """
    grounds: dict[str, object] = {"run": run.pk, "round": run.round}
    if run.state not in RepairRun.WORKING:
        report = run.report
        grounds |= {
            "state": run.state,
            "base_commit": run.base_commit,
            "report": [report.title, report.description, report.steps, report.severity],
            "reproduction": [run.evidence, run.test_path, run.test_text, run.test_ids, run.failure],
            "fix": _read(run.proposed) if run.proposed else None,
            "risks": list(list_risks(run)),
        }
    text = json.dumps(grounds, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _read(candidate: Candidate) -> dict[str, object]:
    """Return all columns of a fix, its bytes as their hash."""
    columns = [field.attname for field in candidate._meta.concrete_fields]  # noqa: SLF001
    values = {name: getattr(candidate, name) for name in columns}
    return values | {"diff": hash_diff(bytes(candidate.diff))}
