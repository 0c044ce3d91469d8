"""What can go wrong with what is watched; every message is written for a person."""

from __future__ import annotations


class MonitoringError(Exception):
    """Something that is watched is not as it has to be."""

    permanent = True

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (self.__doc__ or "").strip())


class MoveRefused(MonitoringError):
    """From the state of the incident nothing leads there."""


class NotAllowed(MonitoringError):
    """The person may not do this."""


class InputInvalid(MonitoringError):
    """The file does not hold what it has to."""
