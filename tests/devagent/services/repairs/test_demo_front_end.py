"""The demo shop's second bug, in its form to sign in, is repaired by Claude with vitest."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from claude.records import JsonObject
from claude.scripted import calls, says
from devagent.demo.repository import REPORTED_FORM_TEST
from devagent.models import Candidate, RepairRun
from devagent.services.demo import create_demo_project
from devagent.services.repairs.fixing import AutonomousFixer
from devagent.services.repairs.reporting import RunBudget
from tests.devagent.services.repairs.test_claude_fixing import fix, has_script
from tests.devagent.services.repairs.test_fixing import ada  # noqa: F401
from tests.sandbox.conftest import any_backend  # noqa: F401
from users.models import User

FORM = "app/auth/login.tsx"
REFUSED = "setError((refusal as Error).message);\n    }"
RIGHT: tuple[JsonObject, ...] = (
    {"path": FORM, "search": "password }));\n      setSending(false);", "replace": "password }));"},
    {
        "path": FORM,
        "search": REFUSED,
        "replace": f"{REFUSED} finally {{\n      setSending(false);\n    }}",
    },
)
NEVER_DISABLED: JsonObject = {"path": FORM, "search": " disabled={isSending}", "replace": ""}
IN_TEST: JsonObject = {
    "path": "app/auth/login.test.tsx",
    "search": ".disabled).toBe(true)",
    "replace": ".disabled).toBeDefined()",
}
REPORT = "After a wrong password the button to sign in stays grey"

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_three_fixes_of_the_form_the_right_one_is_proposed(
    tmp_path: Path,
    ada: User,  # noqa: F811
    any_backend: str,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> None:
    settings.SANDBOX, settings.SANDBOX_REPEATS = any_backend, 1
    project = create_demo_project(folder=tmp_path / "kiosk")
    has_script(
        monkeypatch,
        settings,
        calls(fix("root_cause", *RIGHT)),
        says("Done."),
        calls(fix("smallest_change", NEVER_DISABLED)),
        says("Done."),
        calls(fix("defensive", IN_TEST)),
        says("Done."),
    )

    fixer = AutonomousFixer(
        project, budget=RunBudget(engine=RepairRun.Engine.CLAUDE, most_candidates=4)
    )
    result = fixer.fix_bug(REPORT, ada.pk, test=REPORTED_FORM_TEST)

    assert result.awaiting_approval, result.stages
    assert result.locations[0]["path"] == FORM
    assert result.best_approach
    assert result.best_approach.source == Candidate.Source.CLAUDE
    assert "+    } finally {" in result.best_approach.diff
    lost = RepairRun.objects.get().candidates.filter(verdict=Candidate.Verdict.FAILED)
    assert any("cannot be sent again" in " ".join(one.reasons) for one in lost)
    assert {one.source for one in lost} == {Candidate.Source.CLAUDE, Candidate.Source.REVERT}
