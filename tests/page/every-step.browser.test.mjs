// Every step of every rulebook and kind of application, on a phone and at 200 % zoom: accessible, nothing on the console,
// no sideways scrolling, and a field that gets the focus is seen whatever else floats on the page.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { soon } from "../tools/browser.mjs";
import { OF_LOOKS, assertAccessible, start } from "./open.mjs";

const examples = new URL("../../www/examples/", import.meta.url);
const flawed = readdirSync(examples).filter((name) => name.endsWith("-difetti.json")).sort();
/** Both have one column, so the same elements under the same names: these are looked at once, the looks in each. */
const views = {
  "on a phone": { view: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }, rules: [] },
  "at 200 % zoom": { view: { viewport: { width: 640, height: 450 } }, rules: OF_LOOKS },
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
    const { inForm, name, covered } = await focused(page);
    if (!inForm) return count;
    assert.notEqual(covered, "annulla", `${step}: the notice lies on ${name}`); // waiting would only see it go
    if (covered) await soon.equal(async () => (await focused(page)).covered, "", `${step}: ${name}`);
    assert.ok(count < 400, `${step}: Tab does not get out of the form`);
  }
}

/** Every step of the application in a file, on a page that stays for the next. */
async function walk({ page, how, rules }, file) {
  await page.setInputFiles("#apri-file", { name: file, mimeType: "application/json", buffer: readFileSync(new URL(file, examples)) });
  await soon.match(() => page.locator("#annulla").textContent(), new RegExp(`Aperta la domanda «${file}»`));
  await soon.ok(() => page.locator("#passi-elenco .wrong").count(), "the flaws are told");
  const steps = await page.locator("#passi-elenco a").evaluateAll((links) => links.map(({ hash }) => hash));
  assert.ok(steps.length >= 3 && steps.includes("#verifica"), steps.join());
  for (const step of steps) {
    const where = `${step}, ${how}`;
    await page.click(`#passi-elenco [href="${step}"]`);
    await soon.equal(() => page.evaluate(() => location.hash), step);
    if (step === "#verifica") {
      await page.click("#controlla");
      await soon.ok(() => page.evaluate(() => Boolean(document.activeElement.closest(".convalida-summary"))), "what the check found has the focus");
    }
    const reached = await tabThrough(page, where);
    assert.ok(reached > 0, where);
    await assertAccessible(page, where, rules);
    await soon.ok(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), where);
  }
}

describe("every step", () => {
  let site;
  const opened = [];
  before(async () => {
    site = await start();
    for (const [how, { view, rules }] of Object.entries(views)) opened.push({ how, rules, ...(await site.open({ path: "/", ...view })) });
  });
  after(() => site.stop());

  for (const file of flawed) {
    test(file.replace("-difetti.json", ""), async () => {
      await Promise.all(opened.map((one) => walk(one, file)));
      for (const { problems } of opened) assert.deepEqual(problems, []);
    });
  }
});
