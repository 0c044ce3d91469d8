"""Which databases Queen uses: the ones named in the environment, or the embedded one."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from queenproject.embedded_postgres import EmbeddedPostgres
from queenproject.env import env_str, find_env_database
from queenproject.postgres_cluster import OWNER, READER

BASE_DIR = Path(__file__).resolve().parent.parent
STATE_DIR = (BASE_DIR / env_str("STATE_DIR", ".queen")).resolve()
EMBEDDED = EmbeddedPostgres(STATE_DIR)


def database_settings() -> dict[str, dict[str, object]]:
    """Return Django's DATABASES: ``default`` as the owner, ``reader`` for questions.

    With DATABASE_URL but no READER_DATABASE_URL there is no ``reader``.
    """
    owner, reader = find_env_database("DATABASE_URL"), find_env_database("READER_DATABASE_URL")
    if owner is None:
        if reader is not None:
            raise ImproperlyConfigured("READER_DATABASE_URL is set, so DATABASE_URL must be too.")
        owner, reader = EMBEDDED.django_settings(OWNER), EMBEDDED.django_settings(READER)
    if reader is None:
        return {"default": owner}
    # In tests, both are the one test database, each with its own role.
    return {"default": owner, "reader": {**reader, "TEST": {"MIRROR": "default"}}}


def join_database() -> None:
    """Start or join the embedded server, where DATABASE_URL names no other.

    Raises EmbeddedPostgresError.
    """
    if find_env_database("DATABASE_URL") is None:
        EMBEDDED.join()


def leave_database() -> None:
    """Stop the embedded server where this process is the last that uses it, or do nothing."""
    EMBEDDED.leave()
