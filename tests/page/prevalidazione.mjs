// What the tests of the prevalidation page do in it, as a consultant would.

import { newPage, until } from "../tools/browser.mjs";

export const SINGLE = new URL("../../dist/convalida-prevalidazione.html", import.meta.url);
export const READY = 'body[data-pronta="sì"]';
export const CODES = ["RSSMRA80A01L219M", "VRDLGU75C15F205O", "BNCNNA82D45H501M"];

export const noSideways = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
export const tab = (page, name) => page.click(`#scheda-${name}`);
export const cellText = (page, row, column) => page.evaluate(([at, name]) => {
  const head = [...document.querySelectorAll(".tb-sort")].findIndex((button) => button.dataset.key === name);
  return document.querySelector(`.tb-row[aria-rowindex="${at + 2}"] [aria-colindex="${head + 2}"]`)?.firstChild.data;
}, [row, column]);
export const textIs = (page, row, column, text) => until(page, ([at, name, wanted]) => {
  const head = [...document.querySelectorAll(".tb-sort")].findIndex((button) => button.dataset.key === name);
  return document.querySelector(`.tb-row[aria-rowindex="${at + 2}"] [aria-colindex="${head + 2}"]`)?.firstChild.data === wanted;
}, [row, column, text]);
export const clickCell = (page, row, column) => page.evaluate(([at, name]) => [...document.querySelectorAll(".tb-sort")].findIndex((button) => button.dataset.key === name), [row, column]).then((at) => page.click(`.tb-row[aria-rowindex="${row + 2}"] [aria-colindex="${at + 2}"]`));
export const bubble = (page, pattern) => until(page, (source) => {
  const found = document.querySelector(".tb-bubble:not([hidden])");
  return found && new RegExp(source).test(found.textContent);
}, pattern.source);
export const status = (page, pattern) => until(page, (source) => new RegExp(source).test(document.getElementById("domanda-stato").textContent), pattern.source);

/** A file as if it were chosen. */
export const choose = (page, ...files) => page.setInputFiles("#file", files.map(([name, content]) => ({ name, mimeType: "text/csv", buffer: Buffer.from(content) })));

/** Takes what is proposed. */
export async function open(page, dates = ["01/04/2020", "23/02/2020", "28/03/2020"]) {
  await page.waitForSelector("[data-apri]");
  for (const [at, label] of ["Data di presentazione", "Inizio del periodo", "Fine del periodo"].entries()) await page.getByLabel(label, { exact: true }).fill(dates[at]);
  await page.click("[data-apri]");
  await page.waitForSelector(".esito");
}

export const LIST = `Cod. Fisc.;Cognome;Nome;Data assunzione;Contratto;Orario;GG CIG;Ore CIG;Note\n${CODES[0]};Rossi;Mario;01/02/2015;TI;40;10;80;=1+1\n${CODES[1]};Verdi;Luigi;24/03/2020;TI;40;10;80;\n${CODES[2]};Bianchi;Anna;01/02/2015;TI;40;10;96;x\n`;

/** The one file, opened from the disk in a fresh page. */
export async function openSingle(browser, view = {}) {
  const made = await newPage(browser, { viewport: { width: 1280, height: 900 }, locale: "it-IT", ...view });
  await made.page.goto(SINGLE.href);
  await made.page.waitForSelector(READY);
  return made;
}
