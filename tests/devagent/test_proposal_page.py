"""The page of a run: what it shows of a fix, what can be decided there, and by whom."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from devagent import tasks
from devagent.models import AuditEntry, Candidate, Project, RepairRun, Stage
from devagent.pages.diffs import MOST_LINES
from devagent.services.indexing import index_project
from devagent.transitions import Kind, State
from tests.devagent.services.repairs.rows import START, make_candidate, make_proposal, make_run
from tests.queryassist.chat_page import HTMX, client_of, staff_with, text_of

LIST = reverse("admin:devagent_repairrun_changelist")
EVERYTHING = (
    *("view_repairrun", "view_auditentry", "approve_repairrun", "reject_repairrun"),
    *("request_changes_repairrun", "cancel_repairrun", "roll_back_repairrun", "view_project"),
)
HOSTILE = "<script>alert(1)</script> \u202e\x1b[31m \"'>"

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return client_of(staff_with(*EVERYTHING))


@pytest.fixture
def run(project: Project) -> RepairRun:
    """A run whose fix awaits approval, with its stages and a fix that lost."""
    run = make_proposal(project)
    make_candidate(run, "other", verdict=Candidate.Verdict.FAILED)
    run.locations = [{"path": "shop/carts.py", "line": 2, "definition": "total", "reasons": []}]
    run.save()
    for kind in (Kind.ANALYSE, Kind.LOCATE, Kind.TEST, Kind.RANK):
        Stage.objects.create(
            run=run,
            kind=kind,
            candidate=run.proposed if kind == Kind.TEST else None,
            state=Stage.State.DONE,
            attempt=1,
            queued_at=START,
            started_at=START,
            ended_at=START + timedelta(seconds=7),
            note="5 places.",
        )
    return run


def page_of(run: RepairRun) -> str:
    return reverse("admin:devagent_repairrun_change", args=[run.pk])


def show(client: Client, run: RepairRun) -> str:
    return text_of(client.get(page_of(run)))


def shown_hash(page: str) -> str:
    found = re.search(r'name="shown" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def decide(client: Client, run: RepairRun, name: str, shown: str, **fields: str) -> str:
    address = reverse(f"admin:devagent_repairrun_{name}", args=[run.pk])
    return text_of(client.post(address, {"shown": shown, **fields}, follow=True))


def test_the_page_says_what_was_done_in_the_form_that_staff_expect(
    client: Client, run: RepairRun
) -> None:
    page = show(client, run)

    for text in (
        *("Read the report", "Found location shop/carts.py line 2", "Compared the fixes"),
        *("Tested fix 1 in sandbox: passed", "2 fixes made", "Awaits approval"),
    ):
        assert text in page


@pytest.mark.parametrize(
    ("state", "mark", "word"), [("preparing", "…", "runs"), ("failed", "✗", "failed")]
)
def test_the_page_says_how_far_a_fix_is_applied(
    client: Client, run: RepairRun, state: str, mark: str, word: str
) -> None:
    of_run = {"run": run, "base_commit": "a" * 40, "begun_at": START}
    earlier = run.report.project.releases.create(number=1, state="failed", **of_run)
    earlier.steps.create(kind="commit", intended_at=START)
    release = run.report.project.releases.create(number=2, state=state, **of_run)
    release.steps.create(kind="files", intended_at=START, done_at=START, note="2-0123")
    release.steps.create(kind="test", intended_at=START)

    page = re.sub(r"<[^>]+>", "", show(client, run))

    assert "✓ done: Write its files 2-0123" in page
    assert f"{mark} {word}: Run the tests in a sandbox" in page
    assert "Make the commit" not in page


def test_a_run_that_works_says_so_and_can_be_cancelled_alone(
    client: Client, project: Project
) -> None:
    page = show(client, make_run(project, State.TESTING))

    assert "Queen is working on: Totals are wrong" in page
    assert ">Cancel the run<" in page
    assert "Approve" not in page


def test_the_fix_is_shown_before_and_after_with_its_evidence(
    client: Client, run: RepairRun
) -> None:
    page = show(client, run)

    assert page.count('class="side old"') == 2  # side by side, and one below the other
    assert '<span class="nb">sum</span>' in page
    for text in (
        *("Reproduced and fixed", "tests/test_carts.py::test_total", "AssertionError: 1 != 2"),
        *("3 passed", "What was not checked", "bubblewrap", "Other fixes that were made"),
    ):
        assert text in page


def test_what_was_measured_of_a_fix_is_told_with_its_grade(client: Client, run: RepairRun) -> None:
    Candidate.objects.filter(run=run).update(
        grade="C",
        unchecked=["Whether it is slower on real data."],
        mutants={"made": 8, "killed": 6, "alive": ["carts.py, line 2: sum(lines[:1])"]},
        speed={"speed": "same", "pairs": 10, "ratio": [0.9, 1.0, 1.1], "reasons": []},
        explanation="It left the first line out.",
    )

    page = show(client, run)

    for text in (
        *("6 of 8 changes.", "carts.py, line 2", "1.00 of the time without it, from 0.90 to 1.10"),
        *("Grade of the evidence", "Whether it is slower on real data.", "It left the first line"),
    ):
        assert text in page


def test_each_fix_comes_with_the_messages_of_the_tests_that_fail_with_it(
    client: Client, run: RepairRun
) -> None:
    for title, message in (("constant", "assert 1 == 2"), ("other", "KeyError: 'email'")):
        tests = {
            "broken": ["tests/test_a.py::test_a"],
            "failures": [{"test": "tests/test_a.py::test_a", "message": message}],
        }
        run.candidates.filter(title=title).update(tests=tests)

    page = show(client, run)

    assert "What fails with the fix" in page
    assert ">assert 1 == 2</pre>" in page
    assert ">KeyError: &#x27;email&#x27;</pre>" in page
    assert page.count("passed before</span>") == 2


def test_an_applied_fix_can_be_taken_back_from_its_page(client: Client, run: RepairRun) -> None:
    RepairRun.objects.filter(pk=run.pk).update(state=State.PROBATION)
    page = show(client, run)

    answer = decide(client, run, "roll_back", shown_hash(page))

    assert "Roll back" in page
    assert "there is nothing of it to do this with" in answer  # no release of it serves


def test_one_click_approves_what_was_shown(client: Client, run: RepairRun) -> None:
    page = decide(client, run, "approve", shown_hash(show(client, run)))

    assert "Approved: it is applied next." in page
    run.refresh_from_db()
    assert run.state == State.APPROVED


def test_htmx_is_led_to_the_page_anew(client: Client, run: RepairRun) -> None:
    address = reverse("admin:devagent_repairrun_approve", args=[run.pk])
    shown = shown_hash(show(client, run))

    answer = client.post(address, {"shown": shown}, headers=HTMX)

    assert answer.headers["HX-Redirect"] == page_of(run)


def test_a_stale_page_decides_nothing_and_says_so(client: Client, run: RepairRun) -> None:
    shown = shown_hash(show(client, run))
    Candidate.objects.filter(run=run).update(findings=["a.py:1: F401"])

    page = decide(client, run, "approve", shown)

    assert "What you were shown is not what is there any more" in page
    run.refresh_from_db()
    assert run.state == State.AWAITING_APPROVAL


@pytest.mark.parametrize(("name", "state"), [("reject", "rejected"), ("cancel", "cancelled")])
def test_a_run_is_ended_on_its_page(client: Client, run: RepairRun, name: str, state: str) -> None:
    decide(client, run, name, shown_hash(show(client, run)), words="Too wide.")

    run.refresh_from_db()
    assert run.state == state


def test_words_are_required_by_the_server_too(client: Client, run: RepairRun) -> None:
    page = decide(client, run, "reject", shown_hash(show(client, run)), words=" ")

    assert "Say in a few words why." in page


def test_what_somebody_may_not_decide_is_not_offered(run: RepairRun) -> None:
    page = show(client_of(staff_with("view_repairrun", "reject_repairrun")), run)

    assert "Reject…" in page
    assert "Approve &amp; deploy" not in page
    assert "Request changes" not in page


def test_two_people_are_asked_for_in_red_and_that_there_is_but_one(
    client: Client, run: RepairRun
) -> None:
    run.report.severity = "critical"
    run.report.save()

    page = show(client, run)

    assert "It needs the approval of two different people" in page
    assert "Only 1 person has the permission to approve it" in page
    after = decide(client, run, "approve", shown_hash(page))
    assert "it needs the word of a second person" in after
    assert "Approved by 1 of 2: bob@example.com" in after


def test_to_look_is_noted_once(client: Client, run: RepairRun) -> None:
    show(client, run)
    show(client, run)

    entry = AuditEntry.objects.get(run_number=run.pk)
    assert (entry.action, entry.actor) == (AuditEntry.Action.SEEN, "bob@example.com")
    assert f"{reverse('admin:devagent_auditentry_changelist')}?run_number={run.pk}" in show(
        client, run
    )


def test_the_trail_of_a_run_is_listed_and_cannot_be_changed(client: Client, run: RepairRun) -> None:
    show(client, run)
    trail = reverse("admin:devagent_auditentry_changelist")

    assert "bob@example.com" in text_of(client.get(trail, {"run_number": run.pk}))
    assert "bob@example.com" not in text_of(client.get(trail, {"run_number": run.pk + 1}))


def test_the_patch_is_sent_byte_by_byte_as_a_file(client: Client, run: RepairRun) -> None:
    answer = client.get(reverse("admin:devagent_repairrun_patch", args=[run.pk]))

    assert run.proposed
    assert answer.content == bytes(run.proposed.diff)
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_what_the_fix_reaches_is_listed(client: Client, run: RepairRun, project: Project) -> None:
    index_project(project=project)
    address = reverse("admin:devagent_repairrun_reach", args=[run.pk])
    assert "A worker analyses it" in text_of(client.get(address))
    tasks.count_findings(project.pk)

    assert ">total</a>" in text_of(client.get(address))


def test_an_action_asks_first_and_then_decides(client: Client, run: RepairRun) -> None:
    chosen = {"action": "reject", "_selected_action": run.pk}
    asked = text_of(client.post(LIST, chosen))
    assert "Why?" in asked
    found = re.search(rf'name="shown-{run.pk}" value="([0-9a-f]{{64}})"', asked)
    assert found

    confirmed = {"confirmed": "1", "words": "No.", f"shown-{run.pk}": found[1]}
    client.post(LIST, chosen | confirmed)

    run.refresh_from_db()
    assert run.state == State.REJECTED


@pytest.mark.parametrize("shown", ["", "0" * 64])
def test_an_action_with_a_stale_hash_is_refused(client: Client, run: RepairRun, shown: str) -> None:
    data = {"action": "approve", "_selected_action": run.pk, "confirmed": "1"}

    page = text_of(client.post(LIST, data | {f"shown-{run.pk}": shown}, follow=True))

    assert "What you were shown is not what is there any more" in page
    assert not run.approvals.exists()


def test_an_action_without_its_permission_is_not_there_and_does_nothing(run: RepairRun) -> None:
    client = client_of(staff_with("view_repairrun", "reject_repairrun"))
    data = {"action": "approve", "_selected_action": run.pk, "confirmed": "1"}

    client.post(LIST, data | {f"shown-{run.pk}": "0" * 64})

    assert 'value="approve"' not in text_of(client.get(LIST))
    run.refresh_from_db()
    assert run.state == State.AWAITING_APPROVAL


def test_all_that_is_shown_is_text(client: Client, run: RepairRun) -> None:
    diff = (
        "diff --git a/shop/carts.py b/shop/carts.py\n--- a/shop/carts.py\n+++ b/shop/carts.py\n"
        f"@@ -1,2 +1,2 @@\n def total(lines):\n-    return sum(lines)\n+    return '{HOSTILE}'\n"
    ).encode()
    texts = {"reasons": [HOSTILE], "flags": [HOSTILE], "findings": [HOSTILE], "lost": HOSTILE}
    tests = {
        "ended": {HOSTILE: 1},
        "broken": [HOSTILE],
        "suites": {HOSTILE: {"failed": 1}},
        "failures": [{"test": HOSTILE, "message": HOSTILE}],
    }
    Candidate.objects.filter(run=run).update(title=HOSTILE, tests=tests, isolation=HOSTILE, **texts)
    Candidate.objects.filter(proposed_by=run).update(diff=diff)
    Stage.objects.filter(run=run).update(note=HOSTILE)
    RepairRun.objects.filter(pk=run.pk).update(
        message=HOSTILE, failure=HOSTILE, test_text=HOSTILE, test_path=HOSTILE, missing=[HOSTILE]
    )
    type(run.report).objects.filter(pk=run.report_id).update(title=HOSTILE)
    make_candidate(run, "another", diff=diff)

    page = show(client, run)

    assert "<script>alert" not in page
    assert not {"\u202e", "\x1b"} & set(page)


def test_a_huge_fix_is_cut_and_says_so(client: Client, run: RepairRun) -> None:
    added = "".join(f"+{number}\n" for number in range(MOST_LINES + 1))
    head = "diff --git a/x.py b/x.py\n--- a/x.py\n+++ b/x.py\n"
    diff = f"{head}@@ -0,0 +1,{MOST_LINES + 1} @@\n{added}"
    Candidate.objects.filter(proposed_by=run).update(diff=diff.encode())

    page = show(client, run)

    assert f"{MOST_LINES + 1} lines are too many to be shown here" in page
    assert len(page) < 100_000


def test_the_list_and_the_page_ask_as_often_for_many(
    client: Client,
    run: RepairRun,
    project: Project,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    addresses = (LIST, page_of(run), reverse("admin:devagent_auditentry_changelist"))
    counts = []
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    for number in range(4):
        make_proposal(project)
        fix = make_candidate(run, f"more {number}")
        Stage.objects.create(run=run, kind=Kind.TEST, candidate=fix, queued_at=START)

    for address, count in zip(addresses, counts, strict=True):
        with django_assert_num_queries(count):
            client.get(address)


def test_a_fix_that_lost_its_test_is_crossed_out(client: Client, run: RepairRun) -> None:
    Candidate.objects.filter(proposed_by=run).update(verdict="failed", place=None)

    step = r'✗</span> <span class="visually-hidden">done:</span> <span dir="auto">Tested fix 1'
    assert re.search(step, show(client, run))
