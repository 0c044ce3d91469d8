"""System checks say what is wrong before a question does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.checks import ERROR, CheckMessage, run_checks

from queryassist import checks, conf, doctor, executor, selectors
from queryassist.attacks import ATTACKS, Holder
from queryassist.catalog import Catalog, Dataset, NamedFilter
from queryassist.guard import Layer
from queryassist.spec import Comparison, Operator
from tests.queryassist.books import BOOKS


def ids(messages: list[CheckMessage]) -> list[str | None]:
    return [message.id for message in messages]


def test_the_project_passes() -> None:
    assert [m for m in run_checks() if str(m.id).startswith("queryassist")] == []


def test_a_missing_reader_is_warned_of(no_reader: None) -> None:
    assert ids(checks.check_reader_is_configured(None)) == ["queryassist.W001"]


def test_the_owner_as_reader_is_an_error(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    owner = settings.DATABASES["default"]["USER"]
    monkeypatch.setattr(conf, "reader_role", lambda: owner)

    assert ids(checks.check_reader_is_configured(None)) == ["queryassist.E001"]


@pytest.mark.parametrize(
    "dataset",
    [
        replace(BOOKS, key="isbn"),
        replace(BOOKS, time_column="sold_at"),
        replace(BOOKS, default_order="fame"),
        replace(
            BOOKS,
            named_filters=(
                NamedFilter(
                    name="long", words=("long",), condition=Comparison("pages", Operator.GT, "x")
                ),
            ),
        ),
    ],
)
def test_a_dataset_that_names_what_it_does_not_have_is_an_error(
    monkeypatch: pytest.MonkeyPatch, dataset: Dataset
) -> None:
    monkeypatch.setattr(selectors, "get_catalog", lambda: Catalog((dataset,)))

    assert ids(checks.check_datasets(None)) == ["queryassist.E004"]


def test_the_doctor_finds_what_else_the_reader_can_read(shelf: str) -> None:
    (message,) = checks.check_reader_sees_views_alone(None, databases=["default", "reader"])

    assert message.id == "queryassist.E006"
    assert "shelf.books" in message.msg


def test_the_database_is_left_alone_unless_it_is_to_be_checked() -> None:
    assert checks.check_reader_sees_views_alone(None) == []


def test_a_reader_that_cannot_connect_is_an_error(
    shelf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executor, "_safe_roles", set())
    monkeypatch.setattr(executor, "_ROLE_IS_UNSAFE", "SELECT true")

    messages = checks.check_reader_sees_views_alone(None, databases=["reader"])

    assert ids(messages) == ["queryassist.E005"]


def test_rights_of_other_roles_and_missing_limits_are_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limits = executor.Limits(disk=False, connections=False)
    monkeypatch.setattr(executor, "list_memberships", lambda: ["pg_read_all_data"])
    monkeypatch.setattr(executor, "get_limits", lambda: limits)

    messages = checks.check_reader_has_its_own_rights_alone(None, databases=["reader"])

    assert [message.id for message in messages] == [
        "queryassist.E007", "queryassist.E009", "queryassist.E010",
    ]  # fmt: skip
    assert "pg_read_all_data" in messages[0].msg
    assert all(message.level == ERROR for message in messages)


def test_an_attack_that_is_open_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    attack = next(attack for attack in ATTACKS if Holder.DATABASE in attack.held_by)
    verdict = doctor.Verdict(attack=attack, guard=Layer.NODE, database=None)
    monkeypatch.setattr(doctor, "try_attacks", lambda: doctor.Report(verdicts=(verdict,)))

    summary, error = checks.check_attacks_are_held(None, databases=["reader"])

    assert "0 of 1" in summary.msg
    assert (error.id, attack.name in error.msg) == ("queryassist.E008", True)


def test_the_doctor_needs_a_reader(no_reader: None) -> None:
    for check in (checks.check_attacks_are_held, checks.check_reader_has_its_own_rights_alone):
        assert check(None, databases=["reader"]) == []
        assert check(None) == []


@pytest.mark.django_db(transaction=True, databases=["default", "reader"])
def test_the_reader_of_the_embedded_server_has_its_own_rights_and_limits() -> None:
    assert checks.check_reader_has_its_own_rights_alone(None, databases=["reader"]) == []
