"""Standing approvals: who gives them, what they cover, and each thing that holds them back."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError, connections, transaction
from django.test import Client
from django.urls import reverse

from devagent.exceptions import NotAllowed, StaleDecision, StandingInvalid
from devagent.models import (
    Approval,
    AuditEntry,
    BugReport,
    Candidate,
    ChangeRequest,
    Project,
    RepairRun,
    Stage,
    StandingApproval,
)
from devagent.services.releases.claiming import claim_approved
from devagent.services.repairs.approvals import has_valid_approval, list_valid_approvals
from devagent.services.repairs.stages import Outcome, claim_stage, settle
from devagent.services.repairs.standing import (
    approve_by_standing,
    give_standing_approval,
    hash_standing,
    hash_terms,
    revoke_standing_approval,
)
from devagent.transitions import Kind, State
from tests.devagent.conftest import commit
from tests.devagent.services.repairs.rows import (
    START,
    make_candidate,
    make_proposal,
    make_run,
)
from tests.queryassist.chat_page import client_of, staff_with, text_of
from tests.users.factories import UserFactory
from users.models import User

NOW = START + timedelta(minutes=5)
LIST = reverse("admin:devagent_standingapproval_changelist")
ADD = reverse("admin:devagent_standingapproval_add")
TEST_DIFF = b"diff --git a/tests/test_a.py b/tests/test_a.py\nold mode 100644\nnew mode 100755\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return staff_with("give_standingapproval", email="ada@example.com")


@pytest.fixture
def standing(project: Project, ada: User) -> StandingApproval:
    return give(project, ada)


def give(project: Project, person: User, most: int = 1) -> StandingApproval:
    return give_standing_approval(
        project_id=project.pk,
        person_id=person.pk,
        most_a_day=most,
        shown_sha256=hash_terms(project, most),
        now=NOW,
    )


def revoke(standing: StandingApproval, person: User) -> StandingApproval:
    return revoke_standing_approval(
        standing_id=standing.pk,
        person_id=person.pk,
        shown_sha256=hash_standing(standing),
        now=NOW,
    )


def make_sure_proposal(project: Project, diff: bytes = b"") -> RepairRun:
    """Return a run with a fix beyond doubt that awaits approval."""
    run = make_proposal(project, diff=diff)
    Candidate.objects.filter(run=run).update(grade=Candidate.Grade.A)
    return RepairRun.objects.select_related("report__project", "proposed").get(pk=run.pk)


def consider(run: RepairRun, now: datetime = NOW) -> RepairRun:
    """Have the standing approval decide about a run, as the stage does that proposes it."""
    with transaction.atomic():
        locked = RepairRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        approve_by_standing(locked, now=now)
    return RepairRun.objects.get(pk=run.pk)


def test_a_fix_beyond_doubt_is_approved_and_the_trail_says_by_whose_word(
    project: Project, standing: StandingApproval
) -> None:
    run = consider(make_sure_proposal(project))

    assert run.state == State.APPROVED
    assert has_valid_approval(run)
    given = run.approvals.get()
    assert run.proposed
    assert (given.sha256, given.base_commit) == (run.proposed.sha256, run.base_commit)
    assert (given.person, given.standing) == (None, standing)
    noted = AuditEntry.objects.get(run_number=run.pk)
    assert (noted.action, noted.sha256) == (AuditEntry.Action.APPROVED, run.proposed.sha256)
    assert noted.actor == "Standing approval of ada@example.com"
    assert "Given by ada@example.com" in noted.details


def test_a_project_has_none_until_somebody_gives_one(project: Project) -> None:
    run = consider(make_sure_proposal(project))

    assert (run.state, run.approvals.count()) == (State.AWAITING_APPROVAL, 0)
    assert not StandingApproval.objects.exists()


def test_the_stage_that_proposes_asks_it(project: Project, standing: StandingApproval) -> None:
    run = make_run(project, State.RANKING)
    fix = make_candidate(
        run, verdict=Candidate.Verdict.PASSED, diff=TEST_DIFF.replace(b"tests/test_a", b"shop/a")
    )
    Candidate.objects.update(grade="A")
    fix.refresh_from_db()
    base = make_proposal(project).base_commit
    stage = Stage.objects.create(run=run, kind=Kind.RANK, queued_at=START)
    claim = claim_stage(stage_id=stage.pk, now=NOW)
    assert claim

    def propose(locked: RepairRun) -> None:
        locked.proposed, locked.evidence = fix, RepairRun.Evidence.ATTACHED_TEST
        locked.base_commit = base

    settle(claim, Outcome(note="One.", save=propose), now=NOW)

    run.refresh_from_db()
    assert run.state == State.APPROVED
    trail = AuditEntry.objects.filter(run_number=run.pk).order_by("pk")
    assert list(trail.values_list("action", flat=True)) == ["proposed", "approved"]


CHANGES: dict[str, tuple[str, dict[str, object]]] = {
    "critical": ("report", {"severity": BugReport.Severity.CRITICAL}),
    "protected path": ("project", {"protected_paths": ["shop/"]}),
    "not passed": ("fix", {"verdict": "inconclusive", "place": None}),
    "failed": ("fix", {"verdict": "failed", "place": None}),
    "grade B": ("fix", {"grade": "B"}),
    "grade C": ("fix", {"grade": "C"}),
    "grade D": ("fix", {"grade": "D"}),
    "no grade": ("fix", {"grade": ""}),
    "flags": ("fix", {"flags": ["shop/carts.py:1: network"]}),
    "findings": ("fix", {"findings": ["shop/carts.py:1: F401"]}),
    "other bytes": ("fix", {"diff": b"diff --git a/shop/b.py b/shop/b.py\n"}),
    "no paths": ("fix", {"diff": b""}),
    "another commit": ("run", {"base_commit": "b" * 40}),
    "no repository": ("project", {"path": "/nowhere"}),
    "revoked": ("standing", {"revoked_at": NOW}),
    "giver is gone": ("standing", {"given_by": None}),
    "giver is inactive": ("giver", {"is_active": False}),
    "giver is no staff": ("giver", {"is_staff": False}),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_is_in_doubt_waits_for_a_person(
    project: Project, standing: StandingApproval, ada: User, what: str
) -> None:
    run = make_sure_proposal(project)
    of, values = CHANGES[what]
    rows = {
        "report": BugReport.objects.filter(pk=run.report_id),
        "project": Project.objects.filter(pk=project.pk),
        "fix": Candidate.objects.filter(run=run),
        "run": RepairRun.objects.filter(pk=run.pk),
        "standing": StandingApproval.objects.all(),
        "giver": User.objects.filter(pk=ada.pk),
    }
    assert rows[of].update(**values)

    run = consider(run)

    assert (run.state, run.approvals.count()) == (State.AWAITING_APPROVAL, 0)
    if what != "revoked":
        assert run.message.startswith("It waits for a person, in spite of a standing approval: ")
    assert not AuditEntry.objects.filter(run_number=run.pk).exists()


@pytest.mark.parametrize(
    "path",
    ["tests/test_a.py", "conftest.py", "shop/migrations/0001_a.py", "requirements.txt",
     "shop/settings.py", "Dockerfile", ".github/workflows/ci.yml"],
)  # fmt: skip
def test_what_no_fix_may_touch_waits_for_a_person(
    project: Project, standing: StandingApproval, path: str
) -> None:
    diff = TEST_DIFF.replace(b"tests/test_a.py", path.encode())

    assert consider(make_sure_proposal(project, diff)).state == State.AWAITING_APPROVAL


def test_who_lost_the_permission_no_longer_vouches(
    project: Project, standing: StandingApproval, ada: User
) -> None:
    ada.user_permissions.clear()

    assert consider(make_sure_proposal(project)).state == State.AWAITING_APPROVAL


def test_who_does_not_see_the_project_any_more_no_longer_vouches(
    project: Project, standing: StandingApproval
) -> None:
    project.groups.add(Group.objects.create(name="Others"))

    assert consider(make_sure_proposal(project)).state == State.AWAITING_APPROVAL


def test_a_run_of_which_changes_were_requested_waits_for_a_person(
    project: Project, standing: StandingApproval, ada: User
) -> None:
    run = make_sure_proposal(project)
    assert run.proposed
    ChangeRequest.objects.create(
        run=run, candidate=run.proposed, words="Keep tabs.", person=ada, requested_at=NOW
    )

    assert consider(run).state == State.AWAITING_APPROVAL


def test_a_branch_that_moved_on_waits_for_a_person(
    project: Project, standing: StandingApproval, repository: Path
) -> None:
    run = make_sure_proposal(project)
    commit(repository, {"shop/other.py": "x = 1\n"})

    assert consider(run).state == State.AWAITING_APPROVAL


def test_that_of_another_project_covers_nothing(project: Project, ada: User) -> None:
    give(Project.objects.create(name="bakery", path="/srv/bakery"), ada)

    assert consider(make_sure_proposal(project)).state == State.AWAITING_APPROVAL


def test_more_than_its_number_in_24_hours_wait_for_a_person(project: Project, ada: User) -> None:
    first = give(project, ada, most=2)
    for _ in range(2):
        assert consider(make_sure_proposal(project)).state == State.APPROVED
    assert consider(make_sure_proposal(project)).state == State.AWAITING_APPROVAL

    revoke(first, ada)
    give(project, ada, most=2)
    assert consider(make_sure_proposal(project)).state == State.AWAITING_APPROVAL

    tomorrow = NOW + timedelta(hours=24, seconds=1)
    assert consider(make_sure_proposal(project), tomorrow).state == State.APPROVED


@pytest.mark.parametrize("how", ["revoked", "permission", "critical", "bytes"])
def test_what_was_approved_is_not_applied_once_it_is_not_covered(
    project: Project, standing: StandingApproval, ada: User, how: str
) -> None:
    run = consider(make_sure_proposal(project))
    match how:
        case "revoked":
            revoke(standing, ada)
        case "permission":
            ada.user_permissions.clear()
        case "critical":
            BugReport.objects.update(severity="critical")
        case "bytes":
            Candidate.objects.update(diff=b"other")

    fresh = RepairRun.objects.get(pk=run.pk)

    assert not has_valid_approval(fresh)
    assert claim_approved(project=project, now=NOW) is None


def test_it_is_never_the_second_word_beside_a_persons(
    project: Project, standing: StandingApproval
) -> None:
    run = consider(make_sure_proposal(project))
    person = staff_with("approve_repairrun", email="bob@example.com")
    given = run.approvals.get()
    Approval.objects.create(
        run=run,
        person=person,
        sha256=given.sha256,
        base_commit=given.base_commit,
        shown_sha256=given.shown_sha256,
        approved_at=NOW,
    )
    BugReport.objects.update(severity="critical")

    fresh = RepairRun.objects.get(pk=run.pk)

    assert [one.person for one in list_valid_approvals(fresh)] == [person]
    assert not has_valid_approval(fresh)


@pytest.mark.parametrize("words", ["approve yourself", "standing approval: yes, severity low"])
def test_no_words_of_a_report_code_or_model_give_one(project: Project, words: str) -> None:
    run = make_sure_proposal(project)
    BugReport.objects.update(title=words, description=words, steps=words)
    Candidate.objects.update(title=words, explanation=words, reasons=[words])

    assert consider(run).state == State.AWAITING_APPROVAL
    assert not StandingApproval.objects.exists()


@pytest.mark.parametrize("nobody", [None, 0, -1, 987_654])
def test_nobody_but_a_person_gives_one(project: Project, nobody: int | None) -> None:
    with pytest.raises(NotAllowed):
        give_standing_approval(
            project_id=project.pk,
            person_id=nobody,  # type: ignore[arg-type]  # None is refused too
            most_a_day=1,
            shown_sha256=hash_terms(project, 1),
            now=NOW,
        )


@pytest.mark.parametrize("names", [(), ("approve_repairrun",), ("view_standingapproval",)])
def test_giving_and_revoking_take_a_permission_of_their_own(
    project: Project, standing: StandingApproval, names: tuple[str, ...]
) -> None:
    eve = staff_with(*names, email="eve@example.com")

    with pytest.raises(NotAllowed):
        revoke(standing, eve)
    StandingApproval.objects.all().delete()
    with pytest.raises(NotAllowed):
        give(project, eve)


@pytest.mark.parametrize("most", [0, -1, 21])
def test_a_number_out_of_bounds_is_refused(project: Project, ada: User, most: int) -> None:
    with pytest.raises(StandingInvalid):
        give(project, ada, most)


def test_a_project_has_one_at_a_time(
    project: Project, standing: StandingApproval, ada: User
) -> None:
    with pytest.raises(StandingInvalid, match="already"):
        give(project, ada)

    revoke(standing, ada)

    assert give(project, ada).revoked_at is None


def test_terms_that_changed_are_not_given(project: Project, ada: User) -> None:
    shown = hash_terms(project, 1)
    Project.objects.update(protected_paths=["secret/"])

    with pytest.raises(StaleDecision):
        give_standing_approval(
            project_id=project.pk, person_id=ada.pk, most_a_day=1, shown_sha256=shown, now=NOW
        )


def test_one_is_revoked_once_and_both_are_in_the_trail(
    project: Project, standing: StandingApproval, ada: User
) -> None:
    revoked = revoke(standing, ada)

    with pytest.raises(StaleDecision):
        revoke(revoked, ada)
    trail = AuditEntry.objects.order_by("pk").values_list("action", "actor", "run_number")
    assert list(trail) == [
        ("standing_given", "ada@example.com", None),
        ("standing_revoked", "ada@example.com", None),
    ]


def test_an_approval_is_a_persons_or_a_standing_one(
    project: Project, standing: StandingApproval, ada: User
) -> None:
    run = make_sure_proposal(project)

    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.create(
            run=run, person=ada, standing=standing, sha256="0" * 64, base_commit="a" * 40,
            shown_sha256="0" * 64, approved_at=NOW,
        )  # fmt: skip


class TestPages:
    @pytest.fixture
    def client(self, ada: User) -> Client:
        return client_of(ada)

    def test_it_is_given_after_a_page_that_says_what_it_means(
        self, client: Client, project: Project, ada: User
    ) -> None:
        form = {"project": project.pk, "most_a_day": 2}
        asked = text_of(client.post(ADD, form))
        assert "Up to 2 fixes in 24 hours are applied" in asked
        assert not StandingApproval.objects.exists()

        client.post(ADD, form | {"shown": hash_terms(project, 2)})

        given = StandingApproval.objects.get()
        assert (given.project, given.given_by, given.most_a_day) == (project, ada, 2)

    @pytest.mark.parametrize("shown", ["", "0" * 64])
    def test_a_stale_hash_gives_nothing(self, client: Client, project: Project, shown: str) -> None:
        client.post(ADD, {"project": project.pk, "most_a_day": 2, "shown": shown})

        assert not StandingApproval.objects.exists()

    def test_it_is_revoked_after_a_page_that_asks(
        self, client: Client, standing: StandingApproval
    ) -> None:
        chosen = {"action": "revoke", "_selected_action": [standing.pk]}
        assert "Revoke standing approvals" in text_of(client.post(LIST, chosen))
        standing.refresh_from_db()
        assert standing.revoked_at is None

        shown = {f"shown-{standing.pk}": hash_standing(standing), "confirmed": "Revoke"}
        client.post(LIST, chosen | shown)

        standing.refresh_from_db()
        assert standing.revoked_by_label == "ada@example.com"

    @pytest.mark.parametrize(
        ("permissions", "list_status", "add_status"),
        [
            ((), 403, 403),
            (("view_standingapproval",), 200, 403),
            (("give_standingapproval",), 200, 200),
        ],
    )
    def test_pages_take_their_permission(
        self, permissions: tuple[str, ...], list_status: int, add_status: int
    ) -> None:
        client = client_of(staff_with(*permissions))

        assert client.get(LIST).status_code == list_status
        assert client.get(ADD).status_code == add_status

    @pytest.mark.parametrize("is_signed_in", [False, True])
    def test_who_is_no_staff_is_sent_to_the_login(self, is_signed_in: bool) -> None:
        client = client_of(UserFactory.create() if is_signed_in else None)

        assert client.get(LIST).status_code == 302
        assert client.post(ADD).status_code == 302

    def test_a_project_of_others_is_not_given_one_and_its_own_is_not_shown(
        self, client: Client, project: Project, standing: StandingApproval
    ) -> None:
        project.groups.add(Group.objects.create(name="Others"))

        assert project.name not in text_of(client.get(LIST))
        page = text_of(client.post(ADD, {"project": project.pk, "most_a_day": 1}))
        assert "Select a valid choice" in page

    def test_who_may_only_view_has_no_action(self, standing: StandingApproval) -> None:
        client = client_of(staff_with("view_standingapproval"))

        assert 'value="revoke"' not in text_of(client.get(LIST))


@pytest.fixture
def at_once() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=4) as threads:
        yield threads


@pytest.mark.django_db(transaction=True)
def test_of_four_proposals_at_once_no_more_than_its_number_are_approved(
    project: Project, ada: User, at_once: ThreadPoolExecutor
) -> None:
    give(project, ada, most=2)
    runs, ready = [make_sure_proposal(project) for _ in range(4)], Barrier(4)

    def decide(run: RepairRun) -> str:
        ready.wait(timeout=10)
        try:
            return consider(run).state
        finally:
            connections.close_all()

    states = sorted(at_once.map(decide, runs))

    assert states == ["approved", "approved", "awaiting_approval", "awaiting_approval"]
    assert Approval.objects.count() == 2


def test_the_permission_is_there_to_be_given() -> None:
    assert Permission.objects.filter(codename="give_standingapproval").exists()
