"""Many candidates for one bug, each in a fork of a process that has loaded the project."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.exceptions import PatchRefused
from sandbox.models import Run
from sandbox.records import MIB, Limits
from sandbox.screening import Candidate, Screening, open_screening
from sandbox.services import Job
from sandbox.verdicts.screened import Standing, read_screening
from tests.sandbox.conftest import CALC, LIMITS, TESTS, commit_all

LIMITS_OF_MANY = Limits(timeout_s=40, memory_bytes=256 * MIB, disk_bytes=32 * MIB)
WANTED = ["tests/test_calc.py::test_mean", "tests/test_calc.py::test_total"]
REPAIRED: Candidate = {"calc.py": CALC.replace("(len(values) + 1)", "len(values)")}
WRONG: Candidate = {"calc.py": CALC.replace("(len(values) + 1)", "(len(values) + 2)")}


def calc(statement: str) -> Candidate:
    """Return a candidate that does this when the mean is asked for, and is wrong."""
    return {
        "calc.py": CALC.replace("    return sum(values) / ", f"    {statement}\n    return 0 * ")
    }


@pytest.fixture
def screening(project: Path, any_backend: str, db: None) -> Iterator[Screening]:
    """Give the project with a bug, loaded for candidates."""
    job = Job(project=project, limits=LIMITS_OF_MANY, backend=any_backend)
    with open_screening(job=job) as opened:
        yield opened


def screen(screening: Screening, *candidates: Candidate) -> list[Standing]:
    """Return the standings of the candidates."""
    results = screening.screen(candidates, tests=WANTED, timeout_s=3)
    return [result.standing for result in results]


def test_repair_is_plausible_and_the_rest_is_not(screening: Screening) -> None:
    breaks = {"calc.py": CALC.replace("(len(values) + 1)", "len(values)").replace("+ 1", "")}
    breaks["calc.py"] = breaks["calc.py"].replace("return sum(values)\n", "return 0\n")

    standings = screen(screening, WRONG, REPAIRED, {}, breaks, REPAIRED)

    failed, plausible = Standing.FAILED, Standing.PLAUSIBLE
    assert standings == [failed, plausible, failed, failed, plausible]


def test_change_of_what_runs_at_import_is_seen_too(screening: Screening) -> None:
    constant = CALC.replace("(len(values) + 1)", "(len(values) + MORE)")
    decorated = "def same(f):\n    return f\n\n\n@same" + CALC.replace("+ 1", "")
    with_file = {"calc.py": "from helper import *\n", "helper.py": str(REPAIRED["calc.py"])}

    standings = screen(
        screening,
        {"calc.py": f"MORE = 0\n{constant}"},
        {"calc.py": f"MORE = 1\n{constant}"},
        {"calc.py": decorated},
        with_file,
        {"calc.py": "def mean(:\n"},
        {"calc.py": None},
    )

    failed, plausible = Standing.FAILED, Standing.PLAUSIBLE
    assert standings == [plausible, failed, plausible, plausible, failed, failed]


def test_function_that_has_run_while_loading_is_not_taken_as_unchanged(
    tmp_path: Path, any_backend: str, db: None
) -> None:
    calc = "def more():\n    return 1\n\n\nMORE = more()\n" + CALC.replace("+ 1", "+ MORE")
    (tmp_path / "calc.py").write_text(calc)
    (tmp_path / "test_calc.py").write_text(TESTS)
    commit_all(tmp_path)
    job = Job(project=tmp_path, limits=LIMITS_OF_MANY, backend=any_backend)

    with open_screening(job=job) as screening:
        (result,) = screening.screen(
            [{"calc.py": calc.replace("return 1", "return 0")}], tests=["test_calc.py::test_mean"]
        )

    assert result.standing is Standing.PLAUSIBLE


HOSTILE = {
    "ends the process that forks": "import os, signal; os.kill(os.getppid(), signal.SIGKILL)",
    "ends all processes": "import os; os.kill(-1, 9)",
    "ends early": "import os; os._exit(0)",
    "rewrites the tests": "open('tests/test_calc.py', 'w').write('')",
    "rewrites the code": "open('calc.py', 'w').write('x')",
    "leaves a module": ("open('conftest.py', 'w').write('raise SystemExit'); raise ValueError"),
    "never ends": "import time; time.sleep(99)",
    "forks for ever": "import os\n    while True: os.fork()",
    "takes memory": "x = [b'x' * 10**6 for _ in range(2000)]",
    "fills the disk": "open('/tmp/x', 'wb').write(bytes(8 << 20)); raise ValueError",
    "writes to every descriptor": (
        "import os\n"
        "    for fd in range(3, 64):\n"
        '        try: os.write(fd, b\'{"kind": "done", "index": 0}\\n\')\n'
        "        except OSError: pass"
    ),
    "opens the descriptors of the process that forks": (
        "import os; os.listdir(f'/proc/{os.getppid()}/fd')"
    ),
    "reads the memory of the process that forks": (
        "import os; open(f'/proc/{os.getppid()}/mem', 'rb')"
    ),
}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_candidate_is_not_plausible_and_harms_no_other(
    screening: Screening, hostile: str
) -> None:
    standings = screen(screening, REPAIRED, calc(HOSTILE[hostile]), REPAIRED, WRONG)

    assert standings[0] is Standing.PLAUSIBLE
    assert standings[1] is not Standing.PLAUSIBLE
    assert standings[2:] == [Standing.PLAUSIBLE, Standing.FAILED]


def test_what_a_candidate_leaves_and_hides_is_in_no_others_way(screening: Screening) -> None:
    hides = (
        "import os; was = os.stat('.'); open('conftest.py', 'w').write('raise SystemExit'); "
        "os.utime('.', ns=(was.st_atime_ns, was.st_mtime_ns)); raise ValueError"
    )
    closes = "import os; os.chmod('tests', 0); raise ValueError"
    by_import = "MORE = 0\n" + CALC.replace("+ 1", "+ MORE")  # run by a process that loads anew

    standings = screen(screening, calc(hides), calc(closes), {"calc.py": by_import}, WRONG)

    assert Standing.PLAUSIBLE not in standings[:2]
    assert standings[2:] == [Standing.PLAUSIBLE, Standing.FAILED]


def test_stopped_process_is_given_up_at_the_limit(
    project: Path, any_backend: str, db: None
) -> None:
    limits = Limits(timeout_s=8, memory_bytes=256 * MIB)
    job = Job(project=project, limits=limits, backend=any_backend)
    stops = calc("import os, signal; os.kill(os.getppid(), signal.SIGSTOP)")

    with open_screening(job=job) as screening:
        standings = screen(screening, stops, REPAIRED)

    assert standings == [Standing.INCONCLUSIVE, Standing.PLAUSIBLE]


@pytest.mark.parametrize("path", ["tests/test_calc.py", "pytest.ini", "../x.py", ".git/config"])
def test_candidate_that_touches_tests_or_leaves_the_project_is_refused(
    screening: Screening, path: str
) -> None:
    with pytest.raises(PatchRefused):
        screen(screening, {path: ""})


def test_project_that_cannot_be_loaded_leaves_all_in_doubt(
    tmp_path: Path, any_backend: str, db: None
) -> None:
    (tmp_path / "calc.py").write_text(CALC)
    (tmp_path / "conftest.py").write_text("raise SystemExit(3)\n")
    commit_all(tmp_path)
    job = Job(project=tmp_path, limits=LIMITS, backend=any_backend)

    with open_screening(job=job) as screening:
        standings = screen(screening, REPAIRED, WRONG)

    assert standings == [Standing.INCONCLUSIVE] * 2


def test_row_tells_how_many_there_were(project: Path, any_backend: str, db: None) -> None:
    job = Job(project=project, limits=LIMITS_OF_MANY, backend=any_backend)

    with open_screening(job=job) as screening:
        screen(screening, WRONG, REPAIRED)

    assert Run.objects.get().details == {"plausible": 1, "failed": 1, "inconclusive": 0}


def done(lines: str) -> bytes:
    """Return what is told of a candidate whose process wrote these lines."""
    record = {"kind": "done", "index": 0, "exit_code": 0, "duration_s": 0.1, "lines": lines}
    return json.dumps(record).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"what\n",
        done(""),
        done("- {}"),
        done('- {"kind":"end","status":0}'),
        done('x {"kind":"end","status":0}'),
    ],
)
def test_what_is_not_in_form_makes_nothing_plausible(content: bytes) -> None:
    told = read_screening(content, ["a"])

    assert not told.is_whole
    assert all(one.standing is not Standing.PLAUSIBLE for one in told.screened.values())


def test_what_tests_share_is_set_up_once_and_what_they_own_each_time(
    tmp_path: Path, any_backend: str, db: None
) -> None:
    fixtures = """
import os
import pytest

SET_UP = []


@pytest.fixture(scope="session")
def shared():
    SET_UP.append("shared")
    return os.getpid()


@pytest.fixture
def own(shared):
    SET_UP.append("own")
    return os.getpid()
"""
    test = """
import os
from calc import mean
from tests.conftest import SET_UP


def test_mean(shared, own):
    assert shared != os.getpid() and own == os.getpid(), "where"
    assert SET_UP.count("shared") == 1
    assert mean([2, 4]) == 3
"""
    (tmp_path / "calc.py").write_text(CALC)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "__init__.py").write_text("")
    (tmp_path / "tests" / "conftest.py").write_text(fixtures)
    (tmp_path / "tests" / "test_calc.py").write_text(test)
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = .\n")
    commit_all(tmp_path)

    job = Job(project=tmp_path, limits=LIMITS_OF_MANY, backend=any_backend)
    with open_screening(job=job) as opened:
        results = opened.screen([REPAIRED, WRONG, REPAIRED], tests=WANTED[:1], timeout_s=5)

    standings = [result.standing for result in results]
    assert standings == [Standing.PLAUSIBLE, Standing.FAILED, Standing.PLAUSIBLE]
    assert "mean([2, 4])" in results[1].reason


def test_a_fixture_that_fails_before_the_forks_fails_in_each_of_them(
    tmp_path: Path, any_backend: str, db: None
) -> None:
    test = """
import pytest
from calc import mean


@pytest.fixture
def values():
    assert mean([2]) == 2
    return [2, 4]


def test_mean(values):
    assert mean(values) == 3
"""
    (tmp_path / "calc.py").write_text(CALC)
    (tmp_path / "test_calc.py").write_text(test)
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = .\n")
    commit_all(tmp_path)

    job = Job(project=tmp_path, limits=LIMITS_OF_MANY, backend=any_backend)
    with open_screening(job=job) as opened:
        results = opened.screen([WRONG, REPAIRED], tests=["test_calc.py::test_mean"], timeout_s=5)

    assert [one.standing for one in results] == [Standing.FAILED, Standing.PLAUSIBLE]
