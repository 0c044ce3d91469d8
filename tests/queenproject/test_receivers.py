"""Apps that may not know each other, joined."""

from __future__ import annotations

import pytest

from queenproject import receivers
from users.models import User
from users.signals import demographics_changed


def test_change_of_many_users_refreshes_what_questions_can_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refreshed: list[str] = []
    monkeypatch.setattr(
        receivers, "refresh_value_index", lambda *, dataset: refreshed.append(dataset)
    )

    demographics_changed.send(sender=User)

    assert refreshed == ["users"]
