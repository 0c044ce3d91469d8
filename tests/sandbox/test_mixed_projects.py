"""Projects with tests in Python and in TypeScript: each runner has the packages of its language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from sandbox.checkout import open_checkout
from sandbox.exceptions import BuildFailed
from sandbox.line_coverage import cover_lines
from sandbox.records import Language
from sandbox.services import Job, read_spec
from sandbox.verification import run_tests
from tests.sandbox.conftest import CALC, LIMITS, commit_all
from tests.sandbox.conftest import TESTS as PYTHON_TESTS
from tests.sandbox.test_scripts import LIMITS as SCRIPT_LIMITS
from tests.sandbox.test_scripts import LOCK, PRICE, TESTS, VERSIONS

NOBODY = "http://127.0.0.1:9/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Give a project with a back end and a front end, each with its tests."""
    manifest = {"name": "shop", "version": "1.0.0", "scripts": {"test": "vitest"}}
    files = {
        "calc.py": CALC,
        "tests/test_calc.py": PYTHON_TESTS,
        "pytest.ini": "[pytest]\npythonpath = .\n",
        "package.json": json.dumps({**manifest, "devDependencies": VERSIONS}),
        "package-lock.json": LOCK.read_text(),
        "src/price.ts": PRICE,
        "src/price.test.ts": TESTS,
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    commit_all(tmp_path)
    return tmp_path


def test_tests_in_python_need_nothing_of_npm(
    mixed: Path, any_backend: str, settings: Settings
) -> None:
    settings.SANDBOX_NPM_REGISTRY_URL = NOBODY
    job = Job(project=mixed, limits=LIMITS, backend=any_backend)

    report = run_tests(job=job)

    assert report.passes("tests/test_calc.py::test_total")
    assert cover_lines(job=job).lines


def test_tests_in_typescript_say_that_npm_cannot_be_reached(
    mixed: Path, any_backend: str, settings: Settings
) -> None:
    settings.SANDBOX_NPM_REGISTRY_URL = NOBODY
    job = Job(project=mixed, limits=SCRIPT_LIMITS, backend=any_backend)

    with pytest.raises(BuildFailed, match=f"(?s)npm installs, could not .*{NOBODY}"):
        run_tests(job=job, like=["src/price.test.ts > prices > adds up lines"])


def test_like_a_test_in_typescript_all_of_these_run_and_no_others(
    mixed: Path, any_backend: str
) -> None:
    job = Job(project=mixed, limits=SCRIPT_LIMITS, backend=any_backend)

    report = run_tests(job=job, like=["src/price.test.ts > prices > adds up lines"])

    assert set(report.tests) == {
        "src/price.test.ts > prices > adds up lines",
        "src/price.test.ts > prices > adds up nothing",
    }


def test_a_command_has_the_packages_of_all_languages(mixed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "git"
    folder.mkdir()
    checkout = open_checkout(mixed, "HEAD", folder)

    assert read_spec(checkout).languages == set(Language)
