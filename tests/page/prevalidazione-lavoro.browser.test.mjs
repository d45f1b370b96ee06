// A consultant's work in the prevalidation page, mend after mend: the keyboard stays where it was, nothing is cut off, and
// what shows is said in words too.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, soon } from "../tools/browser.mjs";
import { assertAccessible, press } from "./open.mjs";
import { CODES, LIST, bubble, choose, clickCell, noSideways, open, openSingle, status, tab } from "./prevalidazione.mjs";

const PHONE = { viewport: { width: 360, height: 740 } };
const ROWS = [`${CODES[0]};Rossi;Mario;01/02/2015;TI;40;10;80;`, `${CODES[1]};Verdi;Luigi;01/02/2015;TI;40;10;96;`, `${CODES[2]};Bianchi;Anna;01/02/2015;SOMM.;40;10;300;`];
const FILE = `${LIST.split("\n")[0]}\n${ROWS.join("\n")}\n`;

describe("work with what was found", () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser.close());

  const ruleInHand = (page) => page.evaluate(() => document.activeElement.dataset.regola ?? document.activeElement.tagName);
  const inside = (page, selector) => page.evaluate((wanted) => {
    const { top, bottom, left, right } = document.querySelector(wanted).getBoundingClientRect();
    return top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
  }, selector);

  test("after a mend of all cases the keyboard is at what comes next, and what was found does not vanish meanwhile", async () => {
    const { page, problems } = await openSingle(browser);
    await choose(page, ["ditta.csv", FILE]);
    await open(page);
    const order = await page.evaluate(() => [...document.querySelectorAll("#esiti [data-regola]")].map(({ dataset }) => dataset.regola));
    const mended = order.findIndex((rule) => rule.endsWith("/ore-oltre-settimane"));
    await page.evaluate(() => {
      window.vanished = 0;
      new MutationObserver(() => (window.vanished += document.querySelector("#esiti .esito") ? 0 : 1)).observe(document.getElementById("esiti"), { childList: true });
    });
    await page.locator(`[data-regola="${order[mended]}"]`).press("Enter");
    await page.locator(".esito[open] .btn-primary").press("Enter");
    await page.locator("#finestra .btn-primary").press("Enter");
    await soon.equal(() => page.locator(`[data-regola="${order[mended]}"]`).count(), 0);
    await soon.equal(() => page.getAttribute("#esiti", "aria-busy"), "false");
    await soon.equal(() => ruleInHand(page), order[mended + 1]);
    await soon.equal(() => page.evaluate(() => window.vanished), 0);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("Enter in the name of a draft saves it; how it is kept is said in the language of the page", async () => {
    const { page, problems } = await openSingle(browser);
    await choose(page, ["ditta.csv", FILE]);
    await open(page);
    await press(page, "salva-bozza");
    await page.fill("#finestra-campo", "Ditta");
    await page.keyboard.press("Enter");
    await soon.equal(() => page.textContent("#bozza-stato"), "Bozza «Ditta» salvata.");
    await soon.equal(() => page.locator("#finestra").isVisible(), false);
    await page.click("[data-lingua=en]");
    await soon.match(() => page.textContent("#bozza-stato"), /Draft “Ditta” saved/);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("while a value is typed every message has its figure, also one that was there before", async () => {
    const { page, problems } = await openSingle(browser);
    await choose(page, ["ditta.csv", FILE.replace("SOMM.", "TI")]);
    await open(page);
    await tab(page, "lavoratori");
    await clickCell(page, 2, "ore");
    const said = () => page.locator(".tb-bubble .tb-said").allInnerTexts();
    await soon.ok(async () => (await said()).some((message) => /ne sono indicate 300/.test(message)));
    await page.keyboard.press("F2");
    await page.keyboard.press("End");
    await page.keyboard.type("9");
    await soon.deepEqual(async () => (await said()).map((message) => /ne sono indicate (\d+)/.exec(message)?.[1]), ["3009", "3009"]);
    await page.keyboard.press("Escape");
    await soon.ok(async () => (await said()).every((message) => /ne sono indicate 300\D/.test(message)));
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("a chosen block stays chosen while the window changes and columns come and go", async () => {
    const { page, problems } = await openSingle(browser);
    await choose(page, ["ditta.csv", FILE]);
    await open(page);
    await tab(page, "lavoratori");
    await clickCell(page, 1, "giorni");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowUp");
    const chosen = () => page.locator(".tb-selected").allInnerTexts();
    await soon.deepEqual(chosen, ["10", "80", "10", "96"]);
    await page.setViewportSize({ width: 1180, height: 800 });
    await soon.equal(() => page.evaluate(() => document.querySelector(".tb").clientWidth < 1180), true);
    await soon.deepEqual(chosen, ["10", "80", "10", "96"]);
    await page.getByText("Colonne", { exact: true }).click();
    await page.getByRole("checkbox", { name: "origine del rapporto" }).check();
    await soon.equal(() => page.locator('[data-key="origine"]').count(), 1);
    await soon.deepEqual(chosen, ["10", "80", "10", "96"]);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("from a cell Esc and Tab lead to the buttons of its message, and «Perché?» says what was said and whose it is", async () => {
    const { page, problems } = await openSingle(browser);
    await choose(page, ["ditta.csv", FILE]);
    await open(page);
    await page.keyboard.press("F8");
    await bubble(page, /96/);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    await soon.equal(() => page.evaluate(() => document.activeElement.textContent.slice(0, 40)), "Perché?");
    await page.keyboard.press("Enter");
    await soon.match(() => page.locator("#finestra").innerText(), /2\. Verdi Luigi · ore di CIG: 10 giorni a 40 ore.*Ore di CIG: 96; orario settimanale: 40; giorni di sospensione o riduzione: 10\.\s+Il massimo è 80 \(10 × 40 : 5, arrotondato per eccesso\): 16 in più\./s);
    await assertAccessible(page, "why");
    await page.keyboard.press("Escape");
    const inCell = () => page.evaluate(() => document.activeElement.closest(".tb-in-hand")?.firstChild.data ?? document.activeElement.tagName);
    await soon.equal(inCell, "96", "back in the cell");
    await page.keyboard.press("F8");
    await soon.equal(inCell, "somministrazione");
    await page.keyboard.press("F8");
    await soon.equal(inCell, "300");
    await soon.match(() => page.locator(".tb-bubble [data-fix]").textContent(), /^Correggi/);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await soon.equal(inCell, "200", "mended, and still in the cell");
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("on a phone the message of the next error is in sight, and what words are taken for is read whole", async () => {
    const { page, problems } = await openSingle(browser, PHONE);
    await choose(page, ["ditta.csv", FILE.replace("SOMM.", "ignota")]);
    await page.waitForSelector("[data-apri]");
    const cut = () => page.evaluate(() => {
      const pen = document.createElement("canvas").getContext("2d");
      return [...document.querySelectorAll(".parole-file select")].filter((select) => {
        const { font, paddingLeft, paddingRight } = getComputedStyle(select);
        pen.font = font;
        return pen.measureText(select.selectedOptions[0].text).width > select.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
      }).map((select) => select.selectedOptions[0].text);
    });
    await soon.equal(() => page.locator(".parole-file select").count(), 2);
    await soon.deepEqual(cut, []);
    await soon.ok(() => noSideways(page));
    await open(page);
    await press(page, "aiuto");
    await page.keyboard.press("Escape");
    await tab(page, "lavoratori");
    for (let errors = 0; errors < 3; errors++) {
      await press(page, "prossimo");
      await bubble(page, /./);
      await soon.ok(() => inside(page, ".tb-bubble"), `message ${errors}`);
      await soon.ok(() => inside(page, ".tb-in-hand"), `cell ${errors}`);
    }
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("on a phone an application shows what it has to mend without scrolling; the choice of columns is in sight at any width", async () => {
    const { page, problems } = await openSingle(browser, PHONE);
    const worker = { codiceFiscale: CODES[0], dataAssunzione: "24/03/2020" };
    const domanda = (name, code) => JSON.stringify({ regolamento: "piemonte-2020", dataPresentazione: "01/04/2020", periodo: { dataInizio: "23/02/2020", dataFine: "28/03/2020" }, datoreLavoro: { denominazione: name, codiceFiscale: code }, lavoratori: [worker] });
    await page.setInputFiles("#file", [{ name: "datori.jsonl", mimeType: "application/json", buffer: Buffer.from(`${domanda("Alfa", "20186848337")}\n${domanda("Beta", "07845120018")}\n`) }]);
    await page.waitForSelector(".esito");
    await soon.match(() => page.locator(".fascicolo tbody tr").last().innerText(), /Beta/);
    await soon.ok(() => page.evaluate(() => [...document.querySelectorAll(".fascicolo tbody .tardi, .fascicolo tbody button")].every((one) => one.getBoundingClientRect().right <= innerWidth) && document.querySelectorAll(".fascicolo tbody .tardi").length === 2));
    await soon.equal(() => page.locator(".fascicolo tbody .tardi").last().evaluate((cell) => getComputedStyle(cell, "::before").content), '"Da correggere: "');
    await assertAccessible(page, "applications on a phone");
    await tab(page, "lavoratori");
    await page.getByText("Colonne", { exact: true }).click();
    for (const width of [360, 640, 900, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      await page.locator("#colonne").scrollIntoViewIfNeeded();
      await soon.ok(() => page.evaluate(() => {
        const { left, right } = document.getElementById("colonne").getBoundingClientRect();
        return left >= 0 && right <= innerWidth;
      }), `at ${width}`);
      await soon.ok(() => noSideways(page), `at ${width}`);
    }
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("the pictures say in words what is to be corrected and what to be looked at", async () => {
    const { page, problems } = await openSingle(browser);
    await choose(page, ["ditta.csv", FILE]);
    await open(page);
    await tab(page, "quadro");
    const figure = page.locator(".quadro-figura", { has: page.getByRole("heading", { name: "Che cosa c'è da correggere o da guardare, per regola" }) });
    await soon.deepEqual(async () => [...new Set(await figure.locator("td:nth-child(2)").allTextContents())], ["da correggere", "da guardare"]);
    await soon.ok(async () => (await figure.locator("svg text").allTextContents()).every((name) => /\((da correggere|da guardare)\)$|…$/.test(name)));
    await soon.match(() => figure.locator("svg").textContent(), /\(da guardare\)/);
    assert.deepEqual(problems, []);
    await page.close();
  });

  test("a UniEmens says how many people it has and what of it was not read", async () => {
    const { page, problems } = await openSingle(browser);
    const person = (code, grade) => `<DenunciaIndividuale><CFLavoratore>${code}</CFLavoratore><Qualifica1>${grade}</Qualifica1><OrarioContrattuale>4000</OrarioContrattuale></DenunciaIndividuale>`;
    await page.setInputFiles("#file", [{ name: "uniemens.xml", mimeType: "text/xml", buffer: Buffer.from(`<DenunceMensili><Azienda><AnnoMeseDenuncia>2020-03</AnnoMeseDenuncia><CFAzienda>20186848337</CFAzienda><PosContributiva>${person(CODES[0], 1)}${person(CODES[1], 3)}</PosContributiva></Azienda></DenunceMensili>`) }]);
    await page.waitForSelector("[data-apri]");
    await soon.match(() => page.locator("#abbinamento").innerText(), /1 datore di lavoro e 2 lavoratori nel file\..*Non letto: Qualifica1 = 3 \(1 volta\)/s);
    await page.click("[data-lingua=en]");
    await soon.match(() => page.locator("#abbinamento").innerText(), /1 employer and 2 workers in the file\..*Qualifica1 = 3 \(1 time\)/s);
    await page.click("[data-apri]");
    await page.waitForSelector(".esito");
    await status(page, /2 workers/);
    assert.deepEqual(problems, []);
    await page.close();
  });
});
