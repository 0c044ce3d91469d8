"""Decisions of people about proposed fixes: whose, about what exactly, and what follows."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from devagent.exceptions import NotAllowed, StaleDecision, WordsMissing
from devagent.models import AuditEntry, Candidate, Project, RepairRun
from devagent.services.repairs import deciding
from devagent.services.repairs.deciding import note_seen, reject, request_changes
from devagent.services.repairs.shown import hash_shown
from devagent.transitions import State
from tests.devagent.services.repairs.decisions.conftest import (
    DECISIONS,
    EACH,
    NOW,
    actions_of,
    approving,
    cancelling,
    person_with,
    rejecting,
)
from users.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", EACH)
def test_each_decision_takes_its_own_permission(run: RepairRun, name: str) -> None:
    person = person_with(*(one for one in DECISIONS if one != name))

    with pytest.raises(NotAllowed):
        EACH[name](run, person.pk, hash_shown(run))

    run.refresh_from_db()
    assert run.state == State.AWAITING_APPROVAL
    assert actions_of(run) == []


@pytest.mark.parametrize("name", EACH)
@pytest.mark.parametrize("nobody", [None, 0, -1, 987_654])
def test_nobody_but_a_person_decides(run: RepairRun, name: str, nobody: int | None) -> None:
    with pytest.raises(NotAllowed):
        EACH[name](run, nobody, hash_shown(run))  # type: ignore[arg-type]  # None is refused too


@pytest.mark.parametrize("name", EACH)
def test_a_project_of_another_group_is_not_decided_on(run: RepairRun, ada: User, name: str) -> None:
    run.report.project.groups.add(Group.objects.create(name="Others"))

    with pytest.raises(NotAllowed):
        EACH[name](run, ada.pk, hash_shown(run))


@pytest.mark.parametrize("name", EACH)
@pytest.mark.parametrize("shown", ["", "0" * 64, "\0", "' OR 1=1"])
def test_a_stale_hash_is_refused(run: RepairRun, ada: User, name: str, shown: str) -> None:
    with pytest.raises(StaleDecision):
        EACH[name](run, ada.pk, shown)

    assert not run.approvals.exists()


@pytest.mark.parametrize(
    ("of", "values"),
    [
        ("candidate", {"verdict": "inconclusive", "place": None}),
        ("candidate", {"reasons": ["Flaky."]}),
        ("candidate", {"flags": ["a.py:1: network"]}),
        ("candidate", {"findings": ["a.py:1: F401 unused"]}),
        ("candidate", {"tests": {"broken": ["t"]}}),
        ("candidate", {"isolation": "none"}),
        ("candidate", {"diff": b"other"}),
        ("run", {"base_commit": "b" * 40}),
        ("run", {"test_text": "assert True"}),
        ("run", {"failure": "AssertionError: other"}),
        ("run", {"evidence": "existing_test"}),
        ("report", {"severity": "critical"}),
        ("report", {"description": "More."}),
        ("project", {"protected_paths": ["shop/"]}),
    ],
)
def test_whatever_a_decision_rests_on_changes_what_is_shown(
    run: RepairRun, ada: User, of: str, values: dict[str, object]
) -> None:
    shown = hash_shown(run)
    rows = {
        "candidate": Candidate.objects.filter(run=run),
        "run": RepairRun.objects.filter(pk=run.pk),
        "report": type(run.report).objects.filter(pk=run.report_id),
        "project": Project.objects.filter(pk=run.report.project_id),
    }
    rows[of].update(**values)

    with pytest.raises(StaleDecision):
        approving(run, ada.pk, shown)


def test_a_rejection_keeps_its_reason(run: RepairRun, ada: User) -> None:
    rejected = rejecting(run, ada.pk, hash_shown(run))

    assert (rejected.state, rejected.ended_at) == (State.REJECTED, NOW)
    assert rejected.message == "Rejected by ada@example.com: Too wide."
    assert AuditEntry.objects.get(run_number=run.pk).details == "Too wide."


@pytest.mark.parametrize("words", ["", " \n\t", "\0", "a" * (deciding.MOST_WORDS + 1)])
def test_reasons_and_requests_are_in_words(run: RepairRun, ada: User, words: str) -> None:
    shown = hash_shown(run)

    with pytest.raises(WordsMissing):
        reject(run_id=run.pk, person_id=ada.pk, shown_sha256=shown, reason=words, now=NOW)
    with pytest.raises(WordsMissing):
        request_changes(run_id=run.pk, person_id=ada.pk, shown_sha256=shown, words=words, now=NOW)


@pytest.mark.parametrize("state", [*RepairRun.WORKING, State.AWAITING_APPROVAL, State.APPROVED])
def test_a_run_is_cancelled_whatever_it_does(run: RepairRun, ada: User, state: State) -> None:
    RepairRun.objects.filter(pk=run.pk).update(state=state)
    run.refresh_from_db()

    cancelled = cancelling(run, ada.pk, hash_shown(run))

    assert (cancelled.state, cancelled.message) == (
        State.CANCELLED,
        "Cancelled by ada@example.com.",
    )


def test_cancelling_does_not_rest_on_how_far_the_work_is(run: RepairRun, ada: User) -> None:
    RepairRun.objects.filter(pk=run.pk).update(state=State.TESTING)
    run.refresh_from_db()
    shown = hash_shown(run)
    RepairRun.objects.filter(pk=run.pk).update(state=State.RANKING)

    assert cancelling(run, ada.pk, shown).state == State.CANCELLED


def test_seeing_is_noted_once_for_what_is_shown(run: RepairRun, ada: User) -> None:
    note_seen(run=run, person=ada, now=NOW)
    note_seen(run=run, person=ada, now=NOW)
    assert actions_of(run) == [AuditEntry.Action.SEEN]

    Candidate.objects.filter(run=run).update(findings=["new"])
    note_seen(run=RepairRun.objects.get(pk=run.pk), person=ada, now=NOW)

    assert actions_of(run) == [AuditEntry.Action.SEEN] * 2
