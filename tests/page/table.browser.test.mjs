// The table of workers: keyboard, paste, rows that go and come back, and the application that survives a change of portal.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { soon } from "../tools/browser.mjs";
import { cell, field, messages, press, start } from "./open.mjs";

const rows = (page) => page.locator("#lavoratori [data-convalida-row]").count();
const focused = (page) =>
  page.evaluate(() => {
    const row = document.activeElement.closest("[data-convalida-row]");
    return [row ? [...row.parentElement.querySelectorAll(":scope > [data-convalida-row]")].indexOf(row) : -1, document.activeElement.dataset.convalida];
  });
const paste = (locator, text) =>
  locator.evaluate((element, data) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", data);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);

describe("table of workers", () => {
  let site;
  before(async () => (site = await start()));
  after(() => site.stop());

  test("arrows and Enter walk as in a spreadsheet; Enter on the last row makes another", async () => {
    const { page } = await site.open();
    await page.click('[data-convalida-add="lavoratori"]');
    await soon.deepEqual(() => focused(page), [0, "*.codiceFiscale"]);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.type("Rossi");
    await page.keyboard.press("Enter");
    await soon.equal(() => rows(page), 2);
    await soon.deepEqual(() => focused(page), [1, "*.codiceFiscale"]);
    await page.keyboard.press("ArrowUp");
    await soon.deepEqual(() => focused(page), [0, "*.codiceFiscale"]);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    await soon.deepEqual(() => focused(page), [1, "*.cognome"]);
    await page.keyboard.type("Bianchi");
    await page.keyboard.press("ArrowLeft");
    await soon.deepEqual(() => focused(page), [1, "*.cognome"], "inside a text the arrow moves the caret");
    await page.keyboard.press("Tab");
    await soon.deepEqual(() => focused(page), [1, "*.nome"]);
    await page.close();
  });

  test("at 1100 and at 1280 the list fits beside the panel, and no answer is cut off", async () => {
    for (const width of [1100, 1280]) {
      const { page } = await site.open({ viewport: { width, height: 900 } });
      await page.selectOption("#portale", "puglia-2020");
      await press(page, "difetti");
      await soon.equal(() => rows(page), 3);
      const cut = () => page.evaluate(() => {
        const measure = document.createElement("canvas").getContext("2d");
        const needed = (select) => {
          measure.font = getComputedStyle(select).font;
          return measure.measureText(select.selectedOptions[0].text).width + 20 + 2 * Number.parseFloat(getComputedStyle(select).paddingLeft);
        };
        const table = document.querySelector(".tabella-lavoratori");
        const cells = [...table.querySelectorAll(".cella [data-convalida]")].filter((cell) => cell.getClientRects().length);
        const short = cells.filter((cell) => (cell.tagName === "SELECT" ? needed(cell) > cell.clientWidth : cell.scrollWidth > cell.clientWidth));
        return [table.scrollWidth > table.clientWidth ? "scrolls" : "", ...short.map(({ id }) => id)].filter(Boolean);
      });
      await soon.deepEqual(cut, [], `${width}`);
      await page.close();
    }
  });

  test("a paste fills as many rows and columns as it has, and can be taken back", async () => {
    const { page, problems } = await site.open();
    await page.click('[data-convalida-add="lavoratori"]');
    const text = "RSSNNA84E57L219H\tRossi\tAnna\t12/01/2015\tIndeterminato\tOperaio\t40\t10\t80\r\nFRRLCU90S03L219W\tFerrero\t\"Luca\"\t03/09/2018\tindeterminato\timpiegato\t24\t10\t60\r\nGLLCHR96B61A182I\tGallo\tChiara\t10/02/2020\tfantasia\t\t40\t10\t80\r\n";
    await paste(cell(page, 0, "codiceFiscale"), text);
    await soon.equal(() => rows(page), 3);
    await soon.equal(() => cell(page, 1, "nome").inputValue(), "Luca");
    await soon.equal(() => cell(page, 0, "tipoContratto").inputValue(), "indeterminato");
    await soon.equal(() => cell(page, 2, "tipoContratto").inputValue(), "fantasia", "an unknown word stays visible");
    await soon.equal(async () => (await messages(page)).length, 1);
    await soon.match(async () => (await messages(page))[0], /fantasia/);
    await soon.match(() => messages(page, "convalida-warning").then(String), /fanno 48 ore; ne sono indicate 60/);
    await page.click("#annulla button");
    await soon.equal(() => rows(page), 1);
    await soon.equal(() => cell(page, 0, "cognome").inputValue(), "");
    await soon.deepEqual(() => messages(page), []);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("a pasted choice may be written as its label shows it", async () => {
    const { page } = await site.open();
    await page.click('[data-convalida-add="lavoratori"]');
    await paste(cell(page, 0, "tipoContratto"), "Tempo indeterminato\tOperaio\r\ntempo determinato\timpiegato\r\n");
    await soon.equal(() => cell(page, 0, "tipoContratto").inputValue(), "indeterminato");
    await soon.equal(() => cell(page, 1, "tipoContratto").inputValue(), "determinato");
    await soon.deepEqual(() => messages(page), []);
    await page.close();
  });

  test("Ctrl+Z takes back a paste and a removal, until something is typed", async () => {
    const { page } = await site.open();
    await page.click('[data-convalida-add="lavoratori"]');
    await paste(cell(page, 0, "cognome"), "Rossi\tAnna\r\nGallo\tChiara\r\n");
    await page.keyboard.press("Control+z");
    await soon.equal(() => rows(page), 1);
    await page.keyboard.press("Enter");
    await soon.equal(() => rows(page), 2);
    await page.locator("#lavoratori [data-convalida-remove]").nth(1).press("Enter");
    await soon.equal(() => rows(page), 1);
    await page.keyboard.press("Control+z");
    await soon.equal(() => rows(page), 2);
    await page.locator("#lavoratori [data-convalida-remove]").nth(1).press("Enter");
    await cell(page, 0, "cognome").focus();
    await page.keyboard.type("Bianchi");
    await page.keyboard.press("Control+z");
    await soon.equal(() => rows(page), 1, "after typing the key belongs to the browser");
    await page.close();
  });

  test("a removed row can be taken back as it was; the others keep their elements and their messages", async () => {
    const { page } = await site.open();
    await press(page, "difetti");
    await soon.ok(async () => (await messages(page)).length > 2);
    const before = await messages(page);
    await page.evaluate(() => {
      globalThis.fourth = document.querySelectorAll("#lavoratori [data-convalida-row]")[3];
    });
    await page.locator("#lavoratori [data-convalida-remove]").nth(2).click();
    await soon.equal(() => rows(page), 4);
    await soon.ok(() => page.evaluate(() => document.querySelectorAll("#lavoratori [data-convalida-row]")[2] === globalThis.fourth));
    await soon.equal(async () => (await messages(page)).length, before.length - 1);
    await cell(page, 2, "codiceFiscale").fill("BRNPTR79M30D205W");
    await soon.equal(async () => (await messages(page)).length, before.length - 2, "a message finds its row after the row moved");
    await cell(page, 2, "codiceFiscale").fill("BRNPTR79M3OD205W");
    await page.click("#annulla button");
    await soon.equal(() => rows(page), 5);
    await soon.equal(() => cell(page, 2, "cognome").inputValue(), "Gallo");
    await soon.deepEqual(async () => (await messages(page)).sort(), before.sort());
    await page.close();
  });

  test("a fix in a row that moved mends that row", async () => {
    const { page } = await site.open();
    await press(page, "difetti");
    await page.locator("#lavoratori [data-convalida-remove]").nth(1).click();
    await page.locator("#lavoratori [data-convalida-row]").nth(2).locator(".convalida-fix").click();
    await soon.equal(() => cell(page, 2, "codiceFiscale").inputValue(), "BRNPTR79M30D205W");
    await page.close();
  });

  test("the mark of a row tells in a word that it needs a look", async () => {
    const { page } = await site.open();
    await press(page, "difetti");
    const mark = page.locator("#lavoratori [data-convalida-mark]");
    await soon.equal(() => mark.nth(0).textContent(), "avviso");
    await soon.equal(() => mark.nth(2).textContent(), "da correggere");
    await cell(page, 0, "ore").fill("80");
    await soon.equal(() => mark.nth(0).textContent(), "");
    await page.close();
  });

  test("earlier applications with their workers: rows inside rows", async () => {
    const { page, problems } = await site.open();
    await press(page, "esempio");
    await page.click('[data-convalida-add="domandePrecedenti"]');
    const earlier = page.locator(".riga-precedente");
    await earlier.locator('[data-convalida="*.dataInizio"]').fill("23/02/2020");
    await earlier.locator('[data-convalida="*.dataFine"]').fill("08/03/2020");
    for (const [at, code] of ["CSTSRA99A49L219B", "FRRLCU90S03L219W"].entries()) {
      await earlier.locator("[data-convalida-add]").click();
      await earlier.locator('[data-convalida="*"]').nth(at).fill(code);
    }
    await earlier.locator(".nomi [data-convalida-remove]").first().click();
    await soon.equal(() => earlier.locator('[data-convalida="*"]').first().inputValue(), "FRRLCU90S03L219W");
    await soon.match(() => page.locator("#riepilogo-corpo .cifra").first().textContent(), /43 giorni su 63/);
    await earlier.locator('[data-convalida="*.dataFine"]').fill("10/03/2020");
    await soon.match(() => page.locator("#riepilogo-corpo").textContent(), /La domanda precedente 1 e questa hanno giorni in comune/);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("the months of the report follow the period", async () => {
    const { page } = await site.open();
    await press(page, "esempio");
    await page.waitForSelector("#consuntivo-mese-2020-04");
    await soon.deepEqual(() => page.locator("#consuntivo thead th").allTextContents(), ["N.", "Lavoratore", "marzo 2020", "aprile 2020"]);
    await page.locator('[data-convalida="*.consuntivo.2020-04"]').first().fill("8");
    await soon.equal(async () => (await messages(page)).length, 1, "April waits for March");
    await field(page, "periodo.dataFine").fill("31/03/2020");
    await page.waitForFunction(() => !document.getElementById("consuntivo-mese-2020-04"));
    await field(page, "periodo.dataFine").fill("05/04/2020");
    await page.waitForSelector("#consuntivo-mese-2020-04");
    await soon.equal(() => page.locator('[data-convalida="*.consuntivo.2020-04"]').first().inputValue(), "8", "what was typed is still there");
    await page.close();
  });

  test("another portal, another language: nothing typed is lost", async () => {
    const { page, problems } = await site.open();
    await press(page, "difetti");
    await soon.equal(() => rows(page), 5);
    await page.fill('[data-convalida="sr41.ore"]', "12");
    const before = await page.evaluate(() => [...document.querySelectorAll("[data-convalida]")].map((input) => input.value));
    await page.selectOption("#portale", "toscana-2020");
    await soon.ok(async () => (await messages(page)).some((text) => text.includes("Toscana")));
    await page.selectOption("#portale", "piemonte-2020");
    await page.click("[data-lingua=en]");
    await soon.equal(() => page.getAttribute("html", "lang"), "en");
    await soon.ok(async () => (await messages(page)).some((text) => /maximum is 35|at most 35|35/.test(text)));
    await soon.ok(async () => (await messages(page)).every((text) => !/della domanda|giorni/.test(text)));
    await page.click("[data-lingua=it]");
    await soon.deepEqual(() => page.evaluate(() => [...document.querySelectorAll("[data-convalida]")].map((input) => input.value)), before);
    assert.deepEqual(problems, []);
    await page.reload();
    await page.waitForSelector("html[data-pronta]");
    await soon.deepEqual(() => page.evaluate(() => Object.entries(localStorage)), [["convalida.lingua", "it"]], "only the language is kept");
    await page.close();
  });

  test("save and open: the file holds what was typed", async () => {
    const { page } = await site.open();
    await press(page, "difetti");
    const [download] = await Promise.all([page.waitForEvent("download"), press(page, "scarica")]);
    const path = await download.path();
    await press(page, "svuota");
    await soon.equal(() => rows(page), 0);
    await page.setInputFiles("#apri-file", path);
    await page.waitForSelector("#lavoratori [data-convalida-row]");
    await soon.equal(() => rows(page), 5);
    await soon.equal(() => cell(page, 3, "codiceFiscale").inputValue(), "BRNPTR79M3OD205W");
    await page.close();
  });

  test("of an attachment only the name is taken", async () => {
    const { page, requests } = await site.open();
    const before = requests.length;
    await page.setInputFiles("#scegli-allegati", { name: "Dichiarazione aziendale.pdf", mimeType: "application/pdf", buffer: Buffer.from("segreto") });
    await soon.equal(() => field(page, "*.nome").last().inputValue(), "Dichiarazione aziendale.pdf");
    await soon.equal(() => page.locator('[data-convalida="*.tipo"]').first().inputValue(), "dichiarazione");
    assert.equal(requests.length, before);
    await page.close();
  });
});
