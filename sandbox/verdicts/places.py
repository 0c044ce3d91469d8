"""Which files of a project are tests, run the tests, or name dependencies; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase

from sandbox.records import FileEntry

_TEST_FOLDERS = frozenset({"test", "tests", "__tests__", "__mocks__", "__snapshots__", "testing"})
_TEST_NAMES = re.compile(r"test_.*\.py|.*_test\.py|tests?\.py|.*\.(test|spec)\.[cm]?[jt]sx?")
_INFRASTRUCTURE = (
    *("conftest.py", "pytest.ini", ".pytest.ini", "pytest.toml", ".pytest.toml", "tox.ini"),
    *("setup.cfg", "pyproject.toml", "noxfile.py", "manage.py", ".coveragerc", "*.pth"),
    *("sitecustomize.py", "usercustomize.py", "package.json", ".npmrc", "tsconfig*.json"),
    *("vitest.*", "vite.config.*", "jest.*", "babel.config.*", ".babelrc*", ".swcrc", ".env*"),
)
_INSTALLED = ("*.dist-info", "*.egg-info", "node_modules", "site-packages")
_DEPENDENCIES = (
    *("requirements*.txt", "constraints*.txt", "setup.py", "Pipfile*", "poetry.lock", "uv.lock"),
    *("package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "pylock*.toml"),
)


def is_test(path: str) -> bool:
    """Whether the file is a test or belongs to tests."""
    *folders, name = path.casefold().split("/")
    return bool(_TEST_FOLDERS.intersection(folders) or _TEST_NAMES.fullmatch(name))


def is_infrastructure(path: str) -> bool:
    """Whether the file decides how tests are found and run."""
    *folders, name = path.casefold().split("/")
    return _matches(name, _INFRASTRUCTURE) or any(_matches(one, _INSTALLED) for one in folders)


def is_dependency_list(path: str) -> bool:
    """Whether the file names packages to install, or how."""
    return _matches(path.casefold().rpartition("/")[2], _DEPENDENCIES)


def is_restored(path: str) -> bool:
    """Whether the file stays as it is in the base commit, whatever a patch does to it."""
    return is_test(path) or is_infrastructure(path) or is_dependency_list(path)


def list_test_files(files: Iterable[FileEntry]) -> list[str]:
    """Return the paths of Python's test modules, by path."""
    return sorted(
        file.path
        for file in files
        if _TEST_NAMES.fullmatch(file.path.rpartition("/")[2]) and file.path.endswith(".py")
    )


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)
