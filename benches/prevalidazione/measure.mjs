// What the prevalidation page costs in Chromium slowed down four times: CPU time of the main thread and time on the wall;
// the same rows in React Hook Form with zod beside it. Not a test.
//
//     ./avvia --no-serve && npm ci --prefix benches/prevalidazione && node benches/prevalidazione/measure.mjs

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch, newPage, until } from "../../tests/tools/browser.mjs";
import { requireTool } from "../../tests/tools/npm.mjs";

const SLOWER = 4;
const KEYS = "12345678901234567890";
const SINGLE = new URL("../../dist/convalida-prevalidazione.html", import.meta.url).href;
const HEADER = "Cod. Fisc.;Cognome;Nome;Data assunzione;Contratto;Orario;GG CIG;Ore CIG";
const code = (at) => `RSS${String.fromCharCode(65 + (at % 26))}RA${String(at % 100).padStart(2, "0")}A01L219M`;
const line = (at) => `${code(at)};Rossi ${at};Mario;${at % 13 ? "01/02/2015" : "24/03/2020"};TI;40;20;${at % 17 ? 150 : 300}`;
const list = (rows) => `${HEADER}\n${Array.from({ length: rows }, (_, at) => line(at)).join("\n")}\n`;
const firms = (many, each) => `Ragione sociale ditta;P.IVA ditta;${HEADER}\n${Array.from({ length: many * each }, (_, at) => `Ditta ${Math.floor(at / each)};${String(Math.floor(at / each)).padStart(11, "0")};${line(at)}`).join("\n")}\n`;

const browser = await launch();
const results = {};

/** A slowed page, and what it has used so far, in milliseconds. */
async function slowed(address) {
  const { page } = await newPage(browser, { viewport: { width: 1280, height: 900 }, locale: "it-IT" });
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(address);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  const used = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (name) => metrics.find((one) => one.name === name).value * 1000;
    return { cpu: of("TaskDuration"), script: of("ScriptDuration"), heap: of("JSHeapUsedSize") / 1000 / 2 ** 20 };
  };
  /** What an act costs until what it leads to is there. */
  const timed = async (name, act) => {
    const before = await used();
    const start = performance.now();
    await act();
    const wall = performance.now() - start;
    const after = await used();
    results[name] = { wall: Math.round(wall), cpu: Math.round(after.cpu - before.cpu), script: Math.round(after.script - before.script), heap: Math.round(after.heap) };
    console.log(name.padEnd(52), JSON.stringify(results[name]));
  };
  return { page, timed };
}

const judged = (page) => until(page, () => /\d+ err/.test(document.getElementById("domanda-stato").textContent), undefined, 300_000);

async function opened(text, name) {
  const { page, timed } = await slowed(SINGLE);
  await page.waitForSelector('body[data-pronta="sì"]');
  await timed(`${name}: file to proposed columns`, async () => {
    await page.setInputFiles("#file", { name: "elenco.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await page.waitForSelector("[data-apri]", { timeout: 300_000 });
  });
  for (const [label, day] of [["Data di presentazione", "01/04/2020"], ["Inizio del periodo", "23/02/2020"], ["Fine del periodo", "28/03/2020"]]) await page.getByLabel(label, { exact: true }).fill(day);
  await timed(`${name}: "Apri" to the findings`, async () => {
    await page.click("[data-apri]");
    await judged(page);
  });
  return { page, timed };
}

/** Twenty keys, one after the other; the last answered by the worker. */
async function typed({ page, timed }, name) {
  await page.click("#scheda-lavoratori");
  const cell = page.locator('.tb-row[aria-rowindex="3"] [aria-colindex="11"]');
  await cell.click();
  await timed(`${name}: 20 keys in a cell`, async () => {
    await page.keyboard.type(KEYS);
    await until(page, () => document.querySelector(".tb-bubble:not([hidden])")?.textContent);
  });
  await page.keyboard.press("Enter");
}

for (const rows of [10, 1_000, 10_000]) {
  const made = await opened(list(rows), `${rows} rows`);
  await typed(made, `${rows} rows`);
  const { page, timed } = made;
  if (rows === 10_000) {
    await timed("10000 rows: an edit, then the figures of the head", async () => {
      const before = await page.textContent("#domanda-stato");
      await page.keyboard.type("999");
      await page.keyboard.press("Enter");
      await until(page, (text) => document.getElementById("domanda-stato").textContent !== text, before, 60_000);
    });
    await timed("10000 rows: the whole checked anew when looked at", async () => {
      await page.click("#scheda-esiti");
      await until(page, () => document.querySelector("#avanzamento").hidden && document.querySelector(".esito"), undefined, 60_000);
    });
  }
  await page.close();
}

{
  const { page, timed } = await opened(list(3), "3 rows");
  await page.click("#scheda-lavoratori");
  await page.locator('.tb-row[aria-rowindex="4"] [aria-colindex="3"]').click();
  const text = Array.from({ length: 10_000 }, (_, at) => `Rossi ${at}\tMario\t01/02/2015`).join("\n");
  await timed("10 000 rows of three cells pasted, to paint", async () => {
    await page.evaluate((content) => {
      const data = new DataTransfer();
      data.setData("text/plain", content);
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
    await until(page, () => document.querySelector(".tb")?.getAttribute("aria-rowcount") === "10003", undefined, 60_000);
  });
  await page.close();
}

for (const many of [40, 2_000]) {
  const { page, timed } = await opened(firms(many, 5), `${many} employers`);
  await timed(`${many} employers: the others counted`, () => until(page, () => [...document.querySelectorAll(".fascicolo tr")].slice(1).every((row) => row.cells[6].textContent !== "…"), undefined, 300_000));
  await page.close();
}

{
  const folder = mkdtempSync(join(tmpdir(), "convalida-bench-"));
  await requireTool("esbuild").build({ entryPoints: [fileURLToPath(new URL("other.js", import.meta.url))], outfile: join(folder, "other.js"), bundle: true, minify: true, define: { "process.env.NODE_ENV": '"production"' } });
  writeFileSync(join(folder, "index.html"), '<!doctype html><meta charset="utf-8"><title>-</title><div id="root"></div><script src="other.js"></script>');
  for (const rows of [10, 1_000]) {
    const { page, timed } = await slowed(pathToFileURL(join(folder, "index.html")).href);
    const data = Array.from({ length: rows }, (_, at) => {
      const [codiceFiscale, cognome, nome, dataAssunzione, , orarioSettimanale, giorni, ore] = line(at).split(";");
      return { codiceFiscale, cognome, nome, dataAssunzione, tipoContratto: "indeterminato", orarioSettimanale, giorni, ore };
    });
    await timed(`React Hook Form + zod, ${rows} rows: to paint`, async () => {
      await page.evaluate((given) => window.start(given), data);
      await until(page, (count) => document.querySelectorAll("#root > div > div").length === count, rows, 60_000);
    });
    await page.locator('[name="workers.1.ore"]').click();
    await page.locator('[name="workers.1.ore"]').fill("");
    await timed(`React Hook Form + zod, ${rows} rows: 20 keys in a field`, async () => {
      await page.keyboard.type(KEYS);
      await until(page, () => document.querySelector('[name="workers.1.ore"] + em')?.textContent, undefined, 60_000);
    });
    await page.close();
  }
  rmSync(folder, { recursive: true });
}
await browser.close();
