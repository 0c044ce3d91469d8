"""How fixes get on, which wait for a person, and what changed where projects are served."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from devagent.models import Approval, Release, RepairRun
from devagent.pages.progress import list_steps
from devagent.pages.proposals import run_address
from devagent.permissions import APPROVE_PERMISSION
from devagent.services.indexing import printable
from devagent.skills.visible import count, list_runs, list_visible, names_of, refuse
from devagent.transitions import State
from queryassist.chat_skills.records import Asked, Line, Told
from queryassist.readings import Refusal

_MOST_RUNS, _MOST_RELEASES = 10, 20
PERIODS = ("today", "yesterday", "this week", "last week", "this month", "lately", "recently")


def tell_progress(asked: Asked) -> Told | Refusal:
    """Return how far the search for fixes is, or one run of it."""
    runs, number = list_runs(asked), asked.get("run")
    if number:
        runs = runs.filter(pk=int(number))
        if not runs.exists():
            return refuse(f"There is no run {number} that you may see.")
    open_runs = list(runs.filter(ended_at=None)[:_MOST_RUNS])
    shown = open_runs or list(runs[:1])
    if not shown:
        return refuse("No bug was reported yet in a project that you may see.")
    message = count(len(open_runs), "fix is under way", "fixes are under way")
    if not open_runs:
        message = "Nothing is under way. The last one:" if not number else "This one has ended."
    return Told(message=message, lines=tuple(map(_tell_run, shown)), subjects=names_of(shown))


def _tell_run(run: RepairRun) -> Line:
    state, steps = run.get_state_display(), []
    if run.state in RepairRun.WORKING:
        steps = [f"{step.mark} {step.text}" for step in list_steps(run)]
    told = f"{state}: {' · '.join(steps)}" if steps else f"{state}. {run.message}".strip()
    return _line_of(run, told)


def tell_waiting(asked: Asked) -> Told | Refusal:
    """Return the runs that wait for a decision which the person may take."""
    waiting = _list_unapproved(asked) + _list_undecided(asked)
    if not waiting or not asked.may(APPROVE_PERMISSION):
        return Told(message="Nothing waits for you.")
    return Told(
        message=count(len(waiting), "fix waits for you", "fixes wait for you"),
        lines=tuple(_line_of(run, note) for run, note in waiting[:_MOST_RUNS]),
        subjects=names_of(run for run, _ in waiting),
    )


def _list_unapproved(asked: Asked) -> list[tuple[RepairRun, str]]:
    """Return the runs whose fix awaits approval, and does not have that of the person yet."""
    given = Approval.objects.filter(
        run=OuterRef("pk"), person_id=asked.person_id, sha256=OuterRef("proposed__sha256")
    ).filter(base_commit=OuterRef("base_commit"))
    runs = list_runs(asked).filter(~Exists(given), state=State.AWAITING_APPROVAL)
    return [(run, "A fix awaits approval.") for run in runs]


def _list_undecided(asked: Asked) -> list[tuple[RepairRun, str]]:
    """Return the runs whose fix serves, and of which watching could not tell."""
    undecided = list_runs(asked).filter(
        releases__state=Release.State.WATCHED,
        releases__kept_at=None,
        releases__answer_until__isnull=False,
    )
    return [(run, "It serves: keep it, or take it back?") for run in undecided]


def tell_production(asked: Asked) -> Told | Refusal:
    """Return what was released, and what was taken back, in a period."""
    period = asked.get("period").lower() or "lately"
    since, until = _bounds(period, asked.now)
    within = Q(served_at__gte=since, served_at__lt=until)
    back = Q(state=Release.State.TAKEN_BACK, ended_at__gte=since, ended_at__lt=until)
    releases = Release.objects.filter(project__in=list_visible(asked.person_id)).filter(
        within | back
    )
    shown = list(releases.select_related("project", "run__report__project")[:_MOST_RELEASES])
    when = "in the last 7 days" if period in ("lately", "recently") else period
    if not shown:
        return Told(message=f"Nothing changed in production {when}.")
    return Told(
        message=count(len(shown), f"change of production {when}", f"changes of production {when}"),
        lines=tuple(map(_tell_release, shown)),
        subjects=tuple(sorted({release.project.name for release in shown})),
    )


def _bounds(period: str, now: datetime) -> tuple[datetime, datetime]:
    """Return start and end of a period: from a midnight until now, or until a later midnight."""
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    if period == "yesterday":
        return today - timedelta(days=1), today
    monday = today - timedelta(days=today.weekday())
    match period:
        case "this week":
            return monday, now
        case "last week":
            return monday - timedelta(days=7), monday
        case "this month":
            return today.replace(day=1), now
        case "today":
            return today, now
    return now - timedelta(days=7), now


def _tell_release(release: Release) -> Line:
    run, served = release.run, release.served_at
    what = run.report.title if run else "what the team has committed"
    when = f"{timezone.localtime(served):%-d %b, %H:%M}" if served else ""
    return Line(
        text=printable(f"{release.project}: {what}"),
        address=run_address(run) if run else "",
        note=" · ".join(
            filter(None, [when, release.get_state_display().lower(), release.commit[:10]])
        ),
    )


def _line_of(run: RepairRun, note: str) -> Line:
    return Line(
        text=printable(f"{run.report.project}: {run.report.title} (run {run.pk})"),
        address=run_address(run),
        note=printable(note),
    )
