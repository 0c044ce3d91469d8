"""How a project's tests are run, told from its files; pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sandbox.records import FileEntry, Language
from sandbox.shipping import read_script, ship, ship_script
from sandbox.verdicts.places import (
    find_django_runner,
    is_script,
    list_test_files,
    list_test_scripts,
)

_PYTHON = "/opt/env/bin/python"
_NODE = "/opt/env/bin/node"
_NODE_PACKAGES = "/opt/env/js"
_WORKSPACE = "/work"
_WITHIN = " > "
_COVERAGE = ("channel", "plain", "pytest_probe", "coverage_probe")
_CALLS = (
    *("channel", "plain", "pytest_probe"),
    *("observing", "inputs", "behaviour", "calls_probe"),
)
_WARM = ("channel", "plain", "pytest_probe", "edits", "forking", "guarded_tree", "warm_probe")
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
    VITEST = "vitest"
    JEST = "jest"

    @property
    def is_script(self) -> bool:
        """Whether the tests are JavaScript or TypeScript, each file in a process of its own."""
        return self in _SCRIPT_FRAMEWORKS


_SCRIPT_FRAMEWORKS = (Framework.VITEST, Framework.JEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """A project's tests: their framework, Django's settings, and the files that hold tests.

    ``test_runner`` is the dotted name of the class of Django that runs them.
    """

    framework: Framework
    settings_module: str = ""
    test_runner: str = ""
    test_files: Sequence[str] = ()

    @property
    def language(self) -> Language:
        """What the tests are written in, and all that they need packages of."""
        return Language.JAVASCRIPT if self.framework.is_script else Language.PYTHON

    def command(
        self, selection: Sequence[str], added: Sequence[str], *, is_plain: bool = False
    ) -> list[str]:
        """Return what runs the selected tests, or all, and the files added to them.

        Of scripts whole files are run. A plain run hides that it is one of tests.
        """
        if self.framework.is_script:
            return self._script_command(selection, added, is_plain=is_plain)
        if self.framework is Framework.DJANGO and selection:
            selection = [*selection, *map(module_of, added)]
        settings: Mapping[str, object] = {
            "workspace": _WORKSPACE,
            "settings_module": self.settings_module,
            "test_runner": self.test_runner,
            "selection": list(selection),
            "added": list(added),
            "is_plain": is_plain,
        }
        probe = f"{self.framework}_probe"
        return ship([_PYTHON], "sandbox.probes", ["channel", "plain", probe], settings)

    def coverage_command(self, selection: Sequence[str], result: str) -> list[str]:
        """Return what runs the selected tests, or all, and leaves their lines in a file."""
        settings: Mapping[str, object] = {
            "workspace": _WORKSPACE,
            "selection": list(selection),
            "added": [],
            "is_plain": False,
            "result": result,
        }
        return ship([_PYTHON], "sandbox.probes", _COVERAGE, settings)

    def calls_command(self, settings: Mapping[str, object]) -> list[str]:
        """Return what notes the calls of functions, or calls them with inputs."""
        base = {"workspace": _WORKSPACE, "added": [], "is_plain": False}
        return ship([_PYTHON], "sandbox.probes", _CALLS, {**base, **settings})

    def warm_command(self, settings: Mapping[str, object]) -> list[str]:
        """Return what loads the tests once and runs them for each of many candidates."""
        return ship([_PYTHON], "sandbox.probes", _WARM, {"workspace": _WORKSPACE, **settings})

    def _script_command(
        self, selection: Sequence[str], added: Sequence[str], *, is_plain: bool
    ) -> list[str]:
        files = {test_id.partition(_WITHIN)[0] for test_id in selection}
        settings: Mapping[str, object] = {
            "framework": self.framework,
            "workspace": _WORKSPACE,
            "packages": _NODE_PACKAGES,
            "selection": sorted(files | set(added)) if files else [],
            "is_plain": is_plain,
            "plain_tests": read_script("sandbox.probes", "plain_tests.mjs") if is_plain else "",
        }
        return ship_script([_NODE], "sandbox.probes", "node_probe.mjs", settings)

    def may_run(self, test_id: str) -> bool:
        """Whether the test is in the language of these."""
        return is_script(test_id.partition(_WITHIN)[0]) == self.framework.is_script

    def file_of(self, test_id: str) -> str | None:
        """Return the file that holds the test; None where it cannot be told."""
        if self.framework is Framework.PYTEST:
            return test_id.partition("::")[0]
        if self.framework.is_script:
            return test_id.partition(_WITHIN)[0]
        found = [path for path in self.test_files if test_id.startswith(f"{module_of(path)}.")]
        return max(found, key=len, default=None)

    def is_example(self, test_id: str) -> bool:
        """Whether the test is an example in the text of a module, which pytest runs as doctest."""
        name = test_id.partition("::")[2].partition("[")[0]
        return self.framework is Framework.PYTEST and "." in name and "::" not in name

    def name_of(self, test_id: str, path: str) -> tuple[str, ...]:
        """Return where a test of ``path``, in Python, is found: its classes, then itself."""
        if self.framework is Framework.DJANGO:
            return tuple(test_id.removeprefix(f"{module_of(path)}.").split("."))
        return tuple(test_id.partition("[")[0].split("::")[1:])

    def id_of(self, name: Sequence[str], path: str, like: str) -> str:
        """Return the id of the test of this name in ``path``, with the parameters of ``like``."""
        if self.framework is Framework.DJANGO:
            return ".".join([module_of(path), *name])
        _, bracket, parameters = like.partition("[")
        return "::".join([path, *name]) + bracket + parameters

    def id_in(self, test_id: str, path: str, other_path: str) -> str:
        """Return the id that the test of ``path`` has in a copy of the file at ``other_path``."""
        if self.framework is not Framework.DJANGO:
            return other_path + test_id.removeprefix(path)
        return module_of(other_path) + test_id.removeprefix(module_of(path))


def module_of(path: str) -> str:
    """Return the dotted name under which a file is imported from the project's folder."""
    return path.removesuffix(".py").replace("/", ".")


def find_suite(files: Sequence[FileEntry], wanted: Iterable[str] = ()) -> Suite:
    """Return how the tests of these files are run, those of ``wanted`` if any are given.

    Django runs them where no pytest is set up; vitest or jest where the wanted tests are scripts,
    or where there are no tests in Python.
    """
    by_path = {file.path: file.content for file in files}
    tests, scripts = list_test_files(files), list_test_scripts(files)
    are_scripts = [is_script(test_id.partition(_WITHIN)[0]) for test_id in wanted]
    framework = _find_script_framework(by_path.get("package.json", b""))
    if framework and scripts and (all(are_scripts) if are_scripts else not tests):
        return Suite(framework=framework, test_files=scripts)
    settings = _SETTINGS.search(by_path.get("manage.py", b""))
    if settings and not _has_pytest_section(by_path):
        module = settings["module"].decode()
        return Suite(
            framework=Framework.DJANGO,
            settings_module=module,
            test_runner=find_django_runner(by_path.values()),
            test_files=tests,
        )
    return Suite(framework=Framework.PYTEST, test_files=tests)


def _find_script_framework(manifest: bytes) -> Framework | None:
    """Return what the project's test script runs, or else what it has installed."""
    try:
        parsed = json.loads(manifest)
        script = str(parsed.get("scripts", {}).get("test", ""))
        installed = {*parsed.get("devDependencies", {}), *parsed.get("dependencies", {})}
    except (ValueError, AttributeError, TypeError):
        return None
    named = [one for one in _SCRIPT_FRAMEWORKS if re.search(rf"\b{one}\b", script)]
    found = [one for one in _SCRIPT_FRAMEWORKS if one in installed]
    return next(iter([*named, *found]), None)


def _has_pytest_section(by_path: Mapping[str, bytes]) -> bool:
    return any(name in by_path and mark in by_path[name] for name, mark in _PYTEST_SECTIONS.items())
