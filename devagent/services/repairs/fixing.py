"""The whole way from a description to a proposal that awaits approval, in one call."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth import get_user_model
from django.utils import timezone

from devagent.exceptions import NotAllowed, ReportInvalid
from devagent.models import Candidate, Project, RepairRun, Stage
from devagent.permissions import REPORT_PERMISSION
from devagent.selectors import list_projects
from devagent.services.repairs.performing import run_stage
from devagent.services.repairs.reporting import Reported, RunBudget, report_bug
from devagent.services.repairs.stages import Clock
from devagent.transitions import status_of

_POLL_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Approach:
    """A fix that was made: what it does, how it did, and why it was not proposed.

    ``agreement`` is how often it was made. Of the best that passed, ``grade`` is what their
    evidence is worth, and ``unchecked`` what it does not rest on.
    """

    title: str
    source: str
    verdict: str
    lost: str
    diff: str
    tests: Mapping[str, object]
    approach: str
    explanation: str
    agreement: int
    grade: str
    unchecked: Sequence[str]
    speed: Mapping[str, object]
    mutants: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class FixResult:
    """What became of a report. ``proposal_id`` is the run's, None where nothing is proposed.

    ``status`` is the proposal's as a team knows it, ``state`` the run's; ``missing`` says what a
    reproduction needs.
    """

    run_id: int
    proposal_id: int | None
    state: str
    status: str
    message: str
    awaiting_approval: bool
    base_commit: str
    evidence: str
    test_ids: Sequence[str]
    approaches_tested: int
    approaches: Sequence[Approach]
    best_approach: Approach | None
    test_results: Mapping[str, object]
    analysis: Mapping[str, object]
    locations: Sequence[Mapping[str, object]]
    missing: Sequence[str]
    stages: Sequence[str]
    cost_usd: str
    tokens: int
    elapsed_s: float


class AutonomousFixer:
    """Fixes bugs of one project as far as a person's approval."""

    def __init__(
        self, project: Project, *, budget: RunBudget | None = None, clock: Clock = timezone.now
    ) -> None:
        self._project = project
        self._budget = budget
        self._clock = clock

    def fix_bug(
        self, description: str, admin_id: int, *, test: Path | None = None, steps: str = ""
    ) -> FixResult:
        """Report a bug for a person, and return what came of it when the run rests or ended.

        Raises NotAllowed where the person may not report bugs of the project, ReportInvalid,
        SourceUnreadable.
        """
        _refuse_unless_allowed(self._project, admin_id)
        reported = read_reported(description, test=test, steps=steps)
        run = report_bug(
            project=self._project,
            reported=reported,
            reporter_id=admin_id,
            budget=self._budget,
            now=self._clock(),
        )
        work_off(run_id=run.pk, clock=self._clock)
        return read_result(run.pk)


def read_reported(description: str, *, test: Path | None = None, steps: str = "") -> Reported:
    """Return a report with a file attached; raises ReportInvalid where that cannot be read."""
    try:
        attachment = test.read_text(encoding="utf-8") if test else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ReportInvalid(f"{test} cannot be attached: {error}") from error
    name = test.name if test else ""
    return Reported(text=description, steps=steps, attachment_name=name, attachment=attachment)


def _tell_nobody(_stage: Stage) -> None:
    return


def work_off(
    *, run_id: int, clock: Clock = timezone.now, tell: Callable[[Stage], None] = _tell_nobody
) -> None:
    """Do the stages of a run, beside other workers, until it rests or has ended.

    Each stage that has ended, whoever did it, is told once.
    """
    told: set[int] = set()
    while True:
        is_working = RepairRun.objects.filter(pk=run_id, state__in=RepairRun.WORKING).exists()
        ended = Stage.objects.filter(run=run_id, ended_at__isnull=False).exclude(pk__in=told)
        for stage in ended:
            tell(stage)
            told.add(stage.pk)
        if not is_working:
            return
        claimable = Stage.objects.claimable(clock()).filter(run=run_id)
        stage_id = claimable.values_list("pk", flat=True).first()
        if stage_id is None or not run_stage(stage_id=stage_id, clock=clock):
            time.sleep(_POLL_S)  # another worker is at it


def read_result(run_id: int) -> FixResult:
    """Return what became of a run so far."""
    run = RepairRun.objects.select_related("report", "proposed").get(pk=run_id)
    candidates = list(run.candidates.all())
    stages = list(run.stages.all())
    best = run.proposed
    ends = [stage.ended_at for stage in stages if stage.ended_at]
    return FixResult(
        run_id=run.pk,
        proposal_id=run.pk if best else None,
        state=run.state,
        status=status_of(run),
        message=run.message or (stages[-1].note if stages else ""),
        awaiting_approval=run.state == RepairRun.State.AWAITING_APPROVAL,
        base_commit=run.base_commit,
        evidence=run.evidence,
        test_ids=run.test_ids,
        approaches_tested=sum(one.verdict != Candidate.Verdict.UNTESTED for one in candidates),
        approaches=[_describe(one) for one in candidates],
        best_approach=_describe(best) if best else None,
        test_results=best.tests if best else {},
        analysis=run.analysis,
        locations=run.locations,
        missing=run.missing,
        stages=[f"{stage}. {stage.note}" for stage in stages],
        cost_usd=str(sum(stage.cost_usd for stage in stages)),
        tokens=sum(stage.tokens for stage in stages),
        elapsed_s=(max(ends) - run.started_at).total_seconds() if ends else 0.0,
    )


def _describe(candidate: Candidate) -> Approach:
    return Approach(
        title=candidate.title,
        source=candidate.source,
        verdict=candidate.verdict,
        lost=candidate.lost,
        diff=candidate.text,
        tests=candidate.tests,
        approach=candidate.approach,
        explanation=candidate.explanation,
        agreement=candidate.agreement,
        grade=candidate.grade,
        unchecked=candidate.unchecked,
        speed=candidate.speed,
        mutants=candidate.mutants,
    )


def _refuse_unless_allowed(project: Project, person_id: int) -> None:
    person = get_user_model().objects.filter(pk=person_id).first()
    is_theirs = list_projects().visible_to(person_id).filter(pk=project.pk).exists()
    may_report = person is not None and person.is_staff and person.has_perm(REPORT_PERMISSION)
    if not (may_report and is_theirs):
        raise NotAllowed(f"This person may not report bugs of {project}.")
