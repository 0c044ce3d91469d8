"""The demo shop is deployed like any project, and says what it serves."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from devagent.demo.serving import HEALTH, with_health
from devagent.management.commands.serve_demo import Command
from devagent.models import Project
from devagent.repair.health import Sample, Status
from devagent.services.demo import create_demo_project, deploy_demo_project, note_address
from devagent.services.releases.agent import Agent
from devagent.services.releases.claiming import find_serving
from devagent.services.releases.health import ProbeSource

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment


@pytest.mark.django_db(transaction=True)
def test_the_demo_shop_has_a_first_release(tmp_path: Path, agent: Agent) -> None:
    live = tmp_path / "live"
    project = create_demo_project(folder=tmp_path / "kiosk")

    deploy_demo_project(project=project, folder=live)
    deploy_demo_project(project=project, folder=live)
    agent.run_once()

    serving = find_serving(project)
    assert serving
    assert (live / "current/REVISION").read_text().strip() == serving.commit
    assert (live / "current/manage.py").is_file()
    assert (live / "restarted").exists()
    note_address("http://127.0.0.1:8010/health")
    assert Project.objects.get().health_check.endswith(HEALTH)


@pytest.mark.django_db(transaction=True)
def test_the_shop_is_served_with_its_health_until_it_is_restarted(
    tmp_path: Path, agent: Agent
) -> None:
    live, port = tmp_path / "live", find_free_port()
    project = create_demo_project(folder=tmp_path / "kiosk")
    deploy_demo_project(project=project, folder=live)
    agent.run_once()
    probe = ProbeSource(f"http://127.0.0.1:{port}{HEALTH}")
    server = Thread(target=Command()._serve, args=(live, port), daemon=True)

    server.start()
    try:
        served = wait_for(probe, Status.OK)
    finally:
        (live / "restarted").touch()
        server.join(timeout=60)

    serving = find_serving(project)
    assert serving
    assert served.commit == serving.commit
    assert not server.is_alive()
    assert probe.sample().status is Status.FAILING


def find_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def wait_for(probe: ProbeSource, status: Status) -> Sample:
    """Return the first answer like this, within a minute."""
    until = monotonic() + 60
    while (sample := probe.sample()).status is not status:
        assert monotonic() < until, sample.note
    return sample


def test_its_health_check_tells_the_commit_and_leaves_other_pages_alone() -> None:
    def shop(_environ: WSGIEnvironment, _start: StartResponse) -> Iterable[bytes]:
        return [b"shop"]

    def start(status: str, *_rest: object) -> None:
        statuses.append(status)

    statuses: list[str] = []
    served = with_health(shop, "a" * 40)

    assert served({"PATH_INFO": "/"}, start) == [b"shop"]  # type: ignore[arg-type]  # a stand-in
    answer = served({"PATH_INFO": HEALTH}, start)  # type: ignore[arg-type]  # as above
    assert list(answer) == [b'{"commit": "' + b"a" * 40 + b'"}']
    assert statuses == ["200 OK"]
