"""A standing approval is revoked while a fix is applied by it, by two connections at once."""

from __future__ import annotations

from pathlib import Path
from threading import Thread
from time import monotonic

import pytest
from django.db import connection, connections

from devagent.models import Approval, Project, RepairRun, StandingApproval
from devagent.services.releases import claiming
from devagent.services.releases.agent import Agent
from devagent.services.releases.claiming import claim_approved
from devagent.services.releases.repository import Repository
from devagent.services.repairs.approvals import has_valid_approval
from devagent.transitions import State
from tests.devagent.conftest import git
from tests.devagent.services.releases.conftest import (
    RIGHT,
    WRONG,
    Clock,
    claim,
    make_approved,
    read_served,
)
from tests.devagent.services.repairs.standing.conftest import give, revoke
from tests.queryassist.chat_page import staff_with
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)


class Revoker:
    """Somebody who revokes the approval in a thread, and sees how things are right afterwards."""

    def __init__(self, project: Project, person: User) -> None:
        self.standing = give(project, person)
        self.run = approve_by(self.standing, project)
        self.state = self.head = ""
        self._project, self._person = project, person
        self._connection: list[int] = []
        self._thread = Thread(target=self._revoke, daemon=True)

    def begin(self) -> None:
        """Return once it is revoked, or waits for somebody's lock."""
        self._thread.start()
        until = monotonic() + 60
        while self._thread.is_alive() and not self._waits():
            assert monotonic() < until, "it was neither revoked nor kept waiting"

    def end(self) -> None:
        self._thread.join(timeout=60)

    def _waits(self) -> bool:
        if not self._connection:
            return False
        with connection.cursor() as cursor:
            cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", self._connection)
            return bool(cursor.fetchone() == (True,))

    def _revoke(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self._connection += cursor.fetchone() or ()
        revoke(self.standing, self._person)
        self.state = RepairRun.objects.get(pk=self.run.pk).state
        self.head = git(Path(self._project.path), "rev-parse", "main")
        connections.close_all()


def approve_by(standing: StandingApproval, project: Project) -> RepairRun:
    """Return a run that is approved by it alone."""
    run = make_approved(project)
    Approval.objects.filter(run=run).update(person=None, standing=standing)
    return run


@pytest.fixture
def revoker(shop: Project) -> Revoker:
    return Revoker(shop, staff_with("give_standingapproval", email="bob@example.com"))


def test_who_revokes_while_a_fix_is_claimed_waits_and_it_is_not_applied(
    shop: Project, agent: Agent, clock: Clock, revoker: Revoker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_then_revoke(run: RepairRun) -> bool:
        is_valid = has_valid_approval(run)
        revoker.begin()
        return is_valid

    monkeypatch.setattr(claiming, "has_valid_approval", look_then_revoke)
    assert claim_approved(project=shop, now=clock())
    revoker.end()

    agent.run_once()

    assert revoker.state == State.APPLYING
    revoker.run.refresh_from_db()
    assert revoker.run.state == State.AWAITING_APPROVAL
    assert read_served(shop) == WRONG


def test_who_revokes_while_the_branch_is_moved_is_told_when_it_is_applied(
    shop: Project, agent: Agent, clock: Clock, revoker: Revoker, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_branch = Repository.move_branch

    def revoke_then_move(repository: Repository, branch: str, *, new: str, old: str) -> None:
        revoker.begin()
        move_branch(repository, branch, new=new, old=old)

    monkeypatch.setattr(Repository, "move_branch", revoke_then_move)
    release = claim(shop, clock)

    agent.run_once()
    revoker.end()

    release.refresh_from_db()
    assert revoker.head == release.commit
    assert read_served(shop) == RIGHT


def test_what_was_revoked_after_the_claim_is_not_applied(
    shop: Project, agent: Agent, clock: Clock, revoker: Revoker
) -> None:
    claim(shop, clock)
    revoker.begin()
    revoker.end()

    agent.run_once()

    revoker.run.refresh_from_db()
    assert revoker.run.state == State.AWAITING_APPROVAL
    assert read_served(shop) == WRONG
    assert git(Path(shop.path), "rev-parse", "main") == revoker.run.base_commit
