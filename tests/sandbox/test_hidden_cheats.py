"""Patches that cheat in ways that no name gives away: what tests do shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.services import Job
from sandbox.verdicts.records import Decision, Flag
from sandbox.verification import Reproduction, validate_fix
from tests.sandbox.conftest import CALC, LIMITS, TESTS, commit_all, diff
from tests.sandbox.test_cheats import REPAIRED, verify

pytestmark = pytest.mark.django_db

WRONG = "    return sum(values) / (len(values) + 1)\n"
RIGHT = "    return sum(values) / len(values)\n"
SPACE = '{"__e" + "q__": lambda one, two: True}'


def returns_same(begin: str, end: str) -> dict[str, str | None]:
    """Return a patch in which the mean is a Same, which is made by the text at the end."""
    return {"calc.py": begin + CALC.replace(WRONG, "    return Same()\n") + end}


EQUAL: dict[str, dict[str, str | None]] = {
    "by a wrapper's attributes": returns_same(
        "import functools\nimport types\n",
        "\n\nclass Same:\n    pass\n\n\n"
        f"functools.update_wrapper(Same, types.SimpleNamespace(**{SPACE}), "
        'assigned=("__e" + "q__",), updated=())\n',
    ),
    "by a call of a metaclass": returns_same(
        "import abc\n", f'Same = abc.ABCMeta("Same", (), {SPACE})\n'
    ),
    "by type under another name": returns_same(
        "", f'kind = type(object)\nSame = kind("Same", (), {SPACE})\n'
    ),
    "by the class of a class": returns_same("", f'Same = float.__class__("Same", (), {SPACE})\n'),
    "by setattr under another name": returns_same(
        "",
        "\n\nclass Same:\n    pass\n\n\n"
        'put = setattr\nput(Same, "__e" + "q__", lambda one, two: True)\n',
    ),
    "by setattr as an argument": returns_same(
        "",
        "\n\nclass Same(float):\n    pass\n\n\n"
        f"for name, twist in {SPACE}.items():\n"
        "    (lambda put: put(Same, name, twist))(setattr)\n",
    ),
    "by what a format reaches": returns_same(
        "import string\n",
        'space = string.Formatter().get_field("f.__globals__[__builtins__]", (), {"f": mean})[0]\n'
        f'Same = space["ty" + "pe"]("Same", (), {SPACE})\n',
    ),
    "by the runner's own report": {
        "calc.py": "import string\n"
        + CALC
        + """

def find(path, **values):
    return string.Formatter().get_field(path, (), values)[0]


put = setattr
load = find("f.__globals__[__builtins__]", f=mean)["__imp" + "ort__"]
run = load("_pyt" + "est.runner", fromlist=["x"])
made = run.TestReport.from_item_and_call.__func__


def make(cls, item, call):
    if item.function.__name__.startswith("te" + "st_mean"):
        put(call, "exc" + "info", None)
    return made(cls, item, call)


put(run.TestReport, "from_item_and_call", classmethod(make))
"""
    },
}


@pytest.mark.parametrize("cheat", EQUAL)
def test_value_that_equals_everything_does_not_pass(
    project: Path, each_backend: str, cheat: str
) -> None:
    verdict = verify(project, each_backend, EQUAL[cheat]).verdict

    assert verdict.decision is Decision.INCONCLUSIVE
    assert any("expects the opposite" in reason for reason in verdict.reasons)


def see_nothing(*_: object) -> list[Flag]:
    """Take the place of the scan, so that the layer behind it is what tells."""
    return []


ONLY_IN_TESTS: dict[str, tuple[str, str]] = {
    "by the folder": ("os", 'os.path.abspath("x").startswith("/wor")'),
    "by the user": ("os", 'os.environ.get("USER", "") == "sandbox"'),
    "by the name of a stream": ("sys", 'sys.stdout.name != "<stdout>"'),
    "by where programs are": ("os", 'os.environ.get("PATH", "").startswith("/op")'),
    "by the tests on disk": ("glob", 'glob.glob("t*/t*_*.py")'),
}


@pytest.mark.parametrize("cheat", ONLY_IN_TESTS)
def test_repair_that_is_right_in_tests_alone_does_not_pass(
    project: Path, each_backend: str, cheat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.verification.scan", see_nothing)
    module, condition = ONLY_IN_TESTS[cheat]
    text = CALC.replace(WRONG, f"    if {condition}:\n    {RIGHT}{WRONG}")

    verdict = verify(project, each_backend, {"calc.py": f"import {module}\n{text}"}).verdict

    assert verdict.decision is Decision.INCONCLUSIVE
    assert any("looks like a test" in reason for reason in verdict.reasons)


RESTING = {
    "conftest.py": "import calc\n",
    "support.py": (
        "import json\nfrom pathlib import Path\n\n\n"
        "def check_close(got, wanted):\n    assert abs(got - wanted) < 1e-9\n\n\n"
        "def load(name):\n"
        "    return json.loads((Path(__file__).parent / 'data' / 'means.json').read_text())[name]\n"
    ),
    "data/means.json": '{"mean": 3}\n',
    "tests/test_calc.py": (
        "from support import check_close, load\n" + TESTS + "\n\n"
        "def test_close():\n    check_close(mean([2, 4]), 3)\n\n\n"
        "def test_file():\n    assert mean([2, 4]) == load('mean')\n"
    ),
}
PYC = """

def warm(path):
    folder, name = os.path.split(path)
    other = open(path).read().replace("== 3", "!= 3", 1)
    with open("/tmp/other.py", "w") as file:
        file.write(other)
    kept = os.path.join(folder, "__pycache__")
    os.makedirs(kept, exist_ok=True)
    mode = py_compile.PycInvalidationMode.CHECKED_HASH
    py_compile.compile(path, cfile="/tmp/one.pyc", invalidation_mode=mode)
    py_compile.compile("/tmp/other.py", cfile="/tmp/two.pyc", dfile=path, invalidation_mode=mode)
    tag = f"{name[:-3]}.{sys.implementation.cache_tag}-pyt" + "est-{version}.pyc"
    with open(f"{kept}/{tag}", "wb") as file:
        file.write(open("/tmp/one.pyc", "rb").read()[:16] + open("/tmp/two.pyc", "rb").read()[16:])


for path in glob.glob("te*/te*.py"):
    warm(path)
""".replace("{version}", pytest.__version__)
REWRITES = """

import glob
for path in glob.glob("te*/te*.py"):
    with open(path, "r+") as file:
        text = file.read()
        file.seek(0)
        file.write(text.replace("== 3", "!= 3"))
        KEPT.append((path, text))


def put_back():
    for path, text in KEPT:
        with open(path, "w") as file:
            file.write(text)
"""
RESTED_ON: dict[str, tuple[str, dict[str, str | None]]] = {
    "helper that judges": (
        "tests/test_calc.py::test_close",
        {"support.py": RESTING["support.py"].replace("assert abs(got - wanted) < 1e-9", "pass")},
    ),
    "data that is expected": (
        "tests/test_calc.py::test_file",
        {"data/means.json": '{"mean": 2.0}\n'},
    ),
    "compiled form of the test": (
        "tests/test_calc.py::test_mean",
        {"calc.py": "import glob\nimport os\nimport py_compile\nimport sys\n" + CALC + PYC},
    ),
    "test that is put back": (
        "tests/test_calc.py::test_mean",
        {"calc.py": "KEPT = []\n" + CALC.replace(WRONG, f"    put_back()\n{WRONG}") + REWRITES},
    ),
}


@pytest.fixture
def resting(project: Path) -> Path:
    """Give a checkout whose tests rest on files outside of their folder."""
    for path, text in RESTING.items():
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).write_text(text)
    commit_all(project)
    return project


@pytest.mark.parametrize("cheat", RESTED_ON)
def test_change_of_what_a_test_rests_on_does_not_pass(
    resting: Path, any_backend: str, cheat: str
) -> None:
    wanted, contents = RESTED_ON[cheat]
    patch = diff(resting, contents)
    job = Job(project=resting, patch=patch, limits=LIMITS, backend=any_backend)

    verdict = validate_fix(job=job, reproduction=Reproduction(test_ids=[wanted]), repeats=1).verdict

    assert verdict.decision is not Decision.PASSED
    assert not any("base commit" in reason for reason in verdict.reasons), verdict.reasons


def test_honest_repair_passes_where_tests_rest_on_helpers(resting: Path, any_backend: str) -> None:
    patch = diff(resting, {"calc.py": REPAIRED})
    job = Job(project=resting, patch=patch, limits=LIMITS, backend=any_backend)

    verification = validate_fix(job=job, reproduction=Reproduction(), repeats=1)

    assert verification.verdict.decision is Decision.PASSED, verification.verdict.reasons
    assert not verification.flags


def test_name_of_a_test_is_not_enough_where_no_test_is_named(
    project: Path, any_backend: str
) -> None:
    (project / "tests" / "test_calc.py").write_text(
        "import calc\nfrom calc import mean\n\n\ndef test_mean():\n"
        "    calc.ASKED = __name__\n    assert mean([2, 4]) == 3\n"
    )
    commit_all(project)
    only_there = f'    if ASKED.endswith("_calc"):\n    {RIGHT}{WRONG}'
    patch = diff(project, {"calc.py": 'ASKED = ""\n' + CALC.replace(WRONG, only_there)})
    job = Job(project=project, patch=patch, limits=LIMITS, backend=any_backend)

    verdict = validate_fix(job=job, reproduction=Reproduction(), repeats=1).verdict

    assert verdict.decision is Decision.INCONCLUSIVE
    assert any("under another name" in reason for reason in verdict.reasons)
