"""Questions, set H: written from the requirements alone, not by those who build the reader."""

from __future__ import annotations

from tests.queryassist.english.sets.set_h import counts, groups, talks

CASES = counts.CASES + groups.CASES
REFUSALS = talks.REFUSALS
CONVERSATIONS = talks.CONVERSATIONS
