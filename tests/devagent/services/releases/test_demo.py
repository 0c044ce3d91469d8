"""The demo shop is deployed like any project, and says what it serves."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from devagent.demo.serving import HEALTH, with_health
from devagent.models import Project
from devagent.services.demo import create_demo_project, deploy_demo_project, note_address
from devagent.services.releases.agent import Agent
from devagent.services.releases.claiming import find_serving

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
