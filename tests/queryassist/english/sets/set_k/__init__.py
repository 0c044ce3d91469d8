"""Questions, set K: cases, refusals and conversations."""

from __future__ import annotations

from tests.queryassist.english.sets.set_k import counts, further_talks, groups, staff, talks

CASES = counts.CASES + groups.CASES + staff.CASES
REFUSALS = staff.REFUSALS
CONVERSATIONS = talks.CONVERSATIONS + further_talks.CONVERSATIONS
