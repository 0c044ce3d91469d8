"""What a report that is being typed looks like: reports of before, and places in the code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from devagent.index.terms import list_terms_of
from devagent.models import BugReport, Project
from devagent.pages.addresses import file_address
from devagent.services.indexing import printable
from devagent.services.searching import find_bug_location

_MOST_READ, _MOST_SHOWN = 500, 3
_LEAST_ALIKE = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyPlace:
    """A file that the words are about, and where it is shown."""

    path: str
    address: str


def list_similar(project: Project, words: str) -> Sequence[BugReport]:
    """Return the newest reports of the project that are alike, the most alike first.

    Likeness is the share of words in common among those of both titles or texts (Jaccard), taken
    from the better of the two; from 0.4 on it is told.
    """
    recent = BugReport.objects.filter(project=project).prefetch_related("runs")[:_MOST_READ]
    title, *titles = _list_sets([words.partition("\n")[0], *(one.title for one in recent)])
    whole, *wholes = _list_sets([words, *(one.words for one in recent)])
    rated = [
        (max(_rate(title, its_title), _rate(whole, its_words)), one)
        for its_title, its_words, one in zip(titles, wholes, recent, strict=True)
    ]
    alike = [(rate, one) for rate, one in rated if rate >= _LEAST_ALIKE]
    return [one for _, one in sorted(alike, key=lambda pair: -pair[0])[:_MOST_SHOWN]]


def list_places(project: Project, words: str) -> Sequence[LikelyPlace]:
    """Return the likeliest files by the words alone; raises NotIndexed, TextEmpty."""
    ranking = find_bug_location(project=project, report=words, limit=_MOST_SHOWN)
    return [
        LikelyPlace(path=printable(one.path), address=file_address(project, one.path))
        for one in ranking.files[:_MOST_SHOWN]
    ]


def _list_sets(texts: Sequence[str]) -> list[set[str]]:
    return [set(terms) for terms in list_terms_of(texts)]


def _rate(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
