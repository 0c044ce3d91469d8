"""The search page: what was asked, and what was found with the lines that speak for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from devagent.exceptions import DevagentError
from devagent.index.records import Symbol
from devagent.index.search.descriptions import Found
from devagent.index.search.ranking import Ranking
from devagent.index.search.reports import read_report
from devagent.models import Project
from devagent.pages.addresses import file_address
from devagent.pages.passages import Line, choose_lines, list_lines
from devagent.services.indexing import printable
from devagent.services.reading import SourceFile, read_files
from devagent.services.searching import find_bug_location, find_by_description

LONGEST_TEXT = 6_000
"""How many signs of a text are searched for: an address holds no more."""

_SHOWN = 15
_FUNCTIONS_A_FILE = 2


class By(StrEnum):
    """What the text is."""

    DESCRIPTION = "description"
    REPORT = "report"

    @property
    def label(self) -> str:
        """What a person chooses."""
        return "Bug report" if self is By.REPORT else "Description"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A symbol, or a whole file where it has no kind, with some of its lines."""

    kind: str
    name: str
    start_line: int
    end_line: int
    address: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A file that was found, why, and where in it."""

    path: str
    reasons: Sequence[str]
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What was found; ``fault`` tells why nothing could be searched, or no lines read."""

    hits: Sequence[Hit] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    path: str
    reasons: Sequence[str]
    symbols: Sequence[Symbol | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    """What lines are chosen from, and by which words."""

    project: Project
    terms: Collection[str]
    files: Mapping[str, SourceFile]


def search(project: Project, text: str, by: By) -> Results:
    """Return what fits a description or a bug report, the best first; nothing for no text."""
    text = text[:LONGEST_TEXT]
    if not text.strip():
        return Results()
    try:
        places = _find(project, text, by)
    except DevagentError as error:
        return Results(fault=str(error))
    try:
        files, fault = read_files(project=project, paths={one.path for one in places}), ""
    except DevagentError as error:
        files, fault = {}, str(error)
    sources = _Sources(project=project, terms=read_report(text).terms, files=files)
    return Results(hits=[_show(one, sources) for one in places], fault=fault)


def _find(project: Project, text: str, by: By) -> Sequence[_Place]:
    if by is By.REPORT:
        return _by_file(find_bug_location(project=project, report=text, limit=_SHOWN))
    return _by_symbol(find_by_description(project=project, text=text, limit=_SHOWN))


def _by_symbol(found: Iterable[Found]) -> Sequence[_Place]:
    return [
        _Place(path=one.path, reasons=one.reasons, symbols=(one.symbol, *one.others))
        for one in found
    ]


def _by_file(ranking: Ranking) -> Sequence[_Place]:
    """Return the files of a ranking with the likeliest functions of each."""
    functions: dict[str, list[Symbol | None]] = {}
    for one in ranking.functions:
        functions.setdefault(one.path, []).append(one.symbol)
    return [
        _Place(
            path=file.path,
            reasons=file.reasons,
            symbols=functions.get(file.path, [None])[:_FUNCTIONS_A_FILE],
        )
        for file in ranking.files
    ]


def _show(place: _Place, sources: _Sources) -> Hit:
    return Hit(
        path=printable(place.path),
        reasons=[printable(reason) for reason in place.reasons],
        passages=[_show_symbol(place.path, symbol, sources) for symbol in place.symbols],
    )


def _show_symbol(path: str, symbol: Symbol | None, sources: _Sources) -> Passage:
    file = sources.files.get(path)
    lines = list_lines(file) if file else []
    start, end = (symbol.start_line, symbol.end_line) if symbol else (1, len(lines))
    return Passage(
        kind=symbol.kind if symbol else "",
        name=printable(symbol.qualified_name) if symbol else "",
        start_line=start,
        end_line=end,
        address=file_address(sources.project, path, start),
        lines=choose_lines(lines, (start, end), sources.terms, file.language) if file else [],
    )
