// Superforms in a SvelteKit project: built, served by its own server, typed in by a person, sent.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, newPage, soon } from "../tools/browser.mjs";
import { installed } from "../tools/installed.mjs";
import { packed } from "../tools/packed.mjs";
import { freePort } from "../tools/server.mjs";
import { scenario } from "./scenario.mjs";

let browser, server, url;

before(async () => {
  const modules = installed("adapters");
  const folder = packed();
  cpSync(join(import.meta.dirname, "superforms"), folder, { recursive: true });
  for (const name of readdirSync(modules)) symlinkSync(join(modules, name), join(folder, "node_modules", name));
  execFileSync(process.execPath, [join(folder, "node_modules/vite/bin/vite.js"), "build"], { cwd: folder, stdio: "pipe" });
  const PORT = await freePort();
  url = `http://127.0.0.1:${PORT}`;
  // Its server takes what is sent from its own address alone.
  server = spawn(process.execPath, ["build"], { cwd: folder, env: { ...process.env, HOST: "127.0.0.1", PORT, ORIGIN: url }, stdio: ["ignore", "ignore", "inherit"] });
  await soon.ok(() => fetch(url).then(({ ok }) => ok, () => false));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.kill();
});

test("Superforms in SvelteKit", async () => {
  const { page, problems } = await newPage(browser);
  await page.goto(url);
  await page.waitForSelector("[data-ready]", { timeout: 60_000 });
  const at = (name) => page.locator(`[name="${name}"]`);
  const said = (name) => page.locator(`[data-error="${name}"]`).textContent();
  const type = async (name, text) => {
    await at(name).fill("");
    await at(name).pressSequentially(text);
  };
  await scenario(type, said);
  await type("lavoratori[0].dataAssunzione", "23/02/2020");
  await type("periodo.dataFine", "28/03/2020");
  await soon.equal(() => said("periodo.dataFine"), "");
  await page.locator("button").click();
  await soon.match(() => said("lavoratori[0].ore"), /./, "the server judges every field as left");
  await soon.equal(() => page.locator("[role=status]").textContent(), "");
  await type("lavoratori[0].ore", "8");
  await soon.equal(() => said("lavoratori[0].ore"), "");
  await page.locator("button").click();
  await soon.equal(() => page.locator("[role=status]").textContent(), "Domanda ricevuta.");
  // What is refused is answered with 400; SvelteKit gives up a load that it needs no longer.
  assert.deepEqual(problems.filter((problem) => !/status of 400|^failed: .*__data\.json/.test(problem)), []);
  await page.close();
});
