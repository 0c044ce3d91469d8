"""Set J: places, people and periods that only its questions name."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    during,
    eq,
)
from tests.queryassist.english.moments import (
    JOINED,
    day,
)
from tests.queryassist.english.sets.further_words import (
    joined_in,
)

PUNE = eq("city", "Pune")
HAARLEM = eq("city", "Haarlem")
HACHIOJI = eq("city", "Hachioji")
AMSTERDAM = eq("city", "Amsterdam")
NEWCASTLE = eq("city", "Newcastle")
CAMPINAS = eq("city", "Campinas")
BUFFALO = eq("city", "Buffalo")
ID_77 = eq("email", "user077@example.org")
ID_233 = eq("email", "user233@example.com")
ID_305 = eq("email", "user305@example.com")
ID_410 = eq("email", "user410@example.org")
JANUARY = joined_in(2026, 1)
FEBRUARY = joined_in(2026, 2)
DECEMBER = joined_in(2025, 12)
Q3 = during(JOINED, day(2025, 7), day(2025, 10))
Q4 = during(JOINED, day(2025, 10), day(2026))
