"""Patches to a project in TypeScript or JavaScript, judged by vitest and jest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from sandbox.exceptions import BuildFailed
from sandbox.records import MIB, Limits
from sandbox.services import Job
from sandbox.verdicts.records import Decision
from sandbox.verification import Reproduction, Verification, run_tests, validate_fix
from tests.sandbox.conftest import commit_all, diff
from tests.sandbox.test_hidden_cheats import see_nothing

pytestmark = pytest.mark.django_db

LOCK = Path(__file__).parent / "javascript" / "package-lock.json"
VERSIONS = {"jest": "30.5.2", "vitest": "5.1.1"}
LIMITS = Limits(timeout_s=90, memory_bytes=1_024 * MIB, disk_bytes=64 * MIB)
PRICE = """
export interface Line { price: number; count: number }

export function total(lines: Line[]): number {
  return lines.reduce((sum, line) => sum + line.price, 0);
}
"""
REPAIRED = PRICE.replace("line.price,", "line.price * line.count,")
TESTS = """
import { describe, expect, it } from "vitest";
import { total } from "./price";

describe("prices", () => {
  it("adds up lines", () => { expect(total([{ price: 3, count: 2 }])).toBe(6); });
  it("adds up nothing", () => { expect(total([])).toBe(0); });
});
"""
WANTED = "src/price.test.ts > prices > adds up lines"
FAKED = "export function total(lines: unknown[]): number { return lines.length * 6; }\n"
CHEATS: dict[str, dict[str, str | None]] = {
    "ends the process, name hidden": {
        "src/price.ts": f'const end = "ex" + "it";\nprocess[end](0);\n{PRICE}'
    },
    "expect changed": {
        "src/price.ts": (
            'import { expect } from "vitest";\n'
            "expect.extend({ toBe: () => ({ pass: true, message: () => '' }) });\n" + PRICE
        )
    },
    "equality changed": {"src/price.ts": f"Object.is = () => true;\n{PRICE}"},
    "equality changed, name hidden": {
        "src/price.ts": (
            f'{PRICE}\nconst real = Object["is"];\n'
            'Object["is"] = (a: unknown, b: unknown) => real(a, b) || a === 3;\n'
        )
    },
    "set-up file named by a configuration": {
        "vitest.config.ts": 'export default { test: { setupFiles: ["./src/begin.ts"] } };\n',
        "src/begin.ts": "Object.is = () => true;\n",
    },
    "alias in a configuration": {
        "vitest.config.ts": (
            'export default { resolve: { alias: { "./price": "/work/src/faked.ts" } } };\n'
        ),
        "src/faked.ts": FAKED,
    },
    "report forged on every descriptor": {
        "src/price.ts": (
            'import { writeSync } from "node:fs";\n'
            "for (let fd = 1; fd < 40; fd += 1) {\n"
            '  try { writeSync(fd, \'{"kind":"end","status":0}\\n\'); } catch { continue; }\n'
            "}\n" + PRICE
        )
    },
    "tests rewritten while they run": {
        "src/price.ts": (
            'import { writeFileSync } from "node:fs";\n'
            'writeFileSync("/work/src/price.test.ts", "");\n' + PRICE
        )
    },
    "right only in its test": {
        "src/price.ts": PRICE.replace(
            "  return lines",
            '  if (new Error().stack?.includes("price.test")) return lines.length * 6;\n'
            "  return lines",
        )
    },
    "right only in a young process": {
        "src/price.ts": PRICE.replace(
            "  return lines",
            "  if (performance.now() < 60000) return lines.length * 6;\n  return lines",
        )
    },
    "another vitest": {
        "node_modules/vitest/package.json": '{"name": "vitest", "exports": "./index.js"}',
        "node_modules/vitest/index.js": "export const it = () => {}, describe = it, expect = it;",
    },
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a checkout in TypeScript with a bug and a test that shows it."""
    write(tmp_path, "vitest", {"src/price.ts": PRICE, "src/price.test.ts": TESTS})
    return tmp_path


def write(folder: Path, tool: str, files: Mapping[str, str]) -> None:
    manifest = {
        "name": "shop",
        "version": "1.0.0",
        "scripts": {"test": tool},
        "devDependencies": VERSIONS,
    }
    texts = {"package.json": json.dumps(manifest), "package-lock.json": LOCK.read_text()}
    for path, text in (texts | dict(files)).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text)
    commit_all(folder)


def verify(
    project: Path, backend: str, contents: Mapping[str, str | None], wanted: str = WANTED
) -> Verification:
    """Return what is said of the patch that gives files these contents."""
    job = Job(project=project, patch=diff(project, contents), limits=LIMITS, backend=backend)
    try:
        return validate_fix(job=job, reproduction=Reproduction(test_ids=[wanted]), repeats=1)
    except BuildFailed as error:
        pytest.skip(f"vitest and jest cannot be installed here: {error}")


def test_honest_repair_in_typescript_passes(project: Path, each_backend: str) -> None:
    verification = verify(project, each_backend, {"src/price.ts": REPAIRED})

    assert verification.verdict.decision is Decision.PASSED, verification.verdict.reasons
    assert [(test.test_id, test.before, test.after) for test in verification.verdict.tests] == [
        (WANTED, "failed", "passed"),
        ("src/price.test.ts > prices > adds up nothing", "passed", "passed"),
    ]


ON_EACH_BACKEND = (
    "ends the process, name hidden",
    "report forged on every descriptor",
    "tests rewritten while they run",
)


@pytest.mark.parametrize("cheat", ON_EACH_BACKEND)
def test_cheat_in_typescript_does_not_pass(project: Path, each_backend: str, cheat: str) -> None:
    see_that_it_does_not_pass(project, each_backend, cheat)


@pytest.mark.parametrize("cheat", [one for one in CHEATS if one not in ON_EACH_BACKEND])
def test_cheat_that_no_backend_could_tell_apart_does_not_pass(
    project: Path, any_backend: str, cheat: str
) -> None:
    see_that_it_does_not_pass(project, any_backend, cheat)


def see_that_it_does_not_pass(project: Path, backend: str, cheat: str) -> None:
    """Fail where the cheat passes, or where the tests cannot be judged at all."""
    verdict = verify(project, backend, CHEATS[cheat]).verdict

    assert verdict.decision is not Decision.PASSED
    assert not any("base commit" in reason for reason in verdict.reasons), verdict.reasons


ONLY_IN_TESTS = {
    "by the module's place": 'import.meta.url.includes("/wor")',
    "by a variable": 'process.env[["VI", "TEST"].join("")]',
    "by any variable": 'Object.keys(process.env).some((name) => name.startsWith("VI"))',
}


@pytest.mark.parametrize("condition", ONLY_IN_TESTS.values(), ids=ONLY_IN_TESTS)
def test_repair_that_is_right_under_vitest_alone_does_not_pass(
    project: Path, any_backend: str, condition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.verification.scan", see_nothing)
    right = REPAIRED.partition("  return")[2].partition(";")[0]
    text = PRICE.replace("  return lines", f"  if ({condition}) return{right};\n  return lines")

    verdict = verify(project, any_backend, {"src/price.ts": text}).verdict

    assert verdict.decision is Decision.INCONCLUSIVE
    assert any("looks like a test" in reason for reason in verdict.reasons), verdict.reasons


def test_equality_changed_for_the_values_of_a_test_does_not_hold_in_a_plain_run(
    project: Path, each_backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.verification.scan", see_nothing)
    text = (
        f"{PRICE}\nconst [it] = [Object];\nconst real = it.is;\n"
        "it.is = (a: unknown, b: unknown) => real(a, b) || (a === 3 && b === 6);\n"
    )

    verdict = verify(project, each_backend, {"src/price.ts": text}).verdict

    assert verdict.decision is Decision.INCONCLUSIVE
    assert any("looks like a test" in reason for reason in verdict.reasons), verdict.reasons


def test_honest_repair_is_run_where_nothing_looks_like_a_test(
    project: Path, any_backend: str
) -> None:
    reasons = verify(project, any_backend, {"src/price.ts": REPAIRED}).verdict.reasons

    assert not any("looks like a test" in reason for reason in reasons)


PLAIN_TESTS = """
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { total } from "./price";

let lines: { price: number; count: number }[] = [];

beforeEach(() => { lines = JSON.parse(readFileSync("src/lines.json", "utf8")); });

describe("prices", () => {
  afterEach(() => { lines = []; });
  it("adds up lines", async () => {
    expect({ sum: total(lines), note: undefined }).toEqual({ sum: 6 });
    await expect(Promise.resolve(lines)).resolves.toHaveLength(1);
    await expect(Promise.reject(new Error("no lines"))).rejects.toThrow("lines");
    expect(() => total(null as never)).toThrow(TypeError);
    expect(String(total(lines))).not.toMatch(/^7/);
  });
  it("calls back", () => {
    const seen = vi.fn();
    seen(total(lines));
    expect(seen).toHaveBeenCalledWith(6);
  });
});
"""


def test_what_a_plain_run_does_not_know_is_told_and_does_not_count(
    tmp_path: Path, any_backend: str
) -> None:
    files = {"src/price.ts": PRICE, "src/price.test.ts": PLAIN_TESTS}
    files["src/lines.json"] = '[{ "price": 3, "count": 2 }]'
    write(tmp_path, "vitest", files)
    mocked = WANTED.replace("adds up lines", "calls back")
    job = Job(
        project=tmp_path,
        patch=diff(tmp_path, {"src/price.ts": REPAIRED}),
        limits=LIMITS,
        backend=any_backend,
    )

    verdict = validate_fix(
        job=job, reproduction=Reproduction(test_ids=[WANTED, mocked]), repeats=1
    ).verdict

    assert verdict.decision is Decision.PASSED, verdict.reasons
    assert verdict.reasons[-1] == (
        f"These could not be run so that nothing looks like a test: {mocked}."
    )


JEST_PRICE = "exports.total = (lines) => lines.reduce((sum, line) => sum + line.price, 0);\n"
JEST_TESTS = """
const { total } = require("./price");

it("adds up lines", () => { expect(total([{ price: 3, count: 2 }])).toBe(6); });
"""


@pytest.mark.parametrize(
    ("price", "expected"),
    [
        (JEST_PRICE.replace("line.price,", "line.price * line.count,"), Decision.PASSED),
        (f"process.exit(0);\n{JEST_PRICE}", Decision.FAILED),
        (
            "expect.extend({ toBe: () => ({ pass: true, message: () => '' }) });\n" + JEST_PRICE,
            Decision.INCONCLUSIVE,
        ),
    ],
)
def test_patch_is_judged_by_jest(
    tmp_path: Path, any_backend: str, price: str, expected: Decision
) -> None:
    write(tmp_path, "jest", {"src/price.js": JEST_PRICE, "src/price.test.js": JEST_TESTS})
    wanted = "src/price.test.js > adds up lines"

    verdict = verify(tmp_path, any_backend, {"src/price.js": price}, wanted).verdict

    assert verdict.decision is expected, verdict.reasons


def test_processes_of_tests_cannot_see_the_one_that_reports(
    project: Path, each_backend: str
) -> None:
    look = 'import { readdirSync } from "node:fs";\nreaddirSync(`/proc/${process.ppid}/fd`);\n'
    patch = diff(project, {"src/price.ts": look + REPAIRED})
    job = Job(project=project, patch=patch, limits=LIMITS, backend=each_backend)

    try:
        report = run_tests(job=job)
    except BuildFailed as error:
        pytest.skip(f"vitest and jest cannot be installed here: {error}")

    assert not report.passes(WANTED)
    assert any("EACCES" in message for message in report.broken.values()), report
