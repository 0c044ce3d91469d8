"""What all tests share: the database server, and settings that only tests want."""

from __future__ import annotations

import pytest
from django.conf import settings

from queenproject.database import join_database


def pytest_configure() -> None:
    """Hash passwords fast, and answer over plain HTTP."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the embedded server once a test needs a database."""
    join_database()
