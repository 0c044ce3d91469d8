"""How far a run of repair is, as a list of what was done and what is being done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from devagent.models import Candidate, Release, ReleaseStep, RepairRun, Stage
from devagent.permissions import VIEW_REPORTS_PERMISSION
from devagent.services.indexing import printable
from live.panels import Viewer

Kind = Stage.Kind
State = Stage.State

_GIVEN_UP = frozenset({Release.State.FAILED, Release.State.TAKEN_BACK})
_MARKS: Mapping[str, str] = {State.DONE: "✓", State.FAILED: "✗", State.CANCELLED: "–"}
_DONE: Mapping[str, str] = {
    Kind.ANALYSE: "Read the report",
    Kind.REPRODUCE: "Reproduced",
    Kind.REVERT: "Looked for the commit that made it",
    Kind.TEMPLATE: "Made fixes by templates",
    Kind.RANK: "Compared the fixes",
}
_RUNNING: Mapping[str, str] = {
    Kind.ANALYSE: "reading the report",
    Kind.REPRODUCE: "reproducing the bug",
    Kind.LOCATE: "looking for the place",
    Kind.REVERT: "looking for the commit that made it",
    Kind.TEMPLATE: "making fixes by templates",
    Kind.RANK: "comparing the fixes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A piece of work: its mark, how it stands in a word, what it is, and what came of it."""

    mark: str
    state: str
    text: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A run with its steps in order."""

    run: RepairRun
    is_working: bool
    steps: Sequence[Step]
    may_see_report: bool


def get_progress(run: RepairRun, viewer: Viewer) -> Progress:
    """Return how far a run is."""
    return Progress(
        run=run,
        is_working=run.state in RepairRun.WORKING,
        steps=list_steps(run),
        may_see_report=viewer.has_perm(VIEW_REPORTS_PERMISSION),
    )


def list_steps(run: RepairRun) -> list[Step]:
    """Return what was done for a run and what is being done, in order."""
    stages = list(run.stages.select_related("candidate"))
    tested = [stage.pk for stage in stages if stage.kind == Kind.TEST]
    numbers = {pk: number for number, pk in enumerate(tested, start=1)}
    steps = [_show(run, stage, numbers.get(stage.pk, 0)) for stage in stages]
    made = run.candidates.count()
    if made:
        first = next((at for at, one in enumerate(stages) if one.kind == Kind.TEST), len(stages))
        text = f"{made} fix{'es' if made > 1 else ''} made"
        steps.insert(first, Step(mark="✓", state="done", text=text, note=""))
    released = ReleaseStep.objects.filter(release=run.releases.values("pk")[:1])
    return [*steps, *map(_show_released, released.select_related("release"))]


def _show(run: RepairRun, stage: Stage, number: int) -> Step:
    is_done = stage.state == State.DONE
    if stage.kind == Kind.TEST:
        text = _tell_test(stage, number)
    elif stage.kind == Kind.LOCATE and is_done:
        text = _tell_place(run)
    else:
        words = _DONE if is_done else _RUNNING
        text = words.get(stage.kind, stage.get_kind_display())
    return Step(
        mark=_mark(stage),
        state=stage.get_state_display().lower(),
        text=text,
        note=_tell_note(stage),
    )


def _show_released(step: ReleaseStep) -> Step:
    state = State.DONE if step.done_at else State.RUNNING
    if not step.done_at and step.release.state in _GIVEN_UP:
        state = State.FAILED
    return Step(
        mark=_MARKS.get(state, "…"),
        state=state.label.lower(),
        text=step.get_kind_display(),
        note=step.note,
    )


def _tell_note(stage: Stage) -> str:
    """Return what came of a stage, without what its text says already."""
    if stage.state == State.DONE and stage.kind == Kind.LOCATE:
        return ""
    verdict = stage.candidate.get_verdict_display() if stage.candidate else ""
    return stage.note.removeprefix(f"{verdict}. ")


def _mark(stage: Stage) -> str:
    """Return a tick for what came to something good, and a cross for a fix that lost too."""
    is_lost = stage.candidate and stage.candidate.verdict != Candidate.Verdict.PASSED
    if stage.state == State.DONE and is_lost:
        return _MARKS[State.FAILED]
    return _MARKS.get(stage.state, "…")


def _tell_place(run: RepairRun) -> str:
    if not run.locations:
        return "Found no place in the index"
    place = run.locations[0]
    return f"Found location {printable(str(place['path']))} line {place['line']}"


def _tell_test(stage: Stage, number: int) -> str:
    if stage.state == State.DONE and stage.candidate:
        verdict = Candidate.Verdict(stage.candidate.verdict).label.lower()
        return f"Tested fix {number} in sandbox: {verdict}"
    if stage.state == State.QUEUED:
        return f"fix {number} waits to be tested"
    return f"testing fix {number} in sandbox"
