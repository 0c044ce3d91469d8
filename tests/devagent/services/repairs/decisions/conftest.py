"""People who decide about proposed fixes, and their decisions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission

from devagent.models import AuditEntry, Project, RepairRun
from devagent.services.repairs.deciding import approve, cancel, reject, request_changes
from tests.devagent.services.repairs.rows import START, make_proposal
from tests.users.factories import UserFactory
from users.models import User

NOW = START + timedelta(hours=1)
DECISIONS = ("approve", "reject", "request_changes", "cancel", "view")


def person_with(*decisions: str, email: str = "ada@example.com", **fields: object) -> User:
    """Return a member of staff who may take these decisions."""
    person: User = UserFactory.create(email=email, is_staff=True, **fields)
    names = [f"{decision}_repairrun" for decision in decisions]
    person.user_permissions.set(Permission.objects.filter(codename__in=names))
    return person


@pytest.fixture
def ada() -> User:
    """Somebody who may decide everything."""
    return person_with(*DECISIONS)


@pytest.fixture
def run(project: Project) -> RepairRun:
    """A run whose fix awaits approval, on the commit that the branch is at."""
    return make_proposal(project)


def approving(run: RepairRun, person_id: int, shown: str) -> RepairRun:
    return approve(run_id=run.pk, person_id=person_id, shown_sha256=shown, now=NOW)


def rejecting(run: RepairRun, person_id: int, shown: str) -> RepairRun:
    return reject(
        run_id=run.pk, person_id=person_id, shown_sha256=shown, reason="Too wide.", now=NOW
    )


def requesting(run: RepairRun, person_id: int, shown: str) -> RepairRun:
    return request_changes(
        run_id=run.pk, person_id=person_id, shown_sha256=shown, words="Keep tabs.", now=NOW
    )


def cancelling(run: RepairRun, person_id: int, shown: str) -> RepairRun:
    return cancel(run_id=run.pk, person_id=person_id, shown_sha256=shown, now=NOW)


Decide = Callable[[RepairRun, int, str], RepairRun]


EACH = {
    "approve": approving,
    "reject": rejecting,
    "request_changes": requesting,
    "cancel": cancelling,
}


def actions_of(run: RepairRun) -> list[str]:
    return list(AuditEntry.objects.filter(run_number=run.pk).values_list("action", flat=True))
