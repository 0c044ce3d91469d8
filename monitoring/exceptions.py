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


class EnvelopeInvalid(MonitoringError):
    """What was sent is no envelope."""


class TooLarge(MonitoringError):
    """What was sent is too large."""


class DsnRefused(MonitoringError):
    """What was sent names no DSN that is in use."""


class Overloaded(MonitoringError):
    """More was sent than is taken."""

    permanent = False

    def __init__(self, message: str = "", *, retry_after_s: int) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class ComplaintInvalid(MonitoringError):
    """The complaint cannot be taken like this."""
