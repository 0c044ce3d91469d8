"""Standing approvals are given and taken back by people with a permission of its own."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission

from devagent.exceptions import NotAllowed, StaleDecision, StandingInvalid
from devagent.models import AuditEntry, Project, StandingApproval
from devagent.services.repairs.approvals import hash_terms
from devagent.services.repairs.standing import give_standing_approval
from tests.devagent.services.repairs.standing.conftest import (
    NOW,
    consider,
    give,
    make_sure_proposal,
    revoke,
)
from tests.queryassist.chat_page import staff_with
from users.models import User

pytestmark = pytest.mark.django_db


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


def test_one_that_has_approved_goes_with_its_project(
    project: Project, standing: StandingApproval
) -> None:
    assert consider(make_sure_proposal(project)).approvals.exists()

    project.delete()

    assert not StandingApproval.objects.exists()


def test_the_permission_is_there_to_be_given() -> None:
    assert Permission.objects.filter(codename="give_standingapproval").exists()
