"""What a file is for, told from its path: whether a fault of the product is likely to lie in it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

_CODE = re.compile(r".*\.(?:pyi?|[cm]?[jt]sx?)")
_TEST_NAME = re.compile(
    r"(?:test_.*|.*_tests?|tests?|conftest)\.pyi?|.*\.(?:test|spec|stories)\.[cm]?[jt]sx?"
)
_TEST_FOLDERS = frozenset("tests __tests__ __mocks__ e2e cypress fixtures".split())
# Only at the top of a repository: further down they are packages of the product.
_TEST_FOLDERS_ON_TOP = frozenset("test testing testdata".split())
_ASIDE_ON_TOP = frozenset(
    "doc docs documentation example examples benchmark benchmarks asv_bench script scripts tool "
    "tools bench demo demos tutorial tutorials galleries ci .ci .github packaging extra".split()
)
_ASIDE_NAMES_ON_TOP = frozenset("setup.py noxfile.py versioneer.py".split())
_FOREIGN_FOLDERS = frozenset(
    "vendor _vendor vendored _vendored externals external extern third_party thirdparty".split()
)


class Role(StrEnum):
    """What a file is for; aside are documents, tools, translations and copies of others' code."""

    SOURCE = "source"
    TEMPLATE = "template"
    TEST = "test"
    ASIDE = "aside"


@lru_cache(maxsize=50_000)
def find_role(path: str) -> Role:
    """Return the role of a path relative to the project."""
    *folders, name = path.split("/")
    if _is_test(name, folders):
        return Role.TEST
    if _is_aside(name, folders):
        return Role.ASIDE
    return Role.SOURCE if _CODE.fullmatch(name) else Role.TEMPLATE


def _is_test(name: str, folders: list[str]) -> bool:
    on_top = bool(folders) and folders[0] in _TEST_FOLDERS_ON_TOP
    return on_top or bool(_TEST_NAME.fullmatch(name) or _TEST_FOLDERS.intersection(folders))


def _is_aside(name: str, folders: list[str]) -> bool:
    if name.endswith(".po") or _FOREIGN_FOLDERS.intersection(folders):
        return True
    if not folders:
        return name in _ASIDE_NAMES_ON_TOP
    # A folder packages within a package holds copies, as in pip and requests; on top, it is a
    # workspace of the product.
    return folders[0] in _ASIDE_ON_TOP or "packages" in folders[1:-1]
