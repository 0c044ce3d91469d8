"""Set I: places, people and periods that only its questions name."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.queryassist.english.expect import (
    eq,
)

MONTREAL = eq("city", "Montréal")
SEVILLE = eq("city", "Seville")
SYDNEY = eq("city", "Sydney")
EDINBURGH = eq("city", "Edinburgh")
GLASGOW = eq("city", "Glasgow")
HOUSTON = eq("city", "Houston")
AUSTIN = eq("city", "Austin")
LOS_ANGELES = eq("city", "Los Angeles")
SAN_DIEGO = eq("city", "San Diego")
PAST_YEAR = datetime(2025, 3, 18, 10, 30, tzinfo=UTC)
SIX_MONTHS = datetime(2025, 9, 18, 10, 30, tzinfo=UTC)
NOBODY = eq("country", "Nowhere at all")
