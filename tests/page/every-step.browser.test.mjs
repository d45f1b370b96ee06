// Every step of every rulebook and kind of application, on a phone and at 200 % zoom: accessible, nothing on the console,
// no sideways scrolling, and a field that gets the focus is seen whatever else floats on the page.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { soon } from "../tools/browser.mjs";
import { assertAccessible, start } from "./open.mjs";

const examples = new URL("../../www/examples/", import.meta.url);
const flawed = readdirSync(examples).filter((name) => name.endsWith("-difetti.json")).sort();
const views = {
  "on a phone": { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  "at 200 % zoom": { viewport: { width: 640, height: 450 } },
};

/** What has the focus, and what a person would touch in its middle where that is something else. */
const focused = (page) => page.evaluate(() => {
  const one = document.activeElement;
  const { left, top, width, height } = one.getBoundingClientRect();
  const seen = document.elementFromPoint(left + width / 2, top + height / 2);
  const free = one.contains(seen) || seen?.contains(one) || [...(one.labels ?? [])].includes(seen); // a tick is drawn by its label
  const name = (element) => element && (element.id || element.className || element.tagName);
  return { inForm: Boolean(one.closest("#domanda")), name: name(one), covered: free ? "" : `${name(seen) ?? "outside what is seen"}` };
});

/** Goes through a step by Tab alone, from its title to the first thing after the form; answers how many things had the focus. */
async function tabThrough(page, step) {
  await page.locator(".passo-titolo:visible").first().focus();
  for (let count = 0; ; count++) {
    await page.keyboard.press("Tab");
    const { inForm, name } = await focused(page);
    if (!inForm) return count;
    await soon.equal(async () => (await focused(page)).covered, "", `${step}: ${name}`);
    assert.ok(count < 400, `${step}: Tab does not get out of the form`);
  }
}

describe("every step", () => {
  let site;
  before(async () => (site = await start()));
  after(() => site.stop());

  for (const file of flawed) {
    test(file.replace("-difetti.json", ""), async () => {
      for (const [how, view] of Object.entries(views)) {
        const { page, problems } = await site.open({ path: "/", ...view });
        await page.setInputFiles("#apri-file", { name: file, mimeType: "application/json", buffer: readFileSync(new URL(file, examples)) });
        await soon.match(() => page.locator("#annulla").textContent(), /Aperta la domanda/);
        await soon.ok(() => page.locator("#passi-elenco .wrong").count(), "the flaws are told");
        const steps = await page.locator("#passi-elenco a").evaluateAll((links) => links.map(({ hash }) => hash));
        assert.ok(steps.length >= 3 && steps.includes("#verifica"), steps.join());
        for (const step of steps) {
          const where = `${step}, ${how}`;
          await page.click(`#passi-elenco [href="${step}"]`);
          await soon.equal(() => page.evaluate(() => location.hash), step);
          if (step === "#verifica") {
            await page.click("#controlla");
            await page.waitForSelector(".convalida-summary");
          }
          const reached = await tabThrough(page, where);
          assert.ok(reached > 0, where);
          await assertAccessible(page, where);
          await soon.ok(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), where);
        }
        assert.deepEqual(problems, []);
        await page.close();
      }
    });
  }
});
