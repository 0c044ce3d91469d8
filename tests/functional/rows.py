"""One row of each model that the admin shows, whatever it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from decimal import Decimal
from uuid import UUID

from django.contrib.auth.models import Group
from django_q.models import Failure, OrmQ, Schedule, Success
from django_q.signing import SignedPackage

from claude.models import Call, Switch
from devagent.models import AuditEntry, BugReport, Project, RepairRun, StandingApproval
from monitoring.models import (
    Anomaly,
    Brake,
    Complaint,
    Dsn,
    ErrorGroup,
    Event,
    Incident,
    Policy,
    SecuritySignal,
    Silence,
)
from monitoring.models import Notice as IncidentNotice
from monitoring.models import Rule as LineRule
from monitoring.services.complaints import file_complaint
from monitoring.services.dsns import create_dsn
from queryassist import services
from queryassist.answers import (
    Agreement,
    AmbiguousWord,
    Answer,
    BySkill,
    Entry,
    Status,
    WordMeaning,
)
from queryassist.chat_skills.records import Offer
from queryassist.entries.models import DoubleEntry
from queryassist.feedback.models import Feedback, Verdict
from queryassist.formats import ResultColumn
from queryassist.memory.models import DatasetSnapshot, TaughtWord, VerifiedQuestion
from queryassist.models import Export, Question, Share
from queryassist.recording import record
from queryassist.spec import Comparison, Function, GroupKey, Measure, Operator, QuerySpec
from queryassist.spec_json import spec_to_json
from queryassist.watching.figures import Rule
from queryassist.watching.models import Notice, Watch
from queryassist.watching.models import Run as WatchRun
from queryassist.watching.rhythm import Rhythm
from sandbox.models import Run
from tests.users.factories import UserFactory
from users.models import User

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
_TIMES = {"started": NOON, "stopped": NOON}


def group() -> Group:
    """Return a group of people."""
    return Group.objects.create(name="Analysts")


def conversation_of(person: User) -> object:
    """Return the key of a conversation of a person."""
    return services.start_conversation(owner=person, title="Mine").pk


def answer_of(person: User) -> object:
    """Return the key of an answer of a person."""
    return answer(person).pk


def answer(person: User) -> Question:
    """Return an answer of a person: groups, an ambiguous word, and two readings."""
    conversation = services.start_conversation(owner=person)
    spec = QuerySpec(
        dataset="users",
        group_by=(GroupKey(column="country"),),
        measures=(Measure(function=Function.COUNT),),
    )
    one = Answer(
        question="Active users by country", status=Status.ANSWERED, engine="offline", spec=spec,
        columns=(
            ResultColumn(name="country", label="country", kind="text"),
            ResultColumn(name="count", label="count", kind="integer"),
        ),
        rows=(("Peru", 2), ("France", 1)),
    )  # fmt: skip
    meanings = (WordMeaning(name="", label="by the active flag", figure="3"),)
    entry = Entry(agreement=Agreement.DIFFERED, answers=(one, replace(one, engine="claude")))
    whole = replace(
        one,
        ambiguous=AmbiguousWord(dataset="users", word="active", meanings=meanings),
        entry=entry,
    )
    record(whole, person, conversation)
    return Question.objects.get(conversation=conversation)


def offer_of(person: User) -> object:
    """Return the key of a question below which a person is offered to report a bug."""
    offer = Offer(label="Report this bug", slots={"project": "shop", "text": "Wrong totals"})
    return Question.objects.create(
        conversation=services.start_conversation(owner=person),
        text="Report a bug: Wrong totals",
        status=Question.Status.ANSWERED,
        engine="offline",
        by_skill=BySkill(skill="report_bug", offer=offer).to_json(),
    ).pk


def share_of(person: User) -> object:
    """Return the token of an answer that a person shows to colleagues."""
    return Share.objects.create(question=answer(person)).token


def watch_of(person: User) -> object:
    """Return the key of a watch of a person."""
    return watch(person).pk


def notice_of(person: User) -> object:
    """Return the key of what a person was told."""
    run = WatchRun.objects.create(watch=watch(person), due_at=NOON)
    return Notice.objects.create(run=run, owner=person, text="It rose.").pk


def word_of(person: User) -> object:
    """Return the key of a word that a person taught, for them alone."""
    return taught_word(person).pk


def question() -> Question:
    """Return a question that was refused."""
    return Question.objects.create(
        text="Delete all users", status=Question.Status.REFUSED, engine="offline"
    )


def double_entry() -> DoubleEntry:
    """Return a question that was read twice alike."""
    return DoubleEntry.objects.create(question=question(), agreement=Agreement.AGREED)


def export() -> Export:
    """Return a file that somebody took along."""
    return Export.objects.create(question=question(), row_count=1, truncated=False)


def feedback() -> Feedback:
    """Return what somebody said of an answer."""
    return Feedback.objects.create(question=question(), verdict=Verdict.RIGHT)


def watch(owner: User | None = None) -> Watch:
    """Return a question that is asked every day."""
    return Watch.objects.create(
        owner=owner or UserFactory.create(), question=question(), text="How many users?",
        engine="offline", spec={}, rule=Rule.ABOVE, threshold=1, rhythm=Rhythm.DAILY, at=time(9),
        next_due_at=NOON,
    )  # fmt: skip


def verified_question() -> VerifiedQuestion:
    """Return a question whose reading was found right."""
    return VerifiedQuestion.objects.create(
        wording="how many users", spec={}, read_at=NOON, is_reread=False, verified_at=NOON
    )


def taught_word(person: User | None = None) -> TaughtWord:
    """Return a word that was taught, and not confirmed yet."""
    return TaughtWord.objects.create(
        word="minor", forms=["minor"], dataset="users", taught_by=person, taught_at=NOON,
        spec=spec_to_json(QuerySpec(dataset="users", where=Comparison("age", Operator.LT, 18))),
        changed_at=NOON,
    )  # fmt: skip


def dataset_snapshot() -> DatasetSnapshot:
    """Return the state of a dataset on a day."""
    return DatasetSnapshot.objects.create(dataset="users", day=NOON, taken_at=NOON, row_count=1)


def claude_call() -> Call:
    """Return a call to Claude."""
    return Call.objects.create(started_at=NOON, cost_usd=Decimal(0), sent="{}", sent_bytes=2)


def claude_switch() -> Switch:
    """Return a change of the switch."""
    return Switch.objects.create(allows_calls=False, reason="Strange answers.")


def project() -> Project:
    """Return a project."""
    return Project.objects.create(name="shop", path="/srv/shop")


def project_of(person: User) -> object:
    """Return the key of a project that only a group of this person sees."""
    return _project_of(person).pk


def code_of(person: User) -> object:
    """Return the name of such a project."""
    return _project_of(person).name


def _project_of(person: User) -> Project:
    mine = Group.objects.create(name=f"of {person.pk}")
    person.groups.add(mine)
    shop = project()
    shop.groups.add(mine)
    return shop


def bug_report() -> BugReport:
    """Return a report of a bug."""
    return BugReport.objects.create(project=project(), title="Wrong totals", reported_at=NOON)


def repair_run() -> RepairRun:
    """Return a run that looks for a fix."""
    return _run_of(bug_report())


def repair_run_of(person: User) -> object:
    """Return the key of a run in a project that only a group of this person sees."""
    shop = _project_of(person)
    report = BugReport.objects.create(project=shop, title="Wrong totals", reported_at=NOON)
    return _run_of(report).pk


def _run_of(report: BugReport) -> RepairRun:
    return RepairRun.objects.create(
        report=report, base_commit="a" * 40, started_at=NOON, wall_s=600, most_candidates=4
    )


def audit_entry() -> AuditEntry:
    """Return what was done with a fix, seen by who sees its project."""
    return AuditEntry.objects.create(
        at=NOON, actor="ada@example.com", action="approved", project=project().name, run_number=1
    )


def standing_approval() -> StandingApproval:
    """Return a standing approval that nobody's account stands behind any more."""
    return StandingApproval.objects.create(
        project=project(), most_a_day=1, given_by_label="ada@example.com", given_at=NOON
    )


def dsn() -> Dsn:
    """Return a DSN."""
    return create_dsn(project=project(), kind=Dsn.Kind.SERVER)[0]


def error_group() -> ErrorGroup:
    """Return a group of errors."""
    return ErrorGroup.objects.create(
        project=project(), fingerprint="1:a", title="KeyError", first_seen=NOON, last_seen=NOON
    )


def event() -> Event:
    """Return an error."""
    group = error_group()
    return Event.objects.create(
        project=group.project,
        group=group,
        event_id=UUID(int=1),
        received_at=NOON,
        occurred_at=NOON,
        trusted=True,
        level="error",
        stack=[{"path": "carts.py", "line": 1, "function": "total", "context": ["return 1"]}],
    )


def security_signal() -> SecuritySignal:
    """Return a failed login."""
    return SecuritySignal.objects.create(occurred_at=NOON, kind="login_failed")


def complaint() -> Complaint:
    """Return what somebody complains of."""
    return file_complaint(project=project(), text="It is slow", source="form", now=NOON)


def incident() -> Incident:
    """Return an incident that waits for a person."""
    return _incident_of(project())


def incident_of(person: User) -> object:
    """Return the key of an incident in a project that only a group of this person sees."""
    return _incident_of(_project_of(person)).pk


def _incident_of(shop: Project) -> Incident:
    return Incident.objects.create(
        project=shop, key="k", kind="burst", title="It broke", state="open", opened_at=NOON,
        found_at=NOON,
    )  # fmt: skip


def anomaly() -> Anomaly:
    """Return something unusual."""
    return Anomaly.objects.create(
        project=project(), key="k", kind="burst", title="Much", began_at=NOON, found_at=NOON
    )


def incident_notice() -> IncidentNotice:
    """Return what somebody is to be told."""
    return IncidentNotice.objects.create(
        incident=incident(), channel="email", address="ada@example.com", event="opened",
        severity="high", made_at=NOON,
    )  # fmt: skip


def silence() -> Silence:
    """Return what is silent."""
    return Silence.objects.create(project=project(), key="k", made_at=NOON)


def policy() -> Policy:
    """Return the policy of a project."""
    return Policy.objects.create(project=project())


def brake() -> Brake:
    """Return what stops repairs."""
    return Brake.objects.create(lets_begin=False, reason="No.")


def line_rule() -> LineRule:
    """Return a rule about lines."""
    return LineRule.objects.create(name="Passwords", words="password")


def sandbox_run() -> Run:
    """Return a run in a sandbox."""
    return Run.objects.create(started_at=NOON, limits={})


def schedule() -> Schedule:
    """Return what is done again and again."""
    return Schedule.objects.create(func="queryassist.tasks.sweep")


def success() -> Success:
    """Return a task that was done."""
    return Success.objects.create(id="1", name="a task", success=True, **_TIMES)


def failure() -> Failure:
    """Return a task that failed."""
    return Failure.objects.create(id="1", name="a task", success=False, **_TIMES)


def queued() -> OrmQ:
    """Return a task that waits."""
    task = {"id": "1", "name": "a task", "func": "f", "args": (), "kwargs": {}}
    return OrmQ.objects.create(key="queen", payload=SignedPackage.dumps(task), lock=NOON)
