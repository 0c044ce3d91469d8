"""The settings: strict in production, and free of effects when imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "k" * 30 + "".join(map(chr, range(65, 91))),
    "ALLOWED_HOSTS": "queen.example",
    "DATABASE_URL": "postgresql://queen:secret@192.0.2.1/people",
    "READER_DATABASE_URL": "postgresql://queen_reader:secret@192.0.2.1/people",
    "PATH": os.environ["PATH"],
}


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the project with these variables and no others."""
    return subprocess.run(
        (sys.executable, *arguments),
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_deployment_check_finds_nothing_in_production_mode() -> None:
    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert result.returncode == 0, result.stderr
    assert "no issues (0 silenced)" in result.stdout


def test_importing_the_settings_starts_no_server(tmp_path: Path) -> None:
    script = (
        "import queenproject.settings as s, queenproject.database as d;"
        "print(s.DEBUG, d.EMBEDDED._membership, sorted(s.DATABASES))"
    )

    result = run("-c", script, SECRET_KEY="k" * 60)

    assert result.stdout.strip() == "False None ['default', 'reader']", result.stderr


def test_short_secret_key_is_refused_in_production_only() -> None:
    script = ("-c", "import queenproject.settings")

    refused = run(*script, **{**PRODUCTION, "SECRET_KEY": "x"})
    accepted = run(*script, **{**PRODUCTION, "SECRET_KEY": "x", "DEBUG": "1"})

    assert "SECRET_KEY has 1 characters: set it to 32 or more" in refused.stderr
    assert accepted.returncode == 0, accepted.stderr


def test_external_database_without_a_reader_has_no_reader() -> None:
    variables = {name: PRODUCTION[name] for name in ("SECRET_KEY", "DATABASE_URL")}

    result = run("-c", "import queenproject.settings as s; print(list(s.DATABASES))", **variables)

    assert result.stdout.strip() == "['default']", result.stderr


def test_reader_of_an_external_database_without_its_owner_is_refused() -> None:
    variables = {name: PRODUCTION[name] for name in ("SECRET_KEY", "READER_DATABASE_URL")}

    result = run("-c", "import queenproject.settings", **variables)

    assert "DATABASE_URL must be too" in result.stderr


def test_no_connection_logs_in_as_superuser() -> None:
    users = {database["USER"] for database in settings.DATABASES.values()}

    assert "postgres" not in users
    assert len(users) == len(settings.DATABASES)


class TestQueue:
    """A task may be lost or repeated, but none may be delivered for ever."""

    def test_tasks_are_kept_in_the_database(self) -> None:
        assert settings.Q_CLUSTER["orm"] == "default"

    def test_task_is_over_long_before_it_is_given_out_again(self) -> None:
        retry_s = settings.Q_CLUSTER["retry"]

        assert isinstance(retry_s, int)
        assert retry_s > 2 * settings.TASK_TIMEOUT_S
        assert settings.Q_CLUSTER["timeout"] == settings.TASK_TIMEOUT_S

    def test_task_that_kills_its_worker_is_not_tried_again(self) -> None:
        assert settings.Q_CLUSTER["max_attempts"] == 1
        assert settings.Q_CLUSTER["ack_failures"] is True

    def test_no_task_waits_in_a_worker_while_another_worker_is_free(self) -> None:
        assert settings.Q_CLUSTER["bulk"] == 1
        assert settings.Q_CLUSTER["queue_limit"] == settings.Q_CLUSTER["workers"]

    def test_missed_schedules_are_not_made_up_for(self) -> None:
        assert settings.Q_CLUSTER["catch_up"] is False

    @pytest.mark.parametrize("key", ["sync", "redis", "broker_class"])
    def test_nothing_overrides_the_database_as_broker(self, key: str) -> None:
        assert key not in settings.Q_CLUSTER
