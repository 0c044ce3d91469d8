"""What of a patch is new beside what the project has."""

from __future__ import annotations

import pytest

from sandbox.records import FileChange
from sandbox.verdicts.known import Known, learn
from sandbox.verdicts.policy import scan
from sandbox.verdicts.records import FlagKind
from tests.sandbox.scanned import entry


def flag_beside(known: Known, code: str, path: str = "app.py") -> list[tuple[FlagKind, str]]:
    change = FileChange(path=path, before=None, after=entry(path, code))
    return [(flag.kind, flag.detail) for flag in scan([change], known)]


def test_variable_and_package_that_the_project_did_not_know_are_told() -> None:
    known = learn(
        [
            entry("shop.py", "import os\nimport yaml\nNAME = os.environ['SHOP_NAME']"),
            entry("requirements.txt", "python-dateutil==2.9"),
            entry("tests/test_shop.py", "import hypothesis"),
        ]
    )

    assert flag_beside(known, "import shop, yaml, dateutil, os\nos.getenv('SHOP_NAME')") == []
    assert flag_beside(known, "import os\nos.getenv('DYNO')") == [
        (FlagKind.SURROUNDINGS, "the variable DYNO")
    ]
    assert flag_beside(known, "import pluggable") == [(FlagKind.DEPENDENCIES, "imports pluggable")]


@pytest.mark.parametrize("path", ["src/price.js", "src/price/index.ts", "calc/__init__.py"])
def test_file_that_is_imported_in_the_place_of_another_is_told(path: str) -> None:
    known = learn([entry("src/price.ts", ""), entry("calc.py", "")])

    assert [kind for kind, _ in flag_beside(known, "", path)] == [FlagKind.SHADOWS]


def test_file_that_takes_the_place_of_one_that_goes_is_ordinary() -> None:
    known = learn([entry("calc.py", "")])
    moved = [
        FileChange(path="calc.py", before=entry("calc.py", ""), after=None),
        FileChange(path="calc/__init__.py", before=None, after=entry("calc/__init__.py", "")),
    ]

    assert scan(moved, known) == []


@pytest.mark.parametrize(
    "setting", ["pytest_plugins = ['shop.fixes']", "[pytest]\naddopts = -p shop.fixes"]
)
def test_plugin_that_pytest_loads_by_name_runs_the_tests(setting: str) -> None:
    path = "conftest.py" if "=" in setting.partition(" ")[2][:2] else "pytest.ini"
    known = learn([entry(path, setting), entry("shop/fixes.py", ""), entry("shop/other.py", "")])

    assert known.named == {"shop/fixes.py"}


def test_file_of_tests_is_told_by_the_tests_in_it_and_examples_by_their_text() -> None:
    text = ">>> f(1)\n2\n"
    known = learn([], frozenset({"checks/check_a.py", "a.py"}), frozenset({"a.py"}))
    of_tests = FileChange(path="checks/check_a.py", before=None, after=entry("x", ""))
    beside = FileChange(path="a.py", before=entry("a.py", text), after=entry("a.py", text + "\nx"))
    in_it = FileChange(path="a.py", before=entry("a.py", text), after=entry("a.py", text[:-2]))

    flagged = [[flag.kind for flag in scan([one], known)] for one in (of_tests, beside, in_it)]

    assert flagged[0] == [FlagKind.INFRASTRUCTURE]
    assert FlagKind.INFRASTRUCTURE not in flagged[1]
    assert FlagKind.INFRASTRUCTURE in flagged[2]
