// Takes the place of vitest or jest where tests are to run as part of a program like any other. What it
// does not know is told as Unsupported, so that such a test proves nothing either way.

import { AssertionError } from "node:assert";
import { writeSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";

const REPORT_FD = 3;
const DEEPEST = 50;
const HOOKS = ["beforeAll", "beforeEach", "afterEach", "afterAll"];

// As they are before any code of the project runs.
const { entries, is } = Object;
const { isArray } = Array;
const [every, includes, map, some] = ["every", "includes", "map", "some"].map((name) =>
  uncurry(Array.prototype[name]),
);
const includesText = uncurry(String.prototype.includes);
const kindOf = uncurry(Object.prototype.toString);

function uncurry(method) {
  return Function.prototype.call.bind(method);
}

class Unsupported extends Error {
  name = "Unsupported";
}

let suite = openSuite("", null);

function openSuite(name, parent) {
  const hooks = Object.fromEntries(HOOKS.map((kind) => [kind, []]));
  return { name, parent, members: [], hooks };
}

/** Returns an object whose unknown members say so when they are asked for. */
function guarded(known) {
  return new Proxy(known, {
    get(target, name) {
      if (name in target || typeof name === "symbol" || name === "then") return target[name];
      throw new Unsupported(String(name));
    },
  });
}

function splitOptions(first, second) {
  return typeof first === "function" ? first : second;
}

function addSuite(name, first, second) {
  const body = splitOptions(first, second);
  const outer = suite;
  suite = openSuite(String(name.name ?? name), outer);
  outer.members.push(suite);
  try {
    body();
  } finally {
    suite = outer;
  }
}

function addTest(name, first, second) {
  const body = splitOptions(first, second);
  suite.members.push({ name: String(name.name ?? name), parent: suite, body });
}

function leaveOut() {}

export const describe = guarded(
  Object.assign(addSuite, { skip: leaveOut, todo: leaveOut, only: addSuite }),
);
export const it = guarded(
  Object.assign(addTest, { skip: leaveOut, todo: leaveOut, only: addTest, concurrent: addTest }),
);
export const test = it;
export const suites = describe;
export const vi = guarded({});
export const [beforeAll, beforeEach, afterEach, afterAll] = HOOKS.map(
  (kind) => (hook) => void suite.hooks[kind].push(hook),
);

/** Returns what toEqual looks at: neither classes nor members that are undefined. */
function simplify(value, depth = 0) {
  if (depth > DEEPEST) throw new Unsupported("a value that holds itself");
  if (isArray(value)) return map(value, (one) => simplify(one, depth + 1));
  if (kindOf(value) !== "[object Object]") return value;
  const members = Object.create(null);
  for (const [name, one] of entries(value)) {
    if (one !== undefined) members[name] = simplify(one, depth + 1);
  }
  return members;
}

function matches(value, part) {
  if (kindOf(part) !== "[object Object]") return equals(value, part);
  return every(entries(part), ([name, one]) => value != null && matches(value[name], one));
}

function listOf(value) {
  return isArray(value) ? value : [...value];
}

function equals(value, other) {
  return isDeepStrictEqual(simplify(value), simplify(other));
}

function isThrown(error, wanted) {
  const message = error instanceof Error ? error.message : String(error);
  if (wanted === undefined) return true;
  if (typeof wanted === "string") return message.includes(wanted);
  if (wanted instanceof RegExp) return wanted.test(message);
  if (typeof wanted === "function") return error instanceof wanted;
  if (wanted instanceof Error) return message === wanted.message;
  throw new Unsupported("toThrow");
}

function throwsAs(value, wanted) {
  try {
    value();
  } catch (error) {
    return isThrown(error, wanted);
  }
  return false;
}

const MATCHERS = {
  toBe: (value, other) => is(value, other),
  toEqual: equals,
  toStrictEqual: (value, other) => isDeepStrictEqual(value, other),
  toMatchObject: matches,
  toBeCloseTo: (value, other, digits = 2) => Math.abs(value - other) < 10 ** -digits / 2,
  toBeGreaterThan: (value, other) => value > other,
  toBeGreaterThanOrEqual: (value, other) => value >= other,
  toBeLessThan: (value, other) => value < other,
  toBeLessThanOrEqual: (value, other) => value <= other,
  toBeTruthy: (value) => Boolean(value),
  toBeFalsy: (value) => !value,
  toBeNull: (value) => value === null,
  toBeUndefined: (value) => value === undefined,
  toBeDefined: (value) => value !== undefined,
  toBeNaN: (value) => Number.isNaN(value),
  toBeTypeOf: (value, other) => typeof value === other,
  toBeInstanceOf: (value, other) => value instanceof other,
  toContain: (value, other) =>
    typeof value === "string" ? includesText(value, other) : includes(listOf(value), other),
  toContainEqual: (value, other) => some(listOf(value), (one) => equals(one, other)),
  toHaveLength: (value, other) => value.length === other,
  toMatch: (value, other) => (other instanceof RegExp ? other.test(value) : includesText(value, other)),
  toThrow: throwsAs,
  toThrowError: throwsAs,
};

function expectOf(take, isNegated = false) {
  const checks = Object.entries(MATCHERS).map(([name, holds]) => [
    name,
    (...expected) => take((value) => check(name, holds(value, ...expected) !== isNegated)),
  ]);
  const known = Object.fromEntries(checks);
  if (!isNegated) known.not = expectOf(take, true);
  return guarded(known);
}

function check(name, isMet) {
  if (!isMet) throw new AssertionError({ message: name });
}

function expectValue(value) {
  const made = expectOf((use) => use(value));
  made.resolves = expectOf(async (use) => use(await value));
  made.rejects = expectOf(async (use) => use(await failureOf(value)));
  return made;
}

/** Returns what throws as the promise was rejected, and equals what it was rejected with. */
async function failureOf(promise) {
  try {
    await (typeof promise === "function" ? promise() : promise);
  } catch (error) {
    return Object.assign(() => {
      throw error;
    }, error);
  }
  throw new AssertionError({ message: "rejects" });
}

export const expect = guarded(expectValue);

export async function run() {
  await runSuite(suite);
}

async function runSuite(one) {
  for (const hook of one.hooks.beforeAll) await hook();
  for (const member of one.members) {
    if (member.body) tell(member, await runTest(member));
    else await runSuite(member);
  }
  for (const hook of one.hooks.afterAll) await hook();
}

async function runTest(one) {
  const outer = listSuites(one.parent);
  try {
    for (const around of outer) for (const hook of around.hooks.beforeEach) await hook();
    await one.body({ expect });
    for (const around of outer.reverse()) for (const hook of around.hooks.afterEach) await hook();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
  return null;
}

function listSuites(one) {
  return one ? [...listSuites(one.parent), one] : [];
}

function tell(one, error) {
  const names = [...listSuites(one.parent).map((around) => around.name), one.name].filter(Boolean);
  const message = error && `${error.name}: ${error.message}`;
  writeSync(REPORT_FD, `${JSON.stringify({ name: names.join(" > "), message })}\n`);
}
