"""System checks of live."""

from __future__ import annotations

from pytest_django import Settings

from live import checks


def test_settings_as_they_come_are_fine() -> None:
    assert checks.check_channel_layer(None) == []
    assert checks.check_panels(None) == []


def test_channel_layer_that_is_not_installed_is_reported(settings: Settings) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels_absent.core.Layer"}}

    (error,) = checks.check_channel_layer(None)

    assert error.id == "live.E002"
    assert "pip install channels_redis" in str(error.hint)
