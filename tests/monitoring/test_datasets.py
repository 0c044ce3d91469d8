"""Questions about what is watched: which dataset is meant, and what is read of it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from monitoring.datasets import DATASETS, INCIDENTS
from queryassist.catalog import Catalog
from queryassist.datasets import DATASETS as OF_ASKING
from queryassist.describe import Describer
from queryassist.english.reader import read
from queryassist.english.words.values import ValueIndex
from queryassist.readings import Clock, Reading
from tests.queryassist.english.people import NOW
from users.datasets import USERS

CATALOG = Catalog((USERS, *OF_ASKING, *DATASETS))
VALUES = {dataset.name: ValueIndex.build(dataset, {}) for dataset in CATALOG}
CLOCK = Clock(now=NOW, zone=ZoneInfo("UTC"))
TODAY = ">= 2026-03-18 00:00 UTC and {} <= 2026-03-18 10:30 UTC"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("What broke today?", f"incidents where opened {TODAY.format('opened')}"),
        (
            "Which fixes were rolled back this month?",
            (
                "repairs where state = Rolled back and ended >= 2026-03-01 00:00 UTC and ended <= "
                "2026-03-18 10:30 UTC"
            ),
        ),
        ("Which incidents are still open?", "incidents where closed is unknown"),
        ("incidents by severity", "incidents; count; by severity"),
        (
            "critical incidents last month",
            (
                "incidents where severity = Critical and opened >= 2026-02-01 00:00 UTC and "
                "opened < 2026-03-01 00:00 UTC"
            ),
        ),
        (
            "Which errors were seen today?",
            f"error groups where last seen {TODAY.format('last seen')}",
        ),
        (
            "The 5 most frequent errors",
            "error groups; sorted by events descending; first 5",
        ),
        ("How many users completed KYC?", "users where KYC verified = yes; count"),
    ],
)
def test_a_question_is_read(question: str, reading: str) -> None:
    outcome = read(question, catalog=CATALOG, values=VALUES, clock=CLOCK, previous=None)

    assert isinstance(outcome, Reading), outcome
    dataset = CATALOG.get_dataset(outcome.spec.dataset)
    assert Describer(dataset, CLOCK.zone).spec(outcome.spec) == reading


def test_asking_of_all_projects_takes_a_permission_of_its_own() -> None:
    assert {dataset.permission for dataset in DATASETS} == {"monitoring.ask_incident"}
    assert INCIDENTS.source == "monitoring_incident"
