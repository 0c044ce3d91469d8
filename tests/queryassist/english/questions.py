"""The whole accuracy set: what staff would type, and what answers it rightly."""

from __future__ import annotations

from tests.queryassist.english import (
    conversations,
    questions_bounds,
    questions_counts,
    questions_dates,
    questions_figures,
    questions_groups,
    questions_lists,
    questions_lookups,
    questions_rankings,
    questions_times,
    refusals,
)

CASES = (
    questions_counts.CASES
    + questions_bounds.CASES
    + questions_times.CASES
    + questions_dates.CASES
    + questions_figures.CASES
    + questions_lists.CASES
    + questions_lookups.CASES
    + questions_groups.CASES
    + questions_rankings.CASES
)
REFUSALS = refusals.REFUSALS
CONVERSATIONS = conversations.CONVERSATIONS
