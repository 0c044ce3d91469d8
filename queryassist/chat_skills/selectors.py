"""Look-ups of what people confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from queryassist.chat_skills.models import Confirmation


def list_confirmed(question_pks: Sequence[int]) -> frozenset[int]:
    """Return those of the questions whose offer was confirmed; asks nothing about none."""
    if not question_pks:
        return frozenset()
    given = Confirmation.objects.filter(question_id__in=question_pks)
    return frozenset(given.values_list("question_id", flat=True))
