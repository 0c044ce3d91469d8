"""Claude's reproduction: it counts if it fails by an assertion in a sandbox, and others agree."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone
from pytest_django import Settings

from claude.records import JsonObject
from claude.scripted import calls, says
from devagent.models import Project, RepairRun
from devagent.services.indexing import index_project
from devagent.services.repairs.performing import run_stage
from devagent.services.repairs.reporting import Reported, report_bug
from devagent.services.repairs.stages import enter
from devagent.transitions import State
from tests.devagent.services.repairs.test_claude_fixing import (
    WITH_CLAUDE,
    always_wrong,  # noqa: F401
    has_script,
)
from tests.devagent.services.repairs.test_fixing import REPORT, START, TEST
from tests.sandbox.conftest import any_backend  # noqa: F401

ALIKE = TEST.replace("assert total([2, 3]) == 5", "lines = [2, 3]\n    assert total(lines) == 5")

pytestmark = pytest.mark.django_db(transaction=True)


def proposes(text: str, language: str = "py") -> tuple[str, JsonObject]:
    """Return the call that proposes a test."""
    return "propose_test", {"language": language, "text": text}


def reproduce(project: Project) -> RepairRun:
    """Have a run without an attachment reproduce its bug; return it."""
    index_project(project=project)
    run = report_bug(
        project=project,
        reported=Reported(text=REPORT),
        budget=WITH_CLAUDE,
        now=timezone.now(),
    )
    run.stages.all().delete()
    run.state = State.REPRODUCING
    run.save()
    enter(run, now=run.started_at)
    run_stage(stage_id=run.stages.get().pk)
    run.refresh_from_db()
    return run


def test_the_shortest_test_that_most_agree_on_shows_the_bug(
    always_wrong: Project,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> None:
    claude = has_script(
        monkeypatch,
        settings,
        calls(proposes("import nowhere\n\n\ndef test_x():\n    assert 0\n")),
        calls(proposes(ALIKE)),
        calls(proposes(TEST)),
        says("The report does not say enough."),
    )

    run = reproduce(always_wrong)

    assert run.state == State.LOCATING
    assert run.evidence == RepairRun.Evidence.CLAUDE_TEST
    assert run.test_text == TEST
    assert run.test_ids == ["tests/test_reported_bug.py::test_total"]
    assert "shop/carts.py" in run.read_spectrum()
    assert "could not be loaded" in json.dumps(claude.bodies)
    assert run.stages.get(kind="reproduce").tokens == 4 * 1_100


@pytest.mark.parametrize(
    "text",
    [
        "def test_x():\n    assert False\n",
        START["tests/test_carts.py"],
        "from shop.carts import total\n\n\ndef test_x():\n    total([1]).nothing()\n",
        "def helper(:\n",
        "x = 1\n",
        "# " + "x" * 30_000,
    ],
)
def test_one_that_shows_nothing_does_not_count(
    text: str,
    always_wrong: Project,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> None:
    has_script(monkeypatch, settings, calls(proposes(text)), *[says("It is no bug.")] * 3)

    run = reproduce(always_wrong)

    assert run.state == State.CANNOT_REPRODUCE
    assert "Claude: It is no bug." in run.missing
    assert run.test_text == ""
