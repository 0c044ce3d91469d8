"""What is printed where a program cannot start: one sentence, and no traceback."""

from __future__ import annotations

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from queenproject.exceptions import EmbeddedPostgresError
from queenproject.startup import failures_in_words
from tests.queenproject.test_settings import PRODUCTION, run

WEB = ("-c", "import queenproject.asgi")
COMMAND = ("manage.py", "showmigrations", "users")


@pytest.mark.parametrize("program", [WEB, COMMAND])
@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "people", "DATABASE_URL must start with postgresql://"),
        ("READER_DATABASE_URL", "people", "READER_DATABASE_URL must start with postgresql://"),
        (
            "LOG_LEVEL",
            "loud",
            "LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL, not 'loud'.",
        ),
        (
            "TIME_ZONE",
            "Mars/Base",
            "TIME_ZONE must name a time zone such as UTC or Europe/Berlin, not 'Mars/Base'.",
        ),
    ],
)
def test_bad_setting_is_one_sentence(
    program: tuple[str, ...], name: str, value: str, sentence: str
) -> None:
    result = run(*program, **{**PRODUCTION, name: value})

    assert (result.returncode, result.stderr.strip()) == (1, sentence)


def test_database_that_does_not_answer_is_one_sentence() -> None:
    url = "postgresql://queen:secret@127.0.0.1:1/people"

    result = run(*COMMAND, "--skip-checks", **{**PRODUCTION, "DATABASE_URL": url})

    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("The database cannot be reached: ")
    assert "Connection refused" in result.stderr
    assert "secret" not in result.stderr


@pytest.mark.parametrize("error", [ImproperlyConfigured, EmbeddedPostgresError])
def test_failure_that_says_what_to_do_ends_the_program(error: type[Exception]) -> None:
    with pytest.raises(SystemExit, match="do this"), failures_in_words():
        raise error("do this")


def test_error_of_the_server_itself_keeps_its_traceback() -> None:
    with pytest.raises(OperationalError), failures_in_words():
        raise OperationalError from psycopg.errors.DeadlockDetected()
