"""What a patch of scripts does that a person should look at."""

from __future__ import annotations

import pytest

from sandbox.records import FileChange
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
    ],
)
def test_ordinary_script_is_not_flagged(code: str) -> None:
    assert not kinds(code, path="src/a.ts")


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
