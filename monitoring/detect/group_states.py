"""The states of a group of errors, and what leads from one to another, as data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

NEW_FOR = timedelta(days=1)
"""So long after it was first seen a group is new."""


class GroupState(StrEnum):
    """Where a group of errors stands."""

    NEW = "new"
    ONGOING = "ongoing"
    ESCALATING = "escalating"
    RESOLVED = "resolved"
    REGRESSED = "regressed"
    SILENCED = "silenced"


class Happening(StrEnum):
    """What can happen to a group of errors."""

    AGED = "aged"
    BURST = "burst"
    CAME_BACK = "came_back"
    CALMED = "calmed"
    RESOLVED = "resolved"
    SEEN = "seen"
    SILENCED = "silenced"
    HEARD_AGAIN = "heard_again"


_ANYWHERE = {Happening.SILENCED: GroupState.SILENCED}
_ALIVE = {
    **_ANYWHERE,
    Happening.BURST: GroupState.ESCALATING,
    Happening.CAME_BACK: GroupState.REGRESSED,
    Happening.RESOLVED: GroupState.RESOLVED,
}

MOVES: Mapping[GroupState, Mapping[Happening, GroupState]] = {
    GroupState.NEW: {**_ALIVE, Happening.AGED: GroupState.ONGOING},
    GroupState.ONGOING: _ALIVE,
    GroupState.ESCALATING: {**_ALIVE, Happening.CALMED: GroupState.ONGOING},
    GroupState.RESOLVED: {
        **_ANYWHERE,
        Happening.SEEN: GroupState.REGRESSED,
        Happening.CAME_BACK: GroupState.REGRESSED,
        Happening.BURST: GroupState.REGRESSED,
    },
    GroupState.REGRESSED: {**_ALIVE, Happening.CALMED: GroupState.ONGOING},
    GroupState.SILENCED: {
        Happening.HEARD_AGAIN: GroupState.ONGOING,
        Happening.RESOLVED: GroupState.RESOLVED,
    },
}
"""What is not listed changes nothing: a burst of a silenced group leaves it silenced."""


def follow(state: GroupState, happening: Happening) -> GroupState:
    """Return the state in which a group is after something has happened to it."""
    return MOVES[state].get(happening, state)
