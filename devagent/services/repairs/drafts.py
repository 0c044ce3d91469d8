"""Fixes on their way to a run: the same bytes become one candidate, however often they are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from devagent.models import Candidate, RepairRun
from devagent.models.candidates import hash_diff


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A fix as a diff of the base commit; ``score`` from 0 to 1 says how likely it is."""

    source: Candidate.Source
    title: str
    diff: bytes
    score: float


def add_candidates(run: RepairRun, drafts: Sequence[Draft]) -> None:
    """Give the run these candidates, without those that it has."""
    Candidate.objects.bulk_create(
        [
            Candidate(
                run=run,
                source=draft.source,
                title=draft.title[:300],
                diff=draft.diff,
                sha256=hash_diff(draft.diff),
                score=min(1.0, draft.score),
            )
            for draft in drafts
        ],
        ignore_conflicts=True,
    )
