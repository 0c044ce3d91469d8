"""Fixes on their way to a run: the same bytes become one candidate, however often they are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from devagent.models import Candidate, RepairRun
from devagent.models.candidates import hash_diff


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A fix as a diff of the base commit; ``score`` from 0 to 1 says how likely it is."""

    source: Candidate.Source
    title: str
    diff: bytes
    score: float
    approach: Candidate.Approach = Candidate.Approach.NONE
    explanation: str = ""
    agreement: int = 1


def add_candidates(run: RepairRun, drafts: Sequence[Draft]) -> None:
    """Give the run's round these candidates; one that it has was made once more by that."""
    known = set(run.candidates.values_list("sha256", flat=True))
    hashes = [hash_diff(draft.diff) for draft in drafts]
    run.candidates.filter(sha256__in=hashes).update(agreement=F("agreement") + 1)
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
                approach=draft.approach,
                explanation=draft.explanation,
                agreement=draft.agreement,
            )
            for draft, sha256 in zip(drafts, hashes, strict=True)
            if sha256 not in known
        ],
        ignore_conflicts=True,
    )
