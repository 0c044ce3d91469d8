"""A fix that serves is watched, kept, taken back, or a person is asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission

from devagent.exceptions import MoveRefused, NotAllowed, ReleaseFailed
from devagent.models import AuditEntry, Project, Release, RepairRun
from devagent.selectors import get_run
from devagent.services.releases.agent import Agent
from devagent.services.releases.claiming import claim_approved, release_head
from devagent.services.releases.rolling_back import keep_release, request_roll_back
from devagent.services.repairs.shown import hash_shown
from devagent.transitions import State
from tests.devagent.conftest import commit, git
from tests.devagent.services.releases.conftest import (
    RIGHT,
    WINDOW_S,
    WRONG,
    Clock,
    Server,
    claim,
    layout_of,
    make_approved,
    read_served,
)
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run(shop: Project, agent: Agent, clock: Clock) -> RepairRun:
    """A run whose fix serves and is watched."""
    run = make_approved(shop)
    claim(shop, clock)
    agent.run_once()
    run.refresh_from_db()
    assert run.state == State.PROBATION
    return run


@pytest.fixture
def ada() -> User:
    """A member of staff who may approve and take back."""
    ada = User.objects.get(email="ada@example.com")
    codenames = ["roll_back_repairrun", "approve_repairrun"]
    ada.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return ada


def decided(run: RepairRun, person_id: int, now: datetime) -> dict[str, Any]:
    """Return who decides about the run as it is shown now."""
    shown = hash_shown(get_run(run.pk))
    return {"run_id": run.pk, "person_id": person_id, "shown_sha256": shown, "now": now}


def watch(agent: Agent, clock: Clock, *, seconds: int) -> None:
    """Let the agent look once a second."""
    for _ in range(seconds):
        clock.pause(1)
        agent.run_once()


def fail_once(server: Server, agent: Agent, clock: Clock) -> None:
    """Let one check fail, of which nothing can be told."""
    server.status = 500
    watch(agent, clock, seconds=1)
    server.status = 200


def end_window(agent: Agent, clock: Clock) -> None:
    """Let the time of watching pass, and the agent look once more."""
    clock.now += timedelta(seconds=WINDOW_S)
    agent.run_once()


def test_a_fix_with_which_nothing_is_worse_is_done(
    run: RepairRun, shop: Project, agent: Agent, clock: Clock
) -> None:
    watch(agent, clock, seconds=4)
    end_window(agent, clock)

    run.refresh_from_db()
    assert run.state == State.DONE
    assert read_served(shop) == RIGHT
    assert Release.objects.get(run=run).state == Release.State.SERVING


@pytest.mark.parametrize("fault", ["status", "silence", "lie"])
def test_production_that_does_worse_gets_back_what_served_before(
    run: RepairRun, shop: Project, server: Server, agent: Agent, clock: Clock, fault: str
) -> None:
    head = git(Path(shop.path), "rev-parse", "main")
    if fault == "status":
        server.status = 500
    elif fault == "silence":
        server.is_silent = True
    else:
        server.lie = "f" * 40

    watch(agent, clock, seconds=3)

    run.refresh_from_db()
    assert run.state == State.ROLLED_BACK
    assert "3 checks in a row failed" in run.message
    assert read_served(shop) == WRONG
    message = git(Path(shop.path), "log", "-1", "--format=%B", "main")
    assert f"This reverts commit {head}" in message
    assert f"Queen-Proposal: {run.pk}" in message
    assert git(Path(shop.path), "diff", run.base_commit, "main") == ""


def test_where_nothing_can_be_told_a_person_is_asked_and_going_back_is_the_default(
    run: RepairRun, shop: Project, server: Server, agent: Agent, clock: Clock
) -> None:
    fail_once(server, agent, clock)
    end_window(agent, clock)
    run.refresh_from_db()
    assert run.state == State.PROBATION
    assert "Keep it, or it is taken back at" in run.message

    end_window(agent, clock)

    run.refresh_from_db()
    assert run.state == State.ROLLED_BACK
    assert read_served(shop) == WRONG


def test_a_person_can_keep_it(
    run: RepairRun, server: Server, ada: User, agent: Agent, clock: Clock
) -> None:
    fail_once(server, agent, clock)
    end_window(agent, clock)

    keep_release(**decided(run, ada.pk, clock()))
    clock.pause(1)
    agent.run_once()

    run.refresh_from_db()
    assert run.state == State.DONE
    assert run.message.startswith("Kept by")


def test_a_person_takes_a_fix_back_which_is_done(
    run: RepairRun, shop: Project, ada: User, agent: Agent, clock: Clock
) -> None:
    watch(agent, clock, seconds=4)
    end_window(agent, clock)

    request_roll_back(**decided(run, ada.pk, clock()))
    request_roll_back(**decided(run, ada.pk, clock()))
    agent.run_once()

    run.refresh_from_db()
    assert run.state == State.ROLLED_BACK
    assert read_served(shop) == WRONG
    asked = AuditEntry.objects.get(action=AuditEntry.Action.ROLL_BACK_ASKED)
    assert asked.actor == ada.email
    with pytest.raises(MoveRefused):
        request_roll_back(**decided(run, ada.pk, clock()))


def test_a_fix_that_a_newer_release_is_made_on_is_not_taken_back_and_that_is_said(
    run: RepairRun, shop: Project, ada: User, agent: Agent, clock: Clock
) -> None:
    watch(agent, clock, seconds=4)
    end_window(agent, clock)
    make_approved(shop, after=f"{RIGHT}# newer\n")
    claim(shop, clock)

    with pytest.raises(MoveRefused, match=r"release 3 is being made on top of it: take that one"):
        request_roll_back(**decided(run, ada.pk, clock()))

    assert Release.objects.get(run=run).back_asked_at is None


def test_nothing_newer_is_made_on_a_fix_that_somebody_wants_taken_back(
    run: RepairRun, shop: Project, ada: User, agent: Agent, clock: Clock
) -> None:
    watch(agent, clock, seconds=4)
    end_window(agent, clock)
    newer = make_approved(shop, after=f"{RIGHT}# newer\n")
    request_roll_back(**decided(run, ada.pk, clock()))

    assert claim_approved(project=shop, now=clock()) is None
    with pytest.raises(ReleaseFailed, match="shop 2 is being taken back first"):
        release_head(project=shop, now=clock())
    agent.run_once()

    run.refresh_from_db()
    newer.refresh_from_db()
    assert (run.state, newer.state) == (State.ROLLED_BACK, State.STALE)
    assert read_served(shop) == WRONG


def test_what_the_team_has_committed_since_stays_when_a_fix_is_taken_back(
    run: RepairRun, shop: Project, ada: User, agent: Agent, clock: Clock
) -> None:
    commit(Path(shop.path), {"shop/names.py": "NAME = 'store'\n"})

    request_roll_back(**decided(run, ada.pk, clock()))
    agent.run_once()

    assert git(Path(shop.path), "show", "main:shop/names.py") == "NAME = 'store'"
    assert git(Path(shop.path), "show", "main:shop/carts.py") == WRONG.strip()
    assert git(Path(shop.path), "status", "--porcelain") == ""


def test_who_may_not_take_back_is_refused(run: RepairRun, shop: Project, ada: User) -> None:
    other = User.objects.create_user("eve@example.com", "secret", is_staff=True)
    for person_id in (other.pk, 0):
        with pytest.raises(NotAllowed):
            request_roll_back(**decided(run, person_id, run.started_at))
        with pytest.raises(NotAllowed):
            keep_release(**decided(run, person_id, run.started_at))

    shop.groups.add(Group.objects.create(name="Others"))
    with pytest.raises(NotAllowed):
        request_roll_back(**decided(run, ada.pk, run.started_at))
    assert Release.objects.get(run=run).back_asked_at is None


def test_old_releases_are_taken_away(shop: Project, agent: Agent, clock: Clock) -> None:
    shop.deployment.kept = 2
    shop.deployment.save()
    for number in range(5):
        run = make_approved(shop, after=f"{RIGHT}# {number}\n")
        claim(shop, clock)
        agent.run_once()
        watch(agent, clock, seconds=4)
        end_window(agent, clock)
        run.refresh_from_db()
        assert run.state == State.DONE

    agent.run_once()

    names = sorted(path.name for path in (layout_of(shop).folder / "releases").iterdir())
    assert [name.partition("-")[0] for name in names] == ["4", "5", "6"]
