"""Which of the candidates that pass is likely right: by their edits, and by what they do.

Candidates are run on inputs near those of the tests. Those that do the same there are one group;
what many different edits agree on is likelier than what a single one does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from devagent.repair.arena import RAISED
from devagent.repair.candidates import Candidate

Marks = Sequence[str]

_WEIGHT_OF_AGREEMENT = 1.0
_COST_OF_RAISING = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate with its place: the group of those that do the same, and its final score."""

    candidate: Candidate
    score: float
    group: int


def rank(candidates: Sequence[Candidate], marks: Sequence[Marks]) -> list[Ranked]:
    """Return the candidates, the likeliest first: the first ones of all groups, then the rest.

    ``marks`` are what each did on the same inputs; one without any is in a group of its own.
    """
    groups: dict[object, list[int]] = {}
    for place, each in enumerate(marks):
        groups.setdefault(tuple(each) or place, []).append(place)
    agreement = measure_agreement(candidates, marks)
    scores = [
        each.score
        * (1 - _COST_OF_RAISING * _share_raised(marks[place]))
        * agreement[place] ** _WEIGHT_OF_AGREEMENT
        for place, each in enumerate(candidates)
    ]
    ordered = sorted(groups.values(), key=lambda group: -max(scores[place] for place in group))
    ranked: list[tuple[int, Ranked]] = []
    for number, group in enumerate(ordered):
        best_first = sorted(group, key=lambda place: (-candidates[place].score, place))
        for depth, place in enumerate(best_first):
            found = Ranked(candidate=candidates[place], score=scores[place], group=number)
            ranked.append((depth, found))
    ranked.sort(key=lambda pair: (pair[0], pair[1].group))
    return [found for _, found in ranked]


def measure_agreement(candidates: Sequence[Candidate], marks: Sequence[Marks]) -> list[float]:
    """Return for each candidate which share of the others agrees with it, from 0 to 1.

    It is a mean over the inputs, the others counted by their scores. One without marks has 0.5.
    """
    columns = max((len(each) for each in marks), default=0)
    counted: list[Counter[str]] = [Counter() for _ in range(columns)]
    for each, candidate in zip(marks, candidates, strict=True):
        for column, mark in enumerate(each):
            counted[column][mark] += candidate.score  # type: ignore[assignment]
    totals = [sum(column.values()) for column in counted]

    def share(each: Marks) -> float:
        if not each:
            return 0.5
        shares = [counted[place][mark] / totals[place] for place, mark in enumerate(each)]
        return sum(shares) / len(shares)

    return [share(each) for each in marks]


def _share_raised(marks: Marks) -> float:
    return sum(mark.startswith(RAISED) for mark in marks) / len(marks) if marks else 0.0
