"""What the chat page shows beside its answers, looked up for all turns at once, and around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from queryassist.chat_skills.selectors import list_confirmed
from queryassist.disclosure import list_disclosed
from queryassist.feedback.services import get_feedback
from queryassist.memory.meanings import get_chosen
from queryassist.selectors import find_missing_sql_permission
from queryassist.turns import Turn
from queryassist.watching.shown import get_notices, get_shown_watches, get_watched

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def beside(person: AbstractBaseUser, turns: Sequence[Turn]) -> dict[str, object]:
    """Return the template's variables; their number of queries does not grow with the turns."""
    return {
        "disclosed": list_disclosed(turns),
        "feedback": get_feedback(person, [turn.pk for turn in turns]),
        "may_run_sql": find_missing_sql_permission(person) is None,
        "chosen_meanings": get_chosen(person),
        "confirmed": list_confirmed([turn.pk for turn in turns if turn.pk and turn.offer_sha256]),
        "watched": get_watched(person.pk, [turn.pk for turn in turns]),
    }


def around(person: AbstractBaseUser) -> dict[str, object]:
    """Return the template's variables of what stands around the conversation."""
    return {"watches": get_shown_watches(person.pk), "notices": get_notices(person.pk)}
