"""What cannot be remembered, in words for the person who wanted it."""

from __future__ import annotations

from queryassist.exceptions import QueryAssistError


class MemoryRefused(QueryAssistError):
    """This cannot be remembered."""


class NotVerifiable(MemoryRefused):
    """Only the answer to a whole question, with a reading, can be marked as right."""


class NotTeachable(MemoryRefused):
    """This word cannot be taught."""


class WordIsKnown(NotTeachable):
    """This word means something already."""


class NotAllowedNow(MemoryRefused):
    """This cannot be done with the word any more: reload the page to see what became of it."""


class ChangedSince(MemoryRefused):
    """What you were shown has changed since: choose again to see it as it is."""
