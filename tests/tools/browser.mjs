// Starts the Chromium of the machine, headless and silent: nothing it does by itself goes to the network.

import assert from "node:assert/strict";
import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { requireTool } from "./npm.mjs";

const { chromium } = requireTool("playwright-core");

const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @returns {Promise<import("playwright-core").Browser>} */
export const launch = ({ args = [], ...options } = {}) =>
  chromium.launch({ executablePath: chromiumPath(), args: [...ARGUMENTS, ...args], ...options });

/**
 * A page that notes what goes wrong in it: uncaught errors, anything on the console, requests that fail, and every
 * address it asks for.
 * @returns {Promise<{ page: import("playwright-core").Page, problems: string[], requests: string[] }>}
 */
export async function newPage(browser, options = {}) {
  const page = await browser.newPage(options);
  const problems = [];
  const requests = [];
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("console", (message) => problems.push(`console ${message.type()}: ${message.text()}`));
  page.on("requestfailed", (request) => problems.push(`failed: ${request.url()}`));
  page.on("request", (request) => requests.push(request.url()));
  return { page, problems, requests };
}

/**
 * Waits until a function gives something in the page, and returns it. Playwright's own `waitForFunction` evaluates text
 * in the page, which a Content-Security-Policy forbids.
 */
export async function until(page, get, argument, milliseconds = 20_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await page.evaluate(get, argument);
    if (found) return found;
    if (Date.now() > end) throw new Error(`nothing in ${milliseconds} ms: ${get}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** What `soon` does: reads and asserts again until the assertion holds, or gives up with its error. */
const waiting = (assertion) => async (read, ...expected) => {
  const end = Date.now() + 20_000;
  for (;;) {
    const found = await read();
    try {
      return assertion(found, ...expected);
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((done) => setTimeout(done, 20));
  }
};

/**
 * The assertions on what a page shows: an act returns before all that follows from it is there, so what is expected is
 * waited for. `await soon.equal(() => page.title(), "…")`
 */
export const soon = {
  ok: waiting(assert.ok),
  equal: waiting(assert.equal),
  deepEqual: waiting(assert.deepEqual),
  match: waiting(assert.match),
  doesNotMatch: waiting(assert.doesNotMatch),
};

/** The same names as in pkg-config/setup/test-tools.sh. */
function chromiumPath() {
  const names = [process.env.CHROMIUM ?? "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  for (const name of names) {
    const found = isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name));
    const path = found.find(isExecutable);
    if (path) return path;
  }
  throw new Error("no Chromium found: ./prova installs it, or set CHROMIUM to its path");
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
