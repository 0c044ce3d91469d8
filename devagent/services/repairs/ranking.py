"""Puts the fixes that passed in order, and says of each other one why it lost."""

from __future__ import annotations

from collections.abc import Sequence

from devagent.models import Candidate, RepairRun
from devagent.repair.patches import count_changed_lines, only_takes_away
from devagent.services.repairs.comparing import compare, tell_differences
from devagent.services.repairs.stages import Keeper, Outcome
from devagent.services.repairs.weighing import weigh
from devagent.transitions import State
from sandbox.verdicts.speed import Speed

_COST_OF_LINE = 0.02
# Behind all grades: the best were weighed, and it was not among them.
_UNWEIGHED = "E"
_NONE_PASSED = "None of {count} fixes passed: {reasons}"
_LESS_LIKELY = "It passed too, and is less likely, larger, less well tested, or brings in findings."
_NOT_TESTED = "It was not tested: likelier ones were enough."


def rank_candidates(keeper: Keeper) -> Outcome:
    """Rank the candidates, weigh the evidence of the best, and propose the first.

    The run ends where none has passed.
    """
    run = keeper.claim.run
    tested = list(run.candidates.filter(round=run.round))
    ranked = order(tested)
    if not ranked:
        reasons = "; ".join(f"{one.title}: {' '.join(one.reasons)}" for one in tested)
        note = _NONE_PASSED.format(count=len(tested), reasons=reasons)
        return Outcome(note=note, save=lambda run: _save(run, (), tested), ends_in=State.FAILED)
    compared = compare(keeper, ranked)
    weigh(keeper, spread(ranked))
    ranked = spread(order(tested))
    best = ranked[0]
    tell_differences(ranked, compared)
    counts = f"{len(ranked)} of {len(tested)} fixes passed."
    note = f"{counts} Proposed: {best.title}. Grade of its evidence: {best.grade}."
    return Outcome(note=note, save=lambda run: _save(run, ranked, tested))


def order(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return those that passed, the likeliest first.

    First come those that take back the guilty commit, or take a part of it away and add nothing;
    then those without new findings, that are not slower, and whose evidence is worth more; then
    the likelier and smaller ones.
    """
    backs = [one.text for one in candidates if one.source == Candidate.Source.REVERT]
    passed = [one for one in candidates if one.verdict == Candidate.Verdict.PASSED]
    return sorted(
        passed,
        key=lambda one: (
            not _takes_back(one, backs),
            len(one.findings),
            one.speed.get("speed") == Speed.SLOWER,
            one.grade or _UNWEIGHED,
            -_weigh(one),
            one.pk,
        ),
    )


def spread(ranked: Sequence[Candidate]) -> list[Candidate]:
    """Return the first fix of each behaviour, in their order, and then the others."""
    firsts: dict[object, Candidate] = {}
    for one in ranked:
        firsts.setdefault(one.pk if one.behaviour is None else (one.behaviour,), one)
    return [*firsts.values(), *(one for one in ranked if one not in firsts.values())]


def _takes_back(candidate: Candidate, backs: Sequence[str]) -> bool:
    is_revert = candidate.source == Candidate.Source.REVERT
    return is_revert or any(only_takes_away(candidate.text, back=back) for back in backs)


def _weigh(candidate: Candidate) -> float:
    return candidate.score / (1 + _COST_OF_LINE * count_changed_lines(candidate.text))


def _save(run: RepairRun, ranked: Sequence[Candidate], all_tested: Sequence[Candidate]) -> None:
    for place, candidate in enumerate(ranked, start=1):
        candidate.place = place
    for candidate in all_tested:
        candidate.lost = _explain(candidate)
        candidate.save()
    run.proposed = ranked[0] if ranked else None


def _explain(candidate: Candidate) -> str:
    if candidate.place == 1:
        return ""
    if candidate.place:
        return _LESS_LIKELY
    if candidate.verdict == Candidate.Verdict.UNTESTED:
        return _NOT_TESTED
    return " ".join(candidate.reasons)
