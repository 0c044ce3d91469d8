"""Makes fixes by templates: typed edits of the lines that the reproduction runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from time import monotonic

from devagent.models import Candidate
from devagent.repair.arena import Step
from devagent.repair.code import list_texts
from devagent.repair.ranking import Ranked
from devagent.repair.search import Budget, search
from devagent.services.repairs.arena import ProjectArena
from devagent.services.repairs.drafts import Draft, add_candidates
from devagent.services.repairs.places import is_protected
from devagent.services.repairs.running import job_of, reproduction_of
from devagent.services.repairs.stages import Keeper, Outcome
from devagent.services.sources import open_commit
from sandbox.checkout import Checkout
from sandbox.screening import open_screening

_NO_LINES = "Templates need to know the lines that tests run, as they are told of pytest's."
_MOST_FILES = 3
_MOST_TESTS = 20
_MOST_PATCHES = 3
_SHARE_OF_TIME = 0.3
# Below what a worker's task may take.
_MOST_S = 400.0
_LEAST_BEYOND, _BEYOND = 30, 0.25


def make_templates(keeper: Keeper) -> Outcome:
    """Search the likeliest files for edits with which the reproduction passes."""
    run = keeper.claim.run
    if not run.spectrum:
        return Outcome(note=_NO_LINES)
    paths = [
        place["path"]
        for place in run.locations
        if not is_protected(run.report.project, place["path"])
    ][:_MOST_FILES]
    drafts: list[Draft] = []
    tried = 0
    until = monotonic() + min(_MOST_S, keeper.left_s() * _SHARE_OF_TIME)
    with open_commit(run.report.project, run.base_commit) as checkout:
        sources = _read_sources(checkout, paths)
        for place, (path, source) in enumerate(sources.items(), start=1):
            left_s = until - monotonic()
            timeout_s = left_s if place == len(sources) else left_s / 2
            found, count = _search(keeper, path, source, timeout_s)
            tried += count
            drafts += [_draft(checkout, path, source, each) for each in found]
            if found:
                break
    return Outcome(
        note=f"{tried} edits of {', '.join(sources) or 'no file'} tried, {len(drafts)} pass.",
        save=lambda locked: add_candidates(locked, drafts),
    )


def _search(
    keeper: Keeper, path: str, source: str, timeout_s: float
) -> tuple[Sequence[Ranked], int]:
    run = keeper.claim.run
    budget = Budget(
        timeout_s=timeout_s,
        beyond=_BEYOND,
        least_beyond=_LEAST_BEYOND,
        most_patches=_MOST_PATCHES,
        most_edits=1,
    )
    steps = _list_steps(run.read_spectrum().get(path, {}), frozenset(run.test_ids))
    with open_screening(
        job=job_of(run), reproduction=reproduction_of(run), clock=keeper.clock
    ) as screening:
        arena = ProjectArena(
            screening, path, steps, texts=list_texts(run.test_text), check=keeper.check
        )
        found = search(source, arena, budget, monotonic)
    return found.patches, found.tried


def _list_steps(lines: Mapping[str, int], failing: frozenset[str]) -> list[Step]:
    """Return the failing tests and some of the others that run the file, as steps."""
    others = sorted(lines.keys() - failing, key=lambda test: -lines[test].bit_count())
    return [
        Step(name=test, passed=test not in failing, lines=_list_bits(lines.get(test, 0)))
        for test in (*sorted(failing), *others[:_MOST_TESTS])
    ]


def _list_bits(bits: int) -> frozenset[int]:
    return frozenset(line for line in range(bits.bit_length()) if bits >> line & 1)


def _read_sources(checkout: Checkout, paths: Sequence[str]) -> Mapping[str, str]:
    """Return the texts of files that are Python in UTF-8."""
    blobs = checkout.list_blobs(checkout.base_tree)
    known = [path for path in paths if path in blobs]
    contents = checkout.read_objects([blobs[path].object_id for path in known])
    texts = {}
    for path, content in zip(known, contents, strict=True):
        try:
            text = content.decode()
            compile(text, path, "exec", dont_inherit=True)
        except (UnicodeDecodeError, SyntaxError, ValueError, RecursionError):
            continue
        texts[path] = text
    return texts


def _draft(checkout: Checkout, path: str, source: str, ranked: Ranked) -> Draft:
    candidate = ranked.candidate
    tree = checkout.write({path: candidate.source.encode()})
    where = f"{path}, line {candidate.line} ({candidate.operator})"
    return Draft(
        source=Candidate.Source.TEMPLATE,
        title=f"{where}: {_find_new_line(source, candidate.source)}",
        diff=checkout.make_patch(checkout.base_tree, tree),
        score=ranked.score,
    )


def _find_new_line(before: str, after: str) -> str:
    """Return the first line that is another than before."""
    lines = zip_longest(before.split("\n"), after.split("\n"), fillvalue="")
    return next(new.strip() for old, new in lines if old != new)
