"""What can go wrong with users; the docstring is what a person is told."""

from __future__ import annotations


class UsersError(Exception):
    """Something about the users could not be done."""

    permanent = True

    def __str__(self) -> str:
        return super().__str__() or (type(self).__doc__ or "")


class CollidingUsers(UsersError):
    """Somebody else wrote the same e-mail address, wallet address or id; nothing was changed."""

    permanent = False


class UsersInUse(UsersError):
    """Others were writing the same users at the same moment; nothing was changed, so try again."""

    permanent = False


class UnreadableFile(UsersError):
    """The file is no CSV of users."""
