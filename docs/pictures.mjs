// Takes the pictures of the README anew: `node docs/pictures.mjs`, after ./avvia --no-serve.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { launch, newPage, until } from "../tests/tools/browser.mjs";
import { serve } from "../tests/tools/server.mjs";

const docs = import.meta.dirname;
const flawed = "piemonte-2020-difetti.json";
const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
/** A4 at 96 points an inch, with the margins of the report. */
const paper = { viewport: { width: 794, height: 1123 }, bypassCSP: true };

const server = await serve();
const browser = await launch();

/** A page with the flawed example, and nothing lying on it. */
async function example(view) {
  const { page } = await newPage(browser, { locale: "it-IT", ...view });
  await page.goto(`${server.url}/`);
  await page.waitForSelector("html[data-pronta]");
  await page.evaluate(() => document.fonts.ready);
  await page.setInputFiles("#apri-file", { name: flawed, mimeType: "application/json", buffer: readFileSync(join(docs, "../www/examples", flawed)) });
  await page.waitForSelector("#passi-elenco .wrong");
  await page.locator(".annulla-chiudi").click();
  return page;
}

const take = (page, name) => page.screenshot({ path: join(docs, name) });

/** Brings an element to a height of the window. */
const bring = (page, selector, height) =>
  page.evaluate(([wanted, at]) => scrollTo(0, document.querySelector(wanted).getBoundingClientRect().top + scrollY - at), [selector, height]);

const form = await example({ viewport: { width: 1280, height: 1000 } });
await form.locator(".form-group:has(#periodo-dataFine) .convalida-why").first().click();
await form.waitForSelector(".convalida-explanation");
await bring(form, "#titolo-periodo", 40);
await take(form, "pagina.png");

const small = await example(phone);
await bring(small, "#titolo-periodo", 16);
await take(small, "telefono.png");

const report = await example(paper);
await report.addStyleTag({ content: "body { padding: 15mm; }" });
await report.evaluate(() => dispatchEvent(new Event("beforeprint")));
await report.emulateMedia({ media: "print" });
await take(report, "rapporto.png");

const { page: catalogue } = await newPage(browser, { locale: "it-IT", viewport: { width: 1280, height: 900 } });
await catalogue.goto(`${server.url}/catalogo.html`);
await catalogue.waitForSelector("html[data-pronta]");
await catalogue.fill("#cerca", "25 marzo 2020");
await catalogue.locator(".regola > summary").first().click();
await until(catalogue, () => document.querySelector(".regola[open] .versione"));
await take(catalogue, "catalogo.png");

await browser.close();
await server.close();
