"""What can go wrong between a change and the browser."""

from __future__ import annotations


class LiveError(Exception):
    """The page cannot be kept up to date."""


class TopicInvalid(LiveError, ValueError):
    """A topic is words of ASCII letters, digits, _ and -, joined by dots, up to 90 long."""

    def __init__(self, topic: str) -> None:
        super().__init__(f"{self.__doc__} {topic!r} is not.")


class PanelInvalid(LiveError, ValueError):
    """A panel is not declared, or not placed on a page, as it has to be."""


class BrowserGone(LiveError):
    """The browser closed the socket while something was being sent."""


class Refused(LiveError):
    """The browser is told, by the code that the socket is closed with, not to try again."""

    close_code: int


class BadMessage(Refused):
    """A browser has nothing to say here: what a person does goes by HTTP."""

    close_code = 4400


class SignedOut(Refused):
    """Nobody is signed in."""

    close_code = 4401


class Forbidden(Refused):
    """The person may not see one of the panels, or there is no such panel."""

    close_code = 4403
