// The prevalidation page, from what was found to the cell that mends it, and what it says on the way.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { launch, soon, until } from "../tools/browser.mjs";
import { assertAccessible, press } from "./open.mjs";
import { CODES, LIST, bubble, choose, clickCell, open, openSingle, status, tab, textIs } from "./prevalidazione.mjs";

/** By keyboard alone: opens what was found by a rule and follows the link to the first of its workers. */
async function follow(page, rule) {
  await tab(page, "esiti");
  const summary = page.locator(`.esito:has([data-regola$="${rule}"]) summary`);
  await summary.focus();
  if (!(await summary.evaluate(({ parentElement }) => parentElement.open))) await page.keyboard.press("Enter");
  await page.waitForSelector(`.esito[open]:has([data-regola$="${rule}"]) .luoghi .collegamento`);
  for (let tabs = 0; tabs < 9 && !(await page.evaluate(() => document.activeElement.closest(".luoghi"))); tabs++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
}

/** The cell that has the keyboard: its row, its column, and whether it is in sight. */
const inHand = (page) => page.evaluate(() => {
  const cell = document.activeElement.closest("[role=gridcell]");
  if (!cell) return document.activeElement.tagName;
  const frame = cell.closest(".tb").getBoundingClientRect();
  const { left, right, top, bottom } = cell.getBoundingClientRect();
  const sight = left >= frame.left && right <= frame.right + 1 && top >= frame.top && bottom <= frame.bottom;
  return `${cell.parentElement.getAttribute("aria-rowindex") - 1} ${document.querySelectorAll(".tb-sort")[cell.getAttribute("aria-colindex") - 2].dataset.key}${sight ? "" : " out of sight"}`;
});

describe("from what was found to its cell", () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser.close());

  const opened = (view) => openSingle(browser, view);

  test("from what was found into the cell by keyboard, the first time and again, where its column was hidden too", async () => {
    const { page, problems } = await opened();
    await choose(page, ["ditta.csv", LIST]);
    await open(page);
    await follow(page, "data-assunzione");
    await soon.equal(() => inHand(page), "2 dataAssunzione");
    await bubble(page, /24\/03\/2020/);
    await page.keyboard.type("23/02/2020");
    await page.keyboard.press("Enter");
    await textIs(page, 1, "dataAssunzione", "23/02/2020");
    await follow(page, "ore-oltre-giorni");
    await soon.equal(() => inHand(page), "3 ore");
    await bubble(page, /96/);
    await page.getByText("Colonne", { exact: true }).click();
    await page.getByRole("checkbox", { name: "ore di CIG" }).uncheck();
    await until(page, () => !document.querySelector('[data-key="ore"]'));
    await follow(page, "ore-oltre-giorni");
    await soon.equal(() => inHand(page), "3 ore");
    await bubble(page, /96/);
    await page.keyboard.type("80");
    await page.keyboard.press("Enter");
    await textIs(page, 2, "ore", "80");
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("what is asked of one kind of worker gets its column where somebody lacks it; months wait until they are wanted", async () => {
    const { page, problems } = await opened();
    await choose(page, ["ditta.csv", `${LIST.split("\n").slice(0, 2).join("\n")}\n${CODES[1]};Verdi;Luigi;01/02/2015;intermittente;40;10;80;\n`]);
    await open(page);
    await tab(page, "lavoratori");
    const heads = () => page.evaluate(() => [...document.querySelectorAll(".tb-sort")].map(({ dataset }) => dataset.key));
    await soon.ok(async () => (await heads()).includes("giornateUltimi12Mesi") && (await heads()).includes("chiamataAttiva"));
    await soon.deepEqual(async () => (await heads()).filter((key) => /consuntivo|sr41|iban/.test(key)), []);
    await press(page, "prossimo");
    await soon.equal(() => inHand(page), "2 giornateUltimi12Mesi");
    await bubble(page, /./);
    await page.keyboard.type("120");
    await page.keyboard.press("Tab");
    await textIs(page, 1, "giornateUltimi12Mesi", "120");
    await tab(page, "uscita");
    const download = page.waitForEvent("download");
    await page.click('[data-esporta="csv"]');
    const csv = readFileSync(await (await download).path(), "utf8");
    assert.match(csv, /;Note;Giornate lavorate negli ultimi 12 mesi;Esito;Motivo\r\n/);
    await tab(page, "lavoratori");
    await page.getByText("Colonne", { exact: true }).click();
    const month = page.getByRole("checkbox", { name: "ore a consuntivo del mese, marzo 2020" });
    await month.press("Space");
    await soon.ok(async () => (await heads()).includes("consuntivo.2020-03"));
    await soon.ok(() => month.evaluate((box) => box === document.activeElement && box.checked), "the tick keeps the keyboard");
    const held = () => page.evaluate(() => document.querySelectorAll(".tb-sort")[document.querySelector(".tb-in-hand").getAttribute("aria-colindex") - 2].dataset.key);
    const before = await held();
    await page.getByRole("checkbox", { name: "origine del rapporto" }).press("Space");
    await soon.ok(async () => (await heads()).indexOf("origine") > 0 && (await heads()).indexOf("origine") < (await heads()).indexOf(before));
    await soon.equal(held, before, "the cell in hand stays so where columns come in before it");
    await page.getByText("Colonne", { exact: true }).click();
    await clickCell(page, 0, "tipoContratto");
    await page.keyboard.type("a chiamata");
    await page.keyboard.press("Enter");
    await soon.ok(async () => (await heads()).includes("consuntivo.2020-03") && (await heads()).includes("giornateUltimi12Mesi"));
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("a row with a cell too many is told when the file is matched, and with what was found", async () => {
    const { page } = await opened();
    await choose(page, ["ditta.csv", LIST.replace("40;10;96", "40;1;0;96")]);
    await page.waitForSelector("[data-apri]");
    await soon.match(() => page.textContent("#abbinamento .minuto"), /1 riga ha più o meno celle delle altre: riga 4: 10 celle invece di 9/);
    await open(page);
    await soon.match(() => page.getByRole("heading", { name: "Letto così" }).locator("xpath=..").textContent(), /colonna sbagliata\): riga 4: 10 celle invece di 9/);
    await page.click("[data-lingua=en]");
    await soon.match(() => page.textContent("#esiti"), /row 4: 10 cells instead of 9/);
    await page.close();
  });

  test("what is said of a list stands at the list, and what it lacks is not called optional", async () => {
    const { page, problems } = await opened();
    await choose(page, ["ditta.csv", LIST]);
    await open(page);
    await tab(page, "dati");
    const name = page.locator("#dato-allegati-0-nome");
    const label = () => page.locator('label[for="dato-allegati-0-nome"]').innerText();
    const said = () => page.evaluate(() => document.getElementById("dato-allegati-0-nome").getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id).innerText).join(""));
    await soon.match(said, /senza almeno un allegato PDF/);
    await soon.equal(label, "Nome dell'allegato 1");
    await soon.match(() => page.locator('label[for="dato-domandePrecedenti-0-dataInizio"]').innerText(), /facoltativo/);
    await assertAccessible(page, "a list that lacks a row");
    await tab(page, "esiti");
    await page.click('.esito:has([data-regola$="allegato-pdf"]) summary');
    await page.locator('.esito:has([data-regola$="allegato-pdf"]) .collegamento').first().press("Enter");
    await soon.ok(() => name.evaluate((control) => control === document.activeElement));
    await name.fill("accordo.pdf");
    await page.keyboard.press("Tab");
    await soon.equal(said, "");
    await soon.equal(label, "Nome dell'allegato 1");
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("what was concluded while the file was read has the same words with what was found and on the report", async () => {
    const { page, problems } = await opened();
    await choose(page, ["ditta.csv", LIST.replaceAll("01/02/2015", "1/2/15").replace(";40;10;96", ";40;10;1.096")]);
    await open(page);
    const lines = (where) => () => page.evaluate((host) => [...document.querySelectorAll(`${host} section`)].filter((section) => /^Letto così/.test(section.textContent)).flatMap((section) => [...section.querySelectorAll("li")].map(({ textContent }) => textContent)), where);
    await soon.ok(async () => (await lines("#esiti")()).some((line) => line.includes("(data di assunzione): ")));
    const said = await lines("#esiti")();
    await tab(page, "uscita");
    await soon.deepEqual(lines(".rapporto-domanda"), said);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("on paper a rule's name, its quotations and its first row stay together, and nothing is cut across two pages", async () => {
    const { page } = await opened();
    await choose(page, ["ditta.csv", LIST]);
    await open(page);
    await tab(page, "uscita");
    await page.waitForSelector(".rapporto-regola blockquote");
    await page.emulateMedia({ media: "print" });
    const cut = () => page.evaluate(() => {
      const whole = [...document.querySelectorAll(".rapporto :is(blockquote, tr, li), .rapporto-fatti > div")].filter((one) => getComputedStyle(one).breakInside !== "avoid");
      const before = [...document.querySelectorAll(".rapporto-regola > table")].flatMap((table) => {
        const above = [];
        for (let one = table.previousElementSibling; one; one = one.previousElementSibling) above.push(one);
        return above;
      });
      return [...whole, ...before.filter((one) => getComputedStyle(one).breakAfter !== "avoid")].map(({ tagName, className }) => `${tagName} ${className}`);
    });
    await soon.deepEqual(cut, []);
    await page.close();
  });

  test("the report names every source, also those that are not quoted, who enforces the rule and what is our reading", async () => {
    const { page, problems } = await opened();
    await choose(page, ["ditta.csv", LIST.replace(CODES[0], `${CODES[0].slice(0, 15)}X`).replace("40;10;96", "99;10;96")]);
    await open(page);
    await tab(page, "uscita");
    const of = (rule) => page.locator(".rapporto-regola", { hasText: new RegExp(`piemonte-2020/${rule},`) });
    await soon.ok(async () => (await of("codice-fiscale").count()) === 1);
    await soon.ok(async () => (await of("codice-fiscale").locator("blockquote").allInnerTexts()).some((text) => /D\.M\. 23 dicembre 1976 n\. 13813.*16 caratteri, data di nascita, carattere di controllo – dalla stampa o da manuali, non alla lettera/s.test(text)));
    await soon.match(() => of("data-assunzione").innerText(), /piemonte-2020\/data-assunzione, lo fa valere il portale/);
    await soon.equal(() => page.locator(".rapporto-regola:has(table):not(:has(cite))").count(), 0, "no rule without a source");
    await soon.match(() => page.locator(".rapporto").innerText(), /In tutto o in parte è una nostra lettura\./);
    await tab(page, "esiti");
    await page.click('.esito:has([data-regola$="/codice-fiscale"]) summary');
    await page.locator('.esito:has([data-regola$="/codice-fiscale"]) button', { hasText: "Perché?" }).click();
    const dialog = page.locator("#finestra");
    await soon.match(() => dialog.innerText(), /Codice fiscale del lavoratore: RSSMRA80A01L219X\..*D\.M\. 23 dicembre 1976.*dalla stampa o da manuali.*Lo fa valere/s);
    await assertAccessible(page, "why");
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("F8 leads to the next error from wherever the keyboard is, and Shift+F8 to the one before", async () => {
    const { page, problems } = await opened();
    await choose(page, ["ditta.csv", LIST.replace(";40;10;80;=1+1", ";40;10;96;")]);
    await open(page);
    await page.locator(".esito summary").first().focus();
    await page.keyboard.press("F8");
    await soon.equal(() => inHand(page), "1 ore", "the row that is in hand comes first");
    await page.keyboard.press("F8");
    await soon.equal(() => inHand(page), "2 dataAssunzione");
    await page.locator("#cerca").focus();
    await page.keyboard.press("F8");
    await soon.equal(() => inHand(page), "2 giorni");
    await page.keyboard.press("F2");
    await page.keyboard.press("Shift+F8");
    await soon.equal(() => inHand(page), "2 dataAssunzione");
    await page.keyboard.type("23/02/2020");
    await page.keyboard.press("F8");
    await soon.equal(() => inHand(page), "3 ore");
    await textIs(page, 1, "dataAssunzione", "23/02/2020");
    await press(page, "aiuto");
    await page.keyboard.press("F8");
    await soon.ok(() => page.locator("#finestra").isVisible(), "behind a window nothing moves");
    await page.keyboard.press("Escape");
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("F8 walks a row with several findings cell by cell, from left to right, and Shift+F8 the way back", async () => {
    const { page, problems } = await opened();
    const rows = [`${CODES[0]}X;Rossi;Mario;01/02/2015;TI;40;10;80;`, `${CODES[1]};Verdi;Luigi;24/03/2020;TI;40;10;96;`, `${CODES[2]};Bianchi;Anna;30/02/2015;TI;99;10;80;`];
    await choose(page, ["ditta.csv", `${LIST.split("\n")[0]}\n${rows.join("\n")}\n`]);
    await open(page);
    await page.locator(".esito summary").first().focus();
    const way = ["1 codiceFiscale", "2 dataAssunzione", "2 giorni", "2 ore", "3 dataAssunzione", "3 orarioSettimanale"];
    const walked = [];
    for (const stop of way) {
      await page.keyboard.press("F8");
      await soon.equal(() => inHand(page), stop, `after ${walked.join(", ")}`);
      walked.push(stop);
    }
    await page.keyboard.press("F8");
    await soon.equal(() => inHand(page), way[0], "over the end it begins anew");
    for (const stop of way.toReversed()) {
      await page.keyboard.press("Shift+F8");
      await soon.equal(() => inHand(page), stop);
    }
    await page.selectOption("#filtro", { label: await page.locator("#filtro option[value$=ore-oltre-giorni]").textContent() });
    await page.keyboard.press("F8");
    await soon.equal(() => inHand(page), "1 ore", "of what is filtered by, with its first row");
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("F8 right after an undo, or a mend, stops at nothing that is mended", async () => {
    const { page, problems } = await opened();
    await choose(page, ["ditta.csv", LIST]);
    await open(page);
    await tab(page, "lavoratori");
    await clickCell(page, 1, "dataAssunzione");
    await page.keyboard.type("23/02/2020");
    await page.keyboard.press("F8"); // the days and hours of the row were too many for the other hire date
    await soon.equal(() => inHand(page), "3 ore");
    await page.keyboard.press("Control+z");
    await textIs(page, 1, "dataAssunzione", "24/03/2020");
    await page.keyboard.press("Shift+F8");
    await soon.equal(() => inHand(page), "2 ore");
    await page.keyboard.press("Control+y");
    await textIs(page, 1, "dataAssunzione", "23/02/2020");
    await page.keyboard.press("Shift+F8");
    await soon.equal(() => inHand(page), "3 ore");
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("Enter in the last date opens what was matched", async () => {
    const { page, problems } = await opened();
    await choose(page, ["ditta.csv", LIST]);
    await page.getByLabel("Data di presentazione", { exact: true }).fill("01/04/2020");
    await page.keyboard.press("Tab");
    await page.keyboard.type("23/02/2020");
    await page.keyboard.press("Tab");
    await page.keyboard.type("28/03/2020");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".esito");
    await tab(page, "dati");
    await soon.equal(() => page.inputValue("#dato-periodo-dataFine"), "28/03/2020");
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("the name of every column is read whole, sorted or not, in both languages", async () => {
    const { page, problems } = await opened({ viewport: { width: 3600, height: 900 } });
    await choose(page, ["ditta.csv", LIST]);
    await open(page);
    await tab(page, "lavoratori");
    await page.getByText("Colonne", { exact: true }).click();
    const ticks = await page.locator("#colonne input").count();
    for (let at = 0; at < ticks; at++) await page.locator("#colonne input").nth(at).check();
    await page.getByText("Colonne", { exact: true }).click();
    const cut = () => page.evaluate(() => [...document.querySelectorAll(".tb-sort")].filter((head) => head.scrollHeight > head.clientHeight || head.scrollWidth > head.clientWidth).map(({ textContent }) => textContent));
    for (const language of ["it", "en"]) {
      await page.click(`[data-lingua=${language}]`);
      await status(page, { it: /3 lavoratori · \d+ err/, en: /3 workers · \d+ err/ }[language]);
      await soon.equal(() => page.locator(".tb-sort").count(), ticks);
      await soon.deepEqual(cut, [], language);
      for (let at = 0; at < ticks; at++) {
        await page.locator(".tb-sort").nth(at).click();
        await soon.equal(() => page.locator(".tb-column").nth(at).getAttribute("aria-sort"), "ascending");
        await soon.deepEqual(cut, [], `${language}, in order of column ${at}`);
      }
    }
    assert.deepEqual(problems, []);
    await page.close();
  });
});
