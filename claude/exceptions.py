"""What can go wrong between a request and Claude's reply; every message is written for a person."""

from __future__ import annotations

from claude.records import Received


class ClaudeError(Exception):
    """Claude could not be asked."""

    permanent = True

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (self.__doc__ or "").strip())


class ClaudeUnavailable(ClaudeError):
    """Claude is not set up: set ANTHROPIC_API_KEY, or ANTHROPIC_API_KEY_FILE to a file with it."""


class ClaudeSwitchedOff(ClaudeUnavailable):
    """Calls to Claude are switched off."""


class CalledInTransaction(ClaudeError):
    """Claude was called inside a database transaction, whose end could undo the ledger's row."""


class BudgetReached(ClaudeError):
    """The budget for calls to Claude is used up."""


class LimitReached(ClaudeError):
    """Claude did not finish within the limits of this piece of work."""


class CallFailed(ClaudeError):
    """The call to Claude failed.

    ``received`` is what came before it failed, as far as it is known. ``charged`` is False where
    the vendor certainly bills nothing.
    """

    def __init__(
        self, message: str = "", *, received: Received | None = None, charged: bool = True
    ) -> None:
        super().__init__(message or (self.__doc__ or "").partition("\n")[0])
        self.received = received
        self.charged = charged


class ClaudeUnreachable(CallFailed):
    """Claude did not answer: the connection failed or took too long. Try again in a moment."""

    permanent = False


class ClaudeBusy(CallFailed):
    """Claude is overloaded or limits our rate. Try again in a moment."""

    permanent = False


class CallStopped(CallFailed):
    """The call was stopped before Claude had finished; what gets the text may raise it."""


class RequestRejected(CallFailed):
    """Claude's server does not accept the request."""


class ReplyRefused(CallFailed):
    """Claude declined to answer this."""


class ReplyTruncated(CallFailed):
    """Claude's reply was cut off before its end."""


class ReplyInvalid(CallFailed):
    """Claude's reply does not have the form that was asked for."""
