"""A standing approval, who gave it, and proposals that it is asked about."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from devagent.models import Candidate, Project, RepairRun, StandingApproval
from devagent.services.repairs.approvals import hash_terms
from devagent.services.repairs.standing import (
    approve_by_standing,
    give_standing_approval,
    hash_standing,
    revoke_standing_approval,
)
from tests.devagent.services.repairs.rows import START, make_proposal
from tests.queryassist.chat_page import staff_with
from users.models import User

NOW = START + timedelta(minutes=5)
TEST_DIFF = b"diff --git a/tests/test_a.py b/tests/test_a.py\nold mode 100644\nnew mode 100755\n"


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
