// Hostile values in the place of the options of `bind`, and of what is handed to a binding: a sentence, and the page as
// it was. `CONVALIDA_FUZZ_SECONDS` makes it long, `CONVALIDA_SEED` gives it another beginning.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, newPage } from "../tools/browser.mjs";
import { serve } from "../tools/server.mjs";

const seconds = Number(process.env.CONVALIDA_FUZZ_SECONDS ?? 5);
const seed = Number(process.env.CONVALIDA_SEED ?? 1);

/** In the page: binds, uses and unbinds a form again and again. */
async function fuzz([seed, seconds]) {
  const { Gotcha, chance, hostile } = await import("/tools/hostile.mjs");
  const options = ["names", "values", "fields", "page", "today", "language", "texts", "delay", "explain", "keepPage", "rulebook", "form", "summary", "live"];
  const calls = ["load", "rewrite", "set", "type", "text", "sync", "rescan", "add", "remove", "use"];
  const form = document.getElementById("domanda");
  const before = document.body.innerHTML;
  const end = Date.now() + seconds * 1000;
  const told = { runs: 0, bound: 0, sentences: 0, wrong: [] };
  const sentence = (error, call) => {
    told.sentences++;
    // What the page's own function throws is the page's, and so is a class in the place of a function.
    if (error instanceof Gotcha || /^Class constructor/.test(error?.message)) return;
    const ours = error?.name === "Error" && error.message.startsWith("convalida: ") && !/stopped unexpectedly/.test(error.message);
    if (!ours) told.wrong.push(`${call}: ${error?.stack ?? String(error)}`);
  };
  for (; told.wrong.length < 5 && (told.runs < 200 || Date.now() < end); told.runs++) {
    const run = seed * 1_000_003 + told.runs;
    const next = chance(run);
    const option = options[next(options.length)];
    let binding;
    try {
      const value = hostile(next);
      binding = next(8) === 0 ? convalida.bind(value, { rulebook: "piemonte-2020" }) : convalida.bind(form, { rulebook: "piemonte-2020", [option]: value });
      told.bound++;
    } catch (error) {
      sentence(error, `run ${run}, bind with ${option}`);
    }
    if (binding) {
      for (const call of calls) {
        try {
          binding[call](hostile(next), hostile(next));
        } catch (error) {
          sentence(error, `run ${run}, ${option}, ${call}`);
        }
      }
      binding.destroy();
    }
    form.reset();
    if (document.body.innerHTML !== before) told.wrong.push(`run ${run}, ${option}: the page is not as it was: ${document.body.innerHTML}`);
  }
  return told;
}

test("bind with anything", { timeout: 120_000 + seconds * 2000 }, async (t) => {
  const folders = { "/dom/": fileURLToPath(new URL("../dom/", import.meta.url)), "/tools/": fileURLToPath(new URL("../tools/", import.meta.url)) };
  const [browser, server] = [await launch(), await serve({ folders })];
  const { page } = await newPage(browser);
  await page.goto(`${server.url}/dom/plain.html`);
  await page.waitForFunction(() => window.binding);
  await page.evaluate(() => window.binding.destroy());
  const { wrong, ...told } = await page.evaluate(fuzz, [seed, seconds]);
  t.diagnostic(JSON.stringify(told));
  assert.deepEqual(wrong, []);
  assert.ok(told.bound > 50 && told.sentences > 50);
  await browser.close();
  await server.close();
});
