"""System checks: the channel layer, and what the panels declare."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error

from live import conf
from live.exceptions import PanelInvalid
from live.panels import get_panels


def check_channel_layer(
    app_configs: Sequence[AppConfig] | None, **_options: object
) -> list[CheckMessage]:
    """Report a channel layer whose package is not installed."""
    package = conf.layer_backend().partition(".")[0]
    if find_spec(package) is not None:
        return []
    text = f"The package {package} of the channel layer is not installed."
    hint = "With REDIS_URL, run pip install channels_redis==4.3.0; without it, none is needed."
    return [Error(text, hint=hint, id="live.E002")]


def check_panels(app_configs: Sequence[AppConfig] | None, **_options: object) -> list[CheckMessage]:
    """Report panels that cannot be told from each other."""
    try:
        get_panels()
    except PanelInvalid as error:
        return [Error(str(error), hint="Give each panel a name of its own.", id="live.E003")]
    return []
