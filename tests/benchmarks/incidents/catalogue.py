"""All scenarios, in the order in which they are told of."""

from __future__ import annotations

from tests.benchmarks.incidents import errors, others
from tests.benchmarks.incidents.harmless import HARMLESS

SCENARIOS = (*errors.INCIDENTS, *others.INCIDENTS, *HARMLESS)
