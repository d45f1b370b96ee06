// Where peers live: each JavaScript one in a Node process or in a page of its own, the native one in its program. All take
// the orders of agent.mjs.

import { fork, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { pkg } from "../../pkg-config/build/places.mjs";
import { serve } from "../../pkg-config/serve.mjs";
import { launch } from "../../tests/tools/browser.mjs";
import { requireTool } from "../../tests/tools/npm.mjs";
import { benchProgram } from "../program.mjs";

const here = import.meta.dirname;

/** Every JavaScript peer as a page would load it, in a folder that `close` removes. */
export function bundles(names) {
  const { buildSync } = requireTool("esbuild");
  const folder = mkdtempSync(join(tmpdir(), "convalida-"));
  buildSync({
    entryPoints: names.map((name) => join(here, `peers/${name}.mjs`)),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    legalComments: "none",
    logLevel: "error",
  });
  return { folder, file: (name) => join(folder, `${name}.mjs`), close: () => rmSync(folder, { recursive: true }) };
}

/** One answer after the other to one order after the other; the first answer comes unasked. */
function conversation(send) {
  let settle;
  const next = () => new Promise((answered, failed) => (settle = { answered, failed }));
  return {
    ready: next(),
    order(order, given) {
      const answer = next();
      send({ order, given });
      return answer;
    },
    hear({ answer, error }) {
      if (error === undefined) settle.answered(answer);
      else settle.failed(new Error(error));
    },
    lost: (why) => settle?.failed(new Error(why)),
  };
}

/** Peers in Node. */
export function nodeHosts(made) {
  return {
    where: `Node ${process.version}`,
    async host(name) {
      const given = [pathToFileURL(made.file(name)).href, `${pathToFileURL(pkg).href}/`];
      const child = fork(join(here, "child.mjs"), given, { execArgv: ["--expose-gc"] });
      const talk = conversation((message) => child.send(message));
      child.on("message", talk.hear);
      child.on("exit", (status) => talk.lost(`the process of ${name} ended with ${status}`));
      await talk.ready;
      return { order: talk.order, close: () => child.kill() };
    },
    async close() {},
  };
}

/** Peers in Chromium. Its policy lets ajv and zod make code from text, as they do where they may. */
export async function pageHosts(made) {
  const csp = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval'";
  const site = await serve({ csp, folders: { "/beside/": here, "/peers/": made.folder } });
  const browser = await launch({ args: ["--js-flags=--expose-gc"] });
  return {
    where: `Chromium ${browser.version()}`,
    async host(name) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${site.url}/beside/page.html`);
      const start = ([module, folder]) =>
        import("/beside/agent.mjs").then(async ({ agent }) => {
          globalThis.orders = await agent(module, folder);
        });
      await page.evaluate(start, [`/peers/${name}.mjs`, "/pkg/"]);
      const order = (order, given) => page.evaluate(([order, given]) => globalThis.orders[order](given) ?? null, [order, given]);
      return { order, close: () => context.close() };
    },
    async close() {
      await browser.close();
      await site.close();
    },
  };
}

/** The native peer: one order and one answer a line. */
export async function nativeHost() {
  const child = spawn(benchProgram("hand"), { stdio: ["pipe", "pipe", "inherit"] });
  const talk = conversation((message) => child.stdin.write(`${JSON.stringify(message)}\n`));
  createInterface({ input: child.stdout }).on("line", (line) => talk.hear({ answer: JSON.parse(line) }));
  child.on("exit", (status) => talk.lost(`the native program ended with ${status}`));
  await talk.ready;
  return { order: talk.order, close: () => child.kill() };
}
