"""The whole accuracy set: what staff would type, and what answers it rightly."""

from __future__ import annotations

from tests.queryassist.english import (
    conversations,
    questions_counts,
    questions_figures,
    questions_groups,
    questions_lists,
    questions_times,
    refusals,
)

CASES = (
    questions_counts.CASES
    + questions_times.CASES
    + questions_figures.CASES
    + questions_lists.CASES
    + questions_groups.CASES
)
REFUSALS = refusals.REFUSALS
CONVERSATIONS = conversations.CONVERSATIONS
