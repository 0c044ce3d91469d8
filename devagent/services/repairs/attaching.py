"""What is attached to a report, as a test of the project in the place and style of its others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from devagent.exceptions import ReportInvalid
from devagent.models import BugReport, RepairRun
from devagent.repair.imports import resolves
from devagent.repair.reproductions import Style, holds_script_tests, holds_tests, wrap_snippet
from devagent.services.sources import open_commit
from sandbox.records import MODE_FILE, FileEntry
from sandbox.verdicts.frameworks import Framework, Suite, find_suite, module_of
from sandbox.verdicts.places import is_script, list_test_files, list_test_scripts

Evidence = RepairRun.Evidence

_NAME, _SCRIPT_NAME = "test_reported_bug", "reported-bug.test"
_PLUGIN, _CONFIGURED = b"pytest-django", b"DJANGO_SETTINGS_MODULE"
_NO_TEST = "The attachment is a script without a test: test(…) or it(…)."


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A test that is added to the project, none where ``path`` is empty; ``suite`` runs it."""

    suite: Suite = field(default_factory=lambda: find_suite(()))
    evidence: Evidence = Evidence.NONE
    path: str = ""
    text: str = ""

    @property
    def files(self) -> Sequence[FileEntry]:
        """The file that is added to the project."""
        return [_entry(self.path, self.text)] if self.path else ()

    @property
    def selection(self) -> Sequence[str]:
        """What names its tests alone to what runs them; nothing where there is no file."""
        if not self.path:
            return ()
        is_django = self.suite.framework is Framework.DJANGO
        return [module_of(self.path) if is_django else self.path]

    def owns(self, test_id: str) -> bool:
        """Return whether a test is one of those attached."""
        return bool(self.path) and self.suite.file_of(test_id) == self.path


def read_attachment(run: RepairRun) -> Attached:
    """Return what the run's report has attached; raises ReportInvalid, SourceUnreadable."""
    report = run.report
    with open_commit(report.project, run.base_commit) as checkout:
        files = checkout.list_files(checkout.base_tree)
    if not report.attachment.strip():
        return Attached(suite=find_suite(files))
    name = report.attachment_name.removesuffix(".txt")
    if is_script(name):
        if not holds_script_tests(report.attachment):
            raise ReportInvalid(_NO_TEST)
        return place_test(files, report, report.attachment, suffix=name.rpartition(".")[2])
    try:
        if holds_tests(report.attachment):
            return place_test(files, report, report.attachment)
        text = wrap_snippet(report.attachment, style=_find_style(files))
    except (SyntaxError, ValueError, RecursionError) as error:
        raise ReportInvalid(f"The attachment is no Python that can be read: {error}") from error
    return place_test(files, report, text, evidence=Evidence.ATTACHED_SNIPPET)


def place_test(
    files: Sequence[FileEntry],
    report: BugReport,
    text: str,
    *,
    suffix: str = "py",
    evidence: Evidence = Evidence.ATTACHED_TEST,
) -> Attached:
    """Return a text as a test of the project, at a path that no file has."""
    taken = {file.path for file in files}
    if suffix == "py":
        path = _choose_path(list_test_files(files), _NAME, suffix, report, taken)
    else:
        folders = _list_folders_that_fit(files, text, suffix)
        path = _choose_path(folders, _SCRIPT_NAME, suffix, report, taken)
    suite = find_suite([*files, _entry(path, text)], [path])
    return Attached(suite=suite, evidence=evidence, path=path, text=text)


def _choose_path(
    beside: Sequence[str], stem: str, suffix: str, report: BugReport, taken: Collection[str]
) -> str:
    """Return a path in the folder that has most of these files."""
    folders = [path.rpartition("/")[0] for path in beside]
    folder = max(sorted(set(folders)), key=folders.count, default="")
    place = f"{folder}/" if folder else ""
    path = f"{place}{stem}.{suffix}"
    return path if path not in taken else f"{place}{report.pk}-{stem}.{suffix}"


def _list_folders_that_fit(files: Sequence[FileEntry], text: str, suffix: str) -> list[str]:
    """Return files in whose folders the script finds all that it imports; else all its tests."""
    known = {file.path for file in files}
    scripts = [path for path in sorted(known) if is_script(path)]
    fitting = [
        path
        for path in scripts
        if resolves(f"{path.rpartition('/')[0]}/x.{suffix}".lstrip("/"), text, known)
    ]
    tests = list_test_scripts(files)
    return [path for path in tests if path in fitting] or fitting or tests


def _find_style(files: Sequence[FileEntry]) -> Style:
    """Return how the project's tests in Python are written."""
    if find_suite(files, [f"{_NAME}.py"]).framework is Framework.DJANGO:
        return Style.DJANGO
    top = [file.content for file in files if "/" not in file.path]
    has_plugin = all(any(word in content for content in top) for word in (_PLUGIN, _CONFIGURED))
    return Style.PYTEST_DJANGO if has_plugin else Style.PYTEST


def _entry(path: str, text: str) -> FileEntry:
    return FileEntry(path=path, mode=MODE_FILE, content=text.encode())
