"""Groups fixes that passed by what they do on made inputs, and tells how those shown differ.

It decides nothing about a fix: which ones are shown beside each other, and with which words.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from time import monotonic

from devagent.models import Candidate, RepairRun
from devagent.repair.arena import RAISED
from devagent.repair.behaviour import Outcome, describe_difference
from devagent.repair.touched import list_touched
from devagent.services.indexing import printable
from devagent.services.repairs.running import job_of, reproduction_of
from devagent.services.repairs.stages import Keeper
from devagent.services.repairs.weighing import MOST_WEIGHED, read_patched
from sandbox.behaviours import Behaviours, compare_behaviours
from sandbox.exceptions import SandboxError, SandboxStopped
from sandbox.models import Run
from sandbox.verdicts.behaviours import Inputs, Target

MOST_COMPARED = 6

_MOST_TARGETS = 3
_SHARE_OF_TIME, _MOST_S = 0.15, 120.0
_UNCHECKED = "How the fixes differ on made inputs: {}."
_NO_LINES = "functions are run with pytest alone"
_NO_FUNCTION = "they change no function that stands by itself"
_NO_RUNS = "the run has used up its sandboxes"
_NO_RESULT = "the functions did not run to their end"
_RAISE_ALL = "without what tests set up, such as a database, each call raises {}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What fixes do on the same inputs, by their keys: a list for each function.

    ``fault`` says why nothing is known.
    """

    outcomes: Mapping[int, Sequence[Sequence[Outcome]]] = field(default_factory=dict)
    fault: str = ""


def compare(keeper: Keeper, ranked: Sequence[Candidate]) -> Compared:
    """Return what the likeliest of these do, and number those alike that do the same."""
    run, chosen = keeper.claim.run, ranked[:MOST_COMPARED]
    if len(chosen) < 2:
        return Compared()
    obstacle = _find_obstacle(run)
    targets = [] if obstacle else _list_targets(run, chosen)
    if not targets:
        return Compared(fault=obstacle or _NO_FUNCTION)
    try:
        found = _run(keeper, chosen, targets)
    except SandboxStopped:
        raise
    except SandboxError as error:
        return Compared(fault=str(error).rstrip("."))
    fault = _find_fault(found)
    if fault:
        return Compared(fault=fault)
    _number(chosen, found)
    return Compared(outcomes=_pair(chosen, found))


def tell_differences(ranked: Sequence[Candidate], compared: Compared) -> None:
    """Write into each other fix how it differs from the first, and into all what is not known."""
    if compared.fault:
        for one in ranked[:MOST_WEIGHED]:
            one.unchecked = [*one.unchecked, _UNCHECKED.format(compared.fault)]
        return
    best = compared.outcomes.get(ranked[0].pk)
    for one in ranked[1:]:
        other = compared.outcomes.get(one.pk)
        if best and other:
            one.difference = _describe(best, other)


def _describe(
    best: Sequence[Sequence[Outcome]], other: Sequence[Sequence[Outcome]]
) -> dict[str, object]:
    """Return the card of the first function in which both differ, or of the first."""
    pairs = list(zip(best, other, strict=True))
    unlike = [pair for pair in pairs if pair[0] != pair[1]]
    return asdict(describe_difference(*(unlike or pairs)[0]))


def _find_obstacle(run: RepairRun) -> str:
    """Return why nothing can be run, "" where something can."""
    if not run.spectrum:
        return _NO_LINES
    if Run.objects.filter(job=run.job).count() >= run.most_sandbox_runs:
        return _NO_RUNS
    return ""


def _list_targets(run: RepairRun, chosen: Sequence[Candidate]) -> list[Target]:
    """Return the functions that one of the fixes changes, each once."""
    targets: dict[Target, None] = {}
    for candidate in chosen:
        for file in read_patched(run, candidate):
            names = list_touched(file.before, file.text)
            targets.update(dict.fromkeys((file.path, name) for name in names))
    return list(targets)[:_MOST_TARGETS]


def _run(keeper: Keeper, chosen: Sequence[Candidate], targets: Sequence[Target]) -> Behaviours:
    run = keeper.claim.run
    until = monotonic() + min(_MOST_S, keeper.left_s() * _SHARE_OF_TIME)

    def may_go_on() -> bool:
        keeper.check()
        return monotonic() < until

    return compare_behaviours(
        job=job_of(run),
        patches=[bytes(candidate.diff) for candidate in chosen],
        targets=targets,
        reproduction=reproduction_of(run),
        may_go_on=may_go_on,
        clock=keeper.clock,
    )


def _find_fault(found: Behaviours) -> str:
    """Return why nothing can be told of what was run, "" where something can."""
    faults = [f"{one.target[1]}: {one.fault}" for one in found.inputs if one.fault]
    if faults:
        return "; ".join(map(printable, faults))
    known = [result for told in found.outcomes for results in told for result in results]
    if not known or not found.outcomes[0]:
        return _NO_RESULT
    if all(result.startswith(RAISED) for result in known):
        return _RAISE_ALL.format(printable(known[0].removeprefix(RAISED)))
    return ""


def _number(chosen: Sequence[Candidate], found: Behaviours) -> None:
    numbers: dict[object, int] = {}
    for candidate, told in zip(chosen, found.outcomes, strict=True):
        if any(told):
            key = tuple(map(tuple, told))
            candidate.behaviour = numbers.setdefault(key, len(numbers) + 1)


def _pair(chosen: Sequence[Candidate], found: Behaviours) -> dict[int, Sequence[Sequence[Outcome]]]:
    return {
        candidate.pk: [_outcomes_of(*each) for each in zip(found.inputs, told, strict=True)]
        for candidate, told in zip(chosen, found.outcomes, strict=True)
        if any(told)
    }


def _outcomes_of(inputs: Inputs, results: Sequence[str]) -> Sequence[Outcome]:
    texts = [", ".join(map(repr, ast.literal_eval(text))) for text in inputs.texts]
    return [
        Outcome(arguments=arguments, result=printable(result))
        for arguments, result in zip(texts, results, strict=False)
    ]
