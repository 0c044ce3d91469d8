"""System checks of the settings of sandbox."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error

from sandbox import conf


def check_settings(
    app_configs: Sequence[AppConfig] | None, **_options: object
) -> list[CheckMessage]:
    """Report settings that no sandbox could be opened with, or none safely."""
    return [*_check_user(), *_check_certificates()]


def _check_user() -> Iterator[CheckMessage]:
    if conf.user_id() < 1000:
        text = f"SANDBOX_UID is {conf.user_id()}, which may be a user of this system."
        hint = "Set it to the number of a user that owns nothing, 1000 or above."
        yield Error(text, hint=hint, id="sandbox.E001")


def _check_certificates() -> Iterator[CheckMessage]:
    path = settings.SANDBOX_CA_FILE
    if path and not Path(path).is_file():
        text = f"SANDBOX_CA_FILE names {path}, which is no file."
        yield Error(
            text, hint="Set it to a file of certificates, or leave it out.", id="sandbox.E002"
        )
