"""A project that is served from releases, a server to ask, and a fix that somebody approved."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from django.contrib.auth.models import Permission

from devagent.models import Approval, Candidate, Project, Release, RepairRun
from devagent.services.projects import ProjectSettings, add_project
from devagent.services.releases.agent import Agent
from devagent.services.releases.claiming import claim_approved, release_head
from devagent.services.releases.deployments import DeploymentSettings, set_deployment
from devagent.services.releases.layout import Layout
from devagent.services.releases.work import Kind, Surroundings
from devagent.transitions import State
from tests.devagent.conftest import commit, git
from tests.devagent.services.repairs.rows import make_candidate
from users.models import User

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WRONG = "def total(lines):\n    return sum(lines[1:])\n"
RIGHT = "def total(lines):\n    return sum(lines)\n"
WINDOW_S = 60


@dataclass(kw_only=True)
class Clock:
    """A clock that only goes when it is moved on, or waited by."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pause(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass(kw_only=True)
class Server:
    """What is asked for health: it serves the commit that it was restarted with, as a rule."""

    served: Path
    port: int = 0
    status: int = 200
    lie: str = ""
    is_silent: bool = False
    is_slow: bool = False
    released: Event = field(default_factory=Event)
    told: list[dict[str, object]] = field(default_factory=list)

    def body(self) -> bytes:
        commit = self.lie or (self.served.read_text().strip() if self.served.exists() else "")
        return json.dumps({"commit": commit}).encode()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server on a free port of this machine."""
    server = Server(served=tmp_path / "served")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if server.is_silent:
                server.released.wait()
                return
            self.dribble()
            self.send_response(server.status)
            self.end_headers()
            self.wfile.write(server.body())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.told.append(json.loads(body))
            self.dribble()
            self.send_response(server.status)
            self.end_headers()

        def dribble(self) -> None:
            """Send two seconds of a header, a letter at a time, where the server is slow."""
            if not server.is_slow:
                return
            for letter in b"HTTP/1.0 200 OK\r\nX-Slow: " + b"x" * 20:
                self.wfile.write(bytes([letter]))
                server.released.wait(0.05)
            self.wfile.write(b"\r\n")

        def log_message(self, *_arguments: object) -> None:
            return

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.port = listener.server_address[1]
    Thread(target=listener.serve_forever, daemon=True).start()
    yield server
    server.released.set()
    listener.shutdown()
    listener.server_close()


@pytest.fixture
def clock() -> Clock:
    """A clock that is moved by hand."""
    return Clock()


@pytest.fixture
def agent(clock: Clock) -> Agent:
    """An agent in this process."""
    return make_agent(clock)


def make_agent(clock: Clock) -> Agent:
    """Return an agent that waits by the clock alone."""
    return Agent(say=lambda _line: None, around=Surroundings(clock=clock, pause=clock.pause))


@pytest.fixture
def shop(tmp_path: Path, server: Server, transactional_db: None, agent: Agent) -> Project:
    """A project whose first release serves."""
    folder = tmp_path / "shop"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, {"shop/carts.py": WRONG, "shop/names.py": "NAME = 'shop'\n"})
    health = ProjectSettings(branch="main", health_check=f"http://127.0.0.1:{server.port}/health")
    project = add_project(name="shop", path=folder, settings=health)
    copy = f"import shutil; shutil.copyfile('REVISION', {str(server.served)!r})"
    settings = DeploymentSettings(
        mode="releases",
        folder=str(tmp_path / "live"),
        check_command="test -f shop/carts.py",
        restart_command=shlex.join([sys.executable, "-c", copy]),
        start_s=3,
        window_s=WINDOW_S,
    )
    set_deployment(project=project, settings=settings)
    release_head(project=project, now=NOW)
    assert agent.tend(project.pk)
    return project


def make_approved(project: Project, *, after: str = RIGHT) -> RepairRun:
    """Return a run whose fix somebody has approved."""
    folder = Path(project.path)
    run = RepairRun.objects.create(
        report=project.bug_reports.create(title="Totals are wrong", reported_at=NOW),
        base_commit=git(folder, "rev-parse", "main"),
        started_at=NOW,
        wall_s=600,
        most_candidates=4,
    )
    diff = diff_to(folder, after)
    candidate = make_candidate(run, "Take all", verdict=Candidate.Verdict.PASSED, diff=diff)
    person, _ = User.objects.get_or_create(email="ada@example.com", first_name="Ada", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="approve_repairrun"))
    run.proposed, run.evidence = candidate, RepairRun.Evidence.ATTACHED_TEST
    run.state = State.APPROVED
    run.save()
    Approval.objects.create(
        run=run,
        sha256=candidate.sha256,
        base_commit=run.base_commit,
        shown_sha256=candidate.sha256,
        person=person,
        approved_at=NOW,
    )
    return run


def diff_to(folder: Path, after: str) -> bytes:
    """Return the diff that makes this of the carts, and leave the checkout as it was."""
    file = folder / "shop/carts.py"
    before = file.read_text()
    file.write_text(after)
    diff = git(folder, "diff", "--", "shop/carts.py")
    file.write_text(before)
    return diff.encode() + b"\n"


def claim(project: Project, clock: Clock) -> Release:
    """Claim what is approved; its tests count as run, since a sandbox takes its time."""
    release = claim_approved(project=project, now=clock())
    assert release
    release.steps.create(kind=Kind.TEST, intended_at=NOW, done_at=NOW)
    return release


def layout_of(project: Project) -> Layout:
    """Return where the project's releases are."""
    return Layout(Path(project.deployment.folder))


def read_served(project: Project) -> str:
    """Return the carts of what serves."""
    return (layout_of(project).link / "shop/carts.py").read_text()
