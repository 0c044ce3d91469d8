"""The settings of sandbox, read when they are used."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings

from sandbox.records import MIB, Limits


def backend() -> str:
    """Return auto, docker or bubblewrap."""
    return str(settings.SANDBOX).lower()


def folder() -> Path:
    """Return the folder of base systems, environments and leases."""
    return Path(settings.SANDBOX_DIR)


def docker_host() -> str | None:
    """Return the engine's address; None for the one that Docker's own settings name."""
    return settings.SANDBOX_DOCKER_HOST or None


def user_id() -> int:
    """Return the number of the user that sandboxes run as where Queen runs as root."""
    return int(settings.SANDBOX_UID)


def index_url() -> str:
    """Return the address of the package index for builds; empty for the usual one."""
    return str(settings.SANDBOX_INDEX_URL)


def registry_url() -> str:
    """Return the address of npm's registry for builds; empty for the usual one."""
    return str(settings.SANDBOX_NPM_REGISTRY_URL)


def ca_bundle() -> bytes:
    """Return the certificates that builds trust, as PEM; empty for the usual ones."""
    path = settings.SANDBOX_CA_FILE
    return Path(path).read_bytes() if path else b""


def build_network() -> str:
    """Return Docker's network for builds, which must reach the package index."""
    return str(settings.SANDBOX_BUILD_NETWORK)


def environment_age() -> timedelta:
    """Return how long an environment is kept that no run has used."""
    return timedelta(days=settings.SANDBOX_ENVIRONMENT_DAYS)


def repeats() -> int:
    """Return how often a check of a patch runs the tests without and with it."""
    return int(settings.SANDBOX_REPEATS)


def limits() -> Limits:
    """Return the limits of a run that sets none."""
    return Limits(
        timeout_s=float(settings.SANDBOX_TIMEOUT_S),
        memory_bytes=settings.SANDBOX_MEMORY_MB * MIB,
        disk_bytes=settings.SANDBOX_DISK_MB * MIB,
        processes=settings.SANDBOX_PROCESSES,
    )
