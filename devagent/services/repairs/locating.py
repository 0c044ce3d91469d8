"""Where the bug is, by the lines that its reproduction runs and by the words of the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace

from devagent.analysis.spectra import ochiai
from devagent.models import RepairRun
from devagent.services.repairs.analysing import Place, list_places
from devagent.services.repairs.stages import Keeper, Outcome
from devagent.services.searching import find_bug_location


def locate(keeper: Keeper) -> Outcome:
    """Rank the files that the reproduction runs."""
    run = keeper.claim.run
    suspicions = ochiai(run.read_spectrum(), failing=set(run.test_ids))
    ranking = find_bug_location(
        project=run.report.project, report=run.report.words, suspicions=suspicions
    )
    places = [
        _at_likeliest_line(place, suspicions[place.path])
        for place in list_places(ranking)
        if place.path in suspicions
    ]

    def save(locked: RepairRun) -> None:
        locked.locations = [asdict(place) for place in places]

    found = f"{places[0].path} line {places[0].line}" if places else "no place in the index"
    return Outcome(note=f"Likeliest: {found}.", save=save)


def _at_likeliest_line(place: Place, suspicions: Mapping[int, float]) -> Place:
    return replace(place, line=max(suspicions, key=lambda line: (suspicions[line], -line)))
