"""Weighs the evidence for the best fixes: do tests notice changes of their lines, are they slower.

Each is bounded by the run's time; what there was no time for is told as not checked.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from time import monotonic

from devagent.models import Candidate, RepairRun
from devagent.repair.candidates import iterate_candidates
from devagent.repair.grading import Evidence, grade, list_changed_lines, list_unchecked
from devagent.services.repairs.running import job_of, reproduction_of
from devagent.services.repairs.stages import Keeper
from devagent.services.sources import open_commit
from sandbox.exceptions import SandboxError, SandboxStopped
from sandbox.performance import SpeedComparison, compare_performance
from sandbox.records import Command, Language
from sandbox.screening import open_screening
from sandbox.verdicts.screened import Standing
from sandbox.verdicts.speed import FEWEST_PAIRS, Speed

MOST_WEIGHED = 3

_MOST_MUTANTS, _CHUNK, _MUTANT_S = 16, 4, 5.0
_MOST_TESTS = 12
_MOST_SHOWN = 3
_SHARE_OF_TIME = 0.4
# Below what a worker's task may take.
_MOST_S = 400.0
# So much must be left for one to begin.
_SCREENED_S, _COMPARED_S = 15.0, 90.0
_RUNS = 2 * (FEWEST_PAIRS + 1)
_NO_LINES = "the lines that tests run are told of pytest's alone."
_NO_TIME = "there was no time."
_NO_TESTS = "no test that passes runs its files."
_NO_MUTANTS = "nothing in its lines can be changed by a template."


@dataclass(frozen=True, slots=True, kw_only=True)
class Patched:
    """A Python file that a fix changes: both texts, and the lines that are new in it."""

    path: str
    before: str
    text: str
    lines: Sequence[int]


@dataclass(slots=True)
class _Tally:
    """Mutants that were run: how many, and which no test has noticed."""

    made: int = 0
    alive: list[str] = field(default_factory=list)


def weigh(keeper: Keeper, ranked: Sequence[Candidate]) -> None:
    """Write into the best of these, the likeliest first, what their evidence is worth."""
    until = monotonic() + min(_MOST_S, keeper.left_s() * _SHARE_OF_TIME)
    for candidate in ranked[:MOST_WEIGHED]:
        keeper.check()
        evidence = _begin(keeper.claim.run, candidate)
        if keeper.claim.run.spectrum:
            patched = read_patched(keeper.claim.run, candidate)
            evidence = _run_mutants(keeper, candidate, patched, evidence, until)
            evidence = _compare(keeper, candidate, patched, evidence, until)
        candidate.grade = Candidate.Grade(grade(evidence))
        candidate.unchecked = list_unchecked(evidence)


def _begin(run: RepairRun, candidate: Candidate) -> Evidence:
    """Return what is known without running anything."""
    return Evidence(
        findings=len(candidate.findings),
        flags=len(candidate.flags),
        is_own_test=run.evidence != RepairRun.Evidence.CLAUDE_TEST,
        why_no_mutants=_NO_LINES,
        why_no_speed=_NO_LINES,
    )


def read_patched(run: RepairRun, candidate: Candidate) -> list[Patched]:
    """Return the Python files that a fix changes or adds."""
    with open_commit(run.report.project, run.base_commit) as checkout:
        tree = checkout.apply(bytes(candidate.diff))
        changes = checkout.list_changes(checkout.base_tree, tree)
    patched = []
    for change in changes:
        if change.after and change.path.endswith(".py"):
            before = change.before.content.decode(errors="replace") if change.before else ""
            after = change.after.content.decode(errors="replace")
            lines = list_changed_lines(before, after)
            file = Patched(path=change.path, before=before, text=after, lines=lines)
            patched.append(file)
    return patched


def _run_mutants(
    keeper: Keeper,
    candidate: Candidate,
    patched: Sequence[Patched],
    evidence: Evidence,
    until: float,
) -> Evidence:
    """Have the tests run on changes of the fix's lines."""
    if monotonic() > until - _SCREENED_S:
        return replace(evidence, why_no_mutants=_NO_TIME)
    run, tally = keeper.claim.run, _Tally()
    tests = [*run.test_ids, *_list_tests(run, patched)]
    try:
        with open_screening(
            job=job_of(run, patch=bytes(candidate.diff)),
            reproduction=reproduction_of(run),
            clock=keeper.clock,
        ) as screening:
            for path, chunk in _list_mutants(patched):
                if monotonic() > until:
                    break
                keeper.check()
                results = screening.screen(
                    [{path: text} for _, text in chunk], tests=tests, timeout_s=_MUTANT_S
                )
                tally.made += len(results)
                tally.alive += [
                    title
                    for (title, _), result in zip(chunk, results, strict=True)
                    if result.standing is Standing.PLAUSIBLE
                ]
    except SandboxStopped:
        raise
    except SandboxError as error:
        return replace(evidence, why_no_mutants=str(error))
    candidate.mutants = {
        "made": tally.made,
        "killed": tally.made - len(tally.alive),
        "alive": tally.alive[:_MOST_SHOWN],
    }
    return replace(
        evidence,
        mutants=tally.made,
        killed=tally.made - len(tally.alive),
        why_no_mutants=_NO_TIME if monotonic() > until else _NO_MUTANTS,
    )


Mutant = tuple[str, str]


def _list_mutants(patched: Sequence[Patched]) -> list[tuple[str, list[Mutant]]]:
    """Return mutants of each file, a title with a text each, a few at a time."""
    chunks = []
    for file in patched:
        mutants: list[Mutant] = []
        try:
            weights = dict.fromkeys(file.lines, 1.0)
            for mutant in iterate_candidates(file.text, suspiciousness=weights):
                mutants.append(
                    (f"{file.path}, line {mutant.line}: {mutant.operator}", mutant.source)
                )
                if len(mutants) == _MOST_MUTANTS // len(patched):
                    break
        except (SyntaxError, ValueError, RecursionError):
            continue
        starts = range(0, len(mutants), _CHUNK)
        chunks += [(file.path, mutants[start : start + _CHUNK]) for start in starts]
    return chunks


def _compare(
    keeper: Keeper,
    candidate: Candidate,
    patched: Sequence[Patched],
    evidence: Evidence,
    until: float,
) -> Evidence:
    """Compare how long the tests take that pass and run the fix's files."""
    run = keeper.claim.run
    tests = _list_tests(run, patched)
    if not tests:
        return replace(evidence, why_no_speed=_NO_TESTS)
    left_s = until - monotonic()
    if left_s < _COMPARED_S:
        return replace(evidence, why_no_speed=_NO_TIME)
    command = f"python -m pytest -q -p no:cacheprovider {shlex.join(tests)} >/dev/null 2>&1"
    try:
        compared = compare_performance(
            job=job_of(run, patch=bytes(candidate.diff), language=Language.PYTHON),
            command=Command(argv=["sh", "-c", command], timeout_s=left_s / _RUNS),
            pairs=FEWEST_PAIRS,
            clock=keeper.clock,
        )
    except SandboxStopped:
        raise
    except SandboxError as error:
        return replace(evidence, why_no_speed=str(error))
    candidate.speed = _describe(compared)
    if compared.ratio is None:
        return replace(evidence, why_no_speed=" ".join(compared.reasons))
    return replace(evidence, speed_known=True, is_slower=compared.speed is Speed.SLOWER)


def _describe(compared: SpeedComparison) -> dict[str, object]:
    ratio = compared.ratio
    return {
        "speed": str(compared.speed),
        "pairs": len(compared.pairs_s),
        "ratio": [ratio.low, ratio.median, ratio.high] if ratio else [],
        "reasons": list(compared.reasons),
    }


def _list_tests(run: RepairRun, patched: Sequence[Patched]) -> list[str]:
    """Return tests of the project that run one of the files, without those that show the bug."""
    spectrum = run.read_spectrum()
    tests = {test for file in patched for test in spectrum.get(file.path, {})}
    own = run.test_path
    return sorted(
        test for test in tests - set(run.test_ids) if not own or not test.startswith(f"{own}::")
    )[:_MOST_TESTS]
