"""The first run: each part is done once, and nothing that people made is lost."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError

from devagent.models import Project
from queenproject import first_run
from queenproject.first_run import (
    ADMIN_EMAIL,
    ensure_admin_login,
    load_declared_projects,
    load_demo_project,
    load_demo_users,
)
from users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """The management commands that were called, instead of calling them."""
    calls: list[tuple[object, ...]] = []
    monkeypatch.setattr(first_run, "call_command", lambda *args, **options: calls.append(args))
    return calls


def test_login_is_made_once_and_its_password_kept_private(tmp_path: Path) -> None:
    login = ensure_admin_login(state_dir=tmp_path)

    assert login is not None
    user = User.objects.get(email=ADMIN_EMAIL)
    assert user.is_superuser
    assert user.check_password(login.password)
    kept = tmp_path / "admin_password"
    assert kept.read_text().strip() == login.password
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_second_run_says_where_the_password_is(tmp_path: Path) -> None:
    first = ensure_admin_login(state_dir=tmp_path)
    second = ensure_admin_login(state_dir=tmp_path)

    assert first is not None
    assert second is not None
    assert str(tmp_path / "admin_password") in second.password
    assert User.objects.get(email=ADMIN_EMAIL).check_password(first.password)


def test_login_of_a_person_is_left_alone(tmp_path: Path) -> None:
    User.objects.create_superuser("ada@example.com", "their own")

    assert ensure_admin_login(state_dir=tmp_path) is None
    assert not User.objects.filter(email=ADMIN_EMAIL).exists()


def test_demo_users_are_loaded_into_an_empty_table(
    tmp_path: Path, commands: list[tuple[object, ...]]
) -> None:
    User.objects.create_superuser(ADMIN_EMAIL, "secret")

    load_demo_users(state_dir=tmp_path)

    assert commands == [("seed_users", first_run.DEMO_USERS)]


def test_demo_users_that_were_deleted_do_not_come_back(
    tmp_path: Path, commands: list[tuple[object, ...]]
) -> None:
    load_demo_users(state_dir=tmp_path)
    load_demo_users(state_dir=tmp_path)

    assert len(commands) == 1


def test_demo_users_are_not_mixed_with_real_ones(
    tmp_path: Path, commands: list[tuple[object, ...]]
) -> None:
    User.objects.create_user("real@example.com")

    load_demo_users(state_dir=tmp_path)

    assert commands == []


def test_database_without_a_reader_is_prepared_with_a_warning(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise CommandError("Set READER_DATABASE_URL.")

    monkeypatch.setattr(first_run, "call_command", refuse)

    first_run.prepare_database()

    assert "Set READER_DATABASE_URL." in caplog.text


def test_demo_project_is_made_once(tmp_path: Path, settings: LazySettings) -> None:
    settings.DEVAGENT_DEMO_DIR = str(tmp_path / "demo" / "kiosk")

    load_demo_project(state_dir=tmp_path)
    Project.objects.all().delete()
    load_demo_project(state_dir=tmp_path)

    assert (tmp_path / "demo" / "kiosk" / ".git").is_dir()
    assert not Project.objects.exists()


def test_without_git_there_is_no_demo_and_no_failure(
    tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEVAGENT_DEMO_DIR = str(tmp_path / "demo" / "kiosk")
    monkeypatch.setenv("PATH", str(tmp_path))

    load_demo_project(state_dir=tmp_path)

    assert not Project.objects.exists()
    assert not (tmp_path / "demo_project_loaded").exists()


def test_a_declared_project_that_cannot_be_is_told_and_no_failure(
    tmp_path: Path, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "projects.toml"
    file.write_text(f'[shop]\npath = "{tmp_path}/gone"\n')
    settings.DEVAGENT_PROJECTS_FILE = str(file)

    load_declared_projects()

    assert "gone is no folder" in caplog.text
    assert not Project.objects.exists()
