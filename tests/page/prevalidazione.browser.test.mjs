// The prevalidation page as a consultant uses it: one file from the disk, or installed with the network cut.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { launch, newPage, soon, until } from "../tools/browser.mjs";
import { assertAccessible, press, start } from "./open.mjs";

const SINGLE = new URL("../../dist/convalida-prevalidazione.html", import.meta.url);
const READY = 'body[data-pronta="sì"]';
const CODES = ["RSSMRA80A01L219M", "VRDLGU75C15F205O", "BNCNNA82D45H501M"];

const noSideways = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
const tab = (page, name) => page.click(`#scheda-${name}`);
const cellText = (page, row, column) => page.evaluate(([at, name]) => {
  const head = [...document.querySelectorAll(".tb-sort")].findIndex((button) => button.dataset.key === name);
  return document.querySelector(`.tb-row[aria-rowindex="${at + 2}"] [aria-colindex="${head + 2}"]`)?.firstChild.data;
}, [row, column]);
const textIs = (page, row, column, text) => until(page, ([at, name, wanted]) => {
  const head = [...document.querySelectorAll(".tb-sort")].findIndex((button) => button.dataset.key === name);
  return document.querySelector(`.tb-row[aria-rowindex="${at + 2}"] [aria-colindex="${head + 2}"]`)?.firstChild.data === wanted;
}, [row, column, text]);
const clickCell = (page, row, column) => page.evaluate(([at, name]) => [...document.querySelectorAll(".tb-sort")].findIndex((button) => button.dataset.key === name), [row, column]).then((at) => page.click(`.tb-row[aria-rowindex="${row + 2}"] [aria-colindex="${at + 2}"]`));
const bubble = (page, pattern) => until(page, (source) => {
  const found = document.querySelector(".tb-bubble:not([hidden])");
  return found && new RegExp(source).test(found.textContent);
}, pattern.source);
const status = (page, pattern) => until(page, (source) => new RegExp(source).test(document.getElementById("domanda-stato").textContent), pattern.source);

/** A file as if it were chosen. */
const choose = (page, ...files) => page.setInputFiles("#file", files.map(([name, content]) => ({ name, mimeType: "text/csv", buffer: Buffer.from(content) })));

/** Takes what is proposed. */
async function open(page, dates = ["01/04/2020", "23/02/2020", "28/03/2020"]) {
  await page.waitForSelector("[data-apri]");
  for (const [at, label] of ["Data di presentazione", "Inizio del periodo", "Fine del periodo"].entries()) await page.getByLabel(label, { exact: true }).fill(dates[at]);
  await page.click("[data-apri]");
  await page.waitForSelector(".esito");
}

const LIST = `Cod. Fisc.;Cognome;Nome;Data assunzione;Contratto;Orario;GG CIG;Ore CIG;Note\n${CODES[0]};Rossi;Mario;01/02/2015;TI;40;10;80;=1+1\n${CODES[1]};Verdi;Luigi;24/03/2020;TI;40;10;80;\n${CODES[2]};Bianchi;Anna;01/02/2015;TI;40;10;96;x\n`;

describe("one file, from the disk", () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser.close());

  async function opened(view = {}) {
    const made = await newPage(browser, { viewport: { width: 1280, height: 900 }, locale: "it-IT", ...view });
    await made.page.goto(SINGLE.href);
    await made.page.waitForSelector(READY);
    return made;
  }

  test("its own policy lets nothing out, and nothing is asked for", async () => {
    assert.match(readFileSync(SINGLE, "utf8"), /Content-Security-Policy" content="default-src 'none';[^"]*connect-src 'none'/);
    const { page, problems, requests } = await opened();
    await press(page, "esempio");
    await open(page);
    for (const name of ["lavoratori", "dati", "quadro", "uscita"]) await tab(page, name);
    await page.waitForSelector(".rapporto-domanda");
    assert.deepEqual(requests.filter((address) => !/^(file|blob):/.test(address)), []);
    assert.equal(requests.filter((address) => address.startsWith("file:")).length, 1);
    assert.deepEqual(problems, []);
    const refused = await page.evaluate(() => fetch("https://example.invalid/").then(() => "sent", () => "refused"));
    assert.equal(refused, "refused");
    await page.close();
  });

  test("typed, mended, undone; a message at the cell while it is typed", async () => {
    const { page, problems } = await opened();
    await choose(page, ["ditta.csv", LIST]);
    await open(page);
    await tab(page, "lavoratori");
    await clickCell(page, 1, "dataAssunzione");
    await bubble(page, /24\/03\/2020/);
    await page.keyboard.type("23/02/2020");
    await until(page, () => document.querySelector(".tb-bubble").hidden);
    await page.keyboard.press("Enter");
    await textIs(page, 1, "dataAssunzione", "23/02/2020");
    await clickCell(page, 1, "dataAssunzione");
    await page.keyboard.press("F2");
    for (let keys = 0; keys < 10; keys++) await page.keyboard.press("Backspace");
    await page.keyboard.type("24/02/202");
    await bubble(page, /23\/02\/2020/);
    await page.keyboard.press("Escape");
    await textIs(page, 1, "dataAssunzione", "23/02/2020");
    await page.keyboard.press("Control+z");
    await textIs(page, 1, "dataAssunzione", "24/03/2020");
    await page.keyboard.press("Control+y");
    await textIs(page, 1, "dataAssunzione", "23/02/2020");
    await page.keyboard.press("F8");
    await until(page, () => document.activeElement.textContent === "96");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    await soon.equal(() => page.evaluate(() => document.activeElement.closest(".tb") === null), true, "Esc and Tab leave the table");
    assert.deepEqual(problems, []);
    await page.close();
  });

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
    assert.deepEqual((await heads()).filter((key) => /consuntivo|sr41|iban/.test(key)), []);
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
    await soon.equal(() => inHand(page), "3 ore");
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

  test("blocks are pasted beyond the end, taken back, filtered by rule", async () => {
    const { page } = await opened();
    await choose(page, ["ditta.csv", LIST]);
    await open(page);
    await tab(page, "lavoratori");
    await clickCell(page, 2, "cognome");
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData("text/plain", 'Neri\tAda\n"Due\nrighe"\tEva\nGialli\tIda\n');
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await textIs(page, 4, "nome", "Ida");
    await soon.equal(() => cellText(page, 3, "cognome"), "Due\nrighe");
    await status(page, /5 lavoratori/);
    await page.keyboard.press("Control+z");
    await status(page, /3 lavoratori/);
    await textIs(page, 2, "cognome", "Bianchi");
    await page.keyboard.press("Control++");
    await status(page, /4 lavoratori/);
    await until(page, () => document.activeElement.closest('[aria-rowindex="5"]'));
    await page.keyboard.press("Control+-");
    await status(page, /3 lavoratori/);
    await tab(page, "esiti");
    await page.click('.esito:has([data-regola$="data-assunzione"]) summary');
    await page.click('.esito:has([data-regola$="data-assunzione"]) .pulsanti button');
    await until(page, () => document.querySelectorAll(".tb-row:not([style*=none])").length === 1);
    await soon.equal(() => cellText(page, 0, "cognome"), "Verdi");
    await page.close();
  });

  test("what is exported comes back the same, with its outcome", async () => {
    const { page } = await opened();
    await choose(page, ["ditta.csv", LIST]);
    await open(page);
    await tab(page, "uscita");
    const download = page.waitForEvent("download");
    await page.click('[data-esporta="csv"]');
    const csv = readFileSync(await (await download).path(), "utf8");
    const [header, first, second] = csv.slice(1).split("\r\n");
    assert.equal(header, "Cod. Fisc.;Cognome;Nome;Data assunzione;Contratto;Orario;GG CIG;Ore CIG;Note;Esito;Motivo");
    assert.match(first, /^RSSMRA80A01L219M;Rossi;Mario;01\/02\/2015;TI;40;10;80;'=1\+1;a posto;$/);
    assert.match(second, /;da correggere;.*24\/03\/2020/);
    await choose(page, ["corretta.csv", csv]);
    await open(page);
    await tab(page, "lavoratori");
    await textIs(page, 1, "dataAssunzione", "24/03/2020");
    await soon.equal(() => page.locator(".fascicolo tbody tr").count(), 2);
    await page.close();
  });

  const paste = (page, text) => page.evaluate((content) => {
    const data = new DataTransfer();
    data.setData("text/plain", content);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);

  test("a large paste shows how far it is; stopped, the table is as it was; done, it is taken back in one step", async () => {
    const { page, problems } = await opened();
    await choose(page, ["ditta.csv", LIST]);
    await open(page);
    await tab(page, "lavoratori");
    await clickCell(page, 2, "cognome");
    const lines = Array.from({ length: 50_000 }, (_, at) => `Rossi ${at}\tMario\t01/02/2015`).join("\n");
    await page.evaluate(() => {
      window.bars = [];
      new MutationObserver(() => {
        if (document.getElementById("avanzamento").hidden) return;
        window.bars.push(document.getElementById("avanzamento-testo").textContent);
        if (/Scrivo/.test(window.bars.at(-1))) window.locked = document.getElementById("lavoro").inert;
        if (window.stopAt?.test(window.bars.at(-1))) document.querySelector('[data-azione="ferma"]').click();
      }).observe(document.getElementById("avanzamento"), { attributes: true, subtree: true, childList: true });
      window.stopAt = /Scrivo/;
    });
    await paste(page, lines);
    await until(page, () => /incolla è stato fermato/.test(document.getElementById("avviso").textContent));
    await status(page, /^3 lavoratori/);
    await soon.equal(() => page.evaluate(() => window.bars[0]), "Scrivo 149.999 celle…");
    await soon.equal(() => page.evaluate(() => window.locked), true, "nothing is typed that the paste would overwrite");
    await soon.equal(() => page.evaluate(() => document.getElementById("lavoro").inert), false);
    await page.evaluate(() => (window.stopAt = /Controllo/));
    await clickCell(page, 2, "cognome");
    await paste(page, lines.split("\n").slice(0, 4000).join("\n"));
    await textIs(page, 3, "cognome", "Rossi 1");
    await status(page, /^4002 lavoratori/);
    await page.evaluate(() => (window.stopAt = undefined));
    await clickCell(page, 3, "cognome");
    await page.keyboard.press("Control+z");
    await status(page, /^3 lavoratori · \d+ err/);
    await textIs(page, 2, "cognome", "Bianchi");
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("how columns were matched is kept when a person asks, beyond the page's life, and can be forgotten", async () => {
    const { page } = await opened();
    const taken = () => page.evaluate(() => [...document.querySelectorAll(".colonne-file select")].map(({ value }) => value));
    const list = `Cod. Fisc.;Cognome;Strana\n${CODES[0]};Rossi;80\n`;
    await choose(page, ["a.csv", list]);
    await page.getByLabel("La colonna Strana è").selectOption("ore");
    await soon.deepEqual(taken, ["codiceFiscale", "cognome", "ore"]);
    await page.getByLabel(/Ricorda su questo computer/).check();
    await open(page);
    await page.reload();
    await page.waitForSelector(READY);
    await soon.equal(() => page.getByText("Dimentica 1 abbinamento").count(), 1);
    await choose(page, ["b.csv", list]);
    await soon.deepEqual(taken, ["codiceFiscale", "cognome", "ore"]);
    await soon.ok(() => page.getByText("Abbinate come l’ultimo file").isVisible());
    await page.getByText("Lascia stare").click();
    await page.getByText("Bozze", { exact: true }).click();
    await page.getByText("Dimentica 1 abbinamento").click();
    await soon.equal(() => page.getByText("Dimentica 1 abbinamento").count(), 0);
    await choose(page, ["c.csv", list]);
    await soon.deepEqual(taken, ["codiceFiscale", "cognome", ""]);
    await page.close();
  });

  test("ten thousand rows are a few nodes", async () => {
    const { page } = await opened();
    const rows = Array.from({ length: 10_000 }, (_, at) => `${CODES[at % 3]};Rossi ${at};Mario;01/02/2015;TI;40;10;80;`);
    await choose(page, ["grande.csv", `${LIST.split("\n")[0]}\n${rows.join("\n")}\n`]);
    await page.click("[data-apri]");
    await tab(page, "lavoratori");
    await page.waitForSelector(".tb-row");
    await soon.equal(() => page.getAttribute(".tb", "aria-rowcount"), "10001");
    await clickCell(page, 0, "cognome");
    await page.keyboard.press("Control+End");
    await until(page, () => document.querySelector('.tb-row[aria-rowindex="10001"]'));
    const { lines, most } = await page.evaluate(() => {
      const shown = [...document.querySelectorAll(".tb-row")];
      return { lines: shown.length, most: Math.max(...shown.map((row) => row.querySelectorAll("*").length + 1)) };
    });
    assert.ok(lines < 60, `${lines} rows`);
    assert.ok(most <= 20, `${most} nodes in a row`);
    await page.close();
  });

  test("among many rows an edit tells what it changes, and the whole is checked when somebody looks at it", async () => {
    const { page, problems } = await opened();
    const rows = Array.from({ length: 2_500 }, (_, at) => `${CODES[at % 3]};Rossi ${at};Mario;01/02/2015;TI;40;10;80;`);
    await choose(page, ["grande.csv", `${LIST.split("\n")[0]}\n${rows.join("\n")}\n`]);
    await open(page);
    const before = Number(/(\d+) err/.exec(await page.textContent("#domanda-stato"))[1]);
    await tab(page, "lavoratori");
    await clickCell(page, 0, "ore");
    await page.keyboard.type("300");
    await page.keyboard.press("Enter");
    await status(page, new RegExp(`${before + 1} errori`));
    await tab(page, "esiti");
    await soon.match(() => page.locator('[data-regola$="ore-oltre-settimane"]').textContent(), /1 lavoratore/);
    await page.click('.esito:has([data-regola$="ore-oltre-settimane"]) summary');
    await page.click('.esito:has([data-regola$="ore-oltre-settimane"]) .btn-primary');
    await soon.match(() => page.textContent("#finestra tbody"), /1\. Rossi 0 Mario · ore di CIG300200/);
    await page.click("#finestra .btn-primary");
    await status(page, new RegExp(`${before} errori`));
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("three hundred employers in one file: listed, found, opened; their table is one file again", async () => {
    const { page, problems } = await opened();
    const rows = Array.from({ length: 600 }, (_, at) => `Ditta ${at % 300};${String(at % 300).padStart(11, "0")};${CODES[at % 3]};Rossi ${at};${at === 7 ? "24/03/2020" : "01/02/2015"};80`);
    const text = `Ragione sociale ditta;P.IVA ditta;Cod. Fisc.;Cognome;Data assunzione;Ore CIG\n${rows.join("\n")}\n`;
    await choose(page, ["ditte.csv", text]);
    await open(page);
    await soon.match(() => page.textContent("#fascicolo summary"), /^300 domande aperte – \d+ errori in tutto, in 300 domande$/);
    await soon.equal(() => page.locator(".fascicolo tbody tr").count(), 100);
    await page.getByLabel("In ordine").selectOption("error");
    await soon.equal(() => page.locator(".fascicolo tbody th").first().textContent(), "Ditta 7");
    await page.getByText("Mostrane altre 100").click();
    await soon.equal(() => page.locator(".fascicolo tbody tr").count(), 200);
    await page.getByLabel("Cerca un datore di lavoro").fill("ditta 299");
    await soon.equal(() => page.locator(".fascicolo tbody tr").count(), 1);
    await page.click(".fascicolo tbody th button");
    await soon.equal(() => page.textContent("#domanda-nome"), "Ditta 299");
    await tab(page, "uscita");
    await soon.equal(() => page.locator(".rapporto-domanda").count(), 1);
    await page.getByLabel("Rapporto e file sono di").selectOption("tutte");
    await soon.equal(() => page.locator(".rapporto-domanda").count(), 300);
    const download = page.waitForEvent("download");
    await page.click('[data-esporta="csv"]');
    const lines = readFileSync(await (await download).path(), "utf8").slice(1).trim().split("\r\n");
    assert.deepEqual(lines.map((line) => line.split(";").slice(0, 6).join(";")), text.trim().split("\n"));
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("closing with work that nobody has stored asks first", async () => {
    const { page } = await opened();
    const asked = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      dialog.dismiss();
    });
    await choose(page, ["ditta.csv", LIST]);
    await open(page);
    await page.click("#scheda-lavoratori"); // a browser asks only where somebody has touched the page
    await page.evaluate(() => setTimeout(() => location.reload()));
    await soon.deepEqual(() => asked, ["beforeunload"]);
    await press(page, "chiudi");
    await page.click("#finestra .btn-outline-primary");
    await status(page, /3 lavoratori/);
    await press(page, "chiudi");
    await page.click("#finestra .btn-primary");
    await page.waitForSelector("#arrivo:not([hidden])");
    await page.close();
  });

  for (const [name, viewport] of Object.entries({ desktop: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } })) {
    test(`no violation, nothing sideways, in both languages: ${name}`, async () => {
      const { page, problems } = await opened({ viewport });
      await assertAccessible(page, "empty");
      await press(page, "esempio");
      await page.waitForSelector("[data-apri]");
      await assertAccessible(page, "matching");
      await soon.ok(() => noSideways(page), "matching");
      await open(page);
      await page.click(".esito:nth-child(2) summary");
      for (const part of ["esiti", "lavoratori", "dati", "quadro", "uscita"]) {
        await tab(page, part);
        if (part === "uscita") await page.waitForSelector(".rapporto-domanda");
        if (part === "lavoratori") {
          await press(page, "prossimo");
          await bubble(page, /./);
          await soon.ok(() => page.evaluate(() => {
            const { top, bottom } = document.activeElement.getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight;
          }), "the next error is in sight");
        }
        await assertAccessible(page, part);
        await soon.ok(() => noSideways(page), part);
      }
      await page.click("[data-lingua=en]");
      await status(page, /30 workers · \d+ errors/);
      await soon.ok(() => noSideways(page), "English");
      await press(page, "aiuto");
      await assertAccessible(page, "help");
      assert.deepEqual(problems, []);
      await page.close();
    });
  }
});

describe("served and installed", () => {
  let site;
  before(async () => (site = await start()));
  after(() => site.stop());

  const view = { path: "/prevalidazione.html", ready: READY };

  test("works after the network is gone", async () => {
    const { page, problems } = await site.open(view);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.context().setOffline(true);
    await page.reload();
    await page.waitForSelector(READY);
    await press(page, "esempio");
    await open(page);
    await tab(page, "lavoratori");
    await page.waitForSelector(".tb-row");
    assert.deepEqual(problems, []);
    await page.close();
  });

  /** One more window of the same browser profile. */
  async function another(context) {
    const made = await context.newPage();
    await made.goto(`${site.server.url}/prevalidazione.html`);
    await made.waitForSelector(READY);
    return made;
  }

  /** A window with a draft, taken up again by a reload. */
  async function drafted(context) {
    const page = await another(context);
    await choose(page, ["ditta.csv", LIST]);
    await open(page);
    await press(page, "salva-bozza");
    await page.fill("#finestra-campo", "Ditta");
    await page.click("#finestra .btn-primary");
    await soon.match(() => page.textContent("#bozza-stato"), /salvata/);
    await page.reload();
    await soon.match(() => page.textContent("#bozza-stato"), /ripresa/);
    await status(page, /3 lavoratori · \d+ err/);
    return page;
  }

  test("a draft comes back after a reload, and two windows do not overwrite each other", async () => {
    const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await drafted(context);

    const other = await another(context);
    await other.click("#bozze th button");
    await status(other, /3 lavoratori · \d+ err/);
    await edit(page, "Rossini");
    await until(page, () => /salvata/.test(document.getElementById("bozza-stato").textContent));
    await edit(other, "Rossetti");
    await until(other, () => /\(copia\)» salvata/.test(document.getElementById("bozza-stato").textContent));
    const fresh = await another(context);
    await until(fresh, () => document.querySelectorAll("#bozze tbody tr").length === 2);
    await fresh.locator("#bozze button", { hasText: "Cancella tutto" }).click();
    await fresh.click("#finestra .btn-primary");
    await until(fresh, () => document.querySelectorAll("#bozze tbody tr").length === 0);
    await context.close();
  });

  test("what was kept survives a crash of the tab", async () => {
    const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await drafted(context);
    await edit(page, "Rossini");
    await soon.match(() => page.textContent("#bozza-stato"), /salvata/);
    const crashed = page.waitForEvent("crash");
    const session = await context.newCDPSession(page);
    session.send("Page.crash").catch(() => {}); // nobody is there to answer
    await crashed;
    const fresh = await another(context);
    await fresh.click("#bozze th button");
    await status(fresh, /3 lavoratori · \d+ err/);
    await tab(fresh, "lavoratori");
    await textIs(fresh, 0, "cognome", "Rossini");
    await context.close();
  });

  async function edit(page, name) {
    await tab(page, "lavoratori");
    await clickCell(page, 0, "cognome");
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await textIs(page, 0, "cognome", name);
  }
});
