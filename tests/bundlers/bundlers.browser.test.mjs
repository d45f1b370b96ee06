// The packed package in bundlers, outside of this tree: each build runs in Chromium; and what publint and attw say of it.

import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { launch, newPage, soon } from "../tools/browser.mjs";
import { installed } from "../tools/installed.mjs";
import { requireTool } from "../tools/npm.mjs";
import { archiveIn, packed } from "../tools/packed.mjs";
import { serve } from "../tools/server.mjs";

const modules = installed("bundlers");
const tool = createRequire(join(modules, "../package.json"));
const load = (name) => import(pathToFileURL(tool.resolve(name)).href);
const folder = packed();
const pkg = join(folder, "node_modules/convalida");
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const USE = 'const form = new Form("piemonte-2020"); window.out = form.set("periodo.dataInizio", "22/02/2020").field.state;';
const APPS = {
  asItIs: `import init, { Form } from "convalida"; await init({ rulebooks: ["piemonte-2020"] }); ${USE}`,
  withBase: `import init, { Form } from "convalida"; import piemonte from "convalida/rulebooks/piemonte-2020"; await init({ base: "assets/convalida", rulebooks: [piemonte] }); ${USE}`,
  inline: `import { Form } from "convalida/inline/piemonte-2020"; ${USE}`,
  wrongPlace: `import init from "convalida"; init({ base: "nowhere" }).catch((error) => (window.out = error.message));`,
};

/** A project that has the package installed; answers its folder. */
function project(name, app) {
  const at = join(folder, name);
  mkdirSync(join(at, "dist"), { recursive: true });
  symlinkSync(join(folder, "node_modules"), join(at, "node_modules"));
  writeFileSync(join(at, "package.json"), '{ "private": true, "type": "module" }');
  writeFileSync(join(at, "main.js"), APPS[app]);
  const page = (script) => `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="${script}"></script>`;
  writeFileSync(join(at, "index.html"), page("/main.js"));
  writeFileSync(join(at, "dist/index.html"), page("main.js"));
  if (app === "withBase") {
    mkdirSync(join(at, "dist/assets/convalida"), { recursive: true });
    for (const part of ["core.wasm", "regolamenti"]) cpSync(join(pkg, part), join(at, "dist/assets/convalida", part), { recursive: true });
  }
  return at;
}

async function outAt(url, expected) {
  const { page } = await newPage(browser);
  await page.goto(url);
  await soon.match(() => page.evaluate(() => window.out ?? ""), expected);
  await page.close();
}

async function runs(at, expected = /^invalid$/) {
  const server = await serve({ folders: { "/": join(at, "dist") }, csp: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src data:" });
  await outAt(`${server.url}/`, expected).finally(() => server.close());
}

const viteBuild = (name) => async (at) => {
  const { build } = await load(name);
  await build({ root: at, configFile: false, logLevel: "error", build: { outDir: "dist", emptyOutDir: true, target: "es2022" } });
};

const { build: esbuild } = requireTool("esbuild");
const withEsbuild = (at) => esbuild({ entryPoints: [join(at, "main.js")], outfile: join(at, "dist/main.js"), bundle: true, format: "esm", target: "es2022", logLevel: "error" });

async function withRollup(at) {
  const { rollup } = await load("rollup");
  const { default: resolve } = await load("@rollup/plugin-node-resolve");
  const bundle = await rollup({ input: join(at, "main.js"), plugins: [resolve({ browser: true })], onwarn: () => {} });
  await bundle.write({ file: join(at, "dist/main.js"), format: "es", inlineDynamicImports: true });
}

async function withWebpack(at) {
  const { default: webpack } = await load("webpack");
  const output = { path: join(at, "dist"), filename: "main.js", module: true, chunkFormat: "module" };
  const made = webpack({ mode: "production", context: at, entry: "./main.js", target: ["web", "es2022"], output, experiments: { outputModule: true }, performance: false });
  const stats = await promisify(made.run.bind(made))();
  assert.ok(!stats.hasErrors(), stats.toString("errors-only"));
}

const BUILDS = [
  ["Vite 8", "asItIs", viteBuild("vite")],
  ["Vite 7", "asItIs", viteBuild("vite7")],
  ["webpack", "asItIs", withWebpack],
  ["Rollup, told where the files are", "withBase", withRollup],
  ["esbuild, told where the files are", "withBase", withEsbuild],
  ["esbuild, everything inside", "inline", withEsbuild],
];

for (const [name, app, build] of BUILDS) {
  test(name, async () => {
    const at = project(name.replace(/\W+/g, "-"), app);
    await build(at);
    await runs(at);
  });
}

test("files that are not where they were looked for are told in a sentence with its mend", async () => {
  const at = project("wrong", "wrongPlace");
  await withEsbuild(at);
  await runs(at, /nowhere\/\S+ answers 404.*init\(\{ base: .*convalida\/inline\//);
});

test("Vite's development server, with the package left out of its pre-bundling", async () => {
  const { createServer } = await load("vite7");
  const server = await createServer({ root: project("vite-dev", "asItIs"), configFile: false, logLevel: "error", optimizeDeps: { exclude: ["convalida"] }, server: { port: 0, host: "127.0.0.1", fs: { strict: false } } });
  await server.listen();
  await outAt(server.resolvedUrls.local[0], /^invalid$/).finally(() => server.close());
});

test("Node: import and require", () => {
  const use = 'console.log(new Form("piemonte-2020").set("periodo.dataInizio", "22/02/2020").field.state)';
  writeFileSync(join(folder, "esm.mjs"), `import init, { Form } from "convalida"; await init({ rulebooks: ["piemonte-2020"] }); ${use}`);
  writeFileSync(join(folder, "cjs.cjs"), `const { Form } = require("convalida/inline/piemonte-2020"); ${use}`);
  for (const file of ["esm.mjs", "cjs.cjs"]) {
    assert.match(execFileSync(process.execPath, ["--no-warnings", file], { cwd: folder, encoding: "utf8" }), /^invalid$/m, file);
  }
});

test("publint and attw have nothing to say", async () => {
  const { publint } = await load("publint");
  const { messages } = await publint({ pkgDir: pkg, strict: true });
  assert.deepEqual(messages, []);
  const attw = join(modules, "@arethetypeswrong/cli/dist/index.js");
  // Ends with 1 when it finds something; a sheet and the module have no types. `require` of a module is Node's matter.
  const settings = ["--profile", "esm-only", "--exclude-entrypoints", "dom.css", "core.wasm", "compiler.wasm"];
  await promisify(execFile)(process.execPath, [attw, archiveIn(folder), ...settings], { encoding: "utf8" });
});
