"""System checks of how Queen is set up as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.checks import CheckMessage, Error, Warning  # noqa: A004 (Django's name)
from django.db import connections

from queenproject.env import find_env_secret

MIN_POSTGRES = 15


def check_postgres_version(
    *, databases: Iterable[str] | None = None, **options: object
) -> list[CheckMessage]:
    """Report databases that are too old. Runs where a command names databases, as migrate does."""
    versions = {alias: connections[alias].get_database_version()[0] for alias in databases or ()}
    return [
        Error(
            f"The database {alias!r} is PostgreSQL {version}.",
            hint=f"Use PostgreSQL {MIN_POSTGRES} or newer.",
            id="queenproject.E001",
        )
        for alias, version in versions.items()
        if version < MIN_POSTGRES
    ]


def check_database_for_deployment(**options: object) -> list[CheckMessage]:
    """Report, in ``check --deploy``, that the embedded database is not meant for production."""
    if find_env_secret("DATABASE_URL"):
        return []
    return [
        Warning(
            "DATABASE_URL is not set, so Queen runs a PostgreSQL of her own below .queen/.",
            hint="It is meant for trying out and for development: nobody backs it up.",
            id="queenproject.W001",
        )
    ]
