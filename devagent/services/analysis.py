"""What is wrong with the code of a project: findings by file, and those that a change brings in."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from devagent.analysis.findings import Finding, Kind, Severity, list_new
from devagent.exceptions import CodeUnknown
from devagent.index.discovery import find_language, normalise
from devagent.index.roles import Role, find_role
from devagent.models import BlobAnalysis, Project
from devagent.models.index import IndexedFile
from devagent.selectors import get_snapshot
from devagent.services.keeping import Analysis, Made, Treated, is_analysed, read_analyses
from devagent.services.linting import NOT_ANALYSED, find_version, lint, name_for_linters
from devagent.services.sources import read_changes
from sandbox.records import FileChange, FileEntry

_CODE = frozenset({"python", "javascript", "typescript", "tsx"})
_TOLD_OF_TESTS = frozenset({Kind.BUG, Kind.DEAD_CODE})

Texts = Mapping[str, str]


def analyze_file(*, project: Project, path: str) -> Sequence[Finding]:
    """Return the findings of one file of the project's index, by line.

    Raises NotIndexed, CodeUnknown, SourceUnreadable, AnalysisFailed.
    """
    return analyze_files(project=project, paths=[path])


def analyze_files(*, project: Project, paths: Sequence[str] = ()) -> Sequence[Finding]:
    """Return the findings of files and folders of the project's index, or of all its product code.

    By path and line. Raises as analyze_file does.
    """
    files = _choose(project, paths)
    packed = read_analyses(project, files, _findings())
    return [
        finding
        for file, content in zip(files, packed, strict=True)
        for finding in _unpack(content, file.path)
        if _is_told(finding)
    ]


def has_findings(*, project: Project, path: str) -> bool:
    """Return whether what ``analyze_file`` returns is kept, so that no linter has to run.

    Raises NotIndexed, CodeUnknown.
    """
    return is_analysed(_choose(project, [path]), _findings())


def find_patch_findings(*, project: Project, patch: bytes) -> Sequence[Finding]:
    """Return the findings that a diff brings into the commit that the project's branch is at.

    Raises PatchInvalid where it does not apply, and as analyze_file does.
    """
    return find_change_findings(read_changes(project, patch))


def find_change_findings(changes: Sequence[FileChange]) -> Sequence[Finding]:
    """Return the findings that changes of files bring in; raises AnalysisFailed."""
    changes = [change for change in changes if find_language(change.path) in _CODE]
    return new_findings(
        base={change.path: _read(change.before) or "" for change in changes},
        candidate={change.path: _read(change.after) for change in changes},
    )


def new_findings(*, base: Texts, candidate: Mapping[str, str | None]) -> Sequence[Finding]:
    """Return the findings that a candidate brings in, by path and line.

    ``candidate`` has the text of each file that it changes, None for one that it removes; ``base``
    has the text of before for those that are not new. Raises AnalysisFailed.
    """
    texts = {
        path: (base.get(path, ""), text)
        for path, text in candidate.items()
        if text is not None and find_language(path) in _CODE
    }
    before = _lint_texts({path: text for path, (text, _) in texts.items()})
    after = _lint_texts({path: text for path, (_, text) in texts.items()})
    return list_new(after, before, texts=texts)


def _findings() -> Analysis:
    return Analysis(
        analyser=BlobAnalysis.Analyser.FINDINGS,
        version=find_version(),
        treat_as=_name,
        make=_lint_all,
    )


def _read(file: FileEntry | None) -> str | None:
    if file is None:
        return None
    return normalise(file.content, find_language(file.path) or "")[0].decode()


def _choose(project: Project, paths: Sequence[str]) -> list[IndexedFile]:
    files = [
        file
        for file in get_snapshot(project).list_files()
        if not file.facts.reason and file.language in _CODE
    ]
    if not paths:
        return [file for file in files if find_role(file.path) is not Role.ASIDE]
    wanted = [path.strip("/") for path in paths]
    for path in wanted:
        if not any(_is_below(file.path, path) for file in files):
            raise CodeUnknown(f"The index of {project} has no code at {path!r}.")
    return [file for file in files if any(_is_below(file.path, path) for path in wanted)]


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _is_told(finding: Finding) -> bool:
    """Return whether it matters: tests may be slow, and need no secrets."""
    return find_role(finding.path) is not Role.TEST or finding.kind in _TOLD_OF_TESTS


def _name(file: IndexedFile) -> str:
    return name_for_linters(file.path)


def _lint_all(files: Sequence[Treated]) -> Iterable[Made]:
    for findings in lint(files):
        is_whole = all(one.rule != NOT_ANALYSED for one in findings)
        yield Made(content=_pack(findings), is_whole=is_whole)


def _lint_texts(texts: Texts) -> list[Finding]:
    files = [(name_for_linters(path), text.encode()) for path, text in texts.items()]
    return [
        finding
        for path, found in zip(texts, lint(files), strict=True)
        for finding in (replace(one, path=path) for one in found)
        if _is_told(finding)
    ]


def _pack(findings: Sequence[Finding]) -> bytes:
    rows = [
        (one.rule, one.kind, one.severity, one.line, one.column, one.end_line, one.message, one.fix)
        for one in findings
    ]
    return zlib.compress(json.dumps(rows, separators=(",", ":")).encode(), 1)


def _unpack(content: bytes, path: str) -> list[Finding]:
    return [
        Finding(
            rule=rule,
            kind=Kind(kind),
            severity=Severity(severity),
            path=path,
            line=line,
            column=column,
            end_line=end_line,
            message=message,
            fix=fix,
        )
        for rule, kind, severity, line, column, end_line, message, fix in json.loads(
            zlib.decompress(content)
        )
    ]
