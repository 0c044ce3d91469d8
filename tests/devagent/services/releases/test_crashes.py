"""The agent is killed at every step: one whole tree goes on serving, and the next agent agrees."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from devagent.exceptions import AgentBusy
from devagent.models import Approval, AuditEntry, Project, Release, ReleaseStep, RepairRun
from devagent.services.releases import agent as agents
from devagent.services.releases import applying
from devagent.services.releases.agent import Agent
from devagent.services.releases.repository import Repository
from devagent.services.releases.work import Kind, Surroundings
from devagent.transitions import State
from tests.devagent.conftest import git
from tests.devagent.services.killing import die, run_in_child
from tests.devagent.services.releases.conftest import (
    NOW,
    RIGHT,
    WRONG,
    Clock,
    claim,
    layout_of,
    make_agent,
    make_approved,
    read_served,
)

INTENDED, ACTED, DONE = "intended", "acted", "done"
MOMENTS = (INTENDED, ACTED, DONE)
"""Of a step: its row tells what is to be done; that is done; its row says so, before the next."""
FORWARDS = (
    *(Kind.COMMIT, Kind.FILES, Kind.COMPILE, Kind.CHECK, Kind.TEST, Kind.BASELINE),
    *(Kind.BRANCH, Kind.SWAP, Kind.RESTART, Kind.HEALTH),
)
BACKWARDS = (Kind.SWAP_BACK, Kind.RESTART_BACK, Kind.REVERT)

pytestmark = pytest.mark.django_db(transaction=True)


def kill_agent_at(kind: Kind, moment: str) -> None:
    """Tend all projects in a process that is killed at this moment of a step."""

    def on_step(_release: Release, at: Kind, is_done: bool) -> None:
        if at is kind and moment == (DONE if is_done else INTENDED):
            die()

    def work() -> None:
        connections.close_all()
        save = ReleaseStep.save

        def save_or_die(step: ReleaseStep, *args: object, **kwargs: object) -> None:
            if moment == ACTED and step.kind == kind and step.done_at:
                die()
            save(step, *args, **kwargs)  # type: ignore[arg-type]  # passed on as they come

        ReleaseStep.save = save_or_die  # type: ignore[assignment, method-assign]  # in this process
        clock = Clock()
        around = Surroundings(clock=clock, pause=clock.pause, on_step=on_step)
        Agent(say=lambda _line: None, around=around).run_once()

    run_in_child(work)


def kill_agent_before(module: object, name: str) -> None:
    """Tend all projects in a process that is killed where it would call something of a module."""

    def work() -> None:
        connections.close_all()
        setattr(module, name, lambda *_args, **_kwargs: die())
        make_agent(Clock()).run_once()

    run_in_child(work)


def kill_agent_after(module: object, name: str) -> None:
    """Tend all projects in a process that is killed where something of a module has been done."""

    def work() -> None:
        connections.close_all()
        do = getattr(module, name)

        def do_and_die(*args: object, **kwargs: object) -> None:
            do(*args, **kwargs)
            die()

        setattr(module, name, do_and_die)
        make_agent(Clock()).run_once()

    run_in_child(work)


def assert_one_whole_tree_serves(project: Project) -> None:
    """Whatever has happened, the link leads to one of the two trees, whole."""
    link = layout_of(project).link
    assert read_served(project) in {WRONG, RIGHT}
    assert (link / "shop/names.py").read_text() == "NAME = 'shop'\n"
    assert (link / "REVISION").exists()


def assert_applied_once(project: Project, run: RepairRun) -> None:
    """Rows, branch and link agree that the fix serves, and nothing else is left."""
    run.refresh_from_db()
    release = Release.objects.get(run=run)
    folder = Path(project.path)
    assert (run.state, release.state) == (State.PROBATION, Release.State.WATCHED)
    assert read_served(project) == RIGHT
    assert layout_of(project).read_current() == release.name
    assert git(folder, "rev-list", f"{run.base_commit}..main").split() == [release.commit]
    assert git(folder, "status", "--porcelain") == ""
    assert len(list((layout_of(project).folder / "releases").iterdir())) == 2
    assert AuditEntry.objects.filter(action=AuditEntry.Action.APPLIED).count() == 1


@pytest.fixture
def tested(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests of a release that pass, since a sandbox takes its time."""
    monkeypatch.setitem(applying._DO, Kind.TEST, lambda _work: "3 of 3 tests passed.")


def test_every_step_is_killed_here() -> None:
    assert {*FORWARDS, *BACKWARDS} == set(Kind)


@pytest.mark.usefixtures("tested")
@pytest.mark.parametrize("kind", FORWARDS)
@pytest.mark.parametrize("moment", MOMENTS)
def test_an_agent_killed_while_it_applies_is_gone_on_from(
    shop: Project, agent: Agent, kind: Kind, moment: str
) -> None:
    run = make_approved(shop)

    kill_agent_at(kind, moment)
    assert_one_whole_tree_serves(shop)
    agent.run_once()

    assert_applied_once(shop, run)


@pytest.mark.usefixtures("tested")
@pytest.mark.parametrize("before", ["take_up", "apply_release"])
def test_an_agent_killed_between_its_claim_and_its_first_step_is_gone_on_from(
    shop: Project, agent: Agent, before: str
) -> None:
    run = make_approved(shop)

    kill_agent_before(agents, before)
    release = Release.objects.get(run=run)
    assert not release.steps.exists()
    agent.run_once()

    assert_applied_once(shop, run)


@pytest.mark.usefixtures("tested")
def test_what_is_on_the_branch_is_taken_back_where_its_approval_is_gone_after_a_kill(
    shop: Project, agent: Agent
) -> None:
    run = make_approved(shop)

    kill_agent_after(Repository, "move_branch")
    Approval.objects.filter(run=run).delete()
    agent.run_once()

    run.refresh_from_db()
    assert run.state == State.ROLLED_BACK
    assert read_served(shop) == WRONG
    folder = Path(shop.path)
    assert git(folder, "rev-list", "--count", f"{run.base_commit}..main") == "2"
    assert git(folder, "diff", run.base_commit, "main") == ""


@pytest.mark.parametrize("kind", BACKWARDS)
@pytest.mark.parametrize("moment", MOMENTS)
def test_an_agent_killed_while_it_takes_back_is_gone_on_from(
    shop: Project, agent: Agent, clock: Clock, kind: Kind, moment: str
) -> None:
    run = make_approved(shop)
    claim(shop, clock)
    agent.run_once()
    Release.objects.filter(run=run).update(back_asked_at=NOW)

    kill_agent_at(kind, moment)
    assert_one_whole_tree_serves(shop)
    agent.run_once()

    run.refresh_from_db()
    assert run.state == State.ROLLED_BACK
    assert read_served(shop) == WRONG
    assert git(Path(shop.path), "rev-list", "--count", f"{run.base_commit}..main") == "2"
    assert git(Path(shop.path), "diff", run.base_commit, "main") == ""
    assert git(Path(shop.path), "status", "--porcelain") == ""
    assert len(list((layout_of(shop).folder / "releases").iterdir())) == 1


def test_one_that_kills_its_agent_each_time_is_given_up(
    shop: Project, agent: Agent, clock: Clock
) -> None:
    run = make_approved(shop)
    claim(shop, clock)
    for _ in range(3):
        kill_agent_at(Kind.CHECK, INTENDED)

    agent.run_once()

    run.refresh_from_db()
    assert run.state == State.FAILED
    assert "ended 3 times" in run.message
    assert read_served(shop) == WRONG


def test_half_written_releases_are_taken_away_and_files_of_others_are_not(
    shop: Project, agent: Agent
) -> None:
    releases = layout_of(shop).folder / "releases"
    (releases / f"9-{'a' * 12}.new").mkdir()
    (releases / f"9-{'b' * 12}").mkdir()
    (releases / "notes").mkdir()
    (layout_of(shop).folder / "current.new").symlink_to("nowhere")

    agent.run_once()

    names = {path.name for path in releases.iterdir()}
    assert names == {layout_of(shop).read_current(), "notes"}
    assert not (layout_of(shop).folder / "current.new").is_symlink()


def test_there_is_one_agent(shop: Project, agent: Agent, clock: Clock) -> None:
    refused: list[str] = []

    def be_second() -> None:
        try:
            make_agent(Clock()).run_once()
        except AgentBusy as error:
            refused.append(str(error))
        finally:
            connections.close_all()

    def on_step(_release: Release, kind: Kind, is_done: bool) -> None:
        if kind is Kind.BRANCH and not is_done:
            second = threading.Thread(target=be_second)
            second.start()
            second.join()

    run = make_approved(shop)
    claim(shop, clock)
    object.__setattr__(agent.around, "on_step", on_step)

    agent.run_once()

    assert refused == ["Another apply agent is at work: there is one for a database."]
    assert_applied_once(shop, run)


def test_an_agent_that_has_lost_its_release_does_nothing_more(
    shop: Project, agent: Agent, clock: Clock
) -> None:
    make_approved(shop)
    release = claim(shop, clock)

    def take(_release: Release, kind: Kind, is_done: bool) -> None:
        if kind is Kind.BASELINE and is_done:
            Release.objects.filter(pk=release.pk).update(attempt=7)

    object.__setattr__(agent.around, "on_step", take)
    with pytest.raises(Exception, match="another agent"):
        agent.tend(shop.pk)

    assert read_served(shop) == WRONG
    assert git(Path(shop.path), "rev-parse", "main") == release.base_commit


@pytest.mark.parametrize("target", ["releases/nowhere", "/etc", "releases/../../shop", None])
def test_a_link_that_leads_elsewhere_is_put_back(
    shop: Project, agent: Agent, target: str | None
) -> None:
    link = layout_of(shop).link
    link.unlink()
    if target:
        link.symlink_to(target)

    agent.run_once()

    assert read_served(shop) == WRONG


def test_a_link_set_by_hand_to_what_served_before_is_believed(
    shop: Project, agent: Agent, clock: Clock
) -> None:
    run = make_approved(shop)
    release = claim(shop, clock)
    agent.run_once()
    release.refresh_from_db()
    assert release.previous
    layout_of(shop).swap(release.previous.name)

    agent.run_once()

    run.refresh_from_db()
    assert run.state == State.ROLLED_BACK
    assert "by hand" in run.message
    assert read_served(shop) == WRONG
    assert git(Path(shop.path), "diff", run.base_commit, "main") == ""


def test_a_release_that_somebody_deleted_is_written_again(shop: Project, agent: Agent) -> None:
    layout = layout_of(shop)
    shutil.rmtree(layout.path_of(layout.read_current()))

    agent.run_once()

    assert read_served(shop) == WRONG


@pytest.fixture
def small_disk(shop: Project) -> Iterator[Path]:
    """The releases' folder on a disk that is full but for some kilobytes."""
    if os.geteuid() != 0:
        pytest.skip("Only root may mount a small disk.")
    folder = layout_of(shop).folder
    kept = folder.with_name("kept")
    shutil.copytree(folder, kept, symlinks=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip(f"No small disk can be mounted: {mounted.stderr.decode()}")
    shutil.copytree(kept, folder, symlinks=True, dirs_exist_ok=True)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_fails_the_fix_and_leaves_production_alone(
    shop: Project, small_disk: Path, agent: Agent, clock: Clock
) -> None:
    run = make_approved(shop, after=RIGHT + "".join(f"# {n:>60}\n" for n in range(4_000)))
    claim(shop, clock)

    agent.run_once()

    run.refresh_from_db()
    assert run.state == State.FAILED
    assert "could not be written" in run.message or "refused" in run.message
    assert read_served(shop) == WRONG
    assert git(Path(shop.path), "rev-parse", "main") == run.base_commit
    assert len(list((small_disk / "releases").iterdir())) == 1
