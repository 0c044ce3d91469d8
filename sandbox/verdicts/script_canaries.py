"""Tests in JavaScript that can only fail, one for each common way to fail; pure."""

from __future__ import annotations

import re

_SUFFIX = re.compile(r"(?:\.(?:test|spec))?\.[cm]?[jt]sx?$", re.IGNORECASE)
_JEST_GLOBALS = re.compile(r"(?P<verb>from|require)\s*\(?\s*['\"]@jest/globals['\"]")
_CHECKS = {
    "toBe": "expect_{word}(1).toBe(2)",
    "toBe, text": "expect_{word}('{word}').toBe('')",
    "toBe, not": "expect_{word}(1).not.toBe(1)",
    "toEqual": "expect_{word}([1, '{word}']).toEqual([2, '{word}'])",
    "toStrictEqual": "expect_{word}({{ a: 1 }}).toStrictEqual({{ a: 2 }})",
    "toMatchObject": "expect_{word}({{ a: 1, b: 1 }}).toMatchObject({{ a: 2 }})",
    "toBeCloseTo": "expect_{word}(1).toBeCloseTo(2)",
    "toBeGreaterThan": "expect_{word}(1).toBeGreaterThan(2)",
    "toBeLessThan": "expect_{word}(2).toBeLessThan(1)",
    "toBeTruthy": "expect_{word}('').toBeTruthy()",
    "toBeFalsy": "expect_{word}('{word}').toBeFalsy()",
    "toBeNull": "expect_{word}('{word}').toBeNull()",
    "toBeDefined": "expect_{word}(undefined).toBeDefined()",
    "toContain": "expect_{word}(['{word}']).toContain('')",
    "toHaveLength": "expect_{word}(['{word}']).toHaveLength(2)",
    "toMatch": "expect_{word}('{word}').toMatch(/^$/)",
    "toThrow": "expect_{word}(() => '{word}').toThrow()",
    "resolves": "await expect_{word}(Promise.resolve(1)).resolves.toBe(2)",
    "error": "throw new Error('{word}')",
}


_EXPECT = re.compile(r"(?<![.\w$])expect\s*\(")
_OTHER_EXPECT = re.compile(r"\bchai\b|\bassertions\s*\(|(?:function|const|let|var)\s+expect\b")
_STRICT = """
// @ts-ignore
function others_{word}(value) {{
  if (typeof value === "number") {{
    return [value + 1, value * 2 + 7919].filter((other) => other - value > 0 || other < value);
  }}
  if (typeof value === "string") return [value + "{word}"];
  if (typeof value === "boolean") return [!value];
  return ["{word}", {{ "{word}": 1 }}];
}}
// @ts-ignore
function strict_{word}(...given) {{
  // @ts-ignore
  const made = expect_{word}(...given);
  const strict = ["toBe", "toEqual", "toStrictEqual"];
  checks_{word} += 1;
  return new Proxy(made, {{
    get(target, name) {{
      const found = target[name];
      if (typeof found !== "function") return found;
      // @ts-ignore
      return (...expected) => {{
        let result;
        try {{
          result = found.apply(target, expected);
        }} catch (error) {{
          failed_{word} = [...(failed_{word} || []), error];
          throw error;
        }}
        if (!strict.includes(String(name))) return result;
        for (const other of others_{word}(expected[0])) {{
          let holds = true;
          try {{
            // @ts-ignore
            expect_{word}(...given)[name](other);
          }} catch {{
            holds = false;
          }}
          if (holds) throw new Error("{word}");
        }}
        return result;
      }};
    }},
  }});
}}
// Checks outside of tests come before these lines.
// @ts-ignore
var checks_{word} = 0;
// @ts-ignore
var failed_{word} = [];
"""
# A test that has checked nothing, or whose failed check somebody has caught, does not pass here.
_COUNTED = """
after_{word}(() => {{
  // @ts-ignore
  const [made, failed] = [checks_{word}, failed_{word}];
  [checks_{word}, failed_{word}] = [0, []];
  if (failed.length) throw failed[0];
  if (made === 0) throw new Error("{word}");
}});
"""
_CHECKS_OTHERWISE = re.compile(
    r"\bassert\b|\.concurrent\b|waitFor|waitUntil|\bpoll\b|retry|eventually|toThrow|\bcatch\b"
)
_TEST = re.compile(r"(?<![.\w$])(?:it|test)(?:\.\w+)*\s*[(`]")


def make_strict(script: str, word: str) -> str:
    """Return a test file in which an equality fails that holds for other values as well.

    It needs the canaries of this word in the same file. One that has an ``expect`` of its own, or
    counts what it expects, stays as it is.
    """
    if _OTHER_EXPECT.search(script):
        return script
    return _EXPECT.sub(f"strict_{word}(", script) + _STRICT.format(word=word)


def demand_checks(script: str, word: str) -> str:
    """Return the end of such a file, behind its canaries, with which each test must check.

    None passes that has checked nothing, or goes on after a check that failed. It is nothing where
    a test leaves its checks to others, the file has checks of another kind, or it catches errors.
    """
    others = _OTHER_EXPECT.search(script) or _CHECKS_OTHERWISE.search(script)
    _, *tests = _TEST.split(script)
    is_suited = not others and all(map(_EXPECT.search, tests))
    return _COUNTED.format(word=word) if is_suited else ""


def name_copy(path: str, word: str) -> str:
    """Return the path of a copy beside the file, which is found as a test wherever that one is."""
    folder, slash, name = path.rpartition("/")
    suffix = _SUFFIX.search(name)
    return f"{folder}{slash}{word}{suffix.group() if suffix else ''}"


def name_snapshot(path: str) -> str:
    """Return the path of the file in which vitest and jest keep a test file's snapshots."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}__snapshots__/{name}.snap"


def canary_script(word: str, neighbour: str, *, is_vitest: bool) -> str:
    """Return the tests, as text that can be added to a file or be one.

    ``neighbour`` is a test file of the project, whose way to get at jest is taken.
    """
    tests = [
        f"it_{word}({f'{word} {name}'!r}, async () => {{ {check.format(word=word)}; }});"
        for name, check in _CHECKS.items()
    ]
    return "\n".join(["", *_list_imports(word, neighbour, is_vitest), *tests, ""])


def list_script_canaries(path: str, word: str) -> list[str]:
    """Return the ids of these tests in the file."""
    return [f"{path} > {word} {name}" for name in _CHECKS]


def _list_imports(word: str, neighbour: str, is_vitest: bool) -> list[str]:
    names = f"{{ it as it_{word}, expect as expect_{word}, afterEach as after_{word} }}"
    if is_vitest:
        return [f'import {names} from "vitest";']
    found = _JEST_GLOBALS.search(neighbour)
    if found and found["verb"] == "from":
        return [f'import {names} from "@jest/globals";']
    if found:
        names = names.replace(" as ", ": ")
        return [f'const {names} = require("@jest/globals");']
    return [  # a type check that does not know the globals says nothing of these lines
        "// @ts-ignore",
        f"const it_{word} = globalThis.it;",
        "// @ts-ignore",
        f"const expect_{word} = globalThis.expect;",
        "// @ts-ignore",
        f"const after_{word} = globalThis.afterEach;",
    ]
