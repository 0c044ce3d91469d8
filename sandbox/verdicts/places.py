"""Which files of a project are tests, run the tests, or name dependencies; pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from sandbox.records import FileEntry

_TEST_FOLDERS = frozenset({"test", "tests", "__tests__", "__mocks__", "__snapshots__", "testing"})
_TEST_NAMES = re.compile(r"test_.*\.py|.*_test\.py|tests?\.py|.*\.(test|spec)\.[cm]?[jt]sx?")
_INFRASTRUCTURE = (
    *("conftest.py", "pytest.ini", ".pytest.ini", "pytest.toml", ".pytest.toml", "tox.ini"),
    *("setup.cfg", "pyproject.toml", "noxfile.py", "manage.py", ".coveragerc", "*.pth"),
    *("sitecustomize.py", "usercustomize.py", "package.json", ".npmrc", "tsconfig*.json"),
    *("vitest.*", "vite.config.*", "jest.*", "babel.config.*", ".babelrc*", ".swcrc", ".env*"),
    *("postcss.config.*", ".postcssrc*", "tailwind.config.*", "svelte.config.*", "uno.config.*"),
    *("setuptests.*", "setup-tests.*", "test-setup.*", "testsetup.*"),
)
_SCRIPT_CONFIGURATION = (
    *("package.json", "vitest.*", "vite.config.*", "jest.*", "babel.config.*", ".babelrc*"),
)
_LOADED = re.compile(
    r"(?:\b(?:from|import)\s*\(?|\brequire\s*\(|['\"]?\b(?:setupFiles\w*|global(?:Setup|Teardown)|"
    r"testEnvironment|environment|test(?:Runner|Sequencer)|runner|resolver|transform|reporters|"
    r"snapshotSerializers|preset|provider|moduleNameMapper|alias|plugins|presets)['\"]?\s*:)"
    r"\s*(?P<value>\[[^\]]*\]|\{[^}]*\}|['\"`][^'\"`]*['\"`])"
)
_QUOTED = re.compile(r"['\"`]([^'\"`]+)['\"`]")
SCRIPT_SUFFIXES = (".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs")
_RUNNER = re.compile(rb"""\bTEST_RUNNER\s*=\s*(?:['"](?P<name>[\w.]*)['"])?""")
COMPILED = (".pyc", ".pyo")
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


def is_loadable(path: str) -> bool:
    """Whether the file is code of Python's, or a library for it."""
    return path.casefold().endswith((".py", ".so", ".pyd", *COMPILED))


def is_dependency_list(path: str) -> bool:
    """Whether the file names packages to install, or how."""
    return _matches(path.casefold().rpartition("/")[2], _DEPENDENCIES)


def name_top_module(path: str) -> str:
    """Return the first part of the name under which a file is imported."""
    return path.removeprefix("src/").partition("/")[0].partition(".")[0]


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


def find_django_runner(contents: Iterable[bytes]) -> str:
    """Return the dotted name of the class that runs Django's tests, "" where it is not written."""
    found = {match["name"] for content in contents for match in _RUNNER.finditer(content)}
    found = found or {b"django.test.runner.DiscoverRunner"}
    return (found.pop() or b"").decode() if len(found) == 1 else ""


def list_test_scripts(files: Iterable[FileEntry]) -> list[str]:
    """Return the paths of the test files of JavaScript and TypeScript, by path."""
    return sorted(
        file.path
        for file in files
        if is_script(file.path)
        and (_TEST_NAMES.fullmatch(file.path.rpartition("/")[2]) or "__tests__/" in file.path)
    )


def is_script(path: str) -> bool:
    """Whether the file is JavaScript or TypeScript."""
    return path.casefold().endswith(SCRIPT_SUFFIXES)


def list_named_files(files: Iterable[FileEntry]) -> frozenset[str]:
    """Return the files that the configuration of JavaScript's test tools loads by name.

    Those are its imports and what stands where a set-up, an environment, a transform or the like is
    named; they decide how tests run, wherever they lie.
    """
    by_path = {file.path: file.content for file in files}
    named = set()
    for path, content in by_path.items():
        folder, name = posixpath.split(path)
        if _matches(name.casefold(), _SCRIPT_CONFIGURATION):
            for text in _list_names(content.decode(errors="replace")):
                target = posixpath.normpath(posixpath.join(folder, text))
                named |= {f"{target}{suffix}" for suffix in ("", *SCRIPT_SUFFIXES)}
    return frozenset(named & by_path.keys())


def _list_names(configuration: str) -> Iterator[str]:
    for match in _LOADED.finditer(configuration):
        for text in _QUOTED.findall(match.group("value")):
            yield text.replace("<rootDir>/", "")


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)
