// Runs a project's tests by vitest or jest and tells each test's outcome, from outside the
// processes in which the tests run.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { pathToFileURL } from "node:url";

const REPORT_FD = 3;
const MOST_MESSAGE = 500;
const MOST_TOLD = 1_000_000;
const CONFIGURATIONS = ["vitest.config", "vite.config"].flatMap((name) =>
  ["ts", "mts", "cts", "js", "mjs", "cjs"].map((suffix) => `${name}.${suffix}`),
);
const OUTCOMES = { passed: "passed", failed: "failed", skipped: "skipped" };
// eslint-disable-next-line no-control-regex -- colours of the terminal
const JEST_ASSERTION = /^Error: (?=(?:\u001b\[[0-9;]*m)*expect\b)/;
const JEST_OUTCOMES = { passed: "passed", failed: "failed", pending: "skipped", todo: "skipped" };

const settings = JSON.parse(process.argv[1]);
const word = fs.readFileSync(0, "utf8").trim();
fs.closeSync(0);
fs.openSync("/dev/null", "r"); // takes the number 0, so that no test process can read the word
process.env.CI = "1"; // no snapshot is written, so none is taken for right
process.argv.length = 1;
process.execArgv.length = 0;
const require = createRequire(path.join(settings.packages, "/"));

function tell(record) {
  let rest = Buffer.from(`${word} ${JSON.stringify(record)}\n`);
  while (rest.length) rest = rest.subarray(fs.writeSync(REPORT_FD, rest));
}

function tellTest(file, name, outcome, durationMs, messages) {
  const id = `${relative(file)} > ${name}`;
  const message = outcome === "passed" ? "" : shorten(messages.join("\n"));
  const duration_s = Math.max(0, durationMs ?? 0) / 1000;
  tell({ kind: "phase", id, when: "call", outcome, duration_s, message });
  return id;
}

function tellBroken(id, message) {
  tell({ kind: "broken", id, message: shorten(message) });
}

function relative(file) {
  return path.relative(settings.workspace, file).split(path.sep).join("/");
}

function shorten(message) {
  // eslint-disable-next-line no-control-regex -- colours of the terminal
  return String(message).replace(/\u001b\[[0-9;]*m/g, "").slice(0, MOST_MESSAGE);
}

/** Links the installed packages into the project; returns whether the links are all as made. */
function linkPackages() {
  const from = path.join(settings.packages, "node_modules");
  const to = path.join(settings.workspace, "node_modules");
  fs.mkdirSync(to, { recursive: true });
  const made = fs.readdirSync(from).filter((name) => !fs.existsSync(path.join(to, name)));
  for (const name of made) fs.symlinkSync(path.join(from, name), path.join(to, name));
  return () => made.every((name) => readLink(path.join(to, name)) === path.join(from, name));
}

function readLink(name) {
  try {
    return fs.readlinkSync(name);
  } catch {
    return undefined;
  }
}

async function runVitest() {
  const { startVitest } = await import(pathToFileURL(require.resolve("vitest/node")));
  const options = {
    run: true,
    watch: false,
    root: settings.workspace,
    pool: "forks",
    isolate: true,
    maxWorkers: 2,
    bail: 0,
    update: false,
    coverage: { enabled: false },
    reporters: ["default"],
  };
  const vitest = await startVitest("test", settings.selection, options, { cacheDir: "/tmp/vite" });
  const modules = vitest.state.getTestModules();
  const ids = modules.flatMap((module) => [...module.children.allTests()].map(tellVitestTest));
  for (const module of modules) {
    const errors = [module, ...module.children.allSuites()].flatMap((one) => [...one.errors()]);
    for (const error of errors) tellBroken(relative(module.moduleId), error.message);
  }
  const stray = vitest.state.getUnhandledErrors();
  for (const error of stray) tellBroken("outside of any test", error.message ?? error);
  tell({ kind: "collected", ids });
  return stray.length === 0 && modules.every((module) => module.ok());
}

function tellVitestTest(test) {
  const { state, errors } = test.result();
  const outcome = OUTCOMES[state];
  const messages = (errors ?? []).map((error) => `${error.name}: ${error.message}`);
  const duration = test.diagnostic()?.duration;
  if (!outcome) return `${relative(test.module.moduleId)} > ${test.fullName}`;
  return tellTest(test.module.moduleId, test.fullName, outcome, duration, messages);
}

/** Runs tests as parts of programs like any other; see plain_tests.mjs. */
async function runPlain() {
  const home = path.join("/tmp", randomWord());
  const folder = path.join(home, randomWord());
  fs.cpSync(settings.workspace, folder, { recursive: true, verbatimSymlinks: true });
  process.chdir(folder);
  emptyWorkspace();
  const writeProgram = settings.framework === "jest" ? wrapTests : buildProgram;
  const ids = [];
  for (const file of settings.selection) {
    try {
      const program = await writeProgram(file, folder);
      fs.rmSync(path.join(folder, file)); // what the tests expect is to be read nowhere
      ids.push(...(await runProgram(file, program, home)));
    } catch (error) {
      tellBroken(file, error.message);
    }
  }
  tell({ kind: "collected", ids });
  return true;
}

function emptyWorkspace() {
  for (const name of fs.readdirSync(settings.workspace)) {
    if (name === "node_modules") continue; // the links, which are compared at the end
    fs.rmSync(path.join(settings.workspace, name), { recursive: true });
  }
}

function randomWord() {
  return `m${randomBytes(4).toString("hex")}`;
}

/** Builds one file out of a test file and what it imports, as a project is built for production. */
async function buildProgram(file, folder) {
  const { build, resolveConfig } = await importVite();
  const found = CONFIGURATIONS.find((name) => fs.existsSync(path.join(folder, name)));
  const configFile = found ? path.join(folder, found) : false;
  const { test } = await resolveConfig({ root: folder, configFile, logLevel: "silent" }, "build");
  const text = fs.readFileSync(path.join(folder, file), "utf8");
  if (needsRunner(test ?? {}) || text.includes("@vitest-environment")) {
    throw new Error("its tests need what the runner sets up");
  }
  const [name, tests, entry] = [randomWord(), randomWord(), randomWord()].map((word) => `${word}.mjs`);
  fs.writeFileSync(path.join(folder, tests), settings.plain_tests);
  fs.writeFileSync(
    path.join(folder, entry),
    `import { run } from "vitest";\nimport "./${file}";\nawait run();\n`,
  );
  await build({
    root: folder,
    configFile,
    mode: "production",
    logLevel: "silent",
    resolve: { alias: [{ find: /^vitest$/, replacement: path.join(folder, tests) }] },
    build: {
      ssr: path.join(folder, entry),
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      target: "esnext",
      rollupOptions: { output: { entryFileNames: name, format: "es" } },
    },
  });
  return path.join(folder, name);
}

/** Writes a program that calls the text of a test file of jest as Node calls that of a module. */
async function wrapTests(file, folder) {
  const { projectConfig } = await requireOfJest("jest-config").readConfig({ _: [] }, folder);
  if (needsJest(projectConfig)) throw new Error("its tests need what the runner sets up");
  const [name, tests] = [randomWord(), randomWord()].map((word) => `${word}.mjs`);
  const text = fs.readFileSync(path.join(folder, file), "utf8");
  const place = path.join(folder, path.dirname(file), `${randomWord()}.js`);
  fs.writeFileSync(path.join(folder, tests), settings.plain_tests);
  fs.writeFileSync(
    path.join(folder, name),
    `import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
import * as given from "./${tests}";

const filename = ${JSON.stringify(place)};
const load = createRequire(filename);
const known = { ...given, jest: given.vi };
const module = { exports: {} };
const names = {
  ...known,
  module,
  exports: module.exports,
  require: (name) => (name === "@jest/globals" ? known : load(name)),
  __filename: filename,
  __dirname: ${JSON.stringify(path.dirname(place))},
};
// In a block, where the text may declare what it takes of these for itself.
const call = compileFunction(${JSON.stringify(`{${text}\n}`)}, Object.keys(names), { filename });
call(...Object.values(names));
await given.run();
`,
  );
  return path.join(folder, name);
}

function requireOfJest(name) {
  const core = createRequire(require.resolve("jest/package.json")).resolve("@jest/core");
  return createRequire(core)(name);
}

function needsJest({ testEnvironment, setupFiles, setupFilesAfterEnv, moduleNameMapper, resolver }) {
  const lists = [setupFiles, setupFilesAfterEnv, Object.keys(moduleNameMapper ?? {})];
  return (
    !testEnvironment.includes("jest-environment-node") ||
    Boolean(resolver) ||
    lists.some((list) => list?.length)
  );
}

async function importVite() {
  const ofVitest = createRequire(require.resolve("vitest/package.json"));
  return import(pathToFileURL(ofVitest.resolve("vite")));
}

function needsRunner({ environment, globals, globalSetup, setupFiles }) {
  return (environment ?? "node") !== "node" || Boolean(globals || globalSetup || setupFiles?.length);
}

/** Runs the program, and tells of its tests under the name of the file that they are from. */
function runProgram(file, program, home) {
  const env = { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: home, USER: "app", LANG: "C.UTF-8" };
  const stdio = ["ignore", "ignore", "inherit", "pipe"];
  const child = spawn(process.execPath, [program], { env, stdio });
  let told = "";
  child.stdio[3].setEncoding("utf8").on("data", (part) => {
    told = (told + part).slice(0, MOST_TOLD);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => {
      const lines = told.split("\n").filter(Boolean).map((line) => JSON.parse(line));
      const from = path.join(settings.workspace, file);
      const tellOne = ({ name, message }) =>
        tellTest(from, name, message ? "failed" : "passed", 0, [message]);
      resolve(lines.map(tellOne));
    });
  });
}

async function runJest() {
  const { runCLI } = require("jest");
  const options = {
    $0: "jest",
    _: settings.selection,
    ci: true,
    bail: 0,
    maxWorkers: 2, // and more than one file: so no test runs in this process
    runInBand: false,
    workerThreads: false,
    watchman: false,
    coverage: false,
    updateSnapshot: false,
    cacheDirectory: "/tmp/jest",
    reporters: ["default"],
  };
  const { results } = await runCLI(options, [settings.workspace]);
  const ids = results.testResults.flatMap((file) =>
    file.testResults.map((test) => tellJestTest(file.testFilePath, test)),
  );
  for (const file of results.testResults.filter((one) => one.testExecError)) {
    tellBroken(relative(file.testFilePath), file.failureMessage ?? "");
  }
  if (results.runExecError) tellBroken("outside of any test", results.runExecError.message);
  tell({ kind: "collected", ids });
  return results.success;
}

function tellJestTest(file, test) {
  const name = [...test.ancestorTitles, test.title].join(" > ");
  const outcome = JEST_OUTCOMES[test.status] ?? "skipped";
  const messages = test.failureMessages.map((message) =>
    message.replace(JEST_ASSERTION, "AssertionError: "),
  );
  return tellTest(file, name, outcome, test.duration, messages);
}

const areLinksWhole = linkPackages();
const runTests = { jest: runJest, vitest: runVitest, plain: runPlain };
const isGood = await runTests[settings.is_plain ? "plain" : settings.framework]();
const status = isGood ? 0 : 1;
if (areLinksWhole()) tell({ kind: "end", status });
process.exit(status);
