// A long list of workers: the rows become a table whose rows are data, and on the way nothing is lost.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { soon } from "../tools/browser.mjs";
import { assertAccessible, cell, field, paste, press, start } from "./open.mjs";

const worker = (n, hired = "12/01/2015") => ["", `Rossi ${n}`, "Anna", hired, "tempo indeterminato", "operaio", "40", "10", "80"].join("\t");
const workers = (count, flawed = []) => Array.from({ length: count }, (_, at) => worker(at + 1, flawed.includes(at + 1) ? "31/11/2019" : undefined)).join("\n");

/** A cell of the table: its row as it is numbered, and the place of its column. */
const entry = (page, row, column) => page.locator(`#tabella-lunga [role=row][aria-rowindex="${row + 1}"]:visible [aria-colindex="${column + 2}"]`);
const surname = (page, row) => entry(page, row, 1);
const focused = (page) => page.evaluate(() => {
  const active = document.activeElement.closest("[role=gridcell]") ?? document.activeElement;
  return `${active.parentElement.getAttribute("aria-rowindex")} ${active.getAttribute("aria-colindex")}`;
});

describe("a long list of workers", () => {
  let site;
  before(async () => (site = await start()));
  after(() => site.stop());

  async function pasted(count, flawed, view = {}) {
    const opened = await site.open({ path: "/#lavoratori", ...view });
    await opened.page.click('[data-convalida-add="lavoratori"]');
    await cell(opened.page, 0, "codiceFiscale").focus();
    await paste(opened.page, workers(count, flawed));
    return opened;
  }

  test("ten thousand pasted rows are there, and only those that show have elements", async () => {
    const { page, problems } = await pasted(10_000, [7, 9_000]);
    await soon.equal(() => page.locator("#tabella-lunga [role=grid]").getAttribute("aria-rowcount"), "10001");
    await soon.equal(() => page.locator("#lavoratori [data-convalida-row]").count(), 0);
    await soon.ok(async () => (await page.locator("#tabella-lunga [role=row]").count()) < 60);
    await soon.equal(() => focused(page), "2 2");
    await soon.equal(() => entry(page, 7, 3).getAttribute("aria-invalid"), "true");
    await soon.match(() => page.locator("#riepilogo").innerText(), /Da correggere: 2[^]*Assunzione, riga 7, Rossi 7 Anna[^]*Assunzione, riga 9000, Rossi 9000 Anna/);
    await soon.match(() => page.locator("#riepilogo").innerText(), /800\.000/);
    await page.click("#prossima-riga");
    await soon.equal(() => focused(page), "8 5");
    await soon.match(() => page.locator("#tabella-lunga .tb-bubble").innerText(), /Il 31\/11\/2019 non esiste: novembre 2019 ha 30 giorni/);
    await page.keyboard.type("30/11/2019");
    await soon.equal(() => page.locator("#tabella-lunga .tb-bubble").isVisible(), false);
    await page.keyboard.press("Enter");
    await soon.match(() => page.locator("#riepilogo").innerText(), /Da correggere: 1/);
    await page.keyboard.press("Control+z");
    await soon.equal(() => entry(page, 7, 3).innerText(), "31/11/2019");
    await page.click(".annulla button");
    await soon.equal(() => page.locator("#lavoratori [data-convalida-row]").count(), 1);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("a link of the whole check leads to its cell, in whatever step it stands", async () => {
    const { page, problems } = await pasted(60, [55]);
    await page.evaluate(() => (location.hash = "verifica"));
    await page.click("#controlla");
    await page.locator(".convalida-summary a", { hasText: "31/11/2019" }).click();
    await soon.equal(() => focused(page), "56 5");
    await page.locator("#tabella-lunga .convalida-why").click();
    await soon.match(() => page.locator("#elenco-lungo-perche").innerText(), /Chi controlla/);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("the button of a message offers the fix of this moment, also where the message is still the same", async () => {
    const { page, problems } = await site.open();
    const lavoratori = Array.from({ length: 60 }, (_, at) => ({ cognome: `Rossi ${at}`, dataAssunzione: "12/01/2015", orarioSettimanale: "40", giorni: "1", ore: "8", ...(at === 0 && { dataInizio: "24/03/2020", dataFine: "05/04/2020" }) }));
    const domanda = { regolamento: "piemonte-2020", dataPresentazione: "01/04/2020", periodo: { dataInizio: "23/02/2020", dataFine: "28/03/2020" }, lavoratori };
    await page.setInputFiles("#apri-file", { name: "domanda.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(domanda)) });
    const columnOf = (key) => page.locator("#tabella-lunga .tb-sort").evaluateAll((heads, name) => heads.findIndex(({ dataset }) => dataset.key === name), key);
    const text = async (key) => entry(page, 1, await columnOf(key)).innerText();
    const isInHand = async (key) => (await focused(page)) === `2 ${(await columnOf(key)) + 2}`;
    await soon.ok(async () => (await columnOf("dataFine")) > 0);
    const fix = page.locator("#tabella-lunga .tb-bubble:not([hidden]) [data-fix]");
    const message = () => page.locator("#tabella-lunga .tb-bubble .tb-said").innerText();
    await entry(page, 1, 0).click();
    for (let steps = 0; steps < 30 && !(await isInHand("dataInizio")); steps++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await soon.ok(() => isInHand("dataFine"));
    await soon.equal(() => fix.innerText(), "Indica il 28/03/2020");
    const said = await message();
    await paste(page, "30/03/2020\t05/04/2020");
    await soon.equal(() => text("dataInizio"), "30/03/2020");
    await soon.equal(() => fix.count(), 0, "there is no day that leads into no other error");
    await soon.equal(message, said);
    await paste(page, "25/03/2020\t05/04/2020");
    await soon.equal(() => fix.innerText(), "Indica il 28/03/2020");
    await soon.equal(message, said);
    await fix.click();
    await soon.equal(() => text("dataFine"), "28/03/2020");
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("the row that makes the list long comes with its focus and with what was half typed", async () => {
    const { page, problems } = await pasted(50, []);
    await soon.equal(() => page.locator("#lavoratori [data-convalida-row]").count(), 50);
    await cell(page, 49, "cognome").fill("Ferr");
    await page.keyboard.press("Enter");
    await soon.equal(() => focused(page), "52 2");
    await soon.equal(() => surname(page, 50).innerText(), "Ferr");
    await page.keyboard.type("RSS");
    await page.keyboard.press("Tab");
    await soon.equal(() => entry(page, 51, 0).innerText(), "RSS");
    await page.click('[data-convalida-add="lavoratori"]');
    await soon.equal(() => focused(page), "53 2");
    await page.keyboard.press("Control+Home");
    await page.locator('#tabella-lunga [aria-rowindex="2"] [role=rowheader]:visible').click();
    await page.click("#righe-scelte");
    await soon.equal(() => surname(page, 1).innerText(), "Rossi 2");
    await soon.equal(() => page.locator("#tabella-lunga [role=grid]").getAttribute("aria-rowcount"), "52");
    await page.click(".annulla button");
    await soon.equal(() => surname(page, 1).innerText(), "Rossi 1");
    await page.evaluate(() => (location.hash = "tutto"));
    await press(page, "svuota");
    await soon.equal(() => page.locator("#tabella-lunga").isVisible(), false);
    await page.click('[data-convalida-add="lavoratori"]');
    await soon.equal(() => cell(page, 0, "cognome").isVisible(), true);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("a paste into a short list that is taken back leaves the list as it was", async () => {
    const { page } = await site.open();
    await press(page, "esempio");
    const names = () => page.locator('#lavoratori [data-convalida="*.cognome"]').evaluateAll((all) => all.map(({ value }) => value));
    const before = await names();
    await cell(page, 1, "cognome").focus();
    await paste(page, Array.from({ length: 80 }, (_, at) => `Verdi ${at}`).join("\n"));
    await soon.equal(() => surname(page, 2).innerText(), "Verdi 0");
    await soon.equal(() => surname(page, 1).innerText(), before[0]);
    await page.keyboard.press("Control+z");
    await soon.deepEqual(names, before);
    await page.close();
  });

  for (const [name, viewport] of Object.entries({ desktop: { width: 1280, height: 900 }, phone: { width: 360, height: 740 }, "200 % zoom": { width: 640, height: 450 } })) {
    test(`no violation, in English too: ${name}`, async () => {
      const { page, problems } = await pasted(60, [2], { viewport });
      await assertAccessible(page, "Italian");
      await page.click("[data-lingua=en]");
      await soon.match(() => page.locator("#tabella-lunga .tb-head").innerText(), /Tax code/);
      await assertAccessible(page, "English");
      assert.deepEqual(problems, []);
      await page.close();
    });
  }
});
