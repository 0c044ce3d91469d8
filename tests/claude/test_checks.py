"""Settings that no call could be made with, or none safely."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from claude.checks import check_settings


def test_settings_as_they_come_are_fine() -> None:
    assert check_settings(None) == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("ANTHROPIC_BASE_URL", "api.anthropic.com", "claude.E001"),
        ("ANTHROPIC_BASE_URL", "ftp://gateway.example", "claude.E001"),
        ("ANTHROPIC_BASE_URL", "http://gateway.example", "claude.W001"),
        ("ANTHROPIC_API_KEY", "sk-ant\nabc", "claude.E002"),
        ("ANTHROPIC_API_KEY", "“sk-ant”", "claude.E002"),
        ("CLAUDE_PRICES", ["claude-opus-5-5=cheap"], "claude.E003"),
        ("CLAUDE_MODEL_REPAIR", "claude-next", "claude.E004"),
    ],
)
def test_bad_setting_is_reported_with_a_hint(
    settings: Settings, name: str, value: object, expected: str
) -> None:
    setattr(settings, name, value)

    (message,) = check_settings(None)

    assert message.id == expected
    assert message.hint


def test_gateway_on_this_machine_needs_no_encryption(settings: Settings) -> None:
    settings.ANTHROPIC_BASE_URL = "http://127.0.0.1:4000"

    assert check_settings(None) == []


def test_key_is_never_in_a_message(settings: Settings) -> None:
    settings.ANTHROPIC_API_KEY = "very secret"

    (message,) = check_settings(None)

    assert "very secret" not in str(message)
