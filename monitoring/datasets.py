"""What may be asked about what is watched: incidents, groups of errors, and what became of fixes.

Rows of all projects are asked about at once, so it takes a permission of its own.
"""

from __future__ import annotations

from dataclasses import replace

from devagent.models import RepairRun
from monitoring.models import ErrorGroup, Incident
from monitoring.permissions import ASK_PERMISSION
from queryassist.catalog import EnumValue, Field, NamedFilter, phrases
from queryassist.declaring import dataset_of
from queryassist.spec import Comparison, Function, Operator

_SEVERITIES = tuple(
    EnumValue(value=value, label=str(label), words=(f"{value} severity", str(value)))
    for value, label in Incident._meta.get_field("severity").flatchoices  # noqa: SLF001
)

INCIDENTS = replace(
    dataset_of(
        Incident,
        title=Field(words=("titles",), listed=True),
        kind=Field(words=("kinds", "type", "types"), plural="kinds", listed=True),
        severity=Field(
            words=("severities", "how bad"),
            plural="severities",
            values=_SEVERITIES,
            most=("worst", "most severe"),
            listed=True,
        ),
        state=Field(words=("states", "status"), plural="states", listed=True),
        opened_at=Field(
            words=("opening time", "start", "start time"),
            verbs=phrases(
                "broke | break | broken | happened | happen | began | went wrong | came up"
            ),
            most=("newest", "latest", "most recent"),
            least=("oldest", "earliest"),
            listed=True,
        ),
        closed_at=Field(
            words=("closing time", "end", "end time"),
            verbs=phrases("resolved | was resolved | were resolved | fixed | ended"),
            listed=True,
        ),
        found_at=Field(),
        per_minute=Field(
            words=("rate", "rates"), plural="rates", figure=Function.MAX, most=("loudest",)
        ),
        trusted=Field(),
    ),
    words=phrases(
        """
        incident | incidents | outage | outages | breakage | breakages | alarm | alarms | problem |
        problems | trouble | troubles | what broke | what is broken | what went wrong | broke
        """
    ),
    permission=ASK_PERMISSION,
    time_column="opened_at",
    freshness_column="found_at",
    subject_column="title",
    named_filters=(
        NamedFilter(
            name="open",
            words=phrases("open | still open | unresolved | not over | ongoing"),
            opposites=phrases("closed | over | done"),
            condition=Comparison("closed_at", Operator.IS_NULL),
        ),
    ),
    examples=("What broke today?", "How many incidents were opened this week?"),
    conventions=("A period that no word binds is when an incident was opened.",),
)

ERROR_GROUPS = replace(
    dataset_of(
        ErrorGroup,
        title=Field(words=("titles", "message", "messages"), listed=True),
        culprit=Field(words=("place", "places", "culprits"), listed=True),
        exception_type=Field(words=("exception", "exceptions", "exception types")),
        level=Field(words=("levels",), plural="levels"),
        state=Field(words=("states", "status"), plural="states", listed=True),
        events_count=Field(
            words=("occurrences", "events", "how often"),
            plural="events",
            figure=Function.SUM,
            most=("most frequent", "commonest", "most common"),
            least=("rarest", "least frequent"),
            listed=True,
        ),
        first_seen=Field(
            words=("first occurrence",),
            verbs=phrases("appeared | first seen | came up | were new"),
            most=("newest",),
            least=("oldest",),
            listed=True,
        ),
        last_seen=Field(
            words=("last occurrence",),
            verbs=phrases("seen | last seen | occurred | occur | happened"),
            most=("latest", "most recent"),
            listed=True,
        ),
    ),
    words=phrases(
        "error | errors | error group | error groups | exception | exceptions | crash | crashes"
    ),
    permission=ASK_PERMISSION,
    time_column="last_seen",
    freshness_column="last_seen",
    examples=("Which errors were seen today?", "The 5 most frequent errors"),
    conventions=("A period that no word binds is when an error was last seen.",),
)

FIXES = replace(
    dataset_of(
        RepairRun,
        state=Field(words=("states", "status", "outcome"), plural="states", listed=True),
        message=Field(words=("messages", "reason"), listed=True),
        engine=Field(words=("engines",), plural="engines"),
        started_at=Field(words=("start",), verbs=("begun", "began"), listed=True),
        ended_at=Field(words=("end",), verbs=("finished",), listed=True),
    ),
    name="fixes",
    noun="repair",
    nouns="repairs",
    # "Fix 7" is what a skill of the chat tells of.
    words=phrases("repair | repairs | repair run | repair runs | fixes"),
    permission=ASK_PERMISSION,
    time_column="ended_at",
    freshness_column="started_at",
    examples=("Which fixes were rolled back this month?", "How many repairs began this week?"),
    conventions=("A period that no word binds is when a repair ended.",),
)

DATASETS = (INCIDENTS, ERROR_GROUPS, FIXES)
