// At every portal, for every kind of application: an empty page, the keyboard alone, a whole application, a good check, a
// printed report. A test run does two of them; with CONVALIDA_RUNS all.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { soon } from "../tools/browser.mjs";
import { start } from "./open.mjs";

const examples = new URL("../../www/examples/", import.meta.url);
const names = readdirSync(examples).filter((name) => name.endsWith(".json") && !name.endsWith("-difetti.json"));
const some = process.env.CONVALIDA_RUNS ? names.sort() : ["lombardia-2009.json", "toscana-2014-mobilita.json"];

/** The answers of an application, by path. */
function answersOf(value, path = "", found = new Map()) {
  if (value === null || typeof value !== "object") return found.set(path, String(value));
  for (const [key, entry] of Object.entries(value)) answersOf(entry, path ? `${path}.${key}` : key, found);
  return found;
}

/** What has the focus: the path of a field, the list that a button adds to, and what else a person would hear of it. */
const inFocus = (page) => page.evaluate(() => {
  const one = document.activeElement;
  /** The path of a name that may begin with a star, which is the row around. */
  const pathOf = (element, name) => {
    if (!/^\*(\.|$)/.test(name)) return name;
    const row = element.closest("[data-convalida-row]");
    const list = row.parentElement.closest("[data-convalida-list]");
    const rows = [...list.querySelectorAll("[data-convalida-row]")].filter((other) => other.parentElement.closest("[data-convalida-list]") === list);
    return `${pathOf(list.parentElement, list.dataset.convalidaList)}.${rows.indexOf(row)}${name.slice(1)}`;
  };
  const { convalida, convalidaAdd, vai, dettagli } = one.dataset;
  return {
    inForm: Boolean(one.closest("#domanda")),
    id: one.id,
    field: convalida && pathOf(one, convalida),
    adds: convalidaAdd && pathOf(one, convalidaAdd),
    leads: vai,
    closed: dettagli !== undefined && one.getAttribute("aria-expanded") === "false",
    value: one.value,
    labels: one.tagName === "SELECT" ? Object.fromEntries([...one.options].map((option) => [option.value, option.textContent.trim()])) : null,
  };
});

/** Types into what has the focus, or finds the answer in a list by its first letters, then by the arrows. */
async function answer(page, { labels }, wanted) {
  if (!labels) return page.keyboard.type(wanted);
  const label = labels[wanted] ?? assert.fail(`no answer «${wanted}» in ${Object.keys(labels)}`);
  await page.keyboard.type(/^[ -~]*/.exec(label)[0]); // an accent is no key of its own
  const chosen = async () => (await inFocus(page)).value;
  if ((await chosen()) === wanted) return;
  await page.keyboard.press("Home");
  for (let n = 0; n < 80 && (await chosen()) !== wanted; n++) await page.keyboard.press("ArrowDown");
  await soon.equal(chosen, wanted);
}

/** Once through a step by Tab; answers whether anything was typed or added. */
async function through(page, answers, given) {
  let worked = false;
  await page.locator(".passo-titolo:visible").first().focus();
  for (let n = 0; n < 600; n++) {
    await page.keyboard.press("Tab");
    let here = await inFocus(page);
    if (!here.inForm) return worked;
    const more = ({ adds }) => adds && rowsOf(answers, adds) > rowsOf(given, adds);
    if (here.closed || more(here)) {
      await page.keyboard.press("Enter");
      worked = true;
      here = await inFocus(page);
    }
    if (here.field && answers.has(here.field) && !given.has(here.field)) {
      await answer(page, here, answers.get(here.field));
      given.set(here.field, answers.get(here.field));
      worked = true;
    }
  }
  return assert.fail("Tab does not get out of the form");
}

const rowsOf = (answers, list) => new Set([...answers.keys()].filter((path) => path.startsWith(`${list}.`)).map((path) => path.slice(list.length + 1).split(".")[0])).size;

async function tabTo(page, wanted, what) {
  for (let n = 0; n < 600; n++) {
    if (wanted(await inFocus(page))) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not reach ${what}`);
}

async function fillIn(page, domanda) {
  const { regolamento, tipo, ...rest } = domanda;
  const answers = answersOf(rest);
  const given = new Map();
  await page.evaluate(() => (globalThis.print = () => dispatchEvent(new Event("beforeprint"))));
  for (const [id, wanted] of [["portale", regolamento], ["tipo", tipo]]) {
    if (wanted === undefined) continue;
    await tabTo(page, (here) => here.id === id, id);
    await answer(page, await inFocus(page), wanted);
    await soon.equal(() => page.inputValue(`#${id}`), wanted);
  }
  const at = () => page.evaluate(() => document.querySelector("#passi-elenco [aria-current]")?.hash ?? "");
  const go = async (way) => {
    const step = await at();
    await page.locator(".passo-titolo:visible").first().focus();
    await tabTo(page, (here) => here.leads === way, `the way from ${step}`);
    await page.keyboard.press("Enter");
    await soon.ok(async () => (await at()) !== step, `leads from ${step}`);
  };
  const isLast = () => page.evaluate(() => document.querySelector("#passi-elenco li:last-child [aria-current]") !== null);
  for (;;) {
    while (await through(page, answers, given));
    if (await isLast()) break;
    await go("1");
  }
  while ((await at()) !== "#verifica") await go("-1"); // what is due after the filing has a step of its own behind it
  assert.deepEqual([...answers.keys()].filter((path) => !given.has(path)), [], "answers without a field");
  await tabTo(page, (here) => here.id === "controlla", "the check");
  await page.keyboard.press("Enter");
  await soon.match(() => page.locator(".convalida-summary").first().textContent(), /niente da correggere/);
  await page.locator("#adesso [data-azione=stampa]").focus();
  await page.keyboard.press("Enter");
  await soon.match(() => page.locator("#rapporto").textContent(), /Niente da correggere né da completare\./);
}

describe("by keyboard alone, from an empty page to the printed report", () => {
  let site;
  before(async () => (site = await start()));
  after(() => site.stop());

  for (const name of some) {
    test(name.replace(".json", ""), async () => {
      const { page, problems } = await site.open({ path: "/" });
      await fillIn(page, JSON.parse(readFileSync(new URL(name, examples), "utf8")));
      assert.deepEqual(problems, []);
      await page.close();
    });
  }
});
