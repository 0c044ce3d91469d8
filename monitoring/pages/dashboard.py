"""What is wrong now, and what Queen does about it, of the projects that a person sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncHour

from devagent.models import Release
from devagent.models.projects import ProjectQuerySet
from devagent.permissions import VIEW_REPAIRS_PERMISSION
from devagent.selectors import list_projects
from live.panels import Viewer
from monitoring.detect.histograms import percentile_ms
from monitoring.models import (
    Anomaly,
    Brake,
    Complaint,
    ErrorGroup,
    Incident,
    IncidentEntry,
    LatencyMinute,
    MinuteCount,
    SecuritySignal,
    Severity,
)
from monitoring.pages.sparklines import Sparkline, draw_sparkline
from monitoring.permissions import VIEW_ERRORS_PERMISSION
from monitoring.services.watching.rounds import list_troubles
from queryassist.charts import Line, Lines
from queryassist.formats import ResultColumn

HOURS = 24
_MOST = 20
_MOST_GROUPS = 10
_MOST_VIEWS = 8
_HOUR = timedelta(hours=1)
Row = TypeVar("Row", IncidentEntry, Release)
_COUNT = ResultColumn(name="errors", label="errors", kind="integer")
_AT = ResultColumn(name="hour", label="hour", kind="hour")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A group of errors with its counts of the last day."""

    group: ErrorGroup
    n: int
    sparkline: Sparkline


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewRow:
    """How a view did in the last hour: 95th percentile of its latency, share of 5xx in percent."""

    name: str
    n: int
    latency_ms: float
    failed_percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A line of the time line: of an incident, or a release that began to serve."""

    at: datetime
    text: str
    project: str
    incident: Incident | None = None
    is_release: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All that the dashboard shows; ``figures`` pairs names with numbers.

    What begins with ``may`` says whether somebody gets to the pages of runs and of errors.
    """

    troubles: Sequence[str]
    brake: Brake | None
    figures: Sequence[tuple[str, int]]
    incidents: Sequence[Incident]
    more: int
    moments: Sequence[Moment]
    groups: Sequence[GroupRow]
    views: Sequence[ViewRow]
    attacks: Sequence[tuple[str, int]]
    complaints: Sequence[tuple[str, int]]
    held_back: int
    may_see_runs: bool
    may_see_errors: bool


def get_board(viewer: Viewer, *, now: datetime) -> Board:
    """Return the dashboard as somebody may see it."""
    projects = list_projects().visible_to(int(str(viewer.pk)))
    opened = list_open(projects)
    incidents = sorted(
        opened[: 5 * _MOST], key=lambda one: -list(Severity).index(Severity(one.severity))
    )
    brake = Brake.objects.first()
    day = now - HOURS * _HOUR
    return Board(
        troubles=list_troubles(now=now),
        brake=brake if brake and not brake.lets_begin else None,
        figures=_count(opened),
        incidents=incidents[:_MOST],
        more=max(0, opened.count() - _MOST),
        moments=list_moments(projects, since=day),
        groups=_list_groups(projects, now=now),
        views=_list_views(projects, since=now - _HOUR),
        attacks=_list_attacks(projects, since=day),
        complaints=_list_complaints(projects, since=day),
        held_back=Anomaly.objects.filter(project__in=projects, found_at__gt=day)
        .exclude(held_back="")
        .count(),
        may_see_runs=viewer.has_perm(VIEW_REPAIRS_PERMISSION),
        may_see_errors=viewer.has_perm(VIEW_ERRORS_PERMISSION),
    )


def list_open(projects: ProjectQuerySet) -> QuerySet[Incident]:
    """Return the incidents of projects that are not over, the newest first."""
    opened = Incident.objects.open().filter(project__in=projects)
    return opened.select_related("project", "group", "run", "assignee")


def get_error_chart(person_pk: int | None, *, now: datetime) -> Lines | None:
    """Return the errors of each hour of the last day, by project; None where there were none."""
    projects = list_projects().visible_to(person_pk)
    start = _floor(now) - (HOURS - 1) * _HOUR
    rows = (
        MinuteCount.objects.filter(
            project__in=projects, group=None, kind=MinuteCount.Kind.ERROR, minute__gte=start
        )
        .annotate(hour=TruncHour("minute"))
        .values_list("project__name", "hour")
        .annotate(total=Sum("n"))
    )
    by_project: dict[str, dict[datetime, int]] = {}
    for name, hour, total in rows:
        by_project.setdefault(name, {})[hour] = total
    busiest = sorted(by_project, key=lambda name: -sum(by_project[name].values()))[:4]
    lines = tuple(Line(name=name, amounts=_fill(by_project[name], start)) for name in busiest)
    if not lines:
        return None
    return Lines(lines=lines, unit=_COUNT, bucket=_AT, moment_format="%H:%M")


def list_moments(projects: ProjectQuerySet, *, since: datetime) -> Sequence[Moment]:
    """Return what happened to incidents, and which releases began to serve, the newest first."""
    entries = IncidentEntry.objects.filter(incident__project__in=projects, at__gt=since)
    releases = Release.objects.filter(project__in=projects, served_at__gt=since)
    moments = [
        *(_of_entry(one) for one in _newest(entries.select_related("incident__project"), "at")),
        *_of_releases(_newest(releases.select_related("project"), "served_at")),
    ]
    return sorted(moments, key=lambda one: one.at, reverse=True)[:_MOST]


def count_hours(group_pks: Iterable[int], *, now: datetime) -> Mapping[int, Sequence[int]]:
    """Return for each group how many errors there were in each of the last 24 hours."""
    start = _floor(now) - (HOURS - 1) * _HOUR
    rows = (
        MinuteCount.objects.filter(group__in=list(group_pks), minute__gte=start)
        .annotate(hour=TruncHour("minute"))
        .values_list("group", "hour")
        .annotate(total=Sum("n"))
    )
    found: dict[int, list[int]] = {}
    for pk, hour, total in rows:
        place = int((hour - start) / _HOUR)
        if pk is not None and 0 <= place < HOURS:
            found.setdefault(pk, [0] * HOURS)[place] = total
    return found


def _count(opened: QuerySet[Incident]) -> Sequence[tuple[str, int]]:
    by_severity = dict(
        opened.order_by()
        .values_list("severity")
        .annotate(n=Count("pk"))
        .values_list("severity", "n")
    )
    proposed = opened.filter(state=Incident.State.PROPOSED).count()
    shown = reversed([*Severity])
    return [
        *((one.label, by_severity.get(one.value, 0)) for one in shown),
        ("Fixes to approve", proposed),
    ]


def _list_groups(projects: ProjectQuerySet, *, now: datetime) -> Sequence[GroupRow]:
    day = MinuteCount.objects.filter(
        project__in=projects, group__isnull=False, minute__gt=now - HOURS * _HOUR
    )
    top = day.order_by().values("group").annotate(total=Sum("n")).order_by("-total")[:_MOST_GROUPS]
    totals = {row["group"]: row["total"] for row in top}
    groups = ErrorGroup.objects.select_related("project").in_bulk(list(totals))
    hours = count_hours(totals, now=now)
    return [
        GroupRow(
            group=groups[pk],
            n=total,
            sparkline=draw_sparkline(hours.get(pk, [0] * HOURS), "an hour"),
        )
        for pk, total in totals.items()
    ]


def _list_views(projects: ProjectQuerySet, *, since: datetime) -> Sequence[ViewRow]:
    rows = LatencyMinute.objects.filter(project__in=projects, trusted=True, minute__gt=since)
    by_name: dict[str, list[LatencyMinute]] = {}
    for row in rows.order_by("pk")[:5_000]:
        by_name.setdefault(row.transaction, []).append(row)
    views = [_sum_view(name, minutes) for name, minutes in by_name.items()]
    return sorted(views, key=lambda one: -one.latency_ms)[:_MOST_VIEWS]


def _sum_view(name: str, minutes: Sequence[LatencyMinute]) -> ViewRow:
    n = sum(row.n for row in minutes)
    buckets = [sum(column) for column in zip(*(row.buckets for row in minutes), strict=False)]
    statuses = [sum(column) for column in zip(*(row.statuses for row in minutes), strict=False)]
    failed = statuses[5] if len(statuses) > 5 else 0
    return ViewRow(
        name=name,
        n=n,
        latency_ms=percentile_ms(buckets, 0.95) or 0.0,
        failed_percent=100 * failed / n if n else 0.0,
    )


def _list_attacks(projects: ProjectQuerySet, *, since: datetime) -> Sequence[tuple[str, int]]:
    found = SecuritySignal.objects.filter(project__in=projects, occurred_at__gt=since)
    counted = found.exclude(attack="").order_by().values_list("attack").annotate(n=Count("pk"))
    return [(kind.replace("-", " "), n) for kind, n in counted.order_by("-n", "attack")[:_MOST]]


def _list_complaints(projects: ProjectQuerySet, *, since: datetime) -> Sequence[tuple[str, int]]:
    found = Complaint.objects.filter(project__in=projects, created_at__gt=since).order_by()
    counted = found.values_list("topic__title").annotate(n=Count("pk")).order_by("-n")
    return list(counted[:5])


def _of_entry(entry: IncidentEntry) -> Moment:
    incident = entry.incident
    return Moment(at=entry.at, text=entry.text, project=incident.project.name, incident=incident)


def _of_releases(releases: Iterable[Release]) -> list[Moment]:
    return [
        Moment(
            at=one.served_at,
            text=f"Release {one.number} ({one.commit[:10]}) began to serve"
            + (f", the fix of run {one.run_id}." if one.run_id else "."),
            project=one.project.name,
            is_release=True,
        )
        for one in releases
        if one.served_at
    ]


def _newest(rows: QuerySet[Row], column: str) -> QuerySet[Row]:
    return rows.order_by(f"-{column}", "-pk")[:_MOST]


def _fill(counts: Mapping[datetime, int], start: datetime) -> tuple[tuple[datetime, Decimal], ...]:
    hours = [start + place * _HOUR for place in range(HOURS)]
    return tuple((hour.replace(tzinfo=None), Decimal(counts.get(hour, 0))) for hour in hours)


def _floor(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
