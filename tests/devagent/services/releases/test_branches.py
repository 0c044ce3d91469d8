"""A fix is pushed to a branch that a pipeline of the project's own deploys."""

from __future__ import annotations

from pathlib import Path

import pytest

from devagent.exceptions import ProjectInvalid, ReleaseFailed
from devagent.models import Deployment, Project, Release
from devagent.services.projects import add_project
from devagent.services.releases.agent import Agent
from devagent.services.releases.claiming import release_head
from devagent.services.releases.deployments import DeploymentSettings, set_deployment
from devagent.transitions import State
from tests.devagent.conftest import commit, git
from tests.devagent.services.releases.conftest import NOW, WRONG, Clock, claim, make_approved

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """A bare repository that others push to as well."""
    folder = tmp_path / "shop"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, {"shop/carts.py": WRONG})
    git(tmp_path, "clone", "--quiet", "--bare", str(folder), "remote.git")
    git(folder, "remote", "add", "origin", str(tmp_path / "remote.git"))
    return tmp_path / "remote.git"


@pytest.fixture
def pushed(remote: Path, tmp_path: Path) -> Project:
    """A project whose fixes are pushed."""
    project = add_project(name="shop", path=tmp_path / "shop")
    set_deployment(project=project, settings=DeploymentSettings(mode="branch", push_to="origin"))
    return project


def test_a_fix_is_pushed_and_taken_back_by_another_commit(
    pushed: Project, remote: Path, agent: Agent, clock: Clock
) -> None:
    run = make_approved(pushed)
    release = claim(pushed, clock)

    agent.run_once()

    run.refresh_from_db()
    release.refresh_from_db()
    assert run.state == State.PROBATION
    assert git(remote, "rev-parse", "main") == release.commit
    assert git(Path(pushed.path), "rev-parse", "main") == release.commit

    Release.objects.filter(pk=release.pk).update(back_asked_at=NOW)
    agent.run_once()

    run.refresh_from_db()
    assert run.state == State.ROLLED_BACK
    assert git(remote, "show", "main:shop/carts.py") == WRONG.strip()
    assert git(remote, "rev-list", "--count", f"{run.base_commit}..main") == "2"


def test_a_remote_that_has_moved_makes_the_run_stale(
    pushed: Project, remote: Path, tmp_path: Path, agent: Agent, clock: Clock
) -> None:
    run = make_approved(pushed)
    claim(pushed, clock)
    git(tmp_path, "clone", "--quiet", str(remote), "colleague")
    head = commit(tmp_path / "colleague", {"notes.txt": "mine\n"})
    git(tmp_path / "colleague", "push", "--quiet")

    agent.run_once()

    run.refresh_from_db()
    assert run.state == State.STALE
    assert git(remote, "rev-parse", "main") == head
    assert git(Path(pushed.path), "rev-parse", "main") == run.base_commit


def test_hooks_of_the_repository_do_not_run(
    pushed: Project, tmp_path: Path, agent: Agent, clock: Clock
) -> None:
    make_approved(pushed)
    claim(pushed, clock)
    for name in ("pre-push", "reference-transaction", "post-checkout"):
        hook = Path(pushed.path) / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/hooked\n")
        hook.chmod(0o755)

    agent.run_once()

    assert not (tmp_path / "hooked").exists()


def test_a_pipeline_of_its_own_releases_what_the_team_commits(pushed: Project) -> None:
    with pytest.raises(ReleaseFailed, match="pipeline of its own"):
        release_head(project=pushed, now=NOW)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (DeploymentSettings(mode="releases"), "Releases need a folder"),
        (DeploymentSettings(mode="branch", folder="/srv/x"), "Releases need a folder"),
        (DeploymentSettings(mode="branch", restart_command="true"), "not for the mode branch"),
        (DeploymentSettings(mode="releases", folder="/nowhere/x/y"), "cannot be written to"),
        (DeploymentSettings(mode="ftp"), "not a valid choice"),
        (DeploymentSettings(mode="branch", window_s=0), "greater than or equal to 1"),
        (
            DeploymentSettings(mode="releases", folder="/tmp/x", check_command="a 'b"),  # noqa: S108
            "cannot be split",
        ),
    ],
)
def test_what_cannot_be_deployed_like_this_is_told(
    pushed: Project, settings: DeploymentSettings, said: str
) -> None:
    with pytest.raises(ProjectInvalid, match=said):
        set_deployment(project=pushed, settings=settings)

    assert Deployment.objects.get().mode == Deployment.Mode.BRANCH


def test_settings_are_changed_but_not_where_there_are_releases(
    pushed: Project, clock: Clock, tmp_path: Path
) -> None:
    set_deployment(project=pushed, settings=DeploymentSettings(mode="branch", window_s=7))
    assert Deployment.objects.get().window_s == 7

    make_approved(pushed)
    claim(pushed, clock)
    moved = DeploymentSettings(mode="releases", folder=str(tmp_path / "live"))
    with pytest.raises(ProjectInvalid, match="has releases already"):
        set_deployment(project=pushed, settings=moved)


def test_releases_are_not_inside_the_repository(pushed: Project) -> None:
    settings = DeploymentSettings(mode="releases", folder=f"{pushed.path}/live")

    with pytest.raises(ProjectInvalid, match="must not be inside"):
        set_deployment(project=pushed, settings=settings)
