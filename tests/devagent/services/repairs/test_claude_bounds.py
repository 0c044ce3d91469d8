"""What bounds the talks with Claude about a fix: costs, a cancelled run, no connection, no key."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import Settings

from claude.exceptions import ClaudeUnavailable, ClaudeUnreachable
from claude.models import Call
from claude.records import JsonObject
from claude.scripted import ScriptedClaude, calls
from devagent.models import Project, RepairRun, Stage
from devagent.services.repairs import claude_fixing
from devagent.services.repairs.reporting import Reported, cancel_run, report_bug
from devagent.services.repairs.stages import enter
from devagent.transitions import Kind, State
from tests.devagent.services.repairs.test_claude_fixing import ask_for_fixes, has_script
from tests.devagent.services.repairs.test_fixing import REPORT

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_a_run_may_cost_bounds_the_talks(
    project: Project, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    search: tuple[str, JsonObject] = ("search_code", {"text": "total"})
    claude = has_script(monkeypatch, settings, *[calls(search)] * 9)

    run = ask_for_fixes(project, most_tokens=3_000)

    note = run.stages.get(kind=Kind.CLAUDE).note
    assert "did not finish within" in note
    assert len(claude.bodies) <= 3
    assert run.state == State.FAILED


def test_a_cancelled_run_ends_the_talk(
    project: Project, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    def cancels(*_: object, **__: object) -> ScriptedClaude:
        cancel_run(run_id=RepairRun.objects.get().pk, now=timezone.now(), by="Ada")
        return claude

    claude = has_script(monkeypatch, settings, calls(("search_code", {"text": "total"})))
    monkeypatch.setattr(claude_fixing, "get_claude", cancels)

    run = ask_for_fixes(project)

    assert len(claude.bodies) == 1
    assert run.stages.get(kind=Kind.CLAUDE).state == Stage.State.CANCELLED
    assert not run.candidates.exists()


def test_where_she_cannot_be_reached_the_stage_is_tried_again(
    project: Project, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    has_script(monkeypatch, settings, *[ClaudeUnreachable(charged=False)] * 3)

    run = ask_for_fixes(project)

    stage = run.stages.get(kind=Kind.CLAUDE)
    assert stage.state == Stage.State.QUEUED
    assert stage.cost_usd == Decimal(0)


def test_only_with_a_key_she_is_asked(project: Project) -> None:
    with pytest.raises(ClaudeUnavailable):
        ask_for_fixes(project)
    run = report_bug(project=project, reported=Reported(text=REPORT), now=timezone.now())
    run.state = State.GENERATING
    run.save()
    enter(run, now=run.started_at)

    assert not run.stages.filter(kind=Kind.CLAUDE).exists()
    assert not Call.objects.exists()
