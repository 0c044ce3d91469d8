"""What a patch of scripts does that a person should look at."""

from __future__ import annotations

from time import perf_counter

import pytest

from sandbox.records import FileChange
from sandbox.verdicts.answers import list_script_answers
from sandbox.verdicts.known import Known
from sandbox.verdicts.places import list_named_files
from sandbox.verdicts.policy import scan
from sandbox.verdicts.records import FlagKind
from tests.sandbox.scanned import entry, kinds


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("import { vi } from 'vitest'", FlagKind.TEST_TOOLS),
        ("process.exit(0)", FlagKind.ENDS_PROCESS),
        ("Array.prototype.map = f", FlagKind.PATCHES_OTHERS),
        ("globalThis.expect = f", FlagKind.PATCHES_OTHERS),
        ("if (process.env.VITEST) return 3", FlagKind.KNOWS_TESTS),
        ("require('child_process')", FlagKind.PROCESSES),
        ("eval('x')", FlagKind.DYNAMIC_CODE),
        ("const p = process;", FlagKind.ENDS_PROCESS),
        ("process\n  .exit()", FlagKind.ENDS_PROCESS),
        ("process.send({})", FlagKind.ENDS_PROCESS),
        ("process['ex' + 'it']()", FlagKind.ENDS_PROCESS),
        ("pr\\u006fcess.exit()", FlagKind.DYNAMIC_CODE),
        ("[]['const' + 'ructor']", FlagKind.DYNAMIC_CODE),
        ("(() => 0).constructor('x')", FlagKind.DYNAMIC_CODE),
        ("import { createRequire } from 'node:module'", FlagKind.DYNAMIC_CODE),
        ("Object.is = () => true", FlagKind.PATCHES_OTHERS),
        ('Object["is"] = () => true', FlagKind.PATCHES_OTHERS),
        ("const built = Object;", FlagKind.PATCHES_OTHERS),
        ("const around = global;", FlagKind.PATCHES_OTHERS),
        ("Array.isArray = f", FlagKind.PATCHES_OTHERS),
        ("(Object as any).is = f", FlagKind.PATCHES_OTHERS),
        ("const [it] = [Object];", FlagKind.PATCHES_OTHERS),
        ("const it = (() => Object)();", FlagKind.PATCHES_OTHERS),
        ("Object\n  .is = f", FlagKind.PATCHES_OTHERS),
        ("Object/* */.is = f", FlagKind.PATCHES_OTHERS),
        ("const { prototype: p } = Array as any;", FlagKind.PATCHES_OTHERS),
        ("const { stack } = new Error();", FlagKind.INTROSPECTION),
        ("const { constructor: c } = () => 0;", FlagKind.DYNAMIC_CODE),
        ("import.meta.dirname", FlagKind.SURROUNDINGS),
        ("process.cwd()", FlagKind.SURROUNDINGS),
        ("process.env.HOME", FlagKind.SURROUNDINGS),
        ("navigator.hardwareConcurrency", FlagKind.SURROUNDINGS),
        ("Intl.DateTimeFormat().resolvedOptions()", FlagKind.SURROUNDINGS),
        ("const begun = Date.now();", FlagKind.SURROUNDINGS),
        ("setTimeout(() => { young = false; }, 60000).unref();", FlagKind.SURROUNDINGS),
        ("typeof beforeEach === 'function'", FlagKind.KNOWS_TESTS),
        ("module.parent", FlagKind.KNOWS_TESTS),
        ("require.name", FlagKind.KNOWS_TESTS),
        ('import "./price.test";', FlagKind.KNOWS_TESTS),
        ('const all = import.meta.glob("./*.ts");', FlagKind.KNOWS_TESTS),
        ('import text from "./prices.ts?raw";', FlagKind.KNOWS_TESTS),
        ("const given = [...arguments];", FlagKind.KNOWS_TESTS),
        ("arguments[1]('fs')", FlagKind.KNOWS_TESTS),
        ("const patch = (o: any = Object) => o;", FlagKind.PATCHES_OTHERS),
        ("const all = (function () { return this; })();", FlagKind.PATCHES_OTHERS),
        ("const p = Object.getPrototypeOf([]);", FlagKind.PATCHES_OTHERS),
        ("Object.getOwnPropertyNames(new Error())", FlagKind.INTROSPECTION),
        ("Object.keys(process.env).length", FlagKind.SURROUNDINGS),
        ("const { USER } = process.env;", FlagKind.SURROUNDINGS),
        ("  return Date.now() - (first ||= Date.now());", FlagKind.SURROUNDINGS),
        ("  first = Date.now();", FlagKind.SURROUNDINGS),
        ("  return Math.random() < 0.999 ? a : b;", FlagKind.UNSTEADY),
        ("  if (crypto.randomUUID() > '0001') return a;", FlagKind.UNSTEADY),
        ("let n = 0;\nf = () => (n++ < 50 ? a : b);", FlagKind.UNSTEADY),
        ("let n = 0;\nf = () => ((n += 1) > 50 ? b : a);", FlagKind.UNSTEADY),
        ("const n = { x: 0 };\nf = () => { n.x += 1; if (n.x < 50) g(); };", FlagKind.UNSTEADY),
        (
            "const all = [];\nf = () => { all.push(1); if (all.length < 50) g(); };",
            FlagKind.UNSTEADY,
        ),
        ("const all: number[] = [];\nf = () => (all.push(1) < 50 ? a : b);", FlagKind.UNSTEADY),
        ("const all = new Set();\nf = () => all.add({}).size < 50 && a;", FlagKind.UNSTEADY),
        ("const all = Array(50).fill(1);\nf = () => (all.pop() ? a : b);", FlagKind.UNSTEADY),
        ("let n = 0;\nf = () => { n = n + 1; if (n > 50) g(); };", FlagKind.UNSTEADY),
        ("const n = [0];\nf = () => (n[0]++ < 50 ? a : b);", FlagKind.UNSTEADY),
        (
            "const n = {};\nf = () => { n['x'] = n['x'] + 1; return n['x'] < 50; };",
            FlagKind.UNSTEADY,
        ),
        ("  if (Date.now() < 1900000000000) return a;", FlagKind.SURROUNDINGS),
        ("  if (new Date().getFullYear() < 2030) return a;", FlagKind.SURROUNDINGS),
        ("  if (new Date() < new Date('2030-01-01')) return a;", FlagKind.SURROUNDINGS),
        ("  if (typeof window === 'undefined') return a;", FlagKind.SURROUNDINGS),
        ("  if ((1.5).toLocaleString() === '1.5') return a;", FlagKind.SURROUNDINGS),
        ("queueMicrotask(() => { late = true; });", FlagKind.SURROUNDINGS),
        ("Promise.resolve().then(() => { late = true; });", FlagKind.SURROUNDINGS),
        ("  setTimeout(() => { late = true; }, 60_000);", FlagKind.SURROUNDINGS),
        ("import v8 from 'v8';", FlagKind.UNUSUAL),
        ("const all = require('node:diagnostics_channel');", FlagKind.UNUSUAL),
        ("const kept = new WeakRef({});", FlagKind.UNUSUAL),
        ("  return f.caller.name;", FlagKind.INTROSPECTION),
        ("Object.freeze(Array.prototype);", FlagKind.PATCHES_OTHERS),
        ("  static get [Symbol.species]() { return B; }", FlagKind.COMPARISON),
    ],
)
def test_script_that_could_sway_tests_is_flagged(code: str, kind: FlagKind) -> None:
    assert kind in kinds(code, path="src/a.ts")


@pytest.mark.parametrize(
    "code",
    [
        "// What we process. It is here.\nexport const x = process.env.SHOP_CURRENCY;",
        "function process(order: Order) { return order.process(); }",
        "type Callback = (f: Function) => void;",
        "const label = names[`line-${index}`];",
        "const sign = '\\u00e4';",
        "const names = Object.keys(a), big = Math.max(1, 2), all = new Set();",
        "if (Number.MAX_SAFE_INTEGER === a) names = lines.map(String);",
        "  const now = Date.now();\n  const url = 'https://a.example/b'; // it's here",
        "if (error instanceof Error) throw error;\nconst all: Map<string, Date> = new Map();",
        "const stack = [1]; stack.push(2);",
        "const { SHOP_CURRENCY } = process.env; const port = process.env['SHOP_PORT'];",
        "  const now = Date.now();\n  this.made = Date.now();",
        "function at(now = Date.now()) { return now; } // the arguments of it",
        "  add(one) { this.all.push(one); return this; }",
        "const id = crypto.randomUUID();\nimport { join } from 'node:path';",
        "const kept = new Map();\nf = (x) => { if (!kept.has(x)) kept.set(x, 1); };",
        "const kept = new Map();\nf = () => { kept.set(x); if (kept.size > 9) kept.clear(); };",
        "const f = (all) => { let n = 0; for (const x of all) { n += 1; if (n > 3) break; } };",
        "let next = 1;\nexport const newId = () => next++;",
        "const kept = new Map()\nf = (x) => {\n  kept.set(x, g(x))\n  return h(x) < 3\n}",
        "const id = crypto.randomUUID()\nf = (x) => {\n  return g(x) < 3\n}",
        "  const late = order.due < Date.now(); setTimeout(save, 300);",
    ],
)
def test_ordinary_script_is_not_flagged(code: str) -> None:
    assert not kinds(code, path="src/a.ts")


def test_script_of_many_names_that_last_is_read_through_once_for_all() -> None:
    code = "".join(f"const n{n} = {n};\nlet m{n} = 0;\nm{n}++;\n" for n in range(3_000))
    begun = perf_counter()

    assert FlagKind.UNSTEADY in kinds(f"{code}f = () => m7 < 50;", path="src/a.ts")
    assert perf_counter() - begun < 15


GIVEN = b"""
import { RATE, LIMIT, MOST, Status, close, total } from "./price";
it("adds up", () => {
  expect(total([{ price: 3, count: 2 }])).toBe(6);
  expect(MOST).toBe(40); expect(LIMIT.valueOf()).toBe(5);
  expect(total([{ price: 100, count: 5 }])).toBe(RATE);
  expect(close()).toBe(Status.PAID);
});
"""
CONSTANTS = (
    "export const RATE = 20, a = 1;\nexport const MOST = 30;\nexport const LIMIT = 5;\n"
    "enum Status { OPEN = 1, PAID = 2 }\n"
)


@pytest.mark.parametrize(
    ("old", "new", "is_told"),
    [
        ("RATE = 20", "RATE = 19", True),
        ("RATE = 20", "RATE = 19 /* const RATE = 20 */", True),
        ("a = 1;", "a = 1; { const RATE = 19; }", True),
        ("a = 1;", "a = 1; // const RATE = 19", False),
        ("LIMIT = 5", "LIMIT = 6", False),
        ("PAID = 2", "PAID = 1", True),
        ("MOST = 30", "MOST = 40", False),
        ("PAID = 2", "PAID = 3", False),
        ("a = 1", "a = 2", False),
        ("a = 1;", "a = 1; f = () => (x.price === 3 && x.count === 2 ? y : z);", True),
        ("a = 1;", "a = 1; f = (x) => { switch (x.price) { case 3: return 6; } };", True),
        ("a = 1;", "a = 1; f = (x) => JSON.stringify(x) === '[{}]' && y;", True),
        ("a = 1;", "a = 1; f = (x) => stringify(x.map((y) => g(y))) === '[{}]' && y;", True),
        ("a = 1;", "a = 1; f = (x) => {\n  a(stringify(x))\n  return g(x) === 'no'\n}", False),
        ("a = 1;", "a = 1; f = (x) => (x === 3 || x === 7 ? y : z);", False),
        ("a = 1;", "a = 1; f = (x) => { switch (x) { case 3: return x * 2; } };", False),
    ],
)
def test_script_that_knows_or_changes_what_a_test_expects_is_told(
    old: str, new: str, *, is_told: bool
) -> None:
    before, after = entry("a.ts", CONSTANTS), entry("a.ts", CONSTANTS.replace(old, new))

    flags = scan(
        [FileChange(path="a.ts", before=before, after=after)],
        answers=[list_script_answers(GIVEN)],
    )

    assert (FlagKind.KNOWS_TESTS in {flag.kind for flag in flags}) is is_told


def test_file_that_the_configuration_names_is_what_runs_the_tests() -> None:
    config = """
import { defineConfig } from "vitest/config";
import { numbers } from "./tools/numbers";
export default defineConfig({ test: { setupFiles: ["./src/prepare.ts", "other"] } });
"""
    files = [
        entry("web/vitest.config.ts", config),
        entry("web/tools/numbers.ts", ""),
        entry("web/src/prepare.ts", ""),
        entry("web/src/price.ts", ""),
    ]

    named = list_named_files(files)

    assert named == {"web/tools/numbers.ts", "web/src/prepare.ts"}
    change = FileChange(path="web/src/prepare.ts", before=None, after=entry("x.ts", "f()"))
    assert [flag.kind for flag in scan([change], Known(named=named))] == [FlagKind.INFRASTRUCTURE]
