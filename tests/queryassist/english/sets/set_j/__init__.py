"""Questions, set J: cases, refusals and conversations."""

from __future__ import annotations

from tests.queryassist.english.sets.set_j import further_talks, groups, places, staff, talks

CASES = staff.CASES + places.CASES + groups.CASES
REFUSALS = talks.REFUSALS
CONVERSATIONS = talks.CONVERSATIONS + further_talks.CONVERSATIONS
