"""The trail of what was done with fixes is only added to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, transaction

from devagent.models import AuditEntry, Project
from devagent.services.repairs.auditing import QUEEN, note_action
from tests.devagent.services.repairs.rows import make_run

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def _note(project: Project) -> AuditEntry:
    note_action(make_run(project), AuditEntry.Action.REPORTED, now=NOW)
    return AuditEntry.objects.get()


def test_an_entry_tells_who_did_what(project: Project) -> None:
    entry = _note(project)

    assert str(entry) == f"Reported by {QUEEN}"
    assert (entry.project, entry.at) == (project.name, NOW)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_or_remove_an_entry(project: Project, change: str) -> None:
    entry = _note(project)
    rows = AuditEntry.objects.filter(pk=entry.pk)

    with pytest.raises(ProgrammingError, match="only added to"), transaction.atomic():
        rows.update(actor="nobody") if change == "update" else rows.delete()

    assert rows.get().actor == QUEEN


def test_entries_outlive_what_they_tell_of(project: Project) -> None:
    entry = _note(project)

    project.delete()

    assert AuditEntry.objects.get() == entry
