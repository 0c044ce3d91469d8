"""Approvals of proposed fixes: of which bytes they are, how many it takes, and which count."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connections
from django.utils.module_loading import import_string

from devagent import tasks
from devagent.exceptions import (
    AlreadyApproved,
    DevagentError,
    FixChanged,
    MoveRefused,
    NotAllowed,
    RunUnknown,
)
from devagent.models import AuditEntry, Candidate, Project, RepairRun
from devagent.services.repairs import refreshing
from devagent.services.repairs.approvals import count_approvers, has_valid_approval, list_risks
from devagent.services.repairs.deciding import approve
from devagent.services.repairs.refreshing import retest
from devagent.services.repairs.shown import hash_shown
from devagent.transitions import Kind, State
from tests.devagent.conftest import commit
from tests.devagent.services.repairs.decisions.conftest import (
    DECISIONS,
    NOW,
    actions_of,
    approving,
    person_with,
)
from tests.devagent.services.repairs.rows import FIX, make_proposal
from users.models import User

pytestmark = pytest.mark.django_db

SETTINGS_DIFF = (
    b"diff --git a/shop/settings.py b/shop/settings.py\n--- a/shop/settings.py\n"
    b"+++ b/shop/settings.py\n@@ -1 +1 @@\n-DEBUG = False\n+DEBUG = True\n"
)


def test_an_approval_is_of_these_bytes_on_this_commit_and_is_in_the_trail(
    run: RepairRun, ada: User
) -> None:
    shown = hash_shown(run)

    approved = approving(run, ada.pk, shown)

    assert approved.state == State.APPROVED
    assert has_valid_approval(approved)
    given = run.approvals.get()
    assert run.proposed
    assert (given.sha256, given.base_commit) == (run.proposed.sha256, run.base_commit)
    assert (given.person, given.shown_sha256) == (ada, shown)
    noted = AuditEntry.objects.get(run_number=run.pk)
    assert (noted.action, noted.actor) == (AuditEntry.Action.APPROVED, "ada@example.com")
    assert noted.sha256 == run.proposed.sha256


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": False}])
def test_who_left_the_staff_approves_nothing(run: RepairRun, fields: dict[str, bool]) -> None:
    person = person_with(*DECISIONS)
    User.objects.filter(pk=person.pk).update(**fields)

    with pytest.raises(NotAllowed):
        approving(run, person.pk, hash_shown(run))


def test_changed_bytes_are_not_approved_even_if_they_were_shown(run: RepairRun, ada: User) -> None:
    Candidate.objects.filter(run=run).update(diff=b"other")
    run = RepairRun.objects.get(pk=run.pk)

    with pytest.raises(FixChanged):
        approving(run, ada.pk, hash_shown(run))

    assert not has_valid_approval(run)


@pytest.mark.parametrize(
    "state", [State.TESTING, State.FAILED, State.APPROVED, State.APPLYING, State.DONE]
)
def test_only_what_awaits_approval_is_approved(run: RepairRun, ada: User, state: State) -> None:
    ended = NOW if state in RepairRun.ENDED else None
    RepairRun.objects.filter(pk=run.pk).update(state=state, ended_at=ended)
    run.refresh_from_db()

    with pytest.raises(MoveRefused):
        approving(run, ada.pk, hash_shown(run))


def test_a_run_that_is_not_there_is_said_to_be_unknown(ada: User) -> None:
    with pytest.raises(RunUnknown):
        approve(run_id=987_654, person_id=ada.pk, shown_sha256="", now=NOW)


def test_where_the_branch_moved_on_nothing_is_approved_and_the_fix_is_tested_again(
    run: RepairRun, ada: User, repository: Path
) -> None:
    head = commit(repository, {"shop/other.py": "x = 1\n"})

    stale = approving(run, ada.pk, hash_shown(run))

    assert stale.state == State.STALE
    assert f"The branch is at {head[:10]} by now" in stale.message
    assert not run.approvals.exists()

    assert tasks.retest(run.pk)

    again = RepairRun.objects.get(pk=run.pk)
    assert (again.state, again.round, again.base_commit) == (State.GENERATED, 2, head)
    stage = again.stages.get()
    assert (stage.kind, stage.round) == (Kind.TEST, 2)
    assert stage.candidate
    assert stage.candidate.verdict == Candidate.Verdict.UNTESTED
    assert again.deadline == again.resumed_at + timedelta(seconds=again.wall_s)  # type: ignore[operator]
    assert not tasks.retest(run.pk)


def test_where_the_branch_comes_back_an_old_word_does_not_count_and_can_be_given_anew(
    run: RepairRun, ada: User
) -> None:
    approving(run, ada.pk, hash_shown(run))
    old = run.approvals.get()
    RepairRun.objects.filter(pk=run.pk).update(state=State.STALE)
    assert retest(run_id=run.pk, now=NOW + timedelta(hours=1))
    fix = Candidate.objects.get(run=run, round=2)
    Candidate.objects.filter(pk=fix.pk).update(diff=FIX, sha256=old.sha256)
    RepairRun.objects.filter(pk=run.pk).update(state=State.AWAITING_APPROVAL, proposed=fix)
    back = RepairRun.objects.get(pk=run.pk)
    assert back.base_commit == old.base_commit
    assert not has_valid_approval(back)

    again = approve(
        run_id=run.pk,
        person_id=ada.pk,
        shown_sha256=hash_shown(back),
        now=NOW + timedelta(hours=2),
    )

    assert again.state == State.APPROVED
    assert run.approvals.get().shown_sha256 != old.shown_sha256
    assert actions_of(run).count(AuditEntry.Action.APPROVED) == 2


def test_a_fix_that_no_longer_applies_ends_its_run(
    run: RepairRun, ada: User, repository: Path
) -> None:
    commit(repository, {"shop/carts.py": "def total(lines):\n    return 0\n"})
    approving(run, ada.pk, hash_shown(run))

    assert retest(run_id=run.pk, now=NOW)

    run.refresh_from_db()
    assert run.state == State.FAILED
    assert "does not apply to" in run.message


def test_a_lost_doorbell_of_a_stale_fix_is_rung_again(run: RepairRun) -> None:
    RepairRun.objects.filter(pk=run.pk).update(state=State.STALE)

    assert refreshing.sweep() == 1
    assert import_string(refreshing.RETEST_TASK) is tasks.retest


def test_a_word_that_counts_again_is_enough_with_one_more_click(run: RepairRun) -> None:
    ada = person_with(*DECISIONS)
    approving(run, ada.pk, hash_shown(run))
    # As where she might not approve when it was to be applied.
    RepairRun.objects.filter(pk=run.pk).update(state=State.AWAITING_APPROVAL)

    assert approving(run, ada.pk, hash_shown(run)).state == State.APPROVED


@pytest.mark.parametrize("how", ["critical", "settings"])
def test_what_is_sensitive_needs_two_different_people(project: Project, how: str) -> None:
    run = make_proposal(project, diff=SETTINGS_DIFF if how == "settings" else b"")
    if how == "critical":
        run.report.severity = "critical"
        run.report.save()
    ada, bob = person_with(*DECISIONS), person_with(*DECISIONS, email="bob@example.com")
    assert list_risks(run)

    first = approving(run, ada.pk, hash_shown(run))
    assert (first.state, has_valid_approval(first)) == (State.AWAITING_APPROVAL, False)
    with pytest.raises(AlreadyApproved):
        approving(run, ada.pk, hash_shown(run))
    second = approving(run, bob.pk, hash_shown(run))

    assert second.state == State.APPROVED
    assert has_valid_approval(second)


@pytest.mark.parametrize(
    "path",
    [
        *("tests/test_a.py", "shop/migrations/0001_a.py", "requirements.txt", "shop/settings.py"),
        *("Dockerfile", "compose.yaml", ".github/workflows/ci.yml", "conftest.py", "secret/a.py"),
    ],
)
def test_protected_paths_are_risks_also_where_only_their_mode_changes(
    project: Project, path: str
) -> None:
    project.protected_paths = ["secret/"]
    project.save()
    diff = f"diff --git a/{path} b/{path}\nold mode 100644\nnew mode 100755\n".encode()

    assert path in list_risks(make_proposal(project, diff=diff))[0]


def test_a_name_that_git_quotes_is_a_risk(project: Project) -> None:
    diff = (
        b'diff --git "a/caf\\303\\251.py" "b/caf\\303\\251.py"\nold mode 100644\nnew mode 100755\n'
    )

    assert list_risks(make_proposal(project, diff=diff))


def test_an_approval_counts_as_long_as_its_person_may_approve(run: RepairRun, ada: User) -> None:
    run = approving(run, ada.pk, hash_shown(run))
    assert has_valid_approval(RepairRun.objects.get(pk=run.pk))

    ada.user_permissions.clear()

    assert not has_valid_approval(RepairRun.objects.get(pk=run.pk))


@pytest.mark.parametrize("values", [{"sha256": "0" * 64}, {"base_commit": "b" * 40}])
def test_an_approval_of_other_bytes_or_another_commit_does_not_count(
    run: RepairRun, ada: User, values: dict[str, str]
) -> None:
    run = approving(run, ada.pk, hash_shown(run))
    run.approvals.update(**values)

    assert not has_valid_approval(run)


def test_those_are_counted_who_may_approve_for_the_project(run: RepairRun) -> None:
    mine = Group.objects.create(name="Mine")
    mine.permissions.set(Permission.objects.filter(codename="approve_repairrun"))
    by_group = person_with()
    by_group.groups.add(mine)
    person_with("approve", email="bob@example.com")
    person_with("approve", email="gone@example.com", is_active=False)
    assert count_approvers(run) == 2

    run.report.project.groups.add(mine)

    assert count_approvers(run) == 1


@pytest.fixture
def at_once() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=2) as threads:
        yield threads


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_at_once_move_the_run_once(
    run: RepairRun, at_once: ThreadPoolExecutor
) -> None:
    people = [person_with(*DECISIONS), person_with(*DECISIONS, email="bob@example.com")]
    shown, ready = hash_shown(run), Barrier(2)

    def decide(person: User) -> str:
        ready.wait(timeout=10)
        try:
            return approving(run, person.pk, shown).state
        except DevagentError as error:
            return type(error).__name__
        finally:
            connections.close_all()

    ended = sorted(at_once.map(decide, people))

    assert ended == ["StaleDecision", "approved"]
    assert run.approvals.count() == 1
    assert actions_of(run) == [AuditEntry.Action.APPROVED]
