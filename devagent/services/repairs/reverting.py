"""Takes back what made the bug: the commit since which the reproduction fails, or a part of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from devagent.models import Candidate, RepairRun
from devagent.repair.bisecting import Shows, find_guilty
from devagent.repair.patches import split_files, split_hunks
from devagent.repair.reproductions import kind_of_failure
from devagent.services.repairs.drafts import Draft, add_candidates
from devagent.services.repairs.places import is_protected
from devagent.services.repairs.running import job_of, reproduction_of
from devagent.services.repairs.stages import Keeper, Outcome
from sandbox.checkout import Checkout, Commit
from sandbox.exceptions import PatchRefused
from sandbox.history import History, open_history
from sandbox.verdicts.records import Outcome as Ended
from sandbox.verdicts.records import Report

_MOST_COMMITS = 256
_MOST_PARTS = 4
_SCORE, _SCORE_OF_PART = 0.9, 0.8
_CONTEXT = 1


def make_reverts(keeper: Keeper) -> Outcome:
    """Find the guilty commit by bisection, and make candidates that take it back."""
    run = keeper.claim.run
    with open_history(
        job=job_of(run), reproduction=reproduction_of(run), clock=keeper.clock
    ) as history:
        commits = history.checkout.list_commits(_MOST_COMMITS)
        guilty = find_guilty(len(commits), lambda place: _show(commits[place], history, keeper))
        if guilty is None:
            note = f"No commit of the last {len(commits)} is known on which the test passes."
            return Outcome(note=note)
        drafts = list(_make_drafts(run, history.checkout, commits[guilty], commits[guilty + 1]))
    commit = commits[guilty]
    return Outcome(
        note=f"The test fails since {commit.id[:10]} “{commit.subject}” ({commit.author}); "
        f"{history.run_count} commits were tested. Ways to take it back that apply: {len(drafts)}.",
        save=lambda locked: add_candidates(locked, drafts),
    )


def _show(commit: Commit, history: History, keeper: Keeper) -> Shows:
    keeper.check()
    return _read(history.run(commit.id), keeper.claim.run)


def _read(report: Report, run: RepairRun) -> Shows:
    if all(report.passes(test) for test in run.test_ids):
        return Shows.PASSES
    kinds = {kind_of_failure(message) for message in run.failure.splitlines()}
    failed = [
        kind_of_failure(result.message)
        for result in report.tests.values()
        if result.outcome is Ended.FAILED
    ]
    return Shows.FAILS if kinds.intersection(failed) else Shows.UNKNOWN


def _make_drafts(
    run: RepairRun, checkout: Checkout, commit: Commit, parent: Commit
) -> Iterator[Draft]:
    back = checkout.make_patch(checkout.find_tree(commit.id), checkout.find_tree(parent.id))
    parts = [
        part
        for path, part in split_files(back).items()
        if not is_protected(run.report.project, path)
    ]
    hunks = [hunk for part in parts for hunk in split_hunks(part)]
    what = f"{commit.id[:10]} “{commit.subject}”"
    yield from _draft(checkout, f"Take back {what}", parts, _SCORE)
    for number, hunk in enumerate(hunks[:_MOST_PARTS] if len(hunks) > 1 else (), start=1):
        title = f"Take back part {number} of {len(hunks)} of {what}"
        yield from _draft(checkout, title, [hunk], _SCORE_OF_PART)


def _draft(checkout: Checkout, title: str, parts: Sequence[bytes], score: float) -> Iterator[Draft]:
    """Yield the patch as it is on the base commit; nothing where later commits are in its way."""
    try:
        tree = checkout.apply(b"".join(parts), context=_CONTEXT) if parts else checkout.base_tree
    except PatchRefused:
        return
    diff = checkout.make_patch(checkout.base_tree, tree)
    if diff:
        yield Draft(source=Candidate.Source.REVERT, title=title, diff=diff, score=score)
