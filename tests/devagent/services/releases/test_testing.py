"""The tests of a release are those that its fix was tested with."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from devagent.models import Release
from devagent.services.projects import add_project
from devagent.services.releases.testing import test_in_sandbox as run_tests_of
from devagent.services.releases.work import Surroundings, Work
from tests.devagent.conftest import commit
from tests.devagent.services.releases.conftest import NOW
from tests.devagent.services.repairs.rows import make_run
from tests.sandbox.conftest import any_backend  # noqa: F401
from tests.sandbox.test_mixed_projects import mixed  # noqa: F401

PYTHON_TEST, SCRIPT_TEST = "tests/test_calc.py::test_mean", "src/price.test.ts > prices > adds up"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wanted", "said"),
    [(PYTHON_TEST, "2 of 3 tests passed."), (SCRIPT_TEST, "1 of 2 tests passed.")],
)
def test_where_a_project_has_several_runners_it_is_that_of_the_fix(
    mixed: Path,  # noqa: F811
    any_backend: str,  # noqa: F811
    settings: Settings,
    wanted: str,
    said: str,
) -> None:
    settings.SANDBOX = any_backend
    head = commit(mixed, {"tests/test_more.py": "def test_more(): pass\n"})
    project = add_project(name="shop", path=mixed)
    run = make_run(project)
    run.test_ids = [wanted]
    run.save()
    release = Release.objects.create(
        project=project, run=run, number=1, base_commit=head, commit=head, begun_at=NOW
    )

    assert run_tests_of(Work(release, Surroundings())) == said
