"""Chooses how this machine isolates, by the settings and by what is there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sandbox import conf
from sandbox.backends.base import Backend
from sandbox.backends.bubblewrap import BubblewrapBackend
from sandbox.backends.cgroups import find_parents
from sandbox.exceptions import SandboxUnavailable

NAMES = ("docker", "bubblewrap")


@contextlib.contextmanager
def open_backend(name: str = "") -> Iterator[Backend]:
    """Open the backend of this name, or for auto the first that works; none means the setting's.

    Raise SandboxUnavailable where there is none: nothing is ever run without isolation.
    """
    wanted = name or conf.backend()
    backend = _find_first() if wanted == "auto" else _connect(wanted)
    with contextlib.closing(backend):
        yield backend


def _find_first() -> Backend:
    reasons = []
    for name in NAMES:
        try:
            return _connect(name)
        except SandboxUnavailable as error:
            reasons.append(str(error))
    raise SandboxUnavailable(" ".join([*reasons, "Until one of them works, nothing can be run."]))


def _connect(name: str) -> Backend:
    if name == "bubblewrap":
        return BubblewrapBackend(conf.folder(), conf.user_id(), find_parents())
    # Loading Docker's SDK takes a while, and most processes never open a sandbox.
    from sandbox.backends.docker_engine import DockerBackend

    return DockerBackend(conf.docker_host(), conf.folder() / "base", conf.build_network())
