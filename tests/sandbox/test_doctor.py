"""What sandbox_doctor says of a machine with both ways to isolate, with one, and with none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from sandbox import examination
from sandbox.backends.base import Backend
from sandbox.examination import ATTACKS


def examine() -> tuple[int, str]:
    """Return the command's exit code and what it printed."""
    out = StringIO()
    try:
        call_command("sandbox_doctor", stdout=out, stderr=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def no_engine(settings: Settings, tmp_path: Path) -> None:
    settings.SANDBOX_DOCKER_HOST = f"unix://{tmp_path}/no.sock"


@pytest.fixture
def no_bubblewrap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)


def test_each_backend_is_attacked_and_the_stronger_used(any_backend: str) -> None:
    code, text = examine()

    assert f"{any_backend}: isolation by {any_backend}" in text
    assert code == 0
    assert "FAILED" not in text
    assert text.count("  held") % (len(ATTACKS) + 1) == 0
    assert "Repairs can run, by " in text


@pytest.mark.usefixtures("no_engine")
def test_bubblewrap_alone_is_enough(any_backend: str) -> None:
    if shutil.which("bwrap") is None:
        pytest.skip(f"there is only {any_backend}")

    code, text = examine()

    assert code == 0
    assert "docker: No Docker engine listens" in text
    assert "Repairs can run, by bubblewrap." in text


@pytest.mark.usefixtures("no_engine", "no_bubblewrap")
def test_neither_says_what_to_install() -> None:
    code, text = examine()

    assert code == 1
    assert "Install Debian's package bubblewrap, or Docker." in text
    assert "Repairs cannot run" in text


@pytest.mark.usefixtures("no_engine")
def test_backend_that_is_set_but_not_there_is_no_help(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SANDBOX = "DOCKER"
    monkeypatch.setattr("sandbox.management.commands.sandbox_doctor.examine", _all_held)

    assert examine()[0] == 1


def test_attack_that_gets_its_way_is_told(
    any_backend: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SANDBOX = any_backend.upper()
    harmless = examination.Attack(name="none", code="pass", is_held=lambda _: False)
    monkeypatch.setattr(examination, "ATTACKS", [harmless])

    code, text = examine()

    assert code == 1
    assert "  FAILED none" in text


def _all_held(_backend: Backend) -> Iterator[tuple[str, bool]]:
    yield "fork bomb", True
