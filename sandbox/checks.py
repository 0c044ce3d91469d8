"""System checks of the settings of sandbox."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as CheckWarning

from sandbox import conf

_USERS = range(1_000, 2**32 - 2)
_ENGINE_SCHEMES = ("unix://", "tcp://", "http://", "https://", "ssh://", "npipe://")
_INDEX_SCHEMES = ("https://", "http://", "file://")


def check_settings(
    app_configs: Sequence[AppConfig] | None, **_options: object
) -> list[CheckMessage]:
    """Report settings that no sandbox could be opened with, or none safely."""
    return [
        *_check_user(),
        *_check_certificates(),
        *_check_folder(),
        *_check_address("SANDBOX_DOCKER_HOST", _ENGINE_SCHEMES, "sandbox.E004"),
        *_check_address("SANDBOX_INDEX_URL", _INDEX_SCHEMES, "sandbox.E005"),
    ]


def _check_user() -> Iterator[CheckMessage]:
    if conf.user_id() not in _USERS:
        text = f"SANDBOX_UID is {conf.user_id()}, which may be a user of this system, or is none."
        hint = "Set it to the number of a user that owns nothing, 1000 or above."
        yield Error(text, hint=hint, id="sandbox.E001")


def _check_certificates() -> Iterator[CheckMessage]:
    path = settings.SANDBOX_CA_FILE
    if path and not Path(path).is_file():
        text = f"SANDBOX_CA_FILE names {path}, which is no file."
        yield Error(
            text, hint="Set it to a file of certificates, or leave it out.", id="sandbox.E002"
        )


def _check_folder() -> Iterator[CheckMessage]:
    """Where this is root, bubblewrap runs as another user, who must get to the folder."""
    closed = next(filter(_is_closed, [conf.folder(), *conf.folder().absolute().parents]), None)
    if os.geteuid() == 0 and closed:
        text = f"SANDBOX_DIR is {conf.folder()}, but others than its owner cannot enter {closed}."
        hint = f"Let them pass (chmod o+x {closed}), or set SANDBOX_DIR to another folder."
        yield CheckWarning(text, hint=hint, id="sandbox.W003")


def _is_closed(folder: Path) -> bool:
    return folder.exists() and not folder.stat().st_mode & stat.S_IXOTH


def _check_address(name: str, schemes: tuple[str, ...], check_id: str) -> Iterator[CheckMessage]:
    address = str(getattr(settings, name))
    if address and not address.startswith(schemes):
        text = f"{name} is {address!r}, which is no address."
        yield Error(text, hint=f"Begin it with one of: {' '.join(schemes)}", id=check_id)
