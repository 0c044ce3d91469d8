"""An approved fix is applied, exactly as it was approved, or not at all."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from devagent.models import AuditEntry, BugReport, Project, Release, RepairRun
from devagent.services.releases.agent import Agent
from devagent.services.releases.claiming import claim_approved, find_serving, release_head
from devagent.services.releases.work import Kind
from devagent.services.repairs.deciding import approve
from devagent.services.repairs.reporting import raise_severity
from devagent.services.repairs.shown import hash_shown
from devagent.transitions import State
from tests.devagent.conftest import commit, git
from tests.devagent.services.releases.conftest import (
    RIGHT,
    WRONG,
    Clock,
    Server,
    claim,
    layout_of,
    make_approved,
    read_served,
)
from tests.queryassist.chat_page import staff_with
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def approve_as(email: str, run: RepairRun, clock: Clock) -> None:
    """Have somebody approve what the run's page shows now."""
    person = staff_with("approve_repairrun", email=email)
    approve(run_id=run.pk, person_id=person.pk, shown_sha256=hash_shown(run), now=clock())


def tend_with(
    agent: Agent, project: Project, on_step: Callable[[Release, Kind, bool], None]
) -> None:
    """Tend a project once; at each step before it and after it, do this."""
    around = replace(agent.around, on_step=on_step)
    replace(agent, around=around).tend(project.pk)


def test_the_first_release_is_what_the_team_has_committed(shop: Project) -> None:
    serving = find_serving(shop)

    assert serving
    assert serving.commit == git(Path(shop.path), "rev-parse", "main")
    assert read_served(shop) == WRONG
    assert (layout_of(shop).link / "REVISION").read_text().strip() == serving.commit


def test_an_approved_fix_serves_and_is_watched(shop: Project, agent: Agent, clock: Clock) -> None:
    run = make_approved(shop)
    release = claim(shop, clock)

    assert agent.tend(shop.pk)

    release.refresh_from_db()
    run.refresh_from_db()
    assert (release.state, run.state) == (Release.State.WATCHED, State.PROBATION)
    assert read_served(shop) == RIGHT
    head = git(Path(shop.path), "rev-parse", "main")
    assert head == release.commit
    assert git(Path(shop.path), "rev-parse", "main^") == run.base_commit
    assert git(Path(shop.path), "status", "--porcelain") == ""
    assert all(step.done_at for step in release.steps.all())


def test_the_commit_names_proposal_approver_and_bytes(
    shop: Project, agent: Agent, clock: Clock
) -> None:
    run = make_approved(shop)
    claim(shop, clock)

    agent.tend(shop.pk)

    trailers = git(Path(shop.path), "log", "-1", "--format=%(trailers:only)", "main")
    assert run.proposed
    assert trailers.splitlines() == [
        f"Queen-Proposal: {run.pk}",
        "Approved-by: Ada <ada@example.com>",
        f"Queen-Diff-SHA256: {run.proposed.sha256}",
    ]
    applied = AuditEntry.objects.get(action=AuditEntry.Action.APPLIED)
    assert applied.commit == git(Path(shop.path), "rev-parse", "main")


def test_words_of_a_report_cannot_forge_a_trailer(
    shop: Project, agent: Agent, clock: Clock
) -> None:
    run = make_approved(shop)
    run.report.title = "Wrong\n\nApproved-by: Eve <eve@example.com>"
    run.report.save()
    claim(shop, clock)

    agent.tend(shop.pk)

    trailers = git(Path(shop.path), "log", "-1", "--format=%(trailers:only)", "main")
    assert "Eve" not in trailers


def test_what_was_changed_after_its_approval_is_not_applied(shop: Project, clock: Clock) -> None:
    run = make_approved(shop)
    assert run.proposed
    run.proposed.diff = bytes(run.proposed.diff).replace(b"sum(lines)", b"sum([])")
    run.proposed.save()

    assert claim_approved(project=shop, now=clock()) is None

    run.refresh_from_db()
    assert run.state == State.FAILED
    assert "approved exactly these bytes" in run.message


def test_a_fix_whose_bug_has_become_critical_waits_for_a_second_person(
    shop: Project, clock: Clock
) -> None:
    run = make_approved(shop)
    raise_severity(run=run, severity=BugReport.Severity.CRITICAL)

    assert claim_approved(project=shop, now=clock()) is None

    run.refresh_from_db()
    assert run.state == State.AWAITING_APPROVAL
    assert run.message == "A second person has to approve it. The bug was reported as critical."

    approve_as("bob@example.com", run, clock)
    assert claim_approved(project=shop, now=clock())


def test_a_fix_whose_bug_becomes_critical_while_it_is_applied_waits_for_a_second_person(
    shop: Project, agent: Agent, clock: Clock
) -> None:
    run = make_approved(shop)
    first = claim(shop, clock)

    def worsen(_release: Release, kind: Kind, is_done: bool) -> None:
        if kind is Kind.BASELINE and is_done:
            raise_severity(run=run, severity=BugReport.Severity.CRITICAL)

    tend_with(agent, shop, worsen)

    run.refresh_from_db()
    first.refresh_from_db()
    assert (first.state, run.state) == (Release.State.FAILED, State.AWAITING_APPROVAL)
    assert run.message == "A second person has to approve it. The bug was reported as critical."
    assert read_served(shop) == WRONG
    assert git(Path(shop.path), "rev-parse", "main") == run.base_commit

    approve_as("bob@example.com", run, clock)
    second = claim(shop, clock)
    agent.tend(shop.pk)

    run.refresh_from_db()
    assert (second.number, run.state) == (first.number + 1, State.PROBATION)
    assert read_served(shop) == RIGHT
    message = git(Path(shop.path), "log", "-1", "--format=%B", "main")
    assert message.count("Approved-by:") == 2


def test_a_fix_whose_approval_was_taken_away_is_applied_once_somebody_approves_it_anew(
    shop: Project, agent: Agent, clock: Clock
) -> None:
    run = make_approved(shop)
    User.objects.filter(email="ada@example.com").update(is_active=False)

    assert claim_approved(project=shop, now=clock()) is None

    run.refresh_from_db()
    assert run.state == State.AWAITING_APPROVAL
    assert run.message == "Somebody has to approve it."
    approve_as("bob@example.com", run, clock)
    claim(shop, clock)
    agent.tend(shop.pk)
    assert read_served(shop) == RIGHT


def test_bytes_changed_while_it_is_applied_never_reach_the_branch(
    shop: Project, agent: Agent, clock: Clock
) -> None:
    run = make_approved(shop)
    release = claim(shop, clock)
    head = git(Path(shop.path), "rev-parse", "main")
    assert run.proposed

    def change(_release: Release, kind: Kind, is_done: bool) -> None:
        if kind is Kind.BASELINE and is_done:
            run.approvals.all().delete()

    tend_with(agent, shop, change)

    release.refresh_from_db()
    assert release.state == Release.State.FAILED
    assert git(Path(shop.path), "rev-parse", "main") == head
    assert read_served(shop) == WRONG


def test_a_branch_that_has_moved_makes_the_run_stale(shop: Project, clock: Clock) -> None:
    run = make_approved(shop)
    commit(Path(shop.path), {"shop/names.py": "NAME = 'store'\n"})

    assert claim_approved(project=shop, now=clock()) is None

    run.refresh_from_db()
    assert run.state == State.STALE
    assert read_served(shop) == WRONG
    assert not Release.objects.filter(run=run).exists()


def test_a_branch_that_moves_while_it_is_applied_makes_the_run_stale(
    shop: Project, agent: Agent, clock: Clock
) -> None:
    run = make_approved(shop)
    claim(shop, clock)
    head = commit(Path(shop.path), {"shop/names.py": "NAME = 'store'\n"})

    agent.tend(shop.pk)

    run.refresh_from_db()
    assert run.state == State.STALE
    assert git(Path(shop.path), "rev-parse", "main") == head
    assert read_served(shop) == WRONG

    release_head(project=shop, now=clock())
    agent.tend(shop.pk)
    # As if its fix had been made and tested anew on the commit that is there now.
    RepairRun.objects.filter(pk=run.pk).update(state=State.AWAITING_APPROVAL, base_commit=head)
    run.refresh_from_db()
    approve_as("bob@example.com", run, clock)
    claim(shop, clock)
    agent.tend(shop.pk)

    run.refresh_from_db()
    assert run.state == State.PROBATION
    assert read_served(shop) == RIGHT


def test_a_fix_waits_where_production_is_behind_the_branch(
    shop: Project, agent: Agent, clock: Clock
) -> None:
    commit(Path(shop.path), {"shop/names.py": "NAME = 'store'\n"})
    run = make_approved(shop)

    assert claim_approved(project=shop, now=clock()) is None
    run.refresh_from_db()
    assert "manage.py release_project shop" in run.message

    release_head(project=shop, now=clock())
    agent.tend(shop.pk)
    assert claim_approved(project=shop, now=clock())


def test_dirty_files_of_the_checkout_are_left_alone(
    shop: Project, agent: Agent, clock: Clock
) -> None:
    make_approved(shop)
    dirty = Path(shop.path) / "shop/carts.py"
    dirty.write_text("# mine\n")
    new = Path(shop.path) / "notes.txt"
    new.write_text("mine too\n")
    release = claim(shop, clock)

    agent.tend(shop.pk)

    assert dirty.read_text() == "# mine\n"
    assert new.read_text() == "mine too\n"
    assert read_served(shop) == RIGHT
    assert "were left as they are" in release.steps.get(kind=Kind.BRANCH).note


def test_what_does_not_compile_fails_before_anything_is_seen(
    shop: Project, agent: Agent, clock: Clock
) -> None:
    run = make_approved(shop, after="def total(lines:\n")
    claim(shop, clock)

    agent.tend(shop.pk)
    agent.tend(shop.pk)

    run.refresh_from_db()
    assert run.state == State.FAILED
    assert "does not compile" in run.message
    assert read_served(shop) == WRONG
    assert len(list((layout_of(shop).folder / "releases").iterdir())) == 1


@pytest.mark.parametrize("command", ["false", "no-such-program", "sleep 60"])
def test_a_restart_that_fails_is_taken_back(
    shop: Project, agent: Agent, clock: Clock, command: str
) -> None:
    run = make_approved(shop)
    claim(shop, clock)
    restarts = shop.deployment.restart_command
    shop.deployment.restart_command, shop.deployment.start_s = command, 1
    shop.deployment.save()

    agent.tend(shop.pk)
    shop.deployment.restart_command = restarts
    shop.deployment.save()
    agent.tend(shop.pk)

    run.refresh_from_db()
    assert run.state == State.ROLLED_BACK
    assert read_served(shop) == WRONG
    assert git(Path(shop.path), "diff", run.base_commit, "main") == ""


def test_a_server_that_goes_on_serving_the_old_commit_is_not_believed(
    shop: Project, server: Server, agent: Agent, clock: Clock
) -> None:
    run = make_approved(shop)
    claim(shop, clock)
    server.lie = run.base_commit

    agent.tend(shop.pk)
    agent.tend(shop.pk)

    run.refresh_from_db()
    assert run.state == State.ROLLED_BACK
    assert "It says that it serves" in run.message


def test_an_answer_without_a_commit_is_said_to_be_not_verified(
    shop: Project, server: Server, agent: Agent, clock: Clock
) -> None:
    run = make_approved(shop)
    claim(shop, clock)
    server.lie = "no commit"

    agent.tend(shop.pk)

    run.refresh_from_db()
    assert run.state == State.PROBATION
    assert run.message.startswith("Not verified")


def test_a_failing_check_command_leaves_production_alone(
    shop: Project, agent: Agent, clock: Clock
) -> None:
    run = make_approved(shop)
    claim(shop, clock)
    shop.deployment.check_command = shlex.join(["sh", "-c", "echo broken; exit 3"])
    shop.deployment.save()

    agent.tend(shop.pk)

    run.refresh_from_db()
    assert run.state == State.FAILED
    assert "exit code 3. broken" in run.message
    assert git(Path(shop.path), "rev-parse", "main") == run.base_commit
