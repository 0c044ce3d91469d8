"""Repairs where other tools than pytest run the tests: vitest, and Django's runner."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from claude.records import JsonObject
from claude.scripted import calls, says
from devagent.models import Candidate, Project, RepairRun
from devagent.services.projects import add_project
from devagent.services.repairs.fixing import AutonomousFixer
from devagent.services.repairs.reporting import RunBudget
from devagent.transitions import Kind
from tests.claude.conftest import api, server  # noqa: F401
from tests.devagent.conftest import commit, git
from tests.devagent.services.repairs.test_claude_fixing import (
    Speak,
    fix,
    speak,  # noqa: F401
)
from tests.devagent.services.repairs.test_fixing import ada  # noqa: F401
from tests.sandbox.conftest import any_backend  # noqa: F401
from tests.sandbox.test_django_projects import FILES as DJANGO_FILES
from tests.sandbox.test_scripts import LOCK, VERSIONS
from users.models import User

LOGIN = """
export interface Customer { name: string }

export async function signIn(send: () => Promise<Customer>, setSending: (is: boolean) => void) {
  setSending(true);
  try {
    return await send();
  } finally {
    setSending(false);
  }
}

export function initial(customer: Customer): string {
  return customer.name.slice(0, 1);
}
"""
STUCK = LOGIN.replace(
    """    return await send();
  } finally {
    setSending(false);
  }
""",
    """    const customer = await send();
    setSending(false);
    return customer;
  } catch (refusal) {
    throw refusal;
  }
""",
)
OWN_TEST = """
import { expect, test } from "vitest";
import { initial } from "./login";

test("a customer has an initial", () => { expect(initial({ name: "Ada" })).toBe("A"); });
"""
REPORTED = """
import { expect, test } from "vitest";
import { signIn } from "./login";

test("after a refusal one can try again", async () => {
  const states: boolean[] = [];
  const refuse = async () => { throw new Error("Wrong password."); };
  await signIn(refuse, (is) => states.push(is)).catch(() => undefined);
  expect(states.at(-1)).toBe(false);
});
"""
PATH = "app/auth/login.tsx"
WANTED = "app/auth/reported-bug.test.tsx > after a refusal one can try again"
REPORT = "After a wrong password the button to sign in stays grey"

pytestmark = pytest.mark.django_db(transaction=True)


def make_front_end(folder: Path, *logins: str) -> Project:
    """Return a project in TypeScript whose form to sign in read like this, commit by commit."""
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    manifest = {
        "name": "shop",
        "version": "1.0.0",
        "scripts": {"test": "vitest"},
        "devDependencies": VERSIONS,
    }
    files = {"package.json": json.dumps(manifest), "package-lock.json": LOCK.read_text()}
    files["app/auth/login.test.tsx"] = OWN_TEST
    for login in logins:
        commit(folder, {**files, PATH: login})
    return add_project(name="front-end", path=folder)


def test_a_bug_in_typescript_is_repaired_by_claude(
    tmp_path: Path,
    ada: User,  # noqa: F811
    any_backend: str,  # noqa: F811
    settings: Settings,
    speak: Speak,  # noqa: F811
) -> None:
    settings.SANDBOX = any_backend
    project = make_front_end(tmp_path / "shop", STUCK)
    right: JsonObject = {
        "path": PATH,
        "search": "    throw refusal;",
        "replace": "    setSending(false);\n    throw refusal;",
    }
    breaking: JsonObject = {"path": PATH, "search": "slice(0, 1)", "replace": "slice(1)"}
    in_test: JsonObject = {
        "path": "app/auth/login.test.tsx",
        "search": 'toBe("A")',
        "replace": "toBeTruthy()",
    }
    told = speak(
        calls(("run_reproduction", {"edits": [right]})),
        calls(fix("root_cause", right)),
        says("Done."),
        calls(fix("smallest_change", right, breaking)),
        says("Done."),
        calls(fix("defensive", in_test)),
        says("Done."),
    )
    file = tmp_path / "login.test.tsx"
    file.write_text(REPORTED)

    fixer = AutonomousFixer(project, budget=RunBudget(engine=RepairRun.Engine.CLAUDE))
    result = fixer.fix_bug(REPORT, ada.pk, test=file)

    assert result.awaiting_approval, result.stages
    assert result.test_ids == [WANTED]
    assert result.locations[0]["path"] == PATH
    right_one, broken = RepairRun.objects.get().candidates.order_by("-score")
    assert (right_one.verdict, broken.verdict) == ("passed", "failed")
    assert result.best_approach
    assert "+    setSending(false);" in result.best_approach.diff
    assert f"{WANTED}: passed" in told()
    note = RepairRun.objects.get().stages.get(kind=Kind.CLAUDE).note
    assert "login.test.tsx" in note


def test_a_bug_in_typescript_is_repaired_by_taking_its_commit_back(
    tmp_path: Path,
    ada: User,  # noqa: F811
    any_backend: str,  # noqa: F811
    settings: Settings,
) -> None:
    settings.SANDBOX = any_backend
    project = make_front_end(tmp_path / "shop", LOGIN, STUCK)
    file = tmp_path / "login.test.tsx"
    file.write_text(REPORTED)

    result = AutonomousFixer(project).fix_bug(REPORT, ada.pk, test=file)

    assert result.awaiting_approval, result.stages
    assert result.best_approach
    assert result.best_approach.source == Candidate.Source.REVERT


def test_a_snippet_for_djangos_own_runner_becomes_its_test(
    tmp_path: Path,
    ada: User,  # noqa: F811
    any_backend: str,  # noqa: F811
    settings: Settings,
) -> None:
    settings.SANDBOX = any_backend
    folder = tmp_path / "shop"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    passing = {"shop/tests.py": DJANGO_FILES["shop/tests.py"].replace("119", "gross(100)")}
    commit(
        folder,
        {**DJANGO_FILES, **passing, "shop/price.py": "def gross(net):\n    return net * 1.19\n"},
    )
    commit(folder, {"shop/price.py": DJANGO_FILES["shop/price.py"]})
    project = add_project(name="shop", path=folder)
    file = tmp_path / "report.py"
    file.write_text("from shop.price import gross\nassert round(gross(100)) == 119\n")

    result = AutonomousFixer(project).fix_bug("Gross prices are wrong", ada.pk, test=file)

    assert result.awaiting_approval, result.stages
    assert result.test_ids == ["shop.test_reported_bug.ReportedBugTests.test_reported_bug"]
    assert result.best_approach
    assert result.best_approach.source == Candidate.Source.REVERT
