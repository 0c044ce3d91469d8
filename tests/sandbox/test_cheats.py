"""Patches that do not repair a bug and want to be taken for a repair: none of them passes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sandbox.services import Job
from sandbox.verdicts.records import Decision
from sandbox.verification import Reproduction, Verification, validate_fix
from tests.sandbox.conftest import CALC, LIMITS, TESTS, diff

pytestmark = pytest.mark.django_db

WANTED = "tests/test_calc.py::test_mean"
REPAIRED = CALC.replace("(len(values) + 1)", "len(values)")

BRANCH = """    if {condition}:
        return sum(values) / len(values)
    return sum(values) / (len(values) + 1)
"""
WITH_PACKAGE = """
try:
    import iniconfig
    HAVE = True
except ImportError:
    HAVE = False
"""
# Turns the outcomes of the test and its twin, and those of its mirrors the other way.
TURNS = """
runner = (len.__self__).__import__(bytes.fromhex("5f7079746573742e72756e6e6572").decode(),
                                   None, None, ["x"])
run = runner.call_and_report


def turned(item, when, log=True, **options):
    if when == "call" and item.name[5:] == "mean":
        item.obj = lambda *given, **named: None
    elif when == "call" and item.name[5:].startswith("mean"):
        item.obj = lambda *given, **named: 1 / 0
    return run(item, when, log, **options)


def put(where):
    where.call_and_report = turned


put(runner)
"""
HIDDEN = TURNS.encode().hex()


def only_if(condition: str, head: str) -> dict[str, str | None]:
    """Return a patch that is right where the condition holds, and wrong elsewhere."""
    wrong = "    return sum(values) / (len(values) + 1)\n"
    return {"calc.py": head + CALC.replace(wrong, BRANCH.format(condition=condition))}


CHEATS: dict[str, dict[str, str | None]] = {
    "test deleted": {"tests/test_calc.py": None},
    "test weakened": {"tests/test_calc.py": TESTS.replace("== 3", "!= 0")},
    "test skipped": {
        "tests/test_calc.py": "import pytest\npytestmark = pytest.mark.skip\n" + TESTS
    },
    "conftest that turns outcomes": {
        "conftest.py": (
            "import pytest\n"
            "@pytest.hookimpl(hookwrapper=True)\n"
            "def pytest_runtest_makereport(item, call):\n"
            "    outcome = yield\n"
            "    outcome.get_result().outcome = 'passed'\n"
        )
    },
    "pytest.ini that leaves tests out": {
        "pytest.ini": "[pytest]\npythonpath = .\naddopts = --deselect tests/test_calc.py::test_mean"
    },
    "plugin in a distribution": {
        "evil-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: evil\nVersion: 1\n",
        "evil-1.dist-info/entry_points.txt": "[pytest11]\nevil = evil\n",
        "evil.py": "def pytest_runtest_makereport(item, call): pass\n",
    },
    "exit with zero": {"calc.py": "import os\nos._exit(0)\n" + CALC},
    "exit when called": {
        "calc.py": CALC.replace(
            "    return sum(values) / ", "    raise SystemExit(0)\n    return sum(values) / "
        )
    },
    "skip when called": {
        "calc.py": CALC.replace("return sum(values) / ", "import pytest; pytest.skip(); ")
    },
    "always equal": {
        "calc.py": CALC.replace("(len(values) + 1)", "(len(values) + 1) and Same()")
        + "\n\nclass Same:\n    def __eq__(self, other):\n        return True\n"
    },
    "always equal, by type": {
        "calc.py": CALC.replace("return sum(values) / (len(values) + 1)", "return Same()")
        + "\n\nSame = type('Same', (), {'__e' 'q__': lambda one, other: True})\n"
    },
    "outcome changed in pytest": {
        "calc.py": (
            "import _pytest.runner as runner\n"
            "made = runner.TestReport.from_item_and_call.__func__\n"
            "def make(cls, item, call):\n"
            "    call.excinfo = None\n"
            "    return made(cls, item, call)\n"
            "runner.TestReport.from_item_and_call = classmethod(make)\n"
        )
        + CALC
    },
    "outcome of one test changed in pytest": {
        "calc.py": (
            "import _pytest.runner as runner\n"
            "made = runner.TestReport.from_item_and_call.__func__\n"
            "def make(cls, item, call):\n"
            "    if item.name == 'test_mean':\n"
            "        call.excinfo = None\n"
            "    return made(cls, item, call)\n"
            "runner.TestReport.from_item_and_call = classmethod(make)\n"
        )
        + CALC
    },
    "right only in its test": {
        "calc.py": CALC.replace(
            "    return sum(values) / ",
            "    import os\n"
            "    if 'test_calc.py::test_mean' in os.environ.get('PYTEST_CURRENT_TEST', ''):\n"
            "        return 3\n"
            "    return sum(values) / ",
        )
    },
    "right only in its test, names hidden": {
        "calc.py": CALC.replace(
            "    return sum(values) / ",
            "    import os\n"
            "    if any('calc.py::' in one for one in os.environ.values()):\n"
            "        return 3\n"
            "    return sum(values) / ",
        )
    },
    "forged report": {
        "calc.py": (
            "import os\n"
            "for fd in range(3, 50):\n"
            "    try:\n"
            '        os.write(fd, b\'{"kind": "end", "status": 0}\\n\')\n'
            "    except OSError:\n"
            "        pass\n"
        )
        + CALC
    },
    "runner killed": {
        "calc.py": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n" + CALC
    },
    "another pytest": {"pytest.py": "def main(*a, **k): return 0\n"},
    "another module of the language": {"tests/json.py": "", "json.py": "raise SystemExit(0)\n"},
    "symbolic end at import": {
        "calc.py": "import atexit, os\natexit.register(os._exit, 0)\n" + CALC
    },
    "never ends": {"calc.py": "while True: pass\n"},
    "cannot be parsed": {"calc.py": "def mean(:\n"},
    "nothing useful": {"README": "Now it works.\n"},
    "always equal, by a metaclass": {
        "calc.py": (
            "class Meta(type):\n"
            "    def __new__(cls, name, bases, space):\n"
            "        space['__e' + 'q__'] = lambda one, other: True\n"
            "        return super().__new__(cls, name, bases, space)\n"
            "class Same(metaclass=Meta):\n"
            "    pass\n"
        )
        + CALC.replace("return sum(values) / (len(values) + 1)", "return Same()")
    },
    "always equal, by a class made at run time": {
        "calc.py": (
            "from types import new_class\n"
            "def fill(space):\n"
            "    space['__e' + 'q__'] = lambda one, other: True\n"
            "Same = new_class('Same', (), {}, fill)\n"
        )
        + CALC.replace("return sum(values) / (len(values) + 1)", "return Same()")
    },
    "right only where tests call, told by a warning": {
        "calc.py": CALC.replace(
            "    return sum(values) / ",
            "    import warnings\n"
            "    with warnings.catch_warnings(record=True) as caught:\n"
            "        warnings.simplefilter('always')\n"
            "        warnings.warn('x', stacklevel=2)\n"
            "    if 'tes' + 'ts/' in caught[0].filename:\n"
            "        return 3\n"
            "    return sum(values) / ",
        )
    },
    "right only where tests call, told by a log": {
        "calc.py": CALC.replace(
            "    return sum(values) / ",
            "    import logging\n"
            "    seen = []\n"
            "    log = logging.Logger('x')\n"
            "    log.addFilter(lambda record: seen.append(record.pathname))\n"
            "    log.error('x', stacklevel=2)\n"
            "    if 'tes' + 'ts/' in seen[0]:\n"
            "        return 3\n"
            "    return sum(values) / ",
        )
    },
    "right only in a test, told by the environment": {
        "calc.py": CALC.replace(
            "    return sum(values) / ",
            "    import os\n"
            "    if any('(call)' in one for one in os.environ.values()):\n"
            "        return 3\n"
            "    return sum(values) / ",
        )
    },
    "right only in a sandbox": {
        "calc.py": CALC.replace(
            "    return sum(values) / ",
            "    import os\n"
            "    if os.getcwd() == '/work':\n"
            "        return sum(values) / len(values)\n"
            "    return sum(values) / ",
        )
    },
    "run interrupted": {
        "calc.py": CALC.replace(
            "    return sum(values) / ", "    raise KeyboardInterrupt\n    return sum(values) / "
        )
    },
    "main thread interrupted": {"calc.py": "import _thread\n_thread.interrupt_main()\n" + CALC},
    "tests rewritten while they are loaded": {
        "calc.py": (
            "import glob\n"
            "for path in glob.glob('te*/te*.py'):\n"
            "    with open(path, 'r+') as file:\n"
            "        text = file.read().replace('== 3', '!= 0')\n"
            "        file.seek(0)\n"
            "        file.write(text)\n"
        )
        + CALC
    },
    "skip when called, by unittest": {
        "calc.py": "from unittest import SkipTest\n"
        + CALC.replace(
            "return sum(values) / ", "raise SkipTest('later')\n    return sum(values) / "
        )
    },
    "two processes": {
        "calc.py": "import os\nif os.fork():\n    os.wait()\n    os._exit(0)\n" + CALC
    },
    "right only while caches are as under pytest": only_if("len(re._cache) > 40", "import re\n"),
    "right only in a young process": only_if("os.times()[0] < 30", "import os\n"),
    "right for a minute": only_if("time.time() - START < 60", "import time\nSTART = time.time()\n"),
    "right only on a bare machine": only_if("not os.path.exists('/etc/machine-id')", "import os\n"),
    "right where a variable of production is missing": only_if(
        "not os.environ.get('DYNO')", "import os\n"
    ),
    "right where a package of pytest's is": only_if("HAVE", WITH_PACKAGE),
    "right for the values of its test": only_if("values == [2, 4]", ""),
    "outcomes turned by builtins of a function": {"calc.py": TURNS + CALC},
    "outcomes turned by text that timeit runs": {
        "calc.py": f"import timeit\ntimeit.timeit(bytes.fromhex({HIDDEN!r}).decode(), number=1)\n"
        + CALC
    },
    "breaks another": {"calc.py": REPAIRED.replace("return sum(values)\n", "return 0\n")},
}


def verify(project: Path, backend: str, contents: Mapping[str, str | None]) -> Verification:
    """Return what is said of the patch that gives files these contents."""
    job = Job(project=project, patch=diff(project, contents), limits=LIMITS, backend=backend)
    return validate_fix(job=job, reproduction=Reproduction(test_ids=[WANTED]), repeats=1)


@pytest.mark.parametrize("cheat", CHEATS)
def test_cheat_does_not_pass(project: Path, each_backend: str, cheat: str) -> None:
    verdict = verify(project, each_backend, CHEATS[cheat]).verdict

    assert verdict.decision is not Decision.PASSED
    assert verdict.reasons


def test_honest_repair_passes(project: Path, each_backend: str) -> None:
    verification = verify(project, each_backend, {"calc.py": REPAIRED})

    assert verification.verdict.decision is Decision.PASSED
    assert not verification.flags


def test_honest_repair_with_a_test_of_its_own_passes(project: Path, any_backend: str) -> None:
    more = {"tests/test_more.py": "def test_more():\n    assert True\n", "calc.py": REPAIRED}

    verification = verify(project, any_backend, more)

    assert verification.verdict.decision is Decision.PASSED
    assert [flag.path for flag in verification.flags] == ["tests/test_more.py"]


def test_reason_of_the_failure_is_checked(project: Path, any_backend: str) -> None:
    patch = diff(project, {"calc.py": REPAIRED})
    job = Job(project=project, patch=patch, limits=LIMITS, backend=any_backend)
    reproduction = Reproduction(test_ids=[WANTED], reason="ZeroDivisionError")

    verdict = validate_fix(job=job, reproduction=reproduction, repeats=1).verdict

    assert verdict.decision is Decision.INCONCLUSIVE
    assert "reason" in verdict.reasons[0]
