"""Where the bug is, by what its reproduction runs or imports and by the words of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from devagent.analysis.spectra import ochiai
from devagent.index.roles import Role, find_role
from devagent.models import RepairRun
from devagent.repair.imports import list_imported
from devagent.selectors import get_corpus
from devagent.services.repairs.analysing import Place, list_places
from devagent.services.repairs.stages import Keeper, Outcome
from devagent.services.searching import find_bug_location

_IMPORTED = "the test that shows the bug imports it"


def locate(keeper: Keeper) -> Outcome:
    """Rank the files that the reproduction runs; where that is not told, those it imports."""
    run = keeper.claim.run
    places = _list_run(run) if run.spectrum else _list_near(run)

    def save(locked: RepairRun) -> None:
        locked.locations = [asdict(place) for place in places]

    found = f"{places[0].path} line {places[0].line}" if places else "no place in the index"
    return Outcome(note=f"Likeliest: {found}.", save=save)


def _list_run(run: RepairRun) -> list[Place]:
    suspicions = ochiai(run.read_spectrum(), failing=set(run.test_ids))
    ranking = find_bug_location(
        project=run.report.project, report=run.report.words, suspicions=suspicions
    )
    return [
        _at_likeliest_line(place, suspicions[place.path])
        for place in list_places(ranking)
        if place.path in suspicions
    ]


def _list_near(run: RepairRun) -> list[Place]:
    """Return the files that the test imports, those that fit the report's words first."""
    project = run.report.project
    words = f"{run.report.words}\n{run.failure}"
    ranked = [
        place
        for place in list_places(find_bug_location(project=project, report=words))
        if find_role(place.path) is Role.SOURCE
    ]
    imported = _list_imported(run, get_corpus(project).paths)
    known = {place.path for place in ranked}
    others = [
        Place(path=path, line=1, definition="", reasons=[_IMPORTED])
        for path in imported
        if path not in known
    ]
    return sorted([*ranked, *others], key=lambda place: place.path not in imported)


def _list_imported(run: RepairRun, paths: Sequence[str]) -> list[str]:
    found = list_imported(run.test_path, run.test_text, set(paths))
    return [path for path in found if find_role(path) is Role.SOURCE]


def _at_likeliest_line(place: Place, suspicions: Mapping[int, float]) -> Place:
    return replace(place, line=max(suspicions, key=lambda line: (suspicions[line], -line)))
