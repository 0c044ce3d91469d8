"""Settings that no sandbox could be opened with are told at the start."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytest_django import Settings

from sandbox.checks import check_settings

BAD = [
    ("SANDBOX_UID", 0, "sandbox.E001"),
    ("SANDBOX_UID", 999, "sandbox.E001"),
    ("SANDBOX_UID", 2**32 - 1, "sandbox.E001"),
    ("SANDBOX_CA_FILE", "/no/such/file.pem", "sandbox.E002"),
    ("SANDBOX_DOCKER_HOST", "/var/run/docker.sock", "sandbox.E004"),
    ("SANDBOX_INDEX_URL", "pypi.example/simple", "sandbox.E005"),
]


@pytest.fixture(autouse=True)
def good_settings(settings: Settings) -> None:
    settings.SANDBOX_DIR = "/var/lib/queen-sandbox"
    settings.SANDBOX_CA_FILE = settings.SANDBOX_INDEX_URL = settings.SANDBOX_DOCKER_HOST = ""


@pytest.mark.parametrize(("name", "value", "check_id"), BAD)
def test_bad_setting_is_told_with_what_to_do(
    settings: Settings, name: str, value: object, check_id: str
) -> None:
    setattr(settings, name, value)

    [message] = check_settings(None)

    assert message.id == check_id
    assert str(value) in message.msg
    assert message.hint


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has sandboxes run as another user")
def test_folder_that_the_sandboxes_user_cannot_enter_is_told(
    settings: Settings, tmp_path: Path
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    settings.SANDBOX_DIR = str(closed / "sandbox")

    [message] = check_settings(None)

    assert message.id == "sandbox.W003"


def test_good_settings_pass() -> None:
    assert check_settings(None) == []
