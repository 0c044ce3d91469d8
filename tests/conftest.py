"""What all tests share: the database server, and settings that only tests want."""

from __future__ import annotations

import hypothesis
import pytest
from django.conf import settings

from queenproject.database import join_database


def pytest_configure() -> None:
    """Hash passwords fast, answer over plain HTTP, be patient, and never ask the real Claude."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECURE_SSL_REDIRECT = False
    settings.ANTHROPIC_API_KEY = None
    # Test clients sign in without a request, of which it would ask the address.
    settings.AXES_ENABLED = False
    # Or each test client would list all static files before its first request.
    settings.WHITENOISE_AUTOREFRESH = True
    # A thread that wrote later would do so in the database of another test.
    settings.MONITORING_FLUSH_S = 3600
    # A busy machine is no fault of the code.
    hypothesis.settings.register_profile("patient", deadline=None)
    hypothesis.settings.load_profile("patient")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the embedded server once a test needs a database."""
    join_database()
