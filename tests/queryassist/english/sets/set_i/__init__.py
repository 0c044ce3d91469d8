"""Questions, set I: cases, refusals and conversations."""

from __future__ import annotations

from tests.queryassist.english.sets.set_i import counts, further_talks, groups, lists, talks, times

CASES = counts.CASES + times.CASES + groups.CASES + lists.CASES
REFUSALS = talks.REFUSALS
CONVERSATIONS = talks.CONVERSATIONS + further_talks.CONVERSATIONS
