"""What the system checks say about the set-up as a whole."""

from __future__ import annotations

import pytest

from queenproject import checks
from queenproject.checks import check_database_for_deployment, check_postgres_version


@pytest.mark.django_db
def test_database_in_use_is_new_enough() -> None:
    assert check_postgres_version(databases=["default"]) == []


@pytest.mark.django_db
def test_database_that_is_too_old_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "MIN_POSTGRES", 1000)

    (error,) = check_postgres_version(databases=["default"])

    assert error.id == "queenproject.E001"
    assert error.hint == "Use PostgreSQL 1000 or newer."


def test_no_database_is_asked_where_none_is_named() -> None:
    assert check_postgres_version() == []


def test_embedded_database_is_not_for_deployment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)

    (warning,) = check_database_for_deployment()

    assert warning.id == "queenproject.W001"


def test_database_of_ones_own_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://queen@db.example/people")

    assert check_database_for_deployment() == []
