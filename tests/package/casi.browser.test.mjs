// The cases on the built package in headless Chromium: the same runner, the same verdicts as in Node and natively.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { launch, newPage, until } from "../tools/browser.mjs";
import { allCases } from "../tools/cases.mjs";
import { serve } from "../tools/server.mjs";

const folder = mkdtempSync(join(tmpdir(), "convalida-cases-"));
const browser = await launch();
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

test("every case gives what it must give", async () => {
  const cases = allCases();
  writeFileSync(join(folder, "cases.json"), JSON.stringify(cases));
  writeFileSync(
    join(folder, "run.js"),
    `import init, * as convalida from "/pkg/index.js";
     import { differences } from "/casi/run.mjs";
     await init();
     const cases = await (await fetch("cases.json")).json();
     window.out = { run: cases.length, differences: differences(convalida, cases) };`,
  );
  writeFileSync(
    join(folder, "index.html"),
    `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="run.js"></script>`,
  );
  const casi = join(import.meta.dirname, "../casi");
  const server = await serve({ folders: { "/": folder, "/casi/": casi }, csp: "default-src 'self' 'wasm-unsafe-eval'; img-src data:" });
  const { page, problems } = await newPage(browser);
  await page.goto(`${server.url}/index.html`);
  const out = await until(page, () => window.out, undefined, 120_000);
  await server.close();
  assert.deepEqual(problems, []);
  assert.equal(out.run, cases.length);
  assert.deepEqual(out.differences, []);
});
