"""A project's webhook is told which commit to deploy."""

from __future__ import annotations

from pathlib import Path

import pytest

from devagent.models import Project, Release, RepairRun
from devagent.services.releases import webhooks
from devagent.services.releases.agent import Agent
from devagent.services.releases.claiming import find_serving, release_head
from devagent.services.releases.work import Kind
from devagent.transitions import State
from tests.devagent.conftest import commit, git
from tests.devagent.services.releases.conftest import (
    NOW,
    WRONG,
    Clock,
    Server,
    claim,
    make_approved,
    read_served,
)
from tests.devagent.services.releases.test_branches import pushed, remote  # noqa: F401

SECRET = "token-of-the-pipeline"

pytestmark = pytest.mark.django_db(transaction=True)


def set_webhook(project: Project, port: int) -> None:
    project.webhook = f"http://127.0.0.1:{port}/deploy?key={SECRET}"
    project.save()


def telling(event: str, project: Project, run: RepairRun, commit: str) -> dict[str, object]:
    """Return what is posted."""
    return {
        "event": event,
        "project": project.name,
        "branch": project.branch,
        "commit": commit,
        "proposal": run.pk,
    }


def test_a_pipeline_is_told_of_a_fix_and_of_its_end(
    pushed: Project,  # noqa: F811
    server: Server,
    agent: Agent,
    clock: Clock,
) -> None:
    set_webhook(pushed, server.port)
    run = make_approved(pushed)
    release = claim(pushed, clock)
    agent.run_once()
    release.refresh_from_db()
    assert server.told == [telling("applied", pushed, run, release.commit)]

    Release.objects.filter(pk=release.pk).update(back_asked_at=NOW)
    agent.run_once()

    head = git(Path(pushed.path), "rev-parse", "main")
    assert server.told[1:] == [telling("taken_back", pushed, run, head)]


def test_a_webhook_that_refuses_has_the_fix_taken_back_and_its_address_is_not_told(
    shop: Project, server: Server, agent: Agent, clock: Clock
) -> None:
    set_webhook(shop, server.port)
    run = make_approved(shop)
    claim(shop, clock)
    server.status = 503

    agent.run_once()

    run.refresh_from_db()
    assert run.state == State.ROLLED_BACK
    assert run.message.startswith("The webhook answers 503.")
    assert "Look after it: The webhook answers 503." in run.message
    head = git(Path(shop.path), "rev-parse", "main")
    assert f"refs/heads/main is at {head[:12]}." in run.message
    assert SECRET not in run.message
    assert read_served(shop) == WRONG


def test_a_webhook_that_is_not_there_is_told(
    pushed: Project,  # noqa: F811
    agent: Agent,
    clock: Clock,
) -> None:
    set_webhook(pushed, 9)
    run = make_approved(pushed)
    release = claim(pushed, clock)

    agent.run_once()

    run.refresh_from_db()
    assert run.state == State.ROLLED_BACK
    assert "The webhook does not answer: connection refused." in run.message
    assert not release.steps.filter(kind=Kind.RESTART, done_at__isnull=False).exists()


def test_a_webhook_that_answers_a_letter_at_a_time_is_not_waited_for_longer(
    pushed: Project,  # noqa: F811
    server: Server,
    agent: Agent,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(webhooks, "_TIMEOUT_S", 0.5)
    set_webhook(pushed, server.port)
    run = make_approved(pushed)
    claim(pushed, clock)
    server.is_slow = True

    agent.run_once()

    run.refresh_from_db()
    assert run.state == State.ROLLED_BACK
    assert run.message.startswith("The webhook does not answer: not within 0.5 s.")


def test_of_what_the_team_has_committed_it_is_not_told(
    shop: Project, server: Server, agent: Agent
) -> None:
    set_webhook(shop, server.port)
    commit(Path(shop.path), {"shop/names.py": "NAME = 'store'\n"})
    release_head(project=shop, now=NOW)

    agent.run_once()

    serving = find_serving(shop)
    assert serving
    assert serving.number == 2
    assert server.told == []
