"""The states of a group, and what leads from one to another."""

from __future__ import annotations

import pytest

from monitoring.detect.group_states import MOVES, GroupState, Happening, follow


def test_each_state_says_what_leads_on() -> None:
    assert set(MOVES) == set(GroupState)


@pytest.mark.parametrize(
    ("happenings", "state"),
    [
        ("", GroupState.NEW),
        ("aged", GroupState.ONGOING),
        ("burst", GroupState.ESCALATING),
        ("burst calmed", GroupState.ONGOING),
        ("burst resolved", GroupState.RESOLVED),
        ("resolved seen", GroupState.REGRESSED),
        ("resolved seen calmed", GroupState.ONGOING),
        ("resolved burst resolved", GroupState.RESOLVED),
        ("silenced burst seen aged", GroupState.SILENCED),
        ("silenced heard_again", GroupState.ONGOING),
        ("calmed seen heard_again", GroupState.NEW),
    ],
)
def test_a_group_goes_where_what_happens_leads(happenings: str, state: GroupState) -> None:
    reached = GroupState.NEW
    for happening in happenings.split():
        reached = follow(reached, Happening(happening))
    assert reached is state


@pytest.mark.parametrize("state", GroupState)
def test_any_group_but_a_silent_one_can_be_silenced(state: GroupState) -> None:
    assert follow(state, Happening.SILENCED) is GroupState.SILENCED
