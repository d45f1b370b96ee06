// The package as it would be published, in small projects outside of this tree: each is built with its own tool and used
// as a person uses it. Slow, and not one of the tests: `node tests/bundlers/all.mjs`, or with the names of some.

import { execFile, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { launch, newPage, soon } from "../tools/browser.mjs";
import { archiveIn, folderOutside } from "../tools/packed.mjs";
import { freePort, serve } from "../tools/server.mjs";

const LATE = /36 giorni; il massimo per una domanda è 35/;
const sources = join(import.meta.dirname, "all");
const root = folderOutside();
const tool = (name) => join(root, "node_modules/.bin", name);
let browser;

/** Runs a command in a folder; what it said is the error when it fails. */
async function run(folder, command, ...options) {
  try {
    return (await promisify(execFile)(command, options, { cwd: folder, maxBuffer: 1 << 26, env: { ...process.env, NO_COLOR: "1", CI: "1" } })).stdout;
  } catch (error) {
    throw new Error(`${command} ${options.join(" ")}\n${error.stdout}${error.stderr}`);
  }
}

/** A project with the page of one way of getting the core. */
function project(name, page, ...files) {
  const folder = join(root, name);
  mkdirSync(folder);
  for (const file of ["index.html", "field.js"]) cpSync(join(sources, "page", file), join(folder, file));
  cpSync(join(sources, "page", `${page}.js`), join(folder, "main.js"));
  for (const file of files) cpSync(join(sources, file), join(folder, file.split("/").at(-1)));
  return folder;
}

/** What a site serves where the bundler made no page: the page, and the core beside. */
function site(folder, ...parts) {
  mkdirSync(join(folder, "dist"), { recursive: true });
  cpSync(join(folder, "index.html"), join(folder, "dist/index.html"));
  for (const part of parts) cpSync(join(root, "node_modules/convalida", part), join(folder, "dist/assets/convalida", part), { recursive: true });
}

/** A person types an end that is one day late, and mends it. */
async function typed(url, more = async () => {}) {
  const { page, problems } = await newPage(browser);
  await page.goto(url);
  await page.waitForSelector("[data-ready]", { timeout: 60_000 });
  const said = () => page.textContent("#esito");
  await page.locator("#fine").pressSequentially("28/03/20");
  await soon.equal(said, "", "half-typed text is no error");
  await page.locator("#fine").fill("29/03/2020");
  await soon.match(said, LATE);
  await more(page);
  await page.locator("#fine").fill("28/03/2020");
  await soon.equal(said, "");
  await page.close();
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

async function built(folder) {
  const csp = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src data:";
  const server = await serve({ folders: { "/": join(folder, "dist") }, csp });
  await typed(`${server.url}/`).finally(() => server.close());
}

/** Uses what a server of the project's own tool serves. */
async function served(folder, command, options, use) {
  const port = await freePort();
  const server = spawn(command, [...options, "--port", port], { cwd: folder, stdio: ["ignore", "pipe", "pipe"], detached: true, env: { ...process.env, CI: "1" } });
  let told = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (text) => (told += text));
  try {
    const url = `http://localhost:${port}/`;
    await soon.ok(() => fetch(url).then(({ ok }) => ok, () => false), `${command} serves nothing\n${told}`);
    await use(url);
  } finally {
    process.kill(-server.pid);
  }
}

const vite = (name) => async () => {
  const folder = project(name, "files", "vite/vite.config.js");
  const command = [join(root, "node_modules", name, "bin/vite.js")];
  await run(folder, process.execPath, ...command, "build");
  await built(folder);
  await served(folder, process.execPath, [...command, "--strictPort"], (url) => typed(url));
};

const esbuild = (page) => async () => {
  const folder = project(`esbuild-${page}`, page);
  await run(folder, tool("esbuild"), "main.js", "--bundle", "--format=esm", "--target=es2022", "--outfile=dist/main.js");
  site(folder, ...(page === "copied" ? ["core.wasm"] : []));
  await built(folder);
};

const said = async (command, ...options) => {
  const folder = join(root, "runtimes");
  cpSync(join(sources, "runtimes"), folder, { recursive: true });
  const text = await run(folder, command, ...options);
  if (!LATE.test(text)) throw new Error(`${command} ${options.join(" ")} said: ${text}`);
};

/** npm's package of a runtime carries the program in one package for each platform. */
const bun = () => join(root, `node_modules/@oven/bun-${process.platform}-${process.arch === "arm64" ? "aarch64" : "x64"}/bin/bun`);

const PROJECTS = {
  "vite-8": ["Vite 8: built, and its development server", vite("vite")],
  "vite-7": ["Vite 7: the same", vite("vite7")],
  webpack: ["webpack", async () => {
    const folder = project("webpack", "files", "webpack/webpack.config.js");
    await run(folder, tool("webpack"));
    site(folder);
    await built(folder);
  }],
  rollup: ["Rollup, told where the core is", async () => {
    const folder = project("rollup", "copied", "rollup/rollup.config.js");
    await run(folder, tool("rollup"), "--config");
    site(folder, "core.wasm");
    await built(folder);
  }],
  "esbuild-copied": ["esbuild, told where the core is", esbuild("copied")],
  "esbuild-inline": ["esbuild, everything inside", esbuild("inline")],
  angular: ["Angular CLI, with its assets and the adapter", async () => {
    const folder = join(root, "angular");
    cpSync(join(sources, "angular"), folder, { recursive: true });
    symlinkSync("../node_modules", join(folder, "node_modules")); // assets are named from the project's own folder
    await run(folder, tool("ng"), "build");
    await built(folder);
  }],
  next: ["Next: in the browser, and in a route of its server", async () => {
    const folder = join(root, "next");
    cpSync(join(sources, "next"), folder, { recursive: true });
    await run(folder, tool("next"), "build");
    await served(folder, tool("next"), ["start"], (url) => typed(url, async (page) => {
      await page.click("button");
      await soon.match(() => page.textContent("#risposta"), LATE);
    }));
  }],
  "node-import": ["Node, import", () => said(process.execPath, "--no-warnings", "import.mjs")],
  "node-require": ["Node, require", () => said(process.execPath, "--no-warnings", "require.cjs")],
  deno: ["Deno", () => said(tool("deno"), "run", "--no-remote", "--allow-read", "--node-modules-dir=manual", "import.mjs")],
  bun: ["Bun", () => said(bun(), "run", "import.mjs")],
  "bun-require": ["Bun, require", () => said(bun(), "run", "require.cjs")],
};

const wanted = process.argv.slice(2);
const none = wanted.find((name) => !Object.hasOwn(PROJECTS, name));
if (none !== undefined) {
  console.error(`no project is called ${none}; there are: ${Object.keys(PROJECTS).join(", ")}`);
  process.exit(2);
}

console.log("setup: the bundlers, as the lock file says (some minutes the first time)");
for (const file of ["package.json", "package-lock.json", ".npmrc"]) cpSync(join(sources, file), join(root, file));
execFileSync("npm", ["ci", "--no-progress", "--loglevel=error"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
execFileSync("npm", ["install", "--no-save", "--no-progress", "--loglevel=error", archiveIn(root)], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });

browser = await launch();
let failed = 0;
for (const [name, [what, use]] of Object.entries(PROJECTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const start = Date.now();
  try {
    await use();
    console.log(`ok      ${what} (${Math.round((Date.now() - start) / 1000)} s)`);
  } catch (error) {
    failed++;
    console.log(`failed  ${what}\n${error.message.replace(/^/gm, "        ")}`);
  }
}
await browser.close();
console.log(failed === 0 ? "all that was tried works" : `${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
