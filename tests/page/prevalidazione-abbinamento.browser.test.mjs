// Matching the columns of a file in the prevalidation page: what is in hand stays in hand, what was chosen stays chosen.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, soon } from "../tools/browser.mjs";
import { assertAccessible } from "./open.mjs";
import { CODES, choose, openSingle, tab, textIs } from "./prevalidazione.mjs";

const WIDE = `Cod. Fisc.;Cognome;Nome;Strana;Data assunzione;Contratto;${Array.from({ length: 14 }, (_, at) => `Nota ${at}`).join(";")}\n${CODES[0]};Rossi;Mario;80;01/02/2015;PROVA;${"x;".repeat(14)}\n${CODES[1]};Verdi;Luigi;80;01/02/2015;TI;${"x;".repeat(14)}\n`;

describe("matching columns", () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser.close());

  /** A marked element in the page: whether it is there still, has the keyboard, and how far the page is scrolled. */
  const mark = (page, selector) => page.evaluate((wanted) => {
    window.held = document.querySelector(wanted);
    window.held.focus();
    window.held.scrollIntoView({ block: "center" });
    window.scrolled = scrollY;
  }, selector);
  const kept = (page) => page.evaluate(() => ({ same: window.held.isConnected, focused: document.activeElement === window.held, moved: Math.round(scrollY - window.scrolled) }));
  const fieldOf = (page, name) => page.getByLabel(`La colonna ${name} è`).inputValue();

  test("a choice keeps the keyboard and the place, as the same control: typing on finds the next word", async () => {
    const { page, problems } = await openSingle(browser, { viewport: { width: 1280, height: 500 } });
    await choose(page, ["ditta.csv", WIDE]);
    await page.waitForSelector("[data-apri]");
    const strange = `#${await page.getByLabel("La colonna Strana è").getAttribute("id")}`;
    await mark(page, strange);
    await page.locator(strange).selectOption("ore");
    await soon.equal(() => page.locator(`tr:has(${strange}) .certezza`).textContent(), "sicuro", "the answer has come");
    await soon.deepEqual(() => kept(page), { same: true, focused: true, moved: 0 });
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await soon.ok(async () => (await fieldOf(page, "Strana")) !== "ore");
    await page.locator(strange).selectOption("ore");
    // Two choices at once: neither is lost, and a field is one column's.
    await page.evaluate(() => {
      for (const [name, field] of [["Nota 0", "giorni"], ["Nota 1", "ore"]]) {
        const choice = document.querySelector(`[aria-label="La colonna ${name} è"]`);
        choice.value = field;
        choice.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
    await soon.deepEqual(async () => [await fieldOf(page, "Strana"), await fieldOf(page, "Nota 0"), await fieldOf(page, "Nota 1")], ["", "giorni", "ore"]);
    await soon.deepEqual(() => kept(page), { same: true, focused: true, moved: 0 });
    await assertAccessible(page, "matching");
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("other rules, and another language, leave what is typed, chosen and opened", async () => {
    const { page, problems } = await openSingle(browser, { viewport: { width: 1280, height: 500 } });
    await choose(page, ["ditta.csv", WIDE]);
    await page.waitForSelector("[data-apri]");
    await page.getByLabel("Data di presentazione", { exact: true }).fill("01/04/2020");
    await page.getByText("Come è letto il file", { exact: true }).click();
    await page.getByLabel("«PROVA» vuol dire").selectOption("determinato");
    await page.getByLabel("La colonna Strana è").selectOption("ore");
    await soon.equal(() => page.getByLabel("«PROVA» vuol dire").inputValue(), "determinato", "a word that was chosen is not forgotten");
    await mark(page, "#abbina-regole");
    await page.locator("#abbina-regole").selectOption("veneto-2020");
    await soon.equal(() => page.locator("#abbina-regole").inputValue(), "veneto-2020");
    await page.click("[data-lingua=en]");
    await soon.match(() => page.textContent("#abbinamento-titolo"), /^What ditta\.csv holds/);
    await soon.equal(() => page.getByLabel("Filing date", { exact: true }).inputValue(), "01/04/2020");
    await soon.equal(() => page.getByLabel("The column Strana is").inputValue(), "ore");
    await soon.equal(() => page.locator(".come-letto").evaluate((details) => details.open), true);
    await soon.equal(() => page.evaluate(() => window.held.isConnected), true);
    await soon.deepEqual(() => page.evaluate(() => [...document.querySelectorAll("#abbinamento label")].filter((label) => /Inizio|Foglio|Caratteri|Ricorda/.test(label.textContent)).map(({ textContent }) => textContent)), []);
    await page.click("[data-lingua=it]");
    await soon.match(() => page.textContent("#abbinamento-titolo"), /^Che cosa contiene/);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("what was chosen at the last moment is what opens", async () => {
    const { page, problems } = await openSingle(browser);
    await choose(page, ["ditta.csv", WIDE]);
    await page.waitForSelector("[data-apri]");
    await page.evaluate(() => {
      const choice = document.querySelector('[aria-label="La colonna Strana è"]');
      choice.value = "ore";
      choice.dispatchEvent(new Event("change", { bubbles: true }));
      document.querySelector("[data-apri]").click();
    });
    await page.waitForSelector(".esito");
    await tab(page, "lavoratori");
    await textIs(page, 0, "ore", "80");
    assert.deepEqual(problems, []);
    await page.close();
  });
});
