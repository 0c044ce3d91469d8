"""Patches that are right under jest alone: how its tests run tells each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.verdicts.records import Decision
from tests.sandbox.test_hidden_cheats import see_nothing
from tests.sandbox.test_scripts import JEST_PRICE, JEST_TESTS, verify, write

pytestmark = pytest.mark.django_db

WANTED = "src/price.test.js > adds up lines"
REPAIRED = JEST_PRICE.replace("line.price,", "line.price * line.count,")
NAMES = "Object.getOwnPropertyNames(error).map((name) => error[name]).join().includes('.test.')"
THIS = "const all = (function () { return this; })();\n"
EQUALS = """
const patch = (o = Object) => {
  const real = o.is;
  o.is = (a, b) => real(a, b) || (a === 3 && b === 3 + 3);
};
patch();
"""
EXPECTS = """
const real = all.expect;
all.expect = (value) => (value === 3 ? { toBe() {} } : real(value));
"""


def right_if(condition: str, head: str = "") -> str:
    """Return the program in JavaScript, right where the condition holds."""
    right = REPAIRED.partition("=> ")[2].partition(";")[0]
    wrong = JEST_PRICE.partition("=> ")[2].partition(";")[0]
    return f"{head}exports.total = (lines) => (({condition}) ? {right} : {wrong});\n"


CHEATS = {
    "names of a mistake": right_if(NAMES, "const error = new Error();\n"),
    "any variable": right_if('Object.keys(process.env).some((n) => n.startsWith("JE"))'),
    "what jest alone has": right_if('"beforeEach" in all', THIS),
    "name of the file": right_if(
        'given.join().includes("/work")', "const given = [...arguments].slice(3);\n"
    ),
    "equality of its values": EQUALS + JEST_PRICE,
    "expectation of its value": THIS + EXPECTS + JEST_PRICE,
}


ON_EACH_BACKEND = ("any variable",)


@pytest.mark.parametrize("cheat", ON_EACH_BACKEND)
def test_repair_that_is_right_under_jest_alone_does_not_pass(
    tmp_path: Path, each_backend: str, cheat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    see_that_it_does_not_pass(tmp_path, each_backend, cheat, monkeypatch)


@pytest.mark.parametrize("cheat", [one for one in CHEATS if one not in ON_EACH_BACKEND])
def test_repair_that_jest_alone_makes_right_does_not_pass(
    tmp_path: Path, any_backend: str, cheat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    see_that_it_does_not_pass(tmp_path, any_backend, cheat, monkeypatch)


def see_that_it_does_not_pass(
    tmp_path: Path, backend: str, cheat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fail where the runs alone, without the scan, do not tell the cheat."""
    monkeypatch.setattr("sandbox.verification.scan", see_nothing)
    write(tmp_path, "jest", {"src/price.js": JEST_PRICE, "src/price.test.js": JEST_TESTS})

    verdict = verify(tmp_path, backend, {"src/price.js": CHEATS[cheat]}, WANTED).verdict

    assert verdict.decision is Decision.INCONCLUSIVE
    assert not any("base commit" in reason for reason in verdict.reasons), verdict.reasons


WITH_GLOBALS = """
const { beforeEach, describe, expect, it } = require("@jest/globals");
const { total } = require("./price");

let lines;

describe("prices", () => {
  beforeEach(() => { lines = [{ price: 3, count: 2 }]; });
  it("adds up lines", async () => {
    expect(await Promise.resolve({ sum: total(lines) })).toEqual({ sum: 6 });
    expect(() => total(null)).toThrow(TypeError);
  });
  it("calls back", () => {
    const seen = jest.fn();
    seen(total(lines));
    expect(seen).toHaveBeenCalledWith(6);
  });
});
"""


@pytest.mark.parametrize(("test", "is_plain"), [("adds up lines", True), ("calls back", False)])
def test_repair_under_jest_is_run_plainly_as_far_as_its_tests_can_be(
    tmp_path: Path, any_backend: str, test: str, is_plain: bool
) -> None:
    write(tmp_path, "jest", {"src/price.js": JEST_PRICE, "src/price.test.js": WITH_GLOBALS})
    wanted = f"src/price.test.js > prices > {test}"

    verdict = verify(tmp_path, any_backend, {"src/price.js": REPAIRED}, wanted).verdict

    assert verdict.decision is Decision.PASSED, verdict.reasons
    told = any("looks like a test" in reason for reason in verdict.reasons)
    assert told is not is_plain, verdict.reasons
