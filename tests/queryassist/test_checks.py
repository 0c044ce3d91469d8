"""System checks say what is wrong before a question does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.checks import CheckMessage, run_checks

from queryassist import checks, conf, executor, selectors
from queryassist.catalog import Catalog, Dataset, NamedFilter
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
    ("name", "value", "error"),
    [
        ("QUERYASSIST_WEEK_START", 7, "queryassist.E002"),
        ("QUERYASSIST_ROW_CAP", 0, "queryassist.E003"),
        ("QUERYASSIST_STATEMENT_TIMEOUT_MS", 0, "queryassist.E003"),
        ("QUERYASSIST_LOCK_TIMEOUT_MS", -1, "queryassist.E003"),
    ],
)
def test_a_bad_setting_is_an_error(settings: Any, name: str, value: int, error: str) -> None:
    setattr(settings, name, value)

    assert ids(checks.check_settings(None)) == [error]


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
