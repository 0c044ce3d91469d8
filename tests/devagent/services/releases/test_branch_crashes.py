"""The agent is killed while it pushes: the fix is on the branch once, whoever else pushes there."""

from __future__ import annotations

from pathlib import Path

import pytest

from devagent.models import Approval, AuditEntry, Project, Release, RepairRun
from devagent.services.releases.agent import Agent
from devagent.services.releases.repository import Repository
from devagent.services.releases.work import Kind
from devagent.transitions import State
from tests.devagent.conftest import commit, git
from tests.devagent.services.releases.conftest import NOW, RIGHT, WRONG, Clock, claim, make_approved
from tests.devagent.services.releases.test_branches import pushed, remote  # noqa: F401
from tests.devagent.services.releases.test_crashes import (
    ACTED,
    INTENDED,
    MOMENTS,
    kill_agent_at,
    kill_agent_before,
    tested,  # noqa: F401
)

FORWARDS = (
    *(Kind.COMMIT, Kind.TEST, Kind.BASELINE),
    *(Kind.BRANCH, Kind.RESTART, Kind.HEALTH),
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("tested")]


def commits_of(repository: Path, run: RepairRun) -> list[str]:
    """Return what the branch has got since the fix was tested, the newest first."""
    return git(repository, "rev-list", f"{run.base_commit}..main").split()


def read_carts(repository: Path) -> str:
    return git(repository, "show", "main:shop/carts.py") + "\n"


def push_as_colleague(remote: Path) -> str:  # noqa: F811
    """Push a commit of somebody else on top of what the remote has; return it."""
    folder = remote.with_name("colleague")
    git(remote.parent, "clone", "--quiet", str(remote), str(folder))
    head = commit(folder, {"notes.txt": "mine\n"})
    git(folder, "push", "--quiet")
    return head


def assert_applied_once(project: Project, run: RepairRun) -> None:
    """Rows and the branch of the project agree that the fix is applied, once."""
    run.refresh_from_db()
    release = Release.objects.get(run=run)
    assert (run.state, release.state) == (State.PROBATION, Release.State.WATCHED)
    assert commits_of(Path(project.path), run) == [release.commit]
    assert AuditEntry.objects.filter(action=AuditEntry.Action.APPLIED).count() == 1


@pytest.mark.parametrize("kind", FORWARDS)
@pytest.mark.parametrize("moment", MOMENTS)
def test_an_agent_killed_while_it_pushes_is_gone_on_from(
    pushed: Project,  # noqa: F811
    remote: Path,  # noqa: F811
    agent: Agent,
    kind: Kind,
    moment: str,
) -> None:
    run = make_approved(pushed)

    kill_agent_at(kind, moment)
    agent.run_once()

    assert_applied_once(pushed, run)
    assert commits_of(remote, run) == commits_of(Path(pushed.path), run)


def test_one_killed_between_the_push_and_its_own_branch_is_gone_on_from(
    pushed: Project,  # noqa: F811
    remote: Path,  # noqa: F811
    agent: Agent,
) -> None:
    run = make_approved(pushed)

    kill_agent_before(Repository, "move_branch")
    assert read_carts(remote) == RIGHT
    assert read_carts(Path(pushed.path)) == WRONG
    agent.run_once()

    assert_applied_once(pushed, run)
    assert commits_of(remote, run) == commits_of(Path(pushed.path), run)


def test_a_colleague_who_has_pushed_on_top_of_the_fix_since_does_not_hide_it(
    pushed: Project,  # noqa: F811
    remote: Path,  # noqa: F811
    agent: Agent,
) -> None:
    run = make_approved(pushed)

    kill_agent_before(Repository, "move_branch")
    head = push_as_colleague(remote)
    agent.run_once()

    assert_applied_once(pushed, run)
    assert commits_of(remote, run) == [head, *commits_of(Path(pushed.path), run)]


def test_a_colleague_who_has_pushed_instead_of_the_fix_makes_it_stale(
    pushed: Project,  # noqa: F811
    remote: Path,  # noqa: F811
    agent: Agent,
) -> None:
    run = make_approved(pushed)

    kill_agent_at(Kind.BRANCH, INTENDED)
    head = push_as_colleague(remote)
    agent.run_once()

    run.refresh_from_db()
    assert run.state == State.STALE
    assert commits_of(remote, run) == [head]
    assert commits_of(Path(pushed.path), run) == []


def test_a_commit_of_the_team_in_the_project_keeps_the_fix_from_being_pushed(
    pushed: Project,  # noqa: F811
    remote: Path,  # noqa: F811
    agent: Agent,
) -> None:
    run = make_approved(pushed)

    kill_agent_at(Kind.BRANCH, INTENDED)
    head = commit(Path(pushed.path), {"notes.txt": "mine\n"})
    agent.run_once()

    run.refresh_from_db()
    assert run.state == State.STALE
    assert commits_of(Path(pushed.path), run) == [head]
    assert commits_of(remote, run) == []


@pytest.mark.parametrize("has_pulled", [True, False])
def test_a_commit_on_top_of_the_fix_in_the_project_does_not_make_it_stale(
    pushed: Project,  # noqa: F811
    remote: Path,  # noqa: F811
    agent: Agent,
    has_pulled: bool,
) -> None:
    run = make_approved(pushed)
    folder = Path(pushed.path)

    kill_agent_at(Kind.BRANCH, ACTED)
    if has_pulled:
        head = push_as_colleague(remote)
        git(folder, "pull", "--quiet", "--ff-only", "origin", "main")
    else:
        head = commit(folder, {"notes.txt": "mine\n"})
    agent.run_once()

    run.refresh_from_db()
    release = Release.objects.get(run=run)
    assert (run.state, release.state) == (State.PROBATION, Release.State.WATCHED)
    assert commits_of(folder, run) == [head, release.commit]


@pytest.mark.parametrize("has_gone_on", [True, False])
def test_a_fix_that_only_the_remote_has_is_taken_back_there_where_it_cannot_be_gone_on_with(
    pushed: Project,  # noqa: F811
    remote: Path,  # noqa: F811
    agent: Agent,
    has_gone_on: bool,
) -> None:
    run = make_approved(pushed)
    folder = Path(pushed.path)

    kill_agent_before(Repository, "move_branch")
    if has_gone_on:
        commit(folder, {"notes.txt": "mine\n"})
    else:
        Approval.objects.filter(run=run).delete()
    head = git(folder, "rev-parse", "main")
    agent.run_once()

    run.refresh_from_db()
    assert run.state == State.ROLLED_BACK
    assert len(commits_of(remote, run)) == 2
    assert git(remote, "diff", run.base_commit, "main") == ""
    assert ("Look after it" in run.message) is has_gone_on
    assert git(folder, "rev-parse", "main") == (head if has_gone_on else commits_of(remote, run)[0])
    assert git(folder, "status", "--porcelain") == ""


@pytest.mark.parametrize("moment", [*MOMENTS, "pushed"])
def test_an_agent_killed_while_it_takes_back_is_gone_on_from(
    pushed: Project,  # noqa: F811
    remote: Path,  # noqa: F811
    agent: Agent,
    clock: Clock,
    moment: str,
) -> None:
    run = make_approved(pushed)
    release = claim(pushed, clock)
    agent.run_once()
    Release.objects.filter(pk=release.pk).update(back_asked_at=NOW)

    if moment == "pushed":
        kill_agent_before(Repository, "move_branch")
    else:
        kill_agent_at(Kind.REVERT, moment)
    agent.run_once()

    run.refresh_from_db()
    assert run.state == State.ROLLED_BACK
    assert "Look after it" not in run.message
    assert commits_of(remote, run) == commits_of(Path(pushed.path), run)
    assert len(commits_of(remote, run)) == 2
    assert git(remote, "diff", run.base_commit, "main") == ""


def test_what_the_team_has_committed_on_top_stays_when_a_fix_is_taken_back(
    pushed: Project,  # noqa: F811
    remote: Path,  # noqa: F811
    agent: Agent,
    clock: Clock,
) -> None:
    run = make_approved(pushed)
    release = claim(pushed, clock)
    agent.run_once()
    head = commit(Path(pushed.path), {"notes.txt": "mine\n"})
    git(Path(pushed.path), "push", "--quiet", "origin", "main")
    Release.objects.filter(pk=release.pk).update(back_asked_at=NOW)

    agent.run_once()

    run.refresh_from_db()
    assert run.state == State.ROLLED_BACK
    assert git(remote, "show", "main:notes.txt") == "mine"
    assert read_carts(remote) == WRONG
    assert commits_of(remote, run)[1] == head
