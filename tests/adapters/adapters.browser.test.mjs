// Each adapter inside the real library: one scenario, typed by a person.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { installed } from "../tools/installed.mjs";
import { launch, newPage, soon } from "../tools/browser.mjs";
import { requireTool } from "../tools/npm.mjs";
import { serve } from "../tools/server.mjs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { scenario } from "./scenario.mjs";

const { build } = requireTool("esbuild");
const apps = fileURLToPath(new URL("apps/", import.meta.url));
const examples = fileURLToPath(new URL("../../www/esempi/", import.meta.url));
const pkg = fileURLToPath(new URL("../../pkg", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "convalida-adapters-"));
/** What a library notes for itself is no problem of ours. */
const isOurs = (problem) => !/^console (log|info|debug):/.test(problem);

let browser, server, modules;

before(async () => {
  modules = installed("adapters");
  const csp = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval'; img-src 'self' data:; style-src 'self' 'unsafe-inline'";
  server = await serve({ folders: { "/": folder, "/modules/": modules }, csp });
  browser = await launch();
});
after(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

/** The built package stands in for an installed one. */
const convalida = { name: "convalida", setup: ({ onResolve }) => onResolve({ filter: /^convalida\// }, ({ path }) => ({ path: `${path.replace("convalida", pkg)}.js` })) };

const BODY = '<div id="app"></div><app-page></app-page>';

async function open(name, source, { from = apps, alias = {}, scripts = [], styles = [], rows = 1, body = BODY, ready = '[data-field="periodo.dataFine"]' } = {}) {
  await build({
    entryPoints: [join(from, source)],
    outfile: join(folder, `${name}.js`),
    bundle: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    alias,
    nodePaths: [modules],
    define: { "process.env.NODE_ENV": '"production"', ngDevMode: "false", __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false" },
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
    plugins: [convalida],
    logLevel: "error",
  });
  const head = [...styles.map((href) => `<link rel="stylesheet" href="/modules/${href}">`), ...scripts.map((src) => `<script src="/modules/${src}"></script>`)];
  writeFileSync(
    join(folder, `${name}.html`),
    `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${head.join("")}${body}<script type="module" src="${name}.js"></script>`,
  );
  const opened = await newPage(browser);
  await opened.page.addInitScript(countText);
  await opened.page.goto(`${server.url}/${name}.html#${rows}`);
  await opened.page.waitForSelector(ready);
  return opened;
}

/** Counts the text that a page hands to the core. */
function countText() {
  window.handed = 0;
  for (const name of ["encode", "encodeInto"]) {
    const own = TextEncoder.prototype[name];
    TextEncoder.prototype[name] = function (text, ...others) {
      window.handed += text?.length ?? 0;
      return own.call(this, text, ...others);
    };
  }
}

const APPS = {
  "React Hook Form": ["react-hook-form.jsx"],
  "TanStack Form": ["tanstack-form.jsx"],
  "VeeValidate 4": ["vee-validate.js"],
  "VeeValidate 5": ["vee-validate.js", { alias: { "vee-validate": "vee-validate5" } }],
  "Angular, reactive forms": ["angular.ts"],
  "Angular, signal forms": ["angular-signals.ts"],
  "Form.io 4": ["formio.js", { scripts: ["formiojs/dist/formio.full.min.js"] }],
  "Form.io 5": ["formio.js", { scripts: ["@formio/js/dist/formio.full.min.js"] }],
};

for (const [library, [source, options]] of Object.entries(APPS)) {
  test(library, async () => {
    const { page, problems } = await open(library.replace(/\W+/g, "-"), source, options);
    const at = (name) => page.locator(`[data-field="${name}"]`);
    const said = (name) => page.locator(`[data-error="${name}"]`).textContent().then((text) => text.trim());
    const type = async (name, text) => {
      await at(name).fill("");
      await at(name).pressSequentially(text);
    };
    await scenario(type, said);
    await at("lavoratori[0].dataAssunzione").press("Backspace");
    await soon.equal(() => said("lavoratori[0].dataAssunzione"), "");
    await type("periodo.dataFine", "28/03/2020"); // TanStack Form does not look further while something is wrong
    await soon.equal(() => said("periodo.dataFine"), "");
    await page.locator("button", { hasText: "Invia" }).click();
    await soon.match(() => said("lavoratori[0].dataAssunzione"), /./, "sending judges every field as left");
    await soon.match(() => said("lavoratori[0].ore"), /./, "and asks for what is missing");
    await soon.equal(() => page.evaluate(() => window.sent ?? "not sent"), "not sent");
    assert.deepEqual(problems.filter(isOurs), []);
    await page.close();
  });
}

for (const [library, [source, options]] of Object.entries(APPS)) {
  test(`${library}: a key among 200 workers asks the core for one edit and nothing of the rest`, async () => {
    const { page, problems } = await open(`${library.replace(/\W+/g, "-")}-200`, source, { ...options, rows: 200 });
    const hours = page.locator('[data-field="lavoratori[0].ore"]');
    await hours.pressSequentially("7");
    await soon.ok(() => page.evaluate(() => window.calls.set || window.calls.load), "the first key has arrived");
    await new Promise((done) => setTimeout(done, 300));
    await page.evaluate(() => {
      window.calls = {};
      window.handed = 0;
    });
    await hours.press(",");
    await soon.equal(() => page.evaluate(() => window.calls.set), 1);
    await new Promise((done) => setTimeout(done, 300));
    const { calls, handed } = await page.evaluate(() => ({ calls: window.calls, handed: window.handed }));
    assert.deepEqual(calls, { set: 1 });
    assert.ok(handed < 500, `${handed} characters of text`);
    assert.deepEqual(problems.filter(isOurs), []);
    await page.close();
  });
}

test("Superforms takes the schema as it is: on the server, and in the page", async () => {
  const load = (path) => import(pathToFileURL(join(modules, "sveltekit-superforms/dist", path)).href);
  const [{ superValidate }, { standard, standardClient }] = [await load("superValidate.js"), await load("adapters/standard.js")];
  await import(pathToFileURL(join(pkg, "inline/piemonte-2020.js")).href);
  const { standardSchema } = await import(pathToFileURL(join(pkg, "standard-schema.js")).href);
  const defaults = { dataPresentazione: "", periodo: { dataInizio: "", dataFine: "" }, lavoratori: [{ dataAssunzione: "", ore: "" }] };
  const typed = { dataPresentazione: "01/04/2020", periodo: { dataInizio: "23/02/2020", dataFine: "29/03/2020" }, lavoratori: [{ dataAssunzione: "24/02/202", ore: "7," }] };
  const client = standardClient(standardSchema("piemonte-2020", { mode: "typing" }));
  const { success, issues } = await client.validate(typed);
  assert.equal(success, false);
  assert.deepEqual(issues.map(({ path }) => path.join(".")).sort(), ["lavoratori.0.dataAssunzione", "periodo.dataFine"]);
  const form = await superValidate(typed, standard(standardSchema("piemonte-2020", { mode: "whole" }), { defaults }));
  assert.equal(form.valid, false);
  assert.match(form.errors.periodo.dataFine[0], /36 giorni/);
  assert.ok(form.errors.lavoratori[0].ore, "half-typed text is wrong when it is sent");
});

/** The sources in www/esempi that want a bundler; where the library comes as a script, that too. */
const TO_COPY = {
  "angular.ts": {},
  "formio.js": { scripts: ["@formio/js/dist/formio.full.min.js"], body: `${BODY}<p id="esito"></p>` },
  "react.jsx": {},
};

for (const [source, options] of Object.entries(TO_COPY)) {
  test(`the example to copy ${source}`, async () => {
    const { page, problems } = await open(`esempio-${source.replace(/\W/g, "-")}`, source, { from: examples, ready: "button", ...options });
    const [start, end] = [page.getByLabel("Inizio del periodo"), page.getByLabel("Fine del periodo")];
    const all = () => page.textContent("body");
    await start.pressSequentially("23/02/2020");
    await end.pressSequentially("28/03/20");
    await soon.doesNotMatch(all, /giorni|non va bene/, "half-typed text is no error");
    await end.fill("29/03/2020");
    await soon.match(all, /36 giorni; il massimo per una domanda è 35/);
    await page.getByRole("button", { name: "Invia" }).click();
    await soon.doesNotMatch(() => page.textContent("#esito"), /va bene/, "what is wrong is not sent");
    await end.fill("28/03/2020");
    await soon.doesNotMatch(all, /36 giorni/);
    await page.getByRole("button", { name: "Invia" }).click();
    await soon.equal(() => page.textContent("#esito"), "Il periodo va bene.");
    assert.deepEqual(problems.filter(isOurs), []);
    await page.close();
  });
}

test("no source to copy is left untried", () => {
  const files = readdirSync(examples);
  const alone = files.filter((file) => !file.endsWith(".html") && !files.includes(file.replace(/\.\w+$/, ".html")));
  assert.deepEqual(alone.sort(), Object.keys(TO_COPY).sort());
});
