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
    """Give the run's round these candidates, without those of any round."""
    known = set(run.candidates.values_list("sha256", flat=True))
    hashes = [hash_diff(draft.diff) for draft in drafts]
    Candidate.objects.bulk_create(
        [
            Candidate(
                run=run,
                round=run.round,
                source=draft.source,
                title=draft.title[:300],
                diff=draft.diff,
                sha256=sha256,
                score=min(1.0, draft.score),
            )
            for draft, sha256 in zip(drafts, hashes, strict=True)
            if sha256 not in known
        ],
        ignore_conflicts=True,
    )
