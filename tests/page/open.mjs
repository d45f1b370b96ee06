// Opens the page as a person does, and keeps count of what goes wrong in it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { launch, newPage, soon } from "../tools/browser.mjs";
import { requireTool } from "../tools/npm.mjs";
import { serve } from "../tools/server.mjs";

const folders = { "/plain/": join(import.meta.dirname, "plain") };

/** One server and one browser for a test file. */
export async function start(options = {}) {
  const server = await serve({ folders, ...options });
  const browser = await launch();
  return {
    server,
    browser,
    async stop() {
      await browser.close();
      await server.close();
    },
    /**
     * A fresh page, all on one sheet; `path` names a step or the plain pages of the tests, `before` has the page before
     * it asks for anything.
     */
    async open({ path = "/#tutto", ready = "html[data-pronta]", before = () => {}, ...view } = {}) {
      const opened = await newPage(browser, { viewport: { width: 1280, height: 900 }, locale: "it-IT", ...view });
      await before(opened.page);
      await opened.page.goto(server.url + path);
      await opened.page.waitForSelector(ready);
      await opened.page.evaluate(() => document.fonts.ready);
      return opened;
    },
  };
}

export const field = (page, path) => page.locator(`[data-convalida="${path}"]`);

export const cell = (page, row, name) => page.locator(`#lavoratori [data-convalida-row]`).nth(row).locator(`[data-convalida="*.${name}"]`);

/** Gives a field an answer: typed, or chosen from its list. */
export async function give(page, path, answer) {
  const control = field(page, path);
  if (await control.evaluate(({ tagName }) => tagName === "SELECT")) await control.selectOption(answer);
  else await control.fill(answer);
}

/** Pastes a text from a spreadsheet where the focus is. */
export const paste = (page, text) =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);

export const press = (page, action) => page.click(`[data-azione="${action}"]`);

/** The texts of the messages now on the page, those of one field, or all. */
export const messages = (page, kind = "just-validate-error-label") =>
  page.locator(`.form-feedback.${kind} > span`).allTextContents();

/** Types a text key by key: after each there are as many red messages as `counts` says. */
export async function typeAndCount(page, locator, text, counts, what = text) {
  assert.equal(text.length, counts.length, what);
  await locator.focus();
  for (const [at, key] of [...text].entries()) {
    await page.keyboard.type(key);
    await soon.equal(async () => (await messages(page)).length, counts[at], `${what}, after «${text.slice(0, at + 1)}»`);
  }
}

const axe = readFileSync(requireTool.resolve("axe-core/axe.min.js"), "utf8");

/** The rules of axe that look at sizes and colours, and not only at the elements and their names. */
export const OF_LOOKS = ["color-contrast", "link-in-text-block", "scrollable-region-focusable"];

/** No violation of WCAG 2.2 A and AA, nor of axe's best practices; or of some rules alone. */
export async function assertAccessible(page, where, rules = []) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  // What it would fetch beforehand (style sheets, sounds) serves rules that are off, and pages with media.
  const options = { resultTypes: ["violations"], preload: false, ...(rules.length && { runOnly: { type: "rule", values: rules } }) };
  const run = () => page.evaluate((how) => globalThis.axe.run(document, how), options);
  const told = ({ violations }) => violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.slice(0, 4).map((node) => `${node.target.join(" ")}: ${node.failureSummary?.split("\n")[1] ?? ""}`).join("\n  ")}`);
  await soon.deepEqual(async () => told(await run()), [], where);
}
