// What a person sees at each keystroke, on leaving a field, and when asking for the whole check.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { soon } from "../tools/browser.mjs";
import { cell, field, messages, press, start, typeAndCount } from "./open.mjs";

describe("typing", () => {
  let site;
  before(async () => (site = await start()));
  after(() => site.stop());

  test("a hire date turns red at the very key, and is mended by one", async () => {
    const { page, problems } = await site.open();
    await field(page, "dataPresentazione").fill("01/04/2020");
    await page.click('[data-convalida-add="lavoratori"]');
    const hire = cell(page, 0, "dataAssunzione");
    await typeAndCount(page, hire, "24/02/202", [0, 0, 0, 0, 0, 0, 0, 0, 1]);
    await soon.equal(() => hire.getAttribute("aria-invalid"), "true");
    await soon.ok(async () => (await hire.getAttribute("class")).includes("is-invalid"));
    const described = () => hire.evaluate((input) => document.getElementById(input.getAttribute("aria-describedby").split(" ").at(-1)).textContent);
    await soon.match(described, /23\/02\/2020/);
    await soon.equal(() => hire.evaluate((input) => input.validationMessage !== ""), true);
    await page.keyboard.press("Backspace");
    await soon.deepEqual(() => messages(page), []);
    await soon.equal(() => hire.getAttribute("aria-invalid"), null);
    await soon.equal(() => hire.evaluate((input) => input.validationMessage), "");
    await soon.equal(() => page.evaluate(() => document.activeElement.dataset.convalida), "*.dataAssunzione", "the focus stays");
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("a half-typed date speaks on leaving, with its completion at one click, and the way back", async () => {
    const { page } = await site.open();
    const filed = field(page, "dataPresentazione");
    await filed.pressSequentially("01/04/20");
    await soon.deepEqual(() => messages(page), []);
    await page.keyboard.press("Tab");
    await soon.equal(async () => (await messages(page)).length, 1);
    await page.click(".convalida-fix");
    await soon.equal(() => filed.inputValue(), "01/04/2020");
    await soon.deepEqual(() => messages(page), []);
    await page.click("#annulla button");
    await soon.equal(() => filed.inputValue(), "01/04/20");
    await soon.equal(async () => (await messages(page)).length, 1);
    await page.close();
  });

  test("the focused field says what may be entered, in Italian and in English, and is not covered by it on a phone", async () => {
    const { page } = await site.open({ viewport: { width: 360, height: 740 } });
    await field(page, "dataPresentazione").fill("01/04/2020");
    await field(page, "periodo.dataInizio").fill("23/02/2020");
    await field(page, "periodo.dataFine").focus();
    await soon.equal(() => page.locator("#convalida-hint").textContent(), "dal 27/02/2020 al 28/03/2020");
    const places = () =>
      page.evaluate(() => {
        const [hint, control] = [document.getElementById("convalida-hint"), document.activeElement].map((at) => at.getBoundingClientRect());
        return { below: hint.top >= control.bottom, inside: hint.left >= 0 && hint.right <= innerWidth };
      });
    await soon.deepEqual(places, { below: true, inside: true });
    await page.click("[data-lingua=en]");
    await field(page, "periodo.dataFine").focus();
    await soon.equal(() => page.locator("#convalida-hint").textContent(), "from 27/02/2020 to 28/03/2020");
    await page.close();
  });

  test("the live region waits for a pause, and for leaving", async () => {
    const { page } = await site.open({ before: (fresh) => fresh.clock.install() });
    const live = page.locator("#domanda > [aria-live=polite]");
    await page.clock.pauseAt(new Date(Date.now() + 60_000));
    await field(page, "periodo.dataInizio").fill("23/02/2020");
    await field(page, "periodo.dataFine").pressSequentially("29/03/2020");
    await soon.equal(async () => (await messages(page)).length, 1);
    await soon.equal(() => live.textContent(), "", "while the clock stands still nothing is said");
    await page.clock.resume();
    await soon.match(() => live.textContent(), /35/);
    await page.close();
  });

  test("a message above does not move what is being typed", async () => {
    const { page } = await site.open({ viewport: { width: 1280, height: 700 } });
    await press(page, "esempio");
    const start = field(page, "periodo.dataFine");
    const hire = cell(page, 2, "orarioSettimanale");
    await hire.evaluate((input) => input.scrollIntoView({ block: "center", behavior: "instant" }));
    await hire.fill("4");
    const before = await hire.boundingBox();
    await start.evaluate((input) => {
      input.value = "30/06/2020";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await soon.ok(async () => (await messages(page)).length > 0);
    await soon.ok(async () => Math.abs((await hire.boundingBox()).y - before.y) < 1.5, `it stood at ${before.y}`);
    await page.close();
  });

  test("a button that is being pressed stays under the finger when a message comes on leaving", async () => {
    const { page } = await site.open();
    await page.click('[data-convalida-add="lavoratori"]');
    await field(page, "sr41.dataInvio").focus();
    await page.keyboard.type("01/09/20");
    await page.click("#controlla");
    await page.waitForSelector(".convalida-summary");
    await soon.ok(() => page.evaluate(() => document.activeElement.classList.contains("convalida-summary")));
    await page.close();
  });

  test("the whole check: summary with the focus, missing apart from wrong, warnings apart from errors, links that lead", async () => {
    const { page } = await site.open();
    await press(page, "difetti");
    await page.fill('[data-convalida="datoreLavoro.codiceFiscale"]', "");
    await page.click("#controlla");
    await soon.ok(() => page.evaluate(() => document.activeElement.matches(".convalida-summary.alert-danger")));
    const titles = async () => (await page.locator(".convalida-summary h3").allTextContents()).join("\n");
    await soon.match(titles, /^Da correggere \(\d+\)\nDa completare \(\d+\)\n(.*\n)*Avvisi/);
    await soon.equal(() => page.locator(".alert-danger", { hasText: "Avvisi" }).count(), 0, "warnings are not red");
    await soon.match(() => page.title(), /^Da correggere: \d+ – /);
    for (const text of await page.locator(".alert-danger a").allTextContents()) {
      await soon.ok(async () => (await messages(page)).some((message) => message.endsWith(text)), `the same words stand at the field: ${text}`);
    }
    await page.locator(".convalida-summary a", { hasText: "31/11/2019" }).click();
    await soon.equal(() => page.evaluate(() => document.activeElement.value), "31/11/2019");
    await page.close();
  });

  test("after the whole check a missing field is mended by its first good key", async () => {
    const { page } = await site.open();
    await page.click("#controlla");
    await page.waitForSelector(".convalida-summary");
    await soon.ok(async () => (await messages(page)).length > 3);
    const before = (await messages(page)).length;
    await field(page, "periodo.dataInizio").focus();
    await page.keyboard.type("2");
    await soon.equal(async () => (await messages(page)).length, before - 1);
    await page.close();
  });

  test("perché: the source and the computation open without moving the focus, and Escape closes them", async () => {
    const { page } = await site.open();
    await press(page, "difetti");
    const why = page.locator(".convalida-why").first();
    await why.click();
    await soon.equal(() => why.getAttribute("aria-expanded"), "true");
    const panel = page.locator(".convalida-explanation");
    await soon.match(() => panel.textContent(), /Dal 23\/02\/2020 al 30\/03\/2020 sono 37 giorni\.Il massimo è 35: 2 in più\./);
    await soon.match(() => panel.textContent(), /pari a 35 giorni di calendario/);
    await soon.match(() => panel.textContent(), /AMINDER/);
    await page.keyboard.press("Escape");
    await soon.equal(() => panel.count(), 0);
    await soon.equal(() => why.getAttribute("aria-expanded"), "false");
    await page.close();
  });
});
