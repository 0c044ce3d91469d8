"""A run of repair with all that a decision about its fix rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse

from devagent.index.roles import Role, find_role
from devagent.models import Approval, Candidate, ChangeRequest, RepairRun, Stage
from devagent.pages.addresses import file_address
from devagent.pages.decisions import Decision, list_open
from devagent.pages.diffs import DiffShown, show_diff
from devagent.permissions import VIEW_PERMISSION, VIEW_TRAIL_PERMISSION
from devagent.repair.patches import list_paths
from devagent.services.indexing import printable
from devagent.services.repairs.approvals import (
    count_approvers,
    count_needed,
    list_risks,
    list_valid_approvals,
)
from devagent.services.repairs.running import job_of
from devagent.services.repairs.shown import hash_shown
from devagent.transitions import status_of
from live.panels import Viewer
from sandbox.models import Run
from sandbox.verdicts.speed import Speed

_MOST_COMMANDS, _MOST_SUITES = 100, 50
_GOOD = frozenset({"passed", "skipped", "xfailed"})
_FEW_NOTICED = 0.8
_NOT_WEIGHED = "Whether tests notice changes of its lines, and whether it is slower."
_NEVER_CHECKED = "Data of production, and services that a sandbox cannot reach."


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was checked; ``is_good`` None where it is no matter of good or bad."""

    title: str
    text: str
    is_good: bool | None = None
    items: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """Results of a file of tests, or of a whole project: how many ended in which way."""

    name: str
    ended: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FixShown:
    """A fix and what is known of it; ``files`` have addresses where the person may go there."""

    candidate: Candidate
    diff: DiffShown
    checks: Sequence[Check]
    unchecked: Sequence[str]
    suites: Sequence[Suite]
    files: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A stage with how long it took."""

    stage: Stage
    took: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a page shows of a run; ``shown_sha256`` is what its buttons send back."""

    run: RepairRun
    status: str
    shown_sha256: str
    fix: FixShown | None
    decisions: Sequence[Decision]
    risks: Sequence[str]
    needed: int
    approvers: int
    approvals: Sequence[Approval]
    others: Sequence[Candidate]
    log: Sequence[Logged] = field(default_factory=list)
    commands: Sequence[Run] = ()
    cost_usd: object = 0
    requests: Sequence[ChangeRequest] = ()
    may_see_trail: bool = False


def get_proposal(run: RepairRun, viewer: Viewer) -> Proposal:
    """Return a run as a person may see it, and what they may decide."""
    stages = list(run.stages.select_related("candidate"))
    return Proposal(
        run=run,
        status=status_of(run),
        shown_sha256=hash_shown(run),
        fix=_show_fix(run, run.proposed, viewer) if run.proposed else None,
        decisions=list_open(viewer, run),
        risks=list_risks(run),
        needed=count_needed(run),
        approvers=count_approvers(run) if run.proposed else 0,
        approvals=list_valid_approvals(run),
        others=[one for one in run.candidates.all() if one != run.proposed],
        log=[Logged(stage=stage, took=_measure(stage)) for stage in stages],
        commands=list(Run.objects.filter(job=job_of(run).name).order_by("pk")[:_MOST_COMMANDS]),
        cost_usd=sum(stage.cost_usd for stage in stages),
        may_see_trail=viewer.has_perm(VIEW_TRAIL_PERMISSION),
        requests=list(run.change_requests.select_related("person", "candidate")),
    )


def run_address(run: RepairRun) -> str:
    """Return where a run is shown."""
    return reverse("admin:devagent_repairrun_change", args=[run.pk])


def list_product_paths(run: RepairRun) -> list[str]:
    """Return the files of the proposed fix that are code which does the project's work."""
    if run.proposed is None:
        return []
    paths = list_paths(bytes(run.proposed.diff))
    return [path for path in paths if find_role(path) is Role.SOURCE]


def _show_fix(run: RepairRun, candidate: Candidate, viewer: Viewer) -> FixShown:
    project, may_read = run.report.project, viewer.has_perm(VIEW_PERMISSION)
    return FixShown(
        candidate=candidate,
        diff=show_diff(bytes(candidate.diff)),
        checks=list(_list_checks(run, candidate)),
        unchecked=[*(candidate.unchecked or [_NOT_WEIGHED]), _NEVER_CHECKED],
        suites=list(_list_suites(candidate)),
        files=[
            (printable(path), file_address(project, path) if may_read else "")
            for path in list_paths(bytes(candidate.diff))
        ],
    )


def _list_checks(run: RepairRun, candidate: Candidate) -> Iterator[Check]:
    repaired, broken = _list_names(candidate, "repaired"), _list_names(candidate, "broken")
    is_fixed = bool(run.test_ids) and set(run.test_ids) <= set(repaired)
    yield Check(
        title="Reproduced and fixed",
        text=f"{run.get_evidence_display()}: it fails without the fix"
        + (", and passes with it." if is_fixed else "; that it passes with the fix is not known."),
        is_good=is_fixed,
        items=run.test_ids,
    )
    yield Check(
        title="Breaks no test",
        text=f"Tests that passed before and do not any more: {len(broken)}."
        if broken
        else "Every test that passed before passes with the fix.",
        is_good=not broken and candidate.verdict == Candidate.Verdict.PASSED,
        items=broken,
    )
    yield Check(
        title="New findings of linters",
        text="" if candidate.findings else "None.",
        is_good=not candidate.findings,
        items=candidate.findings,
    )
    yield Check(
        title="What a person should look at",
        text="" if candidate.flags else "Nothing that the policy names.",
        is_good=not candidate.flags,
        items=candidate.flags,
    )
    yield from _list_weighed(candidate)
    if candidate.reasons:
        yield Check(title="The verdict", text="", items=candidate.reasons)


def _list_weighed(candidate: Candidate) -> Iterator[Check]:
    """Yield what was measured of the best fixes; nothing of others."""
    made, killed = candidate.mutants.get("made", 0), candidate.mutants.get("killed", 0)
    if made:
        yield Check(
            title="Tests notice changes of its lines",
            text=f"{killed} of {made} changes.",
            is_good=killed >= _FEW_NOTICED * made,
            items=candidate.mutants.get("alive", ()),
        )
    if candidate.speed.get("ratio"):
        low, median, high = candidate.speed["ratio"]
        yield Check(
            title="Time of its tests",
            text=f"{median:.2f} of the time without it, from {low:.2f} to {high:.2f}, "
            f"in {candidate.speed['pairs']} pairs of runs.",
            is_good=candidate.speed["speed"] != Speed.SLOWER,
        )
    if candidate.grade:
        yield Check(title="Grade of the evidence, A to D", text=f"{candidate.grade}.")


def _list_names(candidate: Candidate, what: str) -> list[str]:
    return [str(name) for name in candidate.tests.get(what, ())]


def _list_suites(candidate: Candidate) -> Iterator[Suite]:
    """Yield the results of all tests, then those by file: the ones with failures come first."""
    if candidate.tests.get("ended"):
        yield Suite(name="All tests", ended=candidate.tests["ended"])
    by_file = candidate.tests.get("suites", {})
    for name in sorted(by_file, key=lambda name: (set(by_file[name]) <= _GOOD, name))[
        :_MOST_SUITES
    ]:
        yield Suite(name=str(name), ended=by_file[name])


def _measure(stage: Stage) -> timedelta | None:
    if stage.started_at is None or stage.ended_at is None:
        return None
    return stage.ended_at - stage.started_at
