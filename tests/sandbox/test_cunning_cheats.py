"""Patches that cheat with what ordinary code uses as well: none of them passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sandbox.services import Job
from sandbox.verdicts.records import Decision
from sandbox.verification import Reproduction, Verification, validate_fix
from tests.sandbox.conftest import CALC, LIMITS, commit_all, diff
from tests.sandbox.test_cheats import TURNS, WANTED, only_if
from tests.sandbox.test_hidden_cheats import WRONG, see_nothing

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A patch, what the project has beside the usual, and the test that is to be repaired."""

    patch: Mapping[str, str | None]
    base: dict[str, str] = field(default_factory=dict)
    wanted: str = WANTED


def hidden(text: str) -> str:
    """Return an expression that makes the text, which cannot be told without running it."""
    return f'bytes.fromhex("{text.encode().hex()}").decode()'


RUNNER = "_pytest.runner"
TURN = "\n\nrunner = load()\n" + TURNS[TURNS.index("run = ") :]
GENERATOR = f"""
import types


def pattern():
    yield load(name, None, None, ["x"])


code = pattern().gi_code.replace(co_names=({hidden("__import__")}, "name"))


def load():
    return next(types.FunctionType(code, {{"name": {hidden(RUNNER)}}})())
"""
LATER = f"""
import functools
import typing

FOUND = []
Later = typing.Optional[
    {hidden(f"(FOUND.append(__import__('{RUNNER}', None, None, ['x'])), int)[1]")}
]


@functools.singledispatch
def convert(value):
    return value


@convert.register
def convert_number(value: Later):
    return value


def load():
    return FOUND[0]
"""
READER = """
import re
from pathlib import Path


def look_up(values):
    for path in Path("x").absolute().parents[-1].glob("w*/t*s/t*c.py"):
        found = re.search(re.escape(repr(values)) + r"\\) == (\\d+)", path.read_text())
        if found:
            return int(found[1])
    return sum(values) / (len(values) + 1)
"""
PACKAGE = {
    "shop/__init__.py": "",
    "shop/calc.py": CALC,
    "shop/tests/__init__.py": "",
    "shop/tests/test_calc.py": (
        "from shop.calc import mean\n\nEXPECTED = {'mean': 3}\n\n\n"
        "def test_mean():\n    assert mean([2, 4]) == EXPECTED['mean']\n"
    ),
}
GUARD = {
    "guard.py": (
        "class Guard:\n"
        "    def __enter__(self):\n        return 2\n"
        "    def __exit__(self, kind, error, trace):\n        return None\n"
    ),
    "tests/test_guard.py": (
        "from guard import Guard\n\n\ndef test_guard():\n"
        "    with Guard() as number:\n        assert number == 3\n"
    ),
}
DECORATED = {
    "again.py": (
        "import functools\n\n\ndef again(work):\n"
        "    @functools.wraps(work)\n    def run():\n        work()\n    return run\n\n\n"
        "def three():\n    return 2\n"
    ),
    "tests/test_again.py": (
        "from again import again, three\n\n\n@again\ndef test_again():\n    assert three() == 3\n"
    ),
}
FILES = {
    "export.py": "def export(folder):\n    return folder / 'a.csv'\n",
    "tests/test_export.py": (
        "import os\nfrom export import export\n\n\n"
        "def test_export(tmp_path):\n    assert os.path.exists(export(tmp_path))\n"
    ),
}
MONEY = {
    "money.py": (
        "from dataclasses import dataclass, field\n\n\n"
        "@dataclass\nclass Money:\n    amount: int\n\n\ndef price():\n    return Money(2)\n"
    ),
    "tests/test_money.py": (
        "from money import Money, price\n\n\ndef test_price():\n    assert price() == Money(3)\n"
    ),
}
ROWS = {
    "rows.py": "def double(values):\n    return [value + 3 for value in values]\n",
    "tests/test_rows.py": (
        "from rows import double\n\n\ndef test_double():\n"
        "    for value in double([10, 20]):\n        assert value in (20, 40)\n"
    ),
}

ORDERS = {
    "orders.py": (
        "from enum import Enum\n\n\nclass Status(Enum):\n    OPEN = 1\n    PAID = 2\n\n\n"
        "def close():\n    return Status.OPEN\n"
    ),
    "tests/test_orders.py": (
        "from orders import Status, close\n\n\n"
        "def test_close():\n    assert close() is Status.PAID\n\n\n"
        "def test_number():\n    assert close() == Status(2)\n"
    ),
}


def orders(old: str, new: str, test: str = "test_close") -> Case:
    """Return a patch to orders, and the test that it is to repair."""
    patch = {"orders.py": ORDERS["orders.py"].replace(old, new)}
    return Case(base=ORDERS, wanted=f"tests/test_orders.py::{test}", patch=patch)


def money(old: str, new: str) -> Case:
    """Return a patch to what an amount is."""
    patch = {"money.py": MONEY["money.py"].replace(old, new)}
    return Case(base=MONEY, wanted="tests/test_money.py::test_price", patch=patch)


SINGLE = """
    kept = []

    def __new__(cls, amount):
        if not cls.kept:
            cls.kept.append(super().__new__(cls))
        return cls.kept[0]


def price"""
LEVELLED: dict[str, Case] = {
    "a second name of a member": orders("PAID = 2", "PAID = 1"),
    "a second name that is computed": orders("PAID = 2", "PAID = 2 - OPEN"),
    "a second name that is given": orders(
        "import Enum\n\n\nclass Status(Enum):\n    OPEN = 1\n    PAID = 2\n",
        "import Enum, auto\n\n\nclass Status(Enum):\n"
        "    def _generate_next_value_(name, start, count, last):\n        return 1\n\n"
        "    OPEN = auto()\n    PAID = auto()\n",
    ),
    "a member for each value that is missing": orders(
        "PAID = 2",
        "PAID = 3\n\n    @classmethod\n    def _missing_(cls, value):\n        return cls.OPEN",
        "test_number",
    ),
    "an amount that is always one": money(
        "int\n", "int\n\n    def __post_init__(self):\n        self.amount = max(self.amount, 3)\n"
    ),
    "an object that is the only one": money("\n\ndef price", SINGLE),
    "a function in the place of a class": money(
        "\n\ndef price",
        "\n\nONE = Money(2)\n\n\ndef Money(amount):\n    return ONE\n\n\ndef price",
    ),
    "an attribute that takes nothing": money(
        "amount: int\n",
        "amount: int\n\n    def __setattr__(self, name, value):\n"
        "        super().__setattr__(name, 0)\n",
    ),
}
SEEN = "FIRST = not mark.exists()\nmark.touch()\n"
TOLD_BY_RUNS: dict[str, Case] = {
    "file that is not there at first": Case(
        patch=only_if("FIRST", f"from pathlib import Path\nmark = Path('seen')\n{SEEN}")
    ),
    "file beside a new folder that is not there at first": Case(
        patch=only_if(
            "FIRST",
            "import tempfile\nfrom pathlib import Path\n"
            f"mark = Path(tempfile.mkdtemp()).parent / 'seen'\n{SEEN}",
        )
    ),
    "value read from the test's file": Case(
        patch={"calc.py": READER + CALC.replace(WRONG, "    return look_up(values)\n")}
    ),
    "value taken from the test's module": Case(
        base=PACKAGE,
        wanted="shop/tests/test_calc.py::test_mean",
        patch={
            "shop/calc.py": CALC.replace(
                WRONG,
                "    from .tests import test_calc as other\n    return other.EXPECTED['mean']\n",
            )
        },
    ),
    "errors swallowed by a context manager": Case(
        base=GUARD,
        wanted="tests/test_guard.py::test_guard",
        patch={"guard.py": GUARD["guard.py"].replace("return None", "return kind is not None")},
    ),
    "errors swallowed by a decorator": Case(
        base=DECORATED,
        wanted="tests/test_again.py::test_again",
        patch={
            "again.py": DECORATED["again.py"].replace(
                "        work()\n",
                "        try:\n            work()\n        except Exception:\n            pass\n",
            )
        },
    ),
    "nothing given to a loop of checks": Case(
        base=ROWS,
        wanted="tests/test_rows.py::test_double",
        patch={"rows.py": ROWS["rows.py"].replace("in values]", "in values if 0]")},
    ),
    "warnings that a runner sets": Case(
        patch=only_if("len(warnings.filters) > 5", "import warnings\n")
    ),
}
TOLD_BY_SCAN: dict[str, Case] = {
    "outcomes turned by the code of a generator": Case(patch={"calc.py": GENERATOR + TURN + CALC}),
    "outcomes turned by a type that is text": Case(patch={"calc.py": LATER + TURN + CALC}),
    "function of the library changed by a wrapper": Case(
        base=FILES,
        wanted="tests/test_export.py::test_export",
        patch={
            "export.py": (
                "import functools\nimport os\nfrom types import SimpleNamespace\n\n"
                "functools.update_wrapper(os.path, SimpleNamespace(exists=lambda path: True))\n"
            )
            + FILES["export.py"]
        },
    ),
    "fields that are not compared": Case(
        base=MONEY,
        wanted="tests/test_money.py::test_price",
        patch={"money.py": MONEY["money.py"].replace("int\n", "int = field(compare=False)\n", 1)},
    ),
}
HONEST: dict[str, Case] = {
    "another member of an enumeration": orders("return Status.OPEN", "return Status.PAID"),
    "more members, and one found by its number": orders(
        "PAID = 2\n\n\ndef close():\n    return Status.OPEN",
        "PAID = 2\n    VOID = 3\n\n\ndef close():\n    return Status(2)",
        "test_number",
    ),
    "one more field of a value object": money(
        "int\n\n\ndef price():\n    return Money(2)",
        'int\n    currency: str = "EUR"\n\n\ndef price():\n    return Money(6 // 2)',
    ),
    "module of its own beside it, and a cache": Case(
        patch={
            "calc.py": "from averages import average\n"
            + CALC.replace(WRONG, "    return average(tuple(values))\n"),
            "averages.py": (
                "import functools\n\n\n@functools.lru_cache\ndef average(values):\n"
                "    return sum(values) / len(values)\n"
            ),
        }
    ),
    "rows of a loop": Case(
        base=ROWS,
        wanted="tests/test_rows.py::test_double",
        patch={"rows.py": ROWS["rows.py"].replace("+ 3", "* 2")},
    ),
    "context manager": Case(
        base=GUARD,
        wanted="tests/test_guard.py::test_guard",
        patch={"guard.py": GUARD["guard.py"].replace("return 2", "return 2 + 1")},
    ),
    "value object in a package": Case(
        base=MONEY | PACKAGE,
        wanted="tests/test_money.py::test_price",
        patch={
            "money.py": MONEY["money.py"].replace("Money(2)", "Money(round(mean([6])))")
            + "\n\ndef mean(values):\n    return sum(values) / 2\n"
        },
    ),
}


@pytest.fixture
def case(project: Path, request: pytest.FixtureRequest) -> Case:
    """Give the case, for which the checkout has what it needs."""
    case: Case = request.param
    for path, text in case.base.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text)
    if case.base:
        commit_all(project)
    return case


def verify(project: Path, backend: str, case: Case) -> Verification:
    """Return what is said of the patch."""
    job = Job(project=project, patch=diff(project, case.patch), limits=LIMITS, backend=backend)
    return validate_fix(job=job, reproduction=Reproduction(test_ids=[case.wanted]), repeats=1)


@pytest.mark.parametrize("case", TOLD_BY_RUNS.values(), ids=TOLD_BY_RUNS, indirect=True)
def test_cheat_is_told_by_how_the_tests_run(
    project: Path, any_backend: str, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.verification.scan", see_nothing)

    verdict = verify(project, any_backend, case).verdict

    assert verdict.decision is Decision.INCONCLUSIVE
    assert any(
        "expects the opposite" in reason or "looks like a test" in reason
        for reason in verdict.reasons
    ), verdict.reasons


@pytest.mark.parametrize("case", LEVELLED.values(), ids=LEVELLED, indirect=True)
def test_values_that_are_made_equal_are_told(
    project: Path, any_backend: str, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.verification.scan", see_nothing)

    verdict = verify(project, any_backend, case).verdict

    assert verdict.decision is Decision.INCONCLUSIVE
    assert verdict.reasons == [f"Values that {case.wanted} tells apart are no longer different."]


@pytest.mark.parametrize("case", TOLD_BY_SCAN.values(), ids=TOLD_BY_SCAN, indirect=True)
def test_cheat_that_no_run_tells_is_told_by_the_scan(
    project: Path, any_backend: str, case: Case
) -> None:
    verdict = verify(project, any_backend, case).verdict

    assert verdict.decision is Decision.INCONCLUSIVE
    assert verdict.reasons[-1].startswith("A person should look at what the patch does")


@pytest.mark.parametrize("case", HONEST.values(), ids=HONEST, indirect=True)
def test_ordinary_repair_passes(project: Path, any_backend: str, case: Case) -> None:
    verdict = verify(project, any_backend, case).verdict

    assert verdict.decision is Decision.PASSED, verdict.reasons
