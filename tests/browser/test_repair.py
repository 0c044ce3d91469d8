"""From a report to an approved fix in a real browser, over the real socket; how its pages look."""

from __future__ import annotations

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import pytest_asyncio
from channels.layers import channel_layers
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from devagent.models import Candidate, Project, RepairRun, Stage
from devagent.services.counting import count_findings
from devagent.services.indexing import index_project
from devagent.services.related import keep_references
from devagent.services.repairs.stages import Outcome, claim_stage, settle
from devagent.transitions import Kind, State, show_changes
from tests.browser.conftest import Visit
from tests.browser.test_live import Window
from tests.browser.test_looks import look_at
from tests.devagent.conftest import project, repository  # noqa: F401 (fixtures)
from tests.devagent.services.repairs.rows import START, make_candidate, make_run, propose
from tests.live.pages import in_database, session_of
from tests.live.serving import HOST, serving
from tests.queryassist.chat_page import staff_with
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

FORM = reverse("admin:devagent_bugreport_add")
MAY = (
    *("report_bug", "view_repairrun", "view_bugreport", "view_auditentry", "view_project"),
    *("approve_repairrun", "reject_repairrun", "request_changes_repairrun", "cancel_repairrun"),
)


@pytest_asyncio.fixture
async def window(browser: Browser, browser_thread: ThreadPoolExecutor) -> AsyncIterator[Window]:
    window = Window(browser, browser_thread)
    yield window
    await window.close()


def read_report() -> None:
    """Do the first stage of the only run as a worker would."""
    run = RepairRun.objects.get()
    claim = claim_stage(stage_id=run.stages.get().pk, now=START)
    assert claim
    settle(claim, Outcome(note="5 places by the words of the report."), now=START)


def bring_to_proposal() -> None:
    """Bring the only run to its proposal, and have open pages show it."""
    run = RepairRun.objects.get()
    run.stages.all().delete()
    show_changes(propose(run))


def find_state() -> str:
    """Return the state of the only run."""
    return RepairRun.objects.get().state


async def test_a_report_becomes_an_approved_fix(
    window: Window,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    project: Project,  # noqa: F811
) -> None:
    settings.LIVE_INTERVAL_MS = 50
    channel_layers.backends.clear()
    await in_database(index_project, project=project)
    session = await in_database(lambda: session_of(staff_with(*MAY)))

    def report() -> None:
        page = window.page
        assert page
        page.goto(page.url.replace(reverse("admin:index"), FORM))
        page.get_by_label("What is wrong, in a few words").fill("Total of lines is wrong")
        expect(page.locator("#similar")).to_contain_text("shop/carts.py")
        page.get_by_role("button", name="Report it and look for a fix").click()
        expect(page.locator("#progress")).to_contain_text("Queen is working on: Total of lines")
        expect(page.locator("#progress")).to_contain_text("reading the report")

    def see_reading_done() -> None:
        assert window.page
        expect(window.page.locator(".step.done").first).to_contain_text("Read the report")

    def decide() -> None:
        page = window.page
        assert page
        expect(page.locator(".diff .split .new")).to_contain_text("sum(lines, 0)")
        page.get_by_role("radio", name="One below the other").check()
        expect(page.locator(".diff .unified .new")).to_be_visible()
        page.get_by_role("button", name="Approve & deploy").press("Enter")
        expect(page.locator(".messagelist")).to_contain_text("Approved: it is applied next.")
        expect(page.locator(".state")).to_contain_text("Approved")

    async with serving(monkeypatch) as port:
        await window.open(f"http://{HOST}:{port}/", session)
        await window._do(report)
        await in_database(read_report)
        await window._do(see_reading_done)
        await in_database(bring_to_proposal)
        await window._do(decide)

    assert window.complaints == []
    assert await in_database(find_state) == State.APPROVED


def make_full(run: RepairRun) -> RepairRun:
    """Return a proposal with everything that a page can show."""
    run = propose(run)
    fix = run.proposed
    assert fix
    fix.findings = ["shop/carts.py:2: PLR2004 a number in its place"]
    fix.tests |= {"suites": {"tests/test_carts.py": {"passed": 2, "failed": 1}}, "broken": ["t::a"]}
    fix.tests |= {"failures": [{"test": "t::a", "message": "assert 1 == 2"}]}
    fix.duration_s = 61.5
    fix.save()
    lost = make_candidate(run, "Take back 0123456789 “Sum once”", verdict=Candidate.Verdict.FAILED)
    lost.lost = "It breaks tests/test_carts.py::test_total_of_none, which passed before."
    lost.save()
    run.locations = [{"path": "shop/carts.py", "line": 2, "definition": "total", "reasons": []}]
    run.test_path, run.test_text = "tests/test_reported_bug.py", "def test_total():\n    assert 0\n"
    run.report.severity = "critical"
    run.report.save()
    run.save()
    kinds = (Kind.ANALYSE, Kind.REPRODUCE, Kind.LOCATE, Kind.REVERT, Kind.TEMPLATE, Kind.RANK)
    for kind in kinds:
        Stage.objects.create(
            run=run, kind=kind, state=Stage.State.DONE, attempt=1, queued_at=START,
            started_at=START, ended_at=START + timedelta(seconds=42), note="5 places by the words.",
        )  # fmt: skip
    Stage.objects.create(
        run=run, kind=Kind.TEST, candidate=fix, state=Stage.State.RUNNING, attempt=1,
        queued_at=START, started_at=START, lease_until=START,
    )  # fmt: skip
    return run


@pytest.fixture
def queen() -> User:
    """Somebody who may do everything."""
    return staff_with(*MAY, email="ada@example.com")


def test_a_proposal_is_accessible_and_fits_a_phone(
    visit: Visit,
    queen: User,
    project: Project,  # noqa: F811
) -> None:
    index_project(project=project)
    count_findings(project=project, now=START)
    keep_references(project=project)
    run = make_full(make_run(project))

    def journey(page: Page) -> None:
        page.goto(reverse("admin:devagent_repairrun_change", args=[run.pk]))
        expect(page.locator("#blast h2")).to_be_visible()
        page.get_by_text("Reject…").click()
        page.get_by_text("Its diff").click()
        look_at(page, "proposal")

    visit(queen, journey)


def test_the_report_form_is_accessible_and_fits_a_phone(
    visit: Visit,
    queen: User,
    project: Project,  # noqa: F811
) -> None:
    index_project(project=project)
    make_run(project)

    def journey(page: Page) -> None:
        page.goto(FORM)
        page.keyboard.press("Tab")
        page.get_by_label("What is wrong, in a few words").fill("the totals are wrong: total")
        expect(page.locator("#similar")).to_contain_text("Looks like")
        look_at(page, "bug-report")

    visit(queen, journey)


def test_the_confirmation_of_an_action_is_accessible_and_fits_a_phone(
    visit: Visit,
    queen: User,
    project: Project,  # noqa: F811
) -> None:
    make_full(make_run(project))

    def journey(page: Page) -> None:
        page.goto(reverse("admin:devagent_repairrun_changelist"))
        page.locator(".action-select").first.check()
        page.get_by_label("Action:").select_option("reject")
        page.get_by_role("button", name="Run").or_(page.get_by_role("button", name="Go")).click()
        expect(page.get_by_label("Why?")).to_be_visible()
        look_at(page, "confirm-decision")

    visit(queen, journey)
