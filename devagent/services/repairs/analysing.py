"""What a report is likely about: places with reasons, possible causes, and what may be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from devagent.index.search.ranking import Ranking
from devagent.models import Project, RepairRun
from devagent.services.indexing import index_project
from devagent.services.repairs.stages import Keeper, Outcome
from devagent.services.searching import find_bug_location
from devagent.services.sources import find_head, open_commit
from sandbox.checkout import Commit

_PLACES, _COMMITS = 5, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A file, with a line where one is known (else 0), the definition there, and why."""

    path: str
    line: int
    definition: str
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What a report is likely about, the likeliest first, all of it in words."""

    places: Sequence[Place]
    causes: Sequence[str]
    suggestions: Sequence[str]


class BugAnalyzer:
    """Analyses reports about a project from its index and its history, without a model."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def analyze_bug(self, report: str, *, commit: str = "") -> Analysis:
        """Return the analysis of a report on a commit, the branch's by default.

        Raises NotIndexed, SourceUnreadable.
        """
        places = list_places(find_bug_location(project=self._project, report=report))
        changed = self._list_changes(places, commit or find_head(self._project))
        return Analysis(
            places=places,
            causes=[
                f"{path} was changed by {one.id[:10]} “{one.subject}” ({one.author}, "
                f"{one.committed_at[:10]})."
                for path, one in changed
            ],
            suggestions=list(_suggest(places, changed)),
        )

    def _list_changes(self, places: Sequence[Place], commit: str) -> list[tuple[str, Commit]]:
        with open_commit(self._project, commit) as checkout:
            return [
                (place.path, one)
                for place in places
                for one in checkout.list_commits(_COMMITS, path=place.path)
            ]


def analyse(keeper: Keeper) -> Outcome:
    """Bring the index up to date and analyse the run's report."""
    run = keeper.claim.run
    project = run.report.project
    index_project(project=project)
    keeper.check()
    found = BugAnalyzer(project).analyze_bug(run.report.words, commit=run.base_commit)

    def save(locked: RepairRun) -> None:
        locked.analysis = asdict(found)

    best = f", likeliest {found.places[0].path}" if found.places else ""
    return Outcome(note=f"{len(found.places)} places by the words of the report{best}.", save=save)


def list_places(ranking: Ranking) -> list[Place]:
    """Return the first files of a ranking, each with its first function."""
    places = []
    for file in ranking.files[:_PLACES]:
        inside = next((one for one in ranking.functions if one.path == file.path), None)
        places.append(
            Place(
                path=file.path,
                line=inside.symbol.start_line if inside else 0,
                definition=inside.symbol.qualified_name if inside else "",
                reasons=list(file.reasons[:4]),
            )
        )
    return places


def _suggest(places: Sequence[Place], changed: Sequence[tuple[str, Commit]]) -> Iterator[str]:
    if places:
        place = places[0]
        yield f"Look at {place.definition or 'the top'} in {place.path} first."
    if changed:
        path, commit = changed[0]
        yield f"If the bug is new, take back what {commit.id[:10]} did to {path}."
    if not places:
        yield "Name an error message, a page or a function: no word of the report is in the code."
