// Whatever a page has put on Object.prototype and Array.prototype, the <script> build loads and answers as elsewhere.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { launch, newPage, soon } from "../tools/browser.mjs";
import { serve } from "../tools/server.mjs";

const folder = mkdtempSync(join(tmpdir(), "convalida-polluted-"));
const server = await serve({ folders: { "/": folder } });
const browser = await launch();
after(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

const script = readFileSync(new URL("../../pkg/convalida.iife.js", import.meta.url), "utf8");

/** Every name that the build itself uses as the name of a property, and what descriptors and promises look for. */
const NAMES = [
  ...new Set([...script.slice(-60_000).matchAll(/[.{,]\s*([a-zA-Z]\w*)\s*[:,=(;.)}]/g)].map(([, name]) => name)),
  "get", "set", "value", "writable", "enumerable", "configurable", "then", "toJSON", "bollo", "fields", "rows",
].filter((name) => !["constructor", "toString", "prototype", "length", "name", "valueOf", "hasOwnProperty", "isPrototypeOf", "prototype"].includes(name));

const USE = `
  const form = new convalida.Form("piemonte-2020", { today: "2020-04-15" });
  form.load({ dataPresentazione: "01/04/2020", periodo: { dataInizio: "23/02/2020" }, lavoratori: [{ nome: "Anna" }, {}] });
  const heard = [];
  form.subscribe(({ added }) => heard.push(added.length));
  form.set("lavoratori[0].dataAssunzione", "24/02/202");
  form.setMany([["periodo.dataFine", "29/03/2020"], ["lavoratori.2.ore", 8], ["ignoto.campo", true]]);
  form.insert("lavoratori", 0);
  form.remove("lavoratori", 0);
  const out = [form.field("bollo").state, form.field("ignoto.campo").state, form.diagnostics(), form.validate({ fields: ["periodo"] }),
    form.bounds("periodo.dataFine"), form.summary(), form.clone().toJSON(), heard, convalida.rulebooks("en"),
    convalida.standardSchema("piemonte-2020", { mode: "typing" })["~standard"].validate({ periodo: { dataFine: "24/0" } })];
  document.getElementById("out").textContent = JSON.stringify(bare(out));
`;

/** The same without any prototype: what was put there has no say in how it is written. */
function bare(value) {
  if (typeof value !== "object" || value === null) return value;
  const copy = Array.isArray(value) ? Object.setPrototypeOf([], null) : Object.create(null);
  for (const key of Object.keys(value)) {
    Object.defineProperty(copy, key, { __proto__: null, value: bare(value[key]), enumerable: true, writable: true, configurable: true });
  }
  return copy;
}

copyFileSync(new URL("../../pkg/convalida.iife.js", import.meta.url), join(folder, "convalida.iife.js"));
writeFileSync(join(folder, "use.js"), `${bare} ${USE}`);
writeFileSync(
  join(folder, "index.html"),
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><pre id="out"></pre>
   <script src="pollute.js"></script><script src="convalida.iife.js"></script><script src="use.js"></script>`,
);

async function run(pollute) {
  writeFileSync(join(folder, "pollute.js"), `(${pollute})(Object.prototype, Array.prototype, ${JSON.stringify(NAMES)})`);
  const { page, problems } = await newPage(browser);
  await page.goto(server.url);
  const out = await page.textContent("#out"); // scripts without `defer` have run when the page is loaded
  await page.close();
  assert.deepEqual(problems, []);
  return out;
}

const clean = await run(() => {});

const POLLUTIONS = {
  "texts that can be listed": (object, _, names) => names.forEach((name) => (object[name] = "x")),
  "functions that can be listed": (object, _, names) => names.forEach((name) => (object[name] = function () { return this; })),
  "objects": (object, _, names) => names.forEach((name) => Object.defineProperty(object, name, { __proto__: null, value: { x: 1 }, writable: true, configurable: true })),
  "accessors": (object, _, names) =>
    names.forEach((name) => Object.defineProperty(object, name, { __proto__: null, get: () => "x", set: () => {}, enumerable: true, configurable: true })),
  "functions on Array.prototype that can be listed": (_, array) => {
    for (const name of ["remove", "toJSON", "contains", "each", "last"]) array[name] = function () { return "x"; };
    array[0] = "hole";
  },
  "frozen prototypes": (object, array) => [object, array].forEach(Object.freeze),
};

for (const [name, pollute] of Object.entries(POLLUTIONS)) {
  test(name, async () => {
    assert.ok(NAMES.length > 100);
    const polluted = await run(pollute);
    assert.deepEqual(JSON.parse(polluted), JSON.parse(clean));
  });
}
