"""What people do and say is watched: attacks, complaints that rise, and lines that meet a rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet

from devagent.models import Project
from monitoring.detect.patterns import Sighting, detect_pattern
from monitoring.detect.probation import chance_of_more
from monitoring.detect.severity import Impact
from monitoring.models import (
    Complaint,
    ErrorGroup,
    Event,
    Incident,
    MinuteCount,
    Rule,
    SecuritySignal,
    Topic,
)
from monitoring.services.handling import Found, handle_anomaly
from monitoring.services.measuring import measure_group
from monitoring.services.watching.groups import key_of

_ATTACKS_IN = timedelta(minutes=10)
_COMPLAINTS_IN = timedelta(hours=1)
_USUALLY = timedelta(days=7)
_FEWEST_COMPLAINTS = 3
_RARE = 0.001
_MET = "A rule that somebody wrote is met."
_MOST_LINES = 50_000

Kind = Incident.Kind


def watch_attacks(*, now: datetime) -> int:
    """Look at the signs of attacks of the last ten minutes; return how many kinds are going on."""
    recent = SecuritySignal.objects.filter(occurred_at__gt=now - _ATTACKS_IN, occurred_at__lte=now)
    found = recent.exclude(attack="").exclude(project=None).values("project", "attack")
    counted = found.annotate(
        n=Count("pk"),
        addresses=Count("address_hash", distinct=True),
        began_at=Min("occurred_at"),
    )
    rows = list(counted.order_by("project", "attack"))
    projects = Project.objects.in_bulk([row["project"] for row in rows])
    for row in rows:
        kind = str(row["attack"])
        title = f"{kind.replace('-', ' ').capitalize()}: {row['n']:,} signs"
        handle_anomaly(
            Found(
                project=projects[row["project"]],
                kind=Kind.ATTACK,
                key=f"attack:{kind}",
                title=f"{title} from {row['addresses']:,} addresses",
                began_at=max(row["began_at"], now - _ATTACKS_IN),
                impact=Impact(attack=kind),
            ),
            now=now,
        )
    return len(rows)


def watch_complaints(*, now: datetime) -> int:
    """Look which topics more people complain of than usual; return how many these are."""
    hour, week = now - _COMPLAINTS_IN, now - _USUALLY
    lately = Q(complaints__created_at__gt=hour, complaints__created_at__lte=now)
    earlier = Q(complaints__created_at__gt=week, complaints__created_at__lte=hour)
    topics = Topic.objects.filter(last_seen__gt=hour).select_related("project")
    counted = topics.annotate(
        n=Count("complaints", filter=lately & Q(complaints__trusted=True)),
        others=Count("complaints", filter=lately & Q(complaints__trusted=False)),
        before=Count("complaints", filter=earlier),
    )
    found = 0
    for topic in counted:
        usual = topic.before / (_USUALLY / _COMPLAINTS_IN)
        total = topic.n + topic.others
        if total >= _FEWEST_COMPLAINTS and chance_of_more(total, usual) < _RARE:
            one = _of_topic(topic, told=topic.n, others=topic.others, now=now)
            handle_anomaly(one, now=now)
            found += 1
    return found


def _of_topic(topic: Topic, *, told: int, others: int, now: datetime) -> Found:
    """Return what is wrong by a topic: the errors that trusted complaints of it are linked to.

    Where there are none, it is what so many people have told, and so many others.
    """
    group = _find_group(topic) if told else None
    impact = measure_group(group, trusted=True, now=now) if group else Impact()
    untrusted = Impact(complaints=others, trusted=False)
    return Found(
        project=topic.project,
        kind=Kind.COMPLAINTS,
        key=key_of(group) if group else f"topic:{topic.pk}",
        title=topic.title,
        group=group,
        began_at=now - timedelta(minutes=1),
        impact=replace(impact, complaints=told) if told else untrusted,
        untrusted=untrusted if told and others else None,
    )


def _find_group(topic: Topic) -> ErrorGroup | None:
    """Return the errors that the newest trusted complaint with some is linked to."""
    linked = Complaint.objects.filter(topic=topic, trusted=True).exclude(group=None)
    newest = linked.select_related("group").order_by("-pk").first()
    return newest.group if newest else None


def watch_rules(*, now: datetime) -> int:
    """Look which rules are met by what came in; return how many."""
    found = 0
    for rule in Rule.objects.filter(is_active=True).select_related("project"):
        since = now - timedelta(minutes=rule.window_minutes)
        # The counts of minutes tell at once whose events came; their first minute is not whole.
        counts = MinuteCount.objects.filter(
            group=None,
            kind=MinuteCount.Kind.ERROR,
            minute__gt=since - timedelta(minutes=1),
            minute__lte=now,
        )
        if rule.project:
            counts = counts.filter(project=rule.project)
        for project in Project.objects.filter(pk__in=counts.values("project")):
            found += _watch_rule(rule, project, since, now=now)
    return found


def _watch_rule(rule: Rule, project: Project, since: datetime, *, now: datetime) -> bool:
    """Return whether a rule is met by the lines of a project, by its trusted ones or by all."""
    pattern = rule.to_pattern()
    for only in ({"trusted": True}, {}):
        rows = Event.objects.filter(project=project, received_at__gt=since, received_at__lte=now)
        match = detect_pattern(pattern, _list_sightings(rows.filter(**only)))
        if match:
            handle_anomaly(
                Found(
                    project=project,
                    kind=Kind.PATTERN,
                    key=f"rule:{rule.pk}",
                    title=f"{rule.name}: {match.lines:,} lines",
                    began_at=datetime.fromtimestamp(match.time_s, UTC),
                    impact=Impact(users=match.users, remark=_MET, trusted=bool(only)),
                ),
                now=now,
            )
            return True
    return False


def _list_sightings(events: QuerySet[Event]) -> list[Sighting]:
    """Return the newest 50,000 lines, in order of time."""
    columns = ("received_at", "message", "template", "user_hash", "address_hash")
    rows = events.order_by("-received_at").values_list(*columns)[:_MOST_LINES]
    return [
        Sighting(time_s=at.timestamp(), text=text, template=template, user=user, address=address)
        for at, text, template, user, address in reversed(rows)
    ]
