"""How a project's tests are run, told from its files; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sandbox.records import FileEntry
from sandbox.shipping import ship
from sandbox.verdicts.places import list_test_files

_PYTHON = "/opt/env/bin/python"
_WORKSPACE = "/work"
_SETTINGS = re.compile(rb"""DJANGO_SETTINGS_MODULE['"]\s*,\s*['"](?P<module>[\w.]+)['"]""")
_PYTEST_SECTIONS = {
    "pytest.ini": b"",
    ".pytest.ini": b"",
    "conftest.py": b"",
    "pyproject.toml": b"[tool.pytest",
    "setup.cfg": b"[tool:pytest]",
    "tox.ini": b"[pytest]",
}


class Framework(StrEnum):
    """What runs the tests."""

    PYTEST = "pytest"
    DJANGO = "django"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """A project's tests: their framework, Django's settings, and the files that hold tests."""

    framework: Framework
    settings_module: str = ""
    test_files: Sequence[str] = ()

    def command(self, selection: Sequence[str], added: Sequence[str]) -> list[str]:
        """Return what runs the selected tests, or all, and the files added to them."""
        settings: Mapping[str, object] = {
            "workspace": _WORKSPACE,
            "settings_module": self.settings_module,
            "selection": list(selection),
            "added": list(added),
        }
        probe = f"{self.framework}_probe"
        return ship([_PYTHON], "sandbox.probes", ["channel", probe], settings)

    def file_of(self, test_id: str) -> str | None:
        """Return the file that holds the test; None where it cannot be told."""
        if self.framework is Framework.PYTEST:
            return test_id.partition("::")[0]
        found = [path for path in self.test_files if test_id.startswith(f"{module_of(path)}.")]
        return max(found, key=len, default=None)

    def id_in(self, test_id: str, path: str, other_path: str) -> str:
        """Return the id that the test of ``path`` has in a copy of the file at ``other_path``."""
        if self.framework is Framework.PYTEST:
            return other_path + test_id.removeprefix(path)
        return module_of(other_path) + test_id.removeprefix(module_of(path))


def module_of(path: str) -> str:
    """Return the dotted name under which a file is imported from the project's folder."""
    return path.removesuffix(".py").replace("/", ".")


def find_suite(files: Sequence[FileEntry]) -> Suite:
    """Return how the tests of these files are run: by Django where no pytest is set up."""
    by_path = {file.path: file.content for file in files}
    tests = list_test_files(files)
    settings = _SETTINGS.search(by_path.get("manage.py", b""))
    if settings and not _has_pytest_section(by_path):
        module = settings["module"].decode()
        return Suite(framework=Framework.DJANGO, settings_module=module, test_files=tests)
    return Suite(framework=Framework.PYTEST, test_files=tests)


def _has_pytest_section(by_path: Mapping[str, bytes]) -> bool:
    return any(name in by_path and mark in by_path[name] for name, mark in _PYTEST_SECTIONS.items())
