// What a person sees at each keystroke, on leaving a field, and when asking for the whole check.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { cell, field, messages, press, serious, start, typeAndCount } from "./open.mjs";

describe("typing", () => {
  let site;
  before(async () => (site = await start()));
  after(() => site.stop());

  test("a hire date turns red at the very key, and is mended by one", async () => {
    const { page, problems } = await site.open();
    await field(page, "dataPresentazione").fill("01/04/2020");
    await page.click('[data-convalida-add="lavoratori"]');
    const hire = cell(page, 0, "dataAssunzione");
    assert.deepEqual(await typeAndCount(page, hire, "24/02/202"), [0, 0, 0, 0, 0, 0, 0, 0, 1]);
    assert.equal(await hire.getAttribute("aria-invalid"), "true");
    assert.ok((await hire.getAttribute("class")).includes("is-invalid"));
    const described = (await hire.getAttribute("aria-describedby")).split(" ");
    const text = await page.locator(`[id="${described.at(-1)}"]`).textContent();
    assert.match(text, /23\/02\/2020/);
    assert.equal(await hire.evaluate((input) => input.validationMessage !== ""), true);
    await page.keyboard.press("Backspace");
    assert.deepEqual(await messages(page), []);
    assert.equal(await hire.getAttribute("aria-invalid"), null);
    assert.equal(await hire.evaluate((input) => input.validationMessage), "");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.convalida), "*.dataAssunzione", "the focus stays");
    assert.deepEqual(serious(problems), []);
    await page.close();
  });

  test("a half-typed date speaks on leaving, with its completion at one click, and the way back", async () => {
    const { page } = await site.open();
    const filed = field(page, "dataPresentazione");
    await typeAndCount(page, filed, "01/04/20");
    assert.deepEqual(await messages(page), []);
    await page.keyboard.press("Tab");
    assert.equal((await messages(page)).length, 1);
    await page.click(".convalida-fix");
    assert.equal(await filed.inputValue(), "01/04/2020");
    assert.deepEqual(await messages(page), []);
    await page.click("#annulla button");
    assert.equal(await filed.inputValue(), "01/04/20");
    assert.equal((await messages(page)).length, 1);
    await page.close();
  });

  test("the focused field says what may be entered, in Italian and in English", async () => {
    const { page } = await site.open();
    await field(page, "dataPresentazione").fill("01/04/2020");
    await field(page, "periodo.dataInizio").fill("23/02/2020");
    await field(page, "periodo.dataFine").focus();
    assert.equal(await page.locator("#convalida-hint").textContent(), "dal 27/02/2020 al 28/03/2020");
    await page.click("[data-lingua=en]");
    await field(page, "periodo.dataFine").focus();
    assert.equal(await page.locator("#convalida-hint").textContent(), "from 27/02/2020 to 28/03/2020");
    await page.close();
  });

  test("the live region waits for a pause, and for leaving", async () => {
    const { page } = await site.open();
    const live = page.locator("#domanda > [aria-live=polite]");
    await field(page, "periodo.dataInizio").fill("23/02/2020");
    await typeAndCount(page, field(page, "periodo.dataFine"), "29/03/2020");
    assert.equal(await live.textContent(), "");
    await page.waitForFunction(() => document.querySelector("#domanda > [aria-live=polite]").textContent.includes("35"), null, { timeout: 3000 });
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
    assert.ok((await messages(page)).length > 0);
    const after = await hire.boundingBox();
    assert.ok(Math.abs(after.y - before.y) < 1.5, `${before.y} → ${after.y}`);
    await page.close();
  });

  test("a button that is being pressed stays under the finger when a message comes on leaving", async () => {
    const { page } = await site.open();
    await page.click('[data-convalida-add="lavoratori"]');
    await field(page, "sr41.dataInvio").focus();
    await page.keyboard.type("01/09/20");
    await page.click("#controlla");
    await page.waitForSelector(".convalida-summary");
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains("convalida-summary")));
    await page.close();
  });

  test("the whole check: summary with the focus, missing apart from wrong, warnings apart from errors, links that lead", async () => {
    const { page } = await site.open();
    await press(page, "difetti");
    await page.fill('[data-convalida="datoreLavoro.codiceFiscale"]', "");
    await page.click("#controlla");
    assert.ok(await page.evaluate(() => document.activeElement.matches(".convalida-summary.alert-danger")));
    const titles = await page.locator(".convalida-summary h3").allTextContents();
    assert.match(titles[0], /^Da correggere \(\d+\)$/);
    assert.match(titles[1], /^Da completare \(\d+\)$/);
    assert.ok(titles.some((title) => title.startsWith("Avvisi")));
    assert.equal(await page.locator(".alert-danger", { hasText: "Avvisi" }).count(), 0, "warnings are not red");
    assert.match(await page.title(), /^Da correggere: \d+ – /);
    const shown = await messages(page);
    for (const text of await page.locator(".alert-danger a").allTextContents()) {
      assert.ok(shown.some((message) => message.endsWith(text)), `the same words stand at the field: ${text}`);
    }
    await page.locator(".convalida-summary a", { hasText: "31/11/2019" }).click();
    assert.equal(await page.evaluate(() => document.activeElement.value), "31/11/2019");
    await page.close();
  });

  test("after the whole check a missing field is mended by its first good key", async () => {
    const { page } = await site.open();
    await page.click("#controlla");
    const before = (await messages(page)).length;
    assert.ok(before > 3);
    await field(page, "periodo.dataInizio").focus();
    await page.keyboard.type("2");
    assert.equal((await messages(page)).length, before - 1);
    await page.close();
  });

  test("perché: the source and the computation open without moving the focus, and Escape closes them", async () => {
    const { page } = await site.open();
    await press(page, "difetti");
    const why = page.locator(".convalida-why").first();
    await why.click();
    assert.equal(await why.getAttribute("aria-expanded"), "true");
    const panel = page.locator(".convalida-explanation");
    assert.match(await panel.textContent(), /pari a 35 giorni di calendario/);
    assert.match(await panel.textContent(), /AMINDER/);
    await page.keyboard.press("Escape");
    assert.equal(await panel.count(), 0);
    assert.equal(await why.getAttribute("aria-expanded"), "false");
    await page.close();
  });
});
