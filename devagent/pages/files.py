"""The page of a file: its lines a page at a time, what it defines, and what is said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from devagent.analysis.findings import Finding
from devagent.exceptions import CodeUnknown, DevagentError
from devagent.index.parsing import parse
from devagent.index.records import Kind
from devagent.models import Project
from devagent.pages.addresses import LINES_A_PAGE, file_address
from devagent.pages.highlighting import highlight
from devagent.pages.languages import LANGUAGE_NAMES
from devagent.pages.passages import Line, list_lines
from devagent.services.analysis import analyze_file, has_findings
from devagent.services.indexing import printable
from devagent.services.reading import SourceFile, find_path, read_files


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSymbol:
    """A definition of the file with the way to it; ``reach_address`` only for what is called."""

    kind: Kind
    name: str
    line: int
    address: str
    reach_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """One page of a long file."""

    number: int
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFinding:
    """What a rule says of the file with the way to its line."""

    finding: Finding
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePage:
    """What is shown of a file; ``reason`` tells why there are no lines, and is empty otherwise.

    So does ``fault`` for findings, which are not made out yet where ``is_analysed`` is false.
    """

    path: str
    language: str
    reason: str
    line_count: int
    lines: Sequence[Line]
    number: int
    pages: Sequence[PageLink]
    symbols: Sequence[ListedSymbol]
    findings: Sequence[ListedFinding]
    fault: str
    is_analysed: bool


def get_file_page(project: Project, path: str, number: int = 1) -> FilePage:
    """Return a page of a file, the last one where there are not so many.

    Raises NotIndexed, CodeUnknown, SourceUnreadable.
    """
    path = find_path(project=project, path=path)
    file = read_files(project=project, paths=[path])[path]
    lines = [] if file.reason else list_lines(file)
    pages = _list_pages(len(lines))
    number = max(1, min(number, len(pages)))
    is_analysed = is_file_analysed(project, path)
    findings, fault = _find_findings(project, file) if is_analysed else ([], "")
    return FilePage(
        path=printable(file.path),
        language=LANGUAGE_NAMES[file.language],
        reason=file.reason,
        line_count=len(lines),
        lines=_show_lines(lines, file.language, number, findings),
        number=number,
        pages=pages,
        symbols=_list_symbols(project, file),
        findings=[
            ListedFinding(finding=one, address=file_address(project, path, one.line))
            for one in findings
        ],
        fault=fault,
        is_analysed=is_analysed,
    )


def is_file_analysed(project: Project, path: str) -> bool:
    """Return whether the findings of a file are kept: a page has no linter run.

    Raises NotIndexed.
    """
    try:
        return has_findings(project=project, path=path)
    except CodeUnknown:
        # Rules are about code, and some of what is indexed is none.
        return True


def _list_pages(line_count: int) -> Sequence[PageLink]:
    firsts = range(1, line_count + 1, LINES_A_PAGE)
    return [
        PageLink(
            number=number,
            first_line=first,
            last_line=min(first + LINES_A_PAGE - 1, line_count),
        )
        for number, first in enumerate(firsts, start=1)
    ]


def _show_lines(
    lines: Sequence[str], language: str, number: int, findings: Sequence[Finding]
) -> Sequence[Line]:
    """Return the lines of a page, each with its findings."""
    by_line: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_line[finding.line].append(finding)
    first, end = (number - 1) * LINES_A_PAGE, number * LINES_A_PAGE
    coloured = highlight(lines[:end], language, first=first)
    return [
        Line(number=at, html=html, findings=by_line[at])
        for at, html in enumerate(coloured, start=first + 1)
    ]


def _find_findings(project: Project, file: SourceFile) -> tuple[Sequence[Finding], str]:
    """Return the findings of a file, and why there are none where that was not found out."""
    if file.reason:
        return [], ""
    try:
        findings = analyze_file(project=project, path=file.path)
    except CodeUnknown:
        return [], ""
    except DevagentError as error:
        return [], str(error)
    shown = [
        replace(one, message=printable(one.message), fix=printable(one.fix)) for one in findings
    ]
    return shown, ""


def _list_symbols(project: Project, file: SourceFile) -> Sequence[ListedSymbol]:
    if file.reason:
        return []
    return [
        ListedSymbol(
            kind=symbol.kind,
            name=printable(symbol.qualified_name),
            line=symbol.start_line,
            address=file_address(project, file.path, symbol.start_line),
            reach_address=(
                ""
                if symbol.kind is Kind.VARIABLE
                else file_address(project, file.path, symbol=symbol.qualified_name)
            ),
        )
        for symbol in parse(file.content, file.language).symbols
    ]
