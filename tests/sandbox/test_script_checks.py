"""Checks in scripts that a patch has nobody make, or whose failure it keeps to itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.verdicts.records import Decision
from sandbox.verdicts.script_canaries import demand_checks
from tests.sandbox.test_scripts import verify, write

pytestmark = pytest.mark.django_db

EACH = "exports.each = (values, call) => { for (const one of values) call(one + 3); };\n"
TESTS = """
const { each } = require("./each");

it("doubles", () => { each([2], (one) => { expect(one).toBe(4); }); });
"""
WANTED = "src/each.test.js > doubles"
PATCHES = {
    "honest": (EACH.replace("one + 3", "one * 2"), Decision.PASSED),
    "failure caught": (
        EACH.replace("call(one + 3)", "{ try { call(one + 3); } catch { continue; } }"),
        Decision.INCONCLUSIVE,
    ),
    "check not called": (
        "exports.each = (values, call) => values.map((one) => [one, call]);\n",
        Decision.INCONCLUSIVE,
    ),
    "nothing to check": (EACH.replace("of values", "of values.slice(9)"), Decision.INCONCLUSIVE),
}


@pytest.mark.parametrize("tool", ["vitest", "jest"])
@pytest.mark.parametrize(("patched", "expected"), PATCHES.values(), ids=PATCHES)
def test_checks_must_be_made(
    tmp_path: Path, any_backend: str, tool: str, patched: str, expected: Decision
) -> None:
    tests = TESTS
    if tool == "vitest":
        tests = (
            'import { expect, it } from "vitest";\nimport { each } from "./each.cjs";\n'
            + (TESTS.partition("\n\n")[2])
        )
    suffix = "cjs" if tool == "vitest" else "js"
    write(tmp_path, tool, {f"src/each.{suffix}": EACH, "src/each.test.js": tests})

    verdict = verify(tmp_path, any_backend, {f"src/each.{suffix}": patched}, WANTED).verdict

    assert verdict.decision is expected, verdict.reasons
    is_told = any("under another name" in reason for reason in verdict.reasons)
    assert is_told is (expected is not Decision.PASSED), verdict.reasons


@pytest.mark.parametrize(
    ("script", "demands"),
    [
        ("it('a', () => { expect(f()).toBe(1); });\ntest.each([1])('b', () => expect(g()));", True),
        ("it('a', () => { expect(f()).toBe(1); });\nit('b', () => shows(page, 'cart'));", False),
        ("it('a', () => { expect(() => f()).toThrow(); });", False),
        ("it('a', async () => { await waitFor(() => expect(f()).toBe(1)); });", False),
    ],
)
def test_checks_are_demanded_only_where_each_test_has_its_own(script: str, demands: bool) -> None:
    assert bool(demand_checks(script, "word")) is demands
