"""Questions, set A: written from the requirements alone, not by those who build the reader."""

from __future__ import annotations

from tests.queryassist.english.sets.set_a import counts, groups, lists, talks, times

CASES = counts.CASES + times.CASES + groups.CASES + lists.CASES
REFUSALS = talks.REFUSALS
CONVERSATIONS = talks.CONVERSATIONS
