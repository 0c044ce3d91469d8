"""How often both readers agreed and were right, as people judged."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from queryassist.answers import Agreement
from queryassist.entries.models import DoubleEntry
from queryassist.feedback.models import Feedback, Verdict
from queryassist.memory.models import VerifiedQuestion

LEAST_JUDGED = 20
"""So many answers have to be judged before a rate is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """How many answers on which both readers agreed were judged, and how many of them right."""

    judged: int
    right: int

    def __str__(self) -> str:
        if self.judged < LEAST_JUDGED:
            return (
                f"Both readers agree. How often that is right is told once {LEAST_JUDGED} such "
                f"answers are judged; {self.judged} are."
            )
        percent = round(100 * self.right / self.judged)
        return (
            f"Both readers agree. Of {self.judged:,} such answers that were judged, {self.right:,} "
            f"were right ({percent}%)."
        )


def get_record() -> Record:
    """Return what was judged of agreement, with one query.

    An answer is judged by feedback that is in force, or by being marked as right; what anybody
    says is wrong counts as wrong.
    """
    said = Feedback.objects.current().filter(question=OuterRef("question"))
    marked = VerifiedQuestion.objects.in_force().filter(question=OuterRef("question"))
    agreed = DoubleEntry.objects.filter(agreement=Agreement.AGREED).annotate(
        is_wrong=Exists(said.filter(verdict=Verdict.WRONG)),
        is_right=Exists(said.filter(verdict=Verdict.RIGHT)) | Exists(marked),
    )
    counts = agreed.aggregate(
        judged=Count("pk", filter=Q(is_wrong=True) | Q(is_right=True)),
        right=Count("pk", filter=Q(is_right=True, is_wrong=False)),
    )
    return Record(**counts)
