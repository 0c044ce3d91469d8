"""What can go wrong around a sandbox; every message is written for a person."""

from __future__ import annotations


class SandboxError(Exception):
    """Nothing could be run in a sandbox."""

    permanent = True

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (self.__doc__ or "").strip())


class SandboxUnavailable(SandboxError):
    """This machine has no way to run code in isolation."""


class SandboxLost(SandboxError):
    """The sandbox ended before it had answered."""

    permanent = False


class SandboxStopped(SandboxError):
    """Whoever waited for the sandbox has stopped it."""


class BuildFailed(SandboxError):
    """The packages that the project needs could not be installed."""


class PatchRefused(SandboxError):
    """The patch does not fit the commit, or names files that no patch may name."""


class RepositoryUnreadable(SandboxError):
    """The folder is no git checkout with a commit that can be read."""


class ResultRefused(SandboxError):
    """A result file is missing, too large, or no plain file."""
