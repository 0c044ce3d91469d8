"""A test that is added to the commits of a history."""

from __future__ import annotations

from pathlib import Path

from sandbox.history import open_history
from sandbox.models import Run
from sandbox.records import MODE_FILE, FileEntry
from sandbox.services import Job
from sandbox.verdicts.records import Outcome
from sandbox.verification import Reproduction
from tests.sandbox.conftest import CALC, LIMITS, commit_all

TEST = "tests/test_new.py::test_mean"
TEXT = b"from calc import mean\n\n\ndef test_mean():\n    assert mean([2]) == 2\n"


def test_a_new_test_is_run_on_each_commit_that_is_asked_for(
    project: Path, any_backend: str, db: None
) -> None:
    (project / "calc.py").write_text(CALC.replace("(len(values) + 1)", "len(values)"))
    commit_all(project)
    (project / "calc.py").unlink()
    commit_all(project)
    file = FileEntry(path="tests/test_new.py", mode=MODE_FILE, content=TEXT)
    reproduction = Reproduction(test_ids=[TEST], files=[file])

    job = Job(project=project, limits=LIMITS, backend=any_backend)
    with open_history(job=job, reproduction=reproduction) as history:
        gone, repaired, base = history.checkout.list_commits(9)
        reports = [history.run(commit.id) for commit in (gone, repaired, base)]

    assert list(reports[0].broken) == ["tests/test_new.py"]
    assert reports[1].passes(TEST)
    assert list(reports[1].tests) == [TEST]
    assert reports[2].tests[TEST].outcome is Outcome.FAILED
    assert Run.objects.get().details == {"commits run": 3}


def test_a_commit_from_before_there_was_a_runner_is_not_run(
    project: Path, any_backend: str, db: None
) -> None:
    file = FileEntry(path="app/new.test.ts", mode=MODE_FILE, content=b'test("is new", () => {});')
    reproduction = Reproduction(test_ids=["app/new.test.ts > is new"], files=[file])

    job = Job(project=project, limits=LIMITS, backend=any_backend)
    with open_history(job=job, reproduction=reproduction) as history:
        report = history.run(history.checkout.commit)

    assert report.faults == ["Nothing on this commit runs the test."]
    assert Run.objects.get().details == {"commits run": 0}
