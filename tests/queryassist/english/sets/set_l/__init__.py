"""Questions, set L: cases, refusals and conversations."""

from __future__ import annotations

from tests.queryassist.english.sets.set_l import (
    counts,
    figures,
    further_talks,
    groups,
    lookups,
    refusals,
    talks,
    times,
)

CASES = counts.CASES + times.CASES + lookups.CASES + figures.CASES + groups.CASES
REFUSALS = refusals.REFUSALS
CONVERSATIONS = talks.CONVERSATIONS + further_talks.CONVERSATIONS
