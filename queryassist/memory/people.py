"""What memory needs to know of a person."""

from __future__ import annotations

from typing import Protocol


class Person(Protocol):
    """A user of the project, of whatever model."""

    @property
    def pk(self) -> int: ...

    def has_perm(self, perm: str, /) -> bool: ...

    def get_username(self) -> str: ...
